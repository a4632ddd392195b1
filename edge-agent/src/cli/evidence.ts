import {
  type Equivocation,
  isCoded,
  openEquivocation,
  type Site,
  type WireEquivocation,
} from "@quorate/protocol";
import type { SiteLinks } from "../io/site-links.ts";

/** How long agents may take for an answer, ms. */
const answerMs = 2000;

export interface Proven {
  readonly proof: Equivocation;
  readonly evidence: WireEquivocation;
}

/**
 * Proofs against agents, one of each. They prove themselves, so it does not matter who shows them,
 * and what proves nothing is passed over.
 */
export const askEvidence = async (links: SiteLinks): Promise<readonly Proven[]> => {
  const proven = new Map<number, Proven>();
  for (const answer of await links.askAll({ evidence: true }, answerMs))
    for (const evidence of (answer?.equivocations ?? []).slice(0, links.site.agents.length))
      try {
        const proof = openEquivocation(links.context, links.site, evidence);
        if (!proven.has(proof.agent)) proven.set(proof.agent, { proof, evidence });
      } catch (error) {
        if (!isCoded(error)) throw error;
      }
  return [...proven.values()].sort((left, right) => left.proof.agent - right.proof.agent);
};

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
