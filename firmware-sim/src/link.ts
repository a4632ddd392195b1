import { PlcError } from "./errors.ts";

export type Protocol = "modbus-tcp" | "modbus-rtu" | "opcua";

/** One protocol server of the PLC, bound and serving. */
export interface Link {
  readonly protocol: Protocol;
  /** As it is bound: host and port, the serial path, or the end point's address. */
  readonly address: string;
  /** Breaks off everything that is connected; new connections are welcome. */
  drop(): void;
  /** Nobody can reach it until it is resumed. */
  suspend(): Promise<void>;
  resume(): Promise<void>;
  close(): Promise<void>;
}

const againMs = 250;

/** All servers of a PLC, and the outages of them that are under way. */
export class Links {
  readonly #links: Link[] = [];
  readonly #outages = new Map<Link, NodeJS.Timeout>();
  #closed = false;

  add(link: Link): void {
    this.#links.push(link);
  }

  get all(): readonly Link[] {
    return this.#links;
  }

  of(protocol: Protocol): Link | undefined {
    return this.#links.find((link) => link.protocol === protocol);
  }

  drop(protocol?: Protocol): void {
    for (const link of this.#chosen(protocol)) link.drop();
  }

  /** Takes servers off for a time; one that is off already stays so for the new time. */
  async off(ms: number, protocol?: Protocol): Promise<void> {
    for (const link of this.#chosen(protocol)) {
      const before = this.#outages.get(link);
      clearTimeout(before);
      this.#resumeAfter(link, ms);
      if (before === undefined) await link.suspend();
    }
  }

  /** Where somebody else has taken the port meanwhile, it is tried until it is free again. */
  #resumeAfter(link: Link, ms: number): void {
    const timer = setTimeout(() => {
      this.#outages.delete(link);
      link.resume().catch(() => {
        if (!this.#closed && !this.#outages.has(link)) this.#resumeAfter(link, againMs);
      });
    }, ms);
    this.#outages.set(link, timer);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#outages.values()) clearTimeout(timer);
    this.#outages.clear();
    await Promise.all(this.#links.map((link) => link.close()));
  }

  #chosen(protocol?: Protocol): readonly Link[] {
    const chosen = this.#links.filter((link) => (protocol ?? link.protocol) === link.protocol);
    if (protocol !== undefined && chosen.length === 0) {
      const names = this.#links.map((link) => link.protocol).join(", ");
      throw new PlcError("ORDER_INVALID", `${protocol} is not served`, `one of ${names}`);
    }
    return chosen;
  }
}
