import assert from "node:assert/strict";
import {
  certificatesOf,
  certify,
  decodeEntry,
  type Envelope,
  type Hex,
  hexBytes,
  limits,
  type Report,
  signBallot,
  signReport,
  type WireCertificate,
} from "@quorate/protocol";
import type { Life } from "../../edge-agent/src/lives.ts";
import type { BuiltBlock } from "../../edge-agent/src/machine.ts";
import { allEnded, calmCluster, isQuiet, pass, until } from "./calm.ts";
import { Lone } from "./lone.ts";
import { type Given, MachineRun } from "./machine-run.ts";
import { beginMs, chain, context, signerOf } from "./site.ts";

/** An agent that ordered some commands, and the run that made them. */
class Ordered {
  readonly lone = new Lone();
  readonly run = new MachineRun(this.lone.site);
  private applied = 0;
  private known = 0;

  give(...devices: readonly string[]): Given[] {
    const commands = devices.map((device) => {
      const point = device === "tank" ? "set" : "speed";
      return this.run.command({ device, writes: [{ point, value: 1 }] });
    });
    this.run.give(...commands);
    this.follow();
    return commands;
  }

  /** Everything that the run did, on the agent too. */
  follow(): void {
    const { agent } = this.lone;
    for (; this.applied < this.run.rounds.length; this.applied += 1)
      agent.machine.apply(this.run.rounds[this.applied] as never);
    for (; this.known < this.run.blocks.length; this.known += 1) {
      const block = this.run.blocks[this.known] as BuiltBlock;
      agent.box.open(block);
      this.stand(block, 1);
    }
  }

  /** A peer's ballot for the block. */
  stand({ header: headerBytes }: BuiltBlock, agent: number): void {
    const fields = { agent, headerBytes, clockUs: 1, vetoes: [] };
    const ballot = signBallot(chain, signerOf(`agent${agent}`), fields);
    this.lone.says(agent, { ballots: { ballots: [ballot] } });
  }

  report(id: Hex, changes: Partial<Report> = {}, by = "g"): Envelope {
    const open = this.run.machine.state.commands.get(id);
    return signReport(chain, signerOf(by), {
      ...{ device: open?.device ?? "tank", deviceSequence: open?.deviceSequence ?? 1, id },
      ...{ outcome: "confirmed", code: "", detail: "", points: [] },
      ...{ writtenMs: beginMs, finishedMs: beginMs, closing: "" },
      ...changes,
    });
  }
}

const sequencesOf = (certificates: readonly WireCertificate[]): string[] =>
  certificates.map(({ entry }) => {
    const { item } = decodeEntry(entry);
    if (item.kind === "verdict" || item.kind === "closing")
      return `${item.kind} ${item.deviceSequence}`;
    return item.kind;
  });

describe("report: from a guard", () => {
  it("goes into the pool, once, until an event carries it", () => {
    const site = new Ordered();
    const [command] = site.give("tank") as [Given];
    const guard = site.lone.client("g");
    for (let turn = 0; turn < 3; turn += 1) guard.says({ report: site.report(command.id) });
    assert.equal(site.lone.agent.pool.size, 1);
    assert.ok(site.lone.agent.pool.hasWeighty);
    assert.equal(guard.heard.of("ordered").length, 0);
  });

  it("one that is in the order is answered, so that the guard need not say it again", () => {
    const site = new Ordered();
    const [command] = site.give("tank") as [Given];
    const report = site.report(command.id);
    site.run.round([site.run.report(command.id)]);
    site.follow();
    const guard = site.lone.client("g");
    guard.says({ report });
    const [ordered] = guard.heard.of("ordered");
    assert.deepEqual([ordered?.device, ordered?.deviceSequence], ["tank", 1]);
    assert.equal(site.lone.agent.pool.size, 0);
  });

  it("written: told to those who watch, and ordered by nobody", () => {
    const site = new Ordered();
    const [command] = site.give("tank") as [Given];
    const ann = site.lone.client("ann");
    ann.says({ request: 1, watch: { id: hexBytes(command.id) } });
    site.lone.client("g").says({ report: site.report(command.id, { outcome: "written" }) });
    const [progress] = ann.heard.of("progress");
    assert.equal(progress?.stage, "written");
    assert.ok(progress.report !== undefined);
    assert.equal(site.lone.agent.pool.size, 0);
  });

  it("written: told by the report of its end too, once, where it says that it was", () => {
    const site = new Ordered();
    const [command, other] = site.give("tank", "tank") as [Given, Given];
    const ann = site.lone.client("ann");
    const guard = site.lone.client("g");
    for (const { id } of [command, other]) ann.says({ request: 1, watch: { id: hexBytes(id) } });
    const before = ann.heard.of("progress").length;
    const unwritten = { outcome: "expired", writtenMs: 0, deviceSequence: 2 } as const;
    guard.says({ report: site.report(other.id, unwritten) });
    assert.equal(ann.heard.of("progress").length, before);
    const report = site.report(command.id);
    for (let turn = 0; turn < 2; turn += 1) guard.says({ report });
    const [progress, ...others] = ann.heard.of("progress").slice(before);
    assert.deepEqual([progress?.stage, others.length], ["written", 0]);
    assert.equal(site.lone.agent.pool.size, 2);
  });

  it("written: passed over when the place is another command's, or nobody's", () => {
    const site = new Ordered();
    const [command, other] = site.give("tank", "tank") as [Given, Given];
    const ann = site.lone.client("ann");
    const guard = site.lone.client("g");
    ann.says({ request: 1, watch: { id: hexBytes(command.id) } });
    const before = ann.heard.of("progress").length;
    for (const place of [{ deviceSequence: 2 }, { deviceSequence: 9 }])
      guard.says({ report: site.report(command.id, { outcome: "written", ...place }) });
    assert.equal(ann.heard.of("progress").length, before);
    assert.notEqual(site.lone.agent.lives.get(command.id)?.stage, "written");
    assert.notEqual(site.lone.agent.lives.get(other.id)?.stage, "written");
    guard.says({ report: site.report(command.id, { outcome: "written" }) });
    assert.equal(site.lone.agent.lives.get(command.id)?.stage, "written");
  });

  type Defect = readonly [code: string, make: (site: Ordered, id: Hex) => Envelope];
  const defects: Readonly<Record<string, Defect>> = {
    "of another guard": ["REPORT_GUARD", (site, id) => site.report(id, {}, "far-guard")],
    "written by another guard": [
      "REPORT_GUARD",
      (site, id) => site.report(id, { outcome: "written" }, "far-guard"),
    ],
    "written on another guard's device": [
      "REPORT_GUARD",
      (site, id) => site.report(id, { outcome: "written", device: "far" }),
    ],
    "on another guard's device": [
      "REPORT_SIGNATURE",
      (site, id) => site.report(id, { device: "far" }),
    ],
    "on no device": ["REPORT_SIGNATURE", (site, id) => site.report(id, { device: "none" })],
    "whose signature was changed": [
      "REPORT_SIGNATURE",
      (site, id) => ({ ...site.report(id), signature: new Uint8Array(64) }),
    ],
    "that is garbage": [
      "REPORT_DECODE",
      () => ({ body: Uint8Array.of(1), signature: new Uint8Array(64) }),
    ],
  };
  for (const [name, [code, make]] of Object.entries(defects))
    it(`refuses a report ${name} with ${code}`, () => {
      const site = new Ordered();
      const [command] = site.give("tank") as [Given];
      const ann = site.lone.client("ann");
      ann.says({ request: 1, watch: { id: hexBytes(command.id) } });
      site.lone.client("g").says({ report: make(site, command.id) });
      assert.equal(site.lone.count(code), 1);
      assert.equal(site.lone.agent.pool.size, 0);
      assert.equal(ann.heard.of("progress").length, 0);
    });
});

describe("report: what a guard has to do", () => {
  const asked = (site: Ordered, device: string, deviceSequence: number): WireCertificate[] => {
    const guard = site.lone.client("g");
    guard.says({ fence: { device, deviceSequence, id: new Uint8Array(32), catchUp: true } });
    // Of two sessions of one guard the older would be served.
    guard.down();
    return guard.heard.of("certificates").flatMap((sent) => certificatesOf(sent as never));
  };

  it("catch-up: what comes after its fence, in device order, of this device alone", () => {
    const site = new Ordered();
    site.give("tank", "mixer", "tank");
    site.give("tank");
    assert.deepEqual(sequencesOf(asked(site, "tank", 0)), ["verdict 1", "verdict 2", "verdict 3"]);
    assert.deepEqual(sequencesOf(asked(site, "tank", 2)), ["verdict 3"]);
    assert.deepEqual(sequencesOf(asked(site, "tank", 3)), []);
    assert.deepEqual(sequencesOf(asked(site, "mixer", 0)), ["verdict 1"]);
  });

  it("catch-up: so many of them at a time; the guard asks again from where it is", () => {
    const site = new Ordered();
    const count = limits.catchUpCertificates;
    site.give(...Array.from({ length: count + 2 }, () => "tank"));
    const of = (from: number, to: number): string[] =>
      Array.from({ length: to - from }, (_, index) => `verdict ${from + index + 1}`);
    assert.deepEqual(sequencesOf(asked(site, "tank", 0)), of(0, count));
    assert.deepEqual(sequencesOf(asked(site, "tank", count)), of(count, count + 2));
  });

  it("catch-up: closings that wait for its answer, whatever its fence says", () => {
    const site = new Ordered();
    site.give("tank");
    site.run.idle(2500);
    site.follow();
    assert.deepEqual(sequencesOf(asked(site, "tank", 0)), ["verdict 1", "closing 1"]);
    assert.deepEqual(sequencesOf(asked(site, "tank", 1)), ["closing 1"]);
  });

  it("catch-up: closings of what it sends, and of all that its fence has behind it", () => {
    const site = new Ordered();
    const count = limits.catchUpCertificates;
    site.give(...Array.from({ length: count + 2 }, () => "tank"));
    site.run.idle(2500);
    site.follow();
    const closings = Array.from({ length: count + 2 }, (_, index) => `closing ${index + 1}`);
    const sent = sequencesOf(asked(site, "tank", 0)).filter((one) => one.startsWith("closing"));
    assert.deepEqual(sent, closings.slice(0, count));
    assert.deepEqual(sequencesOf(asked(site, "tank", count + 2)), closings);
  });

  it("catch-up: nothing more for a link that is full already; the guard asks again (S9)", () => {
    const site = new Ordered();
    site.give("tank");
    const guard = site.lone.client("g");
    const fence = { device: "tank", deviceSequence: 0, id: new Uint8Array(32), catchUp: true };
    const certificates = (): number => guard.heard.of("certificates").length;
    guard.heard.waitingBytes = limits.clientQueueBytes / 2;
    guard.says({ fence });
    assert.deepEqual([certificates(), guard.heard.of("fence").length], [0, 1]);
    guard.heard.waitingBytes = 0;
    guard.says({ fence });
    assert.equal(certificates(), 1);
  });

  it("catch-up: nothing that has ended", () => {
    const site = new Ordered();
    const [command] = site.give("tank") as [Given];
    site.run.round([site.run.report(command.id)]);
    site.follow();
    assert.deepEqual(asked(site, "tank", 0), []);
  });

  it("catch-up: with the ballots of a quorum it is a certificate", () => {
    const site = new Ordered();
    site.give("tank");
    const [block] = site.run.blocks as [BuiltBlock];
    for (const agent of [2, 3]) site.stand(block, agent);
    const [certificate] = asked(site, "tank", 0) as [WireCertificate];
    assert.deepEqual(certify(context, site.lone.site, certificate).agents, [1, 2, 3]);
  });

  it("offers a block to the guards of its devices, permits and closings alone", () => {
    const site = new Ordered();
    const [guard, far] = [site.lone.client("g"), site.lone.client("far-guard")];
    const refused = site.run.command({ device: "boiler" });
    const writes = [{ point: "speed", value: 1 }];
    const [near, there] = [site.run.command(), site.run.command({ device: "far", writes })];
    site.run.give(refused, near, there);
    site.follow();
    site.lone.agent.clients.offerBlock(site.run.blocks[0] as BuiltBlock);
    const offered = (heard: typeof guard): string[] =>
      heard.heard
        .of("certificates")
        .flatMap(({ certificates }) => sequencesOf(certificates as never));
    assert.deepEqual(offered(guard), ["verdict 1"]);
    assert.deepEqual(offered(far), ["verdict 1"]);
  });
});

describe("report: through a whole site", () => {
  it("a command is confirmed everywhere once its report is ordered", async () => {
    const cluster = calmCluster();
    await pass(cluster, 500);
    cluster.command("x", 41, 5000);
    await until(cluster, "its end", () => allEnded(cluster) && isQuiet(cluster));
    const [following] = cluster.followings;
    assert.ok(following !== undefined);
    assert.equal(following.outcome, "confirmed");
    for (const { agent } of cluster.agents) {
      const life: Life | undefined = agent?.lives.get(following.id);
      assert.deepEqual([life?.stage, life?.outcome], ["ended", "confirmed"]);
    }
    assert.equal(following.report?.outcome, "confirmed");
    assert.deepEqual(cluster.plants.get("x")?.writes.map(({ value }) => value), [41]);
  });

  it("a guard that is away finds its way when it comes back", async () => {
    const cluster = calmCluster();
    await pass(cluster, 500);
    cluster.killGuard();
    for (const value of [1, 2, 3]) cluster.command("x", value, 1500);
    await pass(cluster, 20_000);
    assert.ok(!allEnded(cluster), "only the guard ends a permitted command");
    cluster.startGuard();
    await until(cluster, "every end", () => allEnded(cluster) && isQuiet(cluster));
    for (const { outcome } of cluster.followings) assert.match(outcome ?? "", /skipped|expired/);
    assert.deepEqual(cluster.plants.get("x")?.writes, []);
  });
});
