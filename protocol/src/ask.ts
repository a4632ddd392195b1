import type { SealContext } from "./envelope.ts";
import { type Equivocation, openEquivocation } from "./equivocation.ts";
import { isCoded } from "./errors.ts";
import type { Frame } from "./frame.ts";
import type { Site } from "./site.ts";
import type { WireAnswer, WireEquivocation } from "./wire.ts";

/** Who can ask every agent of a site: `SiteLinks`, or a test's own. */
export interface SiteAsker {
  readonly site: Site;
  readonly context: SealContext;
  /** One sentence that names the agents without a link. */
  readonly missing: string;
  /** Why there is no link to this agent; empty when there is one. */
  reasonOf(agent: number): string;
  /** Null when it does not answer in time. */
  ask(agent: number, query: Frame["query"], withinMs: number): Promise<WireAnswer | null>;
  /** The answers of all agents in roster order; null of those that gave none. */
  askAll(query: Frame["query"], withinMs: number): Promise<readonly (WireAnswer | null)[]>;
}

/** How long agents may take for an answer, ms. */
export const answerMs = 2000;

export interface Proven {
  readonly proof: Equivocation;
  readonly evidence: WireEquivocation;
}

/**
 * Proofs against agents, one of each. They prove themselves, so it does not matter who shows them,
 * and what proves nothing is passed over.
 */
export const askEvidence = async (links: SiteAsker): Promise<readonly Proven[]> => {
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
