/** A time of the wire, milliseconds since 1970, as people write it: ISO 8601, UTC. */
export const isoTime = (ms: number): string => new Date(ms).toISOString();
