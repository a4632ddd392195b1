import assert from "node:assert/strict";
import fc from "fast-check";
import { clockOutliers, medianOf } from "../../edge-agent/src/clocks.ts";
import type { PeerStatus } from "@quorate/protocol";
import {
  type OpenCommandStatus,
  type Situation,
  waitsFor,
  whyNot,
} from "../../edge-agent/src/why.ts";

const beginMs = 1_767_225_600_000;

const peer = (index: number, changes: Partial<PeerStatus> = {}): PeerStatus => ({
  ...{ name: `agent${index}`, up: true, round: 9, block: 4, lagMs: index === 0 ? 0 : 200 },
  ...{ skewMs: 0, outlier: false, lastEvent: 40 + index, lastEventMs: beginMs, lastCode: "" },
  ...{ equivocated: false, equivocation: 0, diverged: false },
  ...changes,
});

const command = (changes: Partial<OpenCommandStatus> = {}): OpenCommandStatus => ({
  ...{ device: "tank", guard: "g", guardUp: true, deviceUp: true, place: 17, ballots: 4 },
  ...{ ageMs: 8000 },
  ...changes,
});

const lost = (index: number, lastCode = ""): PeerStatus =>
  peer(index, { up: false, lagMs: 4200, lastCode });

const well: Situation = {
  ...{ self: 0, agents: [0, 1, 2, 3].map((index) => peer(index)), observer: "", untold: [] },
  ...{ recovering: false, clients: 2, clockDriftMs: 1000, stalledMs: null, heldEvents: 0 },
  aheadMs: -50,
  commands: [],
};

/** Every sentence, word for word: what somebody reads at three in the morning. */
const faults: readonly (readonly [string, Partial<Situation>, string, string])[] = [
  ["all is well", {}, "", ""],
  ["work is on its way", { stalledMs: 400 }, "", ""],
  [
    "two of four are missing",
    { agents: [peer(0), peer(1), lost(2), lost(3, "LINK_SILENT")] },
    "NO_QUORUM",
    "2 of 4 agents answer and 3 are needed; missing: agent2 (silent for 4.2 s, last event 42 at " +
      "2026-01-01T00:00:00.000Z); agent3 (silent for 4.2 s, last event 43 at " +
      "2026-01-01T00:00:00.000Z, last code LINK_SILENT)",
  ],
  [
    "cut off from everybody, but clients see it",
    {
      agents: [
        peer(0),
        lost(1),
        peer(2, { up: false, lagMs: null, lastEvent: 0, lastEventMs: null }),
        peer(3, { up: false, lagMs: 70_000, lastEventMs: null }),
      ],
    },
    "NO_QUORUM",
    "agent0 is cut off: clients reach it, but it hears none of the other 3 agents and 3 of 4 are " +
      "needed; missing: agent1 (silent for 4.2 s, last event 41 at 2026-01-01T00:00:00.000Z); " +
      "agent2 (not heard yet, no event of it is known); agent3 (silent for 70.0 s, last event 43)",
  ],
  [
    "this agent has stopped signing",
    { observer: "STATE_DIVERGED", agents: [peer(0), lost(1), lost(2), lost(3)] },
    "AGENT_OBSERVES",
    "agent0 only watches: STATE_DIVERGED",
  ],
  [
    "this agent lost its journal, and one of the others is silent",
    { observer: "JOURNAL_LOST", untold: ["agent2", "agent3"] },
    "AGENT_OBSERVES",
    "agent0 lost its journal and signs nothing before all the others have told what they have of " +
      "it; missing: agent2, agent3",
  ],
  [
    "and nothing of it is ordered yet",
    { observer: "JOURNAL_LOST" },
    "AGENT_OBSERVES",
    "agent0 lost its journal and signs again when a new event of it is ordered",
  ],
  [
    "this agent has just started",
    { recovering: true, stalledMs: 9000 },
    "RECOVERING",
    "agent0 has just started and waits for the others' tips",
  ],
  [
    "this agent's clock is ahead",
    { agents: [peer(0), ...[1, 2, 3].map((index) => peer(index, { skewMs: -7300 }))] },
    "CLOCK_UNUSABLE",
    "the clock of agent0 is 7.3 s ahead of the others', which allow 1.0 s: set its clock",
  ],
  [
    "this agent's clock is behind",
    { agents: [peer(0), ...[1, 2, 3].map((index) => peer(index, { skewMs: 2500 }))] },
    "CLOCK_UNUSABLE",
    "the clock of agent0 is 2.5 s behind the others', which allow 1.0 s: set its clock",
  ],
  [
    "all clocks were ahead once",
    { aheadMs: 3_540_000 },
    "TIME_AHEAD",
    "the order's time is 3540.0 s ahead of the clocks, which were set back: until they reach it " +
      "nothing is ordered, and every command counts as too old",
  ],
  ["the order's time is ahead by what clocks may differ", { aheadMs: 1000 }, "", ""],
  [
    "one other clock is wrong",
    { agents: [peer(0), peer(1), peer(2), peer(3, { skewMs: 9e6 })] },
    ...(["", ""] as const),
  ],
  [
    "all answer and nothing moves",
    {
      ...{ stalledMs: 12_340, heldEvents: 3 },
      agents: [
        ...[peer(0), peer(1)],
        ...[peer(2, { outlier: true }), peer(3, { lastEventMs: beginMs - 9000 })],
      ],
    },
    "STALLED",
    "all that are needed answer, but nothing was ordered for 12.3 s; 3 events held for a time or " +
      "round to come; clocks out of line: agent2; longest without an event: agent3 (silent for " +
      "0.2 s, last event 43 at 2025-12-31T23:59:51.000Z)",
  ],
];

const waits: readonly (readonly [string, readonly OpenCommandStatus[], string, string])[] = [
  ["nothing is open", [], "", ""],
  ["a command is being written", [command({ ageMs: 40 })], "", ""],
  [
    "too few ballots",
    [command({ ballots: 2 }), command({ ballots: 2, place: 18, device: "mixer", ageMs: 4000 })],
    "BALLOTS_MISSING",
    "2 commands of tank, mixer, for 8.0 s, lacks ballots: 2 of 3 needed",
  ],
  [
    "the guard is down",
    [command({ guardUp: false, ageMs: 900 })],
    "GUARD_DOWN",
    "guard g is not connected: it has to answer 1 command of tank, for 0.9 s",
  ],
  [
    "the guard cannot reach its device",
    [command({ deviceUp: false }), command({ deviceUp: false, place: 18, ageMs: 5000 })],
    "ATTEMPT_UNRESOLVED",
    "guard g cannot reach tank: the attempt at place 17 is not resolved and those behind it " +
      "wait; 2 commands of tank, for 8.0 s",
  ],
  [
    "the guard does not answer",
    [command()],
    "GUARD_SLOW",
    "guard g has not answered place 17 of tank; 1 command of tank, for 8.0 s",
  ],
  [
    "a second signature is missing",
    [command({ place: 0, ballots: 0, ageMs: 60_000 })],
    "APPROVAL_WAITING",
    "a second signature: 1 command of tank, for 60.0 s",
  ],
];

describe("status: every sentence", () => {
  for (const [name, changes, code, sentence] of faults)
    it(`why not: ${name}`, () => {
      assert.deepEqual(whyNot({ ...well, ...changes }), { code, sentence });
    });

  for (const [name, commands, code, sentence] of waits)
    it(`what commands wait for: ${name}`, () => {
      assert.deepEqual(waitsFor({ ...well, commands }), { code, sentence });
    });

  it("property: a lost quorum is always told, and names exactly the missing", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 3, maxLength: 9 }), (others) => {
        const agents = [
          peer(0),
          ...others.map((up, index) => (up ? peer(index + 1) : lost(index + 1))),
        ];
        const { code, sentence } = whyNot({ ...well, agents });
        const up = agents.filter((agent) => agent.up).length;
        assert.equal(code === "NO_QUORUM", 3 * up <= 2 * agents.length);
        for (const agent of agents.slice(1))
          assert.equal(sentence.includes(`${agent.name} (`), code !== "" && !agent.up);
        assert.ok(!sentence.includes("\n"), "one sentence");
      }),
    );
  });
});

describe("status: clocks", () => {
  it("out of line is more than half of the drift from the median of all", () => {
    assert.deepEqual([...clockOutliers([0, 100, -100, 501], 1000)], []);
    assert.deepEqual([...clockOutliers([0, 0, -100, 501], 1000)], [3]);
    assert.deepEqual([...clockOutliers([0, 7000, 7100, 7200], 1000)], [0], "the own one");
    assert.deepEqual([...clockOutliers([0, null, null, 9000], 1000)], [0]);
  });

  it("property: fewer than half cannot make another clock an outlier", () => {
    const skew = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(fc.array(skew, { minLength: 1, maxLength: 3 }), (liars) => {
        const honest = [0, 40, -40, 80];
        const found = clockOutliers([...honest, ...liars], 1000);
        assert.ok([0, 1, 2, 3].every((agent) => !found.has(agent)));
      }),
    );
  });

  it("the median of nothing is 0", () => assert.equal(medianOf([]), 0));
});
