import assert from "node:assert/strict";
import {
  type CommandFields,
  commandId,
  type Envelope,
  type Frame,
  hearOwn,
  type Hex,
  hexBytes,
  limits,
  signAlarmAction,
  signApproval,
  signCommand,
  signReading,
  signReport,
  type WireOwnSamples,
  type WireProgress,
} from "@quorate/protocol";
import { Heard, Lone } from "./lone.ts";
import { MachineRun } from "./machine-run.ts";
import { beginMs, chain, edgeSite, keyOf, signerOf } from "./site.ts";

let nonces = 0;

const command = (fields: Partial<CommandFields> = {}, by = "ann", of = chain): Envelope => {
  nonces += 1;
  return signCommand(of, signerOf(by), {
    ...{ device: "tank", writes: [{ point: "set", value: 1 }], notAfterMs: beginMs + 10_000 },
    nonce: new Uint8Array(16).fill(nonces),
    ...fields,
  });
};

const id = (envelope: Envelope): Hex => commandId(chain, envelope);

const reading = (by = "g", device = "tank", timeMs = beginMs): Envelope =>
  signReading(chain, signerOf(by), { device, timeMs, up: true, samples: [] });

const report = (by = "g", device = "tank"): Envelope =>
  signReport(chain, signerOf(by), {
    ...{ device, deviceSequence: 1, id: "11".repeat(32), outcome: "confirmed", code: "" },
    ...{ detail: "", points: [], writtenMs: 0, finishedMs: 0, closing: "" },
  });

const someId = "11".repeat(32);

const acknowledge = signAlarmAction(chain, signerOf("ann"), {
  ...{ alarm: "tank/level/high", action: "acknowledge", raisedMs: beginMs },
  ...{ notAfterMs: beginMs + 10_000, nonce: new Uint8Array(16) },
});

/** One frame of every kind there is. */
const frames: Readonly<Record<string, Frame>> = {
  tips: { tips: {} },
  events: { events: { events: [] } },
  want: { want: { hashes: [] } },
  ballots: { ballots: { ballots: [] } },
  clockRequest: { clockRequest: { nonce: new Uint8Array(16) } },
  clockAnswer: { clockAnswer: { nonce: new Uint8Array(16), clockUs: 1 } },
  certificates: { certificates: { certificates: [] } },
  fence: { fence: { device: "tank" } },
  ordered: { ordered: { device: "tank", deviceSequence: 1 } },
  report: { report: report() },
  reading: { reading: reading() },
  command: { request: 1, submit: { command: command() } },
  approval: { request: 1, submit: { approval: signApproval(chain, signerOf("ann"), someId) } },
  alarm: { request: 1, submit: { alarm: acknowledge } },
  "empty submit": { request: 1, submit: {} },
  progress: { progress: {} },
  watch: { request: 1, watch: { id: new Uint8Array(32) } },
  "long watch": { request: 1, watch: { id: new Uint8Array(33) } },
  query: { request: 1, query: { status: true } as never },
  answer: { answer: {} },
  nothing: { request: 1 },
};
const people = ["command", "approval", "alarm", "watch", "query"];
const allowed: Readonly<Record<string, readonly string[]>> = {
  g: ["clockRequest", "fence", "report", "reading"],
  ann: people,
  eve: people,
  desk: people,
};

const refusal = (heard: Heard): WireProgress | undefined => heard.of("progress")[0];

const refused = (
  code: string,
  envelope: Envelope,
  lone = new Lone(),
  isFollowed = code === "COMMAND_REPEATED",
): WireProgress => {
  const client = lone.client("ann");
  const before = [lone.journal.records.length, lone.agent.pool.size];
  client.says({ request: 5, submit: { command: envelope } });
  const said = refusal(client.heard);
  assert.equal(said?.stage, "refused");
  assert.equal(said.outcome, isFollowed ? "" : "refused");
  assert.equal(said.code, code);
  assert.equal(client.heard.frames[0]?.request, 5);
  assert.equal(lone.count(code), 1);
  assert.deepEqual([lone.journal.records.length, lone.agent.pool.size], before);
  return said;
};

describe("clients: who may come", () => {
  it("guards, operators and consoles of the site file", () => {
    const lone = new Lone();
    for (const [name, kind] of [["g", "guard"], ["ann", "operator"], ["desk", "console"]] as const)
      assert.equal(lone.agent.clientUp(keyOf(name), new Heard())?.role.kind, kind);
  });

  for (const name of ["mallory", "agent1", "gateway"])
    it(`${name}'s key is refused`, () => {
      assert.equal(new Lone().agent.clientUp(keyOf(name), new Heard()), null);
    });

  it("an agent's gateway comes in through its own process alone, as itself", () => {
    const { clients } = new Lone().agent;
    assert.equal(clients.connectGateway(keyOf("ann"), new Heard()), null);
    const role = clients.connectGateway(keyOf("gateway"), new Heard())?.role;
    assert.deepEqual([role?.kind, role?.spec.name], ["gateway", "agent0"]);
  });

  it("at most so many of one key, so that nobody keeps the others out (S9)", () => {
    const lone = new Lone();
    const all = Array.from({ length: limits.clientLinksPerKey }, () => lone.client("ann"));
    assert.equal(lone.agent.clientUp(keyOf("ann"), new Heard()), null);
    assert.notEqual(lone.agent.clientUp(keyOf("desk"), new Heard()), null);
    all[0]?.down();
    assert.notEqual(lone.agent.clientUp(keyOf("ann"), new Heard()), null);
  });

  it("at most so many of all, and again one when one has gone (S9)", () => {
    const names = Array.from({ length: 40 }, (_, index) => `operator${index}`);
    const operators = names.map((name) => ({ name, key: keyOf(name), roles: ["operator"] }));
    const lone = new Lone({ site: { ...edgeSite(), operators } });
    const all = Array.from({ length: limits.clientLinks }, (_, index) =>
      lone.client(names[index % 39] as string),
    );
    assert.equal(lone.agent.clientUp(keyOf("operator39"), new Heard()), null);
    all[0]?.down();
    assert.notEqual(lone.agent.clientUp(keyOf("operator39"), new Heard()), null);
  });

  it("a second session of one guard is told, and the first alone is served", () => {
    const lone = new Lone();
    const twice = (): boolean => lone.agent.clients.guardIsTwice("g");
    const first = lone.client("g");
    assert.deepEqual([lone.count("ACTUATION_GUARD_TWICE"), twice()], [0, false]);
    const second = lone.client("g");
    assert.deepEqual([lone.count("ACTUATION_GUARD_TWICE"), twice()], [1, true]);
    for (const guard of [first, second])
      guard.says({ clockRequest: { nonce: new Uint8Array(16) } });
    assert.equal(first.heard.of("clockAnswer").length, 1);
    assert.equal(second.heard.of("clockAnswer").length, 0, "without clocks it writes nothing");
    assert.equal(second.heard.closed, "");
    first.down();
    assert.equal(second.heard.closed, "LINK_REPLACED", "it says anew what it knows");
    second.down();
    const third = lone.client("g");
    third.says({ clockRequest: { nonce: new Uint8Array(16) } });
    assert.equal(third.heard.of("clockAnswer").length, 1);
    assert.equal(twice(), false);
    assert.ok(lone.agent.clients.guardIsUp("g"));
    assert.ok(!lone.agent.clients.guardIsUp("far-guard"));
  });

  it("the second session of a guard may go without a trace", () => {
    const lone = new Lone();
    const first = lone.client("g");
    lone.client("g").down();
    first.says({ clockRequest: { nonce: new Uint8Array(16) } });
    assert.equal(first.heard.of("clockAnswer").length, 1);
    assert.equal(first.heard.closed, "");
  });
});

describe("clients: each role sends its own frames and no others", () => {
  for (const [name, kinds] of Object.entries(allowed))
    it(`${name} may send ${kinds.join(", ")}`, () => {
      for (const [kind, frame] of Object.entries(frames)) {
        const lone = new Lone();
        lone.client(name).says(frame);
        const refusedFrame = lone.count("API_FRAME") === 1;
        assert.equal(!refusedFrame, kinds.includes(kind), kind);
        if (refusedFrame) assert.equal(lone.journal.records.length, 0);
      }
    });

  it("garbage is counted and changes nothing (S10)", () => {
    const lone = new Lone();
    const client = lone.agent.clientUp(keyOf("ann"), new Heard());
    client?.frame(Uint8Array.of(255, 255, 255));
    client?.frame(new Uint8Array(limits.frameBytes + 1));
    assert.deepEqual([lone.count("FRAME_DECODE"), lone.count("FRAME_SIZE")], [1, 1]);
    assert.equal(lone.journal.records.length, 0);
  });
});

describe("clients: intake of commands", () => {
  it("accepts a signed command: on the disk, then received", () => {
    const lone = new Lone();
    lone.journal.holding = true;
    const client = lone.client("ann");
    const given = command();
    client.says({ request: 5, submit: { command: given } });
    assert.equal(client.heard.frames.length, 0, "nothing is promised before it is durable (S8)");
    assert.equal(lone.journal.records.length, 1);
    assert.equal(lone.agent.pool.size, 0);
    lone.journal.release();
    assert.equal(client.heard.of("progress")[0]?.stage, "received");
    assert.equal(lone.agent.pool.size, 1);
  });

  it("takes what another operator or a gateway signed: the signature counts, not the link", () => {
    const lone = new Lone();
    const client = lone.client("desk");
    for (const by of ["bob", "gateway"])
      client.says({ request: 1, submit: { command: command({}, by) } });
    const stages = client.heard.of("progress").map(({ stage }) => stage);
    assert.deepEqual(stages, ["received", "received"]);
  });

  it("COMMAND_REPEATED: in the pool, and after its end with what became of it", () => {
    const lone = new Lone();
    const given = command();
    lone.client("ann").says({ request: 1, submit: { command: given } });
    const again = refused("COMMAND_REPEATED", given, lone);
    assert.match(again.detail, /given before; it is on its way/);
    const other = new Lone();
    other.agent.lives.move(id(given), 1, { stage: "ended", outcome: "confirmed" });
    other.agent.machine.state.putSeen(id(given), Number.MAX_SAFE_INTEGER);
    assert.match(refused("COMMAND_REPEATED", given, other).detail, /it ended confirmed/);
  });

  it("COMMAND_REPEATED: follows the command all the same", () => {
    const lone = new Lone();
    const given = command();
    lone.client("ann").says({ request: 1, submit: { command: given } });
    const second = lone.client("bob");
    second.says({ request: 2, submit: { command: given } });
    lone.agent.lives.move(id(given), 1, { stage: "ordered" });
    const stages = second.heard.of("progress").map(({ stage }) => stage);
    assert.deepEqual(stages, ["refused", "received", "ordered"]);
  });

  it("COMMAND_REPEATED: one that ended is not taken for a new one, however long ago", () => {
    const lone = new Lone();
    const given = command();
    lone.agent.lives.move(id(given), 1, { stage: "ended", outcome: "confirmed" });
    refused("COMMAND_REPEATED", given, lone);
  });

  it("COMMAND_REPEATED: one that was ordered so long ago that its end is forgotten", () => {
    const lone = new Lone();
    const given = command();
    lone.agent.machine.state.putSeen(id(given), Number.MAX_SAFE_INTEGER);
    assert.match(refused("COMMAND_REPEATED", given, lone, false).detail, /it was ordered/);
  });

  it("COMMAND_KEY_UNKNOWN: the signer is nobody here", () => {
    refused("COMMAND_KEY_UNKNOWN", command({}, "mallory"));
    refused("COMMAND_KEY_UNKNOWN", command({}, "agent0"));
  });

  it("COMMAND_SIGNATURE: changed, or made for another chain", () => {
    const [given, other] = [command(), command()];
    refused("COMMAND_SIGNATURE", { body: given.body, signature: other.signature });
    refused("COMMAND_SIGNATURE", command({}, "ann", new Uint8Array(32)));
    refused("COMMAND_SIGNATURE", { body: given.body, signature: new Uint8Array() });
  });

  it("COMMAND_DECODE, COMMAND_SIZE: what is no command", () => {
    refused("COMMAND_DECODE", { body: Uint8Array.of(9), signature: new Uint8Array(64) });
    const body = new Uint8Array(limits.commandBytes + 1);
    refused("COMMAND_SIZE", { body, signature: new Uint8Array(64) });
  });

  it("COMMAND_AGENT_OBSERVES: this agent signs nothing any more", () => {
    const lone = new Lone();
    lone.agent.observer = "JOURNAL_LOST";
    assert.match(refused("COMMAND_AGENT_OBSERVES", command(), lone).detail, /JOURNAL_LOST/);
  });

  it("COMMAND_AGENT_OBSERVES: as long as it is far behind, and no report is taken either", () => {
    const lone = new Lone();
    lone.greet([1, 2, 3]);
    // One may lie; the second one makes it true.
    lone.tips(1, 0, 1000);
    const early = lone.client("ann");
    early.says({ request: 5, submit: { command: command() } });
    assert.notEqual(refusal(early.heard)?.stage, "refused");
    lone.tips(2, 0, 1000);
    assert.match(refused("COMMAND_AGENT_OBSERVES", command(), lone).detail, /catches up/);
    const before = lone.agent.pool.size;
    lone.client("g").says({ report: report() });
    assert.equal(lone.agent.pool.size, before);
    assert.equal(lone.count("REPORT_SIGNATURE"), 0, "it is not looked at");
  });

  it("COMMAND_POOL_FULL: blocks wait for signatures that do not come", () => {
    const lone = new Lone();
    lone.agent.machine.state.clock.block = limits.uncertifiedBlocks;
    const client = lone.client("ann");
    client.says({ request: 5, submit: { command: command() } });
    assert.notEqual(refusal(client.heard)?.stage, "refused");
    lone.agent.machine.state.clock.block += 1;
    assert.match(refused("COMMAND_POOL_FULL", command(), lone).detail, /wait for their signatures/);
  });

  it("COMMAND_POOL_FULL and COMMAND_OPERATOR_BUSY: no room", () => {
    const fill = (count: number, operator: string): Lone => {
      const lone = new Lone();
      const transaction = {} as never;
      for (let number = 0; number < count; number += 1)
        lone.agent.pool.add({ id: `${number}`, transaction, weighty: true, operator });
      return lone;
    };
    refused("COMMAND_OPERATOR_BUSY", command(), fill(limits.poolPerOperator, keyOf("ann")));
    refused("COMMAND_POOL_FULL", command(), fill(limits.poolTransactions, keyOf("bob")));
  });

  it("who was told to come later hears what becomes of it by others (S8)", () => {
    const lone = new Lone();
    const given = command();
    lone.agent.observer = "JOURNAL_LOST";
    const client = lone.client("ann");
    client.says({ request: 5, submit: { command: given } });
    assert.equal(refusal(client.heard)?.code, "COMMAND_AGENT_OBSERVES");
    lone.agent.lives.move(id(given), beginMs, { stage: "ordered", sequence: 3 });
    const news = client.heard.of("progress").at(-1);
    assert.deepEqual([news?.stage, news?.sequence], ["ordered", 3]);
  });

  it("a bad copy that comes first does not keep the good one out", () => {
    const lone = new Lone();
    const given = command();
    refused("COMMAND_SIGNATURE", { body: given.body, signature: new Uint8Array(64) }, lone);
    const client = lone.client("bob");
    client.says({ request: 1, submit: { command: given } });
    assert.equal(refusal(client.heard)?.stage, "received");
  });
});

describe("clients: intake of approvals", () => {
  /** An agent on which a command of ann's waits for a second operator. */
  const waiting = (): { lone: Lone; id: Hex } => {
    const lone = new Lone();
    const run = new MachineRun(lone.site);
    const given = run.command({ writes: [{ point: "dose", value: 1 }] });
    run.give(given);
    for (const round of run.rounds) lone.agent.machine.apply(round);
    return { lone, id: given.id };
  };
  const approve = (lone: Lone, approval: Envelope): WireProgress | undefined => {
    const client = lone.client("desk");
    client.says({ request: 3, submit: { approval } });
    return refusal(client.heard);
  };

  it("accepts a second operator's, and says nothing before there is news", () => {
    const { lone, id: of } = waiting();
    assert.equal(approve(lone, signApproval(chain, signerOf("bob"), of)), undefined);
    assert.equal(lone.journal.records.length, 1);
    assert.equal(lone.agent.pool.size, 1);
    const again = approve(lone, signApproval(chain, signerOf("bob"), of));
    assert.deepEqual([again, lone.journal.records.length], [undefined, 1], "and keeps it once");
  });

  for (const [code, make] of Object.entries({
    APPROVAL_REPEATED: (of: Hex) => signApproval(chain, signerOf("ann"), of),
    APPROVAL_NOT_WAITING: () => signApproval(chain, signerOf("bob"), "22".repeat(32)),
    COMMAND_KEY_UNKNOWN: (of: Hex) => signApproval(chain, signerOf("mallory"), of),
    APPROVAL_SIGNATURE: (of: Hex) => signApproval(new Uint8Array(32), signerOf("bob"), of),
  }))
    it(`refuses with ${code}`, () => {
      const { lone, id: of } = waiting();
      const said = approve(lone, make(of));
      assert.deepEqual([said?.stage, said?.code], ["refused", code]);
      assert.equal(lone.journal.records.length, 0);
      assert.equal(lone.agent.pool.size, 0);
    });

  it("refuses garbage with APPROVAL_SIGNATURE", () => {
    const garbage = { body: Uint8Array.of(9), signature: new Uint8Array(64) };
    assert.equal(approve(waiting().lone, garbage)?.code, "APPROVAL_SIGNATURE");
  });

  it("is refused once the command is permitted", () => {
    const lone = new Lone();
    const run = new MachineRun(lone.site);
    const given = run.command();
    run.give(given);
    for (const round of run.rounds) lone.agent.machine.apply(round);
    const approval = signApproval(chain, signerOf("bob"), given.id);
    assert.equal(approve(lone, approval)?.code, "APPROVAL_NOT_WAITING");
  });
});

describe("clients: watches and questions", () => {
  it("a watch tells every step; the end of the session ends it", () => {
    const lone = new Lone();
    const client = lone.client("eve");
    const of = "33".repeat(32);
    client.says({ request: 8, watch: { id: hexBytes(of) } });
    lone.agent.lives.move(of, 1, { stage: "ordered" });
    client.down();
    lone.agent.lives.move(of, 2, { stage: "certified" });
    assert.deepEqual(client.heard.of("progress").map(({ stage }) => stage), ["ordered"]);
    assert.equal(client.heard.frames[0]?.request, 8);
  });

  it("watching twice tells once", () => {
    const lone = new Lone();
    const client = lone.client("eve");
    const of = "33".repeat(32);
    for (const request of [8, 9]) client.says({ request, watch: { id: hexBytes(of) } });
    lone.agent.lives.move(of, 1, { stage: "ordered" });
    assert.deepEqual(client.heard.frames.map(({ request }) => request), [9]);
  });

  it("watches of one client are bounded, the oldest goes (S9)", () => {
    const lone = new Lone();
    const client = lone.client("eve");
    const name = (number: number): Hex => number.toString(16).padStart(64, "0");
    const watch = (number: number): void =>
      client.says({ request: 1, watch: { id: hexBytes(name(number)) } });
    // What has ended leaves room for others.
    watch(9999);
    lone.agent.lives.move(name(9999), 1, { stage: "ended" });
    watch(9999);
    assert.equal(client.heard.frames.splice(0).length, 2);
    for (let number = 0; number <= limits.watches; number += 1) watch(number);
    lone.agent.lives.move(name(0), 1, { stage: "ordered" });
    assert.equal(client.heard.frames.length, 0);
    lone.agent.lives.move(name(1), 1, { stage: "ordered" });
    assert.equal(client.heard.frames.length, 1);
  });

  it("readings: newest first, of the guard that owns the device alone", () => {
    const lone = new Lone();
    const [guard, far, desk] = [lone.client("g"), lone.client("far-guard"), lone.client("desk")];
    guard.says({ reading: reading("g", "tank", beginMs) });
    guard.says({ reading: reading("g", "tank", beginMs + 1) });
    guard.says({ reading: reading("g", "tank", beginMs) });
    guard.says({ reading: reading("g", "far") });
    far.says({ reading: reading("g", "mixer") });
    far.says({ reading: reading("far-guard", "tank", beginMs + 9) });
    desk.says({ request: 4, query: { readings: true } as never });
    assert.equal(desk.heard.of("answer")[0]?.readings.length, 2);
    assert.equal(lone.agent.readings.latest("tank")?.timeMs, beginMs + 1);
    assert.equal(lone.agent.readings.latest("far"), undefined);
  });

  it("own readings: as old as they are now, and only those that there are", () => {
    const sample = { point: "level", value: 3.5, quality: "good" } as const;
    const times = { sourceTimeMs: beginMs, receivedTimeMs: beginMs };
    let cameMs = 0;
    const lone = new Lone({
      own: {
        sample: (device, point) =>
          device === "tank" && point === "level"
            ? { sample: { ...sample, ...times }, cameMs }
            : undefined,
      },
    });
    cameMs = lone.clock.monotonicMs() - 40;
    const desk = lone.client("desk");
    const ask = (device: string): WireOwnSamples | null | undefined => {
      desk.says({ request: 4, query: { own: { device, from: 0 } } as never });
      return desk.heard.of("answer").at(-1)?.own;
    };
    const heard = hearOwn(lone.site, { device: "tank", from: 0 }, ask("tank"), beginMs);
    assert.deepEqual([...(heard?.samples.keys() ?? [])], ["level"]);
    const level = heard?.samples.get("level");
    assert.deepEqual([level?.sample.value, level?.ageMs, heard?.next], [3.5, 40, 0]);
    assert.equal(ask("mixer")?.samples.length, 0);
    assert.equal(ask("nowhere")?.samples.length, 0);
    const blind = new Lone().client("desk");
    blind.says({ request: 4, query: { own: { device: "tank", from: 0 } } as never });
    assert.equal(blind.heard.of("answer")[0]?.own?.samples.length, 0);
  });

  it("the clock: the guard's nonce comes back with it (S5)", () => {
    const lone = new Lone();
    const guard = lone.client("g");
    const nonce = new Uint8Array(16).fill(9);
    guard.says({ clockRequest: { nonce } });
    const [answer] = guard.heard.of("clockAnswer");
    assert.deepEqual([...(answer?.nonce ?? [])], [...nonce]);
    assert.equal(answer?.clockUs, lone.clock.nowUs());
  });

  it("blocks: none yet", () => {
    const desk = new Lone().client("desk");
    desk.says({ request: 4, query: { blocks: { from: 1, fromSequence: 0, limit: 0 } } as never });
    const [answer] = desk.heard.of("answer");
    assert.deepEqual([answer?.blocks.length, answer?.lastBlock], [0, 0]);
  });
});
