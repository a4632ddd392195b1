import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Site } from "@quorate/protocol";
import { isDemoKey } from "@quorate/protocol/node";

/** Set by `npm start` for the console of its plant, and by nothing else. */
const variable = "QUORATE_DEMO";

export const isDemo = (): boolean => process.env[variable] === "1";

/**
 * Encrypted key files of the operators of a demo plant, by name. Only files that are marked as demo
 * are ever given out.
 */
export const readDemoKeys = (siteFolder: string, site: Site): ReadonlyMap<string, string> => {
  const keys = new Map<string, string>();
  for (const { name } of site.operators) {
    try {
      const text = readFileSync(join(siteFolder, "operators", name, "key.pem"), "utf8");
      if (isDemoKey(text) && text.includes("BEGIN ENCRYPTED PRIVATE KEY")) keys.set(name, text);
    } catch {
      // An operator whose key is elsewhere: nothing to offer.
    }
  }
  return keys;
};
