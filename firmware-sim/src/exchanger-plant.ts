import { towards } from "./numbers.ts";
import type { Plant } from "./skid.ts";

/** Seconds, kilograms, kelvins and degrees Celsius, kilowatts and kilojoules. */
export const exchanger = {
  /** Water in the tubes, taken as well mixed, and the metal between it and the steam. */
  waterMass: 200,
  heatOfWater: 4.186,
  metalCapacity: 184,
  /** Steam condenses at this temperature and gives up so much a kilogram. */
  steamTemperature: 140,
  heatOfSteam: 2140,
  /** kg/s through the fully open steam valve. */
  steamMax: 0.9,
  valveStrokeSeconds: 5,
  /** Heat that passes per kelvin: steam to metal, metal to water at nominal flow, to the room. */
  steamToMetal: 120,
  metalToWater: 60,
  metalToRoom: 0.2,
  room: 20,
  /** m³/h; a cubic metre has a tonne. */
  flowNominal: 18,
  flowMax: 36,
  pumpRampSeconds: 10,
  inletMean: 20,
  inletSwing: 1.5,
  inletPeriodSeconds: 600,
  outletAtStart: 60,
} as const;

/** kg/s. */
const massFlow = (cubicMetresPerHour: number): number => cubicMetresPerHour / 3.6;

/** Water that flows faster takes more heat off the metal; at rest a fifth is left. */
const toWater = (flow: number): number =>
  exchanger.metalToWater * (0.2 + 0.8 * (flow / exchanger.flowNominal) ** 0.8);

/** Water, heated by steam through the metal of a heat exchanger. */
export class ExchangerPlant implements Plant {
  readonly actuators = ["valve", "pump"] as const;
  /** Percent open, as demanded and as it stands. */
  valveDemand: number;
  valvePosition: number;
  /** m³/h, as demanded and as it flows. */
  flowDemand: number = exchanger.flowNominal;
  flow: number = exchanger.flowNominal;
  water: number = exchanger.outletAtStart;
  metal: number;
  /** Heat to water and steam flow of the last step, kW and kg/s. */
  duty = 0;
  steamFlow = 0;
  /** kJ since the beginning: from the steam, with the water, to the room. */
  heatIn = 0;
  heatCarried = 0;
  heatLost = 0;
  #seconds = 0;
  readonly #phase: number;

  /** Begins at rest; `phase`, 0 to 1, is where the inlet's temperature is in its swing. */
  constructor(phase = 0) {
    this.#phase = phase;
    const { outletAtStart, flowNominal, room, metalToRoom, steamMax, heatOfSteam } = exchanger;
    const carried =
      massFlow(flowNominal) * exchanger.heatOfWater * (outletAtStart - this.inlet);
    this.metal = outletAtStart + carried / toWater(flowNominal);
    const needed = carried + metalToRoom * (this.metal - room);
    this.valvePosition = (100 * needed) / (steamMax * heatOfSteam);
    this.valveDemand = this.valvePosition;
  }

  get inlet(): number {
    const turns = this.#seconds / exchanger.inletPeriodSeconds + this.#phase;
    return exchanger.inletMean + exchanger.inletSwing * Math.sin(2 * Math.PI * turns);
  }

  /** kJ in metal and water above 0 °C. */
  get stored(): number {
    const { waterMass, heatOfWater, metalCapacity } = exchanger;
    return waterMass * heatOfWater * this.water + metalCapacity * this.metal;
  }

  step(seconds: number, isStuck: (actuator: string) => boolean): void {
    if (!isStuck("valve")) {
      const stroke = (100 / exchanger.valveStrokeSeconds) * seconds;
      this.valvePosition = towards(this.valvePosition, this.valveDemand, stroke);
    }
    if (!isStuck("pump")) {
      const ramp = (exchanger.flowMax / exchanger.pumpRampSeconds) * seconds;
      this.flow = towards(this.flow, this.flowDemand, ramp);
    }
    const fromSteam = this.#fromSteam();
    const toRoom = exchanger.metalToRoom * (this.metal - exchanger.room);
    this.duty = toWater(this.flow) * (this.metal - this.water);
    const carried = massFlow(this.flow) * exchanger.heatOfWater * (this.water - this.inlet);
    this.metal += ((fromSteam - toRoom - this.duty) * seconds) / exchanger.metalCapacity;
    const waterCapacity = exchanger.waterMass * exchanger.heatOfWater;
    this.water += ((this.duty - carried) * seconds) / waterCapacity;
    this.steamFlow = fromSteam / exchanger.heatOfSteam;
    this.heatIn += fromSteam * seconds;
    this.heatCarried += carried * seconds;
    this.heatLost += toRoom * seconds;
    this.#seconds += seconds;
  }

  /** What the valve lets in condenses, but no more than the colder metal can take. */
  #fromSteam(): number {
    const { steamMax, heatOfSteam, steamToMetal, steamTemperature } = exchanger;
    const offered = steamMax * heatOfSteam * (this.valvePosition / 100);
    return Math.max(0, Math.min(offered, steamToMetal * (steamTemperature - this.metal)));
  }

  state(): Readonly<Record<string, number | boolean>> {
    const { water, metal, inlet, flow, flowDemand, valvePosition, valveDemand } = this;
    const { duty, steamFlow, stored, heatIn, heatCarried, heatLost } = this;
    return {
      ...{ water, metal, inlet, flow, flowDemand, valvePosition, valveDemand },
      ...{ duty, steamFlow, stored, heatIn, heatCarried, heatLost },
    };
  }
}
