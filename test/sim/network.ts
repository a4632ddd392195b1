import type { FrameLink } from "@quorate/protocol";
import type { World } from "./world.ts";

/** One end of a connection as a process sees it. */
export interface End {
  up(link: FrameLink): void;
  frame(bytes: Uint8Array, link: FrameLink): void;
  down(link: FrameLink): void;
  /** Whether the process runs. */
  alive(): boolean;
}

export interface NetworkOptions {
  /** One-way delay, ms. */
  readonly delayMs: readonly [number, number];
  /** Probability that a frame stalls its connection up to stallMs (a lost packet, sent again). */
  readonly lossRate: number;
  readonly stallMs: number;
  /** Silence after which a connection over a cut cable is given up, ms. */
  readonly noticeMs: number;
  readonly reconnectMs: number;
  /** Between agents and to guards: what no TCP does, but what nobody there may rely on. */
  readonly dropRate: number;
  readonly duplicateRate: number;
  readonly reorderRate: number;
}

/** What a frame met on its way. */
export interface NetworkCounts {
  stalled: number;
  dropped: number;
  duplicated: number;
  reordered: number;
}

interface Connection {
  readonly places: readonly [string, string];
  readonly ends: readonly [End, End];
  /** Clients rely on the order of what TCP brings them. */
  readonly rough: boolean;
  links: readonly [SimLink, SimLink] | null;
  /** The links that will break because a cable was cut under them. */
  doomed: readonly [SimLink, SimLink] | null;
}

class SimLink implements FrameLink {
  readonly waitingBytes = 0;
  open = true;
  deliverMs = 0;
  readonly transmit: (bytes: Uint8Array, from: SimLink) => void;
  readonly shut: () => void;

  constructor(transmit: (bytes: Uint8Array, from: SimLink) => void, shut: () => void) {
    this.transmit = transmit;
    this.shut = shut;
  }

  send(frame: Uint8Array): boolean {
    if (!this.open) return false;
    this.transmit(Uint8Array.from(frame), this);
    return true;
  }

  close(): void {
    this.shut();
  }
}

/** Connections between named places. */
export class Network {
  readonly counts: NetworkCounts = { stalled: 0, dropped: 0, duplicated: 0, reordered: 0 };
  /** Frames that arrived. */
  frames = 0;
  /** How many times as long frames to and from a place take. */
  readonly slowness = new Map<string, number>();
  private readonly world: World;
  private readonly options: NetworkOptions;
  private readonly connections: Connection[] = [];
  /** Cut cables, each direction for itself. */
  private readonly cut = new Set<string>();

  constructor(world: World, options: NetworkOptions) {
    this.world = world;
    this.options = options;
  }

  /** Keeps the two connected for as long as both run and the cable holds. */
  connect(places: readonly [string, string], ends: readonly [End, End], rough = false): void {
    const connection: Connection = { places, ends, rough, links: null, doomed: null };
    this.connections.push(connection);
    this.dial(connection);
  }

  /**
   * Cuts one direction. A connection that has lost a frame to it breaks once its ends notice: TCP
   * delivers all or gives up.
   */
  cutCable(from: string, to: string): void {
    this.cut.add(`${from} ${to}`);
    for (const connection of this.connections)
      if (this.isCut(connection)) this.breakSoon(connection);
  }

  private breakSoon(connection: Connection): void {
    const { links } = connection;
    if (links === null || connection.doomed === links) return;
    connection.doomed = links;
    this.world.after(this.options.noticeMs, () => {
      if (connection.links === links) this.break(connection);
    });
  }

  /** Every cable works and nobody is slow. */
  mend(): void {
    this.cut.clear();
    this.slowness.clear();
  }

  /** A process died: its connections break at once, as when the kernel resets them. */
  dropAll(place: string): void {
    for (const connection of this.connections)
      if (connection.places.includes(place)) this.break(connection);
  }

  private isCut({ places: [a, b] }: Connection): boolean {
    return this.cut.has(`${a} ${b}`) || this.cut.has(`${b} ${a}`);
  }

  private dial(connection: Connection): void {
    const retryMs = this.options.reconnectMs * this.world.chance.between(0.5, 1.5);
    this.world.after(retryMs, () => {
      const { ends } = connection;
      if (connection.links !== null) return;
      if (this.isCut(connection) || !ends.every((end) => end.alive())) this.dial(connection);
      else this.establish(connection);
    });
  }

  private establish(connection: Connection): void {
    const { ends } = connection;
    const links = [0, 1].map(
      (side) =>
        new SimLink(
          (bytes, from) => this.carry(connection, side as 0 | 1, bytes, from),
          () => this.break(connection),
        ),
    ) as unknown as readonly [SimLink, SimLink];
    connection.links = links;
    ends[0].up(links[0]);
    ends[1].up(links[1]);
  }

  private carry(connection: Connection, side: 0 | 1, bytes: Uint8Array, from: SimLink): void {
    const { chance } = this.world;
    const { dropRate, duplicateRate, reorderRate } = this.options;
    const { rough } = connection;
    if (!connection.ends[side].alive()) return;
    if (rough && chance.happens(dropRate)) {
      this.counts.dropped += 1;
      return;
    }
    const overtakes = rough && chance.happens(reorderRate);
    if (overtakes) this.counts.reordered += 1;
    this.deliver(connection, side, bytes, from, overtakes);
    if (!rough || !chance.happens(duplicateRate)) return;
    this.counts.duplicated += 1;
    this.deliver(connection, side, bytes, from, true);
  }

  /** In the order of sending, like TCP, unless this one is out of it. */
  private deliver(
    connection: Connection,
    side: 0 | 1,
    bytes: Uint8Array,
    from: SimLink,
    alone: boolean,
  ): void {
    const other = (1 - side) as 0 | 1;
    let arrives = this.world.nowMs + this.delayMs(connection.places);
    if (!alone) arrives = from.deliverMs = Math.max(from.deliverMs + 1e-6, arrives);
    this.world.after(arrives - this.world.nowMs, () => {
      const link = connection.links?.[other];
      const path = `${connection.places[side]} ${connection.places[other]}`;
      if (!from.open || link === undefined || this.cut.has(path)) return;
      if (!connection.ends[other].alive()) return;
      this.frames += 1;
      connection.ends[other].frame(bytes, link);
    });
  }

  private delayMs([one, other]: readonly [string, string]): number {
    const { chance } = this.world;
    const { delayMs, lossRate, stallMs } = this.options;
    const factor = (this.slowness.get(one) ?? 1) * (this.slowness.get(other) ?? 1);
    let delay = chance.between(...delayMs) * factor;
    if (chance.happens(lossRate)) {
      this.counts.stalled += 1;
      delay += chance.between(0, stallMs);
    }
    return delay;
  }

  private break(connection: Connection): void {
    const { links } = connection;
    if (links === null) return;
    connection.links = null;
    connection.ends.forEach((end, side) => {
      (links[side] as SimLink).open = false;
      if (end.alive()) end.down(links[side] as SimLink);
    });
    this.dial(connection);
  }
}
