import type {
  AgentStatus,
  DeviceStatus,
  GuardStatus,
  PeerStatus,
  RefusedProposals,
} from "./agent-status.ts";
import { type Fields, isFields, numberOf, textOf as cutText, timeOf } from "./told.ts";

// An agent may answer anything (S10): what is read here has its types, and an end (S9).

/** Characters of one text, and entries of one list: more than any honest agent says. */
const most = { chars: 4000, entries: 10_000 } as const;
const textOf = (value: unknown): string => cutText(value, most.chars);

const numberOrNull = (value: unknown): number | null =>
  typeof value === "number" ? numberOf(value) : null;

const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

/** What is no entry stays one with nothing in it: places in the list mean something. */
const listOf = <Entry>(value: unknown, read: (fields: Fields) => Entry): Entry[] =>
  Array.isArray(value)
    ? value.slice(0, most.entries).map((entry: unknown) => read(fieldsOf(entry)))
    : [];

const peerOf = (fields: Fields): PeerStatus => ({
  ...{ name: textOf(fields["name"]), up: fields["up"] === true },
  ...{ round: numberOf(fields["round"]), block: numberOf(fields["block"]) },
  ...{ lagMs: numberOrNull(fields["lagMs"]), skewMs: numberOf(fields["skewMs"]) },
  ...{ outlier: fields["outlier"] === true, lastEvent: numberOf(fields["lastEvent"]) },
  lastEventMs: typeof fields["lastEventMs"] === "number" ? timeOf(fields["lastEventMs"]) : null,
  ...{ lastCode: textOf(fields["lastCode"]), equivocated: fields["equivocated"] === true },
  ...{ equivocation: numberOf(fields["equivocation"]), diverged: fields["diverged"] === true },
});

const guardOf = (fields: Fields): GuardStatus => ({
  ...{ name: textOf(fields["name"]), up: fields["up"] === true, twice: fields["twice"] === true },
});

const deviceOf = (fields: Fields): DeviceStatus => ({
  ...{ name: textOf(fields["name"]), up: fields["up"] === true, guard: textOf(fields["guard"]) },
  ...{ sequence: numberOf(fields["sequence"]), open: numberOf(fields["open"]) },
});

const refusedOf = (fields: Fields): RefusedProposals => ({
  ...{ count: numberOf(fields["count"]), lastCode: textOf(fields["lastCode"]) },
  ...{ lastDevice: textOf(fields["lastDevice"]), lastAtMs: timeOf(fields["lastAtMs"]) },
});

const statusOf = (fields: Fields): AgentStatus => {
  const { release, refusedProposals } = fields;
  return {
    ...{ agent: textOf(fields["agent"]), observer: textOf(fields["observer"]) },
    ...(typeof release === "string" ? { release: textOf(release) } : {}),
    ...{ ordering: fields["ordering"] === true, whyCode: textOf(fields["whyCode"]) },
    ...{ why: textOf(fields["why"]), waitsCode: textOf(fields["waitsCode"]) },
    ...{ waits: textOf(fields["waits"]), block: numberOf(fields["block"]) },
    ...{ round: numberOf(fields["round"]), timeMs: timeOf(fields["timeMs"]) },
    ...{ clockMs: timeOf(fields["clockMs"]), pending: numberOf(fields["pending"]) },
    ...{ ownOrdered: numberOf(fields["ownOrdered"]), voted: numberOf(fields["voted"]) },
    agents: listOf(fields["agents"], peerOf),
    guards: listOf(fields["guards"], guardOf),
    devices: listOf(fields["devices"], deviceOf),
    ...(isFields(refusedProposals) ? { refusedProposals: refusedOf(refusedProposals) } : {}),
  };
};

/** Null for what is no status: without a clock or without a word on the agents. */
export const parseStatus = (json: string): AgentStatus | null => {
  let fields: Fields;
  try {
    fields = fieldsOf(JSON.parse(json));
  } catch {
    return null;
  }
  const isStatus = Number.isFinite(fields["clockMs"]) && Array.isArray(fields["agents"]);
  return isStatus ? statusOf(fields) : null;
};
