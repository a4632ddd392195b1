import { faultsOf, isQuorum } from "@quorate/protocol";

export interface FenceCheckOptions {
  readonly agents: number;
  readonly devices: readonly string[];
  /** Last place of the own fence. */
  readonly place: (device: string) => number;
  /** Nothing stands against going on: enough agents know no more than the fence. */
  readonly onNew: () => void;
  /** Agents have ordered reports of this guard that its fence lacks. */
  readonly onOld: (device: string, known: number, own: number) => void;
}

/**
 * S4: a fence that was put back from a copy knows less than its guard once did, and would let it
 * write again what it has written. The agents have ordered this guard's reports: one that says less
 * than f+1 of them is an old one. Nothing is begun until a quorum said of each device that it knows
 * no more than the fence: it meets every quorum that certified a report in an honest agent, so f
 * liars and agents that are behind together cannot hide it. Whenever it comes out later, nothing
 * more is begun.
 */
export class FenceCheck {
  private readonly options: FenceCheckOptions;
  /** By device, of every agent the highest place that it said has ended. */
  private readonly told: ReadonlyMap<string, Map<number, number>>;
  private isOver = false;
  /** The fence may be relied on. */
  passed = false;

  constructor(options: FenceCheckOptions) {
    this.options = options;
    this.told = new Map(options.devices.map((device) => [device, new Map()]));
  }

  /** False for a device that is not this guard's. */
  answered(agent: number, device: string, place: number): boolean {
    const told = this.told.get(device);
    if (told === undefined) return false;
    told.set(agent, place);
    if (!this.isOver) this.look(device, told);
    return true;
  }

  private look(device: string, told: ReadonlyMap<number, number>): void {
    const { agents, place, onNew, onOld } = this.options;
    // f+1 cannot all be liars.
    const known = [...told.values()].sort((left, right) => right - left)[faultsOf(agents)] ?? 0;
    if (known > place(device)) {
      this.isOver = true;
      this.passed = false;
      onOld(device, known, place(device));
      return;
    }
    if (this.passed || ![...this.told.keys()].every((name) => this.isKnown(name))) return;
    this.passed = true;
    onNew();
  }

  private isKnown(device: string): boolean {
    const { agents, place } = this.options;
    const own = place(device);
    const agreeing = [...(this.told.get(device)?.values() ?? [])].filter((known) => known <= own);
    return isQuorum(agreeing.length, agents);
  }
}
