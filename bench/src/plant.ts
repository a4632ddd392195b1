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
  /** When each value arrived in the PLC's register, ms since 1970, by value. */
  registerChanges(): ReadonlyMap<number, number>;
  stop(): Promise<void>;
}

/** No limit on step and rate, and the written register is the one that is read back. */
export const benchSite = (text: string): string =>
  text
    .replace(/, maxStep: 25/, "")
    .replace(/ratePerMinute: \d+/, "ratePerMinute: 1000000")
    .replace(/^ *readback: \{ point: valve-position.*\n/m, "");

const registerChanges = (plant: Plant): ReadonlyMap<number, number> =>
  new Map(plant.plc.journal().map(({ value, t }) => [value as number, t]));

export const startBenchPlant = async (agents: number): Promise<BenchPlant> => {
  const plant = await startPlant({ agents, site: benchSite });
  return {
    site: plant.site,
    operatorSeed: readKey(join(plant.home(), "key.pem")).seed,
    modbusPort: plant.plc.port,
    ready: async (linked) => {
      await plant.ready();
      while (!linked()) await new Promise((resolve) => setTimeout(resolve, 20));
    },
    registerChanges: () => registerChanges(plant),
    stop: () => plant.stop(),
  };
};
