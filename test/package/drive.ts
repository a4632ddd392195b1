import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { SiteLinks } from "@quorate/edge-agent";
import { hexBytes, parseSiteOrThrow, signCommand } from "@quorate/protocol";
import { nodeSigner, readKey } from "@quorate/protocol/node";

/*
 * An operator who gives commands at a steady rate: `drive.ts SITE KEY RATE SECONDS`. A process of
 * its own, to run in a box's network. Prints how many commands ended, by outcome, as JSON.
 */

const lifeMs = 20_000;
/** Commands end by their `notAfter`; the rest is the way of the last closing. */
const patienceMs = lifeMs + 10_000;

const [siteFile = "", keyFile = "", rate = "50", seconds = "20"] = process.argv.slice(2);
const site = parseSiteOrThrow(readFileSync(siteFile));
const { seed } = readKey(keyFile);
const signer = nodeSigner(seed);
const chain = hexBytes(site.chain);
const links = new SiteLinks(site, seed);

const upByMs = performance.now() + 10_000;
while (links.upCount < site.agents.length && performance.now() < upByMs) await wait(20);

const outcomes: Record<string, number> = {};
const count = Number(rate) * Number(seconds);
const begunMs = performance.now();
let ended = 0;
for (let index = 0; index < count; ) {
  const due = Math.min(count, ((performance.now() - begunMs) * Number(rate)) / 1000);
  for (; index < due; index += 1) {
    const command = signCommand(chain, signer, {
      ...{ device: "intake", writes: [{ point: "valve", value: 20 + (index % 400) / 100 }] },
      ...{ nonce: randomBytes(16), notAfterMs: Date.now() + lifeMs },
    });
    const following = links.client.submit(command, () => {
      if (following.stage !== "ended") return;
      const name = `${following.outcome ?? ""} ${following.code}`.trim();
      outcomes[name] = (outcomes[name] ?? 0) + 1;
      ended += 1;
    });
  }
  await wait(5);
}
const deadlineMs = performance.now() + patienceMs;
while (ended < count && performance.now() < deadlineMs) await wait(20);
links.close();
console.log(JSON.stringify({ given: count, lost: count - ended, outcomes }));
process.exit(ended === count ? 0 : 1);
