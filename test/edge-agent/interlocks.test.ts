import assert from "node:assert/strict";
import {
  type Following,
  type Interlock,
  limits,
  type PointValue,
  readBallot,
  type Sample,
  signBallot,
  signReading,
  type Site,
  verifyBallot,
  type Veto,
} from "@quorate/protocol";
import { interlockVetoes } from "../../edge-agent/src/interlocks.ts";
import { Readings } from "../../edge-agent/src/readings.ts";
import { type OwnSample, PlantView } from "../../edge-agent/src/view.ts";
import { Cluster, type ClusterOptions } from "../sim/cluster.ts";
import { realSignatures } from "../sim/signatures.ts";
import { simSite } from "../sim/site.ts";
import { allEnded, calmNetwork, pass, until } from "./calm.ts";
import { type Given, MachineRun } from "./machine-run.ts";
import { beginMs, chain, context, edgeSite, rule, signerOf } from "./site.ts";

const dry: Interlock = {
  ...{ when: "value == true", require: "tank['level'] > 1" },
  because: "the pump must not run dry",
};

const siteWith = (interlocks: readonly Interlock[], n = 4): Site =>
  edgeSite({ n, policy: { rules: [rule(["*/*"]), rule(["tank/pump"], { interlocks })] } });

const sampleOf = (point: string, value: PointValue | null, rest: Partial<Sample> = {}): Sample => ({
  ...{ point, value, quality: value === null ? "bad" : "good" },
  ...{ sourceTimeMs: beginMs, receivedTimeMs: beginMs },
  ...rest,
});

/** One agent's eyes, on a clock that the test moves. */
class Eyes {
  readonly site: Site;
  readonly readings: Readings;
  readonly view: PlantView;
  readonly own = new Map<string, OwnSample>();
  nowMs = 1000;

  constructor(interlocks: readonly Interlock[] = [dry], n = 4) {
    this.site = siteWith(interlocks, n);
    this.readings = new Readings(this.site, context);
    this.view = new PlantView({
      site: this.site,
      readings: this.readings,
      own: { sample: (device, point) => this.own.get(`${device}/${point}`) },
      clock: { monotonicMs: () => this.nowMs },
    });
  }

  sees(value: PointValue | null, rest: Partial<Sample> = {}, point = "level"): void {
    const sample = sampleOf(point, value, rest);
    this.own.set(`tank/${point}`, { sample, cameMs: this.nowMs });
  }

  /** A reading that the guard signed; `beforeMs`: how old the sample was by then. */
  guardSays(samples: readonly Sample[], beforeMs = 0, up = true, by = "g"): void {
    const timeMs = beginMs + this.nowMs;
    const aged = samples.map((sample) => ({ ...sample, sourceTimeMs: timeMs - beforeMs }));
    const reading = { device: "tank", timeMs, up, samples: aged };
    // The agent's own wall clock is an hour off: ages must not depend on it.
    const now = { wallMs: timeMs + 3_600_000, monotonicMs: this.nowMs };
    this.readings.take("g", signReading(chain, signerOf(by), reading), now);
  }

  seen(point = "level"): string {
    const seen = this.view.latest({ device: "tank", point });
    return seen === null ? "nothing" : `${seen.value} ${seen.source} ${seen.ageMs}`;
  }

  vetoes(run: MachineRun, ...commands: readonly Given[]): Veto[] {
    const [block] = run.give(...commands).blocks;
    assert.ok(block);
    return interlockVetoes(this.site, this.view, block);
  }

  /** What this agent says of one command that starts the pump. */
  veto(value = true): Veto | undefined {
    const run = new MachineRun(this.site);
    return this.vetoes(run, run.command({ writes: [{ point: "pump", value }] }))[0];
  }
}

describe("an agent's view of the plant", () => {
  it("is its own reading, then the guard's, then none", () => {
    const eyes = new Eyes();
    assert.equal(eyes.seen(), "nothing");
    eyes.guardSays([sampleOf("level", 3)]);
    assert.equal(eyes.seen(), "3 guard 0");
    eyes.sees(2);
    assert.equal(eyes.seen(), "2 own 0");
    eyes.own.clear();
    assert.equal(eyes.seen(), "3 guard 0");
  });

  it("falls back on the guard's reading when the own one is bad, doubtful or old", () => {
    const eyes = new Eyes();
    eyes.sees(2);
    eyes.nowMs += 1501;
    eyes.guardSays([sampleOf("level", 3)]);
    assert.equal(eyes.seen(), "3 guard 0");
    for (const quality of ["bad", "uncertain"] as const) {
      eyes.sees(2, { quality, reason: "TIMEOUT" });
      assert.equal(eyes.seen(), "3 guard 0");
    }
  });

  it("keeps a reading for `freshness` scans, to the millisecond", () => {
    const eyes = new Eyes();
    eyes.sees(2);
    eyes.nowMs += 1500;
    assert.equal(eyes.seen(), "2 own 1500");
    eyes.nowMs += 1;
    assert.equal(eyes.seen(), "nothing");
  });

  it("counts what a sample was old already when the guard signed it", () => {
    const eyes = new Eyes();
    eyes.guardSays([sampleOf("level", 3)], 1000);
    eyes.nowMs += 500;
    assert.equal(eyes.seen(), "3 guard 1500");
    eyes.nowMs += 1;
    assert.equal(eyes.seen(), "nothing");
  });

  it("takes nothing of a device that does not answer its guard", () => {
    const eyes = new Eyes();
    eyes.guardSays([sampleOf("level", 3)], 0, false);
    assert.equal(eyes.seen(), "nothing");
  });

  it("takes no reading of another guard, and none that is older than what it has", () => {
    const eyes = new Eyes();
    eyes.guardSays([sampleOf("level", 3)], 0, true, "far-guard");
    assert.equal(eyes.seen(), "nothing");
    eyes.guardSays([sampleOf("level", 3)]);
    eyes.nowMs -= 100;
    eyes.guardSays([sampleOf("level", 9)]);
    assert.equal(eyes.seen(), "3 guard -100");
  });

  it("keeps the points of a reading that came in several, at one time", () => {
    const eyes = new Eyes();
    eyes.guardSays([sampleOf("level", 3)]);
    eyes.guardSays([sampleOf("set", 50)]);
    assert.deepEqual([eyes.seen(), eyes.seen("set")], ["3 guard 0", "50 guard 0"]);
    assert.equal(eyes.readings.answer().readings.length, 2);
    eyes.guardSays([sampleOf("set", 50)]);
    assert.equal(eyes.readings.answer().readings.length, 2, "the same again is no news");
  });
});

describe("vetoes by interlocks", () => {
  it("none where the view fulfils them", () => {
    const eyes = new Eyes();
    eyes.sees(2);
    assert.equal(eyes.veto(), undefined);
  });

  it("INTERLOCK: the own reading forbids it, and the ballot says whose it was and how old", () => {
    const eyes = new Eyes();
    eyes.guardSays([sampleOf("level", 3)]);
    eyes.sees(0.5);
    eyes.nowMs += 250;
    const veto = eyes.veto();
    assert.equal(veto?.code, "INTERLOCK");
    const words = "pump: the pump must not run dry; tank/level=0.5 (own, 250 ms old)";
    assert.equal(veto?.detail, words);
    eyes.sees(2);
    assert.equal(eyes.veto(), undefined);
  });

  it("INTERLOCK: by the guard's reading where there is no own one", () => {
    const eyes = new Eyes();
    eyes.guardSays([sampleOf("level", 0.5)]);
    assert.match(eyes.veto()?.detail ?? "", /tank\/level=0.5 \(guard, 0 ms old\)$/);
  });

  it("INTERLOCK_NO_READING: it abstains, and says what it had", () => {
    const eyes = new Eyes();
    assert.equal(eyes.veto()?.code, "INTERLOCK_NO_READING");
    assert.match(eyes.veto()?.detail ?? "", /run dry; tank\/level \(never read\)$/);
    eyes.guardSays([sampleOf("level", 3)]);
    eyes.sees(2, { quality: "bad", reason: "TIMEOUT" });
    eyes.nowMs += 5000;
    const veto = eyes.veto();
    assert.equal(veto?.code, "INTERLOCK_NO_READING");
    const had = /tank\/level \(own TIMEOUT, 5000 ms old; guard, 5000 ms old\)$/;
    assert.match(veto?.detail ?? "", had);
  });

  it("a command that the interlock is not about is not vetoed, whatever is seen", () => {
    const eyes = new Eyes();
    assert.equal(eyes.veto(false), undefined);
    const run = new MachineRun(eyes.site);
    assert.deepEqual(eyes.vetoes(run, run.command()), []);
  });

  it("names the verdicts by their sequence, and no denials", () => {
    const eyes = new Eyes();
    eyes.sees(0);
    const run = new MachineRun(eyes.site);
    const pump = (value: boolean) => run.command({ writes: [{ point: "pump", value }] });
    const denied = run.command({ writes: [{ point: "pump", value: true }] }, "eve");
    const vetoes = eyes.vetoes(run, pump(false), pump(true), denied, run.command(), pump(true));
    assert.deepEqual(vetoes.map(({ sequence }) => sequence), [2, 5]);
  });

  it("one write of several that is forbidden vetoes the command", () => {
    const eyes = new Eyes();
    eyes.sees(0);
    const run = new MachineRun(eyes.site);
    const writes = [{ point: "set", value: 1 }, { point: "pump", value: true }];
    assert.equal(eyes.vetoes(run, run.command({ writes })).length, 1);
  });

  it("an interlock over another guard's device is judged too", () => {
    const eyes = new Eyes([{ require: "far['speed'] < 10", because: "too fast" }]);
    assert.equal(eyes.veto()?.code, "INTERLOCK_NO_READING");
    const sample = sampleOf("speed", 5);
    eyes.own.set("far/speed", { sample, cameMs: eyes.nowMs });
    assert.equal(eyes.veto(), undefined);
  });

  for (const n of [4, 7, 31])
    it(`as many vetoes as a block can have leave room for a certificate (n=${n}) (S9)`, () => {
      const because = "ü".repeat(500);
      const eyes = new Eyes([{ ...dry, because }], n);
      eyes.sees(0);
      const run = new MachineRun(eyes.site);
      const pump = () => run.command({ writes: [{ point: "pump", value: true }] });
      const given = Array.from({ length: limits.blockInterlocked }, pump);
      const [block] = run.give(...given).blocks;
      assert.ok(block);
      const vetoes = interlockVetoes(eyes.site, eyes.view, block);
      assert.equal(vetoes.length, limits.blockInterlocked);
      const { ballot } = run.ballot(block, 0, vetoes) as never;
      assert.deepEqual((ballot as { vetoes: unknown }).vetoes, vetoes);
      const headerBytes = block.header;
      const fields = { agent: n - 1, headerBytes, clockUs: limits.integer, vetoes };
      const envelope = signBallot(chain, signerOf(`agent${n - 1}`), fields);
      verifyBallot(context, eyes.site, envelope, readBallot(envelope));
      if (n === 4) assert.match(vetoes[0]?.detail ?? "", /^pump: ü{100,}$/);
    });
});

describe("a command under an interlock, from its operator to its end", () => {
  /** Writes to device x are under an interlock over y, which the guard can read as well. */
  const clusterWith = (own: ClusterOptions["own"], require = "y['b'] < 100"): Cluster => {
    const site = simSite(4, realSignatures());
    const interlocks = [{ require, because: "y is too hot" }];
    const rules = [{ points: ["x/*"], roles: ["operator"], approvals: 1, interlocks }];
    const policy = { ...site.policy, rules };
    return new Cluster(1, {
      ...{ n: 4, site: { ...site, policy }, ...(own === undefined ? {} : { own }) },
      network: calmNetwork,
      ...{ syncMs: [0.2, 1], skewMs: 0 },
    });
  };
  const ends = async (cluster: Cluster): Promise<Following> => {
    await pass(cluster, 3000);
    cluster.command("x", 5, 10_000);
    await until(cluster, "the end", () => allEnded(cluster));
    return cluster.followings[0] as Following;
  };
  const writes = (cluster: Cluster): number => cluster.plants.get("x")?.writes.length ?? 0;

  it("is written when everybody's view fulfils it", async () => {
    const cluster = clusterWith((_, plant, point) => plant.values.get(point) ?? null);
    assert.equal((await ends(cluster)).outcome, "confirmed");
    assert.equal(writes(cluster), 1);
  });

  it("is vetoed by agents that read for themselves, though the guard would write", async () => {
    // The agents' own eyes see what the guard's cable does not.
    const cluster = clusterWith(() => 120);
    const { outcome, code, detail } = await ends(cluster);
    assert.deepEqual([outcome, code], ["refused", "CERTIFICATE_VETOED"]);
    const veto = /agent\d: INTERLOCK [ab]: y is too hot; y\/b=120 \(own, \d+ ms old\)/g;
    assert.ok((detail.match(veto) ?? []).length >= 2, detail);
    assert.equal(writes(cluster), 0);
  });

  it("one agent with bad eyes stops nothing (n=4)", async () => {
    const cluster = clusterWith((agent) => (agent === 2 ? 120 : 20));
    assert.equal((await ends(cluster)).outcome, "confirmed");
    assert.equal(writes(cluster), 1);
  });

  it("two of four that see nothing stop it: they abstain", async () => {
    const cluster = clusterWith((agent) => (agent < 2 ? null : 20));
    cluster.killGuard();
    await pass(cluster, 3000);
    cluster.command("x", 5, 20_000);
    await pass(cluster, 5000);
    cluster.startGuard();
    await until(cluster, "the end", () => allEnded(cluster));
    const { outcome, code, detail } = cluster.followings[0] as Following;
    assert.deepEqual([outcome, code], ["refused", "CERTIFICATE_VETOED"]);
    assert.match(detail, /agent[01]: INTERLOCK_NO_READING .*y\/b \(never read\)/);
    assert.equal(writes(cluster), 0);
  });

  it("agents without eyes of their own judge by the guard's readings", async () => {
    const cluster = clusterWith(undefined);
    cluster.plants.get("y")?.values.set("b", 100);
    const { code, detail } = await ends(cluster);
    assert.equal(code, "CERTIFICATE_VETOED");
    assert.match(detail, /y\/b=100 \(guard, \d+ ms old\)/);
    assert.equal(writes(cluster), 0);
  });

  it("the guard refuses by its own read what everybody's eyes let pass", async () => {
    const cluster = clusterWith(() => 20);
    cluster.plants.get("y")?.values.set("b", 100);
    const { outcome, code } = await ends(cluster);
    assert.deepEqual([outcome, code], ["refused", "ACTUATION_INTERLOCK"]);
    assert.equal(writes(cluster), 0);
  });

  it("what needs no reading is denied when it is ordered", async () => {
    const { outcome, code, detail } = await ends(clusterWith(undefined, "value > 5"));
    assert.deepEqual([outcome, code], ["refused", "POLICY_INTERLOCK"]);
    assert.match(detail, /y is too hot/);
  });
});
