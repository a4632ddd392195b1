import type { Equivocation, Site } from "@quorate/protocol";

/** The shape of an equivocation's line in `quorate log --json` and `quorate verify --json`. */
export const equivocationLine = (site: Site, { agent, sequence, hashes }: Equivocation) => ({
  kind: "equivocation",
  agent: site.agents[agent]?.name ?? `agent ${agent}`,
  event: sequence,
  hashes,
});

export const showEquivocation = (site: Site, proof: Equivocation): string => {
  const { agent, event, hashes } = equivocationLine(site, proof);
  const [first, second] = hashes.map((hash) => hash.slice(0, 16));
  return `EQUIVOCATION ${agent} signed two events with sequence ${event}: ${first}, ${second}`;
};
