import { randomBytes } from "node:crypto";
import { SiteLinks } from "@quorate/edge-agent";
import { type Following, hexBytes, type Signer, type Site, signCommand } from "@quorate/protocol";
import { nodeSigner } from "@quorate/protocol/node";

/** Wall clock with fractions of a millisecond; the benchmark and the PLC share one machine. */
export const nowMs = (): number => performance.timeOrigin + performance.now();

/** When one command was submitted and reached each stage, ms since 1970. */
export interface Timed {
  readonly value: number;
  readonly submitted: number;
  readonly at: Map<string, number>;
  readonly following: Following;
}

/** An operator who signs set points of one device and times their stages. */
export class Operator {
  readonly links: SiteLinks;
  private readonly chain: Uint8Array;
  private readonly signer: Signer;

  constructor(site: Site, seed: Uint8Array) {
    this.links = new SiteLinks(site, seed);
    this.chain = hexBytes(site.chain);
    this.signer = nodeSigner(seed);
  }

  get agentsUp(): number {
    return this.links.upCount;
  }

  /** Signs and submits; `done` when the command has ended. Its time runs from when it was due. */
  set(device: string, point: string, value: number, done: () => void, submitted = nowMs()): Timed {
    const envelope = signCommand(this.chain, this.signer, {
      ...{ device, writes: [{ point, value }], nonce: randomBytes(16) },
      notAfterMs: Math.floor(submitted + 30_000),
    });
    const at = new Map<string, number>();
    const following = this.links.client.submit(envelope, (news) => {
      const stamp = nowMs();
      for (const stage of Object.keys(news.at)) if (!at.has(stage)) at.set(stage, stamp);
      if (news.stage === "ended") done();
    });
    return { value, submitted, at, following };
  }

  close(): void {
    this.links.close();
  }
}
