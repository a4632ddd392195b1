import {
  type Envelope,
  findDevice,
  openReading,
  type Reading,
  type SealContext,
  type Site,
  type Verified,
} from "@quorate/protocol";

/** Readings of one device that are kept: clients compare those of several agents by source time. */
const kept = 4;

interface Kept {
  readonly envelope: Envelope;
  readonly reading: Verified<Reading>;
}

/** The newest readings that guards signed, by device. */
export class Readings {
  private readonly site: Site;
  private readonly context: SealContext;
  private readonly devices = new Map<string, Kept[]>();

  constructor(site: Site, context: SealContext) {
    this.site = site;
    this.context = context;
  }

  /** Takes a reading of one of this guard's devices; older ones and others' are passed over. */
  take(guard: string, envelope: Envelope, nowMs: number): void {
    const reading = openReading(this.context, envelope, nowMs);
    const device = findDevice(this.site, reading.device);
    const owner = this.site.guards.find(({ name }) => name === device?.guard);
    if (owner?.name !== guard || owner.key !== reading.guard) return;
    const known = this.devices.get(reading.device) ?? [];
    if (reading.timeMs <= (known[0]?.reading.timeMs ?? 0)) return;
    this.devices.set(reading.device, [{ envelope, reading }, ...known].slice(0, kept));
  }

  latest(device: string): Verified<Reading> | undefined {
    return this.devices.get(device)?.[0]?.reading;
  }

  /** Newest first, device by device. */
  envelopes(): Envelope[] {
    return [...this.devices.values()].flatMap((kept) => kept.map(({ envelope }) => envelope));
  }
}
