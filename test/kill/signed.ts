import { createHash } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import {
  decodeStrict,
  type Envelope,
  eventHash,
  hexBytes,
  isCoded,
  openEquivocation,
  readBallot,
  readEvent,
  type Site,
  wire,
} from "@quorate/protocol";
import { nodeVerify, openRecordFile } from "@quorate/protocol/node";
import { readJournalRecord } from "../../edge-agent/src/journal.ts";

/** Two of one agent's signatures for one place (S6). */
export interface Twice {
  readonly agent: string;
  readonly what: "event" | "ballot";
  /** The event's sequence, or the ballot's block. */
  readonly number: number;
}

const digestOf = ({ body, signature }: Envelope): string =>
  createHash("sha256").update(body).update(signature).digest("base64");

/** Everything that agents signed, from all journals together: whoever has it, it was shown. */
export class Signed {
  readonly twice: Twice[] = [];
  readonly counts = { events: 0, ballots: 0 };
  private readonly site: Site;
  private readonly chain: Uint8Array;
  private readonly known = new Map<string, string>();

  constructor(site: Site) {
    this.site = site;
    this.chain = hexBytes(site.chain);
  }

  /**
   * All segments of one agent's journal, the deleted ones too. Of a disk that was lost the own
   * events do not count: the newest may never have left it, and what did is in others' journals.
   */
  takeFolder(folder: string, lostBy = -1): void {
    const onRecord = (payload: Uint8Array): void => this.record(payload, lostBy);
    for (const name of readdirSync(folder).sort()) {
      if (!/^journal-\d+\.log$/.test(name)) continue;
      const file = openRecordFile(join(folder, name), { onRecord });
      void file.close();
    }
  }

  private record(payload: Uint8Array, lostBy: number): void {
    const { kind, envelope } = readJournalRecord(payload);
    if (kind === "event") this.event(envelope, lostBy);
    else if (kind === "ballot") this.ballot(envelope);
  }

  private event(envelope: Envelope, lostBy: number): void {
    const hash = eventHash(this.chain, envelope);
    const { creator, sequence, transactions } = readEvent(this.chain, envelope);
    if (creator === lostBy || !this.isNew("event", creator, sequence, hash)) return;
    this.counts.events += 1;
    for (const { ballot } of transactions) if (ballot != null) this.ballot(ballot);
  }

  /** Anybody can put anything into an event: what is no ballot is nobody's. */
  private ballot(envelope: Envelope): void {
    try {
      const { agent, header } = readBallot(envelope);
      if (this.isNew("ballot", agent, header.number, digestOf(envelope))) this.counts.ballots += 1;
    } catch (error) {
      if (!isCoded(error)) throw error;
    }
  }

  private isNew(what: Twice["what"], agent: number, number: number, digest: string): boolean {
    const key = `${what} ${agent} ${number}`;
    const before = this.known.get(key);
    if (before === digest) return false;
    if (before !== undefined)
      this.twice.push({ agent: this.site.agents[agent]?.name ?? `agent ${agent}`, what, number });
    this.known.set(key, digest);
    return true;
  }
}

/** Second names for journal segments, because agents delete what a snapshot has. */
export class Keepsakes {
  private readonly folder: string;
  private readonly disks = new Map<string, number>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** One folder for each disk that the agent has had. */
  foldersOf(agent: string): readonly string[] {
    const count = this.disks.get(agent) ?? 1;
    return Array.from({ length: count }, (_, index) => join(this.folder, `${agent}-${index + 1}`));
  }

  /** The agent's folder was emptied: its next journal has the same file names. */
  newDisk(agent: string): void {
    this.disks.set(agent, this.foldersOf(agent).length + 1);
  }

  /** Call often enough that no segment comes and goes in between. */
  keep(agent: string, home: string): void {
    const folder = this.foldersOf(agent).at(-1) ?? "";
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(home)) {
      if (!/^journal-\d+\.log$/.test(name) || existsSync(join(folder, name))) continue;
      try {
        linkSync(join(home, name), join(folder, name));
      } catch {
        // It went meanwhile; the others' journals have what it had.
      }
    }
  }
}

/** The proofs of forks that an agent itself has kept. */
export const accusedBy = (home: string, site: Site): readonly string[] => {
  const accused: string[] = [];
  const path = join(home, "evidence.log");
  if (!existsSync(path)) return accused;
  const context = { chain: hexBytes(site.chain), verify: nodeVerify };
  const onRecord = (payload: Uint8Array): void => {
    const evidence = decodeStrict(wire.Equivocation, payload, "EVIDENCE");
    const { agent } = openEquivocation(context, site, evidence);
    accused.push(site.agents[agent]?.name ?? `agent ${agent}`);
  };
  void openRecordFile(path, { onRecord }).close();
  return accused;
};
