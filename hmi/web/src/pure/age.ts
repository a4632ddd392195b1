export type AgeUnit = "ms" | "s" | "min" | "h" | "d";

/** An age in one unit, as short as it is still of use. */
export const ageOf = (ms: number): { readonly value: string; readonly unit: AgeUnit } => {
  const age = Math.max(0, ms);
  if (age < 950) return { value: String(Math.round(age / 10) * 10), unit: "ms" };
  if (age < 9_950) return { value: (age / 1000).toFixed(1), unit: "s" };
  if (age < 119_500) return { value: String(Math.round(age / 1000)), unit: "s" };
  if (age < 7_170_000) return { value: String(Math.round(age / 60_000)), unit: "min" };
  if (age < 172_800_000) return { value: String(Math.round(age / 3_600_000)), unit: "h" };
  return { value: String(Math.round(age / 86_400_000)), unit: "d" };
};

const two = (value: number): string => String(value).padStart(2, "0");

/** hh:mm:ss of the workstation's time zone. */
export const clockTime = (ms: number): string => {
  const date = new Date(ms);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":");
};

/** hh:mm:ss.mmm, for the life of a command. */
export const clockMillis = (ms: number): string =>
  `${clockTime(ms)}.${String(new Date(ms).getMilliseconds()).padStart(3, "0")}`;

/** The time of day; with its date where that is not today. */
export const whenText = (ms: number): string =>
  new Date(ms).toDateString() === new Date().toDateString() ? clockTime(ms) : dayTime(ms);

export const dayTime = (ms: number): string => {
  const date = new Date(ms);
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");
  return `${day} ${clockTime(ms)}`;
};
