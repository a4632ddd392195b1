import type { SerialPort } from "serialport";
import type { AdapterOptions } from "./adapter.ts";
import { afterInput, backOffMs } from "./delay.ts";
import { defaults, limits } from "./limits.ts";
import { answerBytes, probeFrame, SerialFrames } from "./modbus-frames.ts";
import { exchange, ModbusClient, type ModbusAnswer, type ModbusRequest } from "./modbus-request.ts";
import type { Waiting } from "./request-queue.ts";
import { UnitPresence, type UnansweredRead } from "./serial-presence.ts";
import type { SerialUnit } from "./serial-unit.ts";

export interface LineSettings {
  readonly baud: number;
  readonly parity: "none" | "even" | "odd";
  readonly stopBits: 1 | 2;
  readonly dataBits: 7 | 8;
}

interface OpenPort {
  readonly port: SerialPort;
  readonly frames: SerialFrames;
  readonly client: ModbusClient;
  /** The one request in flight. */
  inFlight?: InFlight;
  /** When the last byte went or came, by the monotonic clock. */
  lastByteMs: number;
  /** How long the line must be silent before the next request. */
  silenceMs: number;
  /** Until when noise may hold the next request back. */
  noisyUntilMs: number;
}

interface InFlight {
  readonly unit: SerialUnit;
  readonly beganMs: number;
  timer: NodeJS.Timeout;
  readonly end: (answer: ModbusAnswer) => void;
}

type Serial = typeof import("serialport");

/**
 * Loaded when a serial line is used at all: it is native code. Node names the exports of such a
 * module; a bundle has them under `default` alone.
 */
const loadSerial = async (): Promise<Serial> => {
  const module = await import("serialport");
  return ("default" in module ? module.default : module) as Serial;
};

const codes = { coil: 1, discrete: 2, holding: 3, input: 4 } as const;

/** Bytes of a request frame; those of single writes are as long as those of reads. */
const requestBytes = (request: ModbusRequest): number => {
  if (request.kind === "read") return 8;
  const { table, words } = request;
  return 9 + (table === "coil" ? Math.ceil(words.length / 8) : 2 * words.length);
};

/**
 * One serial line and the units on it. One request is in flight, whoever it is for. Writes go
 * before reads, and of these what a guard reads for commands before scans, which keep a part of the
 * turns; otherwise the units take turns. A unit that does not answer is down: nothing is asked of
 * it but, ever more rarely, whether it is there, so that it delays the others little.
 *
 * Modbus RTU has no transaction ids: a late answer looks like that to the next request of the same
 * function. So a unit that left a request unanswered is asked by *another* function first. It
 * answers in order: with that answer, the late one has come, met nobody and was dropped.
 */
export class SerialLine {
  readonly path: string;
  readonly settings: LineSettings;
  readonly #options: AdapterOptions;
  readonly #units: SerialUnit[] = [];
  readonly #presences = new Map<number, UnitPresence>();
  #open: OpenPort | undefined;
  #closing: Promise<void> = Promise.resolve();
  #reopen: NodeJS.Timeout | undefined;
  #wake: NodeJS.Timeout | undefined;
  #failures = 0;
  #turn = 0;
  #freshInRow = 0;
  #probesFromMs = 0;
  #silentProbes = 0;
  #generation = 0;

  constructor(path: string, settings: LineSettings, options: AdapterOptions) {
    this.path = path;
    this.settings = settings;
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  presenceOf(unit: number): UnitPresence {
    const presence = this.#presences.get(unit) ?? new UnitPresence(this.#options);
    this.#presences.set(unit, presence);
    return presence;
  }

  /** The line is open while any unit is joined. */
  join(unit: SerialUnit): void {
    this.#units.push(unit);
    if (this.#units.length === 1) void this.#connect();
    if (unit.presence.up) unit.found();
    this.next();
  }

  async leave(unit: SerialUnit): Promise<void> {
    const index = this.#units.indexOf(unit);
    if (index < 0) return;
    this.#units.splice(index, 1);
    const flight = this.#open?.inFlight;
    if (flight?.unit === unit) flight.end({ kind: "no-answer", code: "STOPPED" });
    if (unit.up) unit.lost("STOPPED");
    const { presence } = unit;
    if (presence.up && this.#namesOf(presence).length === 0) presence.lost(undefined);
    if (this.#units.length > 0) return;
    this.#generation += 1;
    clearTimeout(this.#reopen);
    clearTimeout(this.#wake);
    if (this.#open !== undefined) this.#close(this.#open);
    await this.#closing;
  }

  /** Sends the next request whose turn it is, if the line is free. */
  next(): void {
    clearTimeout(this.#wake);
    const open = this.#open;
    if (open === undefined || open.inFlight !== undefined) return;
    const now = performance.now();
    const quietMs = Math.min(open.lastByteMs + open.silenceMs, open.noisyUntilMs);
    if (quietMs > now) return this.#wakeAt(quietMs);
    const unit = this.#turnOf((one) => one.writeWaits) ?? this.#readTurn(now);
    if (unit === undefined) {
      const down = this.#units.filter(({ up }) => !up);
      const dueMs = down.map(({ presence }) => this.#probeDueMs(presence));
      if (dueMs.length > 0) this.#wakeAt(Math.min(...dueMs));
      return;
    }
    if (!unit.up) return this.#probe(open, unit);
    const waiting = unit.take();
    if (waiting === undefined) return this.next();
    this.#send(open, unit, waiting);
  }

  /** Probes that fail take a bounded share of the line, but the first one is free. */
  #probeDueMs({ probeMs, failures }: UnitPresence): number {
    return failures === 0 ? probeMs : Math.max(probeMs, this.#probesFromMs);
  }

  #namesOf(presence: UnitPresence): readonly SerialUnit[] {
    return this.#units.filter((unit) => unit.presence === presence);
  }

  /** What one device's request was not answered with may come late, and meet another's. */
  #unanswered(unit: SerialUnit, code: string, read: UnansweredRead | undefined): void {
    unit.presence.lost(read);
    for (const one of new Set([unit, ...this.#namesOf(unit.presence)])) one.lost(code);
  }

  /** Scans and probes are not starved, however many fresh reads wait. */
  #readTurn(now: number): SerialUnit | undefined {
    const isFresh = (one: SerialUnit): boolean => one.freshWaits;
    const isOther = (one: SerialUnit): boolean =>
      one.up ? one.requestWaits && !one.freshWaits : this.#probeDueMs(one.presence) <= now;
    const isFreshFirst = this.#freshInRow < limits.freshInRow;
    const unit = isFreshFirst
      ? (this.#turnOf(isFresh) ?? this.#turnOf(isOther))
      : (this.#turnOf(isOther) ?? this.#turnOf(isFresh));
    this.#freshInRow = unit?.freshWaits === true ? this.#freshInRow + 1 : 0;
    return unit;
  }

  #turnOf(wants: (unit: SerialUnit) => boolean): SerialUnit | undefined {
    const { length } = this.#units;
    for (let step = 0; step < length; step += 1) {
      const index = (this.#turn + step) % length;
      const unit = this.#units[index];
      if (unit === undefined || !wants(unit)) continue;
      this.#turn = (index + 1) % length;
      return unit;
    }
    return undefined;
  }

  #wakeAt(atMs: number): void {
    this.#wake = setTimeout(() => this.next(), Math.max(1, Math.ceil(atMs - performance.now())));
  }

  #send(open: OpenPort, unit: SerialUnit, { request, settle }: Waiting): void {
    const answer = request.kind === "read" ? 5 + 2 * request.count : 8;
    const wireMs = (requestBytes(request) + answer) * this.#byteMs();
    const end = this.#fly(open, unit, unit.timeoutMs + wireMs, (result) => {
      if (result.kind === "ok" || result.kind === "exception") {
        this.#silentProbes = 0;
        settle(result);
        return;
      }
      const code = "code" in result ? result.code : "TIMEOUT";
      this.#distrust(open);
      settle(result);
      const functionCode = codes[request.table];
      const read = request.kind === "read" ? { functionCode, count: request.count } : undefined;
      this.#unanswered(unit, code, read);
    });
    void exchange(open.client, unit.number, request).then(end);
  }

  /** Asks a unit that is down whether it is there. */
  #probe(open: OpenPort, unit: SerialUnit): void {
    const { functionCode, count, timeoutMs } = unit.presence.nextProbe(unit.timeoutMs);
    const frame = probeFrame(unit.number, functionCode, count);
    const wireMs = (frame.length + answerBytes(frame)) * this.#byteMs();
    const answered = (): void => end({ kind: "ok", words: [] });
    const echoed = (): void => end({ kind: "no-answer", code: "SERIAL_ECHO" });
    const beganMs = performance.now();
    const end = this.#fly(open, unit, timeoutMs + wireMs, (result) => {
      open.frames.off("data", answered).off("echo", echoed);
      if (result.kind === "ok") {
        this.#silentProbes = 0;
        this.#failures = 0;
        unit.presence.found();
        for (const one of this.#namesOf(unit.presence)) one.found();
        return;
      }
      const code = "code" in result ? result.code : "TIMEOUT";
      this.#distrust(open);
      // Ended by this side: it says nothing of the unit.
      if (this.#open !== open || !this.#units.includes(unit)) return;
      this.#unanswered(unit, code, undefined);
      const spentMs = performance.now() - beganMs;
      this.#probesFromMs = performance.now() + spentMs * (1 / limits.probeShare - 1);
      this.#silentProbes += 1;
      const someUp = this.#units.some(({ up }) => up);
      if (this.#silentProbes >= limits.silentProbes && !someUp) this.#lose(open, "LINE_SILENT");
    });
    open.frames.once("data", answered).once("echo", echoed);
    open.frames.write(frame);
  }

  /** One request in flight, that ends once: by what the caller makes of `end`, or by its time. */
  #fly(
    open: OpenPort,
    unit: SerialUnit,
    timeoutMs: number,
    ended: (answer: ModbusAnswer) => void,
  ): (answer: ModbusAnswer) => void {
    const end = (answer: ModbusAnswer): void => {
      if (open.inFlight !== flight) return;
      clearTimeout(flight.timer);
      delete open.inFlight;
      open.frames.forget();
      open.silenceMs = this.#gapMs();
      open.noisyUntilMs = performance.now() + limits.drainMostMs;
      ended(answer);
      this.next();
    };
    const flight: InFlight = {
      unit,
      beganMs: performance.now(),
      timer: afterInput(timeoutMs, () => end({ kind: "no-answer", code: "TIMEOUT" })),
      end,
    };
    open.inFlight = flight;
    return end;
  }

  /** What still comes is late: the line is let run dry before it is used again. */
  #distrust(open: OpenPort): void {
    open.silenceMs = Math.max(limits.drainMs, this.#gapMs());
    open.lastByteMs = performance.now();
    open.noisyUntilMs = performance.now() + limits.drainMostMs;
  }

  /** One character: start bit, data, parity, stop bits. */
  #byteMs(): number {
    const { baud, parity, stopBits, dataBits } = this.settings;
    return ((1 + dataBits + (parity === "none" ? 0 : 1) + stopBits) * 1000) / baud;
  }

  /** Between frames: 3.5 characters, 1.75 ms above 19200 baud (Serial Line V1.02, 2.5.1.1). */
  #gapMs(): number {
    return this.settings.baud > 19_200 ? 1.75 : 3.5 * this.#byteMs();
  }

  async #connect(): Promise<void> {
    const generation = this.#generation;
    await this.#closing;
    const { SerialPort } = await loadSerial();
    if (generation !== this.#generation) return;
    const { baud: baudRate, parity, stopBits, dataBits } = this.settings;
    const terms = { baudRate, parity, stopBits, dataBits, autoOpen: false };
    const port = new SerialPort({ path: this.path, ...terms });
    const frames = new SerialFrames((frame) => {
      const open = this.#open;
      if (open?.port !== port) return;
      open.lastByteMs = performance.now() + frame.length * this.#byteMs();
      port.write(frame);
    });
    const client = new ModbusClient(frames);
    client.open();
    const now = performance.now();
    const open: OpenPort = {
      ...{ port, frames, client, lastByteMs: now, silenceMs: this.#gapMs() },
      noisyUntilMs: Number.POSITIVE_INFINITY,
    };
    port.on("data", (bytes: Buffer) => {
      open.lastByteMs = performance.now();
      frames.take(bytes);
    });
    port.on("error", (error) => this.#lose(open, "SERIAL_FAILED", error.message));
    port.on("close", () => this.#lose(open, "SERIAL_CLOSED"));
    const timer = setTimeout(
      () => this.#failed("SERIAL_OPEN", "the driver does not answer"),
      this.#options.connectTimeoutMs ?? defaults.connectTimeoutMs,
    );
    port.open((error) => {
      clearTimeout(timer);
      if (generation !== this.#generation) return this.#close(open);
      if (error !== null) return this.#failed("SERIAL_OPEN", error.message);
      this.#open = open;
      this.#silentProbes = 0;
      for (const { presence } of this.#units) presence.opened();
      this.next();
    });
  }

  #lose(open: OpenPort, code: string, detail = this.path): void {
    if (this.#open !== open) return;
    const flight = open.inFlight;
    this.#close(open);
    flight?.end({ kind: "no-answer", code });
    for (const unit of this.#units) if (unit.up) this.#unanswered(unit, code, undefined);
    this.#failed(code, detail);
  }

  #failed(code: string, detail: string): void {
    this.#generation += 1;
    const device = this.#units[0]?.device ?? this.path;
    this.#options.log?.({ code, device, detail: `${this.path}: ${detail}` });
    if (this.#units.length === 0) return;
    this.#failures += 1;
    const waitMs = backOffMs(this.#options, this.#failures - 1);
    this.#reopen = setTimeout(() => void this.#connect(), waitMs);
  }

  #close(open: OpenPort): void {
    if (this.#open === open) this.#open = undefined;
    this.#closing = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, defaults.connectTimeoutMs);
      const done = (): void => {
        clearTimeout(timer);
        resolve();
      };
      if (open.port.isOpen) open.port.close(done);
      else done();
    });
  }
}
