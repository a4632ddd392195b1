import { formatKey, parseSiteOrThrow, type Site, toHex } from "@quorate/protocol";
import { newSeed, nodeSigner } from "@quorate/protocol/node";
import { newSiteFile, type SitePlan } from "../../edge-agent/src/cli/site-template.ts";

const key = (): string => formatKey(toHex(nodeSigner(newSeed()).publicKey));

/** What `quorate init` plans, with keys of nobody. */
export const newPlan = (agents = 4): SitePlan => ({
  name: "test-works",
  modbus: "127.0.0.1:1502",
  agents: Array.from({ length: agents }, (_, index) => ({
    ...{ name: `a${index}`, key: key() },
    ...{ address: `127.0.0.1:${7401 + index}`, api: `127.0.0.1:${7501 + index}` },
  })),
  guards: [{ name: "intake-guard", key: key(), modbusReadOnly: "127.0.0.1:5020" }],
  consoles: [{ name: "control-room", key: key() }],
  operators: ["ann", "bo"].map((name) => ({ name, key: key(), roles: ["operator"] })),
});

/** The site that `quorate init` makes; its points have a note too. */
export const policySite = (): Site => {
  const place = "access: setpoint, table: holding, register: 110";
  const note = `      - { name: note, ${place}, type: string, length: 8 }\n`;
  const text = newSiteFile(newPlan());
  return parseSiteOrThrow(text.replace("      - name: pump", `${note}      - name: pump`));
};
