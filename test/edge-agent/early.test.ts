import assert from "node:assert/strict";
import {
  alarmActionId,
  commandId,
  type Envelope,
  type Frame,
  hexBytes,
  limits,
  neverPermitted,
  sha256,
  signAlarmAction,
  signCommand,
  tooEarly,
  utf8,
  type WireProgress,
  type WireTransaction,
} from "@quorate/protocol";
import { journalRecord } from "../../edge-agent/src/journal.ts";
import { Checkers } from "../sim/checkers.ts";
import { beginMs as simBeginMs } from "../sim/world.ts";
import { allEnded, calmCluster, isQuiet, pass, until } from "./calm.ts";
import { Lone, MemoryLog } from "./lone.ts";
import { type Given, MachineRun } from "./machine-run.ts";
import { beginMs, chain, edgeSite, signerOf } from "./site.ts";

const { ttlMaxMs, clockDriftMs } = edgeSite().policy;
const keepMs = ttlMaxMs + clockDriftMs;
const yearMs = 365 * 24 * 3_600_000;

const give = {
  command: (run: MachineRun, lifeMs: number, by = "eve"): Given =>
    run.command({ notAfterMs: run.nowMs + lifeMs }, by),
  alarm: (run: MachineRun, lifeMs: number, by = "eve"): Given =>
    run.alarm({ notAfterMs: run.nowMs + lifeMs }, by),
};

/** Entries of the replicated state that remember an id. */
const remembered = ({ machine }: MachineRun): number =>
  [...machine.state.entriesUnder(machine.state.clock.block)]
    .filter(([key]) => key.startsWith("seen/")).length;

for (const kind of ["command", "alarm"] as const)
  describe(`${kind}s whose end is far away, in the order`, () => {
    const make = give[kind];
    const ttlCode = kind === "command" ? "POLICY_TTL" : "ALARM_TTL";

    it("a thousand of them leave neither line nor memory (S9)", () => {
      const run = new MachineRun();
      const far = Array.from({ length: 1000 }, () => make(run, 10 * yearMs).transaction);
      const { blocks, ended } = run.round(far);
      assert.deepEqual([blocks.length, ended.length, remembered(run)], [0, 0, 0]);
      run.round([make(run, limits.integer - run.nowMs).transaction]);
      assert.equal(remembered(run), 0);
    });

    it("one is judged like any other when it is ordered again near its end (S8)", () => {
      const run = new MachineRun();
      const one = make(run, yearMs, "ann");
      run.round([one.transaction]);
      assert.ok(!run.machine.state.hasSeen(one.id));
      run.round([], yearMs - 10_000);
      const { blocks } = run.round([one.transaction]);
      const [item] = blocks.flatMap(({ entries }) => entries.map((entry) => entry.item));
      assert.ok(item?.kind === "verdict" || item?.kind === "alarm");
      // What the alarm was acknowledged for is not what is judged here.
      assert.equal(item.decision, "permit");
      assert.equal(run.round([one.transaction]).blocks.length, 0, "once");
    });

    it("a life that is too long, but not that long, is denied once and remembered", () => {
      const run = new MachineRun();
      // A round begins 10 ms later, its first transaction a microsecond after that.
      const denied = make(run, 2 * keepMs + 10, "ann");
      run.round([denied.transaction]);
      run.round([denied.transaction]);
      assert.deepEqual(run.ended.map(({ id, code }) => [id, code]), [[denied.id, ttlCode]]);
      const early = make(run, 2 * keepMs + 11, "ann");
      run.round([early.transaction]);
      assert.equal(run.ended.length, 1);
      assert.equal(remembered(run), 1);
    });
  });

let nonces = 0;
const nonce = (): Uint8Array => sha256(utf8(`early ${(nonces += 1)}`)).slice(0, 16);

const command = (lifeMs: number, by = "ann"): Envelope =>
  signCommand(chain, signerOf(by), {
    ...{ device: "tank", writes: [{ point: "set", value: 1 }] },
    ...{ notAfterMs: beginMs + lifeMs, nonce: nonce() },
  });

const action = (lifeMs: number, by = "ann"): Envelope =>
  signAlarmAction(chain, signerOf(by), {
    ...{ alarm: "tank/level/high", action: "acknowledge", raisedMs: beginMs },
    ...{ notAfterMs: beginMs + lifeMs, nonce: nonce() },
  });

/** Longest life that an agent takes: order and signer may be behind and ahead of its clock. */
const longestMs = ttlMaxMs + 2 * clockDriftMs;

const doors = {
  command: (lifeMs: number) => ({ command: command(lifeMs) }),
  alarm: (lifeMs: number) => ({ alarm: action(lifeMs) }),
};

const handIn = (lone: Lone, submit: Frame["submit"]): WireProgress | undefined => {
  const client = lone.client("ann");
  client.says({ request: 1, submit } as Frame);
  return client.heard.of("progress")[0];
};

const idOf = ({ command, alarm }: { command?: Envelope; alarm?: Envelope }): string =>
  command === undefined ? alarmActionId(chain, alarm as Envelope) : commandId(chain, command);

for (const kind of ["command", "alarm"] as const)
  describe(`${kind}s whose end is far away, at the door`, () => {
    it("COMMAND_EARLY: nothing is kept, and no signature looked at (S9)", () => {
      const lone = new Lone();
      const submit = doors[kind](longestMs + 1) as { command?: Envelope; alarm?: Envelope };
      const envelope = submit[kind] as Envelope;
      const unsigned = { body: envelope.body, signature: new Uint8Array(64) };
      const before = lone.journal.records.length;
      const said = handIn(lone, { [kind]: unsigned });
      assert.deepEqual([said?.stage, said?.code], ["refused", tooEarly]);
      assert.match(said?.detail ?? "", /^its end is 70001 ms away, which is 10001 ms too far: /);
      assert.deepEqual([lone.journal.records.length, lone.agent.pool.size], [before, 0]);
      assert.ok(!lone.agent.isKnown(idOf(submit)));
    });

    it("is taken when its end has come nearer, and what lives less long at once", async () => {
      const lone = new Lone();
      const submit = doors[kind](longestMs + 1);
      assert.equal(handIn(lone, submit)?.code, tooEarly);
      await lone.clock.pass(1);
      assert.equal(handIn(lone, submit)?.stage, "received");
      assert.equal(handIn(lone, doors[kind](longestMs + 1))?.stage, "received");
    });

    it("by the order's time where the agent's own clock is behind", () => {
      const lone = new Lone();
      const submit = doors[kind](yearMs);
      assert.equal(handIn(lone, submit)?.code, tooEarly);
      lone.agent.machine.state.clock.timeUs = (beginMs + yearMs - 10_000) * 1000;
      assert.equal(handIn(lone, submit)?.stage, "received");
    });

    it("who was told so hears of it when its time is over", () => {
      const lone = new Lone();
      const client = lone.client("ann");
      client.says({ request: 1, submit: doors[kind](yearMs) } as Frame);
      lone.agent.machine.state.clock.timeUs = (beginMs + yearMs + 1) * 1000;
      lone.agent.clients.tellOver();
      const said = client.heard.of("progress").map(({ code }) => code);
      assert.deepEqual(said, [tooEarly, neverPermitted]);
    });

    it("nobody carries one for another", () => {
      const { agent } = new Lone();
      agent.machine.state.clock.round = 1;
      const carried = (lifeMs: number): WireTransaction => doors[kind](lifeMs) as WireTransaction;
      assert.ok(agent.hasWeight(carried(2 * keepMs)));
      assert.ok(!agent.hasWeight(carried(2 * keepMs + 1)));
    });

    it("one that a clock ahead let in is let go at a start, not said again for ever", () => {
      const journal = new MemoryLog();
      const ids = [yearMs, 10_000].map((lifeMs) => {
        const submit = doors[kind](lifeMs) as { command?: Envelope; alarm?: Envelope };
        journal.append(journalRecord({ kind, envelope: submit[kind] as Envelope }));
        return idOf(submit);
      });
      const lone = new Lone({ journal });
      assert.equal(lone.agent.promises.size, 2);
      lone.agent.machine.state.clock.round = 1;
      lone.greet([1, 2, 3]);
      assert.equal(lone.agent.promises.size, 0);
      assert.deepEqual(ids.map((id) => lone.agent.isKnown(id)), [false, true]);
    });

    it("one that was taken all the same and passed over is over at its end (S8)", () => {
      const lone = new Lone();
      const submit = doors[kind](10_000) as { command?: Envelope; alarm?: Envelope };
      const client = lone.client("ann");
      for (const request of [1, 2]) client.says({ request, submit } as Frame);
      const { agent } = lone;
      agent.machine.state.clock.timeUs = (beginMs + 10_001) * 1000;
      const said = (): string[] => client.heard.of("progress").map(({ code }) => code);
      const taken = ["", "COMMAND_REPEATED"];
      agent.clients.tellOver();
      assert.deepEqual(said().slice(0, 2), taken, "it is on its way");
      assert.ok(!said().includes(neverPermitted));
      agent.pool.drop(idOf(submit));
      agent.unordered.delete(idOf(submit));
      agent.clients.tellOver();
      assert.equal(said().at(-1), neverPermitted);
    });
  });

describe("commands whose end is far away, on a site", () => {
  it("a liar has them ordered again and again: nobody remembers or carries one (S9)", async () => {
    const cluster = calmCluster();
    const [liar] = cluster.agents;
    await pass(cluster, 500);
    const signer = cluster.signatures.signerOf("ann");
    const { chain } = cluster.site;
    const far = Array.from({ length: 40 }, () => {
      const envelope = signCommand(hexBytes(chain), signer, {
        ...{ device: "x", writes: [{ point: "a", value: 1 }], nonce: nonce() },
        notAfterMs: simBeginMs + yearMs,
      });
      return { id: commandId(hexBytes(chain), envelope), transaction: { command: envelope } };
    });
    for (let times = 0; times < 5; times += 1) {
      for (const { id, transaction } of far)
        liar?.agent?.pool.add({ id, transaction: transaction as WireTransaction, weighty: true });
      await pass(cluster, 1000);
    }
    cluster.command("x", 7, 10_000);
    await until(cluster, "the end of the command", () => allEnded(cluster) && isQuiet(cluster));
    assert.deepEqual(cluster.followings.map(({ outcome }) => outcome), ["confirmed"]);
    for (const { agent } of cluster.agents) {
      assert.ok(far.every(({ id }) => agent?.isKnown(id) === false));
      assert.equal(agent?.machine.state.clock.nextSequence, 3, "a verdict and a report");
    }
    assert.deepEqual(new Checkers(cluster).check(true), []);
  });

  it("one that is given early is told so, taken near its end, and written once (S8)", async () => {
    const cluster = calmCluster();
    await pass(cluster, 500);
    cluster.command("x", 7, longestMs + 20_000);
    const [following] = cluster.followings;
    await until(cluster, "the word", () => following?.early !== "");
    assert.match(following?.early ?? "", /^its end is \d+ ms away/);
    assert.deepEqual([following?.stage, following?.later], ["submitted", tooEarly]);
    await until(cluster, "its end", () => following?.stage === "ended");
    assert.equal(following?.outcome, "confirmed");
    assert.deepEqual(new Checkers(cluster).check(true), []);
  });
});
