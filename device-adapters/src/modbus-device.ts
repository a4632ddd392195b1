import type {
  Certified,
  DeviceSpec,
  PointSpec,
  PointWrite,
  Quality,
  Sample,
  Table,
} from "@quorate/protocol";
import {
  AdapterError,
  type AdapterOptions,
  type DeviceAdapter,
  type PointWritten,
  type RawRead,
  type ScanListener,
  type UpListener,
  type WriteOrder,
} from "./adapter.ts";
import { decode, encode, registersOf } from "./codec.ts";
import { defaults, limits } from "./limits.ts";
import { type Block, isBits, type MappedPoint, mostPerRead, planBlocks } from "./modbus-blocks.ts";
import { Mailbox, type MailboxArgument, Pauses, writtenOf } from "./modbus-mailbox.ts";
import {
  exceptionCode,
  type ModbusLink,
  type ModbusRequest,
  priority,
  provesUnwritten,
  type RequestTerms,
} from "./modbus-request.ts";
import {
  type BlockResult,
  type MissedPoint,
  ModbusScan,
  readBlock,
  type ScanResult,
  type Unit,
} from "./modbus-scan.ts";

/** What a point's registers said, before anything is known about earlier readings. */
type Reading = Pick<Sample, "value" | "quality" | "reason">;

/** Any device that speaks Modbus, over whatever link its protocol uses. */
export class ModbusDevice implements DeviceAdapter {
  readonly device: DeviceSpec;
  readonly #link: ModbusLink;
  readonly #options: AdapterOptions;
  readonly #points: ReadonlyMap<string, MappedPoint>;
  readonly #unit: number;
  readonly #now: () => number;
  readonly #lastGood = new Map<string, Sample>();
  readonly #scans: readonly ModbusScan[];
  readonly #scanListeners: ScanListener[] = [];
  readonly #mailbox: Mailbox | undefined;
  readonly #pauses = new Pauses();
  /** There is one when the device has a mailbox. */
  readonly settle?: NonNullable<DeviceAdapter["settle"]>;

  constructor(device: DeviceSpec, link: ModbusLink, options: AdapterOptions) {
    this.device = device;
    this.#link = link;
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#unit = device.unit ?? 1;
    if (!Number.isInteger(this.#unit) || this.#unit < 0 || this.#unit > 255) {
      throw new AdapterError("UNIT_INVALID", device.name, `unit ${this.#unit} is not 0..255`);
    }
    const mapped = device.points.map((point) => mapPoint(device, point));
    this.#points = new Map(mapped.map((point) => [point.name, point]));
    this.#scans = this.#groupByInterval(mapped);
    link.onConnected(() => {
      for (const scan of this.#scans) scan.scanNow();
    });
    const mailbox = this.#openMailbox(options);
    this.#mailbox = mailbox;
    if (mailbox !== undefined)
      this.settle = ({ sequence, writes, before }, withinMs) => {
        const plan = (list: readonly PointWrite[]): readonly MailboxArgument[] =>
          list.map((write) => this.#planWrite(device.name, write)).filter(isArgument);
        return mailbox.settle(sequence, { asked: plan(writes), held: plan(before) }, withinMs);
      };
  }

  get up(): boolean {
    return this.#link.up;
  }

  start(): void {
    for (const scan of this.#scans) scan.start();
    this.#link.start();
  }

  async stop(): Promise<void> {
    for (const scan of this.#scans) scan.stop();
    this.#mailbox?.stop();
    this.#pauses.stop();
    await this.#link.stop();
  }

  onScan(listener: ScanListener): void {
    this.#scanListeners.push(listener);
  }

  onUp(listener: UpListener): void {
    this.#link.onUp(listener);
  }

  async read(points: readonly string[], withinMs?: number): Promise<readonly Sample[]> {
    const askedMs = this.#now();
    const samples = new Map<string, Sample>();
    const wanted = [...new Set(points)].flatMap((name) => this.#points.get(name) ?? []);
    const gather = this.#readAll(planBlocks(wanted, this.#gaps()), samples, withinMs);
    await bounded(gather, withinMs);
    return points.map((name) => {
      const reason = this.#points.has(name) ? "TIMEOUT" : "UNKNOWN_POINT";
      return samples.get(name) ?? badSample(name, reason, askedMs);
    });
  }

  async write(
    order: Certified<WriteOrder>,
    withinMs?: number,
  ): Promise<readonly PointWritten[]> {
    const terms = { priority: priority.write, ...deadlineIn(withinMs) };
    const plan = order.writes.map((write) => this.#planWrite(order.device, write));
    const spoiled = plan.some((step) => "code" in step);
    if (this.#mailbox !== undefined && !spoiled)
      return this.#post(this.#mailbox, plan.filter(isArgument), order.sequence, terms);
    const results: PointWritten[] = [];
    let stopped = spoiled ? "OTHER_POINT_INVALID" : undefined;
    for (const step of plan) {
      const { point } = step;
      if ("code" in step) results.push(notWritten(point, "not-sent", step.code, step.detail));
      else if (stopped !== undefined) {
        const detail = "another point of the same order failed";
        results.push(notWritten(point, "not-sent", stopped, detail));
      } else {
        const result = await this.#writePoint(point, step.request, terms);
        if (!result.ok) stopped = "EARLIER_POINT_FAILED";
        results.push(result);
      }
    }
    return results;
  }

  #openMailbox({ mailboxEchoMs }: AdapterOptions): Mailbox | undefined {
    const { mailbox, timeoutMs = 0 } = this.device;
    if (mailbox === undefined) return undefined;
    const access = {
      request: (request: ModbusRequest, terms: RequestTerms) =>
        this.#link.request(this.#unit, request, terms),
      nowMs: () => performance.now(),
      wait: (ms: number) => this.#pauses.wait(ms),
    };
    // What is under way to a slow device arrives as late as its answers come.
    const leastMs = Math.max(defaults.mailboxEchoMs, 2 * timeoutMs);
    return new Mailbox(mailbox, access, mailboxEchoMs ?? leastMs);
  }

  /** The program takes all points or none. */
  async #post(
    mailbox: Mailbox,
    args: readonly MailboxArgument[],
    sequence: number,
    terms: RequestTerms,
  ): Promise<readonly PointWritten[]> {
    return writtenOf(args, await mailbox.write(args, sequence, terms));
  }

  async readRaw(
    table: Table,
    register: number,
    count: number,
    isWanted: () => boolean = () => true,
  ): Promise<RawRead> {
    const whole = Number.isInteger(register) && Number.isInteger(count);
    if (!whole || register < 0 || count < 1 || count > mostPerRead(table)) {
      return { ok: false, code: exceptionCode(3), exception: 3 };
    }
    if (register + count > limits.lastRegister + 1) {
      return { ok: false, code: exceptionCode(2), exception: 2 };
    }
    const request = { kind: "read", table, register, count } as const;
    const waitMs = Math.max(defaults.rawReadMs, this.device.timeoutMs ?? 0);
    const terms = { priority: priority.raw, ...deadlineIn(waitMs), isWanted };
    const answer = await this.#link.request(this.#unit, request, terms);
    if (answer.kind === "ok") return { ok: true, words: answer.words };
    if (answer.kind === "exception") {
      const { exception } = answer;
      return { ok: false, code: exceptionCode(exception), exception };
    }
    return { ok: false, code: answer.code };
  }

  #groupByInterval(points: readonly MappedPoint[]): readonly ModbusScan[] {
    const groups = new Map<number, MappedPoint[]>();
    for (const point of points) {
      const intervalMs = point.scanMs ?? this.device.scanMs;
      groups.set(intervalMs, [...(groups.get(intervalMs) ?? []), point]);
    }
    return [...groups].map(
      ([intervalMs, group]) =>
        new ModbusScan({
          ...this.#unitOf(),
          intervalMs,
          plan: () => planBlocks(group, this.#gaps()),
          onResults: (results) => this.#scanned(results),
          onMissed: (missed) => this.#missed(missed),
        }),
    );
  }

  #unitOf(): Unit {
    return { link: this.#link, unit: this.#unit, now: this.#now };
  }

  #gaps(): { gapRegisters: number; gapBits: number } {
    return {
      gapRegisters: this.#options.gapRegisters ?? defaults.gapRegisters,
      gapBits: this.#options.gapBits ?? defaults.gapBits,
    };
  }

  async #readAll(
    blocks: readonly Block[],
    samples: Map<string, Sample>,
    withinMs: number | undefined,
  ): Promise<void> {
    const terms = { priority: priority.fresh, ...deadlineIn(withinMs) };
    for (const block of blocks) {
      const { results } = await readBlock(this.#unitOf(), block, terms);
      for (const result of results) samples.set(result.point.name, this.#fresh(result));
    }
  }

  /** The sample of a read asked for just now; a failure shows no older value. */
  #fresh(result: BlockResult): Sample {
    const { point, askedMs, receivedMs } = result;
    if (result.kind !== "words") return badSample(point.name, result.code, askedMs);
    const sample = {
      point: point.name,
      ...readingOf(point, result.words),
      sourceTimeMs: askedMs,
      receivedTimeMs: receivedMs,
    };
    if (sample.quality !== "bad") this.#lastGood.set(point.name, sample);
    return sample;
  }

  /** The sample of a scan; a failure shows the last value, marked. */
  #scanned(results: readonly ScanResult[]): void {
    const samples = results.map(({ result, misses }) => {
      if (result.kind === "unreached") return this.#aged(result.point, misses, result.code);
      const sample = this.#fresh(result);
      if (sample.quality !== "bad") return sample;
      const last = this.#lastGood.get(sample.point);
      const reason = sample.reason ?? "BAD";
      return last === undefined ? sample : { ...last, quality: "bad" as const, reason };
    });
    this.#emit(samples);
  }

  #missed(missed: readonly MissedPoint[]): void {
    const samples = missed
      .filter(({ misses }) => misses >= this.#staleScans())
      .map(({ point, misses }) => this.#aged(point, misses, "TIMEOUT"));
    if (samples.length > 0) this.#emit(samples);
  }

  #aged(point: MappedPoint, misses: number, reason: string): Sample {
    const last = this.#lastGood.get(point.name);
    if (last === undefined) return badSample(point.name, reason, this.#now());
    return misses >= this.#staleScans()
      ? { ...last, quality: "bad", reason: "STALE" }
      : { ...last, quality: "uncertain", reason };
  }

  #staleScans(): number {
    return this.#options.staleScans ?? defaults.staleScans;
  }

  #emit(samples: readonly Sample[]): void {
    for (const listener of this.#scanListeners) listener(samples);
  }

  #planWrite(device: string, write: PointWrite): WriteStep {
    const { point: name } = write;
    const no = (code: string, detail: string): WriteStep => ({ point: name, code, detail });
    if (device !== this.device.name) return no("WRONG_DEVICE", `this is ${this.device.name}`);
    const point = this.#points.get(name);
    if (point === undefined) return no("UNKNOWN_POINT", `${this.device.name} has no such point`);
    const { table, register } = point;
    if (point.access !== "setpoint" || table === "discrete" || table === "input") {
      return no("NOT_WRITABLE", `${name} is a reading`);
    }
    const encoded = encode(point, write.value);
    if (!encoded.ok) return no(encoded.code, encoded.detail);
    const multiple = this.#options.multipleWritesOnly ?? false;
    const { words } = encoded;
    return { point: name, request: { kind: "write", table, register, words, multiple } };
  }

  async #writePoint(
    point: string,
    request: ModbusRequest,
    terms: RequestTerms,
  ): Promise<PointWritten> {
    const answer = await this.#link.request(this.#unit, request, terms);
    switch (answer.kind) {
      case "ok":
        return { point, ok: true, outcome: "written" };
      case "exception": {
        const outcome = provesUnwritten(answer.exception) ? "refused" : "unknown";
        const detail = `the device answered Modbus exception ${answer.exception}`;
        return notWritten(point, outcome, exceptionCode(answer.exception), detail);
      }
      case "not-sent":
        return notWritten(point, "not-sent", answer.code, "nothing was sent to the device");
      case "no-answer":
        return notWritten(point, "unknown", answer.code, "sent, but no valid answer came");
    }
  }
}

type WriteStep =
  | MailboxArgument
  | { readonly point: string; readonly code: string; readonly detail: string };

const isArgument = (step: WriteStep): step is MailboxArgument => "request" in step;

const notWritten = (
  point: string,
  outcome: Exclude<PointWritten["outcome"], "written">,
  code: string,
  detail: string,
): PointWritten => ({ point, ok: false, outcome, code, detail });

const badSample = (point: string, reason: string, atMs: number): Sample => ({
  point,
  value: null,
  quality: "bad",
  reason,
  sourceTimeMs: atMs,
  receivedTimeMs: atMs,
});

const readingOf = (point: MappedPoint, words: readonly number[]): Reading => {
  const decoded = decode(point, words);
  if (!decoded.ok) return { value: null, quality: "bad", reason: decoded.code };
  const quality: Quality = decoded.beyondScale ? "uncertain" : "good";
  const reason = decoded.beyondScale ? { reason: "ENGINEERING_UNITS_EXCEEDED" } : {};
  return { value: decoded.value, quality, ...reason };
};

const mapPoint = (device: DeviceSpec, point: PointSpec): MappedPoint => {
  const { table, register } = point;
  const fail = (code: string, detail: string): never => {
    throw new AdapterError(code, device.name, `point '${point.name}' ${detail}`);
  };
  if (table === undefined || register === undefined) {
    return fail("POINT_UNMAPPED", "has no table and register");
  }
  const end = register + registersOf(point);
  if (!Number.isInteger(register) || register < 0 || end > limits.lastRegister + 1) {
    return fail("REGISTER_INVALID", `does not lie within 0..${limits.lastRegister}`);
  }
  if (isBits(table) && point.type !== "bool") return fail("TYPE_INVALID", "must be bool there");
  if (registersOf(point) > limits.registersPerWrite) return fail("TYPE_INVALID", "is too long");
  return { ...point, table, register };
};

const deadlineIn = (withinMs: number | undefined): Pick<RequestTerms, "deadline"> =>
  withinMs === undefined ? {} : { deadline: performance.now() + withinMs };

/** Waits for the work, but no longer than asked; what is late goes on unobserved. */
const bounded = async (work: Promise<void>, withinMs: number | undefined): Promise<void> => {
  if (withinMs === undefined) return work;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, withinMs);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
};
