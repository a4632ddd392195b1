import {
  CodedError,
  encode,
  decodeStrict,
  type Hex,
  isPointValue,
  type PointWrite,
  type Report,
  readReport,
  utf8,
  wire,
} from "@quorate/protocol";

/** A command that was about to be written: what S4 wants durable before the write. */
export interface Attempt {
  readonly device: string;
  readonly sequence: number;
  readonly id: Hex;
  readonly writes: readonly PointWrite[];
  /** Devices with a mailbox: the arguments that stood there, to be put back if it is not taken. */
  readonly before?: readonly PointWrite[];
}

/** Places without the first. */
export interface LostPlaces {
  readonly from: number;
  readonly to: number;
}

/** Where a device's history begins in a file that was shortened. */
export interface Base {
  readonly device: string;
  readonly sequence: number;
  readonly id: Hex;
  /** What the fence had lost before. */
  readonly lost?: LostPlaces;
}

/** A fence that was put forward to where its agents are. */
export interface Resumed {
  readonly device: string;
  /** What lies above this, up to `sequence`, may have been written: it counts as unknown. */
  readonly from: number;
  readonly sequence: number;
  readonly id: Hex;
}

/**
 * One record of the fence file. The first byte names the kind; behind it stands JSON in UTF-8, or,
 * for an outcome, the report's body in a protobuf Envelope: it is signed when it is sent.
 *
 * - head: whose fence this is; always the first record.
 * - base: where a device's history begins in a file that was shortened, and what was lost before.
 * - attempting: durable before the write.
 * - outcome: durable before the report is sent.
 * - ordered: f+1 agents have ordered the report; written lazily, losing it costs a resend.
 * - stopped: two certified entries stood at one place; the device is not written any more.
 * - resumed: the fence was lost or old, and the agents told where their order is.
 */
export type FenceRecord =
  | { readonly kind: "head"; readonly chain: Hex; readonly guard: Hex }
  | ({ readonly kind: "base" } & Base)
  | ({ readonly kind: "attempting" } & Attempt)
  | { readonly kind: "outcome"; readonly report: Report; readonly body: Uint8Array }
  | { readonly kind: "ordered"; readonly device: string; readonly sequence: number }
  | {
      readonly kind: "stopped";
      readonly device: string;
      readonly sequence: number;
      readonly ids: readonly Hex[];
    }
  | ({ readonly kind: "resumed" } & Resumed);

type Kind = FenceRecord["kind"];

const kinds: readonly Kind[] = [
  ...(["head", "base", "attempting", "outcome", "ordered", "stopped", "resumed"] as const),
];
const format = "quorate-fence/1";

/** An outcome is encoded from its report's body alone. */
export type NewRecord =
  | Exclude<FenceRecord, { kind: "outcome" }>
  | { readonly kind: "outcome"; readonly body: Uint8Array };

const unsigned = new Uint8Array();

/** What a body of a report says. Throws REPORT_SIZE, REPORT_DECODE. */
export const reportOf = (body: Uint8Array): Report => readReport({ body, signature: unsigned });

export const encodeRecord = (record: NewRecord): Uint8Array => {
  const { kind, ...fields } = record;
  const payload =
    record.kind === "outcome"
      ? encode(wire.Envelope, { body: record.body, signature: unsigned })
      : utf8(JSON.stringify(kind === "head" ? { format, ...fields } : fields));
  const bytes = new Uint8Array(1 + payload.length);
  bytes[0] = 1 + kinds.indexOf(kind);
  bytes.set(payload, 1);
  return bytes;
};

const damaged = (why: string): CodedError =>
  new CodedError("FENCE_DAMAGED", `the fence file cannot be trusted: ${why}`, {
    remedy: "restore the fence file; without it this guard must not write",
  });

const isPlace = (fields: Record<string, unknown>): boolean =>
  typeof fields["device"] === "string" &&
  Number.isSafeInteger(fields["sequence"]) &&
  (fields["sequence"] as number) >= 0;

const isWrites = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every((write) => typeof write?.point === "string" && isPointValue(write.value));

const isLostPlaces = (value: unknown): boolean => {
  if (value === undefined) return true;
  const { from, to } = (value ?? {}) as Partial<LostPlaces>;
  return Number.isSafeInteger(from) && Number.isSafeInteger(to);
};

const checks: Record<Exclude<Kind, "outcome">, (fields: Record<string, unknown>) => boolean> = {
  head: (fields) =>
    fields["format"] === format &&
    typeof fields["chain"] === "string" &&
    typeof fields["guard"] === "string",
  base: (fields) =>
    isPlace(fields) && typeof fields["id"] === "string" && isLostPlaces(fields["lost"]),
  attempting: (fields) =>
    isPlace(fields) &&
    typeof fields["id"] === "string" &&
    isWrites(fields["writes"]) &&
    isWrites(fields["before"] ?? []),
  ordered: isPlace,
  stopped: (fields) => isPlace(fields) && Array.isArray(fields["ids"]),
  resumed: (fields) =>
    isPlace(fields) && Number.isSafeInteger(fields["from"]) && typeof fields["id"] === "string",
};

const parse = (payload: Uint8Array): Record<string, unknown> => {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload));
  } catch (error) {
    throw damaged(String(error));
  }
};

/** Throws FENCE_DAMAGED. */
export const decodeRecord = (bytes: Uint8Array): FenceRecord => {
  const kind = kinds[(bytes[0] ?? 0) - 1];
  if (kind === undefined) throw damaged(`a record of unknown kind ${bytes[0]}`);
  const payload = bytes.subarray(1);
  if (kind !== "outcome") {
    const fields = parse(payload);
    if (typeof fields !== "object" || fields === null || !checks[kind](fields))
      throw damaged(`a malformed record of kind ${kind}`);
    return { kind, ...fields } as unknown as FenceRecord;
  }
  try {
    const body = new Uint8Array(decodeStrict(wire.Envelope, payload, "FENCE").body);
    return { kind, body, report: reportOf(body) };
  } catch (error) {
    throw damaged(String(error));
  }
};
