/** Of a JSON object that somebody told, who may tell anything (S10). */
export type Fields = Readonly<Record<string, unknown>>;

/** A date can be no later, ms. */
const latestMs = 8.64e15;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null;

/** Empty for what is no text; cut where it is longer than `most` characters. */
export const textOf = (value: unknown, most: number): string =>
  typeof value === "string" ? value.slice(0, most) : "";

export const numberOf = (value: unknown): number =>
  typeof value === "number" && Number.isFinite(value) ? value : 0;

/** Milliseconds since 1970 of which a date can be made; 0 for anything else. */
export const timeOf = (value: unknown): number =>
  Math.min(latestMs, Math.max(0, Math.floor(numberOf(value))));
