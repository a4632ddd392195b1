import { faultsOf } from "@quorate/protocol";

/** How far the agents' order of each device is, by what they said when they were asked last. */
export class OrderedPlaces {
  private readonly faults: number;
  /** By device, the last place that each agent named. */
  private readonly places = new Map<string, Map<number, number>>();

  constructor(agents: number) {
    this.faults = faultsOf(agents);
  }

  /** Of a device of this guard. */
  told(agent: number, device: string, place: number): void {
    const told = this.places.get(device) ?? new Map<number, number>();
    this.places.set(device, told.set(agent, place));
  }

  /** The (f+1)-th highest: one honest agent at least has handed out as many, whoever lies. */
  of(device: string): number {
    const told = [...(this.places.get(device)?.values() ?? [])];
    return told.sort((left, right) => right - left)[this.faults] ?? 0;
  }
}
