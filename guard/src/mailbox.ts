import type { DeviceAdapter, Posted, Settled } from "@quorate/device-adapters";
import type { Clock, PointOutcome } from "@quorate/protocol";
import { bounded } from "./bounded.ts";
import { guardLimits } from "./limits.ts";
import { patienceWith } from "./patience.ts";
import { ReadBack } from "./read-back.ts";

/** Something under way that finds out what became of an attempt. */
export interface Inquiry {
  start(): void;
  cancel(): void;
  /** A later write rewrites these points. */
  supersede(names: ReadonlySet<string>): void;
}

/** Never rejects and never hangs, whatever the adapter does. */
export const settle = (
  clock: Clock,
  adapter: DeviceAdapter,
  posted: Posted,
): Promise<Settled | null> => {
  const { settleWithinMs, answerGraceMs } = patienceWith(adapter.device);
  const asked = adapter.settle?.(posted, settleWithinMs) ?? Promise.resolve(null);
  return bounded(clock, asked, settleWithinMs + answerGraceMs, null).catch(() => null);
};

export interface MailboxInquiryOptions {
  readonly clock: Clock;
  readonly adapter: DeviceAdapter;
  readonly posted: Posted;
  /** Codes of points that ended for certain: then only the arguments have to be put back. */
  readonly ended: ReadonlyMap<string, string>;
  /** The program took it: from here on only the read-back is open. */
  readonly onTaken: () => void;
  /** `settled`: false when the mailbox could not be asked in time and has to be asked later. */
  readonly done: (points: readonly PointOutcome[], detail: string, settled: boolean) => void;
}

const noAnswer: Settled = {
  ...{ outcome: "unknown", code: "MAILBOX_SILENT" },
  detail: "the mailbox could not be asked in time",
};

/**
 * Resolves an attempt on a device with a mailbox (S4): the program's echo says whether it took the
 * command, whatever the points show, since these hold arguments also of commands it did not take.
 */
export class MailboxInquiry implements Inquiry {
  private readonly options: MailboxInquiryOptions;
  private startMs = 0;
  private ended = false;
  private readBack: ReadBack | null = null;
  private cancelWait = (): void => {};

  constructor(options: MailboxInquiryOptions) {
    this.options = options;
  }

  start(): void {
    this.startMs = this.options.clock.monotonicMs();
    this.ask();
  }

  cancel(): void {
    this.ended = true;
    this.cancelWait();
    this.readBack?.cancel();
  }

  /** Before it is resolved no later command is written, so there is nothing to supersede. */
  supersede(names: ReadonlySet<string>): void {
    this.readBack?.supersede(names);
  }

  private ask(): void {
    const { clock, adapter, posted } = this.options;
    void settle(clock, adapter, posted).then((settled) => this.told(settled));
  }

  private told(settled: Settled | null): void {
    if (this.ended) return;
    const { clock, ended } = this.options;
    if (settled !== null) {
      if (settled.outcome === "written" && ended.size === 0) this.taken();
      else this.end(settled, true);
    } else if (clock.monotonicMs() - this.startMs >= guardLimits.resolveMs) {
      this.end(noAnswer, false);
    } else {
      this.cancelWait = clock.after(guardLimits.pollMaxMs, () => this.ask());
    }
  }

  private taken(): void {
    const { clock, adapter, posted, onTaken, done } = this.options;
    this.readBack = new ReadBack({
      ...{ clock, adapter, writes: posted.writes, ended: new Map<string, string>() },
      before: new Map(posted.before.map(({ point, value }) => [point, value])),
      mode: () => "confirm",
      done: (points) => done(points, "the program's echo shows that it was taken", true),
    });
    onTaken();
    this.readBack.start();
  }

  private end(to: Settled, settled: boolean): void {
    const { posted, ended, done } = this.options;
    this.ended = true;
    const own = to.outcome === "refused" || to.outcome === "not-sent" ? to.code : undefined;
    const points = posted.writes.map(({ point, value: asked }): PointOutcome => {
      const was = posted.before.find((held) => held.point === point)?.value;
      const code = ended.get(point) ?? own ?? "OUTCOME_UNKNOWN";
      return { point, asked, code, ...(was === undefined ? {} : { before: was }) };
    });
    done(points, to.outcome === "written" ? "" : `${to.code}: ${to.detail}`, settled);
  }
}
