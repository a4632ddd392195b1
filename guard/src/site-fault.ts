import { AdapterError } from "@quorate/device-adapters";
import { CodedError } from "@quorate/protocol";
import { ReadOnlyServerError } from "./read-only-server.ts";

const remedies: Readonly<Record<string, string>> = {
  PROTOCOL_UNKNOWN: "name one of these protocols in the site file",
  UNIT_INVALID: "correct the device's unit in the site file",
  ADDRESS_INVALID:
    "write host:port; opc.tcp://host:port for an OPC UA device; [host]:port for an IPv6 address",
  SERIAL_INVALID:
    "give it baud, parity and stopBits under serial in the site file; dataBits is 8",
  SERIAL_CONFLICT: "give all devices of the line the same serial settings in the site file",
  SERIAL_OPEN: "look at plug, path, and the group dialout",
  SERIAL_ECHO: "switch off the echo of the RS-485 converter",
  LINE_SILENT: "look at cable, baud rate, parity and unit numbers",
  OPCUA_CREDENTIALS: "put user and passwordFile there",
  OPCUA_FOLDER: "a fault of this program: report it",
  OPCUA_START: "look at the rights of the folder of certificates, and at the disk",
  OPCUA_NAMESPACES:
    "look at the server: its node ids mean other variables now; correct nodeId or namespaces in " +
    "the site file, or restart this process where the site file names no namespaces",
  LISTEN_FAILED: "free the port, or take another: listen.modbusReadOnly in local.yaml",
};

/** What to do about an adapter that cannot be opened; undefined where its detail says it all. */
export const remedyOf = (code: string): string | undefined => remedies[code];

/**
 * What the guard cannot open, with its code once and a remedy: errors of adapters and of the
 * read-only server have the code in their text too, for those that show the text alone.
 */
export const asSiteFault = (error: unknown): unknown => {
  if (!(error instanceof AdapterError || error instanceof ReadOnlyServerError)) return error;
  const { code, message } = error;
  const prefix = `${code}: `;
  return new CodedError(code, message.startsWith(prefix) ? message.slice(prefix.length) : message, {
    remedy: remedyOf(code) ?? "correct the device in the site file",
    fields: error instanceof AdapterError ? { device: error.device } : {},
    cause: error,
  });
};
