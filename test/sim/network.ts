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
}

interface Connection {
  readonly places: readonly [string, string];
  readonly ends: readonly [End, End];
  links: readonly [SimLink, SimLink] | null;
  /** The links that will break because a cable was cut under them. */
  doomed: readonly [SimLink, SimLink] | null;
}

class SimLink implements FrameLink {
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

/** Connections between named places; each keeps its frames in order, like TCP, until it breaks. */
export class Network {
  frames = 0;
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
  connect(places: readonly [string, string], ends: readonly [End, End]): void {
    const connection: Connection = { places, ends, links: null, doomed: null };
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

  mend(): void {
    this.cut.clear();
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
    const { delayMs, lossRate, stallMs } = this.options;
    const other = (1 - side) as 0 | 1;
    const stall = chance.happens(lossRate) ? chance.between(0, stallMs) : 0;
    const arrives = this.world.nowMs + chance.between(...delayMs) + stall;
    from.deliverMs = Math.max(from.deliverMs + 1e-6, arrives);
    this.world.after(from.deliverMs - this.world.nowMs, () => {
      const link = connection.links?.[other];
      const path = `${connection.places[side]} ${connection.places[other]}`;
      if (!from.open || link === undefined || this.cut.has(path)) return;
      this.frames += 1;
      connection.ends[other].frame(bytes, link);
    });
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
