import type { DeviceSpec, Protocol } from "@quorate/protocol";
import { AdapterError, type AdapterOptions, type DeviceAdapter } from "./adapter.ts";
import { openModbusTcp } from "./modbus-tcp.ts";

type Opener = (device: DeviceSpec, options: AdapterOptions) => DeviceAdapter;

const protocols: Partial<Record<Protocol, Opener>> = {
  "modbus-tcp": openModbusTcp,
};

/** Protocols that `openAdapter` knows. */
export const knownProtocols = (): readonly Protocol[] => Object.keys(protocols) as Protocol[];

/**
 * The adapter of a device, not yet started.
 * @throws AdapterError `PROTOCOL_UNKNOWN`, or the protocol's own code for a bad description.
 */
export const openAdapter = (device: DeviceSpec, options: AdapterOptions = {}): DeviceAdapter => {
  const open = protocols[device.protocol];
  if (open === undefined) {
    const known = knownProtocols().join(", ");
    const detail = `no adapter for protocol '${device.protocol}'; known: ${known}`;
    throw new AdapterError("PROTOCOL_UNKNOWN", device.name, detail);
  }
  return open(device, options);
};
