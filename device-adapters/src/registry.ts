import type { DeviceSpec, Protocol } from "@quorate/protocol";
import { AdapterError, type AdapterOptions, type DeviceAdapter } from "./adapter.ts";
import { openModbusRtu, type SerialLines } from "./modbus-rtu.ts";
import { openModbusTcp } from "./modbus-tcp.ts";
import { openOpcua } from "./opcua.ts";

type Opener = (device: DeviceSpec, options: AdapterOptions, lines: SerialLines) => DeviceAdapter;

const protocols: Record<Protocol, Opener> = {
  "modbus-tcp": openModbusTcp,
  "modbus-rtu": openModbusRtu,
  opcua: openOpcua,
};

/** Protocols that `openAdapter` knows. */
export const knownProtocols = (): readonly Protocol[] => Object.keys(protocols) as Protocol[];

/** What the site file says of one device goes before what its process says of all. */
const optionsOf = (
  { timeoutMs, multipleWritesOnly }: DeviceSpec,
  options: AdapterOptions,
): AdapterOptions => ({
  ...options,
  ...(timeoutMs === undefined ? {} : { requestTimeoutMs: timeoutMs }),
  ...(multipleWritesOnly === undefined ? {} : { multipleWritesOnly }),
});

const open = (
  device: DeviceSpec,
  options: AdapterOptions,
  lines: SerialLines,
): DeviceAdapter => {
  const opener: Opener | undefined = protocols[device.protocol];
  if (opener === undefined) {
    const known = knownProtocols().join(", ");
    const detail = `no adapter for protocol '${device.protocol}'; known: ${known}`;
    throw new AdapterError("PROTOCOL_UNKNOWN", device.name, detail);
  }
  return opener(device, optionsOf(device, options), lines);
};

/**
 * The adapter of a device, not yet started. Where a process has several devices, `openAdapters`:
 * two adapters of one serial line that do not know of each other would talk at once.
 * @throws AdapterError `PROTOCOL_UNKNOWN`, or the protocol's own code for a bad description.
 */
export const openAdapter = (device: DeviceSpec, options: AdapterOptions = {}): DeviceAdapter =>
  open(device, options, new Map());

/** The adapters of all devices of a process by name, none started; they share serial lines. */
export const openAdapters = (
  devices: readonly DeviceSpec[],
  options: AdapterOptions = {},
): Map<string, DeviceAdapter> => {
  const lines: SerialLines = new Map();
  return new Map(devices.map((device) => [device.name, open(device, options, lines)]));
};
