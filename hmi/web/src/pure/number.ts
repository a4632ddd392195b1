/** How a language writes numbers. */
export interface NumberStyle {
  readonly decimal: "." | ",";
  readonly group: string;
}

export type EntryFault = "empty" | "not-a-number" | "ambiguous" | "not-finite";

export type Entry =
  | { readonly value: number }
  | { readonly fault: EntryFault; readonly readings?: readonly [number, number] };

export const styleOf = (language: string): NumberStyle => {
  const parts = new Intl.NumberFormat(language).formatToParts(12_345.6);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  return { decimal: part("decimal") === "," ? "," : ".", group: part("group") };
};

const plain = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/;

const numberOf = (text: string): Entry => {
  if (!plain.test(text)) return { fault: "not-a-number" };
  const value = Number(text);
  return Number.isFinite(value) ? { value } : { fault: "not-finite" };
};

const isGrouped = (text: string, mark: string): boolean =>
  new RegExp(`^[+-]?\\d{1,3}(\\${mark}\\d{3})+$`).test(text);

/**
 * Reads what an operator typed. The decimal mark is the language's; the other mark is never taken
 * for it, and "1,234" (or "1.234" where the comma is the decimal mark) is refused, because one
 * reader means a thousand times what the other means.
 */
export const readNumber = (typed: string, { decimal }: NumberStyle): Entry => {
  const text = typed.trim().replace(/^\u2212/, "-");
  if (text === "") return { fault: "empty" };
  const other = decimal === "." ? "," : ".";
  if (text.includes(other)) {
    if (!isGrouped(text, other)) return { fault: "not-a-number" };
    const readings = [text.replaceAll(other, ""), text.replace(other, ".")].map(Number);
    return { fault: "ambiguous", readings: readings as [number, number] };
  }
  return numberOf(decimal === "," ? text.replace(",", ".") : text);
};

/** Digits after the decimal mark that tell two values apart which differ by `step`. */
export const digitsFor = (step: number): number =>
  Number.isFinite(step) && step > 0 ? Math.min(6, Math.max(0, Math.ceil(-Math.log10(step)))) : 2;

/** Digits for a range, so that a figure keeps its width while it moves. */
export const digitsOfRange = (low: number, high: number): number => {
  const span = Math.abs(high - low);
  return span > 0 ? digitsFor(span / 1000) : 2;
};

const formats = new Map<string, Intl.NumberFormat>();

/** Never grouped: what is shown can be typed again. */
export const showNumber = (value: number, digits: number, language: string): string => {
  const key = `${language} ${digits}`;
  const known = formats.get(key);
  const format =
    known ??
    new Intl.NumberFormat(language, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      useGrouping: false,
      signDisplay: "negative",
    });
  if (known === undefined) formats.set(key, format);
  return format.format(value).replace(/^-/, "\u2212");
};

/** As exact as it was given, for what is signed: nothing is rounded away. */
export const showExact = (value: number, language: string): string => {
  const text = String(value).replace(/^-/, "\u2212");
  return styleOf(language).decimal === "," ? text.replace(".", ",") : text;
};
