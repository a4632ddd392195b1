export interface ProtectionSettings {
  /** Above this current the overload element runs; it trips the sooner the more there is. */
  readonly pickupAmperes: number;
  readonly tripSeconds: number;
  /** Trips at once and locks out: a short circuit. */
  readonly instantAmperes: number;
}

/** Trips that lock a breaker out, and how long one is remembered. */
const tripsToLockOut = 3;
const rememberSeconds = 120;

/** Overcurrent protection of one breaker: ANSI 50, 51 and 86. */
export class Protection {
  tripped = false;
  lockedOut = false;
  readonly #settings: ProtectionSettings;
  /** Of the overload element, in seconds at 1.41 times the pickup. */
  #heat = 0;
  #trips: number[] = [];
  #seconds = 0;

  constructor(settings: ProtectionSettings) {
    this.#settings = settings;
  }

  /** One scan; true where the breaker has to open now. */
  scan(amperes: number, seconds: number): boolean {
    const { pickupAmperes, tripSeconds, instantAmperes } = this.#settings;
    this.#seconds += seconds;
    if (Number.isNaN(amperes)) return false;
    this.#heat = Math.max(0, this.#heat + ((amperes / pickupAmperes) ** 2 - 1) * seconds);
    const isShort = amperes >= instantAmperes;
    if (!isShort && this.#heat < tripSeconds) return false;
    this.trip(isShort);
    return true;
  }

  trip(locksOut: boolean): void {
    this.tripped = true;
    this.#heat = 0;
    const recent = this.#trips.filter((at) => this.#seconds - at < rememberSeconds);
    this.#trips = [...recent, this.#seconds];
    if (locksOut || this.#trips.length >= tripsToLockOut) this.lockedOut = true;
  }

  /** A breaker that somebody closes again is tripped no more. */
  closing(): void {
    this.tripped = false;
  }

  reset(): void {
    this.tripped = false;
    this.lockedOut = false;
    this.#trips = [];
  }
}
