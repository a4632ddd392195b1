import { bounded } from "./numbers.ts";

export interface PidSettings {
  /** Output per unit of error. */
  readonly gain: number;
  readonly integralSeconds: number;
  readonly derivativeSeconds: number;
  readonly min: number;
  readonly max: number;
}

/**
 * A PID controller in the standard form. It differentiates the measured value, so that a new
 * target makes no kick, and stops integrating where the output is at its end.
 */
export class Pid {
  readonly #settings: PidSettings;
  #integral: number;
  #before: number | undefined;
  #slope = 0;

  constructor(settings: PidSettings, output: number) {
    this.#settings = settings;
    this.#integral = output;
  }

  step(target: number, measured: number, seconds: number): number {
    const { gain, integralSeconds, derivativeSeconds, min, max } = this.#settings;
    const error = target - measured;
    const slope = this.#before === undefined ? 0 : (measured - this.#before) / seconds;
    this.#before = measured;
    // Filtered over its own time: from one scan to the next there is more noise than slope.
    this.#slope += ((slope - this.#slope) * seconds) / (derivativeSeconds + seconds);
    const direct = gain * (error - derivativeSeconds * this.#slope);
    const integral = this.#integral + (gain * error * seconds) / integralSeconds;
    const output = bounded(direct + integral, min, max);
    const excess = direct + integral - output;
    if (excess === 0 || Math.sign(error) !== Math.sign(excess)) this.#integral = integral;
    return output;
  }

  /** Somebody else has the output: going on from there makes no bump. */
  track(output: number, target: number, measured: number): void {
    this.#integral = output - this.#settings.gain * (target - measured);
    this.#before = measured;
    this.#slope = 0;
  }
}
