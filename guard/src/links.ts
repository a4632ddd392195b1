import type { Log, Site } from "@quorate/protocol";
import { type KeptLink, keepLink } from "@quorate/protocol/node";
import type { Guard } from "./guard.ts";

/** One link to every agent, for as long as the guard runs. */
export const dialAgents = (site: Site, seed: Uint8Array, guard: Guard, log: Log): KeptLink[] =>
  site.agents.map(({ name, api, key }, agent) => {
    let failures = 0;
    return keepLink({
      ...{ address: api, seed, expectKey: key },
      onUp: (link) => {
        failures = 0;
        log.info("guard", "LINK_UP", { agent: name });
        link.onFrame((bytes) => guard.agentFrame(agent, bytes));
        guard.agentUp(agent, link);
      },
      onDown: ({ code, detail }) => {
        guard.agentDown(agent);
        log.warn("guard", code, { agent: name, detail });
      },
      onFailed: ({ code, detail }, retryMs) => {
        failures += 1;
        if (failures === 1 || failures % 20 === 0)
          log.warn("guard", code, { agent: name, detail, failures, retryMs });
      },
    });
  });
