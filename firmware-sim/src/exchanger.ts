import { exchanger, ExchangerPlant } from "./exchanger-plant.ts";
import type { Area, MapPoint, Memory } from "./memory.ts";
import { bounded } from "./numbers.ts";
import { Pid } from "./pid.ts";
import { randomFrom } from "./random.ts";
import type { Demands, Sense, SetPoint, Skid } from "./skid.ts";

/** Of the program: °C and m³/h. */
export const exchangerProgram = {
  targetMin: 20,
  targetMax: 90,
  hotTrip: 95,
  hotReset: 85,
  lowFlowTrip: 2,
  lowFlowReset: 3,
  temperatureNoise: 0.02,
  flowNoise: 0.02,
} as const;

const manual = 0;
const automatic = 1;

const areas: readonly Area[] = [
  { table: "coil", first: 0, count: 16 },
  { table: "discrete", first: 0, count: 8 },
  { table: "input", first: 10, count: 40 },
  { table: "holding", first: 100, count: 40 },
];

const temperature = { type: "float64", units: "°C", range: { low: 0, high: 150 } } as const;
const flow = { type: "float64", units: "m³/h", range: { low: 0, high: 36 } } as const;
const percent = { type: "float64", units: "%", range: { low: 0, high: 100 } } as const;
const steam = { type: "float64", units: "kg/h", range: { low: 0, high: 3300 } } as const;
const heat = { type: "float64", units: "kW", range: { low: -500, high: 2000 } } as const;

const map: readonly MapPoint[] = [
  { name: "outlet-target", table: "holding", register: 100, ...temperature },
  { name: "flow-target", table: "holding", register: 104, ...flow },
  { name: "valve-manual", table: "holding", register: 108, ...percent },
  { name: "mode", table: "holding", register: 112, type: "uint16" },
  { name: "reset", table: "coil", register: 4, type: "bool" },
  { name: "outlet", table: "input", register: 10, ...temperature },
  { name: "inlet", table: "input", register: 14, ...temperature },
  { name: "flow", table: "input", register: 18, ...flow },
  { name: "steam-flow", table: "input", register: 22, ...steam },
  { name: "valve-position", table: "input", register: 26, ...percent },
  { name: "output", table: "input", register: 30, ...percent },
  { name: "duty", table: "input", register: 34, ...heat },
  { name: "heartbeat", table: "input", register: 38, type: "uint16" },
  { name: "hot-trip", table: "discrete", register: 0, type: "bool" },
  { name: "low-flow-trip", table: "discrete", register: 1, type: "bool" },
  { name: "valve-moving", table: "discrete", register: 2, type: "bool" },
  { name: "outlet-failed", table: "discrete", register: 3, type: "bool" },
];

const setPoints: readonly SetPoint[] = [
  { name: "outlet-target", min: exchangerProgram.targetMin, max: exchangerProgram.targetMax },
  { name: "flow-target", min: 0, max: exchanger.flowMax },
  { name: "valve-manual", min: 0, max: 100 },
  { name: "mode", min: manual, max: automatic },
  { name: "reset", min: 0, max: 1 },
];

const settings = { gain: 2, integralSeconds: 45, derivativeSeconds: 2, min: 0, max: 100 } as const;

/** The PLC program of the heat exchanger, with its plant. */
export class ExchangerSkid implements Skid {
  readonly name = "exchanger";
  readonly areas = areas;
  readonly map = map;
  readonly setPoints = setPoints;
  readonly sensors = ["outlet", "inlet", "flow", "steam-flow", "valve-position"] as const;
  readonly plant: ExchangerPlant;
  readonly #random: () => number;
  readonly #pid: Pid;
  #heartbeat = 0;
  #outlet: number = exchanger.outletAtStart;
  #flow: number = exchanger.flowNominal;
  #output: number;
  #hotTrip = false;
  #lowFlowTrip = false;
  /** What is asked, within bounds; what is no number leaves the last one. */
  readonly #asked = new Map<string, number>();

  constructor(seed = 1) {
    this.#random = randomFrom(seed);
    this.plant = new ExchangerPlant(this.#random());
    this.#output = this.plant.valvePosition;
    this.#pid = new Pid(settings, this.#output);
  }

  powerOn(memory: Memory): void {
    this.#hotTrip = false;
    this.#lowFlowTrip = false;
    const values: readonly (readonly [string, number])[] = [
      ["outlet-target", exchanger.outletAtStart],
      ["flow-target", exchanger.flowNominal],
      ["valve-manual", 0],
      ["mode", automatic],
      ["reset", 0],
    ];
    for (const [name, value] of values) {
      memory.set(name, value);
      this.#asked.set(name, value);
    }
  }

  inputs(memory: Memory, sense: Sense): void {
    const { plant } = this;
    const { temperatureNoise, flowNoise } = exchangerProgram;
    this.#outlet = sense("outlet", plant.water + this.#noise(temperatureNoise));
    this.#flow = sense("flow", Math.max(0, plant.flow + this.#noise(flowNoise)));
    this.#heartbeat = (this.#heartbeat + 1) % 0x1_0000;
    memory.set("outlet", this.#outlet);
    memory.set("inlet", sense("inlet", plant.inlet + this.#noise(temperatureNoise)));
    memory.set("flow", this.#flow);
    memory.set("steam-flow", sense("steam-flow", plant.steamFlow * 3600));
    memory.set("valve-position", sense("valve-position", plant.valvePosition));
    memory.set("duty", plant.duty);
    memory.set("heartbeat", this.#heartbeat);
    memory.set("valve-moving", plant.valvePosition === plant.valveDemand ? 0 : 1);
  }

  program(memory: Memory, demands: Demands, seconds: number): void {
    for (const setPoint of setPoints) this.#take(setPoint, demands);
    this.#trips(demands);
    const target = this.#asked.get("outlet-target") ?? 0;
    const failed = Number.isNaN(this.#outlet);
    const shut = this.#hotTrip || this.#lowFlowTrip || failed;
    const isManual = this.#asked.get("mode") === manual;
    if (shut || isManual) {
      this.#output = shut ? 0 : (this.#asked.get("valve-manual") ?? 0);
      if (!failed) this.#pid.track(this.#output, target, this.#outlet);
    } else {
      this.#output = this.#pid.step(target, this.#outlet, seconds);
    }
    memory.set("output", this.#output);
    memory.set("outlet-failed", failed ? 1 : 0);
    memory.set("hot-trip", this.#hotTrip ? 1 : 0);
    memory.set("low-flow-trip", this.#lowFlowTrip ? 1 : 0);
  }

  outputs(): void {
    this.plant.valveDemand = this.#output;
    this.plant.flowDemand = this.#asked.get("flow-target") ?? 0;
  }

  /** While the steam is shut by a trip, only the flow may be changed. */
  forbids(asked: (name: string) => number, inForce: (name: string) => number): boolean {
    const resets = asked("reset") !== 0;
    const hot = this.#hotTrip && !(resets && this.#isCool());
    const lowFlow = this.#lowFlowTrip && !(resets && this.#flows());
    const changes = (name: string): boolean => asked(name) !== inForce(name);
    return (hot || lowFlow) && ["outlet-target", "valve-manual", "mode"].some(changes);
  }

  #take({ name, min, max }: SetPoint, demands: Demands): void {
    const written = demands.get(name);
    const last = this.#asked.get(name) ?? min;
    const value = Number.isNaN(written) ? last : bounded(written, min, max);
    this.#asked.set(name, value);
    if (!Object.is(value, written)) demands.set(name, value);
  }

  #trips(demands: Demands): void {
    if (demands.get("reset") !== 0) {
      if (this.#isCool()) this.#hotTrip = false;
      if (this.#flows()) this.#lowFlowTrip = false;
      demands.set("reset", 0);
    }
    if (this.#outlet >= exchangerProgram.hotTrip) this.#hotTrip = true;
    if (this.#flow < exchangerProgram.lowFlowTrip) this.#lowFlowTrip = true;
  }

  #isCool(): boolean {
    return this.#outlet < exchangerProgram.hotReset;
  }

  #flows(): boolean {
    return this.#flow > exchangerProgram.lowFlowReset;
  }

  #noise(half: number): number {
    return (this.#random() * 2 - 1) * half;
  }
}
