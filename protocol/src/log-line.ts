import { type AlarmVerb, readAlarmAction } from "./alarm.ts";
import type { CheckedBlock } from "./audit-block.ts";
import type { AlarmVerdict, Entry } from "./block.ts";
import type { Hex } from "./bytes.ts";
import { type Command, openApproval, readCommand } from "./command.ts";
import type { SealContext } from "./envelope.ts";
import { readReport } from "./report.ts";
import type { Site } from "./site.ts";
import type { PointValue, PointWrite } from "./value.ts";

/** The shape of a line of `quorate log --json`: scripts rely on it. */
export interface LogLine {
  readonly sequence: number;
  readonly block: number;
  /** Consensus time, milliseconds since 1970. */
  readonly time: number;
  readonly kind: Entry["item"]["kind"];
  /** Of the command that the entry is about. */
  readonly id: Hex;
  readonly device: string | null;
  readonly writes: Readonly<Record<string, PointValue>> | null;
  /** Who commanded; of an approval, who approved. Null for a command older than this reading. */
  readonly operator: string | null;
  /**
   * permitted, waiting, refused, expired; closing; approved; what the guard reported; or what was
   * done about an alarm: acknowledged, shelved, unshelved, out of service, in service.
   */
  readonly outcome: string;
  readonly code?: string;
  readonly message?: string;
  readonly deviceSequence?: number;
  readonly reason?: string;
  readonly notAfter?: number;
  readonly guard?: string;
  /** Of an alarm action: DEVICE/POINT/KIND, the action, and the times that it names. */
  readonly alarm?: string;
  readonly action?: AlarmVerb;
  readonly raised?: number;
  readonly until?: number;
  readonly readBack?: Readonly<Record<string, PointValue>>;
  /** Agents whose ballots stand under the block, of how many. */
  readonly ballots: { readonly have: number; readonly of: number };
}

type Facts = Omit<LogLine, "sequence" | "block" | "time" | "kind" | "ballots">;

/** Commands whose later entries are still to come; past it the oldest is forgotten. */
const remembered = 4096;

const record = (writes: readonly PointWrite[]): Record<string, PointValue> =>
  Object.fromEntries(writes.map(({ point, value }) => [point, value]));

const done: Readonly<Record<AlarmVerb, string>> = {
  ...{ acknowledge: "acknowledged", shelve: "shelved", unshelve: "unshelved" },
  ...{ "out-of-service": "out of service", "in-service": "in service" },
};

const texts = (code: string, message: string) => ({
  ...(code === "" ? {} : { code }),
  ...(message === "" ? {} : { message }),
});

/** Turns checked entries of the log into lines; knows the commands it has seen. */
export class LogLines {
  private readonly site: Site;
  private readonly context: SealContext;
  private readonly commands = new Map<Hex, Command>();

  constructor(site: Site, context: SealContext) {
    this.site = site;
    this.context = context;
  }

  of({ header, entries, agents }: CheckedBlock): LogLine[] {
    const ballots = { have: agents.length, of: this.site.agents.length };
    return entries.map((entry) => ({
      sequence: entry.sequence,
      block: header.number,
      time: Math.floor(entry.timeUs / 1000),
      kind: entry.item.kind,
      ...this.facts(entry.item),
      ballots,
    }));
  }

  private facts(item: Entry["item"]): Facts {
    switch (item.kind) {
      case "verdict":
        return this.verdict(item);
      case "closing": {
        const { id, device, code, detail, deviceSequence } = item;
        return {
          ...{ ...this.known(id), device, outcome: "closing" },
          ...{ ...texts(code, detail), deviceSequence },
        };
      }
      case "report":
        return this.report(item.report);
      case "approval": {
        const { command, operator } = openApproval(this.context, item.approval);
        return { ...this.known(command), operator: this.nameOf(operator), outcome: "approved" };
      }
      case "alarm":
        return this.alarm(item);
    }
  }

  private verdict(item: Extract<Entry["item"], { kind: "verdict" }>): Facts {
    const command = readCommand(this.context.chain, item.command);
    this.commands.set(command.id, command);
    if (this.commands.size > remembered)
      this.commands.delete(this.commands.keys().next().value as Hex);
    const denied = item.code === "POLICY_EXPIRED" ? "expired" : "refused";
    const outcomes = { permit: "permitted", wait: "waiting", deny: denied };
    const { decision, code, detail, deviceSequence } = item;
    return {
      ...this.known(command.id),
      outcome: outcomes[decision],
      ...texts(code, detail),
      ...(deviceSequence > 0 ? { deviceSequence } : {}),
      ...(command.reason === "" ? {} : { reason: command.reason }),
      notAfter: command.notAfterMs,
    };
  }

  private alarm({ id, decision, code, detail, action: envelope }: AlarmVerdict): Facts {
    const action = readAlarmAction(this.context.chain, envelope);
    const { alarm, operator, raisedMs, untilMs, reason, notAfterMs: notAfter } = action;
    const [device = ""] = alarm.split("/");
    const refused = code === "ALARM_EXPIRED" ? "expired" : "refused";
    return {
      ...{ id, device, writes: null, operator: this.nameOf(operator) },
      outcome: decision === "permit" ? done[action.action] : refused,
      ...texts(code, detail),
      ...{ alarm, action: action.action },
      ...(raisedMs > 0 ? { raised: raisedMs } : {}),
      ...(untilMs > 0 ? { until: untilMs } : {}),
      ...(reason === "" ? {} : { reason }),
      notAfter,
    };
  }

  private report(envelope: Extract<Entry["item"], { kind: "report" }>["report"]): Facts {
    const report = readReport(envelope);
    const { id, device, outcome, code, detail, deviceSequence, points } = report;
    const after = points.flatMap((point) =>
      point.after === undefined ? [] : [{ point: point.point, value: point.after }],
    );
    const guard = this.site.guards.find(({ key }) => key === report.guard)?.name;
    return {
      ...this.known(id),
      device,
      writes: record(points.map(({ point, asked }) => ({ point, value: asked }))),
      outcome,
      ...texts(code, detail),
      deviceSequence,
      ...(guard === undefined ? {} : { guard }),
      ...(after.length === 0 ? {} : { readBack: record(after) }),
    };
  }

  private known(id: Hex): Pick<Facts, "id" | "device" | "writes" | "operator"> {
    const command = this.commands.get(id);
    if (command === undefined) return { id, device: null, writes: null, operator: null };
    const { device, writes, operator } = command;
    return { id, device, writes: record(writes), operator: this.nameOf(operator) };
  }

  private nameOf(key: Hex): string | null {
    const { operators, gateways } = this.site;
    const gateway = gateways.find((one) => one.key === key)?.agent;
    const name = operators.find((one) => one.key === key)?.name;
    return name ?? (gateway === undefined ? null : `gateway of ${gateway}`);
  }
}
