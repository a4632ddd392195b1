import { timeOf } from "./told.ts";

/**
 * A time of the wire, milliseconds since 1970, as people write it: ISO 8601, UTC. The latest that a
 * date can have where somebody signed a later one.
 */
export const isoTime = (ms: number): string => new Date(timeOf(ms)).toISOString();
