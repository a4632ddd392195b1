import {
  type Ballot,
  type Certified,
  type CertifiedEntry,
  certify,
  CodedError,
  concatBytes,
  decodeEntry,
  encode,
  type Envelope,
  faultsOf,
  type Hex,
  hexBytes,
  isCoded,
  isQuorum,
  limits,
  provesEntry,
  readBallot,
  type SealContext,
  sha256,
  type Site,
  toHex,
  verifyBallot,
  type WireCertificate,
  wire,
} from "@quorate/protocol";
import type { Garbage } from "./garbage.ts";
import type { GuardIo } from "./io.ts";
import { guardLimits } from "./limits.ts";
import { type Turn, turnOf } from "./turn.ts";

interface MergedBallot {
  readonly envelope: Envelope;
  readonly vetoing: boolean;
}

/** An entry under one header, with the ballots that have come for it. */
interface Partial {
  readonly key: Hex;
  readonly turn: Pick<Turn, "device" | "sequence" | "id" | "kind">;
  readonly entry: Uint8Array;
  readonly index: number;
  readonly path: readonly Uint8Array[];
  readonly ballots: Map<number, MergedBallot>;
  /** The agent that sent it first. */
  readonly by: number;
  readonly sinceMs: number;
  bytes: number;
}

export interface AdmissionOptions {
  readonly io: GuardIo;
  readonly garbage: Garbage;
  readonly site: Site;
  /** Its verifier should remember what it verified: every ballot is looked at twice. */
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
    const { site, context, screen, again } = this.options;
    const size = encode(wire.Certificate, certificate).length;
    if (size > limits.certificateBytes)
      throw fault("CERTIFICATE_SIZE", `${size} bytes, at most ${limits.certificateBytes}`);
    const entry = asCertificateFault(() => decodeEntry(certificate.entry));
    const ballots = this.readBallots(certificate);
    const first = ballots[0] as Ballot;
    const key = toHex(sha256(concatBytes(sha256(certificate.entry), first.headerBytes)));
    const settled = this.settled.get(key);
    if (settled !== undefined) {
      again(agent, settled.device, settled.sequence);
      return;
    }
    const { header } = first;
    const { index, path } = certificate;
    if (
      entry.sequence !== header.firstSequence + index ||
      !provesEntry(certificate.entry, index, header.entries, path, hexBytes(header.root))
    )
      throw fault("CERTIFICATE_PATH", "the entry does not stand under the block's root");
    asCertificateFault(() => {
      ballots.forEach((ballot, at) => {
        verifyBallot(context, site, certificate.ballots[at] as Envelope, ballot);
      });
    });
    const turn = turnOf(context.chain, entry);
    const refused = screen(agent, turn);
    if (refused !== null) {
      if (refused !== "") throw fault(refused, `${turn.device} ${turn.sequence}`);
      return;
    }
    const partial = this.partials.get(key) ?? this.open(key, agent, turn, certificate);
    ballots.forEach((ballot, at) => {
      const vetoing =
        turn.kind === "write" && ballot.vetoes.some((veto) => veto.sequence === entry.sequence);
      this.merge(partial, ballot.agent, certificate.ballots[at] as Envelope, vetoing);
    });
    this.certifyWhenEnough(partial, turn);
    this.makeRoom();
  }

  private readBallots({ ballots: envelopes }: WireCertificate): readonly Ballot[] {
    const { site } = this.options;
    if (envelopes.length === 0) throw fault("CERTIFICATE_QUORUM", "no ballot");
    const ballots = asCertificateFault(() => envelopes.map(readBallot));
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
    return ballots;
  }

  private open(key: Hex, by: number, turn: Turn, certificate: WireCertificate): Partial {
    const { device, sequence, id, kind } = turn;
    const entry = copy(certificate.entry);
    const path = certificate.path.map(copy);
    const bytes = entry.length + 32 * path.length;
    const sinceMs = this.options.io.clock.monotonicMs();
    const partial: Partial = {
      ...{ key, turn: { device, sequence, id, kind }, entry, index: certificate.index, path },
      ...{ ballots: new Map<number, MergedBallot>(), by, sinceMs, bytes },
    };
    this.partials.set(key, partial);
    this.bytes += bytes;
    return partial;
  }

  private merge(partial: Partial, agent: number, envelope: Envelope, vetoing: boolean): void {
    if (partial.ballots.has(agent)) return;
    const kept = { body: copy(envelope.body), signature: copy(envelope.signature) };
    partial.ballots.set(agent, { envelope: kept, vetoing });
    const bytes = kept.body.length + kept.signature.length;
    partial.bytes += bytes;
    this.bytes += bytes;
  }

  private certifyWhenEnough(partial: Partial, turn: Turn): void {
    const { site, context, garbage, admit } = this.options;
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
      if (!isQuorum(counting.length + n - all.length, n)) this.settle(partial);
      return;
    }
    // The smallest ballots that suffice: nobody can make a certificate too large by a fat one.
    const ballots = counting.filter((_, index) => !isQuorum(index, n));
    const { entry, index, path } = partial;
    const certified = certify(context, site, { entry, index, path, ballots });
    this.settle(partial);
    admit(turnOf(context.chain, certified.entry), certified, partial.key);
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
