import { isAlarmKind } from "./alarm.ts";
import type { AlarmCondition } from "./alarm-state.ts";
import { toHex } from "./bytes.ts";
import type { Verified } from "./certified.ts";
import type { Signer } from "./ed25519.ts";
import { openEnvelope, type SealContext, seal } from "./envelope.ts";
import { CodedError } from "./errors.ts";
import { limits } from "./limits.ts";
import type { KeyHex } from "./site.ts";
import type { Quality, Sample } from "./value.ts";
import {
  checkIntegers,
  decodeStrict,
  type Envelope,
  encode,
  type WireAlarmCondition,
  wire,
} from "./wire.ts";
import { fromWireValue, toWireValue } from "./wire-value.ts";

/** What a guard signs about the points of one device at one scan. */
export interface Reading {
  readonly guard: KeyHex;
  readonly device: string;
  /** The guard's clock, milliseconds since 1970. */
  readonly timeMs: number;
  readonly up: boolean;
  readonly samples: readonly Sample[];
  /** Alarms of these points that were ever raised. */
  readonly alarms: readonly AlarmCondition[];
}

const qualities: readonly Quality[] = ["bad", "uncertain", "good"];
const domain = "quorate/reading/v1";

export const signReading = (
  chain: Uint8Array,
  signer: Signer,
  reading: Omit<Reading, "guard" | "alarms"> & Partial<Pick<Reading, "alarms">>,
): Envelope => {
  const points = reading.samples.map((sample) => ({
    point: sample.point,
    ...(sample.value === null ? {} : { value: toWireValue(sample.value) }),
    quality: qualities.indexOf(sample.quality),
    reason: sample.reason ?? "",
    sourceTimeMs: sample.sourceTimeMs,
  }));
  const { device, timeMs, up } = reading;
  const alarms = (reading.alarms ?? []).map(({ kind: limit, ...rest }) => ({ ...rest, limit }));
  const message = { guard: signer.publicKey, device, timeMs, up, points, alarms };
  const body = encode(wire.Reading, message);
  return seal(domain, chain, body, signer);
};

const conditionOf = (alarm: WireAlarmCondition): AlarmCondition => {
  const { point, limit: kind, active, raisedMs, clearedMs, held } = alarm;
  checkIntegers("READING_DECODE", { raisedMs, clearedMs });
  if (!isAlarmKind(kind))
    throw new CodedError("READING_DECODE", `unknown alarm kind ${kind.slice(0, 40)}`);
  if (active ? raisedMs === 0 || clearedMs !== 0 : clearedMs < raisedMs)
    throw new CodedError("READING_DECODE", `${point} ${kind}: its alarm's times are in disorder`);
  return { point, kind, active, raisedMs, clearedMs, held };
};

/** Throws READING_SIZE, READING_DECODE, READING_SIGNATURE. `receivedMs` dates the samples. */
export const openReading = (
  context: SealContext,
  envelope: Envelope,
  receivedMs: number,
): Verified<Reading> => {
  if (envelope.body.length > limits.readingBytes)
    throw new CodedError("READING_SIZE", `${envelope.body.length} bytes`);
  const message = decodeStrict(wire.Reading, envelope.body, "READING");
  checkIntegers("READING_DECODE", { timeMs: message.timeMs });
  const samples = message.points.map((point): Sample => {
    const value = fromWireValue(point.value);
    return {
      point: point.point,
      value,
      quality: value === null ? "bad" : (qualities[point.quality] ?? "bad"),
      ...(point.reason === "" ? {} : { reason: point.reason }),
      sourceTimeMs: point.sourceTimeMs,
      receivedTimeMs: receivedMs,
    };
  });
  const guard = toHex(message.guard);
  const { device, timeMs, up } = message;
  const alarms = message.alarms.map(conditionOf);
  const reading = { guard, device, timeMs, up, samples, alarms };
  return openEnvelope(domain, context, envelope, guard, reading);
};
