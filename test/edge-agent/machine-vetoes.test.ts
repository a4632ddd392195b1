import assert from "node:assert/strict";
import { type Closing, limits, type Verdict } from "@quorate/protocol";
import type { BuiltBlock, Step } from "../../edge-agent/src/machine.ts";
import { type Given, MachineRun } from "./machine-run.ts";
import { edgeSite, rule } from "./site.ts";

const itemsOf = (step: Step) =>
  step.blocks.flatMap(({ entries }) => entries.map(({ item }) => item));
const closings = (step: Step): Closing[] =>
  itemsOf(step).flatMap((item) => (item.kind === "closing" ? [item] : []));
const verdicts = (step: Step): Verdict[] =>
  itemsOf(step).flatMap((item) => (item.kind === "verdict" ? [item] : []));

const only = <T>(items: readonly T[]): T => {
  assert.equal(items.length, 1);
  return items[0] as T;
};

describe("machine: words of vetoes", () => {
  const permitted = (run: MachineRun): [Given, BuiltBlock] => {
    const command = run.command();
    return [command, only(run.give(command).blocks)];
  };
  const veto = (block: BuiltBlock, code = "INTERLOCK", detail = "dry") => [
    { sequence: block.firstSequence, code, detail },
  ];

  it("the closing says who vetoed and why, in the order's order", () => {
    const run = new MachineRun();
    const [, block] = permitted(run);
    const none = veto(block, "INTERLOCK_NO_READING", "tank/level (own)");
    run.round([run.ballot(block, 2, none), run.ballot(block, 0)]);
    const closing = only(closings(run.round([run.ballot(block, 1, veto(block))])));
    assert.equal(closing.code, "CERTIFICATE_VETOED");
    const said = "agent2: INTERLOCK_NO_READING tank/level (own); agent1: INTERLOCK dry";
    assert.equal(closing.detail, said);
  });

  it("a late command's closing tells the vetoes that there are, one without them nothing", () => {
    const run = new MachineRun();
    const [, block] = permitted(run);
    run.round([run.ballot(block, 2, veto(block))]);
    assert.equal(only(closings(run.idle(2100))).detail, "agent2: INTERLOCK dry");
    const other = new MachineRun();
    permitted(other);
    assert.equal(only(closings(other.idle(2100))).detail, "");
  });

  it("a veto's words are cut and cleaned: they go into everybody's log (S9, S10)", () => {
    const run = new MachineRun();
    const [, block] = permitted(run);
    const detail = `\u001b[31m\n\ud83d\ude00${"x".repeat(5000)}`;
    const long = veto(block, "INTERLOCK", detail);
    const closing = only(
      closings(run.round([0, 1, 2, 3].map((agent) => run.ballot(block, agent, long)))),
    );
    assert.match(closing.detail, /^agent0: INTERLOCK \?\[31m\?\?\?x+; agent1: /);
    assert.ok(closing.detail.length <= limits.textChars);
  });

  it("a block takes so many verdicts under interlocks and no more: each may be vetoed (S9)", () => {
    const interlocks = [{ require: "tank['level'] > 1", because: "dry" }];
    const rules = [rule(["tank/pump"], { interlocks }), rule(["*/*"])];
    const run = new MachineRun(edgeSite({ policy: { rules } }));
    const pump = () => run.command({ writes: [{ point: "pump", value: true }] });
    const given = [pump(), ...Array.from({ length: 62 }, pump), pump()];
    const writes = [{ point: "speed", value: 1 }];
    const mixer = (): Given => run.command({ device: "mixer", writes });
    const blocks = run.give(...given, mixer(), mixer()).blocks;
    assert.deepEqual(blocks.map(({ entries }) => entries.length), [64, 2]);
    const last = run.machine.state.commands.get(given[63]?.id as string);
    assert.equal(last?.block, blocks[0]?.number);
  });
});

describe("machine: commands that wait", () => {
  const dose = (run: MachineRun, by = "ann"): Given =>
    run.command({ writes: [{ point: "dose", value: 1 }] }, by);

  it("an approval after notAfter, in the very round that closes it, permits nothing", () => {
    const run = new MachineRun();
    const command = dose(run);
    run.give(command);
    const verdict = only(verdicts(run.round([run.approval(command.id, "bob")], 10_001)));
    assert.deepEqual([verdict.decision, verdict.code], ["deny", "POLICY_EXPIRED"]);
    assert.equal(run.machine.state.device("tank").open, 0);
  });

  it("rate: a dual command counts once, for its commander, when the last approval comes", () => {
    const rules = [rule(["*/*"], { ratePerMinute: 2 })];
    const run = new MachineRun(edgeSite({ policy: { rules } }));
    const command = dose(run);
    run.give(command);
    run.round([run.approval(command.id, "bob")], 500);
    run.give(run.command());
    assert.equal(only(verdicts(run.give(run.command()))).code, "POLICY_RATE");
    assert.equal(only(verdicts(run.give(run.command({}, "bob")))).decision, "permit");
  });
});
