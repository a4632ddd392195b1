/** A JSON line of an agent's or a guard's log. */
interface LogLine {
  readonly level?: number;
  readonly stage?: string;
  readonly code?: string;
  readonly [fact: string]: unknown;
}

const warning = 40;

const parse = (line: string): LogLine | null => {
  if (!line.startsWith("{")) return null;
  try {
    return JSON.parse(line) as LogLine;
  } catch {
    return null;
  }
};

/** What says nothing to somebody who looks on: each of these is in the JSON log all the same. */
const quiet = new Set([
  ...["AGENT_COUNTERS", "GUARD_COUNTERS", "CLIENT_UP", "CLIENT_DOWN", "LINK_CONNECT"],
  ...["LINK_REFUSED", "LINK_TIME", "LINK_CLOSED", "LINK_LOST", "LINK_SILENT", "SITE_WARNING"],
  ...["NOT_CONNECTED", "CONNECTION_FAILED", "CONNECTION_CLOSED", "STOPPED", "ECONNREFUSED"],
  ...["REQUEST_FAILED", "FIELD_STARTED"],
]);

const text = (value: unknown): string =>
  typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);

/** What the OPC UA library prints by itself at every start on this version of Node. */
const isLibrarys = (line: string): boolean => /^\S+Z :verify_pcks1 /.test(line);

type Say = (line: LogLine) => string | null;

/** Turns the log lines of one process into short ones for people; null for what is left out. */
export class Humanizer {
  private readonly peers = new Set<string>();
  private readonly others: number;
  private readonly known: Readonly<Record<string, Say>>;

  /** `others`: how many links this process has when all are up. */
  constructor(others: number) {
    this.others = others;
    this.known = {
      AGENT_STARTED: () => "ready, waiting for peers",
      AGENT_STOPPED: () => "stopped",
      GUARD_STARTED: ({ devices }) => `ready, guards ${(devices as string[]).join(", ")}`,
      GUARD_STOPPED: () => "stopped",
      JOURNAL_REPLAYED: ({ events, ms }) =>
        events === 0 ? null : `knows ${events} events again after ${ms} ms`,
      PEER_UP: ({ peer }) => this.up(text(peer), "peers"),
      PEER_DOWN: ({ peer, cause }) => this.down(text(peer), text(cause)),
      LINK_UP: ({ agent }) => this.up(text(agent), "agents"),
      READ_ONLY_UP: ({ address }) => `anybody may read at modbus-tcp ${text(address)}`,
      READ_ONLY_REFUSED: ({ from }) => `refused a write at the read-only port ${text(from)}`.trim(),
      ACTUATION_ANSWERED: ({ device, sequence }) =>
        `wrote command ${text(sequence)} of ${text(device)}`,
      REPORT_READY: ({ device, sequence, outcome, reason }) =>
        `command ${text(sequence)} of ${text(device)}: ${text(outcome)} ${text(reason)}`.trim(),
    };
  }

  of(line: string): string | null {
    const parsed = parse(line);
    if (parsed === null) return line.trim() === "" || isLibrarys(line) ? null : line;
    const { code = "", level = 0 } = parsed;
    // A guard tells of a lost link with the reason alone.
    if (level === warning && code.startsWith("LINK_") && typeof parsed["agent"] === "string")
      this.peers.delete(parsed["agent"]);
    const say = this.known[code];
    if (say !== undefined) return say(parsed);
    if (quiet.has(code)) return null;
    return `${code} ${text(parsed["detail"] ?? parsed["message"])}`.trim();
  }

  private up(peer: string, kind: string): string | null {
    this.peers.add(peer);
    const { size } = this.peers;
    return size === this.others ? `linked to all ${size} ${kind}` : null;
  }

  private down(peer: string, cause: string): string {
    this.peers.delete(peer);
    return `lost ${peer} (${cause})`;
  }
}
