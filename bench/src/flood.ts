import { randomBytes, randomInt } from "node:crypto";
import {
  decodeFrame,
  encodeFrame,
  type Envelope,
  eventHash,
  type EventParent,
  hexBytes,
  parseSiteOrThrow,
  type Site,
  signEvent,
  toHex,
} from "@quorate/protocol";
import { keepLink, type Link, nodeSigner, readKey } from "@quorate/protocol/node";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Between two bursts, ms, and frames of one kind in a burst. */
const everyMs = 20;
const burst = 1;

/**
 * A Byzantine agent: it holds a key that the site lists, and sends its peers events whose parents
 * nobody has, events of times and rounds to come, forks, a chain of its own without end, tips that
 * promise what nobody has, and noise. For tests of what agents do with it.
 */
class Flood {
  private readonly site: Site;
  private readonly chain: Uint8Array;
  private readonly signer: ReturnType<typeof nodeSigner>;
  private readonly self: number;
  private readonly links = new Set<Link>();
  private tip: EventParent | null = null;
  private round = 1;
  private sent = 0;

  constructor(site: Site, seed: Uint8Array) {
    this.site = site;
    this.chain = hexBytes(site.chain);
    this.signer = nodeSigner(seed);
    const key = toHex(this.signer.publicKey);
    this.self = site.agents.findIndex((agent) => agent.key === key);
    if (this.self !== 0) throw new Error("only the first agent of the roster dials all the others");
    for (const { address, key: expectKey } of site.agents.slice(1))
      keepLink({
        ...{ address, seed, expectKey },
        onUp: (link) => this.up(link),
        onDown: (_reason, link) => this.links.delete(link),
      });
    setInterval(() => this.send(), everyMs);
  }

  get told(): string {
    return JSON.stringify({ flood: this.sent, links: this.links.size, round: this.round });
  }

  private up(link: Link): void {
    this.links.add(link);
    link.onFrame((bytes) => {
      const { tips } = decodeFrame(bytes);
      if (tips) this.round = Math.max(this.round, tips.decidedRound + 1);
    });
  }

  private send(): void {
    for (let turn = 0; turn < burst; turn += 1) {
      const events = [this.lost(), this.future(), this.fork(), this.next()];
      const tips = this.site.agents.map(() => ({
        ...{ hash: randomBytes(32), sequence: randomInt(1e6) },
      }));
      const noise = { body: randomBytes(500), signature: randomBytes(64) };
      const hashes = Array.from({ length: 256 }, () => randomBytes(32));
      const frames = [
        encodeFrame({ events: { events } }),
        encodeFrame({ tips: { tips, clockUs: Date.now() * 1000, decidedRound: 1e9, reply: true } }),
        encodeFrame({ want: { hashes } }),
        encodeFrame({ events: { events: [noise] } }),
        randomBytes(300),
      ];
      for (const link of this.links)
        for (const frame of frames) if (link.send(frame)) this.sent += 1;
    }
  }

  private event(sequence: number, parents: readonly EventParent[], later = 0): Envelope {
    return signEvent(this.chain, this.signer, {
      ...{ creator: this.self, sequence, parents, birthRound: this.round + later },
      ...{ coin: randomInt(2 ** 32), timeUs: (Date.now() + later) * 1000, transactions: [] },
    });
  }

  private nobody(creator: number, sequence: number): EventParent {
    return { hash: toHex(randomBytes(32)), creator, sequence, birthRound: this.round };
  }

  private lost(): Envelope {
    const others = this.site.agents.map((_, index) => this.nobody(index, randomInt(1, 1e6)));
    const [own, ...rest] = others as [EventParent, ...EventParent[]];
    return this.event(own.sequence + 1, [own, ...rest]);
  }

  private future(): Envelope {
    return this.event(1, [], 100_000);
  }

  private fork(): Envelope {
    return this.event(1, []);
  }

  private next(): Envelope {
    const parents = this.tip === null ? [] : [this.tip];
    const sequence = (this.tip?.sequence ?? 0) + 1;
    const envelope = this.event(sequence, parents);
    const hash = eventHash(this.chain, envelope);
    this.tip = { hash, creator: this.self, sequence, birthRound: this.round };
    return envelope;
  }
}

/** `home`: the folder of the first agent, two levels below the site file. */
export const flood = (home: string): void => {
  const site = parseSiteOrThrow(readFileSync(join(home, "..", "..", "site.yaml")));
  const flooding = new Flood(site, readKey(join(home, "key.pem")).seed);
  setInterval(() => console.log(flooding.told), 1000);
  process.once("SIGTERM", () => process.exit(0));
};
