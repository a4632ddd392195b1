/** Sequence numbers and birth-death sequences alike: 0 to 255, then 0 again. */
const last = 255;

export const isSequence = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= last;

export const following = (value: number): number => (value === last ? 0 : value + 1);

/**
 * The sequence of one edge node's messages (tck-id-payloads-sequence-num-incrementing): an NBIRTH
 * begins it at 0, every other message but the death of the node has the next number.
 */
export class Sequence {
  private newest = 0;

  begin(): number {
    this.newest = 0;
    return 0;
  }

  next(): number {
    this.newest = following(this.newest);
    return this.newest;
  }
}
