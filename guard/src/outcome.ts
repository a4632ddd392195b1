import type { Envelope, Hex, PointOutcome, PointValue, Report } from "@quorate/protocol";
import type { DeviceFence, Fence, FenceEntry } from "./fence.ts";
import type { GuardIo } from "./io.ts";
import type { AgentClocks } from "./now.ts";
import { outcomeOfClosing, type Reporter } from "./report.ts";
import type { ReportFields, Signing } from "./signing.ts";
import type { CloseTurn, Turn, WriteTurn } from "./turn.ts";

export interface OutcomeContext {
  readonly io: GuardIo;
  readonly signing: Signing;
  readonly clocks: AgentClocks;
  readonly fence: Fence;
  readonly reporter: Reporter;
}

export type Ending = Pick<Report, "outcome" | "code" | "detail" | "points">;

/** The ends of one device's commands: durable in the fence first, then reported (S4, S8). */
export class Outcomes {
  private readonly context: OutcomeContext;
  private readonly device: string;
  private readonly state: DeviceFence;
  /** Places whose outcome is on its way to the disk. */
  private readonly committing = new Set<number>();
  /** Places whose report is about to be signed. */
  private readonly saying = new Set<number>();
  /** Places whose report has to answer a closing verdict. */
  private readonly closings = new Set<number>();

  constructor(context: OutcomeContext, device: string) {
    this.context = context;
    this.device = device;
    this.state = context.fence.device(device);
  }

  /** Reports that were durable before a restart, and not ordered as far as the fence knows. */
  start(): void {
    for (const { sequence, report, ordered } of this.state.entries.values())
      if (report !== null && !ordered) this.report(sequence, report);
  }

  /** The next place ends without an attempt. `done`: that is durable. */
  end(turn: Turn, ending: Ending & Pick<Report, "closing">, done: () => void): void {
    this.commit(turn.sequence, turn.id, { ...ending, writtenMs: 0 }, done);
  }

  /**
   * The fence lost what it knew of this place: nobody can tell whether it was written (S8). That
   * stands in the fence file already, so it takes no further record, however often it is asked for.
   */
  tellLost(turn: Turn): void {
    const { clocks, signing } = this.context;
    const { sequence, id } = turn;
    if (this.saying.has(sequence)) return;
    const code = "OUTCOME_UNKNOWN";
    const detail = "the guard's fence was lost and resumed after this command";
    const writes = turn.kind === "write" ? turn.command.writes : [];
    const points = writes.map(({ point, value: asked }): PointOutcome => ({ point, asked, code }));
    // It may have been written: to a closing verdict it counts as attempted.
    const closing = turn.kind === "close" ? "already-written" : "";
    const fields: ReportFields = {
      ...{ device: this.device, deviceSequence: sequence, id, outcome: "failed", code, detail },
      ...{ points, writtenMs: 0, finishedMs: clocks.stampMs(), closing },
    };
    this.report(sequence, signing.encode(fields));
  }

  endByClosing(turn: CloseTurn, done: () => void): void {
    const { code, detail } = turn;
    const outcome = outcomeOfClosing(code);
    this.end(turn, { outcome, code, detail, points: [], closing: "skipped" }, done);
  }

  /** The outcome of an attempt. */
  finish(sequence: number, id: Hex, ending: Ending & Pick<Report, "writtenMs">): void {
    const closing = this.closings.delete(sequence) ? "already-written" : "";
    this.commit(sequence, id, { ...ending, closing }, () => {});
  }

  /** News for those who wait; ends nothing, so it is sent once and kept nowhere. */
  tellWritten(
    turn: WriteTurn,
    before: ReadonlyMap<string, PointValue>,
    writtenMs: number,
  ): void {
    const points = turn.command.writes.map(({ point, value: asked }): PointOutcome => {
      const was = before.get(point);
      return { point, asked, code: "", ...(was === undefined ? {} : { before: was }) };
    });
    const { signing, reporter } = this.context;
    const fields: ReportFields = {
      ...{ device: this.device, deviceSequence: turn.sequence, id: turn.id },
      ...{ outcome: "written", code: "", detail: "", points },
      ...{ writtenMs, finishedMs: 0, closing: "" },
    };
    signing.news(fields, (report) => reporter.tell(report));
  }

  /** Says what the fence says about a place that a closing verdict came too late for. */
  answer(entry: FenceEntry): void {
    const { sequence, ordered } = entry;
    if (entry.report === null || this.committing.has(sequence)) {
      this.closings.add(sequence);
      return;
    }
    entry.report = this.withAnswer(entry);
    if (!ordered) this.report(sequence, entry.report);
    else this.sign(sequence, entry.report, (report) => this.context.reporter.tell(report));
  }

  /** What the reporter let go of when it had too many, and nobody has ordered. */
  sayAgain(sequence: number): void {
    const entry = this.state.entries.get(sequence);
    if (entry === undefined || entry.report === null || entry.ordered) return;
    if (!this.committing.has(sequence) && !this.saying.has(sequence))
      this.report(sequence, entry.report);
  }

  private commit(
    sequence: number,
    id: Hex,
    fields: Ending & Pick<Report, "closing" | "writtenMs">,
    done: () => void,
  ): void {
    const { clocks, fence, io, signing } = this.context;
    const { device } = this;
    const finishedMs = clocks.stampMs();
    const report = signing.encode({ ...fields, device, deviceSequence: sequence, id, finishedMs });
    this.committing.add(sequence);
    fence.outcome(device, sequence, id, report, () => {
      this.committing.delete(sequence);
      const { outcome, code: reason, detail } = fields;
      io.log.info("report", "REPORT_READY", { device, sequence, id, outcome, reason, detail });
      io.ended?.(device, outcome);
      this.publish(sequence, report);
      done();
    });
  }

  /** What is durable may be told; a closing that came meanwhile is answered with it. */
  private publish(sequence: number, report: Uint8Array): void {
    const entry = this.state.entries.get(sequence);
    if (entry === undefined) return;
    if (this.closings.delete(sequence)) entry.report = this.withAnswer(entry);
    this.report(sequence, entry.report ?? report);
  }

  /** Signed with others that are durable by now, and said until it is ordered. */
  private report(sequence: number, body: Uint8Array): void {
    this.saying.add(sequence);
    this.sign(sequence, body, (report) => {
      this.saying.delete(sequence);
      this.context.reporter.add(this.device, sequence, report);
    });
  }

  private sign(deviceSequence: number, body: Uint8Array, done: (report: Envelope) => void): void {
    this.context.signing.end({ device: this.device, deviceSequence }, body, done);
  }

  private withAnswer({ attempted, report }: FenceEntry): Uint8Array {
    const closing = attempted ? "already-written" : "skipped";
    return this.context.signing.answerClosing(report as Uint8Array, closing);
  }
}
