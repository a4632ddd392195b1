import type {
  AlarmKind,
  AlarmState,
  AlarmStateBelow,
  Outcome,
  PointValue,
  RefusedProposals,
} from "@quorate/protocol";

// What the page shows, as the local server sees it. Times are milliseconds since 1970, keys and ids
// lower-case hex.

// values -------------------------------------------------------------------------------------

/** 0 bad, 1 uncertain, 2 good. */
export type QualityNumber = 0 | 1 | 2;

/**
 * The agreed state of one point. Points are numbered 0, 1, ... in the order of the site file:
 * devices in their order, the points of each in theirs (`site.devices.flatMap(d => d.points)`).
 */
export type PointState = readonly [
  /** Number of the point. */
  index: number,
  /** In engineering units. Null when nothing is agreed or nothing was ever read. */
  value: PointValue | null,
  quality: QualityNumber,
  /**
   * Empty when the quality is good. NOT_AGREED: the agents do not say the same (value null);
   * NO_READING: f+1 agents have none, or too few answer; STALE: older than the site's freshness
   * by its date or because no newer one came (value is the last agreed one); CLOCK_AHEAD: its date
   * lies further ahead than the site's clockDrift; anything else is the guard's own reason.
   */
  reason: string,
  /** When the device had the value, by its guard's clock; 0 without one. */
  sourceMs: number,
  /** Agents that say this very sample; when not agreed, the largest group. Of `site.agents`. */
  agree: number,
  /**
   * Connections to the device whose value this is: its guard's, and those of agents that have one
   * of their own. Agents without one repeat what the guard says, so it is mostly 1.
   */
  sources: number,
  /** Connections with a good and fresh value; absent: as many as sources. */
  readers?: number,
];

/** What one agent says of one point. */
export interface PointRow {
  /** Roster index. */
  readonly agent: number;
  /** False: it gave no answer to the last poll, or has no reading of this point. */
  readonly has: boolean;
  readonly value: PointValue | null;
  readonly quality: QualityNumber;
  readonly reason: string;
  readonly sourceMs: number;
  /** It says what is agreed. */
  readonly agrees: boolean;
  /** Code when what it said was false or unsigned, else empty (see `LieView.code`). */
  readonly lie: string;
}

/** One interlock over a set point as one agent judges it, as if its present value were written. */
export interface InterlockRow {
  /** Roster index. */
  readonly agent: number;
  readonly because: string;
  /** `unread`: it has no good and fresh reading to say so; a command would be held back as well. */
  readonly state: "fulfilled" | "contradicted" | "unread";
  /** What it knows of the points that the interlock reads, one text each. */
  readonly reads: readonly string[];
}

// agents -------------------------------------------------------------------------------------

/**
 * Something an agent said that is proven wrong: not signed as it must be, or against what f+1
 * others say of the same thing. Being behind is no lie.
 */
export interface LieView {
  /**
   * LIE_UNSIGNED: a reading without its guard's signature, so a value that it changed or made;
   * LIE_BLOCK: a log block that does not stand its check; LIE_ALARM: an alarm state against f+1
   * others for several seconds; LIE_COMMAND: a command's end against the certified log.
   */
  readonly code: string;
  /** What it was about: `device/point`, an alarm's id, a command's id, `block 12`. */
  readonly about: string;
  /** One English sentence. */
  readonly detail: string;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly count: number;
}

/** One agent, as this console and the other agents see it. */
export interface AgentView {
  readonly name: string;
  /** It answers this console. */
  readonly up: boolean;
  /** Why it does not answer; empty when it does. */
  readonly reason: string;
  readonly round: number;
  readonly block: number;
  /** Since the other agents last heard from it; null: never. */
  readonly lagMs: number | null;
  /** Of its clock against those of the other agents. */
  readonly skewMs: number | null;
  /** f+1 agents find its clock out of line. */
  readonly outlier: boolean;
  /** How many of the others hear it. */
  readonly heardBy: number;
  /** Entries that wait at it for their place in the order. */
  readonly pending: number;
  /** Newest block that it signed a ballot for, as it says itself; 0 while it does not answer. */
  readonly voted: number;
  /** Commands from its MQTT broker that it refused, as it says itself; absent without any. */
  readonly refusedProposals?: RefusedProposals;
  /** Why it only watches; empty while it votes. */
  readonly observer: string;
  /** Why it orders nothing itself; empty when it does. */
  readonly why: string;
  /** Sequence of its newest event, and that event's time by its own clock. */
  readonly lastEvent: number;
  readonly lastEventMs: number | null;
  /** The last fault of what it sent to other agents, as most of them say. */
  readonly lastCode: string;
  readonly equivocated: boolean;
  /** Sequence of the two events that prove it; 0 without proof. */
  readonly equivocation: number;
  /** f+1 agents find its state different. */
  readonly diverged: boolean;
  /** Newest last; at most one for each code and `about`. Empty for an agent that never lied. */
  readonly lies: readonly LieView[];
}

export interface GuardView {
  readonly name: string;
  /** f+1 agents have a link to it. */
  readonly up: boolean;
  readonly links: number;
  /** Some agent sees a second session: two processes may hold its key. */
  readonly twice: boolean;
}

export interface DeviceView {
  readonly name: string;
  readonly guard: string;
  /** Its guard reaches it. */
  readonly up: boolean;
  /** Of its last permitted command. */
  readonly sequence: number;
  /** Permitted commands that have not ended. */
  readonly open: number;
}

/** What the agents together say of the site. Sent whole when it changed, once a second at most. */
export interface StatusView {
  readonly ordering: boolean;
  /** Why nothing is ordered; empty when it is. */
  readonly why: string;
  /** What keeps ordered commands from their end; empty when nothing does. */
  readonly waits: string;
  /** Newest block that f+1 agents have. */
  readonly block: number;
  readonly agents: readonly AgentView[];
  readonly guards: readonly GuardView[];
  readonly devices: readonly DeviceView[];
}

/** Contact between this console and the agents. */
export interface LinkView {
  /**
   * `starting`: not enough agents were ever reached in this run; `live`: at least f+1 answer;
   * `lost`: fewer than f+1 gave an answer within `contactMs`. Nothing shown is live then.
   */
  readonly state: "starting" | "live" | "lost";
  /** Agents that answered within `contactMs`, and how many are needed (f+1). */
  readonly answering: number;
  readonly needed: number;
  /** Since when the state is what it is. */
  readonly sinceMs: number;
  /** Names the agents that do not answer, and why; empty when all do. */
  readonly missing: string;
}

// alarms -------------------------------------------------------------------------------------

export type { AlarmKind, AlarmState, AlarmStateBelow };

/** One alarm of the site, in any state. f+1 agents say so, else `agreed` is false. */
export interface AlarmView {
  /** `DEVICE/POINT/KIND`. */
  readonly id: string;
  readonly device: string;
  readonly point: string;
  readonly kind: AlarmKind;
  /** 1 is the highest. */
  readonly priority: number;
  /** False: no f+1 agents say the same; every other field is the last agreed one. */
  readonly agreed: boolean;
  /**
   * Fewer than f+1 agents hear its guard, and nobody contradicts: condition, times and the state
   * below are the last that was known, and may have become another one since. Absent: heard.
   */
  readonly unheard?: true;
  readonly agree: number;
  readonly condition: "active" | "normal";
  readonly state: AlarmState;
  /** The state that goes on underneath while it is shelved or out of service. */
  readonly below: AlarmStateBelow;
  /** No good and fresh value: the condition is that of the last one. */
  readonly held: boolean;
  /** Source time at which the newest occurrence was raised: names it. Null: never raised. */
  readonly raisedMs: number | null;
  readonly clearedMs: number | null;
  /** The point's value as last read, and the alarm's limit. */
  readonly value: PointValue | null;
  readonly limit: number;
  readonly acknowledged: { readonly by: string; readonly ms: number } | null;
  readonly shelved: {
    readonly by: string;
    readonly untilMs: number;
    readonly reason: string;
  } | null;
  readonly outOfService: {
    readonly by: string;
    readonly ms: number;
    readonly reason: string;
  } | null;
}

/** A change of an alarm's state as this console saw it, kept in its history. */
export interface AlarmEvent {
  readonly ms: number;
  readonly id: string;
  readonly priority: number;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly raisedMs: number | null;
  readonly value: PointValue | null;
  /** Operator, where one did it. */
  readonly by: string;
}

/** EEMUA 191 figures over this console's record of the last 24 h. */
export interface AlarmFigures {
  /** New occurrences in the last 10 minutes, and the most in any 10 minutes of the last 24 h. */
  readonly perTenMinutes: number;
  readonly peakPerTenMinutes: number;
  /** More than 10 in 10 minutes. */
  readonly flood: boolean;
  /** Active for over 24 h. */
  readonly standing: readonly string[];
  /** Raised three times or more within a minute, in the last hour. */
  readonly chattering: readonly string[];
}

// commands -----------------------------------------------------------------------------------

export type CommandStage =
  | "submitted"
  | "received"
  | "waiting"
  | "ordered"
  | "certified"
  | "written"
  | "ended";

/** One command and its life. */
export interface CommandView {
  readonly id: string;
  readonly device: string;
  readonly writes: Readonly<Record<string, PointValue>>;
  readonly expect: Readonly<Record<string, PointValue>>;
  /** Name from the site file; empty for a key that it does not list. */
  readonly operator: string;
  readonly reason: string;
  readonly notAfterMs: number;
  /** Signatures of operators, the commander's own first, and how many the policy asks for. */
  readonly approvals: readonly { readonly operator: string; readonly ms: number }[];
  readonly approvalsNeeded: number;
  readonly stage: CommandStage;
  /** Set when it has ended. `unknown`: contact was lost; the log will settle it. */
  readonly outcome: Outcome | "unknown" | null;
  readonly code: string;
  readonly detail: string;
  /**
   * `log`: read from certified blocks that this server verified; `agents`: f+1 agents (or a
   * guard's signature) say so and the block is still to come.
   */
  readonly proof: "log" | "agents";
  /** Log sequence of its verdict and number of that block; 0 before it is ordered. */
  readonly sequence: number;
  readonly block: number;
  /** Place in its device's chain; 0 unless permitted. */
  readonly deviceSequence: number;
  readonly ballots: { readonly have: number; readonly of: number };
  /**
   * When each stage was reached. `ordered`, `waiting` and the end of a refused one are consensus
   * times, `written` is the guard's clock, the others are this console's clock.
   */
  readonly at: Readonly<Partial<Record<CommandStage, number>>>;
  /** What the guard read back, by point; empty before. */
  readonly readBack: Readonly<Record<string, PointValue>>;
  /** It was handed in through this console. */
  readonly own: boolean;
}

// log ----------------------------------------------------------------------------------------

/** How far this server has read and verified the ordered log. */
export interface LogView {
  /** Newest block verified by this server, its time and the last sequence in it; 0 at first. */
  readonly block: number;
  readonly sequence: number;
  readonly blockMs: number;
  /** First block that is kept here: `askBlocks` and `askLog` reach back to it. */
  readonly firstBlock: number;
  /** Newest block that f+1 agents have. */
  readonly agentsBlock: number;
  /** What stops the verification, with its code; empty when nothing does. */
  readonly fault: string;
}
