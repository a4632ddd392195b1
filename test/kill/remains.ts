import { join } from "node:path";
import type { Plant } from "@quorate/deploy";
import type { GivenCommand, PointWrite, Remains } from "./check.ts";
import { auditLog, rememberingVerify } from "./logs.ts";
import { accusedBy, type Keepsakes, Signed } from "./signed.ts";
import { killDevices, pointOfRegister } from "./site.ts";

export const agentHome = ({ dir }: Plant, agent: string): string => join(dir, "agents", agent);

const writesOf = (plant: Plant): readonly PointWrite[] =>
  plant.plcs.flatMap((plc, index) =>
    plc.journal().map(({ register = 0, value, t }) => ({
      ...{ device: killDevices[index] ?? "", point: pointOfRegister.get(register) ?? "" },
      ...{ value: Number(value), t },
    })),
  );

export interface ReadRemains {
  readonly remains: Remains;
  readonly signed: Signed["counts"];
}

/** Reads what a plant whose processes have ended left on its disks. */
export const remainsOf = (
  plant: Plant,
  keepsakes: Keepsakes,
  given: readonly GivenCommand[],
): ReadRemains => {
  const { site, agents } = plant;
  const signed = new Signed(site);
  agents.forEach(({ name }, index) => {
    const folders = keepsakes.foldersOf(name);
    for (const folder of folders)
      signed.takeFolder(folder, folder === folders.at(-1) ? -1 : index);
  });
  const verify = rememberingVerify();
  const logs = agents.map(({ name }) => auditLog(site, name, agentHome(plant, name), verify));
  const accused = agents.flatMap(({ name }) => accusedBy(agentHome(plant, name), site));
  const remains = { twice: signed.twice, accused, logs, writes: writesOf(plant), given };
  return { remains, signed: signed.counts };
};
