import assert from "node:assert/strict";
import fc from "fast-check";
import {
  defaultPace,
  type Demand,
  Pace,
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

  hear(...members: readonly number[]): void {
    for (const member of members) {
      this.tips[member] = (this.tips[member] as number) + 1;
      this.pace.received(member, this.tips[member] as number, this.nowMs);
    }
  }

  decide(demand: Demand): PaceDecision {
    return this.pace.decide(demand, this.nowMs);
  }

  create(): void {
    this.made += 1;
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

describe("pace: quorum", () => {
  it("creates when more than two thirds gave something new", () => {
    const member = new Member();
    member.hear(1, 2);
    const waited = member.run(busy);
    assert.ok(waited !== null && waited <= defaultPace.stragglerMs);
  });

  it("at once when all gave something new", () => {
    const member = new Member();
    member.hear(1, 2, 3);
    assert.equal(member.run(busy), 0);
  });

  it("never two events closer than the least time", () => {
    const member = new Member();
    for (let turn = 0; turn < 20; turn += 1) {
      const before = member.nowMs;
      member.hear(1, 2, 3);
      assert.notEqual(member.run(busy), null);
      if (turn > 0) assert.ok(member.nowMs - before >= defaultPace.leastMs - 0.05);
    }
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
    for (const other of [1, 2, 3]) member.pace.received(other, 1, member.nowMs);
    member.pace.received(0, 7, member.nowMs);
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
});

describe("pace: stragglers", () => {
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
          assert.ok(waited !== null && waited <= defaultPace.stragglerMs + defaultPace.leastMs);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("however late a straggler used to be, it is waited for no longer than that", () => {
    const member = new Member();
    for (let turn = 0; turn < 12; turn += 1) {
      member.hear(1, 2);
      member.nowMs += 400;
      member.hear(3);
      member.run(busy);
    }
    member.nowMs += 10;
    member.hear(1, 2);
    const waited = member.run(busy);
    assert.ok(waited !== null && waited > 1 && waited <= defaultPace.stragglerMs + 0.1);
  });

  it("a silent member is not waited for any more", () => {
    const member = new Member();
    for (let turn = 0; turn < 6; turn += 1) {
      member.nowMs += 10;
      member.hear(1, 2);
      member.run(busy);
    }
    member.nowMs += 10;
    member.hear(1, 2);
    assert.equal(member.run(busy), 0);
  });

  it("one that comes back is waited for again", () => {
    const member = new Member();
    for (let turn = 0; turn < 6; turn += 1) {
      member.nowMs += 10;
      member.hear(1, 2);
      member.run(busy);
    }
    member.nowMs += 10;
    member.hear(1, 2, 3);
    member.run(busy);
    member.nowMs += 10;
    member.hear(1, 2);
    assert.equal(member.decide(busy).kind, "wait");
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
          const paces = Array.from({ length: alive }, (_, self) => new Pace(n, self));
          const made = paces.map(() => 0);
          let nowMs = 1000;
          for (const { who, from, ms, wants } of given) {
            nowMs += ms;
            const [self, other] = [who % alive, from % alive];
            const pace = paces[self] as Pace;
            if (self !== other) pace.received(other, made[other] as number, nowMs);
            if (pace.decide(wants ? asking : busy, nowMs).kind !== "create") continue;
            made[self] = (made[self] as number) + 1;
            pace.received(self, made[self] as number, nowMs);
            pace.created(made[self] as number, nowMs);
          }
          for (const count of made) assert.ok(count <= n, `${count} events`);
        }),
        { numRuns: 60 },
      );
    });

  it("a quorum goes on for ever (3 of 4)", () => {
    const paces = [0, 1, 2].map((self) => new Pace(4, self));
    const made = [0, 0, 0];
    let nowMs = 1000;
    for (let turn = 0; turn < 3000; turn += 1) {
      nowMs += 1;
      paces.forEach((pace, self) => {
        made.forEach((tip, other) => {
          if (other !== self) pace.received(other, tip, nowMs);
        });
        if (pace.decide(asking, nowMs).kind !== "create") return;
        made[self] = (made[self] as number) + 1;
        pace.received(self, made[self] as number, nowMs);
        pace.created(made[self] as number, nowMs);
      });
    }
    for (const count of made) assert.ok(count > 100, `${count} events`);
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
