import { join } from "node:path";
import { type Plant, startPlant } from "@quorate/deploy";
import type { Site } from "@quorate/protocol";
import { readKey } from "@quorate/protocol/node";

/** A plant of real processes whose valve takes any stream of set points. */
export interface BenchPlant {
  readonly site: Site;
  readonly operatorSeed: Uint8Array;
  readonly modbusPort: number;
  /** Resolves once the plant works and the operator is linked. */
  ready(linked: () => boolean): Promise<void>;
  /** Of all its processes that run. */
  pids(): readonly number[];
  /** When each value arrived in the PLC's register, each time, ms since 1970, by value. */
  registerChanges(): ReadonlyMap<number, readonly number[]>;
  stop(): Promise<void>;
}

/** No limit on step and rate, and the written register is the one that is read back. */
export const benchSite = (text: string): string =>
  text
    .replace(/, maxStep: 25/, "")
    .replace(/^ *ratePerMinute: \d+\n/gm, "")
    .replace(/^ *readback: \{ point: valve-position.*\n/m, "");

const registerChanges = (plant: Plant): ReadonlyMap<number, readonly number[]> => {
  const changes = new Map<number, number[]>();
  for (const { value, t } of plant.plc.journal()) {
    const times = changes.get(value as number);
    if (times === undefined) changes.set(value as number, [t]);
    else times.push(t);
  }
  return changes;
};

export interface BenchPlantOptions {
  /** More of `quorate init`'s arguments, and a further change of the site file. */
  readonly init?: readonly string[];
  readonly site?: (text: string) => string;
  /** When everything is made and nothing runs. */
  readonly made?: (plant: Plant) => void;
}

export const startBenchPlant = async (
  agents: number,
  { init = [], site = (text) => text, made }: BenchPlantOptions = {},
): Promise<BenchPlant> => {
  const isWhole = made === undefined;
  const plant = await startPlant({
    ...{ agents, init, start: isWhole },
    site: (text) => site(benchSite(text)),
  });
  made?.(plant);
  if (!isWhole) plant.start();
  return {
    site: plant.site,
    operatorSeed: readKey(join(plant.home(), "key.pem")).seed,
    modbusPort: plant.plc.port,
    ready: async (linked) => {
      await plant.ready();
      while (!linked()) await new Promise((resolve) => setTimeout(resolve, 20));
    },
    pids: () => plant.processes.filter(({ running }) => running).map(({ pid }) => pid),
    registerChanges: () => registerChanges(plant),
    stop: () => plant.stop(),
  };
};
