import assert from "node:assert/strict";
import fc from "fast-check";
import {
  defaultPace,
  type Demand,
  Pace,
  type PacedEvent,
  type PaceDecision,
  type PaceParameters,
} from "../../consensus/src/index.ts";

const nothing: Demand = { busy: false, open: false, waiting: false };
const busy: Demand = { busy: true, open: false, waiting: false };
const asking: Demand = { busy: true, open: false, waiting: true };
const open: Demand = { busy: false, open: true, waiting: false };

/** One member's pace with its own clock; events of others come in by hand. */
class Member {
  readonly pace: Pace;
  nowMs = 1000;
  made = 0;
  private readonly tips: number[];

  constructor(n = 4, parameters: PaceParameters = defaultPace) {
    this.pace = new Pace(n, 0, parameters);
    this.tips = Array.from({ length: n }, () => 0);
  }

  get parents(): PacedEvent["parents"] {
    return this.tips
      .map((sequence, creator) => ({ creator, sequence }))
      .filter(({ sequence }) => sequence > 0);
  }

  /** Each of these made an event over all that this member knows. */
  hear(...members: readonly number[]): void {
    this.hearOver(this.parents, ...members);
  }

  hearOver(parents: PacedEvent["parents"], ...members: readonly number[]): void {
    for (const creator of members) {
      const sequence = (this.tips[creator] as number) + 1;
      this.tips[creator] = sequence;
      this.pace.received({ creator, sequence, parents }, this.nowMs);
    }
  }

  decide(demand: Demand): PaceDecision {
    return this.pace.decide(demand, this.nowMs);
  }

  create(): void {
    this.made += 1;
    this.hear(0);
    this.pace.created(this.made, this.nowMs);
  }

  /** Waits as it is told until it creates or rests; answers the time that took, or null at rest. */
  run(demand: Demand): number | null {
    const beginMs = this.nowMs;
    for (let turns = 0; turns < 1000; turns += 1) {
      const decision = this.decide(demand);
      if (decision.kind === "rest") return null;
      if (decision.kind === "create") {
        this.create();
        return this.nowMs - beginMs;
      }
      this.nowMs += decision.waitMs;
    }
    return assert.fail("waits for ever");
  }
}

describe("pace: rest", () => {
  it("nothing is demanded: no event, whatever comes in", () => {
    const member = new Member();
    for (let turn = 0; turn < 10; turn += 1) {
      member.hear(1, 2, 3);
      member.nowMs += 500;
      assert.deepEqual(member.decide(nothing), { kind: "rest" });
    }
  });

  it("nothing new came and nothing to say: no event, however busy", () => {
    const member = new Member();
    assert.deepEqual(member.decide(busy), { kind: "rest" });
    assert.deepEqual(member.decide(open), { kind: "rest" });
  });

  it("something to say after a rest goes out at once, once a snapshot", () => {
    const member = new Member();
    assert.deepEqual(member.decide(asking), { kind: "create" });
    member.create();
    member.nowMs += 10_000;
    assert.deepEqual(member.decide(asking), { kind: "rest" }, "one restless event");
    member.hear(1, 2);
    assert.notEqual(member.run(asking), null);
    member.nowMs += 10_000;
    assert.deepEqual(member.decide(asking), { kind: "create" }, "the next snapshot has its own");
  });
});

/** Members that hear nobody but each other, of a roster of n; time is the caller's. */
class Group {
  readonly made: PacedEvent[][];
  nowMs = 1000;
  private readonly paces: Pace[];
  private readonly known: number[][];

  constructor(n: number, alive: number) {
    const each = Array.from({ length: alive }, (_, self) => self);
    this.paces = each.map((self) => new Pace(n, self));
    this.known = each.map(() => each.map(() => 0));
    this.made = each.map(() => []);
  }

  /** `self` hears the next event of `other` whose parents it has, if there is one. */
  hear(self: number, other: number): boolean {
    const known = this.known[self] as number[];
    const event = this.made[other]?.[known[other] as number];
    if (event === undefined || self === other) return false;
    if (event.parents.some(({ creator, sequence }) => sequence > (known[creator] as number)))
      return false;
    known[other] = event.sequence;
    (this.paces[self] as Pace).received(event, this.nowMs);
    return true;
  }

  hearAll(self: number): void {
    const others = this.made.map((_, other) => other);
    while (others.some((other) => this.hear(self, other)));
  }

  think(self: number, demand: Demand): void {
    const pace = this.paces[self] as Pace;
    if (pace.decide(demand, this.nowMs).kind !== "create") return;
    const known = this.known[self] as number[];
    const mine = this.made[self] as PacedEvent[];
    const parents = known.flatMap((sequence, creator) =>
      sequence === 0 ? [] : [{ creator, sequence }],
    );
    const event = { creator: self, sequence: mine.length + 1, parents };
    mine.push(event);
    known[self] = event.sequence;
    pace.received(event, this.nowMs);
    pace.created(event.sequence, this.nowMs);
  }
}

describe("pace: quorum", () => {
  it("creates when more than two thirds have reached its layer", () => {
    const member = new Member();
    member.hear(1, 2);
    const waited = member.run(busy);
    assert.ok(waited !== null && waited <= defaultPace.stragglerMs);
  });

  it("at once when all have", () => {
    const member = new Member();
    member.hear(1, 2, 3);
    assert.equal(member.run(busy), 0);
  });

  it("follows at once who is ahead: a layer is reached by its first event", () => {
    const member = new Member();
    member.hear(1, 2, 3);
    member.run(busy);
    member.nowMs += 20;
    member.hear(1, 2, 3);
    member.hear(1);
    assert.equal(member.run(busy), 0);
  });

  it("a burst may be quick; in the long run no two events are closer than the least time", () => {
    const member = new Member();
    const beginMs = member.nowMs;
    const { burst, leastMs } = defaultPace;
    for (let turn = 1; turn <= 5 * burst; turn += 1) {
      member.hear(1, 2, 3);
      assert.notEqual(member.run(busy), null);
      if (turn < burst) assert.equal(member.nowMs, beginMs);
      assert.ok(member.nowMs - beginMs >= (turn - burst) * leastMs - 1);
    }
    member.nowMs += 60_000;
    const restedMs = member.nowMs;
    for (let turn = 0; turn < burst; turn += 1) {
      member.hear(1, 2, 3);
      member.run(busy);
    }
    assert.equal(member.nowMs, restedMs);
    member.hear(1, 2, 3);
    assert.ok((member.run(busy) ?? 0) > leastMs - 1, "a long rest saves up no more");
  });

  it("events of a journal that is taken again cost nothing now", () => {
    const member = new Member();
    for (let event = 0; event < 500; event += 1) {
      member.hear(1, 2, 3);
      member.create();
    }
    member.hear(1, 2, 3);
    const waitedMs = member.run(asking);
    assert.ok(waitedMs !== null && waitedMs <= defaultPace.leastMs, `waited ${waitedMs} ms`);
  });

  it("while only an open command asks for time, a tick apart", () => {
    const member = new Member();
    member.hear(1, 2, 3);
    member.run(open);
    member.hear(1, 2, 3);
    const waited = member.run(open);
    assert.ok(waited !== null && Math.abs(waited - defaultPace.tickMs) < 0.1);
  });

  it("known events and old ones count for nothing", () => {
    const member = new Member();
    member.hear(1, 2, 3);
    member.run(busy);
    for (const creator of [1, 2, 3])
      member.pace.received({ creator, sequence: 1, parents: [] }, member.nowMs);
    assert.deepEqual(member.decide(busy), { kind: "rest" });
  });

  it("patience: busy without a quorum goes on with less, within its bounds", () => {
    const [shortest, longest] = defaultPace.patienceMs;
    const member = new Member();
    member.hear(1, 2, 3);
    member.run(busy);
    member.hear(1);
    const waited = member.run(busy);
    assert.ok(waited !== null && waited >= shortest - 0.1 && waited <= longest);
  });

  it("patience: a busy member with something to say does not break step for it", () => {
    const member = new Member();
    member.hear(1, 2, 3);
    member.run(asking);
    member.nowMs += 1;
    assert.equal(member.decide(asking).kind, "wait");
    member.hear(1, 2, 3);
    assert.equal(member.run(asking), 0);
  });
});

describe("pace: stragglers", () => {
  /**
   * Laps in which all make an event over those of the lap before: this member, then after ten ms 1
   * and 2, then 3 `lateMs` behind them, or never. Answers how long the member waited in the last.
   */
  const laps = (member: Member, count: number, lateMs: number | null): number => {
    let waitedMs = 0;
    for (let lap = 0; lap < count; lap += 1) {
      const { parents } = member;
      member.create();
      member.nowMs += 10;
      member.hearOver(parents, 1, 2);
      const decision = member.decide(busy);
      waitedMs = decision.kind === "wait" ? decision.waitMs : 0;
      if (lateMs === null) continue;
      member.nowMs += lateMs;
      member.hearOver(parents, 3);
    }
    return waitedMs;
  };

  it("property: the wait after a quorum is bounded, whatever came before", () => {
    const lap = fc.record({
      delays: fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 3, maxLength: 3 }),
      silent: fc.subarray([1, 2, 3], { maxLength: 1 }),
    });
    fc.assert(
      fc.property(fc.array(lap, { minLength: 1, maxLength: 12 }), (given) => {
        const member = new Member();
        for (const { delays, silent } of given) {
          const arrivals = [1, 2, 3]
            .filter((other) => !silent.includes(other))
            .map((other) => ({ other, atMs: member.nowMs + (delays[other - 1] as number) }))
            .sort((left, right) => left.atMs - right.atMs);
          for (const { other, atMs } of arrivals.slice(0, 2)) {
            member.nowMs = Math.max(member.nowMs, atMs);
            member.hear(other);
          }
          const waited = member.run(busy);
          assert.ok(waited !== null && waited <= defaultPace.patienceMs[1]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("one that is a little late is waited for, for half the time of a quorum", () => {
    const waitedMs = laps(new Member(), 40, 2);
    assert.ok(waitedMs > 4 && waitedMs <= 5, `${waitedMs} ms`);
  });

  it("one that is always late is not waited for", () => {
    assert.equal(laps(new Member(), 40, 8), 0);
  });

  it("a silent member is not waited for any more", () => {
    const member = new Member();
    assert.ok(laps(member, 40, 1) > 0);
    assert.ok(laps(member, 2, null) > 0);
    assert.equal(laps(member, 3, null), 0);
  });

  it("one that comes back is waited for again", () => {
    const member = new Member();
    laps(member, 40, null);
    assert.ok(laps(member, 3, 1) > 0);
  });
});

describe("pace: no quorum, no creation", () => {
  /** A step of a group that hears only itself: one of it thinks, or hears what another made. */
  const step = fc.record({
    ...{ who: fc.nat(6), from: fc.nat(6) },
    ...{ ms: fc.nat(300), wants: fc.boolean() },
  });

  for (const [n, alive] of [[4, 2], [5, 3], [7, 4], [10, 6]] as const)
    it(`property: a minority stops by itself after n events each (${alive} of ${n})`, () => {
      fc.assert(
        fc.property(fc.array(step, { minLength: 50, maxLength: 300 }), (given) => {
          const group = new Group(n, alive);
          for (const { who, from, ms, wants } of given) {
            group.nowMs += ms;
            group.hear(who % alive, from % alive);
            group.think(who % alive, wants ? asking : busy);
          }
          for (const { length } of group.made) assert.ok(length <= n, `${length} events`);
        }),
        { numRuns: 60 },
      );
    });

  for (const [n, alive] of [[4, 3], [4, 4], [7, 5], [10, 7]] as const)
    it(`property: a quorum goes on, whoever hears what when (${alive} of ${n})`, () => {
      fc.assert(
        fc.property(fc.array(step, { minLength: 50, maxLength: 200 }), (given) => {
          const group = new Group(n, alive);
          for (const { who, from, ms, wants } of given) {
            group.nowMs += ms;
            group.hear(who % alive, from % alive);
            group.think(who % alive, wants ? asking : busy);
          }
          const before = group.made.map(({ length }) => length);
          for (let turn = 0; turn < 20; turn += 1) {
            group.nowMs += defaultPace.patienceMs[1];
            for (let self = 0; self < alive; self += 1) {
              group.hearAll(self);
              group.think(self, turn === 0 ? asking : busy);
            }
          }
          group.made.forEach(({ length }, self) =>
            assert.ok(length >= (before[self] as number) + 10, `member ${self} stands still`),
          );
        }),
        { numRuns: 60 },
      );
    });

  it("a minority goes on when the others come back", () => {
    const member = new Member();
    for (let turn = 0; turn < 20; turn += 1) {
      member.nowMs += 300;
      member.hear(1);
      if (member.decide(asking).kind === "create") member.create();
    }
    const before = member.made;
    assert.ok(before <= 4);
    member.nowMs += 300;
    member.hear(1, 2, 3);
    assert.notEqual(member.run(busy), null);
    assert.equal(member.made, before + 1);
  });
});
