import type { Area, MapPoint, Memory } from "./memory.ts";
import { towards } from "./numbers.ts";
import { randomFrom } from "./random.ts";
import type { Demands, Plant, Sense, SetPoint, Skid } from "./skid.ts";

/** Metres, seconds, cubic metres. */
export const tank = {
  area: 2,
  height: 5,
  levelAtStart: 2,
  valveAtStart: 40,
  /** Through the fully open inlet valve. */
  inflowMax: 0.05,
  valveStrokeSeconds: 4,
  pumpRampSeconds: 1,
  /** Head of the pump at no flow, full speed. */
  shutOffHead: 20,
  /** Height to which the pump lifts, above the tank's floor. */
  lift: 14,
  /** Head lost in pump and pipe per (m3/s)^2; gives 0.02 m3/s at a level of 2 m. */
  resistance: 20_000,
  overflowTripLevel: 4.8,
  overflowResetLevel: 4.5,
  dryRunTripLevel: 0.3,
  dryRunResetLevel: 0.5,
  /** Half-width of the level sensor's noise. */
  levelNoise: 0.0005,
} as const;

/** A tank filled through a valve and emptied by a pump. */
export class TankPlant implements Plant {
  readonly actuators = ["valve", "pump"] as const;
  /** Percent open, as demanded and as it stands. */
  valveDemand: number = tank.valveAtStart;
  valvePosition: number = tank.valveAtStart;
  pumpDemand = true;
  /** 0 to 1 of full speed. */
  pumpSpeed = 1;
  volume: number = tank.levelAtStart * tank.area;
  inflow = 0;
  outflow = 0;
  totalIn = 0;
  totalOut = 0;
  totalSpilled = 0;

  get level(): number {
    return this.volume / tank.area;
  }

  step(seconds: number, isStuck: (actuator: string) => boolean): void {
    if (!isStuck("valve")) {
      const stroke = (100 / tank.valveStrokeSeconds) * seconds;
      this.valvePosition = towards(this.valvePosition, this.valveDemand, stroke);
    }
    if (!isStuck("pump")) {
      const ramp = seconds / tank.pumpRampSeconds;
      this.pumpSpeed = towards(this.pumpSpeed, this.pumpDemand ? 1 : 0, ramp);
    }
    this.inflow = tank.inflowMax * (this.valvePosition / 100);
    const entered = this.inflow * seconds;
    const left = Math.min(this.#pumpFlow() * seconds, this.volume + entered);
    this.outflow = left / seconds;
    const volume = this.volume + entered - left;
    const spilled = Math.max(0, volume - tank.area * tank.height);
    this.volume = volume - spilled;
    this.totalIn += entered;
    this.totalOut += left;
    this.totalSpilled += spilled;
  }

  /** Where the pump's curve meets the pipe's: the head left over drives the flow. */
  #pumpFlow(): number {
    const head = tank.shutOffHead * this.pumpSpeed ** 2 - tank.lift + this.level;
    return this.pumpSpeed === 0 ? 0 : Math.sqrt(Math.max(0, head) / tank.resistance);
  }

  state(): Readonly<Record<string, number | boolean>> {
    return {
      level: this.level,
      volume: this.volume,
      valveDemand: this.valveDemand,
      valvePosition: this.valvePosition,
      pumpDemand: this.pumpDemand,
      pumpSpeed: this.pumpSpeed,
      totalIn: this.totalIn,
      totalOut: this.totalOut,
      totalSpilled: this.totalSpilled,
    };
  }
}

export const tankAreas: readonly Area[] = [
  { table: "coil", first: 0, count: 16 },
  { table: "discrete", first: 0, count: 8 },
  { table: "input", first: 10, count: 20 },
  { table: "holding", first: 100, count: 40 },
];

const percent = { units: "%", range: { low: 0, high: 100 } } as const;
const flow = { units: "m³/h", range: { low: 0, high: 200 } } as const;

export const tankMap: readonly MapPoint[] = [
  { name: "valve", table: "holding", register: 100, type: "float32", ...percent },
  { name: "pump", table: "coil", register: 3, type: "bool" },
  { name: "reset", table: "coil", register: 4, type: "bool" },
  { name: "valve-position", table: "input", register: 10, type: "float32", ...percent },
  {
    name: "level",
    table: "input",
    register: 12,
    type: "uint16",
    scale: { raw: 27_648, value: tank.height },
    units: "m",
    range: { low: 0, high: tank.height },
  },
  { name: "heartbeat", table: "input", register: 13, type: "uint16" },
  { name: "inflow", table: "input", register: 14, type: "float32", ...flow },
  { name: "outflow", table: "input", register: 16, type: "float32", ...flow },
  { name: "total-in", table: "input", register: 18, type: "float32", units: "m³" },
  { name: "total-out", table: "input", register: 20, type: "float32", units: "m³" },
  { name: "total-spilled", table: "input", register: 22, type: "float32", units: "m³" },
  { name: "overflow-trip", table: "discrete", register: 0, type: "bool" },
  { name: "dry-run-trip", table: "discrete", register: 1, type: "bool" },
  { name: "pump-running", table: "discrete", register: 2, type: "bool" },
  { name: "valve-moving", table: "discrete", register: 3, type: "bool" },
];

export const tankSetPoints: readonly SetPoint[] = [
  { name: "valve", min: 0, max: 100 },
  { name: "pump", min: 0, max: 1 },
  { name: "reset", min: 0, max: 1 },
];

/** The PLC program of the tank skid, with its plant. */
export class TankSkid implements Skid {
  readonly name = "tank";
  readonly areas = tankAreas;
  readonly map = tankMap;
  readonly setPoints = tankSetPoints;
  readonly sensors = ["level", "valve-position", "inflow", "outflow"] as const;
  readonly plant = new TankPlant();
  readonly #random: () => number;
  #demand: number = tank.valveAtStart;
  #heartbeat = 0;
  #sensedLevel: number = tank.levelAtStart;
  #overflowTrip = false;
  #dryRunTrip = false;

  constructor(seed = 1) {
    this.#random = randomFrom(seed);
  }

  powerOn(memory: Memory): void {
    this.#demand = tank.valveAtStart;
    this.#overflowTrip = false;
    this.#dryRunTrip = false;
    memory.set("valve", tank.valveAtStart);
    memory.set("pump", 1);
  }

  inputs(memory: Memory, sense: Sense): void {
    const { plant } = this;
    const noise = (this.#random() * 2 - 1) * tank.levelNoise;
    const level = sense("level", plant.level + noise);
    this.#sensedLevel = Math.min(tank.height, Math.max(0, level));
    this.#heartbeat = (this.#heartbeat + 1) % 0x1_0000;
    memory.set("valve-position", sense("valve-position", plant.valvePosition));
    memory.set("level", this.#sensedLevel);
    memory.set("heartbeat", this.#heartbeat);
    memory.set("inflow", sense("inflow", plant.inflow * 3600));
    memory.set("outflow", sense("outflow", plant.outflow * 3600));
    memory.set("total-in", plant.totalIn);
    memory.set("total-out", plant.totalOut);
    memory.set("total-spilled", plant.totalSpilled);
    memory.set("pump-running", plant.pumpSpeed > 0 ? 1 : 0);
    memory.set("valve-moving", plant.valvePosition === plant.valveDemand ? 0 : 1);
  }

  program(memory: Memory, demands: Demands): void {
    const level = this.#sensedLevel;
    const asked = demands.get("valve");
    const pump = demands.get("pump") !== 0;
    if (demands.get("reset") !== 0) {
      if (this.#canFill()) this.#overflowTrip = false;
      if (this.#canPump()) this.#dryRunTrip = false;
      demands.set("reset", 0);
    }
    if (level >= tank.overflowTripLevel) this.#overflowTrip = true;
    if (level <= tank.dryRunTripLevel && pump) this.#dryRunTrip = true;
    if (!Number.isNaN(asked)) this.#demand = Math.min(100, Math.max(0, asked));
    if (this.#overflowTrip) this.#demand = 0;
    if (!Object.is(this.#demand, asked)) demands.set("valve", this.#demand);
    if (this.#dryRunTrip && pump) demands.set("pump", 0);
    memory.set("overflow-trip", this.#overflowTrip ? 1 : 0);
    memory.set("dry-run-trip", this.#dryRunTrip ? 1 : 0);
  }

  outputs(demands: Demands): void {
    this.plant.valveDemand = this.#demand;
    this.plant.pumpDemand = demands.get("pump") !== 0;
  }

  forbids(asked: (name: string) => number): boolean {
    const resets = asked("reset") !== 0;
    const overflow = this.#overflowTrip && !(resets && this.#canFill());
    const dryRun = this.#dryRunTrip && !(resets && this.#canPump());
    return (overflow && asked("valve") > 0) || (dryRun && asked("pump") !== 0);
  }

  /** A trip can be reset when its cause is gone. */
  #canFill(): boolean {
    return this.#sensedLevel < tank.overflowResetLevel;
  }

  #canPump(): boolean {
    return this.#sensedLevel > tank.dryRunResetLevel;
  }
}
