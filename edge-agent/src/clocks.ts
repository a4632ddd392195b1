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
