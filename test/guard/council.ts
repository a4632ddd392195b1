import {
  blockHash,
  type CommandFields,
  commandId,
  encodeEntry,
  encodeHeader,
  type Entry,
  type Envelope,
  type Hex,
  merklePath,
  merkleRoot,
  merkleTree,
  type PointWrite,
  sha256,
  signBallot,
  signCommand,
  type Signer,
  toHex,
  utf8,
  type Veto,
  type Verdict,
  type WireCertificate,
} from "@quorate/protocol";
import { chain, operator } from "./site.ts";

/** One entry in a block of its own, and what is needed to sign for it. */
export interface Ruling {
  readonly id: Hex;
  readonly sequence: number;
  readonly place: number;
  readonly entry: Uint8Array;
  readonly header: Uint8Array;
  readonly path: readonly Uint8Array[];
  readonly index: number;
}

export interface PermitOptions extends Partial<CommandFields> {
  readonly place?: number;
  readonly previous?: Hex;
  readonly decision?: Verdict["decision"];
  readonly chain?: Uint8Array;
  readonly signer?: Signer;
}

/** The agents, as one that knows all their keys: orders commands and signs what a test wants. */
export class Council {
  readonly agents: readonly Signer[];
  notAfterMs = Number.MAX_SAFE_INTEGER / 1000 - 1;
  private readonly places = new Map<string, { place: number; last: Hex }>();
  private readonly signed = new Map<string, Envelope>();
  private number = 0;
  private sequence = 0;
  private previous = toHex(chain);
  private nonce = 0;

  constructor(agents: readonly Signer[]) {
    this.agents = agents;
  }

  /** Puts a command at the next place of its device. */
  permit(device: string, writes: readonly PointWrite[], options: PermitOptions = {}): Ruling {
    this.nonce += 1;
    const nonce = sha256(utf8(`nonce ${this.nonce}`)).slice(0, 16);
    const fields = { notAfterMs: Math.floor(this.notAfterMs), ...options, device, writes, nonce };
    const command = signCommand(options.chain ?? chain, options.signer ?? operator, fields);
    const id = commandId(chain, command);
    const known = this.places.get(device) ?? { place: 0, last: "" };
    const deviceSequence = options.place ?? known.place + 1;
    const previous = options.previous ?? known.last;
    if (options.place === undefined) this.places.set(device, { place: deviceSequence, last: id });
    const decision = options.decision ?? "permit";
    const verdict = { id, decision, code: "", detail: "", deviceSequence, previous, command };
    return this.rule({ kind: "verdict", ...verdict }, id, deviceSequence, options.chain);
  }

  close(device: string, ruling: Ruling, previous: Hex, code = "POLICY_EXPIRED"): Ruling {
    const { id, place } = ruling;
    const closing = { id, code, detail: "", device, deviceSequence: place, previous };
    return this.rule({ kind: "closing", ...closing }, id, place);
  }

  rule(item: Entry["item"], id: Hex, place: number, of: Uint8Array = chain): Ruling {
    this.number += 1;
    this.sequence += 1;
    const { sequence, number, previous } = this;
    const entry = encodeEntry({ sequence, timeUs: 1_000_000 * number, item });
    const filler = encodeEntry({
      ...{ sequence: sequence + 1, timeUs: 1_000_000 * number },
      item: {
        ...{ kind: "closing", id, code: "", detail: "", device: "" },
        ...{ deviceSequence: 0, previous: "" },
      },
    });
    const tree = merkleTree([entry, filler]);
    this.sequence += 1;
    const header = encodeHeader({
      ...{ chain: toHex(of), number, previous, round: number, timeUs: 1_000_000 * number },
      ...{ firstSequence: sequence, entries: 2, root: toHex(merkleRoot(tree)) },
      stateRoot: toHex(sha256(utf8(`state ${number}`))),
    });
    this.previous = blockHash(chain, header);
    return { id, sequence, place, entry, header, path: merklePath(tree, 0), index: 0 };
  }

  ballot(ruling: Ruling, agent: number, options: BallotOptions = {}): Envelope {
    const { header: headerBytes } = { ...ruling, ...options };
    const vetoes = options.vetoes ?? [];
    const signer = options.signer ?? (this.agents[agent] as Signer);
    const of = options.chain ?? chain;
    return signBallot(of, signer, { agent, headerBytes, clockUs: 1_000_000, vetoes });
  }

  certificate(ruling: Ruling, agents: readonly number[]): WireCertificate {
    return this.with(ruling, agents.map((agent) => this.plainBallot(ruling, agent)));
  }

  /** An agent signs one block once. */
  private plainBallot(ruling: Ruling, agent: number): Envelope {
    const key = `${agent} ${toHex(ruling.header)}`;
    const known = this.signed.get(key);
    if (known !== undefined) return known;
    const made = this.ballot(ruling, agent);
    this.signed.set(key, made);
    return made;
  }

  with({ entry, index, path }: Ruling, ballots: readonly Envelope[]): WireCertificate {
    return { entry, index, path, ballots };
  }
}

export interface BallotOptions {
  readonly vetoes?: readonly Veto[];
  readonly signer?: Signer;
  readonly header?: Uint8Array;
  readonly chain?: Uint8Array;
}

export const veto = ({ sequence }: Ruling): Veto => ({
  ...{ sequence, code: "INTERLOCK", detail: "the pump must not run dry" },
});

export const chainOf = (name: string): Uint8Array => sha256(utf8(name));
