import type { Faults, SensorFault } from "./faults.ts";

interface Began {
  readonly fault: SensorFault;
  readonly seconds: number;
  readonly value: number;
}

/** The way from the plant to the program's inputs, with the sensors' faults on it. */
export class Sensors {
  readonly #faults: Faults;
  readonly #seconds: () => number;
  /** Where each sensor stood when its fault was first seen. */
  readonly #began = new Map<SensorFault, Began>();

  /** `seconds` gives the plant's time. */
  constructor(faults: Faults, seconds: () => number) {
    this.#faults = faults;
    this.#seconds = seconds;
  }

  /** What the sensor says when the plant is so. A frozen sensor hides its drift, NaN both. */
  sense(sensor: string, truth: number): number {
    const isMine = (fault: SensorFault): boolean => fault.sensor === sensor;
    if (this.#faults.find("nan", isMine) !== undefined) return Number.NaN;
    const drift = this.#faults.find("drift", isMine);
    let value = truth;
    if (drift !== undefined) {
      value += drift.perSecond * (this.#seconds() - this.#beginning(drift, truth).seconds);
    }
    const frozen = this.#faults.find("frozen", isMine);
    return frozen === undefined ? value : this.#beginning(frozen, value).value;
  }

  #beginning(fault: SensorFault, value: number): Began {
    const known = this.#began.get(fault);
    if (known !== undefined) return known;
    for (const old of this.#began.keys()) {
      if (old.sensor === fault.sensor && old.fault === fault.fault) this.#began.delete(old);
    }
    const began = { fault, seconds: this.#seconds(), value };
    this.#began.set(fault, began);
    return began;
  }
}
