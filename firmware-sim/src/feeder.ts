import { breakers, feeder, FeederPlant, loads } from "./feeder-plant.ts";
import type { Area, MapPoint, Memory } from "./memory.ts";
import { bounded } from "./numbers.ts";
import { Protection } from "./protection.ts";
import { randomFrom } from "./random.ts";
import type { Demands, Sense, SetPoint, Skid } from "./skid.ts";

const loadMax = 400;
/** Half-width of the current transformers' noise, as a part of the current. */
const currentNoise = 0.001;
/** A breaker told to trip that still carries current after so long has failed (ANSI 50BF). */
const failureSeconds = 0.3;

const ofLoad = { pickupAmperes: 110, tripSeconds: 10, instantAmperes: 300 };
const ofIncoming = { pickupAmperes: 330, tripSeconds: 20, instantAmperes: 900 };

const areas: readonly Area[] = [
  { table: "coil", first: 0, count: 16 },
  { table: "discrete", first: 0, count: 16 },
  { table: "input", first: 10, count: 40 },
  { table: "holding", first: 100, count: 40 },
];

const amperes = { type: "float32", units: "A", range: { low: 0, high: 1500 } } as const;
const kilowatts = { type: "float32", units: "kW", range: { low: 0, high: 1000 } } as const;
const percent = { type: "float32", units: "%", range: { low: 0, high: loadMax } } as const;
const volts = { type: "float32", units: "V", range: { low: 0, high: 500 } } as const;

const sides = ["in", ...loads] as const;

const bits = (prefix: string, table: "coil" | "discrete", first: number): readonly MapPoint[] =>
  sides.map((side, index) => ({
    name: `${prefix}-${side}`,
    table,
    register: first + index,
    type: "bool",
  }));

const inputs = (
  prefix: string,
  names: readonly string[],
  first: number,
  rest: Pick<MapPoint, "type" | "units" | "range">,
): readonly MapPoint[] =>
  names.map((name, index) => ({
    name: `${prefix}-${name}`,
    table: "input",
    register: first + 2 * index,
    ...rest,
  }));

const map: readonly MapPoint[] = [
  ...bits("breaker", "coil", 0),
  { name: "reset", table: "coil", register: 4, type: "bool" },
  ...loads.map(
    (name, index): MapPoint => ({
      name: `load-${name}`,
      table: "holding",
      register: 100 + 2 * index,
      ...percent,
    }),
  ),
  { name: "voltage", table: "input", register: 10, ...volts },
  ...inputs("current", sides, 12, amperes),
  ...inputs("power", sides, 20, kilowatts),
  { name: "energy", table: "input", register: 28, type: "float64", units: "kWh" },
  { name: "heartbeat", table: "input", register: 32, type: "uint16" },
  ...bits("closed", "discrete", 0),
  ...bits("trip", "discrete", 4),
  ...bits("lockout", "discrete", 8),
];

const setPoints: readonly SetPoint[] = [
  ...breakers.map((name) => ({ name, min: 0, max: 1 })),
  { name: "reset", min: 0, max: 1 },
  ...loads.map((name) => ({ name: `load-${name}`, min: 0, max: loadMax })),
];

/** The PLC program of the feeder, with its plant. */
export class FeederSkid implements Skid {
  readonly name = "feeder";
  readonly areas = areas;
  readonly map = map;
  readonly setPoints = setPoints;
  readonly sensors = ["voltage", ...sides.map((side) => `current-${side}`)];
  readonly plant = new FeederPlant();
  readonly #random: () => number;
  readonly #protections = sides.map(
    (side) => new Protection(side === "in" ? ofIncoming : ofLoad),
  );
  /** As the transformers tell them. */
  readonly #amperes: number[] = sides.map(() => 0);
  /** How long each breaker has carried current against its trip. */
  readonly #failing: number[] = sides.map(() => 0);
  #heartbeat = 0;

  constructor(seed = 1) {
    this.#random = randomFrom(seed);
  }

  /** Breakers stay as they are: they latch, and a controller that starts must not switch them. */
  powerOn(memory: Memory): void {
    for (const protection of this.#protections) protection.reset();
    breakers.forEach((name, index) => {
      memory.set(name, this.plant.breakers[index]?.closed === true ? 1 : 0);
    });
    for (const name of loads) memory.set(`load-${name}`, feeder.loadAtStart);
  }

  inputs(memory: Memory, sense: Sense): void {
    const { plant } = this;
    this.#heartbeat = (this.#heartbeat + 1) % 0x1_0000;
    memory.set("heartbeat", this.#heartbeat);
    const phase = sense("voltage", plant.volts * Math.sqrt(3)) / Math.sqrt(3);
    memory.set("voltage", phase * Math.sqrt(3));
    memory.set("energy", plant.joulesIn / 3.6e6);
    sides.forEach((side, index) => {
      const noise = 1 + (this.#random() * 2 - 1) * currentNoise;
      const sensed = sense(`current-${side}`, (plant.amperes[index] ?? 0) * noise);
      this.#amperes[index] = sensed;
      memory.set(`current-${side}`, sensed);
      memory.set(`power-${side}`, (3 * phase * sensed) / 1000);
      memory.set(`closed-${side}`, plant.breakers[index]?.closed === true ? 1 : 0);
    });
  }

  program(memory: Memory, demands: Demands, seconds: number): void {
    if (demands.get("reset") !== 0) {
      for (const protection of this.#protections) protection.reset();
      demands.set("reset", 0);
    }
    breakers.forEach((name, index) => this.#protect(name, index, demands, seconds));
    const [incoming] = this.#protections;
    if (this.#hasFailed(seconds) && incoming?.lockedOut === false) {
      incoming.trip(true);
      demands.set("breaker-in", 0);
    }
    sides.forEach((side, index) => {
      memory.set(`trip-${side}`, this.#protections[index]?.tripped === true ? 1 : 0);
      memory.set(`lockout-${side}`, this.#protections[index]?.lockedOut === true ? 1 : 0);
    });
    loads.forEach((name, index) => {
      const written = demands.get(`load-${name}`);
      const last = this.plant.loadDemand[index] ?? 0;
      const value = Number.isNaN(written) ? last : bounded(written, 0, loadMax);
      if (!Object.is(value, written)) demands.set(`load-${name}`, value);
    });
  }

  outputs(demands: Demands): void {
    breakers.forEach((name, index) => {
      const breaker = this.plant.breakers[index];
      if (breaker !== undefined) breaker.demand = demands.get(name) !== 0;
    });
    loads.forEach((name, index) => {
      this.plant.loadDemand[index] = demands.get(`load-${name}`);
    });
  }

  /** A breaker that is locked out cannot be closed before a reset. */
  forbids(asked: (name: string) => number): boolean {
    if (asked("reset") !== 0) return false;
    return breakers.some(
      (name, index) => asked(name) !== 0 && this.#protections[index]?.lockedOut === true,
    );
  }

  #protect(name: string, index: number, demands: Demands, seconds: number): void {
    const protection = this.#protections[index];
    if (protection === undefined) return;
    const wants = demands.get(name) !== 0;
    if (wants && protection.lockedOut) demands.set(name, 0);
    else if (wants) protection.closing();
    // A trip stands until somebody asks for the breaker again; once is enough to open it.
    const isOpening = !wants && protection.tripped;
    if (!isOpening && protection.scan(this.#amperes[index] ?? 0, seconds)) {
      if (demands.get(name) !== 0) demands.set(name, 0);
    }
  }

  /** Whether a load's breaker carries current that its trip should have ended. */
  #hasFailed(seconds: number): boolean {
    this.#protections.forEach(({ tripped }, index) => {
      const carries = tripped && (this.#amperes[index] ?? 0) > 1;
      this.#failing[index] = carries ? (this.#failing[index] ?? 0) + seconds : 0;
    });
    return this.#failing.some((time, index) => index > 0 && time >= failureSeconds);
  }
}
