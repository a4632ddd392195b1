import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Plant, PlcWrite } from "@quorate/deploy";
import type { SiteLinks } from "@quorate/edge-agent";
import { type Following, hexBytes, type Signer, signCommand } from "@quorate/protocol";
import { nodeSigner, readKey } from "@quorate/protocol/node";

/** How long a command may live, ms: one that waits behind an unresolved one expires. */
const lifeMs = 8000;

/** One command of the stream. Its value is written by no other command. */
export interface Given {
  readonly value: number;
  readonly givenMs: number;
  readonly notAfterMs: number;
  readonly following: Following;
}

export const outcomeOf = ({ following }: Given): string =>
  `${following.outcome ?? following.stage} ${following.code}`.trim();

export const hasEnded = ({ following }: Given): boolean => following.stage === "ended";

/** Set points of one device, each so far from the last that the valve has to move. */
export class Stream {
  readonly given: Given[] = [];
  private readonly device: string;
  private readonly links: SiteLinks;
  private readonly chain: Uint8Array;
  private readonly signer: Signer;

  constructor(plant: Plant, links: SiteLinks, device: string) {
    [this.device, this.links] = [device, links];
    this.chain = hexBytes(plant.site.chain);
    this.signer = nodeSigner(readKey(join(plant.home(), "key.pem")).seed);
  }

  give(): Given {
    const count = this.given.length;
    const value = Math.fround((count % 2 === 0 ? 43 : 37) + count / 1000);
    const givenMs = Date.now();
    const notAfterMs = givenMs + lifeMs;
    const command = signCommand(this.chain, this.signer, {
      ...{ device: this.device, writes: [{ point: "valve", value }] },
      ...{ nonce: randomBytes(16), notAfterMs },
    });
    const following = this.links.client.submit(command, () => {});
    const given = { value, givenMs, notAfterMs, following };
    this.given.push(given);
    return given;
  }
}

/** Outcomes after which nothing may have reached the PLC. */
const unwritten = /^(refused|expired|skipped)|ACTUATION_(NOT_SENT|DEVICE_REFUSED)$/;
/** The PLC's clock is the machine's; a journal line is written a moment after its time is taken. */
const clockMs = 50;

const valveWrites = (journal: readonly PlcWrite[]): readonly PlcWrite[] =>
  journal.filter(
    ({ register, nodeId }) => register === 100 || nodeId?.endsWith("Tank.Valve") === true,
  );

/**
 * What the PLC's journal says against the outcomes (S3, S4, S5, S8): every command ended, no value
 * was written twice, late, or after its command had ended, none that is said not to be written was,
 * and all came in the order of the log.
 */
export const problemsOf = (
  given: readonly Given[],
  journal: readonly PlcWrite[],
  boxed: boolean,
): readonly string[] => {
  const problems: string[] = [];
  const written = valveWrites(journal);
  const places: { readonly sequence: number; readonly place: number }[] = [];
  for (const one of given) {
    const { value, notAfterMs, following } = one;
    const outcome = outcomeOf(one);
    const own = written.filter((write) => write.value === value);
    const tell = (what: string): unknown => problems.push(`${value} ${outcome}: ${what}`);
    if (!hasEnded(one)) tell("has not ended");
    if (own.length > 1) tell(`written ${own.length} times`);
    if (following.outcome === "confirmed" && own.length !== 1) tell("confirmed, not written");
    // A mailbox's arguments may stand there without being taken.
    if (!boxed && unwritten.test(outcome) && own.length > 0) tell("written all the same");
    for (const { t } of own) {
      if (t > notAfterMs + clockMs) tell(`written ${t - notAfterMs} ms after its time`);
      const endedMs = following.at.ended ?? Number.POSITIVE_INFINITY;
      if (t > endedMs + clockMs) tell(`written ${t - endedMs} ms after its end`);
    }
    const place = written.findIndex((write) => write.value === value);
    const sequence = following.report?.deviceSequence;
    if (place >= 0 && sequence !== undefined) places.push({ sequence, place });
  }
  const inOrder = places.sort((left, right) => left.sequence - right.sequence);
  if (inOrder.some(({ place }, index) => place <= (inOrder[index - 1]?.place ?? -1)))
    problems.push("written in another order than the log has");
  return problems;
};
