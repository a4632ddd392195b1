import { faultsOf, isQuorum } from "@quorate/protocol";
import type { SiteLinks } from "../io/site-links.ts";
import type { AgentStatus, PeerStatus } from "../status.ts";

/** How long agents may take for an answer, ms. */
const answerMs = 2000;

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
  /** Why it only watches; empty while it votes. */
  readonly observer: string;
  readonly equivocated: boolean;
  readonly diverged: boolean;
  /** Why it does not answer; empty when it does. */
  readonly reason: string;
}

/** The shape of `quorate status --json`: scripts rely on it. */
export interface SiteStatus {
  readonly ordering: boolean;
  readonly why: string;
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

type Answers = readonly (AgentStatus | null)[];

const isAnswer = (answer: AgentStatus | null): answer is AgentStatus => answer !== null;

/** The largest number that at least f+1 of these claims reach: one of them is honest. */
const supported = (claims: readonly number[], enough: number): number =>
  [...claims].sort((left, right) => right - left)[enough - 1] ?? 0;

const median = (numbers: readonly number[]): number | null => {
  const sorted = [...numbers].sort((left, right) => left - right);
  return sorted[sorted.length >> 1] ?? null;
};

const mergeAgent = (links: SiteLinks, answers: Answers, index: number): MergedAgent => {
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
    lastEvent: Math.max(0, ...views.map(({ lastEvent }) => lastEvent)),
    pending: own?.pending ?? 0,
    observer: own?.observer ?? "",
    equivocated: views.filter(({ equivocated }) => equivocated).length >= enough,
    diverged: views.filter(({ diverged }) => diverged).length >= enough,
    reason: own === null ? links.reasonOf(index) || "no answer" : "",
  };
};

const missing = (agents: readonly MergedAgent[]): string =>
  agents
    .filter(({ up }) => !up)
    .map(({ name, lagMs, reason }) => {
      const since = lagMs === null ? "" : `, silent for ${(lagMs / 1000).toFixed(1)} s`;
      return `${name} (${reason}${since})`;
    })
    .join(", ");

/** Empty when f+1 agents say that ordering works. */
const whyNot = (answers: Answers, agents: readonly MergedAgent[]): string => {
  const n = agents.length;
  const up = agents.filter((agent) => agent.up).length;
  const needed = Math.floor((2 * n) / 3) + 1;
  if (!isQuorum(up, n))
    return `${up} of ${n} agents answer and ${needed} are needed; missing: ${missing(agents)}`;
  const answering = answers.filter(isAnswer);
  if (answering.filter(({ ordering }) => ordering).length > faultsOf(n)) return "";
  return answering.find(({ why }) => why !== "")?.why ?? "the agents do not say why";
};

const mergeGuards = (links: SiteLinks, answering: readonly AgentStatus[]): SiteStatus["guards"] => {
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
  links: SiteLinks,
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

const parse = (json: string): AgentStatus | null => {
  try {
    return JSON.parse(json) as AgentStatus;
  } catch {
    return null;
  }
};

/** Asks every agent of its own; null of those that gave no answer. */
export const askStatus = async (links: SiteLinks): Promise<Answers> =>
  (await links.askAll({ status: true }, answerMs)).map((answer) =>
    answer === null ? null : parse(answer.json),
  );

/** What the agents together say of the site. */
export const askSite = async (links: SiteLinks): Promise<SiteStatus> => {
  const answers = await askStatus(links);
  const answering = answers.filter(isAnswer);
  const agents = answers.map((_, index) => mergeAgent(links, answers, index));
  const why = whyNot(answers, agents);
  const guards = mergeGuards(links, answering);
  const blocks = answering.map(({ block }) => block);
  return {
    ...{ ordering: why === "", why },
    block: supported(blocks, Math.min(faultsOf(answers.length) + 1, Math.max(1, blocks.length))),
    ...{ agents, guards, devices: mergeDevices(links, answering, guards) },
  };
};
