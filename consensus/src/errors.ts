export type ConsensusErrorCode =
  /** Members, weights, coin frequency or window out of range, or a snapshot that fits none. */
  | "ORDER_PARAMETERS"
  /** The event contradicts itself; `field` names the part. */
  | "ORDER_EVENT_INVALID"
  /** A parent that is not ancient is unknown; `parent` is its hash. Fetch it, then add again. */
  | "ORDER_PARENT_MISSING"
  /** A decided round without a judge: more than a third of the weight must have forked. */
  | "ORDER_NO_JUDGE";

/** Thrown by this package alone. `fields` are plain values for a structured log line. */
export class ConsensusError extends Error {
  readonly code: ConsensusErrorCode;
  readonly fields: Readonly<Record<string, string | number>>;

  constructor(code: ConsensusErrorCode, fields: Readonly<Record<string, string | number>> = {}) {
    super(`${code} ${JSON.stringify(fields)}`);
    this.name = "ConsensusError";
    this.code = code;
    this.fields = fields;
  }
}
