import type { PointValue, PointWrite } from "./value.ts";

export interface WireValue {
  readonly number?: number | null;
  readonly flag?: boolean | null;
  readonly text?: string | null;
}

export const toWireValue = (value: PointValue): WireValue => {
  if (typeof value === "number") return { number: value };
  return typeof value === "boolean" ? { flag: value } : { text: value };
};

/** Null for a value that is absent, NaN or infinite: never something to compare. */
export const fromWireValue = (value: WireValue | null | undefined): PointValue | null => {
  if (typeof value?.number === "number") return Number.isFinite(value.number) ? value.number : null;
  if (typeof value?.flag === "boolean") return value.flag;
  return typeof value?.text === "string" ? value.text : null;
};

export const toWireWrites = (
  writes: readonly PointWrite[],
): { point: string; value: WireValue }[] =>
  writes.map(({ point, value }) => ({ point, value: toWireValue(value) }));

/** Null when one of the values is not one. */
export const fromWireWrites = (
  writes: readonly { readonly point: string; readonly value?: WireValue | null | undefined }[],
): PointWrite[] | null => {
  const read: PointWrite[] = [];
  for (const write of writes) {
    const value = fromWireValue(write.value);
    if (value === null || write.point === "") return null;
    read.push({ point: write.point, value });
  }
  return read;
};
