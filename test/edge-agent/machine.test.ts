import assert from "node:assert/strict";
import { type Closing, decode, limits, type Verdict, wire } from "@quorate/protocol";
import type { BuiltBlock, Step } from "../../edge-agent/src/machine.ts";
import { type Given, MachineRun } from "./machine-run.ts";
import { beginMs, chain, edgeSite, keyOf, rule } from "./site.ts";

const verdicts = (step: Step): Verdict[] =>
  step.blocks.flatMap(({ entries }) =>
    entries.flatMap(({ item }) => (item.kind === "verdict" ? [item] : [])),
  );

const closings = (step: Step): Closing[] =>
  step.blocks.flatMap(({ entries }) =>
    entries.flatMap(({ item }) => (item.kind === "closing" ? [item] : [])),
  );

const only = <T>(items: readonly T[]): T => {
  assert.equal(items.length, 1);
  return items[0] as T;
};

describe("machine: verdicts", () => {
  it("come in the order of the commands, denials among permits", () => {
    const run = new MachineRun();
    const commands = [
      ...[run.command(), run.command({ writes: [{ point: "set", value: 101 }] })],
      ...[run.command({ device: "boiler" }), run.command({}, "eve"), run.command({}, "bob")],
    ];
    const given = verdicts(run.give(...commands));
    assert.deepEqual(given.map(({ id }) => id), commands.map(({ id }) => id));
    assert.deepEqual(
      given.map(({ decision, code }) => `${decision} ${code}`.trim()),
      [
        ...["permit", "deny POLICY_LIMIT", "deny POLICY_DEVICE_UNKNOWN", "deny POLICY_ROLE"],
        "permit",
      ],
    );
    assert.deepEqual(given.map(({ command }) => command), commands.map(({ envelope }) => envelope));
  });

  it("S3: each permitted one names the previous one of its device, denials take no place", () => {
    const run = new MachineRun();
    const first = run.command();
    const second = run.command({ writes: [{ point: "set", value: 101 }] });
    const [third, other] = [run.command(), run.command({ device: "mixer", writes: speed(1) })];
    const given = verdicts(run.give(first, second, third, other));
    assert.deepEqual(
      given.map(({ deviceSequence, previous }) => [deviceSequence, previous]),
      [[1, ""], [0, ""], [2, first.id], [1, ""]],
    );
    const later = run.command();
    const verdict = only(verdicts(run.give(later)));
    assert.deepEqual([verdict.deviceSequence, verdict.previous], [3, third.id]);
  });

  it("a denied command ends at once, refused or expired", () => {
    const run = new MachineRun();
    const [low, late] = [run.command({ writes: [{ point: "set", value: -1 }] }), run.command()];
    run.give(low);
    run.round([late.transaction], 10_000);
    assert.deepEqual(
      run.ended.map(({ id, outcome, code }) => [id, outcome, code]),
      [[low.id, "refused", "POLICY_LIMIT"], [late.id, "expired", "POLICY_EXPIRED"]],
    );
    assert.equal(run.machine.state.commands.size, 0);
  });

  it("judges by the consensus time of the very command, not of the round", () => {
    const run = new MachineRun();
    const command = run.command({ notAfterMs: run.nowMs + 100 });
    const timeUs = run.nowUs + 50_000;
    const transactions = [{ timeUs, transaction: command.transaction }];
    const step = run.machine.apply({ round: 1, timeUs: timeUs + 40_000, transactions });
    assert.equal(only(verdicts(step)).decision, "permit");
  });
});

describe("machine: one command is one command", () => {
  it("the first occurrence counts, in the same round and in later ones", () => {
    const run = new MachineRun();
    const command = run.command();
    assert.equal(verdicts(run.give(command, command, command)).length, 1);
    for (let round = 0; round < 5; round += 1) assert.equal(run.give(command).blocks.length, 0);
    assert.equal(run.machine.state.device("tank").deviceSequence, 1);
  });

  it("a denied one is not judged again", () => {
    const run = new MachineRun(edgeSite({ policy: { rules: [] } }));
    const command = run.command();
    assert.equal(run.give(command).ended.length, 1);
    assert.equal(run.give(command).ended.length, 0);
  });

  it("one that ended is not written again, however late it comes back", () => {
    for (const afterMs of [0, 9000, 11_000, 60_000, 74_000, 76_000, 3_600_000]) {
      const run = new MachineRun();
      const command = run.command();
      run.give(command);
      run.round([run.report(command.id)]);
      const again = verdicts(run.round([command.transaction], afterMs));
      assert.ok(again.every(({ decision }) => decision === "deny"), `after ${afterMs} ms`);
      assert.equal(run.machine.state.device("tank").deviceSequence, 1);
    }
  });

  it("one with the longest life is remembered for as long as it could be permitted", () => {
    const run = new MachineRun();
    const command = run.command({ notAfterMs: run.nowMs + 65_000 });
    run.give(command);
    run.round([run.report(command.id)]);
    for (let second = 0; second < 70; second += 1)
      assert.equal(verdicts(run.round([command.transaction], 1000)).length, 0);
  });

  it("one that is still open is known however late its guard answers", () => {
    const run = new MachineRun();
    const command = run.command();
    run.give(command);
    run.idle(600_000);
    assert.equal(verdicts(run.give(command)).length, 0);
    assert.equal(run.ended.length, 0, "nobody may call expired what the device may have");
    run.round([run.report(command.id)]);
    assert.equal(only(run.ended).outcome, "confirmed");
  });

  it("ids are forgotten in time: the state does not grow for ever (S9)", () => {
    const run = new MachineRun();
    const denied = run.command({ writes: [{ point: "set", value: -1 }] });
    run.give(denied);
    assert.ok(run.machine.state.hasSeen(denied.id));
    run.round([], 10_000 + 65_000 + 2000);
    assert.ok(!run.machine.state.hasSeen(denied.id));
  });

  it("none is remembered past exact integers, whatever its command says", () => {
    const run = new MachineRun();
    run.nowUs = limits.integer - 100_000_000;
    const { id, transaction } = run.command({ notAfterMs: run.nowMs + 90_000 });
    assert.equal(only(verdicts(run.round([transaction]))).code, "POLICY_TTL");
    const kept = [...run.machine.state.entriesUnder(0)].find(([key]) => key === `seen/${id}`);
    const { untilUs } = decode(wire.StateSeen, kept?.[1] ?? new Uint8Array(), "STATE");
    assert.equal(untilUs, limits.integer);
  });
});

const speed = (value: number) => [{ point: "speed", value }];

describe("machine: rate and room", () => {
  const mixer = (run: MachineRun, by = "ann"): Given =>
    run.command({ device: "mixer", writes: speed(1), notAfterMs: run.nowMs + 65_000 }, by);

  it("rate: permitted commands of one operator under one rule, within a minute", () => {
    const run = new MachineRun();
    const commands = ["ann", "ann", "ann", "ann", "bob"].map((by) => mixer(run, by));
    const codes = verdicts(run.give(...commands)).map(({ code }) => code);
    assert.deepEqual(codes, ["", "", "", "POLICY_RATE", ""]);
    const soon = run.round([mixer(run).transaction], 59_000);
    assert.equal(only(verdicts(soon)).code, "POLICY_RATE");
    assert.equal(only(verdicts(run.round([mixer(run).transaction], 1500))).code, "");
  });

  it("rate: denied ones do not count", () => {
    const run = new MachineRun();
    const over = (): Given => run.command({ device: "mixer", writes: speed(9999) });
    run.give(over(), over(), over(), over());
    assert.equal(only(verdicts(run.give(mixer(run)))).decision, "permit");
  });

  it("room: at most 64 open commands of a device, again one when one has ended", () => {
    const run = new MachineRun();
    const most = limits.openCommandsPerDevice;
    const commands = Array.from({ length: most + 2 }, () => run.command());
    const given = verdicts(run.give(...commands));
    assert.equal(given.filter(({ decision }) => decision === "permit").length, most);
    const over = given.slice(most).map(({ code }) => code);
    assert.deepEqual(over, ["POLICY_DEVICE_BUSY", "POLICY_DEVICE_BUSY"]);
    assert.equal(run.machine.state.device("tank").open, most);
    const { decision } = only(verdicts(run.give(mixer(run))));
    assert.equal(decision, "permit", "another device has room");
    run.round([run.report(commands[7]?.id as string)]);
    const [one, other] = verdicts(run.give(run.command(), run.command()));
    assert.deepEqual([one?.code, other?.code], ["", "POLICY_DEVICE_BUSY"]);
  });
});

describe("machine: reports", () => {
  it("ends a command with what the guard says, once", () => {
    const run = new MachineRun();
    const command = run.command();
    run.give(command);
    const report = run.report(command.id, { outcome: "failed", code: "READ_BACK", detail: "is 7" });
    run.round([report, report]);
    run.round([report]);
    const { id, outcome, code, detail, deviceSequence } = only(run.ended);
    assert.deepEqual(
      [id, outcome, code, detail, deviceSequence],
      [command.id, "failed", "READ_BACK", "is 7", 1],
    );
    assert.equal(run.machine.state.device("tank").open, 0);
    assert.equal(run.blocks.length, 2);
  });

  it("the first report counts, another outcome after it does not", () => {
    const run = new MachineRun();
    const command = run.command();
    run.give(command);
    const [one, other] = [run.report(command.id), run.report(command.id, { outcome: "failed" })];
    run.round([one, other]);
    assert.equal(only(run.ended).outcome, "confirmed");
  });

  for (const [what, changes] of Object.entries({
    "written: news, no end": { outcome: "written" },
    "of another place of the device": { deviceSequence: 2 },
    "of another device": { device: "mixer" },
    "of a command that nobody gave": { id: "11".repeat(32) },
  } as const))
    it(`passes over a report ${what}`, () => {
      const run = new MachineRun();
      const command = run.command();
      run.give(command);
      assert.equal(run.round([run.report(command.id, changes)]).blocks.length, 0);
      assert.ok(run.open(command.id));
    });

  it("passes over a report on a command that still waits", () => {
    const run = new MachineRun();
    const command = run.command({ writes: [{ point: "dose", value: 1 }] });
    run.give(command);
    run.round([run.report(command.id)]);
    assert.ok(run.open(command.id));
    assert.equal(run.ended.length, 0);
  });
});

describe("machine: approvals", () => {
  const dose = (run: MachineRun, by = "ann"): Given =>
    run.command({ writes: [{ point: "dose", value: 1 }] }, by);

  it("waits, and is permitted when a second operator has signed", () => {
    const run = new MachineRun();
    const command = dose(run);
    const waiting = only(verdicts(run.give(command)));
    assert.deepEqual([waiting.decision, waiting.deviceSequence], ["wait", 0]);
    assert.equal(run.machine.state.device("tank").open, 0);
    const step = run.round([run.approval(command.id, "bob")]);
    const verdict = only(verdicts(step));
    assert.deepEqual([verdict.decision, verdict.deviceSequence], ["permit", 1]);
    const kinds = step.blocks.flatMap(({ entries }) => entries.map(({ item }) => item.kind));
    assert.deepEqual(kinds, ["approval", "verdict"]);
  });

  it("its place in the device's chain is that of the last approval", () => {
    const run = new MachineRun();
    const [first, second] = [dose(run), run.command()];
    run.give(first, second);
    const verdict = only(verdicts(run.round([run.approval(first.id, "bob")])));
    assert.deepEqual([verdict.deviceSequence, verdict.previous], [2, second.id]);
  });

  it("the signer cannot approve itself, and nobody counts twice", () => {
    const site = edgeSite({ policy: { rules: [rule(["*/*"], { approvals: 3 })] } });
    const run = new MachineRun(site);
    const command = run.command();
    run.give(command);
    for (const by of ["ann", "ann", "bob", "bob", "bob"])
      assert.equal(verdicts(run.round([run.approval(command.id, by)])).length, 0);
    assert.equal(run.machine.state.commands.get(command.id)?.approvals.length, 2);
  });

  for (const who of ["eve", "sue", "gateway", "mallory", "agent0", "g"])
    it(`${who} has no role to approve with`, () => {
      const run = new MachineRun();
      const command = dose(run);
      run.give(command);
      assert.equal(run.round([run.approval(command.id, who)]).blocks.length, 0);
      assert.deepEqual(run.machine.state.commands.get(command.id)?.approvals, [keyOf("ann")]);
    });

  it("an approval for nothing, or for what is permitted, changes nothing", () => {
    const run = new MachineRun();
    const [waiting, plain] = [dose(run), run.command()];
    const early = run.approval(waiting.id, "bob");
    assert.equal(run.round([early]).blocks.length, 0);
    run.give(waiting, plain);
    assert.equal(run.round([run.approval(plain.id, "bob")]).blocks.length, 0);
    run.round([run.approval(waiting.id, "bob")]);
    assert.equal(run.round([run.approval(waiting.id, "bob")]).blocks.length, 0);
  });

  it("is judged again at the last approval: the rate may be used up by then", () => {
    const rules = [rule(["*/*"], { ratePerMinute: 1 })];
    const run = new MachineRun(edgeSite({ policy: { rules } }));
    const command = dose(run);
    run.give(command, run.command());
    const verdict = only(verdicts(run.round([run.approval(command.id, "bob")])));
    assert.deepEqual([verdict.decision, verdict.code], ["deny", "POLICY_RATE"]);
    assert.equal(only(run.ended).id, command.id);
    assert.ok(!run.open(command.id));
  });

  it("is judged again at the last approval: the device may be full by then", () => {
    const run = new MachineRun();
    const command = dose(run);
    run.give(command, ...Array.from({ length: 64 }, () => run.command()));
    const verdict = only(verdicts(run.round([run.approval(command.id, "bob")])));
    assert.equal(verdict.code, "POLICY_DEVICE_BUSY");
  });

  it("who has no part in it cannot end it by an approval at a bad moment", () => {
    const run = new MachineRun();
    const command = dose(run);
    run.give(command, ...Array.from({ length: 64 }, () => run.command()));
    assert.equal(run.round([run.approval(command.id, "eve")]).blocks.length, 0);
    assert.ok(run.open(command.id));
  });

  it("a bad moment before the last approval is none: it may have passed by then", () => {
    const rules = [rule(["*/*"], { approvals: 3 }), rule(["mixer/*"], { approvals: 1 })];
    const site = edgeSite({ policy: { rules } });
    const operators = [...site.operators, { name: "dan", key: keyOf("dan"), roles: ["operator"] }];
    const run = new MachineRun({ ...site, operators });
    const given = Array.from({ length: 65 }, () => run.command());
    const [command, ...others] = given as [Given, ...Given[]];
    run.give(command, ...others);
    for (const { id } of others)
      run.round(["bob", "dan"].map((by) => run.approval(id, by)));
    run.round([run.approval(command.id, "bob")]);
    assert.ok(run.open(command.id));
    run.round([run.report(others[0]?.id as string)]);
    const verdict = only(verdicts(run.round([run.approval(command.id, "dan")])));
    assert.equal(verdict.decision, "permit");
  });

  it("ends expired when no approval came in time", () => {
    const run = new MachineRun();
    const command = dose(run);
    run.give(command);
    assert.equal(run.round([], 9000).blocks.length, 0);
    const verdict = only(verdicts(run.round([], 1200)));
    assert.deepEqual([verdict.decision, verdict.code], ["deny", "POLICY_EXPIRED"]);
    assert.equal(only(run.ended).outcome, "expired");
    assert.equal(run.round([run.approval(command.id, "bob")]).blocks.length, 0);
  });

  it("certifyWithin counts from the permit, not from the wait", () => {
    const run = new MachineRun();
    const command = dose(run);
    run.give(command);
    run.round([], 5000);
    run.round([run.approval(command.id, "bob")]);
    assert.equal(run.idle(1900).blocks.length, 0);
    assert.equal(only(closings(run.round([], 200))).code, "CERTIFICATE_LATE");
  });
});

describe("machine: closings", () => {
  const permitted = (run: MachineRun): [Given, BuiltBlock] => {
    const command = run.command();
    return [command, only(run.give(command).blocks)];
  };
  const veto = (block: BuiltBlock) => [
    { sequence: block.firstSequence, code: "INTERLOCK", detail: "dry" },
  ];

  it("closes when vetoes exclude a quorum (2 of 4), not before", () => {
    const run = new MachineRun();
    const [command, block] = permitted(run);
    run.stand(block, [0, 1]);
    assert.equal(closings(run.round([run.ballot(block, 2, veto(block))])).length, 0);
    const closing = only(closings(run.round([run.ballot(block, 3, veto(block))])));
    assert.deepEqual(
      [closing.id, closing.code, closing.device, closing.deviceSequence, closing.previous],
      [command.id, "CERTIFICATE_VETOED", "tank", 1, ""],
    );
    assert.equal(run.ended.length, 0, "only the guard ends a permitted command");
    assert.ok(run.open(command.id));
  });

  it("a second ballot of one agent changes nothing, whatever it says", () => {
    const run = new MachineRun();
    const [, block] = permitted(run);
    run.stand(block, [0, 1, 2]);
    for (const agent of [0, 1, 2]) run.round([run.ballot(block, agent, veto(block))]);
    run.round([], 5000);
    assert.equal(run.blocks.length, 1);
  });

  it("closes when no quorum of ballots came within certifyWithin", () => {
    const run = new MachineRun();
    const [command, block] = permitted(run);
    run.stand(block, [0, 1]);
    assert.equal(closings(run.idle(1900)).length, 0);
    assert.equal(only(closings(run.round([], 200))).code, "CERTIFICATE_LATE");
    assert.ok(run.open(command.id));
  });

  it("certifyWithin: a leap of time after an outage leaves the ballots their rounds", () => {
    const run = new MachineRun();
    permitted(run);
    for (let round = 1; round < limits.certifyRounds; round += 1)
      assert.equal(closings(run.round([], round === 1 ? 5000 : 1)).length, 0);
    assert.equal(only(closings(run.round())).code, "CERTIFICATE_LATE");
    const lucky = new MachineRun();
    const [other, its] = permitted(lucky);
    lucky.round([], 5000);
    assert.deepEqual(lucky.stand(its, [0, 1, 2]).certified, [other.id]);
    assert.equal(lucky.idle(100).blocks.length, 0);
  });

  it("does not close what was certified in time", () => {
    const run = new MachineRun();
    const [command, block] = permitted(run);
    assert.deepEqual(run.stand(block, [0, 1, 2]).certified, [command.id]);
    assert.deepEqual(run.stand(block, [3]).certified, [], "told once");
    assert.equal(run.round([], 5000).blocks.length, 0);
  });

  it("closes what is past its notAfter, certified or not", () => {
    const run = new MachineRun();
    const [, block] = permitted(run);
    run.stand(block, [0, 1, 2]);
    assert.equal(closings(run.round([], 9900)).length, 0);
    assert.equal(only(closings(run.round([], 200))).code, "POLICY_EXPIRED");
  });

  it("closes once", () => {
    const run = new MachineRun();
    permitted(run);
    run.idle(2100);
    for (let round = 0; round < 5; round += 1)
      assert.equal(run.round([], 5000).blocks.length, 0);
  });

  it("a late quorum of ballots after a closing does not take it back", () => {
    const run = new MachineRun();
    const [command, block] = permitted(run);
    run.idle(2100);
    run.stand(block, [0, 1, 2]);
    assert.equal(run.machine.state.commands.get(command.id)?.closing, "CERTIFICATE_LATE");
  });

  it("the guard's answer ends it, whichever its fence says", () => {
    const answers = [["skipped", "skipped"], ["already-written", "confirmed"]] as const;
    for (const [closing, outcome] of answers) {
      const run = new MachineRun();
      const [command] = permitted(run);
      run.idle(2100);
      run.round([run.report(command.id, { outcome, closing })]);
      assert.equal(only(run.ended).outcome, outcome);
      assert.ok(!run.open(command.id));
    }
  });

  it("the closing names its place in the device's chain, to be found there", () => {
    const run = new MachineRun();
    const [first] = permitted(run);
    const [second] = permitted(run);
    const given = closings(run.idle(2100));
    assert.deepEqual(
      given.map(({ deviceSequence, previous }) => [deviceSequence, previous]),
      [[1, ""], [2, first.id]],
    );
    const state = run.machine.state.commands.get(second.id);
    assert.equal(state?.closingBlock, run.blocks.at(-1)?.number);
    assert.equal(state?.closingSequence, (run.blocks.at(-1)?.firstSequence ?? 0) + 1);
  });

  it("ballots over another header, or for a block of old, count for nothing", () => {
    const run = new MachineRun();
    const [command, block] = permitted(run);
    const forged = { ...block, header: Uint8Array.from(block.header) };
    forged.header.set(chain, forged.header.length - 32);
    run.stand(forged, [0, 1, 2]);
    assert.equal(run.machine.state.commands.get(command.id)?.ballots, 0);
    run.round([run.report(command.id)]);
    assert.equal(run.stand(block, [0, 1, 2]).certified.length, 0);
  });

  it("quorum and exclusion are exact for every size (n=4 to 10)", () => {
    for (let n = 4; n <= 10; n += 1) {
      const run = new MachineRun(edgeSite({ n }));
      const [, block] = permitted(run);
      let vetoed = 0;
      const next = (): Step => run.round([run.ballot(block, vetoed, veto(block))]);
      while (closings(next()).length === 0) vetoed += 1;
      assert.equal(3 * (n - vetoed - 1) <= 2 * n, true);
      assert.equal(3 * (n - vetoed) > 2 * n, true);
    }
  });

  it("time never goes back: an earlier round's time changes nothing", () => {
    const run = new MachineRun();
    permitted(run);
    run.machine.apply({ round: 90, timeUs: (beginMs + 900) * 1000, transactions: [] });
    run.machine.apply({ round: 91, timeUs: beginMs, transactions: [] });
    assert.equal(run.machine.state.clock.timeUs, (beginMs + 900) * 1000);
  });
});
