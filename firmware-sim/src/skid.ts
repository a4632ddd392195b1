import type { Area, MapPoint, Memory } from "./memory.ts";

/** What a program can do to the plant and learn from it. */
export interface Plant {
  /** Advances the physics; `isStuck` tells which actuators do not follow. */
  step(seconds: number, isStuck: (actuator: string) => boolean): void;
  /** The true state, for observers beside the PLC. */
  state(): Readonly<Record<string, number | boolean>>;
  readonly actuators: readonly string[];
}

/** What a sensor makes of the truth. */
export type Sense = (sensor: string, truth: number) => number;

/** What operators ask of the plant, by the name of the point. */
export interface Demands {
  get(name: string): number;
  /** The program changes what is asked, where everybody can see it. */
  set(name: string, value: number): void;
}

/** A point that operators write, and the values that make sense for it. */
export interface SetPoint {
  readonly name: string;
  readonly min: number;
  readonly max: number;
}

/** A PLC program with the plant it runs: the shape of every simulated skid. */
export interface Skid {
  readonly name: string;
  readonly areas: readonly Area[];
  readonly map: readonly MapPoint[];
  readonly setPoints: readonly SetPoint[];
  /** Readings of the map that stand for a sensor. */
  readonly sensors: readonly string[];
  readonly plant: Plant;
  /** Writes the values that hold at power-on, and forgets trips. */
  powerOn(memory: Memory): void;
  /** Sensors to input registers and discrete inputs. */
  inputs(memory: Memory, sense: Sense): void;
  /** The logic of one scan: clamps, trips, demands. `seconds` passed since the one before. */
  program(memory: Memory, demands: Demands, seconds: number): void;
  /** Demands to actuators. */
  outputs(demands: Demands): void;
  /** Whether a trip or an interlock of the program stands against what is asked. */
  forbids(asked: (name: string) => number, inForce: (name: string) => number): boolean;
}
