import {
  decodeStrict,
  encodeEquivocation,
  type Envelope,
  type Equivocation,
  equivocationOf,
  type Hex,
  isCoded,
  openEquivocation,
  type RecordLog,
  type SealContext,
  type SignedEvent,
  type Site,
  type Verified,
  type WireEquivocation,
  wire,
} from "@quorate/protocol";
import type { Core, StoredRecord } from "./core.ts";

/** Where evidence is kept; a file of its own, because journals are shortened. */
export interface EvidenceFile {
  readonly file: RecordLog;
  /** What it held at start. */
  readonly records: readonly StoredRecord[];
}

/**
 * Proofs against agents that signed two events in one place, the first of each agent: that is as
 * good as all of them, and bounded (S9).
 */
export class Evidence {
  private readonly file: RecordLog | null;
  private readonly proofs = new Map<number, readonly [Equivocation, WireEquivocation]>();

  /** Throws what `openEquivocation` does, for a file that this program did not write. */
  constructor(site: Site, context: SealContext, kept?: EvidenceFile) {
    this.file = kept?.file ?? null;
    for (const { payload } of kept?.records ?? []) {
      const evidence = decodeStrict(wire.Equivocation, payload, "EVIDENCE");
      const proof = openEquivocation(context, site, evidence);
      this.proofs.set(proof.agent, [proof, evidence]);
    }
  }

  get agents(): readonly number[] {
    return [...this.proofs.keys()];
  }

  /** Before an event goes in: is there another one in its place? */
  look(core: Core, event: Verified<SignedEvent>): void {
    const { creator, sequence } = event;
    // A forker can put thousands into one place: they are not looked at for more than the proof.
    if (this.of(creator) !== undefined) return;
    const [before] = core.order.hashgraph.eventsAt(creator, sequence);
    if (before === undefined) return;
    const { hash } = before;
    const envelope = this.stored(core, hash);
    if (envelope !== undefined) this.add(event, { hash, envelope });
    if (core.equivocators.has(creator)) return;
    core.equivocators.add(creator);
    const detail = `signed two events with sequence ${sequence}`;
    core.fault("gossip", core.nameOf(creator), "GOSSIP_EQUIVOCATION", detail);
  }

  /** A record that rots spoils the proof, not the event that is looked at. */
  private stored(core: Core, hash: Hex): Envelope | undefined {
    try {
      return core.store.byHash(hash);
    } catch (error) {
      if (!isCoded(error)) throw error;
      core.io.count(error.code);
      return undefined;
    }
  }

  /** The proof against an agent. */
  of(agent: number): Equivocation | undefined {
    return this.proofs.get(agent)?.[0];
  }

  get all(): readonly WireEquivocation[] {
    return [...this.proofs.values()].map(([, evidence]) => evidence);
  }

  /** Two different events of one place, both verified; durable as soon as the disk can. */
  add(one: SignedEvent, other: Pick<SignedEvent, "hash" | "envelope">): void {
    const evidence = equivocationOf(one, other);
    const [first, second] = one.hash < other.hash ? [one, other] : [other, one];
    const { creator: agent, sequence } = one;
    this.proofs.set(agent, [{ agent, sequence, hashes: [first.hash, second.hash] }, evidence]);
    this.file?.append(encodeEquivocation(evidence));
    // A proof that the disk lost is made again from the events, as long as these are kept.
    this.file?.sync(() => {});
  }
}
