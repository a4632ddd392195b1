import type { PlantProcess } from "@quorate/deploy";
import type { LoadPlant } from "./load-plant.ts";
import { nowMs } from "./operator.ts";
import { probed, type SentBytes } from "./probe.ts";
import { cpuMs } from "./proc.ts";

/** What one process used while something ran. */
export interface Usage {
  readonly process: string;
  readonly cpuSeconds: number;
  /** Of a core, while it ran. */
  readonly cores: number;
  /** Before and after, garbage included. */
  readonly residentFirstMB: number;
  readonly residentLastMB: number;
  /** Of agents: what they handed to sockets, to the other agents and to guards and operators. */
  readonly bytesToAgents: number;
  readonly bytesToClients: number;
}

interface Mark {
  readonly atMs: number;
  readonly cpuMs: number;
  readonly resident: number;
  readonly toAgents: number;
  readonly toClients: number;
}

const round = (number: number, digits: number): number => Number(number.toFixed(digits));
const portOf = (address: string): number => Number(address.split(":").pop());

/** Clients dial the port of the API; all other links of an agent are those to agents. */
const sumOf = (sent: readonly SentBytes[], api: number, isToClient: boolean): number =>
  sent.reduce((sum, [local, , bytes]) => ((local === api) === isToClient ? sum + bytes : sum), 0);

/** Marks a beginning; the answer gives what agents and guards have used since. */
export const usageFrom = async ({ plant }: LoadPlant): Promise<() => Promise<Usage[]>> => {
  const watched = plant.processes.filter(({ running }) => running);
  const mark = async (one: PlantProcess): Promise<Mark> => {
    const api = portOf(plant.site.agents.find(({ name }) => name === one.name)?.api ?? "");
    const { resident, sent } = await probed(one);
    return {
      ...{ atMs: nowMs(), cpuMs: cpuMs(one.pid), resident },
      ...{ toAgents: sumOf(sent, api, false), toClients: sumOf(sent, api, true) },
    };
  };
  const before = await Promise.all(watched.map(mark));
  return async () => {
    const after = await Promise.all(watched.map(mark));
    return watched.map((one, index): Usage => {
      const [first, last] = [before[index] as Mark, after[index] as Mark];
      const usedMs = last.cpuMs - first.cpuMs;
      return {
        ...{ process: one.name, cpuSeconds: round(usedMs / 1000, 2) },
        cores: round(usedMs / (last.atMs - first.atMs), 3),
        residentFirstMB: round(first.resident / 1e6, 1),
        residentLastMB: round(last.resident / 1e6, 1),
        bytesToAgents: last.toAgents - first.toAgents,
        bytesToClients: last.toClients - first.toClients,
      };
    });
  };
};
