import type { Hex } from "@quorate/protocol";
import { type DeviceFence, Fence } from "./fence.ts";
import { decodeRecord, encodeRecord, type FenceRecord } from "./fence-record.ts";
import { guardLimits } from "./limits.ts";

interface Place {
  readonly device: string;
  readonly sequence: number;
  readonly id?: Hex;
}

interface Kept {
  readonly payload: Uint8Array;
  /** Null where it is needed for ever. */
  readonly place: Place | null;
}

const nowhere = { append: () => {}, sync: () => {} };

/**
 * The records that a fence file needs at least: everything unresolved or not yet ordered, and of
 * each device the latest history. It is given a file's records one by one and lets go of the others
 * on its way, so that a file of any length can be shortened (S9).
 */
export class ShortFence {
  private fence: Fence | null = null;
  private kept: Kept[] = [];
  private untrimmed = 0;

  /** Records that it holds now. */
  get size(): number {
    return this.kept.length;
  }

  /** The next record of the file. Throws FENCE_DAMAGED. */
  add(payload: Uint8Array): void {
    const record = decodeRecord(payload);
    if (this.fence === null) {
      const owner = record.kind === "head" ? record : { chain: "", guard: "" };
      this.fence = new Fence(owner, nowhere, [payload], () => {});
    } else this.fence.load(record);
    this.kept.push({ payload, place: placeOf(record) });
    this.untrimmed += 1;
    if (this.untrimmed > guardLimits.fenceTrimRecords) this.trim(this.fence);
  }

  /** Of all that was added, in the order of the file. */
  records(): Uint8Array[] {
    if (this.fence !== null) this.trim(this.fence);
    return this.kept.map(({ payload }) => payload);
  }

  private trim(fence: Fence): void {
    const firsts = new Map<string, number>();
    const bases = new Map<string, Kept>();
    for (const { place } of this.kept)
      if (place !== null && !firsts.has(place.device))
        firsts.set(place.device, firstOf(fence.device(place.device)));
    for (const { place } of this.kept)
      if (place?.id !== undefined && place.sequence === (firsts.get(place.device) ?? 0) - 1)
        bases.set(place.device, baseAt(fence.device(place.device), { ...place, id: place.id }));
    const [head, ...others] = this.kept as [Kept, ...Kept[]];
    const needed = others.filter(
      ({ place }) => place === null || place.sequence >= (firsts.get(place.device) ?? 0),
    );
    this.kept = [head, ...bases.values(), ...needed];
    this.untrimmed = 0;
  }
}

/** Throws FENCE_DAMAGED. */
export const shortenFence = (records: readonly Uint8Array[]): Uint8Array[] => {
  const short = new ShortFence();
  for (const record of records) short.add(record);
  return short.records();
};

/** The first place of a device whose records are needed. */
const firstOf = ({ sequence, entries, lost }: DeviceFence): number => {
  let first = sequence - guardLimits.historyPerDevice + 1;
  for (const entry of entries.values())
    if (entry.report === null || !entry.ordered) first = Math.min(first, entry.sequence);
  // Across a jump there is no place to begin at: all is kept until the history is past it.
  return first > lost.to ? first : 0;
};

/** What was lost lies before it: by that places are known that may have been written (S4, S8). */
const baseAt = ({ lost }: DeviceFence, place: Required<Place>): Kept => ({
  payload: encodeRecord({ kind: "base", ...place, ...(lost.to > 0 ? { lost } : {}) }),
  place,
});

const placeOf = (record: FenceRecord): Place | null => {
  switch (record.kind) {
    case "head":
    case "stopped":
      return null;
    case "outcome": {
      const { device, deviceSequence: sequence, id } = record.report;
      return { device, sequence, id };
    }
    case "ordered":
      return { device: record.device, sequence: record.sequence };
    case "base":
    case "attempting":
    case "resumed":
      return { device: record.device, sequence: record.sequence, id: record.id };
  }
};
