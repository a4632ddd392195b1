import type { Agent, AgentOptions } from "@quorate/edge-agent";
import {
  certificatesOf,
  decodeFrame,
  encodeFrame,
  type Envelope,
  type Frame,
  type FrameLink,
  type Hex,
  hexBytes,
  readEvent,
  type Signer,
  type Site,
  toHex,
  type WireFrame,
} from "@quorate/protocol";
import { ballotBehaviours } from "./behaviours-ballots.ts";
import { eventBehaviours } from "./behaviours-events.ts";
import { linkBehaviours } from "./behaviours-links.ts";
import { snapshotBehaviours } from "./behaviours-snapshots.ts";
import { type Behaviour, type Liar, nameOfParty, type Party } from "./liar.ts";
import type { World } from "./world.ts";

const makers = {
  ...{ ...eventBehaviours, ...ballotBehaviours, ...linkBehaviours },
  ...snapshotBehaviours,
};
export type BehaviourName = keyof typeof makers;
export const behaviourNames = Object.keys(makers) as readonly BehaviourName[];

/** How often a Byzantine agent acts of its own accord, ms. */
const actEveryMs = 120;

/** Behaviours change single certificates, which share their ballots in a frame. */
const withOwnBallots = (frame: WireFrame): WireFrame => {
  if (!frame.certificates) return frame;
  const certificates = certificatesOf(frame.certificates);
  return { certificates: { certificates, ballots: [] } } as unknown as WireFrame;
};

export interface ByzantineOptions {
  readonly world: World;
  readonly site: Site;
  readonly self: number;
  readonly signer: Signer;
  readonly behaviours: readonly BehaviourName[];
  readonly agent: () => Agent | null;
  readonly count: (behaviour: BehaviourName) => void;
  readonly garbage: (bytes: Uint8Array) => void;
}

/**
 * Makes a production agent a liar: its frames pass through its behaviours on their way out and in,
 * and it signs whatever they like with its key. What it cannot do is sign for others.
 */
export class Byzantine {
  private readonly options: ByzantineOptions;
  private readonly behaviours: readonly Behaviour[];
  private readonly links: { readonly party: Party; readonly link: FrameLink }[] = [];
  private readonly wrapped = new WeakMap<FrameLink, FrameLink>();
  /** Every ballot that it ever sent, by signature. */
  readonly ballots = new Map<Hex, Envelope>();
  private readonly disowned = new Set<Hex>();

  constructor(options: ByzantineOptions) {
    this.options = options;
    const liar = this.liar();
    this.behaviours = options.behaviours.map((name) =>
      makers[name](liar, () => options.count(name)),
    );
    if (this.behaviours.some(({ act }) => act !== undefined)) this.actAgain();
  }

  skewMs(): number {
    return this.behaviours.reduce((sum, { skewMs }) => sum + (skewMs?.() ?? 0), 0);
  }

  get vetoes(): AgentOptions["vetoes"] {
    const vetoing = this.behaviours.flatMap(({ vetoes }) => (vetoes === undefined ? [] : [vetoes]));
    if (vetoing.length === 0) return undefined;
    return (block) => vetoing.flatMap((vetoes) => vetoes(block));
  }

  /** The link as the agent gets it. */
  wrap(party: Party, link: FrameLink): FrameLink {
    const known = this.wrapped.get(link);
    if (known !== undefined) return known;
    const made: FrameLink = {
      waitingBytes: 0,
      send: (bytes) => {
        for (const frame of this.mangle(party, withOwnBallots(decodeFrame(bytes)))) {
          this.noteBallots(frame as WireFrame);
          if (!link.send(encodeFrame(frame))) return false;
        }
        return true;
      },
      close: (code) => link.close(code),
    };
    this.wrapped.set(link, made);
    this.links.push({ party, link });
    return made;
  }

  unlink(link: FrameLink): void {
    const index = this.links.findIndex((one) => one.link === link);
    if (index >= 0) this.links.splice(index, 1);
  }

  /** False for a frame that the agent does not get. */
  takes(party: Party, bytes: Uint8Array): boolean {
    if (this.behaviours.every(({ takes }) => takes === undefined)) return true;
    let frame: WireFrame;
    try {
      frame = decodeFrame(bytes);
    } catch {
      return true;
    }
    return this.behaviours.every(({ takes }) => takes?.(party, frame) ?? true);
  }

  /**
   * It goes on where an honest agent stops: when it meets an event of its own that it did not make,
   * and then on its own branch.
   */
  corrupt(agent: Agent): void {
    const inside = agent as unknown as { journalLost: () => void; ownTip: unknown };
    inside.journalLost = () => {};
    let tip = agent.ownTip;
    Object.defineProperty(inside, "ownTip", {
      get: () => tip,
      set: (next: Agent["ownTip"]) => {
        if (next === null || !this.disowned.has(next.hash)) tip = next;
      },
    });
  }

  /** Any of them may stand in a certificate that the guard has put together. */
  private noteBallots({ ballots, certificates }: WireFrame): void {
    const inCertificates = certificates?.certificates.flatMap((one) => one.ballots) ?? [];
    for (const envelope of [...(ballots?.ballots ?? []), ...inCertificates])
      this.ballots.set(toHex(envelope.signature), envelope);
  }

  private mangle(party: Party, frame: WireFrame): readonly Frame[] {
    let frames: readonly Frame[] = [frame as Frame];
    for (const { out } of this.behaviours)
      if (out !== undefined)
        frames = frames.flatMap((one) => out(party, one as WireFrame) ?? [one]);
    return frames;
  }

  private actAgain(): void {
    const { world, agent } = this.options;
    world.after(actEveryMs * world.chance.between(0.5, 1.5), () => {
      if (agent() !== null) for (const behaviour of this.behaviours) behaviour.act?.();
      this.actAgain();
    });
  }

  private liar(): Liar {
    const { world, site, self, signer, agent, garbage } = this.options;
    const chain = hexBytes(site.chain);
    const others: Party[] = [{ kind: "guard" }];
    site.agents.forEach((_, index) => {
      if (index !== self) others.push({ kind: "agent", index });
    });
    const sendBytes = (to: Party, bytes: Uint8Array): void => {
      for (const { party, link } of this.links)
        if (nameOfParty(party) === nameOfParty(to)) link.send(bytes);
    };
    return {
      ...{ world, site, chain, self, signer, others, agent, sendBytes },
      send: (to, frame) => sendBytes(to, encodeFrame(frame)),
      sendGarbage: (to, bytes) => {
        garbage(bytes);
        sendBytes(to, bytes);
      },
      disown: (hash) => this.disowned.add(hash),
      ownEvent: (envelope) => {
        const event = readEvent(chain, envelope);
        return event.creator === self ? event : null;
      },
    };
  }
}
