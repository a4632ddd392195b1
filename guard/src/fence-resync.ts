import { type Hex, isQuorum } from "@quorate/protocol";

/** The last place of a device that an agent's order has handed out, and the command there. */
export interface LastPlace {
  readonly sequence: number;
  readonly id: Hex;
}

export interface FenceResyncOptions {
  readonly agents: number;
  readonly devices: readonly string[];
  /** Last place of the own fence. */
  readonly place: (device: string) => number;
  /** A quorum says the same: the fence goes there. `durable` is called when the disk has it. */
  readonly resume: (device: string, last: LastPlace, durable: () => void) => void;
  /** The fences of all devices are where the agents are. */
  readonly onDone: () => void;
}

/**
 * S4: moves a fence that was lost, or is an old copy, to the last place that the agents' order has
 * handed out. A quorum has to name the same one. Whatever the guard wrote before carried ballots of
 * a quorum too; the two meet in an honest agent, which signs only what it has ordered: so nothing
 * that was ever written lies above the place that they name now. What lies at or below it and has
 * not ended counts as unknown, and is never written. This holds where no other process has the
 * guard's key: that is why an engineer asks for it, and no guard begins it by itself.
 */
export class FenceResync {
  private readonly options: FenceResyncOptions;
  /** By device, what each agent said last; all of it in this process's life. */
  private readonly told: ReadonlyMap<string, Map<number, LastPlace>>;
  private readonly open: Set<string>;
  private readonly moving = new Set<string>();

  constructor(options: FenceResyncOptions) {
    this.options = options;
    this.told = new Map(options.devices.map((device) => [device, new Map()]));
    this.open = new Set(options.devices);
  }

  get isDone(): boolean {
    return this.open.size === 0;
  }

  /** False for a device that is not this guard's. */
  answered(agent: number, device: string, last: LastPlace): boolean {
    const told = this.told.get(device);
    if (told === undefined) return false;
    told.set(agent, last);
    if (!this.open.has(device) || this.moving.has(device)) return true;
    const { agents, place, resume, onDone } = this.options;
    const same = [...told.values()].filter(
      ({ sequence, id }) => sequence === last.sequence && id === last.id,
    );
    if (!isQuorum(same.length, agents) || last.sequence < place(device)) return true;
    this.moving.add(device);
    resume(device, last, () => {
      this.open.delete(device);
      if (this.isDone) onDone();
    });
    return true;
  }
}
