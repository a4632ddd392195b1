import {
  type ChainPlace,
  checkBlock,
  CodedError,
  decodeStrict,
  isCoded,
  type SealContext,
  hexBytes,
  type Site,
  startOf,
  wire,
} from "@quorate/protocol";
import { nobleVerify } from "@quorate/protocol/noble";

/*
 * The ordered log, checked by this browser itself: hash chain, Merkle roots, ballots of more than
 * two thirds, operators' and guards' signatures.
 * The site is the one that this console was started with; its hash names the chain.
 */

export type AuditOrder =
  | { readonly kind: "begin"; readonly site: Site }
  | { readonly kind: "blocks"; readonly from: number; readonly blocks: readonly string[] };

export type AuditNews =
  | {
      readonly kind: "checked";
      /** Where the check began: an older log may not be kept by the server. */
      readonly from: number;
      readonly to: number;
      readonly entries: number;
      readonly hash: string;
    }
  | { readonly kind: "broken"; readonly block: number; readonly code: string; message: string };

let site: Site | null = null;
let place: ChainPlace | null = null;
let first = 0;
let entries = 0;

const say = (news: AuditNews): void => self.postMessage(news);

const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

const take = (from: number, blocks: readonly string[]): void => {
  if (site === null) throw new CodedError("AUDIT_HEAD", "no site file");
  const context: SealContext = { chain: hexBytes(site.chain), verify: nobleVerify };
  blocks.forEach((text, offset) => {
    const of = site as Site;
    const bytes = bytesOf(text);
    try {
      // Where nothing earlier is kept, the first block is believed as far as its ballots go.
      const after = place ?? (from + offset === 1 ? startOf(of) : null);
      if (first === 0) first = from + offset;
      const checked = checkBlock(context, of, decodeStrict(wire.Block, bytes, "BLOCK"), { after });
      place = checked.next;
      entries += checked.entries.length;
    } catch (error) {
      if (!isCoded(error)) throw error;
      throw Object.assign(error, { block: from + offset });
    }
  });
};

self.onmessage = ({ data }: MessageEvent<AuditOrder>): void => {
  if (data.kind === "begin") {
    [site, place, first, entries] = [data.site, null, 0, 0];
    return;
  }
  try {
    take(data.from, data.blocks);
    if (place !== null)
      say({ kind: "checked", from: first, to: place.number - 1, entries, hash: place.previous });
  } catch (error) {
    if (!isCoded(error)) throw error;
    const block = (error as { block?: number }).block ?? data.from;
    say({ kind: "broken", block, code: error.code, message: error.message });
  }
};
