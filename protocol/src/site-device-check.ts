import { type DeviceSpec, type GuardSpec, isSameUnit, readUnitOf } from "./site.ts";
import { parseAddress } from "./site-address.ts";
import type { Item } from "./site-check.ts";
import type { Path, Problems } from "./site-problem.ts";
import { isOpcuaAddress } from "./site-schema.ts";
import { suggest } from "./site-suggest.ts";

const checkAddress = (
  problems: Problems,
  protocol: DeviceSpec["protocol"],
  address: string,
  path: Path,
): void => {
  const forms = {
    "modbus-tcp": ["host:port", parseAddress(address) !== null],
    "modbus-rtu": ["a serial line such as /dev/ttyUSB0", /^(\/|COM\d)/.test(address)],
    opcua: ["opc.tcp://host:port", isOpcuaAddress(address)],
  } as const;
  const [form, fits] = forms[protocol];
  if (!fits) problems.error("ADDRESS", path, `"${address}" is not ${form}, as ${protocol} needs`);
};

const foreignKeys: Readonly<Record<DeviceSpec["protocol"], readonly (keyof DeviceSpec)[]>> = {
  "modbus-tcp": ["serial", "security", "namespaces"],
  "modbus-rtu": ["security", "namespaces"],
  opcua: ["serial", "unit", "readUnit", "mailbox", "timeoutMs", "multipleWritesOnly"],
};

/** Keys that the file has another name for. */
const namesInFile: Partial<Record<keyof DeviceSpec, string>> = { timeoutMs: "timeout" };

const checkProtocol = (problems: Problems, device: DeviceSpec, path: Path): void => {
  const { protocol, unit, security } = device;
  for (const key of foreignKeys[protocol]) {
    if (device[key] === undefined) continue;
    const name = namesInFile[key] ?? key;
    problems.keyError("PROTOCOL", [...path, name], `${protocol} has no "${name}"`);
  }
  if (protocol === "modbus-rtu" && device.serial === undefined)
    problems.error(
      "MISSING",
      [...path, "serial"],
      '"serial" is missing',
      "serial: { baud: 19200, parity: even, stopBits: 1 }",
    );
  if (device.serial?.dataBits === 7)
    problems.error("SERIAL", [...path, "serial", "dataBits"], "Modbus RTU takes 8 data bits");
  if (protocol === "modbus-rtu" && unit !== undefined && (unit < 1 || unit > 247))
    problems.error("RANGE", [...path, "unit"], `"unit" is ${unit}, 1 to 247 on a serial line`);
  if (protocol === "opcua" && security === undefined)
    problems.error(
      "MISSING",
      [...path, "security"],
      '"security" is missing',
      "security: { policy: Basic256Sha256, mode: SignAndEncrypt }",
    );
  if (security !== undefined && (security.policy === "None") !== (security.mode === "None"))
    problems.error(
      "SECURITY",
      [...path, "security", "mode"],
      `mode ${security.mode} does not go with policy ${security.policy}`,
    );
};

const checkNamespaces = (problems: Problems, { namespaces }: DeviceSpec, path: Path): void => {
  for (const index of Object.keys(namespaces ?? {}))
    if (!/^[1-9]\d{0,4}$/.test(index) || Number(index) > 0xffff)
      problems.keyError(
        "NAMESPACE",
        [...path, "namespaces", index],
        `"${index}" is no number of a namespace, 1 to 65535`,
      );
};

/** Everything about one device, its points aside, that its schema cannot say. */
export const checkDevice = (
  problems: Problems,
  { value: device, path }: Item<DeviceSpec>,
  guardNames: readonly string[],
): void => {
  if (!guardNames.includes(device.guard))
    problems.error(
      "UNKNOWN_GUARD",
      [...path, "guard"],
      `no guard is called "${device.guard}"`,
      suggest(device.guard, guardNames),
    );
  checkAddress(problems, device.protocol, device.address, [...path, "address"]);
  if (device.readAddress !== undefined) {
    const protocol = device.protocol === "opcua" ? "opcua" : "modbus-tcp";
    checkAddress(problems, protocol, device.readAddress, [...path, "readAddress"]);
  }
  checkProtocol(problems, device, path);
  checkNamespaces(problems, device, path);
};

/** One line has one speed: a guard that finds two opens none of its devices. */
export const checkSerialLines = (
  problems: Problems,
  devices: readonly Item<DeviceSpec>[],
): void => {
  const lines = new Map<string, Item<DeviceSpec>>();
  for (const item of devices) {
    const { guard, protocol, address, serial } = item.value;
    if (protocol !== "modbus-rtu" || serial === undefined) continue;
    const first = lines.get(`${guard} ${address}`);
    if (first === undefined) lines.set(`${guard} ${address}`, item);
    const other = first?.value.serial;
    const keys = ["baud", "parity", "stopBits"] as const;
    const key = other === undefined ? undefined : keys.find((one) => other[one] !== serial[one]);
    if (first === undefined || other === undefined || key === undefined) continue;
    const where = `line ${problems.lineOf([...first.path, "serial"])}`;
    const message = `${first.value.name} has ${address} with ${key} ${other[key]} (${where})`;
    problems.error("SERIAL", [...item.path, "serial", key], message);
  }
};

/** Readers of one read-only server tell its devices apart by unit alone. */
export const checkReadUnits = (
  problems: Problems,
  guards: readonly GuardSpec[],
  devices: readonly Item<DeviceSpec>[],
): void => {
  for (const guard of guards) {
    if (guard.modbusReadOnly === undefined) continue;
    const shown = new Map<number, DeviceSpec>();
    for (const { value: device, path } of devices) {
      if (device.guard !== guard.name || device.protocol === "opcua") continue;
      const unit = readUnitOf(device);
      const other = shown.get(unit);
      shown.set(unit, other ?? device);
      if (other === undefined || isSameUnit(device, other)) continue;
      const key = device.readUnit === undefined ? "unit" : "readUnit";
      problems.error(
        "READ_UNIT",
        device[key] === undefined ? path : [...path, key],
        `the read-only server of ${guard.name} shows ${other.name} as unit ${unit} already`,
        `a "readUnit" of its own, such as readUnit: ${freeUnit(devices, guard)}`,
      );
    }
  }
};

const freeUnit = (devices: readonly Item<DeviceSpec>[], guard: GuardSpec): number => {
  const mine = devices.filter(({ value }) => value.guard === guard.name);
  return Math.max(...mine.map(({ value }) => readUnitOf(value))) + 1;
};
