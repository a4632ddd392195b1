import type { AdapterOptions } from "@quorate/device-adapters";
import type { PointSpec } from "@quorate/protocol";
import { DataType } from "./opcua-server.ts";

/** A point at the node of its name. */
export const node = (
  name: string,
  type: PointSpec["type"],
  extra: Partial<PointSpec> = {},
): PointSpec => ({
  ...{ name, type, access: "setpoint", order: "ABCD", nodeId: `ns=1;s=${name}` },
  ...extra,
});

export const served = [
  { name: "target", dataType: DataType.Double, value: 60 },
  { name: "outlet", dataType: DataType.Float, value: 41.5, readOnly: true },
  { name: "count", dataType: DataType.Int16, value: -7 },
  { name: "byte", dataType: DataType.Byte, value: 1 },
  { name: "long", dataType: DataType.Int64, value: [0xffff_ffff, 0xffff_fffe] },
  { name: "run", dataType: DataType.Boolean, value: false },
  { name: "label", dataType: DataType.String, value: "north" },
  { name: "slow", dataType: DataType.Double, value: 1, readOnly: true, samplingMs: 600_000 },
  { name: "slower", dataType: DataType.Double, value: 1, readOnly: true, samplingMs: 600_000 },
  { name: "scaled", dataType: DataType.UInt16, value: 13_824 },
];

export const quick: AdapterOptions = {
  requestTimeoutMs: 5000,
  connectTimeoutMs: 3000,
  backOffMinMs: 20,
  backOffMaxMs: 100,
};
