import { CodedError } from "@quorate/protocol";
import { limits } from "./limits.ts";
import type { PageMessage } from "./shared/messages.ts";

type Fields = Readonly<Record<string, unknown>>;

const broken = (what: string): CodedError =>
  new CodedError("CONSOLE_REQUEST", `a page sent ${what}`, {
    remedy: "load the page anew: it may be of another version",
  });

const whole = (fields: Fields, name: string, least: number, most: number): number => {
  const value = fields[name];
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= least && value <= most)
    return value;
  throw broken(`no whole number from ${least} to ${most} as ${name}`);
};

const text = (fields: Fields, name: string, most: number): string => {
  const value = fields[name];
  if (typeof value === "string" && value.length <= most) return value;
  throw broken(`no text of at most ${most} characters as ${name}`);
};

const base64 = (fields: Fields, name: string): string => {
  const value = text(fields, name, limits.pageMessageBytes);
  if (/^[A-Za-z0-9+/]*={0,2}$/.test(value)) return value;
  throw broken(`no base64 as ${name}`);
};

const numbers = (fields: Fields, name: string, most: number): number[] => {
  const value = fields[name];
  if (!Array.isArray(value) || value.length < 1 || value.length > most)
    throw broken(`no list of 1 to ${most} numbers as ${name}`);
  return value.map((_, place) => whole(value as unknown as Fields, String(place), 0, 1e9));
};

const span = (fields: Fields): { readonly fromMs: number; readonly toMs: number } => {
  const fromMs = whole(fields, "fromMs", 0, Number.MAX_SAFE_INTEGER);
  const toMs = whole(fields, "toMs", fromMs, fromMs + limits.historySpanMs);
  return { fromMs, toMs };
};

const kinds: Readonly<
  Record<PageMessage["kind"], (fields: Fields, request: number) => PageMessage>
> = {
  submit: (fields, request) => {
    const { what } = fields;
    if (what !== "command" && what !== "approval" && what !== "alarm")
      throw broken("a submit of no known kind");
    const [body, signature] = [base64(fields, "body"), base64(fields, "signature")];
    return { kind: "submit", request, what, body, signature };
  },
  askHistory: (fields, request) => ({
    ...{ kind: "askHistory", request, ...span(fields) },
    points: numbers(fields, "points", limits.historyPoints),
    buckets: whole(fields, "buckets", 1, limits.historyBuckets),
  }),
  askPointTable: (fields, request) => ({
    ...{ kind: "askPointTable", request, point: whole(fields, "point", 0, 1e9) },
  }),
  askInterlocks: (fields, request) => ({
    ...{ kind: "askInterlocks", request, point: whole(fields, "point", 0, 1e9) },
  }),
  askLogLines: (fields, request) => ({
    ...{ kind: "askLogLines", request },
    before: whole(fields, "before", 0, Number.MAX_SAFE_INTEGER),
    limit: whole(fields, "limit", 1, limits.linesAnswered),
    text: text(fields, "text", 200),
  }),
  askBlocks: (fields, request) => ({
    ...{ kind: "askBlocks", request },
    from: whole(fields, "from", 1, Number.MAX_SAFE_INTEGER),
    limit: whole(fields, "limit", 1, limits.blocksAnswered),
  }),
  askAlarmEvents: (fields, request) => ({
    ...{ kind: "askAlarmEvents", request, ...span(fields) },
    limit: whole(fields, "limit", 1, limits.alarmEventsAnswered),
  }),
  askGraph: (fields, request) => ({
    ...{ kind: "askGraph", request, agent: whole(fields, "agent", 0, 31) },
  }),
};

const isKind = (kind: unknown): kind is PageMessage["kind"] =>
  typeof kind === "string" && Object.hasOwn(kinds, kind);

/** The number that an answer to this has to repeat; 0 when there is none. */
export const requestOf = (value: unknown): number => {
  const request = (value as { readonly request?: unknown } | null)?.request;
  return typeof request === "number" && Number.isSafeInteger(request) && request > 0 ? request : 0;
};

/** Throws CONSOLE_REQUEST for all that is no message of a page. */
export const readRequest = (value: unknown): PageMessage => {
  const request = requestOf(value);
  const fields = value as Fields;
  if (request === 0 || !isKind(fields["kind"])) throw broken("a message of no known kind");
  return kinds[fields["kind"]](fields, request);
};
