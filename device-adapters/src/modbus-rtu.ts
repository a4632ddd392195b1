import { existsSync, realpathSync } from "node:fs";
import type { DeviceSpec } from "@quorate/protocol";
import { AdapterError, type AdapterOptions, type DeviceAdapter } from "./adapter.ts";
import { ModbusDevice } from "./modbus-device.ts";
import { SerialLine } from "./serial-line.ts";
import { SerialUnit } from "./serial-unit.ts";

/** The serial lines of one process, by the file that a path leads to in the end. */
export type SerialLines = Map<string, SerialLine>;

/** `/dev/serial/by-id/...` and `/dev/ttyUSB0` may be the same line. */
const fileOf = (path: string): string => (existsSync(path) ? realpathSync(path) : path);

const lineOf = (
  device: DeviceSpec,
  options: AdapterOptions,
  lines: SerialLines,
): SerialLine => {
  const { address, serial, name } = device;
  if (serial === undefined) {
    const detail = "serial: { baud: 19200, parity: even, stopBits: 1 } is missing";
    throw new AdapterError("SERIAL_INVALID", name, detail);
  }
  if (serial.dataBits !== 8)
    throw new AdapterError("SERIAL_INVALID", name, "Modbus RTU takes 8 data bits");
  const file = fileOf(address);
  const known = lines.get(file);
  const line = known ?? new SerialLine(address, serial, options);
  const { baud, parity, stopBits } = line.settings;
  if (baud !== serial.baud || parity !== serial.parity || stopBits !== serial.stopBits) {
    const detail = `another device has ${address} at ${baud} baud, ${parity}, ${stopBits}`;
    throw new AdapterError("SERIAL_CONFLICT", name, detail);
  }
  lines.set(file, line);
  return line;
};

/** The adapter of a unit on a serial line, which it shares with all that name the same line. */
export const openModbusRtu = (
  device: DeviceSpec,
  options: AdapterOptions,
  lines: SerialLines,
): DeviceAdapter => {
  const { unit = 1, name } = device;
  // 0 is broadcast, which nobody answers; above 247 is reserved.
  if (!Number.isInteger(unit) || unit < 1 || unit > 247)
    throw new AdapterError("UNIT_INVALID", name, `unit ${unit} is not 1..247`);
  const line = lineOf(device, options, lines);
  return new ModbusDevice(device, new SerialUnit(line, name, unit, options), options);
};
