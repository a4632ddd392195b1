import { randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Agent } from "@quorate/edge-agent";
import {
  decodeFrame,
  encodeFrame,
  type Envelope,
  hexBytes,
  isCoded,
  parseSiteOrThrow,
  readEvent,
  type SignedEvent,
  signEvent,
  type Signer,
  toHex,
  type WireFrame,
} from "@quorate/protocol";
import { nodeSigner, readKey, TlsLink } from "@quorate/protocol/node";

// A Byzantine agent: the real one, in a process of its own, whose links lie. Of its own events it
// keeps every third from half of the others, and tells that half forks of some more.

/** Of its own events: one in so many is withheld, one in so many forked, for half of the peers. */
const [withheldOneIn, forkedOneIn] = [3, 10];

class Liar {
  readonly told = { withheld: 0, forked: 0 };
  private readonly chain: Uint8Array;
  private readonly signer: Signer;
  private readonly self: number;
  private readonly deceived: ReadonlySet<string>;

  constructor(home: string) {
    const site = parseSiteOrThrow(readFileSync(join(home, "..", "..", "site.yaml")));
    this.chain = hexBytes(site.chain);
    this.signer = nodeSigner(readKey(join(home, "key.pem")).seed);
    const key = toHex(this.signer.publicKey);
    this.self = site.agents.findIndex((agent) => agent.key === key);
    const others = site.agents.filter((agent) => agent.key !== key);
    this.deceived = new Set(others.slice(0, others.length >> 1).map((agent) => agent.key));
  }

  /** What the peer gets in place of a frame; null where there is nothing to lie about. */
  out(peerKey: string, bytes: Uint8Array): Uint8Array | null {
    if (!this.deceived.has(peerKey)) return bytes;
    let frame: WireFrame;
    try {
      frame = decodeFrame(bytes);
    } catch (error) {
      if (isCoded(error)) return bytes;
      throw error;
    }
    if (frame.events == null) return bytes;
    const before = frame.events.events;
    const events = before.map((one) => this.lie(one as Envelope)).filter((one) => one !== null);
    const isSame =
      events.length === before.length && events.every((one, at) => one === before[at]);
    if (isSame) return bytes;
    if (events.length === 0) return null;
    return encodeFrame({ events: { events, more: frame.events.more ?? false } });
  }

  private lie(envelope: Envelope): Envelope | null {
    const event = readEvent(this.chain, envelope);
    if (event.creator !== this.self || event.sequence === 0) return envelope;
    if (event.sequence % withheldOneIn === 0) {
      this.told.withheld += 1;
      return null;
    }
    return event.sequence % forkedOneIn === 0 ? this.fork(event) : envelope;
  }

  private fork({ envelope: _envelope, hash: _hash, ...fields }: SignedEvent): Envelope {
    this.told.forked += 1;
    return signEvent(this.chain, this.signer, { ...fields, coin: randomInt(2 ** 32) });
  }
}

/**
 * Before the agent of this folder is started in this process: every link of it lies then. What its
 * peers build on its forks comes back to it; an honest program would take them for a lost journal.
 */
export const lieFor = (home: string): void => {
  const liar = new Liar(home);
  Agent.prototype.journalLost = () => {};
  const { send } = TlsLink.prototype;
  TlsLink.prototype.send = function lying(this: TlsLink, frame: Uint8Array): boolean {
    const changed = liar.out(this.peerKey, frame);
    return changed === null ? !this.closed : send.call(this, changed);
  };
  setInterval(() => console.log(JSON.stringify({ liar: liar.told })), 500).unref();
};
