import type { DeviceAdapter, PointWritten, Posted } from "@quorate/device-adapters";
import {
  type Certified,
  type CertifiedEntry,
  type DeviceSpec,
  type Hex,
  type PointOutcome,
  type PointValue,
  type Sample,
  type SealContext,
  type Site,
} from "@quorate/protocol";
import { type Answer, sortResults } from "./answer.ts";
import { bounded } from "./bounded.ts";
import { pointsToRead, type Refusal, refusalByReading, refusalOf } from "./check.ts";
import { goodValue } from "./compare.ts";
import { type Current, hasValue, heldBefore, lateness } from "./current.ts";
import { type DeviceFence, type FenceEntry, isLost } from "./fence.ts";
import { reportOf } from "./fence-record.ts";
import type { LastPlace } from "./fence-resync.ts";
import type { Garbage } from "./garbage.ts";
import { type OwnDevices, refusalByInterlock } from "./interlock.ts";
import { guardLimits } from "./limits.ts";
import { type Inquiry, MailboxInquiry, settle } from "./mailbox.ts";
import { type OutcomeContext, Outcomes } from "./outcome.ts";
import { patienceWith } from "./patience.ts";
import { ReadBack } from "./read-back.ts";
import { outcomeOf } from "./report.ts";
import { type CloseTurn, orderOf, type Turn } from "./turn.ts";
import { type Waiting, WaitingRoom } from "./waiting.ts";

export interface ActuationContext extends OutcomeContext {
  readonly garbage: Garbage;
  readonly site: Site;
  readonly seal: SealContext;
  /** False once the guard stopped or its fence file broke: nothing is begun any more. */
  readonly live: () => boolean;
  /** S4: the fence is known to be no old copy. */
  readonly isNewest: () => boolean;
  /** This guard's devices, to judge interlocks by. */
  readonly own: OwnDevices;
  /** False when more certificates wait for their turn, on all devices, than may (S9). */
  readonly mayWait: () => boolean;
  /** The certificate was dropped and will be needed again. */
  readonly unsettle: (key: Hex) => void;
  /** The command has been attempted or has ended. */
  readonly handled: (id: Hex) => void;
}

type Written = readonly PointWritten[];

const silence = "the adapter did not answer";

interface Running {
  readonly inquiry: Inquiry;
  /** Nobody knows whether it was written: the next command has to wait until that is resolved. */
  unresolved: boolean;
}

/** Writes one device, strictly in the order of its chain (S3), each command at most once (S4). */
export class Actuation {
  private readonly context: ActuationContext;
  private readonly adapter: DeviceAdapter;
  private readonly device: DeviceSpec;
  private readonly state: DeviceFence;
  private readonly outcomes: Outcomes;
  private readonly waiting = new WaitingRoom();
  /** Read-backs and questions to a mailbox under way, by place. */
  private readonly running = new Map<number, Running>();
  private current: Current | null = null;
  /** A place without attempt whose outcome is not durable yet. */
  private ending = false;
  /** An attempt whose mailbox could not be asked: until it is, nothing is written there. */
  private unsettled: Posted | null = null;
  private clockLogged = false;

  constructor(context: ActuationContext, adapter: DeviceAdapter) {
    this.context = context;
    this.adapter = adapter;
    this.device = adapter.device;
    this.state = context.fence.device(adapter.device.name);
    this.outcomes = new Outcomes(context, adapter.device.name);
  }

  /** Resolves what a crash left (S4): by reading the device, never by writing again. */
  start(): void {
    const { stopped, entries } = this.state;
    const device = this.device.name;
    if (stopped) this.context.io.log.warn("actuation", "ACTUATION_STOPPED", { device });
    this.outcomes.start();
    const rewritten = new Set<string>();
    for (const entry of [...entries.values()].reverse()) {
      if (entry.report === null) this.resolve(entry, new Set(rewritten));
      for (const { point } of entry.writes) rewritten.add(point);
    }
    const last = [...entries.values()].findLast(({ attempted }) => attempted);
    const unknown = last?.report && reportOf(last.report).code === "OUTCOME_UNKNOWN";
    if (this.hasMailbox() && unknown) this.unsettled = last;
  }

  stop(): void {
    for (const { inquiry } of this.running.values()) inquiry.cancel();
  }

  get waitingCount(): number {
    return this.waiting.size;
  }

  get isUp(): boolean {
    return this.adapter.up;
  }

  /** The last place that was attempted or has ended. */
  get fenced(): Readonly<DeviceFence> {
    return this.state;
  }

  /** True when agents have to be asked. `ordered`: up to there they have something to send. */
  hasGap(ordered: number): boolean {
    const overflowed = this.waiting.takeOverflowed();
    const next = this.state.sequence + 1;
    const isBehind = this.waiting.size > 0 || ordered >= next;
    const gap = this.current === null && isBehind && this.waiting.at(next) === undefined;
    return !this.state.stopped && (overflowed || gap);
  }

  /** Null when the entry is worth certifying; else a garbage code. */
  screen(agent: number, turn: Turn): string | null {
    if (this.state.stopped) return "ACTUATION_STOPPED";
    const { sequence, id, kind } = turn;
    if (isLost(this.state, sequence)) return null;
    const known = this.idAt(sequence);
    if (known === undefined && sequence <= this.state.sequence) return "ACTUATION_SEQUENCE";
    if (known !== undefined && known !== id) return null;
    if (sequence > this.state.sequence || kind === "close") return null;
    this.again(agent, sequence);
    return "ACTUATION_SEQUENCE";
  }

  /** An agent sent what was certified before: it may lack the report. */
  again(agent: number, sequence: number): void {
    const isPending = this.context.reporter.nudge(agent, this.device.name, sequence);
    if (!isPending) this.outcomes.sayAgain(sequence);
  }

  accept(turn: Turn, certified: Certified<CertifiedEntry>, key: Hex): void {
    if (this.state.stopped) return;
    const { sequence, id } = turn;
    const known = this.idAt(sequence);
    if (known !== undefined && known !== id) {
      this.conflict(sequence, [known, id]);
      return;
    }
    if (isLost(this.state, sequence)) {
      this.tellLost(turn, key);
      return;
    }
    if (this.current?.turn.sequence === sequence || sequence <= this.state.sequence) {
      if (turn.kind === "close") this.closeLate(turn);
      return;
    }
    if (turn.kind === "close" || this.waiting.at(sequence) === undefined)
      this.wait({ turn, certified, key });
    this.next();
  }

  /** S4: the fence goes to where a quorum's order is; nothing up to there is ever written. */
  resume({ sequence, id }: LastPlace, durable: () => void): void {
    const { device, state } = this;
    const from = state.sequence;
    const facts = { device: device.name, from, sequence };
    const done = (): void => {
      this.context.io.log.warn("actuation", "FENCE_RESUMED", facts);
      for (const { turn, key } of this.waiting.takeUpTo(sequence)) this.tellLost(turn, key);
      durable();
    };
    if (sequence === from) done();
    else this.context.fence.resume({ device: device.name, from, sequence, id }, done);
  }

  /** Something that a command waits for may have come: the clock, for example. */
  poke(): void {
    if (this.current?.phase === "clock") this.check(this.current);
    else this.next();
  }

  /** The fence lost this place. Whoever sends its certificate again asks for its end again. */
  private tellLost(turn: Turn, key: Hex): void {
    this.context.unsettle(key);
    if (!this.context.reporter.isPending(turn.device, turn.sequence)) this.outcomes.tellLost(turn);
  }

  private idAt(sequence: number): Hex | undefined {
    const { state, current } = this;
    if (sequence === state.sequence && sequence > 0) return state.id;
    if (current?.turn.sequence === sequence) return current.turn.id;
    return state.entries.get(sequence)?.id ?? this.waiting.at(sequence)?.turn.id;
  }

  /** More than a third of the agents lie: no order can be trusted here any more. */
  private conflict(sequence: number, ids: readonly Hex[]): void {
    const device = this.device.name;
    this.context.io.count("ACTUATION_CONFLICT");
    this.context.io.log.warn("actuation", "ACTUATION_CONFLICT", {
      ...{ device, sequence, ids },
      message: "two certified commands stand at one place: this device is not written any more",
    });
    this.context.fence.stop(device, sequence, ids);
    this.waiting.clear();
  }

  private wait(item: Waiting): void {
    this.waiting.put(item);
    if (this.context.mayWait()) return;
    const dropped = this.waiting.dropLast() as Waiting;
    this.context.unsettle(dropped.key);
    this.context.io.count("ACTUATION_OVERFLOW");
  }

  private next(): void {
    if (!this.mayGo() || this.current !== null || this.ending) return;
    if ([...this.running.values()].some(({ unresolved }) => unresolved)) return;
    const sequence = this.state.sequence + 1;
    const item = this.waiting.take(sequence);
    if (item === undefined) return;
    const { turn } = item;
    if (turn.previous !== this.state.id) {
      const facts = { device: turn.device, sequence, previous: turn.previous, id: this.state.id };
      this.context.garbage.drop("actuation", "ACTUATION_PREVIOUS", facts);
      return;
    }
    if (turn.kind === "close") {
      this.endByClosing(turn);
      return;
    }
    const before = new Map<string, PointValue>();
    this.current = { ...item, turn, phase: "clock", closing: null, before };
    this.check(this.current);
  }

  private mayGo(): boolean {
    return this.context.live() && this.context.isNewest() && !this.state.stopped;
  }

  private check(current: Current): void {
    if (!this.mayGo() || !this.isTimely(current)) return;
    const { seal, site } = this.context;
    const refusal = refusalOf(seal, site, this.device, current.turn);
    if (refusal !== null) {
      this.refuse(current, refusal);
      return;
    }
    const names = pointsToRead(this.device, current.turn.command);
    if (names.length === 0) {
      this.interlocked(current);
      return;
    }
    if (this.unsettled !== null) {
      this.settleFirst(current, this.unsettled);
      return;
    }
    current.phase = "read";
    const { readWithinMs, answerGraceMs } = patienceWith(this.device);
    const read = this.adapter.read(names, readWithinMs);
    void bounded<readonly Sample[]>(this.context.io.clock, read, readWithinMs + answerGraceMs, [])
      .catch(() => [])
      .then((samples) => {
        if (!this.mayGo() || !this.isTimely(current)) return;
        const values = samples.map((sample) => [sample.point, goodValue(sample)] as const);
        current.before = new Map(values.filter(hasValue));
        const against = refusalByReading(this.device, current.turn.command, samples);
        if (against === null) this.interlocked(current);
        else this.refuse(current, against);
      });
  }

  /** Arguments of a command that ended as unknown may stand in the mailbox, or its sequence. */
  private settleFirst(current: Current, unsettled: Posted): void {
    current.phase = "read";
    void settle(this.context.io.clock, this.adapter, unsettled).then((settled) => {
      if (settled !== null) this.unsettled = null;
      if (!this.mayGo() || !this.isTimely(current)) return;
      const code = "ACTUATION_MAILBOX_UNSETTLED";
      const detail = `what became of ${unsettled.sequence} in the mailbox is not known yet`;
      if (settled === null) this.refuse(current, { code, detail });
      else this.check(current);
    });
  }

  /** Interlocks by a read of their own, just before the write. */
  private interlocked(current: Current): void {
    const judged = refusalByInterlock(this.context.own, current.turn.command);
    if (judged === null) this.attempt(current);
    else if (!(judged instanceof Promise)) this.refuse(current, judged);
    else {
      current.phase = "read";
      void judged.then((refusal) => {
        if (!this.mayGo() || !this.isTimely(current)) return;
        if (refusal === null) this.attempt(current);
        else this.refuse(current, refusal);
      });
    }
  }

  /** S5, and a closing that came in time. False: the command ended, or waits for the clock. */
  private isTimely(current: Current): boolean {
    const { clocks, io } = this.context;
    if (current.closing !== null) {
      this.current = null;
      this.endByClosing(current.closing);
      return false;
    }
    const now = clocks.nowUs(guardLimits.clockLeftMs);
    if (now === null) {
      current.phase = "clock";
      const facts = { device: this.device.name, sequence: current.turn.sequence };
      if (!this.clockLogged) io.log.warn("actuation", "ACTUATION_CLOCK", facts);
      this.clockLogged = true;
      return false;
    }
    this.clockLogged = false;
    if (now <= current.turn.command.notAfterMs * 1000) return true;
    this.refuse(current, { code: "ACTUATION_EXPIRED", detail: lateness(current.turn, now) });
    return false;
  }

  private refuse(current: Current, refusal: Refusal): void {
    const { code, detail, point } = refusal;
    const expired = code === "ACTUATION_EXPIRED";
    const points = current.turn.command.writes.map((write): PointOutcome => {
      const before = current.before.get(write.point);
      const own = point === undefined || write.point === point;
      return {
        ...{ point: write.point, asked: write.value, code: own ? code : "ACTUATION_NOT_SENT" },
        ...(before === undefined ? {} : { before }),
      };
    });
    this.current = null;
    this.ending = true;
    const outcome = expired ? "expired" : "refused";
    const ending = { outcome, code, detail, points, closing: "" } as const;
    this.outcomes.end(current.turn, ending, () => this.ended(current.turn));
  }

  private endByClosing(turn: CloseTurn): void {
    this.ending = true;
    this.outcomes.endByClosing(turn, () => this.ended(turn));
  }

  private ended({ id }: Turn): void {
    this.ending = false;
    this.context.handled(id);
    this.next();
  }

  /** S4: durable first. Earlier commands for the same points end here, before the record. */
  private attempt(current: Current): void {
    const { turn } = current;
    const { writes } = turn.command;
    const names = new Set(writes.map(({ point }) => point));
    for (const { inquiry } of [...this.running.values()]) inquiry.supersede(names);
    current.phase = "fence";
    const { device, sequence, id } = turn;
    const held = this.hasMailbox() ? { before: heldBefore(current) } : {};
    const attempt = { device, sequence, id, writes, ...held };
    this.context.fence.attempting(attempt, () => this.write(current));
  }

  private write(current: Current): void {
    if (!this.context.live()) return;
    const { clocks, seal, handled, io } = this.context;
    handled(current.turn.id);
    const now = clocks.nowUs();
    const { notAfterMs } = current.turn.command;
    if (this.state.stopped || now === null || now > notAfterMs * 1000) {
      this.unsent(current, now);
      return;
    }
    current.phase = "write";
    const { answerGraceMs } = patienceWith(this.device);
    const withinMs = Math.min(notAfterMs - now / 1000, guardLimits.writeWithinMs);
    const order = orderOf(seal.chain, current.certified);
    const written: Promise<Written | null> = this.adapter.write(order, withinMs);
    bounded(io.clock, written, withinMs + answerGraceMs, null).then(
      (results) => this.answered(current, results ?? [], results === null ? silence : ""),
      (error) => this.answered(current, [], String(error)),
    );
  }

  /** S5: the time ran out, or nobody could tell it any more, while the fence became durable. */
  private unsent({ turn }: Current, now: number | null): void {
    const { sequence, id, command } = turn;
    const expired = now !== null && !this.state.stopped;
    const code = expired ? "ACTUATION_EXPIRED" : "ACTUATION_NOT_SENT";
    const detail = expired ? lateness(turn, now) : "the clocks were lost or the device was stopped";
    const points = command.writes.map(({ point, value: asked }) => ({ point, asked, code }));
    this.current = null;
    const outcome = expired ? "expired" : "failed";
    this.outcomes.finish(sequence, id, { outcome, code, detail, points, writtenMs: 0 });
    this.next();
  }

  private answered(current: Current, results: Written, fault = ""): void {
    if (!this.context.live()) return;
    const { turn, before } = current;
    const answer = sortResults(turn, results, fault);
    const { ended, modes, detail, wrote, unresolved } = answer;
    const { sequence, id, command } = turn;
    const writtenMs = wrote ? this.context.clocks.stampMs() : 0;
    const facts = { device: turn.device, sequence, id, detail };
    this.context.io.log.info("actuation", "ACTUATION_ANSWERED", facts);
    this.current = null;
    if (wrote && ended.size === 0 && !unresolved)
      this.outcomes.tellWritten(turn, before, writtenMs);
    if (this.hasMailbox() && (unresolved || answer.left)) {
      const posted = { ...turn, writes: command.writes, before: heldBefore(current) };
      this.inquire(posted, unresolved ? new Map<string, string>() : ended, detail);
      return;
    }
    const inquiry = new ReadBack({
      ...{ clock: this.context.io.clock, adapter: this.adapter, writes: command.writes, before },
      ...{ ended, mode: (point) => modes.get(point) ?? "confirm" },
      done: (points) => this.resolved(turn, points, detail, writtenMs),
    });
    this.run(sequence, inquiry, unresolved);
    this.next();
  }

  private hasMailbox(): boolean {
    return this.device.mailbox !== undefined;
  }

  private run(sequence: number, inquiry: Inquiry, unresolved: boolean): void {
    this.running.set(sequence, { inquiry, unresolved });
    inquiry.start();
  }

  private resolved(
    { sequence, id }: Pick<Turn, "sequence" | "id">,
    points: readonly PointOutcome[],
    detail: string,
    writtenMs = 0,
  ): void {
    this.running.delete(sequence);
    this.outcomes.finish(sequence, id, { ...outcomeOf(points), detail, points, writtenMs });
    this.next();
  }

  /** Asks the PLC's program what became of an attempt; the points alone cannot tell (S4). */
  private inquire(posted: Posted & { id: Hex }, ended: Answer["ended"], why: string): void {
    const { sequence } = posted;
    const inquiry = new MailboxInquiry({
      ...{ clock: this.context.io.clock, adapter: this.adapter, posted, ended },
      onTaken: () => {
        this.running.set(sequence, { inquiry, unresolved: false });
        this.next();
      },
      done: (points, detail, settled) => {
        if (!settled) this.unsettled = posted;
        const words = [why, detail].filter((part) => part !== "");
        this.resolved(posted, points, words.join("; "));
      },
    });
    this.run(sequence, inquiry, true);
  }

  /** A crash, or the end of the process, came between the attempt and its outcome. */
  private resolve(entry: FenceEntry, rewritten: ReadonlySet<string>): void {
    const { sequence, writes } = entry;
    const detail = "the guard was restarted between the attempt and its outcome";
    const mailbox = this.hasMailbox();
    if (mailbox && sequence === this.state.sequence) {
      this.inquire(entry, new Map<string, string>(), detail);
      return;
    }
    // A later place was begun only after the program had said that it took this one as a whole.
    const mode = mailbox ? "confirm" : "resolve";
    const superseded = writes.filter(({ point }) => rewritten.has(point));
    const inquiry = new ReadBack({
      ...{ clock: this.context.io.clock, adapter: this.adapter, writes },
      before: new Map<string, PointValue>(),
      ended: new Map(superseded.map(({ point }) => [point, "SUPERSEDED"])),
      mode: () => mode,
      done: (points) => this.resolved(entry, points, detail),
    });
    this.run(sequence, inquiry, !mailbox);
  }

  /** A closing for the current command, or for a place that is past: whichever the fence says. */
  private closeLate(turn: CloseTurn): void {
    const entry = this.state.entries.get(turn.sequence);
    const { current } = this;
    if (entry !== undefined) {
      this.outcomes.answer(entry);
    } else if (current?.turn.sequence === turn.sequence) {
      current.closing = turn;
      if (current.phase === "clock") this.check(current);
    }
  }
}
