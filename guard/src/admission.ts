import {
  type Ballot,
  type BlockHeader,
  type Certified,
  type CertifiedEntry,
  certify,
  checkCertificateSize,
  CodedError,
  decodeEntry,
  type Entry,
  type Envelope,
  faultsOf,
  type Hex,
  hexBytes,
  isCoded,
  isQuorum,
  limits,
  provesEntry,
  readBallot,
  sameBytes,
  type SealContext,
  sha256Hex,
  type Site,
  type Verified,
  verifyBallot,
  type WireCertificate,
} from "@quorate/protocol";
import type { Garbage } from "./garbage.ts";
import type { GuardIo } from "./io.ts";
import { blockName, type KnownBallot, KnownBallots } from "./known-ballots.ts";
import { guardLimits } from "./limits.ts";
import { type Turn, turnOf } from "./turn.ts";

interface MergedBallot {
  readonly envelope: Envelope;
  readonly vetoing: boolean;
}

/** An entry under one header, with the ballots that have come for it. */
interface Partial {
  readonly key: Hex;
  readonly turn: Turn;
  /** The entry's log sequence. */
  readonly log: number;
  readonly entry: Uint8Array;
  readonly index: number;
  readonly path: readonly Uint8Array[];
  readonly ballots: Map<number, MergedBallot>;
  /** The agent that sent it first. */
  readonly by: number;
  readonly sinceMs: number;
  bytes: number;
}

interface Read {
  /** Null: nobody has verified it yet. */
  known: KnownBallot | null;
  /** Why it is none; null while that is not known. */
  fault: CodedError | null;
  readonly envelope: Envelope;
  readonly ballot: Ballot;
}

interface Listed {
  readonly of: readonly Envelope[];
  readonly read: readonly Read[] | CodedError;
}

export interface AdmissionOptions {
  readonly io: GuardIo;
  readonly garbage: Garbage;
  readonly site: Site;
  readonly context: SealContext;
  /** Null takes the entry; else why not: a garbage code, or empty for what is known already. */
  readonly screen: (agent: number, turn: Turn) => string | null;
  /** An agent sent again what was certified before. */
  readonly again: (agent: number, device: string, sequence: number) => void;
  readonly admit: (turn: Turn, certified: Certified<CertifiedEntry>, key: Hex) => void;
}

const fault = (code: string, message: string): CodedError => new CodedError(code, message);

const asCertificateFault = <T>(step: () => T): T => {
  try {
    return step();
  } catch (error) {
    if (!isCoded(error)) throw error;
    const code = error.code.replace(/^(BALLOT|BLOCK|ENTRY)_/, "CERTIFICATE_");
    throw fault(code, error.message);
  }
};

const faultOr = <T>(step: () => T): T | CodedError => {
  try {
    return asCertificateFault(step);
  } catch (error) {
    if (isCoded(error)) return error;
    throw error;
  }
};

/** Brings the proof that was looked at when the entry came first. */
const isAt = (begun: Partial, { index, path }: WireCertificate): boolean =>
  index === begun.index &&
  path.length === begun.path.length &&
  path.every((hash, level) => sameBytes(hash, begun.path[level] as Uint8Array));

const checkPath = (
  { entry, index, path }: WireCertificate,
  sequence: number,
  header: BlockHeader,
): void => {
  if (
    sequence !== header.firstSequence + index ||
    !provesEntry(entry, index, header.entries, path, hexBytes(header.root))
  )
    throw fault("CERTIFICATE_PATH", "the entry does not stand under the block's root");
};

const sizeOf = ({ body, signature }: Envelope): number => body.length + signature.length;

const copy = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes);

/**
 * Merges the ballots that single agents send into certificates. A ballot is verified before it is
 * merged and stands under its own entry and header, so whatever a lying agent sends neither spoils
 * nor delays what the others agree on. What fails here is garbage: counted, and nothing changes.
 */
export class Admission {
  private readonly options: AdmissionOptions;
  private readonly partials = new Map<Hex, Partial>();
  /** Certificates that need no further ballot, with their place; the oldest are forgotten. */
  private readonly settled = new Map<Hex, { device: string; sequence: number }>();
  /** Devices of which a partial was evicted: agents have to be asked for it again. */
  private readonly evicted = new Set<string>();
  private readonly known = new KnownBallots();
  /** The certificates of a frame may share a list of ballots, which is read once. */
  private last: Listed | null = null;
  private bytes = 0;

  constructor(options: AdmissionOptions) {
    this.options = options;
  }

  receive(agent: number, certificates: readonly WireCertificate[]): void {
    const { garbage } = this.options;
    if (certificates.length > guardLimits.certificatesPerFrame)
      garbage.drop("certificate", "CERTIFICATES_SIZE", { agent, count: certificates.length });
    for (const certificate of certificates.slice(0, guardLimits.certificatesPerFrame)) {
      try {
        this.receiveOne(agent, certificate);
      } catch (error) {
        if (!isCoded(error)) throw error;
        const stage = error.code.startsWith("ACTUATION_") ? "actuation" : "certificate";
        garbage.dropError(stage, error, { agent });
      }
    }
    this.last = null;
  }

  /** True when a certificate of the device is incomplete for longer than ballots take. */
  lacks(device: string): boolean {
    if (this.evicted.delete(device)) return true;
    const before = this.options.io.clock.monotonicMs() - guardLimits.partialGraceMs;
    for (const partial of this.partials.values())
      if (partial.turn.device === device && partial.sinceMs <= before) return true;
    return false;
  }

  /** The command has been attempted or ended: nobody needs its verdict's missing ballots. */
  forget(id: Hex): void {
    for (const partial of this.partials.values())
      if (partial.turn.kind === "write" && partial.turn.id === id) this.drop(partial);
  }

  /** Forgets that a certificate came, so that it is taken when it comes again. */
  unsettle(key: Hex): void {
    this.settled.delete(key);
  }

  /** Partial certificates that nobody completed. */
  expire(): void {
    const before = this.options.io.clock.monotonicMs() - guardLimits.partialTtlMs;
    for (const partial of this.partials.values())
      if (partial.sinceMs <= before) this.drop(partial);
  }

  private receiveOne(agent: number, certificate: WireCertificate): void {
    const { context, screen, again } = this.options;
    checkCertificateSize(certificate);
    const read = this.readBallots(certificate);
    const { known, ballot: first } = read[0] as Read;
    const key = sha256Hex(certificate.entry) + (known?.block ?? blockName(first));
    const [settled, begun] = [this.settled.get(key), this.partials.get(key)];
    // An entry that stood here before is one; what is said of a new one is looked at first.
    const made = settled === undefined && begun === undefined;
    const entry = made ? asCertificateFault(() => decodeEntry(certificate.entry)) : null;
    this.checkBallots(read.map(({ ballot }) => ballot));
    if (settled !== undefined) {
      again(agent, settled.device, settled.sequence);
      return;
    }
    const log = begun?.log ?? (entry as Entry).sequence;
    if (begun === undefined || !isAt(begun, certificate)) checkPath(certificate, log, first.header);
    const ballots = read.map((one) => this.verified(one));
    const turn = begun?.turn ?? turnOf(context.chain, entry as Entry);
    const refused = screen(agent, turn);
    if (refused !== null) {
      if (refused !== "") throw fault(refused, `${turn.device} ${turn.sequence}`);
      return;
    }
    const partial = begun ?? this.open({ key, by: agent, turn, log }, certificate);
    for (const { ballot, envelope } of ballots) {
      const vetoing =
        turn.kind === "write" && ballot.vetoes.some(({ sequence }) => sequence === log);
      this.merge(partial, ballot.agent, envelope, vetoing);
    }
    this.certifyWhenEnough(partial);
    this.makeRoom();
  }

  private readBallots({ ballots: envelopes }: WireCertificate): readonly Read[] {
    if (envelopes.length === 0) throw fault("CERTIFICATE_QUORUM", "no ballot");
    if (this.last?.of !== envelopes) this.last = { of: envelopes, read: this.readAll(envelopes) };
    const { read } = this.last;
    if (read instanceof CodedError) throw read;
    return read;
  }

  private readAll(envelopes: readonly Envelope[]): readonly Read[] | CodedError {
    return faultOr(() =>
      envelopes.map((envelope): Read => {
        const known = this.known.find(envelope);
        return { known, fault: null, envelope, ballot: known?.ballot ?? readBallot(envelope) };
      }),
    );
  }

  private checkBallots(ballots: readonly Ballot[]): void {
    const { site } = this.options;
    for (const ballot of ballots)
      if (ballot.header.chain !== site.chain)
        throw fault("CERTIFICATE_CHAIN", "a ballot of another site's chain");
    for (const ballot of ballots)
      if (site.agents[ballot.agent] === undefined)
        throw fault("CERTIFICATE_ROSTER", `agent ${ballot.agent} is not in the roster`);
    if (new Set(ballots.map((ballot) => ballot.agent)).size !== ballots.length)
      throw fault("CERTIFICATE_REPEATED", "one agent's ballot stands twice");
    if (ballots.some((ballot) => ballot.headerHex !== ballots[0]?.headerHex))
      throw fault("CERTIFICATE_ROOT", "the ballots are not over the same block and root");
  }

  private verified(read: Read): KnownBallot {
    const { context, site } = this.options;
    const { envelope, ballot } = read;
    if (read.known === null && read.fault === null) {
      const added = faultOr(() =>
        this.known.add(envelope, verifyBallot(context, site, envelope, ballot)),
      );
      if (added instanceof CodedError) read.fault = added;
      else read.known = added;
    }
    if (read.known === null) throw read.fault as CodedError;
    return read.known;
  }

  private open(
    found: Pick<Partial, "key" | "by" | "turn" | "log">,
    certificate: WireCertificate,
  ): Partial {
    const entry = copy(certificate.entry);
    const path = certificate.path.map(copy);
    // Twice: the command stands in the turn too.
    const bytes = 2 * entry.length + 32 * path.length;
    const sinceMs = this.options.io.clock.monotonicMs();
    const partial: Partial = {
      ...{ ...found, entry, index: certificate.index, path },
      ...{ ballots: new Map<number, MergedBallot>(), sinceMs, bytes },
    };
    this.partials.set(found.key, partial);
    this.bytes += bytes;
    return partial;
  }

  /**
   * A clean ballot counts more than a veto of the same agent, as it may in the order, which then
   * closes nothing: a liar's veto for the guard alone would hold up its device.
   */
  private merge(partial: Partial, agent: number, envelope: Envelope, vetoing: boolean): void {
    const before = partial.ballots.get(agent);
    if (before !== undefined && (vetoing || !before.vetoing)) return;
    partial.ballots.set(agent, { envelope, vetoing });
    const bytes = sizeOf(envelope) - (before === undefined ? 0 : sizeOf(before.envelope));
    partial.bytes += bytes;
    this.bytes += bytes;
  }

  private certifyWhenEnough(partial: Partial): void {
    const { site, context, garbage, admit } = this.options;
    const { turn } = partial;
    const n = site.agents.length;
    const all = [...partial.ballots.values()];
    const counting = all
      .filter(({ vetoing }) => !vetoing)
      .map(({ envelope }) => envelope)
      .sort((left, right) => left.body.length - right.body.length);
    if (!isQuorum(counting.length, n)) {
      if (!isQuorum(all.length, n)) return;
      const message = `${all.length - counting.length} of the ballots veto it`;
      garbage.drop("certificate", "CERTIFICATE_VETOED", { device: turn.device, message });
      return;
    }
    // The smallest ballots that suffice: nobody can make a certificate too large by a fat one.
    const ballots = counting.filter((_, index) => !isQuorum(index, n));
    const { entry, index, path } = partial;
    const known = (envelope: Envelope): Verified<Ballot> | null =>
      this.known.find(envelope)?.ballot ?? null;
    const certified = certify(context, site, { entry, index, path, ballots }, known);
    this.settle(partial);
    admit(turn, certified, partial.key);
  }

  private settle(partial: Partial): void {
    const { device, sequence } = partial.turn;
    this.drop(partial);
    this.settled.set(partial.key, { device, sequence });
    if (this.settled.size > guardLimits.settledNames)
      this.settled.delete(this.settled.keys().next().value as Hex);
  }

  private drop(partial: Partial): void {
    if (this.partials.delete(partial.key)) this.bytes -= partial.bytes;
  }

  /**
   * S9. What f agents alone may have made up goes first, beginning with whoever sent most of it;
   * more ballots than that contain an honest one.
   */
  private makeRoom(): void {
    while (
      this.partials.size > limits.guardWaiting ||
      this.bytes > guardLimits.partialBytes
    ) {
      const victim = this.victim();
      this.options.io.count("CERTIFICATE_EVICTED");
      this.evicted.add(victim.turn.device);
      this.drop(victim);
    }
  }

  private victim(): Partial {
    const faults = faultsOf(this.options.site.agents.length);
    const doubtful = [...this.partials.values()].filter(({ ballots }) => ballots.size <= faults);
    const counts = new Map<number, number>();
    for (const { by } of doubtful) counts.set(by, (counts.get(by) ?? 0) + 1);
    const [most] = [...counts].sort((left, right) => right[1] - left[1])[0] ?? [];
    const victim = doubtful.find(({ by }) => by === most);
    return victim ?? (this.partials.values().next().value as Partial);
  }
}
