import assert from "node:assert/strict";
import { type AlarmVerb, alarmVerbs, decodeHeader, limits, type Verdict } from "@quorate/protocol";
import fc from "fast-check";
import {
  type BuiltBlock,
  Machine,
  type OrderedRound,
  type OrderedTransaction,
} from "../../edge-agent/src/machine.ts";
import type { ReplicatedState } from "../../edge-agent/src/state.ts";
import { restoreState } from "../../edge-agent/src/state-restore.ts";
import { type Given, MachineRun } from "./machine-run.ts";
import { edgeSite } from "./site.ts";

/** One thing that happens; the numbers pick among what there is at that time. */
type Act =
  | { readonly kind: "command"; readonly point: string; readonly by: string; readonly ttl: number }
  | { readonly kind: "burst"; readonly count: number }
  | { readonly kind: "again" | "report" | "approve"; readonly pick: number; readonly who: number }
  | {
      readonly kind: "ballot";
      readonly pick: number;
      readonly agent: number;
      readonly veto: boolean;
    }
  | { readonly kind: "alarm"; readonly action: AlarmVerb; readonly by: string }
  | { readonly kind: "pass"; readonly ms: number };

const acts: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      ...{ kind: fc.constant("alarm" as const), action: fc.constantFrom(...alarmVerbs) },
      by: fc.constantFrom("ann", "sue", "eve"),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("command" as const),
      point: fc.constantFrom("tank/set", "tank/dose", "mixer/speed", "mixer/heat", "tank/none"),
      by: fc.constantFrom("ann", "bob", "eve", "gateway"),
      ttl: fc.constantFrom(-10, 50, 3000, 20_000, 70_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("burst" as const),
      count: fc.integer({ min: 33, max: 40 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom("again" as const, "report" as const, "approve" as const),
      ...{ pick: fc.nat(), who: fc.nat(3) },
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      ...{ kind: fc.constant("ballot" as const), pick: fc.nat() },
      ...{ agent: fc.nat(3), veto: fc.boolean() },
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("pass" as const),
      ms: fc.constantFrom(1, 100, 2100, 30_000),
    }),
  },
);
const rounds = fc.array(fc.array(acts, { maxLength: 5 }), { minLength: 3, maxLength: 10 });

/** An id that ended is remembered at least for the longest life and the drift, ms. */
const rememberedMs = 65_000;

const burst: Act = { kind: "burst", count: 40 };

/** A command that its point denies, and again when its id is long forgotten. */
const denied: Act[][] = [
  [{ kind: "command", point: "tank/none", by: "ann", ttl: -10 }],
  [{ kind: "pass", ms: 30_000 }],
  [{ kind: "pass", ms: 30_000 }, { kind: "pass", ms: 30_000 }],
  [],
  [{ kind: "again", pick: 0, who: 0 }],
];

/** A random stream, with a look at the rules after every round. */
class Stream {
  readonly run = new MachineRun();
  private readonly commands: Given[] = [];
  private readonly places = new Map<string, { sequence: number; last: string }>();
  /** When each ended, by virtual time. */
  private readonly endedAtMs = new Map<string, number>();
  private readonly closed = new Set<string>();

  round(given: readonly Act[]): void {
    let afterMs = 10;
    const transactions = given.flatMap((act): OrderedTransaction[] => {
      if (act.kind === "pass") afterMs += act.ms;
      return this.act(act);
    });
    const { blocks, ended } = this.run.round(transactions, afterMs);
    for (const { id, code } of ended) {
      const beforeMs = this.endedAtMs.get(id);
      // One that is long forgotten and comes back is denied, whatever became of it then.
      const isLongPast = this.run.nowMs > this.notAfterMs(id) + rememberedMs;
      const again = isLongPast && code === "POLICY_FORGOTTEN";
      assert.ok(beforeMs === undefined || again, "ended twice");
      this.endedAtMs.set(id, this.run.nowMs);
      assert.ok(!this.run.open(id), "ended and open");
    }
    this.look(blocks);
  }

  private act(act: Act): OrderedTransaction[] {
    const { run, commands } = this;
    switch (act.kind) {
      case "command": {
        const [device, point] = act.point.split("/") as [string, string];
        const fields = { writes: [{ point, value: 1 }], notAfterMs: run.nowMs + act.ttl };
        return [this.give(run.command({ device, ...fields }, act.by))];
      }
      case "alarm": {
        const raisedMs = act.action === "acknowledge" ? run.nowMs : 0;
        const untilMs = act.action === "shelve" ? run.nowMs + 1000 : 0;
        const fields = { action: act.action, raisedMs, untilMs, reason: "why" };
        return [run.alarm(fields, act.by).transaction];
      }
      case "burst":
        return Array.from({ length: act.count }, () => this.give(run.command()));
      case "ballot": {
        const block = run.blocks[act.pick % Math.max(1, run.blocks.length)];
        if (block === undefined) return [];
        const sequence = block.firstSequence + (act.pick % block.entries.length);
        const vetoes = act.veto ? [{ sequence, code: "INTERLOCK", detail: "" }] : [];
        return [run.ballot(block, act.agent, vetoes)];
      }
      case "pass":
        return [];
      default: {
        const command = commands[act.pick % Math.max(1, commands.length)];
        if (command === undefined) return [];
        if (act.kind === "again") return [command.transaction];
        if (act.kind === "report") return [run.report(command.id)];
        return [run.approval(command.id, ["ann", "bob", "sue", "eve"][act.who] as string)];
      }
    }
  }

  private give(command: Given): OrderedTransaction {
    this.commands.push(command);
    return command.transaction;
  }

  private notAfterMs(of: string): number {
    const given = this.commands.find(({ id }) => id === of)?.transaction;
    return given?.kind === "command" ? given.command.notAfterMs : 0;
  }

  private look(blocks: readonly BuiltBlock[]): void {
    const { state } = this.run.machine;
    for (const { item } of blocks.flatMap(({ entries }) => entries)) {
      if (item.kind === "verdict" && item.decision === "permit") this.place(item);
      if (item.kind !== "closing") continue;
      assert.ok(!this.closed.has(item.id), "closed twice");
      this.closed.add(item.id);
      assert.ok(item.deviceSequence > 0);
    }
    for (const [name, { open, deviceSequence }] of state.devices) {
      const commands = [...state.commands.values()].filter(
        (one) => one.device === name && one.deviceSequence > 0,
      );
      assert.equal(open, commands.length);
      assert.ok(open <= limits.openCommandsPerDevice, `${open} open`);
      assert.equal(deviceSequence, this.places.get(name)?.sequence ?? 0);
      const taken = new Set(commands.map((one) => one.deviceSequence));
      assert.equal(taken.size, commands.length, "two commands at one place");
    }
  }

  /** S3: the next place, naming the one before it. */
  private place({ command, id, deviceSequence, previous }: Verdict): void {
    const given = this.commands.find((one) => one.envelope === command)?.transaction;
    assert.equal(given?.kind, "command");
    const device = given?.kind === "command" ? given.command.device : "";
    const known = this.places.get(device) ?? { sequence: 0, last: "" };
    assert.deepEqual([deviceSequence, previous], [known.sequence + 1, known.last]);
    this.places.set(device, { sequence: deviceSequence, last: id });
  }
}

/** The entries as they come from another agent: copies, each decoded anew. */
const restoredAt = (machine: Machine, block: BuiltBlock): ReplicatedState =>
  restoreState(
    edgeSite(),
    ...[decodeHeader(block.header), block.header, block.hash],
    [...machine.state.entriesUnder(block.number)]
      .map(([key, value]) => [key, Uint8Array.from(value)]),
  );

const headersOf = (machine: Machine, given: readonly OrderedRound[]): Uint8Array[] =>
  given.flatMap((round) => machine.apply(round).blocks.map(({ header }) => header));

const headersAfter = (run: MachineRun, { number }: BuiltBlock): Uint8Array[] =>
  run.blocks.filter((block) => block.number > number).map(({ header }) => header);

/** At how many covering blocks a machine was restored that went on as the run did. */
const restoredAlong = (run: MachineRun): number => {
  const first = new Machine(run.site);
  let restored = 0;
  run.rounds.forEach((round, index) => {
    const { covering } = first.apply(round);
    if (covering === null) return;
    restored += 1;
    const second = new Machine(run.site, restoredAt(first, covering));
    assert.equal(second.state.root(), first.state.root());
    const after = headersOf(second, run.rounds.slice(index + 1));
    assert.deepEqual(after, headersAfter(run, covering));
  });
  return restored;
};

describe("machine: random streams", () => {
  it("one place a command, never over the limit, every end once", () => {
    let most = 0;
    fc.assert(
      fc.property(rounds, (given) => {
        const stream = new Stream();
        for (const round of given) stream.round(round);
        most = Math.max(most, stream.run.machine.state.device("tank").open);
      }),
      { numRuns: 80, examples: [[[[burst], [burst, burst]]], [denied]] },
    );
    assert.equal(most, limits.openCommandsPerDevice);
  });

  it("the same rounds in, the same blocks, ends and root out", () => {
    fc.assert(
      fc.property(rounds, (given) => {
        const { run } = playing(given);
        const other = new Machine(run.site);
        const steps = run.rounds.map((round) => other.apply(round));
        const headers = steps.flatMap(({ blocks }) => blocks.map(({ header }) => header));
        assert.deepEqual(headers, run.blocks.map(({ header }) => header));
        assert.deepEqual(steps.flatMap(({ ended }) => ended), run.ended);
        assert.equal(other.state.root(), run.machine.state.root());
      }),
      { numRuns: 25 },
    );
  });

  it("from the entries under any covering root it goes on as if it had never stopped", () => {
    let restored = 0;
    fc.assert(
      fc.property(rounds, (given) => {
        restored += restoredAlong(playing(given).run);
      }),
      { numRuns: 10 },
    );
    // Streams may be short; this many come of any ten.
    assert.ok(restored >= 10, `${restored} times`);
  });

  it("restored, it makes its next block without entries in the same round (S7)", () => {
    const run = new MachineRun();
    const quiet = (count: number): void => {
      for (let round = 0; round < count; round += 1) run.round();
    };
    quiet(3);
    run.give(run.command({ device: "none" }));
    quiet(2 * limits.snapshotRounds + 7);
    run.give(run.command(), run.command({ device: "none" }));
    quiet(limits.snapshotRounds + 1);
    assert.deepEqual(run.blocks.map(({ entries }) => entries.length), [1, 0, 0, 2, 0]);
    assert.equal(restoredAlong(run), run.blocks.length);
  });

  it("every command comes to an end once the guard answers and time goes on", () => {
    fc.assert(
      fc.property(rounds, (given) => {
        const { run } = playing(given);
        run.idle(100_000);
        run.round([...run.machine.state.commands.keys()].map((id) => run.report(id)));
        assert.equal(run.machine.state.commands.size, 0);
        for (const { open } of run.machine.state.devices.values()) assert.equal(open, 0);
      }),
      { numRuns: 15 },
    );
  });
});

const playing = (given: readonly (readonly Act[])[]): Stream => {
  const stream = new Stream();
  for (const round of given) stream.round(round);
  return stream;
};
