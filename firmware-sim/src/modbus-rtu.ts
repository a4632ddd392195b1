import type { SerialPort } from "serialport";
import { withCrc } from "./crc.ts";
import { PlcError } from "./errors.ts";
import type { OnWrite } from "./journal.ts";
import type { Link } from "./link.ts";
import { carryOut } from "./modbus-pdu.ts";
import type { Plc } from "./plc.ts";
import { RtuFraming } from "./rtu-framing.ts";

export type Parity = "none" | "even" | "odd";

export interface LineSettings {
  /** The serial device, such as /dev/ttyUSB0 or one end of a pty pair. */
  readonly path: string;
  readonly baud?: number;
  readonly parity?: Parity;
}

/** A PLC as it answers under a unit id. */
export interface Unit {
  readonly plc: Plc;
  readonly onWrite: OnWrite;
}

/** A start bit, eight data bits, parity or a second stop bit, a stop bit. */
const bitsPerCharacter = 11;
const broadcast = 0;
/** A chunk of a frame may come so late where the system is busy; the line itself never pauses. */
const leastSilenceMs = 50;
/** How long after the line broke away it is tried again. */
const reopenMs = 250;

const open = async (settings: LineSettings): Promise<SerialPort> => {
  const { path, baud = 19_200, parity = "even" } = settings;
  const serial = await import("serialport");
  const port = new serial.SerialPort({ path, baudRate: baud, parity, autoOpen: false });
  await new Promise<void>((resolve, reject) => {
    port.open((error) => {
      if (error === null) resolve();
      else {
        const message = `cannot open the serial line ${path}: ${error.message}`;
        const remedy = "check the path of --rtu, its rights, and who else has it open";
        reject(new PlcError("SERIAL_UNAVAILABLE", message, remedy));
      }
    });
  });
  return port;
};

/** A serial line with one PLC or several on it; frames to units that are not here are ignored. */
export class ModbusRtuLine implements Link {
  readonly protocol = "modbus-rtu";
  readonly #settings: LineSettings;
  readonly #units = new Map<number, Unit>();
  readonly #framing = new RtuFraming();
  readonly #timers = new Set<NodeJS.Timeout>();
  #port: SerialPort | undefined;
  #silence: NodeJS.Timeout | undefined;
  #suspended = false;
  #closed = false;

  private constructor(settings: LineSettings) {
    this.#settings = settings;
  }

  static async open(settings: LineSettings): Promise<ModbusRtuLine> {
    const line = new ModbusRtuLine(settings);
    line.#use(await open(settings));
    return line;
  }

  /** Puts a PLC on the line under a unit id. */
  attach(number: number, unit: Unit): void {
    this.#units.set(number, unit);
  }

  detach(number: number): void {
    this.#units.delete(number);
  }

  get address(): string {
    return this.#settings.path;
  }

  /** A serial line has no connections: what is half-way, in or out, is lost. */
  drop(): void {
    this.#framing.silence();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  async suspend(): Promise<void> {
    this.#suspended = true;
    this.drop();
  }

  async resume(): Promise<void> {
    this.#suspended = false;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.drop();
    clearTimeout(this.#silence);
    const port = this.#port;
    if (port?.isOpen) await new Promise((resolve) => port.close(resolve));
  }

  #use(port: SerialPort): void {
    this.#port = port;
    port.on("data", (chunk: Buffer) => this.#take(chunk));
    port.on("error", () => {});
    port.on("close", () => this.#reopen());
  }

  /** A line that broke away comes back: adapters of serial lines are pulled and plugged. */
  #reopen(): void {
    this.drop();
    if (this.#closed) return;
    this.#later(reopenMs, () => {
      open(this.#settings).then(
        (port) => {
          if (this.#closed) port.close();
          else this.#use(port);
        },
        () => this.#reopen(),
      );
    });
  }

  #later(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms);
    this.#timers.add(timer);
  }

  /** Time that so many characters take on the line. */
  #lineMs(characters: number): number {
    return (characters * bitsPerCharacter * 1000) / (this.#settings.baud ?? 19_200);
  }

  #take(chunk: Buffer): void {
    clearTimeout(this.#silence);
    if (this.#suspended) return;
    for (const frame of this.#framing.take(chunk)) this.#request(frame);
    if (this.#framing.isEmpty) return;
    const ms = Math.max(leastSilenceMs, this.#lineMs(3.5));
    this.#silence = setTimeout(() => this.#framing.silence(), ms);
  }

  #request(frame: Buffer): void {
    const number = frame[0] ?? 0;
    const pdu = frame.subarray(1, -2);
    if (number === broadcast) {
      for (const unit of this.#units.values()) this.#carryOut(unit, number, pdu);
      return;
    }
    const unit = this.#units.get(number);
    if (unit === undefined) return;
    const answer = this.#carryOut(unit, number, pdu);
    if (answer === undefined) return;
    const whole = withCrc(Buffer.concat([Buffer.from([number]), answer.pdu]));
    const last = whole.length - 1;
    if (answer.wrongChecksum) whole[last] = (whole[last] ?? 0) ^ 0x55;
    const bytes = answer.cut ? whole.subarray(0, whole.length >> 1) : whole;
    // The answer begins after 3.5 characters of silence and is there when its last one is.
    const ms = Math.ceil(this.#lineMs(3.5 + bytes.length)) + answer.lateMs;
    this.#later(ms, () => this.#port?.write(bytes));
  }

  #carryOut({ plc, onWrite }: Unit, unit: number, pdu: Buffer): ReturnType<typeof carryOut> {
    const about = { protocol: this.protocol, from: this.#settings.path, unit } as const;
    return carryOut(plc, about, pdu, onWrite);
  }
}
