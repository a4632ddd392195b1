import type { LogLine, PointValue, Site } from "@quorate/protocol";
import type { Mimic } from "./mimic.ts";
import type {
  AlarmEvent,
  AlarmFigures,
  AlarmView,
  CommandView,
  InterlockRow,
  LinkView,
  LogView,
  PointRow,
  PointState,
  QualityNumber,
  StatusView,
} from "./views.ts";

export type * from "./mimic.ts";
export type * from "./views.ts";

// What the local server and the page say to each other over one WebSocket (`/live`): JSON texts,
// one message each. The server sends one `snapshot` when a page connects, then changes only; a page
// that reads too slowly loses its queue and gets a fresh `snapshot` instead, at any time.
// All times are milliseconds since 1970, all keys and ids lower-case hex, all bytes base64.

/** Of this whole file. A page that finds another number in the snapshot loads itself anew. */
export const messageVersion = 3;

/** Where the WebSocket is. */
export const livePath = "/live";

// server -> page -----------------------------------------------------------------------------

/** Sent every second: a page that hears nothing for 2 s has lost its server. */
export interface TickMessage {
  readonly kind: "tick";
  /** The server's clock (the workstation's, like the page's). */
  readonly serverMs: number;
  /** The agents' time now: median of their clocks, corrected for the way. Ages count from it. */
  readonly siteMs: number;
  /** `serverMs - siteMs`; null while no agent answers. */
  readonly skewMs: number | null;
  /** Round trip of the last poll of the (f+1)-th fastest agent: the lag of the stream. */
  readonly lagMs: number | null;
}

/** Facts of this run of the server. */
export interface ConsoleView {
  readonly version: string;
  /** A demo plant: to be shown on every page; demo keys count nowhere else. */
  readonly demo: boolean;
  /** Key files of demo operators that the page may fetch, empty outside the demo. */
  readonly demoKeys: readonly { readonly operator: string; readonly path: string }[];
  /** How far back history may go. */
  readonly retentionMs: number;
  /** Oldest value kept; 0 without any. */
  readonly historyFromMs: number;
}

export interface SnapshotMessage {
  readonly kind: "snapshot";
  readonly version: number;
  readonly console: ConsoleView;
  /** The whole constitution, as the protocol's types describe it: points, units, limits, policy. */
  readonly site: Site;
  readonly mimics: readonly Mimic[];
  readonly link: LinkView;
  readonly tick: Omit<TickMessage, "kind">;
  readonly status: StatusView;
  readonly values: readonly PointState[];
  /** Every alarm of the site. */
  readonly alarms: readonly AlarmView[];
  readonly alarmFigures: AlarmFigures;
  /** Those that are open and the last ended ones (at most `commandsShown`), oldest first. */
  readonly commands: readonly CommandView[];
  readonly log: LogView;
}

/** What changed since the last message: parts that are absent did not change. */
export interface ChangesMessage {
  readonly kind: "changes";
  readonly link?: LinkView;
  readonly status?: StatusView;
  /** Points whose state changed; each replaces the earlier state of its index. */
  readonly values?: readonly PointState[];
  /** By id. */
  readonly alarms?: readonly AlarmView[];
  readonly alarmEvents?: readonly AlarmEvent[];
  readonly alarmFigures?: AlarmFigures;
  /** By id; a new id is a new command. The page keeps `commandsShown` and drops ended ones. */
  readonly commands?: readonly CommandView[];
  readonly log?: LogView;
  readonly historyFromMs?: number;
}

/** Commands that snapshot and page hold. */
export const commandsShown = 200;

/** A question could not be answered; a submit was not handed in. */
export interface FailedMessage {
  readonly kind: "failed";
  readonly request: number;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** A signed envelope was handed to the agents; a command's life follows in `changes`. */
export interface SubmittedMessage {
  readonly kind: "submitted";
  readonly request: number;
  /** Command id (also of an approval: the command's), or the id of the alarm action. */
  readonly id: string;
}

/** The end of an alarm action or an approval that this page handed in. */
export interface SettledMessage {
  readonly kind: "settled";
  readonly request: number;
  readonly id: string;
  /** `ordered`: it stands in the order; `refused`: with code; `unknown`: no agreed answer came. */
  readonly outcome: "ordered" | "refused" | "unknown";
  readonly code: string;
  readonly message: string;
}

/**
 * One point over a time, oldest first. All lists have one length. Up to `buckets` entries: an entry
 * is one sample, or the smallest and largest of a bucket. A gap is an entry with nulls.
 */
export interface Series {
  readonly point: number;
  /** Source time of the sample; of a bucket, of its first sample. */
  readonly times: readonly number[];
  /** Booleans are 0 and 1; texts have no series (all lists empty). */
  readonly min: readonly (number | null)[];
  readonly max: readonly (number | null)[];
  /** Worst in the bucket. */
  readonly quality: readonly QualityNumber[];
}

/** A write that reached a device, to be marked in a trend. */
export interface CommandMark {
  readonly id: string;
  readonly point: number;
  readonly ms: number;
  readonly value: PointValue;
  readonly operator: string;
}

export interface HistoryMessage {
  readonly kind: "history";
  readonly request: number;
  readonly series: readonly Series[];
  readonly marks: readonly CommandMark[];
}

export interface PointTableMessage {
  readonly kind: "pointTable";
  readonly request: number;
  readonly state: PointState;
  /** In roster order. */
  readonly rows: readonly PointRow[];
}

/** What each agent that answered says of the interlocks over one set point. */
export interface InterlocksMessage {
  readonly kind: "interlocks";
  readonly request: number;
  readonly rows: readonly InterlockRow[];
}

export interface LogLinesMessage {
  readonly kind: "logLines";
  readonly request: number;
  /** Newest first. `LogLine` is the shape of `quorate log --json`. */
  readonly lines: readonly LogLine[];
  /** Sequence to ask with as `before` for older ones; 0 when there are none. */
  readonly before: number;
}

/** Encoded blocks (`wire.Block` of the protocol) for the page to verify by itself. */
export interface BlocksMessage {
  readonly kind: "blocks";
  readonly request: number;
  /** Number of the first one. */
  readonly from: number;
  readonly blocks: readonly string[];
  readonly last: number;
}

export interface AlarmEventsMessage {
  readonly kind: "alarmEvents";
  readonly request: number;
  /** Newest first. */
  readonly events: readonly AlarmEvent[];
}

/** One event of the hashgraph. */
export interface GraphEvent {
  /** Roster index. */
  readonly creator: number;
  readonly sequence: number;
  readonly round: number;
  readonly witness: boolean;
  /** Of a witness: a judge of its round; null while undecided and for all others. */
  readonly judge: boolean | null;
  /** Place in the order has been decided. */
  readonly ordered: boolean;
  /** By its creator's clock. */
  readonly timeMs: number;
  /** Self-parent first. */
  readonly parents: readonly { readonly creator: number; readonly sequence: number }[];
  readonly transactions: number;
}

/** One agent's hashgraph: its view, not an agreed one. */
export interface GraphMessage {
  readonly kind: "graph";
  readonly request: number;
  readonly agent: number;
  readonly decidedRound: number;
  /** The newest ones, at most `graphEvents`, parents before children. */
  readonly events: readonly GraphEvent[];
}

export const graphEvents = 400;

export type AnswerMessage =
  | FailedMessage
  | SubmittedMessage
  | HistoryMessage
  | PointTableMessage
  | InterlocksMessage
  | LogLinesMessage
  | BlocksMessage
  | AlarmEventsMessage
  | GraphMessage;

export type ServerMessage =
  | SnapshotMessage
  | ChangesMessage
  | TickMessage
  | SettledMessage
  | AnswerMessage;

// page -> server -----------------------------------------------------------------------------

/**
 * Every message has a `request` number that the page chooses and that its answer repeats. At most
 * `openRequests` may be open at once; more fail with CONSOLE_BUSY.
 */
export interface SubmitRequest {
  readonly kind: "submit";
  readonly request: number;
  /** An envelope of the protocol: command, approval or alarm action, signed in the browser. */
  readonly what: "command" | "approval" | "alarm";
  readonly body: string;
  readonly signature: string;
}

export interface AskHistory {
  readonly kind: "askHistory";
  readonly request: number;
  /** At most 12 points. */
  readonly points: readonly number[];
  readonly fromMs: number;
  readonly toMs: number;
  /** Entries wanted a point, at most 4000. */
  readonly buckets: number;
}

export interface AskPointTable {
  readonly kind: "askPointTable";
  readonly request: number;
  readonly point: number;
}

export interface AskInterlocks {
  readonly kind: "askInterlocks";
  readonly request: number;
  readonly point: number;
}

export interface AskLogLines {
  readonly kind: "askLogLines";
  readonly request: number;
  /** Lines with a smaller sequence than this; 0: the newest. */
  readonly before: number;
  /** At most 500. */
  readonly limit: number;
  /** Only lines that hold this text (id, device, point, operator, code, reason); empty: all. */
  readonly text: string;
}

export interface AskBlocks {
  readonly kind: "askBlocks";
  readonly request: number;
  readonly from: number;
  /** At most 64; an answer may hold fewer. */
  readonly limit: number;
}

export interface AskAlarmEvents {
  readonly kind: "askAlarmEvents";
  readonly request: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** At most 2000. */
  readonly limit: number;
}

export interface AskGraph {
  readonly kind: "askGraph";
  readonly request: number;
  /** Roster index of the agent whose graph is wanted. */
  readonly agent: number;
}

export type PageMessage =
  | SubmitRequest
  | AskHistory
  | AskPointTable
  | AskInterlocks
  | AskLogLines
  | AskBlocks
  | AskAlarmEvents
  | AskGraph;

export const openRequests = 16;

// HTTP ---------------------------------------------------------------------------------------

// Besides the page's own files the server answers GET only:
//   /export/history.csv?points=DEVICE/POINT,...&from=MS&to=MS   RFC 4180
//   /export/log.qlog                                            for `quorate verify`
//   /demo/OPERATOR.pem                                          demo only: an encrypted key file
// Key files are those of `quorate key`: PEM, `-----BEGIN PRIVATE KEY-----` (PKCS #8, Ed25519) or
// `-----BEGIN ENCRYPTED PRIVATE KEY-----` (RFC 5958: PBES2, scrypt N=2^14 r=8 p=5, AES-256-CBC, the
// passphrase in NFKC). Lines before the first `-----BEGIN` are remarks; a demo key's first line is
// `# quorate demo key of NAME: for npm start only`. The page reads the file itself; nothing of it
// is ever sent.
