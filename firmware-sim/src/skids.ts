import { PlcError } from "./errors.ts";
import { ExchangerSkid } from "./exchanger.ts";
import { FeederSkid } from "./feeder.ts";
import type { Skid } from "./skid.ts";
import { TankSkid } from "./tank.ts";

/** Every plant that can be started by name. */
const skids: Readonly<Record<string, (seed: number) => Skid>> = {
  exchanger: (seed) => new ExchangerSkid(seed),
  feeder: (seed) => new FeederSkid(seed),
  tank: (seed) => new TankSkid(seed),
};

export const skidNames = (): readonly string[] => Object.keys(skids);

/** The plant of that name; `seed` is that of its sensors' noise. */
export const makeSkid = (name: string, seed = 1): Skid => {
  const make = Object.hasOwn(skids, name) ? skids[name] : undefined;
  if (make !== undefined) return make(seed);
  const remedy = `choose one of ${skidNames().join(", ")}`;
  throw new PlcError("SKID_UNKNOWN", `no plant '${name}'`, remedy);
};
