import type { Core } from "./core.ts";
import type { Peers } from "./peers.ts";

/** The upper median; 0 without any. */
export const medianOf = (numbers: readonly number[]): number =>
  [...numbers].sort((left, right) => left - right)[numbers.length >> 1] ?? 0;

/**
 * Whose clock is out of line: further from the median of all than half of what the site allows.
 * Nothing that is ordered depends on it (consensus time is a median); it is there to be seen
 * before the events of such an agent have to be held. Null: not heard, and so not judged.
 */
export const clockOutliers = (
  skewsMs: readonly (number | null)[],
  clockDriftMs: number,
): ReadonlySet<number> => {
  const median = medianOf(skewsMs.filter((skew) => skew !== null));
  return new Set(
    skewsMs.flatMap((skew, agent) =>
      skew !== null && Math.abs(skew - median) > clockDriftMs / 2 ? [agent] : [],
    ),
  );
};

/** Tells of clocks out of line, once until they are in line again. */
export class ClockWatch {
  private outliers: ReadonlySet<number> = new Set();

  look(core: Core, peers: Peers): void {
    const skewsMs = peers.all.map(({ index, skewUs, link }) =>
      index === core.self ? 0 : link === null ? null : skewUs / 1000,
    );
    const found = clockOutliers(skewsMs, core.site.policy.clockDriftMs);
    for (const agent of found) {
      if (this.outliers.has(agent)) continue;
      const detail = `its clock less this agent's: ${Math.round(skewsMs[agent] ?? 0)} ms`;
      core.io.count("CLOCK_OUTLIER");
      core.io.log.warn("gossip", "CLOCK_OUTLIER", { from: core.nameOf(agent), detail });
    }
    this.outliers = found;
  }
}
