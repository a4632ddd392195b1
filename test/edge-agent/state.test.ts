import assert from "node:assert/strict";
import type { AlarmMarks } from "@quorate/protocol";
import type { OpenCommand } from "../../edge-agent/src/open-commands.ts";
import { ReplicatedState } from "../../edge-agent/src/state.ts";
import { beginMs, edgeSite } from "./site.ts";

const id = (number: number): string => number.toString(16).padStart(64, "0");
const beginUs = beginMs * 1000;

const command = (changes: Partial<OpenCommand> = {}): OpenCommand => ({
  ...{ id: id(1), device: "tank", deviceSequence: 1, notAfterMs: beginMs, orderedUs: beginUs },
  ...{ orderedRound: 1, block: 1, sequence: 1, previous: "", ballots: 0, vetoes: 0, reasons: [] },
  ...{ closing: "", closingBlock: 0, closingSequence: 0, approvals: [id(9)] },
  command: { body: Uint8Array.of(1), signature: Uint8Array.of(2) },
  ...changes,
});

const marks: AlarmMarks = {
  ...{ acknowledgedMs: 1, acknowledgedBy: id(3), acknowledgedUs: 1, shelvedUntilMs: 1 },
  ...{ shelvedBy: id(4), shelvedReason: "x", outOfServiceBy: id(5) },
  ...{ outOfServiceReason: "x", outOfServiceUs: 1 },
};
const alarmChanges = [
  ...[{}, { acknowledgedMs: 2 }, { acknowledgedBy: id(9) }, { acknowledgedUs: 2 }],
  ...[{ shelvedUntilMs: 2 }, { shelvedBy: id(9) }, { shelvedReason: "y" }],
  ...[{ outOfServiceBy: id(9) }, { outOfServiceReason: "y" }, { outOfServiceUs: 2 }],
].map((change) => (one: ReplicatedState): void => one.putAlarm("a/b/c", { ...marks, ...change }));

const state = (): ReplicatedState => new ReplicatedState(edgeSite());

describe("state: root", () => {
  it("covers every field of an open command", () => {
    const roots = [
      {},
      ...[{ id: id(2) }, { device: "mixer" }, { deviceSequence: 2 }, { notAfterMs: beginMs + 1 }],
      ...[{ orderedUs: beginUs + 1 }, { orderedRound: 2 }, { block: 2 }, { sequence: 2 }],
      ...[{ previous: id(5) }, { vetoes: 1 }, { reasons: ["x"] }],
      ...[{ closing: "CERTIFICATE_LATE" }],
      ...[{ closingBlock: 2 }, { closingSequence: 2 }, { approvals: [id(9), id(8)] }],
    ].map((changes) => {
      const one = state();
      one.putCommand(command(changes));
      return one.root();
    });
    assert.equal(new Set(roots).size, roots.length);
  });

  it("has the ballots behind a command by its block", () => {
    const roots = [0, 1, 2].map((ballots) => {
      const one = state();
      one.putCommand(command({ ballots }));
      return one.root();
    });
    assert.equal(new Set(roots).size, 1);
    const [one, other] = [state(), state()];
    for (const each of [one, other]) each.putOpenBlock(1, { header: Uint8Array.of(1), ballots: 0 });
    const added = [1, 1, 2].map((block) => one.addBallot(block, 2));
    assert.deepEqual(added, [true, false, false]);
    assert.equal(one.ballotsOn(1), 4);
    assert.notEqual(one.root(), other.root());
  });

  it("covers the command itself while it waits: its verdict carries it afterwards", () => {
    const rootWith = (body: number, deviceSequence: number): string => {
      const one = state();
      const envelope = { body: Uint8Array.of(body), signature: Uint8Array.of(2) };
      one.putCommand(command({ deviceSequence, command: envelope }));
      return one.root();
    };
    assert.notEqual(rootWith(1, 0), rootWith(2, 0));
    assert.equal(rootWith(1, 1), rootWith(2, 1));
  });

  it("covers clock, devices, remembered ids, rates and headers", () => {
    const changes: ((one: ReplicatedState) => void)[] = [
      () => {},
      (one) => (one.clock.round = 1),
      (one) => (one.clock.timeUs = 1),
      (one) => (one.clock.block = 1),
      (one) => (one.clock.previous = id(1)),
      (one) => (one.clock.nextSequence = 2),
      (one) => one.putDevice("tank", { deviceSequence: 1, last: "", open: 0 }),
      (one) => one.putDevice("tank", { deviceSequence: 0, last: id(1), open: 0 }),
      (one) => one.putDevice("tank", { deviceSequence: 0, last: "", open: 1 }),
      (one) => one.putSeen(id(1), 5),
      (one) => one.putSeen(id(1), 6),
      (one) => one.addRateTime(0, id(1), 5),
      (one) => one.addRateTime(1, id(1), 5),
      (one) => one.addRateTime(0, id(2), 5),
      ...alarmChanges,
      (one) => one.putOpenBlock(1, { header: Uint8Array.of(1), ballots: 0 }),
      (one) => one.putOpenBlock(1, { header: Uint8Array.of(1), ballots: 2 }),
      (one) => one.putOpenBlock(1, { header: Uint8Array.of(2), ballots: 0 }),
    ];
    const roots = changes.map((change) => {
      const one = state();
      change(one);
      return one.root();
    });
    assert.equal(new Set(roots).size, roots.length);
  });

  it("what was put and taken away leaves no trace", () => {
    const [one, other] = [state(), state()];
    one.putCommand(command());
    one.deleteCommand(id(1));
    one.putSeen(id(1), beginUs);
    one.putOpenBlock(3, { header: Uint8Array.of(1), ballots: 0 });
    for (const each of [one, other]) {
      each.clock.timeUs = beginUs + 2_000_000;
      each.forget();
    }
    assert.equal(one.root(), other.root());
  });
});

describe("state: memory", () => {
  it("ids are kept until their second has passed", () => {
    const one = state();
    one.putSeen(id(1), beginUs + 1_500_000);
    for (const [afterUs, known] of [[0, true], [1_999_999, true], [2_000_000, false]] as const) {
      one.clock.timeUs = beginUs + afterUs;
      one.forget();
      assert.equal(one.hasSeen(id(1)), known, `after ${afterUs} us`);
    }
  });

  it("an id whose time has passed is kept while its command is open", () => {
    const one = state();
    one.putSeen(id(1), beginUs);
    one.putCommand(command());
    one.clock.timeUs = beginUs + 60_000_000;
    one.forget();
    assert.ok(one.hasSeen(id(1)));
    one.deleteCommand(id(1));
    assert.ok(!one.hasSeen(id(1)));
  });

  it("headers are kept while a command of their block is open", () => {
    const one = state();
    one.putOpenBlock(1, { header: Uint8Array.of(1), ballots: 0 });
    one.putOpenBlock(2, { header: Uint8Array.of(2), ballots: 0 });
    one.putCommand(command({ block: 2 }));
    one.forget();
    assert.equal(one.header(1), undefined);
    assert.deepEqual(one.header(2), Uint8Array.of(2));
  });

  it("rates: times of the last minute alone", () => {
    const one = state();
    for (const atUs of [0, 59_000_000, 61_000_000]) one.addRateTime(2, id(1), beginUs + atUs);
    const times = [beginUs + 59_000_000, beginUs + 61_000_000];
    assert.deepEqual(one.rateTimes(2, id(1)), times);
    assert.deepEqual(one.rateTimes(1, id(1)), []);
    assert.deepEqual(one.rateTimes(2, id(2)), []);
  });

  it("a device that the site lacks is a broken program, not a state", () => {
    assert.throws(() => state().device("boiler"), RangeError);
  });
});
