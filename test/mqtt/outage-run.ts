import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../until.ts";
import { Edge } from "./edge.ts";
import { StrictHost } from "./host.ts";
import { Mosquitto, users } from "./mosquitto.ts";
import { Tap } from "./tap.ts";
import { Verdicts } from "./verdicts.ts";

const usage = "usage: npm run mqtt-outage -- [--seconds 600]";

/**
 * An outage as long as it says, by the clock on the wall: an edge node at a real mosquitto loses
 * its broker, goes on to see a value a second, and gets it back. What the strict host then has is
 * held against what was seen. Answers the exit status.
 */
export const main = async (args: readonly string[]): Promise<number> => {
  const at = args.indexOf("--seconds");
  const seconds = at < 0 ? 600 : Number(args[at + 1]);
  if (!Number.isSafeInteger(seconds) || seconds < 1) {
    console.error(usage);
    return 2;
  }
  const verdicts = new Verdicts();
  const host = new StrictHost(verdicts);
  const mosquitto = new Mosquitto();
  await mosquitto.start();
  const tap = new Tap(verdicts, mosquitto.plainPort);
  await tap.start();
  const edge = new Edge({ mosquitto, urls: [tap.url] });
  try {
    await host.connect(mosquitto.plainUrl, { username: "host", password: users.host });
    edge.start();
    edge.tank({ level: -1 });
    const node = await host.born("agent0");
    await tap.stop();
    const began = Date.now();
    console.log(`${new Date().toISOString()} the broker is gone for ${seconds} s`);
    const seen: { readonly value: number; readonly timeMs: number }[] = [];
    for (let value = 0; value < seconds; value += 1) {
      const timeMs = Date.now();
      seen.push({ value, timeMs });
      edge.tank({ level: value, pump: value % 2 === 0 }, timeMs);
      await sleep(Math.max(0, began + (value + 1) * 1000 - Date.now()));
    }
    console.log(`${new Date().toISOString()} it is back; ${edge.outage.heldValues} are held`);
    const backMs = Date.now();
    await tap.start();
    await host.born("agent0", 2);
    const bornMs = Date.now();
    await until(() => edge.outage.isEmpty, { what: "the store to be empty", deadlineMs: 120_000 });
    // Nobody told of the tank while the edge node came back: that it went stale is history, too.
    const came = (node.history.get("tank/level") ?? []).filter(
      ({ historical, value, quality }) => historical && Number(value) >= 0 && quality === 192,
    );
    const same =
      came.length === seen.length &&
      came.every(({ value, timeMs }, index) => {
        const one = seen[index];
        return one !== undefined && value === one.value && timeMs === one.timeMs;
      });
    const figures = {
      ...{ seconds, seen: seen.length, came: came.length, inOrderAndWhole: same },
      ...{ dropped: edge.outage.dropped, violations: verdicts.violations.length },
      checks: [...verdicts.checks.values()].reduce((sum, count) => sum + count, 0),
      ...{ bornAfterMs: bornMs - backMs, allAfterMs: Date.now() - backMs },
    };
    console.log(JSON.stringify(figures));
    for (const violation of verdicts.violations.slice(0, 20)) console.log(violation);
    return same && verdicts.violations.length === 0 ? 0 : 1;
  } finally {
    await edge.stop();
    edge.remove();
    await host.end();
    await tap.stop();
    await mosquitto.stop();
  }
};
