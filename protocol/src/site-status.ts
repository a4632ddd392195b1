import {
  type AgentStatus,
  lastSeen,
  type PeerStatus,
  type RefusedProposals,
} from "./agent-status.ts";
import { answerMs, askEvidence, type SiteAsker } from "./ask.ts";
import type { Equivocation } from "./equivocation.ts";
import { parseStatus } from "./read-status.ts";
import { faultsOf, isQuorum, neededOf } from "./site.ts";

export interface MergedAgent {
  readonly name: string;
  /** Answers this client. */
  readonly up: boolean;
  readonly round: number;
  readonly block: number;
  /** Since the other agents last heard from it, as the best informed of them says; null: never. */
  readonly lagMs: number | null;
  readonly skewMs: number | null;
  /** How many of the others hear it. */
  readonly heardBy: number;
  readonly lastEvent: number;
  readonly pending: number;
  /** Newest block with its ballot, as it says itself; 0 while it does not answer. */
  readonly voted: number;
  /** Commands from its broker that it refused, as it says itself; absent without any. */
  readonly refusedProposals?: RefusedProposals;
  /** Why it only watches; empty while it votes. */
  readonly observer: string;
  /** Creation time of that event by the agent's own clock. */
  readonly lastEventMs: number | null;
  /** The last fault of what it sent, or why its link went down, as most of the others say. */
  readonly lastCode: string;
  /** f+1 agents find its clock out of line. */
  readonly outlier: boolean;
  readonly equivocated: boolean;
  /** Sequence of the two events that prove it; 0 without proof. */
  readonly equivocation: number;
  readonly diverged: boolean;
  /** Why it orders nothing itself; empty when it does. */
  readonly why: string;
  /** Why it does not answer; empty when it does. */
  readonly reason: string;
}

/** The shape of `quorate status --json`: scripts rely on it. */
export interface SiteStatus {
  readonly ordering: boolean;
  readonly why: string;
  /** What keeps ordered commands from their end; empty when nothing does. */
  readonly waits: string;
  readonly block: number;
  readonly agents: readonly MergedAgent[];
  readonly guards: readonly {
    readonly name: string;
    readonly up: boolean;
    readonly links: number;
    /** Some agent sees a second session: two processes may hold its key. */
    readonly twice: boolean;
  }[];
  readonly devices: readonly {
    readonly name: string;
    readonly up: boolean;
    readonly guard: string;
    readonly sequence: number;
    readonly open: number;
  }[];
}

/** Proven equivocations by roster index. */
export type Proofs = ReadonlyMap<number, Equivocation>;
type Answers = readonly (AgentStatus | null)[];

const isAnswer = (answer: AgentStatus | null): answer is AgentStatus => answer !== null;

/** The largest number that at least f+1 of these claims reach: one of them is honest. */
const supported = (claims: readonly number[], enough: number): number =>
  [...claims].sort((left, right) => right - left)[enough - 1] ?? 0;

/** What is said most often; empty words do not count. */
const mostSaid = (words: readonly string[]): string => {
  const counts = new Map<string, number>();
  for (const word of words) if (word !== "") counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort((left, right) => right[1] - left[1])[0]?.[0] ?? "";
};

const median = (numbers: readonly number[]): number | null => {
  const sorted = [...numbers].sort((left, right) => left - right);
  return sorted[sorted.length >> 1] ?? null;
};

/** What it did last, as the best informed of the others say. */
const lastOf = (
  views: readonly PeerStatus[],
): Pick<MergedAgent, "lastEvent" | "lastEventMs" | "lastCode"> => {
  const [best] = [...views].sort((left, right) => right.lastEvent - left.lastEvent);
  return {
    lastEvent: best?.lastEvent ?? 0,
    lastEventMs: best?.lastEventMs ?? null,
    lastCode: mostSaid(views.map(({ lastCode }) => lastCode)),
  };
};

const mergeAgent = (
  links: SiteAsker,
  answers: Answers,
  index: number,
  proofs: Proofs,
): MergedAgent => {
  const { name } = links.site.agents[index] as { name: string };
  const own = answers[index] ?? null;
  const enough = faultsOf(answers.length) + 1;
  const views = answers.flatMap((answer, viewer): PeerStatus[] => {
    const view = answer?.agents[index];
    return viewer === index || view === undefined ? [] : [view];
  });
  const lags = views.flatMap(({ lagMs }) => (lagMs === null ? [] : [lagMs]));
  const seen = views.filter(({ up }) => up);
  return {
    ...{ name, up: own !== null },
    round: own?.round ?? Math.max(0, ...views.map(({ round }) => round)),
    block: own?.block ?? Math.max(0, ...views.map(({ block }) => block)),
    lagMs: lags.length === 0 ? null : Math.min(...lags),
    skewMs: median(seen.map(({ skewMs }) => skewMs)),
    heardBy: seen.length,
    ...lastOf(views),
    outlier: views.filter(({ outlier }) => outlier).length >= enough,
    ...{ pending: own?.pending ?? 0, voted: own?.voted ?? 0 },
    ...(own?.refusedProposals === undefined ? {} : { refusedProposals: own.refusedProposals }),
    observer: own?.observer ?? "",
    why: own === null || own.ordering ? "" : own.why,
    equivocation: proofs.get(index)?.sequence ?? 0,
    equivocated:
      proofs.has(index) || views.filter(({ equivocated }) => equivocated).length >= enough,
    diverged: views.filter(({ diverged }) => diverged).length >= enough,
    reason: own === null ? links.reasonOf(index) || "no answer" : "",
  };
};

const missing = (agents: readonly MergedAgent[]): string =>
  agents
    .filter(({ up }) => !up)
    .map((agent) => `${agent.name} (${agent.reason}, ${lastSeen(agent)})`)
    .join("; ");

/** Agents that answer here and do not hear a quorum of each other. */
const cutOff = (answering: readonly AgentStatus[], n: number): string => {
  const heard = answering.map(({ agent, agents }) => {
    const others = agents.filter(({ name, up }) => up && name !== agent).map(({ name }) => name);
    return `${agent} hears ${others.length === 0 ? "nobody" : others.join(", ")}`;
  });
  return (
    `${answering.length} of ${n} agents answer here, but too few hear each other, and ` +
    `${neededOf(n)} are needed: ${heard.join("; ")}`
  );
};

/** Empty when f+1 agents say that ordering works: one of them is honest. */
export const whyNotSite = (answers: Answers, agents: readonly MergedAgent[]): string => {
  const n = agents.length;
  const up = agents.filter((agent) => agent.up).length;
  if (!isQuorum(up, n))
    return `${up} of ${n} agents answer and ${neededOf(n)} are needed; missing: ${missing(agents)}`;
  const answering = answers.filter(isAnswer);
  if (answering.filter(({ ordering }) => ordering).length > faultsOf(n)) return "";
  const stuck = answering.filter(({ ordering }) => !ordering);
  const code = mostSaid(stuck.map(({ whyCode }) => whyCode));
  if (code === "NO_QUORUM") return cutOff(answering, n);
  if (code === "AGENT_OBSERVES") {
    const watching = stuck.filter(({ observer }) => observer !== "");
    const each = watching.map(({ agent, observer }) => `${agent} (${observer})`).join(", ");
    return `too many agents only watch: ${each}`;
  }
  return stuck.find(({ whyCode }) => whyCode === code)?.why ?? "the agents do not say why";
};

/** What f+1 agents say keeps commands from their end, in the words of one of them. */
export const waitsOfSite = (answers: Answers): string => {
  const answering = answers.filter(isAnswer);
  const code = mostSaid(answering.map(({ waitsCode }) => waitsCode));
  const alike = answering.filter(({ waitsCode }) => waitsCode === code && code !== "");
  return alike.length > faultsOf(answers.length) ? (alike[0]?.waits ?? "") : "";
};

const mergeGuards = (links: SiteAsker, answering: readonly AgentStatus[]): SiteStatus["guards"] => {
  const enough = faultsOf(links.site.agents.length) + 1;
  return links.site.guards.map(({ name }) => {
    const sees = ({ guards }: AgentStatus): boolean =>
      guards.some((guard) => guard.name === name && guard.up);
    const count = answering.filter(sees).length;
    const twice = answering.some(({ guards }) =>
      guards.some((guard) => guard.name === name && guard.twice),
    );
    return { name, up: count >= enough, links: count, twice };
  });
};

const mergeDevices = (
  links: SiteAsker,
  answering: readonly AgentStatus[],
  guards: SiteStatus["guards"],
): SiteStatus["devices"] => {
  const enough = faultsOf(links.site.agents.length) + 1;
  return links.site.devices.map(({ name, guard }) => {
    const views = answering.flatMap(({ devices }) => devices.filter((one) => one.name === name));
    const guarded = guards.some((one) => one.name === guard && one.up);
    return {
      ...{ name, guard },
      up: guarded && views.filter(({ up }) => up).length >= enough,
      sequence: supported(views.map(({ sequence }) => sequence), enough),
      open: median(views.map(({ open }) => open)) ?? 0,
    };
  });
};

/** Asks every agent of its own; null of those that gave no answer. */
export const askStatus = async (links: SiteAsker): Promise<Answers> =>
  (await links.askAll({ status: true }, answerMs)).map((answer) =>
    answer === null ? null : parseStatus(answer.json),
  );

const askProofs = async (links: SiteAsker): Promise<Proofs> =>
  new Map((await askEvidence(links)).map(({ proof }) => [proof.agent, proof]));

/** What the agents together say of the site, from their answers in roster order. */
export const mergeStatus = (links: SiteAsker, answers: Answers, proofs: Proofs): SiteStatus => {
  const answering = answers.filter(isAnswer);
  const agents = answers.map((_, index) => mergeAgent(links, answers, index, proofs));
  const why = whyNotSite(answers, agents);
  const guards = mergeGuards(links, answering);
  const blocks = answering.map(({ block }) => block);
  return {
    ...{ ordering: why === "", why, waits: waitsOfSite(answers) },
    block: supported(blocks, Math.min(faultsOf(answers.length) + 1, Math.max(1, blocks.length))),
    ...{ agents, guards, devices: mergeDevices(links, answering, guards) },
  };
};

/** Asks the agents and merges what they say of the site. */
export const askSite = async (links: SiteAsker): Promise<SiteStatus> => {
  const answers = await askStatus(links);
  return mergeStatus(links, answers, await askProofs(links));
};
