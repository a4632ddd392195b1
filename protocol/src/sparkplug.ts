import "./plain-integers.ts";
import protobuf from "protobufjs/minimal.js";
import { CodedError } from "./errors.ts";
import { quorate } from "./generated/sparkplug.js";

/** Sparkplug B payloads (Sparkplug 3.0, section 6.4), as far as an edge node needs them. */
export type SparkplugPayload = quorate.sparkplug.IPayload;
export type SparkplugMetric = quorate.sparkplug.IMetric;
export type SparkplugProperties = quorate.sparkplug.IPropertySet;

const codec = quorate.sparkplug.Payload;

export const encodeSparkplug = (payload: SparkplugPayload): Uint8Array =>
  codec.encode(payload).finish();

/** Fields that are not in the schema are passed over. Throws SPARKPLUG_DECODE. */
export const decodeSparkplug = (bytes: Uint8Array): SparkplugPayload => {
  const reader = protobuf.Reader.create(bytes);
  reader.discardUnknown = true;
  // Read as signed: a small negative Int64 is exact so, and what is above 2^63 is refused anyway.
  reader.uint64 = () => reader.int64();
  try {
    return codec.decode(reader);
  } catch (error) {
    throw new CodedError("SPARKPLUG_DECODE", `not a Sparkplug payload: ${String(error)}`);
  }
};
