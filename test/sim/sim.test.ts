import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import {
  decode,
  decodeHeader,
  encode,
  encodeHeader,
  type Following,
  type WireBlock,
  wire,
} from "@quorate/protocol";
import { allEnded, calmCluster, isQuiet, pass, until } from "../edge-agent/calm.ts";
import { behaviourNames } from "./byzantine.ts";
import { Checkers } from "./checkers.ts";
import type { Cluster } from "./cluster.ts";
import type { StoredRecord } from "./disk.ts";
import type { PlantWrite } from "./plant.ts";
import { type RunResult, simulate } from "./run.ts";
import { switches } from "./switches.ts";
import { enoughSeeds, requiredMarks, Totals } from "./totals.ts";

/** Few enough for every run of the tests; `npm run sim -- --seeds 300` has more. */
const seeds = [3, 4, 7, 8, 9, 13, 24];

/** What one seed has to give again, to the last bit. */
const fingerprint = ({ counts, behaviours, peaks, ...result }: RunResult): unknown => ({
  ...{ ...result, counts: [...counts].sort() },
  ...{ behaviours: [...behaviours].sort(), peaks: [...peaks].sort() },
});

describe("sim: seeds", () => {
  const results = new Map<number, RunResult>();

  for (const seed of seeds)
    it(`no rule is broken (seed ${seed})`, async () => {
      const result = await simulate(seed);
      results.set(seed, result);
      assert.deepEqual(result.problems, []);
      assert.ok(result.blocks > 0);
    });

  it("one seed gives one run: events, blocks, root and outcomes (seed 24)", async () => {
    const first = results.get(24) ?? (await simulate(24));
    assert.deepEqual(fingerprint(await simulate(24)), fingerprint(first));
  });

  it("another seed gives another run", () => {
    assert.equal(new Set([...results.values()].map(({ root }) => root)).size, seeds.length);
  });

  it("faults struck, and of every kind", () => {
    for (const name of ["killAgent", "killGuard", "cutOneWay", "partition", "mend"] as const)
      assert.ok([...results.values()].some(({ faults }) => faults[name] > 0), name);
  });

  it("Byzantine agents lied, and garbage was looked at", () => {
    const lied = new Set([...results.values()].flatMap(({ behaviours }) => [...behaviours.keys()]));
    assert.ok(lied.size > 10, [...lied].join(" "));
    const checked = [...results.values()].map(({ counts }) => counts.get("garbage/checked") ?? 0);
    assert.ok(Math.max(...checked) > 0);
  });
});

describe("sim: switches", () => {
  for (const [name, { mutations }] of Object.entries(switches))
    it(`${name} finds the lines that it takes away, once each`, () => {
      for (const { file, from } of mutations) {
        const source = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
        assert.equal(source.split(from).length, 2, `${file}: ${from}`);
      }
    });
});

describe("sim: totals", () => {
  it("of many seeds, everything required has to have happened", () => {
    const totals = new Totals();
    const marks = Object.fromEntries(requiredMarks.map((mark) => [mark, 1]));
    const behaviours = Object.fromEntries(behaviourNames.map((name) => [name, 1]));
    const outcomes = { confirmed: 1, failed: 1, refused: 1, expired: 1 };
    for (let seed = 1; seed <= enoughSeeds; seed += 1)
      totals.add(seed, { marks, behaviours, outcomes, faults: { killAgent: 1 } }, []);
    assert.deepEqual(totals.missing(), []);
    const lacking = new Totals();
    for (let seed = 1; seed <= enoughSeeds; seed += 1)
      lacking.add(seed, { marks: {}, behaviours, outcomes, faults: { killAgent: 0 } }, []);
    assert.deepEqual(lacking.missing(), ["killAgent", ...requiredMarks]);
  });
});

/** Everything that the checkers look at, in a form that a test can change. */
interface Doctored {
  readonly counts: Map<string, number>;
  readonly writes: PlantWrite[];
  readonly blocks: WireBlock[][];
  readonly journals: StoredRecord[][];
  readonly followings: Following[];
  readonly agents: {
    observer: string;
    equivocators: Set<number>;
    clock: { block: number; previous: string };
  }[];
}

const copyOf = (cluster: Cluster): Doctored => ({
  counts: new Map(),
  writes: [...(cluster.plants.get("x")?.writes ?? [])],
  blocks: cluster.agents.map(({ blocks }) =>
    blocks.stored().map(({ payload }) => decode(wire.Block, payload, "BLOCK")),
  ),
  journals: cluster.agents.map(({ journal }) => journal.history()),
  followings: cluster.followings.map((following) => ({ ...following })),
  agents: cluster.agents.map(({ agent }) => {
    const { block, previous } = agent?.machine.state.clock ?? { block: 0, previous: "" };
    return { observer: "", equivocators: new Set<number>(), clock: { block, previous } };
  }),
});

/** What the checkers say of a cluster that was changed by hand. */
const problemsOf = (cluster: Cluster, doctored: Doctored): string[] => {
  const plant = { ...cluster.plants.get("x"), writes: doctored.writes };
  const view = {
    ...{ site: cluster.site, commands: cluster.commands, followings: doctored.followings },
    ...{ honest: cluster.honest, signatures: cluster.signatures, probes: new Set<string>() },
    ...{ garbage: { problems: [] }, problems: new Set<string>(), counts: doctored.counts },
    ...{ slowestAgentMs: 0, slowestGuardMs: 0 },
    plants: new Map([["x", plant]]),
    agents: cluster.agents.map(({ name }, index) => {
      const { clock, ...rest } = doctored.agents[index] as Doctored["agents"][number];
      const blocks = (doctored.blocks[index] ?? []).map((block, position) => ({
        ...{ position, payload: encode(wire.Block, block) },
      }));
      return {
        ...{ name, agent: { ...rest, machine: { state: { clock } } } },
        blocks: { stored: () => blocks },
        ...{ journal: { history: () => doctored.journals[index] }, byzantine: null },
      };
    }),
  };
  return new Checkers(view as unknown as Cluster).check();
};

/** Changes one agent's block at a place. */
const changeBlock = (
  { blocks }: Doctored,
  agent: number,
  place: number,
  change: (block: WireBlock) => WireBlock,
): void => {
  const log = blocks[agent] as WireBlock[];
  log[place] = change(log[place] as WireBlock);
};

const otherStateRoot = (block: WireBlock): WireBlock => {
  const header = encodeHeader({ ...decodeHeader(block.header), stateRoot: "ab".repeat(32) });
  return { ...block, header };
};

type Change = (doctored: Doctored) => void;

/** By rule: what breaks it, and what the checker then says. */
const faults: readonly (readonly [rule: string, what: string, says: RegExp, change: Change])[] = [
  [
    ...["S1", "a write that no verdict permits", /no logged verdict permits/] as const,
    ({ writes }) => writes.push({ ...(writes[0] as PlantWrite), value: 999 }),
  ],
  [
    ...["S1", "a write before a quorum had signed", /when \d of 4 had signed/] as const,
    ({ writes }) => {
      const [first] = writes as [PlantWrite];
      writes[0] = { ...first, journals: first.journals.map((length, i) => (i < 2 ? 0 : length)) };
    },
  ],
  [
    ...["S1", "a logged block without a quorum of ballots", /no quorum of ballots/] as const,
    (doctored) => {
      for (const agent of [0, 1, 2, 3])
        changeBlock(doctored, agent, 0, (one) => ({ ...one, ballots: one.ballots.slice(0, 2) }));
    },
  ],
  [
    ...["S1", "a logged verdict that was changed", /CERTIFICATE_PATH|no logged verdict/] as const,
    (doctored) => {
      for (const agent of [0, 1, 2, 3])
        changeBlock(doctored, agent, 0, (one) => {
          const entry = decode(wire.Entry, one.entries[0] as Uint8Array, "ENTRY");
          const changed = encode(wire.Entry, { ...entry, timeUs: entry.timeUs + 1 });
          return { ...one, entries: [changed, ...one.entries.slice(1)] };
        });
    },
  ],
  [
    ...["S2", "a changed block at one agent", /different blocks 1/] as const,
    (doctored) => changeBlock(doctored, 2, 0, otherStateRoot),
  ],
  [
    ...["S2", "a missing block at one agent", /block 2 at 1/] as const,
    ({ blocks }) => blocks[1]?.shift(),
  ],
  [
    ...["S3", "two writes in the other order", /got 1 after 2/] as const,
    ({ writes }) => writes.reverse(),
  ],
  [
    ...["S4", "a doubled write", /command 1 twice/] as const,
    ({ writes }) => writes.splice(1, 0, writes[0] as PlantWrite),
  ],
  [
    ...["S3", "a write repeated after another", /got 1 after 2/] as const,
    ({ writes }) => writes.push(writes[0] as PlantWrite),
  ],
  [
    ...["S5", "a write after its time", /got 2 late/] as const,
    ({ writes }) => {
      const last = writes.length - 1;
      const write = writes[last] as PlantWrite;
      writes[last] = { ...write, atMs: write.atMs + 60_000 };
    },
  ],
  [
    ...["S6", "two ballots of one agent for one block", /signed two ballots for block 1/] as const,
    ({ journals }) => {
      const journal = journals[3] as StoredRecord[];
      journal.push(journal.find(({ payload }) => payload[0] === 2) as StoredRecord);
    },
  ],
  [
    ...["S6", "a fork that somebody saw", /agent1 saw a fork of 3/] as const,
    ({ agents }) => agents[1]?.equivocators.add(3),
  ],
  [
    ...["S7", "an agent that stopped signing", /agent2 only watches: STATE_DIVERGED/] as const,
    ({ agents }) => Object.assign(agents[2] as object, { observer: "STATE_DIVERGED" }),
  ],
  [
    ...["S7", "an agent that strayed and was healed", /1 times an honest agent/] as const,
    ({ counts }) => counts.set("STATE_DIVERGED", 1),
  ],
  [
    ...["S7", "an agent on another last block", /ends on another block/] as const,
    ({ agents }) => Object.assign(agents[3]?.clock as object, { previous: "cd".repeat(32) }),
  ],
  [
    ...["S8", "a command that never ended", /stands at certified/] as const,
    ({ followings }) => Object.assign(followings[0] as object, { stage: "certified" }),
  ],
  [
    ...["S8", "a confirmed command that was not written", /confirmed, not written/] as const,
    ({ writes }) => writes.shift(),
  ],
  [
    ...["S8", "a written command that ended expired", /was written and ended expired/] as const,
    ({ followings }) => Object.assign(followings[0] as object, { outcome: "expired" }),
  ],
  [
    ...["S3", "a command overtaken by none", /no later command writes its point/] as const,
    ({ followings }) => {
      const last = followings.at(-1) as object;
      Object.assign(last, { outcome: "failed", code: "SUPERSEDED" });
    },
  ],
  [
    ...["S8", "an agent that stayed behind", /agent0 stands at block/] as const,
    ({ agents }) => Object.assign(agents[0]?.clock as object, { block: 1 }),
  ],
];

describe("sim: the checkers can fail", () => {
  let cluster: Cluster;

  before(async () => {
    cluster = calmCluster();
    await pass(cluster, 500);
    for (const value of [1, 2]) {
      cluster.command("x", value, 5000);
      await until(cluster, "its end", () => allEnded(cluster) && isQuiet(cluster));
    }
  });

  it("nothing is broken as it stands", () => {
    assert.deepEqual(problemsOf(cluster, copyOf(cluster)), []);
    assert.equal(copyOf(cluster).writes.length, 2);
  });

  for (const [rule, what, says, change] of faults)
    it(`${rule}: ${what}`, () => {
      const doctored = copyOf(cluster);
      change(doctored);
      const problems = problemsOf(cluster, doctored);
      const named = problems.filter((problem) => problem.startsWith(`${rule}: `));
      assert.ok(named.some((problem) => says.test(problem)), `it says: ${problems.join("; ")}`);
    });
});
