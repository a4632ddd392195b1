import type { ByteOrder } from "./codec.ts";
import { Faults } from "./faults.ts";
import { Mailbox, mailboxMap } from "./mailbox.ts";
import { Memory, type Table } from "./memory.ts";
import { Sensors } from "./sensors.ts";
import type { Demands, Skid } from "./skid.ts";
import { bankAreas, bankMap, fillBank } from "./test-bank.ts";

export interface PlcSetup {
  /** Scan cycle and step of the physics, milliseconds. */
  readonly cycleMs?: number;
  /** The program takes set points by sequence only (mailbox.ts). */
  readonly mailbox?: boolean;
  /** Byte order of the skid's points. */
  readonly order?: ByteOrder;
}

/** A PLC with a scan cycle in fixed time; it knows no clock, its owner calls `cycle`. */
export class Plc {
  readonly skid: Skid;
  readonly memory: Memory;
  readonly faults = new Faults();
  readonly cycleMs: number;
  readonly mailbox: Mailbox | undefined;
  readonly #demands: Demands;
  readonly #sensors: Sensors;
  #cycles = 0;
  #plantMs = 0;
  /** Plant time of the last scan. */
  #scannedMs = Number.NEGATIVE_INFINITY;
  #scannedAtMs = 0;

  constructor(skid: Skid, { cycleMs = 20, mailbox = false, order = "ABCD" }: PlcSetup = {}) {
    this.skid = skid;
    this.cycleMs = cycleMs;
    const map = [...skid.map, ...(mailbox ? mailboxMap : []), ...bankMap];
    this.memory = new Memory([...skid.areas, ...bankAreas], map, order);
    this.mailbox = mailbox ? new Mailbox(this.memory, skid) : undefined;
    this.#demands = this.mailbox ?? this.memory;
    this.#sensors = new Sensors(this.faults, () => this.#plantMs / 1000);
    this.#powerOn();
  }

  /** Scans since the process began. */
  get cycles(): number {
    return this.#cycles;
  }

  /** When its owner's clock stood at the last scan, milliseconds since 1970. */
  get scannedAtMs(): number {
    return this.#scannedAtMs;
  }

  /** Inputs, program, outputs; then the plant moves on by one cycle time. */
  cycle(nowMs = 0): void {
    const everyMs = Math.max(this.cycleMs, this.faults.find("slow-scan")?.ms ?? 0);
    if (this.#plantMs - this.#scannedMs >= everyMs) {
      this.#scan();
      this.#scannedAtMs = nowMs;
    }
    this.skid.plant.step(this.cycleMs / 1000, (actuator) => this.faults.isStuck(actuator));
    this.#plantMs += this.cycleMs;
  }

  /** Runs the cycles of a span of plant time. */
  run(seconds: number): void {
    const cycles = Math.round((seconds * 1000) / this.cycleMs);
    for (let index = 0; index < cycles; index += 1) this.cycle();
  }

  /** A write from outside. A clamped point answers well and takes another value. */
  write(table: Table, register: number, words: readonly number[]): void {
    this.memory.write(table, register, words);
    for (const { name } of this.memory.pointsIn(table, register, words.length)) {
      const clamp = this.faults.find("clamp", ({ point }) => point === name);
      if (clamp === undefined) continue;
      const value = this.memory.get(name);
      this.memory.set(name, value >= clamp.min ? Math.min(value, clamp.max) : clamp.min);
    }
  }

  /** The plant goes on. `keep`: the memory is retained; else it is as at power-on. */
  restart(keep: boolean): void {
    if (!keep) this.#powerOn();
  }

  #powerOn(): void {
    this.memory.erase();
    fillBank(this.memory);
    this.skid.powerOn(this.memory);
    this.mailbox?.powerOn();
    this.#inputs();
  }

  #inputs(): void {
    this.skid.inputs(this.memory, (sensor, truth) => this.#sensors.sense(sensor, truth));
  }

  #scan(): void {
    const passedMs = this.#plantMs - this.#scannedMs;
    const seconds = (Number.isFinite(passedMs) ? passedMs : this.cycleMs) / 1000;
    this.#scannedMs = this.#plantMs;
    this.#inputs();
    this.mailbox?.scan((sequence) =>
      this.faults.find("mailbox", (fault) => (fault.sequence ?? sequence) === sequence),
    );
    this.skid.program(this.memory, this.#demands, seconds);
    this.skid.outputs(this.#demands);
    this.#cycles += 1;
  }
}
