import { faultsOf, limits, type Log, type Site } from "@quorate/protocol";
import { FairShare, type KeptLink, keepLink } from "@quorate/protocol/node";
import type { Guard } from "./guard.ts";

/**
 * One link to every agent, for as long as the guard runs. The f agents that may lie have together
 * f shares of f+2: the others' certificates and clocks always find time (S9).
 */
export const dialAgents = (site: Site, seed: Uint8Array, guard: Guard, log: Log): KeptLink[] =>
  site.agents.map(({ name, api, key }, agent) => {
    let failures = 0;
    const share = 1 / (faultsOf(site.agents.length) + 2);
    const fair = new FairShare(share, limits.peerBurstMs);
    return keepLink({
      ...{ address: api, seed, expectKey: key },
      onUp: (link) => {
        failures = 0;
        log.info("guard", "LINK_UP", { agent: name });
        link.onFrame((bytes) => {
          if (fair.charge(link, () => guard.agentFrame(agent, bytes))) guard.agentHeld(agent);
        });
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
