import assert from "node:assert/strict";
import fc from "fast-check";
import { isQuorum } from "@quorate/protocol";
import { bitCount, type OpenCommand, OpenCommands } from "../../edge-agent/src/open-commands.ts";

const agents = 4;

const fields = fc.record({
  device: fc.constantFrom("tank", "mixer"),
  operator: fc.constantFrom("ann", "bob"),
  notAfterMs: fc.integer({ min: 1, max: 20 }),
  deviceSequence: fc.integer({ min: 0, max: 1 }),
  block: fc.integer({ min: 0, max: 4 }),
  closingBlock: fc.integer({ min: 0, max: 4 }),
  ballots: fc.integer({ min: 0, max: 15 }),
});

type Step =
  | { readonly kind: "put"; readonly name: number; readonly fields: Fields }
  | { readonly kind: "change"; readonly name: number; readonly fields: Fields }
  | { readonly kind: "delete"; readonly name: number }
  | { readonly kind: "close overdue"; readonly timeMs: number };

type Fields = typeof fields extends fc.Arbitrary<infer Value> ? Value : never;

const name = fc.integer({ min: 1, max: 8 });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("put" as const), name, fields }),
    fc.record({ kind: fc.constant("change" as const), name, fields }),
    fc.record({ kind: fc.constant("delete" as const), name }),
    fc.record({
      kind: fc.constant("close overdue" as const),
      timeMs: fc.integer({ min: 1, max: 25 }),
    }),
  ),
  { maxLength: 60 },
);

/** A place of a device belongs to one command: here to the one of its number. */
const changesOf = (name: number, { deviceSequence, block, closingBlock, ballots }: Fields) => ({
  deviceSequence: deviceSequence * name,
  block: deviceSequence * block,
  closingBlock: deviceSequence * closingBlock,
  closing: deviceSequence * closingBlock > 0 ? "POLICY_EXPIRED" : "",
  ballots,
});

const made = (name: number, all: Fields): OpenCommand => ({
  ...{ id: `${name}`, device: all.device, notAfterMs: all.notAfterMs, sequence: name },
  ...{ orderedUs: 0, orderedRound: 0, previous: "", vetoes: 0, reasons: [], closingSequence: 0 },
  command: { body: new Uint8Array(), signature: new Uint8Array() },
  approvals: [all.operator],
  ...changesOf(name, all),
});

const ids = (list: Iterable<OpenCommand>): string[] => [...list].map(({ id }) => id).sort();

/** Every answer as a look at all of them gives it. */
const same = (commands: OpenCommands, all: readonly OpenCommand[]): void => {
  const isUncertified = ({ deviceSequence, closing, ballots }: OpenCommand): boolean =>
    deviceSequence > 0 && closing === "" && !isQuorum(bitCount(ballots), agents);
  assert.deepEqual(ids(commands.values()), ids(all));
  assert.equal(commands.uncertifiedCount, all.filter(isUncertified).length);
  assert.equal(commands.unclosedCount, all.filter(({ closing }) => closing === "").length);
  for (const device of ["tank", "mixer"]) {
    const placed = all.filter((one) => one.device === device && one.deviceSequence > 0);
    assert.deepEqual(ids(commands.ofDevice(device)), ids(placed));
    for (let place = 1; place <= 8; place += 1)
      assert.equal(
        commands.at(device, place),
        placed.find(({ deviceSequence }) => deviceSequence === place),
      );
  }
  for (let block = 1; block <= 4; block += 1) {
    const inIt = all.filter((one) => one.block === block);
    assert.deepEqual(ids(commands.ofBlock(block)), ids(inIt));
    assert.equal(commands.isOpenIn(block), inIt.length > 0);
    assert.equal(commands.isClosedIn(block), all.some((one) => one.closingBlock === block));
  }
  for (const operator of ["ann", "bob"])
    for (const id of ["1", "8"])
      assert.equal(
        commands.othersOf(operator, id),
        all.filter((one) => one.approvals[0] === operator && one.id !== id).length,
      );
};

/** What the machine does every round: no command past its end stays without a closing. */
const closeOverdue = (
  commands: OpenCommands,
  all: Map<string, OpenCommand>,
  timeMs: number,
): void => {
  const timeUs = timeMs * 1000;
  const isOver = ({ closing, notAfterMs }: OpenCommand): boolean =>
    closing === "" && notAfterMs * 1000 < timeUs;
  const inQuestion = commands.inQuestion(timeUs);
  const missed = [...all.values()].filter((one) => isOver(one) && !inQuestion.includes(one));
  assert.deepEqual(ids(missed), []);
  for (const one of inQuestion) {
    if (!isOver(one)) continue;
    if (one.deviceSequence === 0) {
      commands.delete(one.id);
      all.delete(one.id);
    } else {
      one.closing = "POLICY_EXPIRED";
      one.closingBlock = 4;
      commands.put(one);
    }
  }
};

describe("open commands", () => {
  it("are found by place, block and operator as a look at all of them would find them", () => {
    fc.assert(
      fc.property(steps, (list) => {
        const commands = new OpenCommands(agents);
        const all = new Map<string, OpenCommand>();
        for (const step of list) {
          if (step.kind === "close overdue") closeOverdue(commands, all, step.timeMs);
          else if (step.kind === "delete") {
            commands.delete(`${step.name}`);
            all.delete(`${step.name}`);
          } else {
            const changes = changesOf(step.name, step.fields);
            const before = all.get(`${step.name}`) ?? made(step.name, step.fields);
            // In place, as the machine does, or another object for it, as a snapshot does.
            const now = step.kind === "change" ? before : { ...before };
            commands.put(Object.assign(now, changes));
            all.set(now.id, now);
          }
          same(commands, [...all.values()]);
        }
      }),
    );
  });
});
