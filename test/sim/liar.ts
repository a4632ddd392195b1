import type { Agent, AgentOptions } from "@quorate/edge-agent";
import type {
  Envelope,
  Frame,
  Hex,
  SignedEvent,
  Signer,
  Site,
  WireFrame,
} from "@quorate/protocol";
import type { World } from "./world.ts";

/** Who is at the other end of a link. */
export type Party =
  | { readonly kind: "agent"; readonly index: number }
  | { readonly kind: "guard" }
  | { readonly kind: "operator" };

/** One way to lie, put around an agent that itself is the production one. */
export interface Behaviour {
  /** What goes out in place of a frame; null leaves it as it is. */
  out?(to: Party, frame: WireFrame): readonly Frame[] | null;
  /** False swallows a frame that came in. */
  takes?(from: Party, frame: WireFrame): boolean;
  /** Now and then, of its own accord. */
  act?(): void;
  /** How far its clock is off, ms. */
  skewMs?(): number;
  vetoes?: NonNullable<AgentOptions["vetoes"]>;
}

/** What a behaviour has to lie with: the agent's key, its links, and what the agent holds. */
export interface Liar {
  readonly world: World;
  readonly site: Site;
  readonly chain: Uint8Array;
  readonly self: number;
  readonly signer: Signer;
  readonly others: readonly Party[];
  agent(): Agent | null;
  /** Past all behaviours. */
  send(to: Party, frame: Frame): void;
  sendBytes(to: Party, bytes: Uint8Array): void;
  /** Bytes that must change nothing where they arrive (S10). */
  sendGarbage(to: Party, bytes: Uint8Array): void;
  /** An event of this agent's that the agent itself did not make. */
  disown(hash: Hex): void;
  /** The agent's own event in an envelope, or null when it is another's. */
  ownEvent(envelope: Envelope): SignedEvent | null;
}

/** A behaviour of one agent; `did` counts what it did. */
export type BehaviourMaker = (liar: Liar, did: () => void) => Behaviour;

export const nameOfParty = (party: Party): string =>
  party.kind === "agent" ? `agent ${party.index}` : party.kind;
