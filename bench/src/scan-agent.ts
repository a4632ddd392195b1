import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Plant, type PlantProcess, startPlant } from "@quorate/deploy";
import type { SiteLinks } from "@quorate/edge-agent";
import { hearOwn, type OwnReading } from "@quorate/protocol";
import { type Percentiles, Stopwatch } from "./figures.ts";
import { cpuMs, residentBytes } from "./proc.ts";
import { deviceName, type ScanOptions, scanTemplate } from "./scan-plant.ts";

interface Used {
  readonly cpuPercent: number;
  readonly rssMiB: number;
}

/** One of four agents reads all points itself; seen from outside, through its API. */
export interface AgentPhase {
  readonly devices: string;
  readonly points: number;
  /** Age of every point of the living devices, looked at twice a second. */
  readonly ageMs: Percentiles;
  /** Points of living devices that were not there or not good when looked at. */
  readonly notGood: number;
  /** Points of living devices that were older than three scans when looked at. */
  readonly stale: number;
  /** Points of the dead device that were taken for good three scans after its death. */
  readonly deadTakenForGood: number;
  /** While nobody asks. */
  readonly reader: Used;
  /** Another agent of the same site, which reads nothing. */
  readonly peer: Used;
}

const lookMs = 500;
const answerMs = 5000;
const startMs = 120_000;

/** All that the first agent reads of a device, and nothing of what it does not answer. */
const look = async (links: SiteLinks, device: string): Promise<OwnReading[]> => {
  const heard: OwnReading[] = [];
  let from = 0;
  do {
    const own = { device, from };
    const answer = await links.ask(0, { own }, answerMs);
    const reading = hearOwn(links.site, own, answer?.own, Date.now());
    if (reading === null) break;
    heard.push(reading);
    from = reading.next;
  } while (from > 0);
  return heard;
};

interface Seen {
  readonly good: number;
  readonly agesMs: readonly number[];
}

/** Ages by the clock of whoever looks, which is the agent's too: they run on one machine. */
const seenOf = async (links: SiteLinks, device: string): Promise<Seen> => {
  const samples = (await look(links, device)).flatMap((reading) => [...reading.samples.values()]);
  return {
    good: samples.filter(({ sample }) => sample.quality === "good").length,
    agesMs: samples.map(({ sample }) => sample.receivedTimeMs - sample.sourceTimeMs),
  };
};

interface Watch {
  readonly links: SiteLinks;
  readonly options: ScanOptions;
  /** The last device died when this phase began. */
  readonly dead: boolean;
}

const watchAges = async ({ links, options, dead }: Watch) => {
  const age = new Stopwatch();
  let [notGood, stale, deadTakenForGood] = [0, 0, 0];
  const begunMs = performance.now();
  const [goneMs, untilMs] = [4 * options.intervalMs, options.seconds * 1000];
  while (performance.now() - begunMs < untilMs) {
    const nextMs = performance.now() + lookMs;
    for (let index = 0; index < options.devices; index += 1) {
      const { good, agesMs } = await seenOf(links, deviceName(index));
      if (dead && index === options.devices - 1) {
        if (performance.now() - begunMs > goneMs) deadTakenForGood += good;
        continue;
      }
      notGood += options.points - good;
      for (const ms of agesMs) {
        age.record(ms);
        if (ms > 3 * options.intervalMs) stale += 1;
      }
    }
    await wait(Math.max(0, nextMs - performance.now()));
  }
  return { ageMs: age.percentiles(), notGood, stale, deadTakenForGood };
};

/** What processes use while they are left alone. */
const use = async (processes: readonly PlantProcess[], seconds: number): Promise<Used[]> => {
  const begunMs = performance.now();
  const before = processes.map(({ pid }) => cpuMs(pid));
  await wait(seconds * 1000);
  const elapsedMs = performance.now() - begunMs;
  return processes.map(({ pid }, index) => ({
    cpuPercent: Math.round(((cpuMs(pid) - (before[index] ?? 0)) / elapsedMs) * 1000) / 10,
    rssMiB: Math.round(residentBytes(pid) / 2 ** 20),
  }));
};

const measure = async (plant: Plant, watch: Watch): Promise<AgentPhase> => {
  const { devices, points, seconds } = watch.options;
  const ages = await watchAges(watch);
  const used = await use(plant.agents.slice(0, 2), seconds);
  return {
    devices: `${watch.dead ? devices - 1 : devices} alive, ${watch.dead ? 1 : 0} dead`,
    ...{ points: devices * points, ...ages },
    ...{ reader: used[0] as Used, peer: used[1] as Used },
  };
};

/** Until every point was read once. */
const allRead = async (plant: Plant, links: SiteLinks, options: ScanOptions): Promise<void> => {
  const deadlineMs = performance.now() + startMs;
  for (let index = 0; index < options.devices; ) {
    const { good } = await seenOf(links, deviceName(index));
    if (good === options.points) index += 1;
    else if (performance.now() < deadlineMs) await wait(100);
    else throw new Error(`the agent does not read ${deviceName(index)}:\n${plant.tails()}`);
  }
};

/**
 * A site of four agents, the first of which reads everything; no guard runs, so that the devices
 * have one client. `kill` ends the last device.
 */
export const scanInAgent = async (
  ports: readonly number[],
  options: ScanOptions,
  kill: () => void,
): Promise<AgentPhase[]> => {
  const plant = await startPlant({
    devices: () => ({ template: scanTemplate(ports, options), plcs: [] }),
    start: false,
  });
  let links: SiteLinks | undefined;
  try {
    const reader = plant.site.agents[0]?.name ?? "";
    writeFileSync(join(plant.dir, "agents", reader, "local.yaml"), "reads: all\n");
    for (const agent of plant.agents) agent.start();
    await Promise.all(plant.agents.map((agent) => agent.line("AGENT_STARTED", startMs)));
    links = plant.connect();
    await links.ready();
    await allRead(plant, links, options);
    const alive = await measure(plant, { links, options, dead: false });
    kill();
    return [alive, await measure(plant, { links, options, dead: true })];
  } finally {
    links?.close();
    await plant.stop();
  }
};
