import { Faults } from "./faults.ts";
import { type Area, type MapPoint, Memory } from "./memory.ts";

/** What a program can do to the plant and learn from it. */
export interface Plant {
  /** Advances the physics; `isStuck` tells which actuators do not follow. */
  step(seconds: number, isStuck: (actuator: string) => boolean): void;
  /** The true state, for observers beside the PLC. */
  state(): Readonly<Record<string, number | boolean>>;
  readonly actuators: readonly string[];
}

/** A PLC program with the plant it runs: the shape of every simulated skid. */
export interface Skid {
  readonly name: string;
  readonly areas: readonly Area[];
  readonly map: readonly MapPoint[];
  readonly plant: Plant;
  /** Writes the values that hold at power-on. */
  powerOn(memory: Memory): void;
  /** Sensors to input registers and discrete inputs. */
  inputs(memory: Memory): void;
  /** The logic: clamps, trips, demands. */
  program(memory: Memory): void;
  /** Demands to actuators. */
  outputs(memory: Memory): void;
}

/** A PLC with a scan cycle in fixed time; it knows no clock, its owner calls `cycle`. */
export class Plc {
  readonly skid: Skid;
  readonly memory: Memory;
  readonly faults = new Faults();
  readonly cycleMs: number;
  #cycles = 0;

  constructor(skid: Skid, cycleMs = 20) {
    this.skid = skid;
    this.cycleMs = cycleMs;
    this.memory = new Memory(skid.areas, skid.map);
    skid.powerOn(this.memory);
    skid.inputs(this.memory);
  }

  get cycles(): number {
    return this.#cycles;
  }

  /** Inputs, program, outputs; then the plant moves on by one cycle time. */
  cycle(): void {
    this.skid.inputs(this.memory);
    this.skid.program(this.memory);
    this.skid.outputs(this.memory);
    this.skid.plant.step(this.cycleMs / 1000, (actuator) => this.faults.isStuck(actuator));
    this.#cycles += 1;
  }

  /** Runs the cycles of a span of plant time. */
  run(seconds: number): void {
    const cycles = Math.round((seconds * 1000) / this.cycleMs);
    for (let index = 0; index < cycles; index += 1) this.cycle();
  }
}
