import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowsedNode } from "@quorate/device-adapters";
import {
  CodedError,
  type DeviceSpec,
  formatPoints,
  parseAddress,
  type SecuritySpec,
  type Table,
} from "@quorate/protocol";
import { Argument, Command } from "commander";
import { exitDone, note, say, sayJson, table as tableOf } from "./output.ts";
import { remedyOf } from "./remedies.ts";
import { jsonOption, passphraseFrom } from "./session.ts";
import { UsageError } from "./value.ts";

interface ProbeFlags {
  readonly node?: string;
  readonly user?: string;
  readonly passwordFile?: string;
  readonly security: string;
  readonly certificates?: string;
  readonly device: string;
  readonly timeout: string;
  readonly json?: boolean;
}

/** Loaded when something is probed: no other command talks to devices. */
const adapters = () => import("@quorate/device-adapters");

const forms =
  "modbus-tcp://HOST:PORT/UNIT, modbus-rtu:/dev/ttyUSB0?baud=19200&parity=even&stopBits=1&unit=1 " +
  "or opc.tcp://HOST:PORT";

const usage = (message: string): UsageError =>
  new UsageError("PROBE_ADDRESS", message, { remedy: `write ${forms}` });

const whole = (text: string, what: string, least: number, most: number): number => {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new UsageError("PROBE_NUMBER", `${what} "${text}" is no number from ${least} to ${most}`, {
    remedy: `give a whole number from ${least} to ${most}`,
  });
};

/** Of each table (Modbus Application Protocol 1.1b3, 4.4). */
const lastRegister = 65_535;

const lookUp = "docs/errors.md, Devices, says what the code means";

const common = { name: "probe", guard: "probe", scanMs: 60_000, points: [] } as const;

const tcpDevice = (address: string): DeviceSpec => {
  const [, where = "", unit = "1"] = /^modbus-tcp:\/\/([^/]+)(?:\/(.*))?$/.exec(address) ?? [];
  if (parseAddress(where) === null) throw usage(`"${address}" has no host:port`);
  const of = { protocol: "modbus-tcp", address: where } as const;
  return { ...common, ...of, unit: whole(unit, "unit", 0, 255) };
};

const rtuDevice = (address: string): DeviceSpec => {
  const [, path = "", query = ""] = /^modbus-rtu:([^?]+)(?:\?(.*))?$/.exec(address) ?? [];
  if (path === "") throw usage(`"${address}" names no serial line`);
  const given = new URLSearchParams(query);
  const known = ["baud", "parity", "stopBits", "unit"];
  for (const key of given.keys())
    if (!known.includes(key)) throw usage(`"${key}" is none of ${known.join(", ")}`);
  const parity = given.get("parity") ?? "even";
  if (parity !== "even" && parity !== "odd" && parity !== "none")
    throw usage(`parity "${parity}" is none of even, odd, none`);
  const stopBits = whole(given.get("stopBits") ?? "1", "stopBits", 1, 2) === 2 ? 2 : 1;
  const baud = whole(given.get("baud") ?? "19200", "baud", 300, 4_000_000);
  const unit = whole(given.get("unit") ?? "1", "unit", 1, 247);
  const serial = { baud, parity, stopBits, dataBits: 8 } as const;
  return { ...common, protocol: "modbus-rtu", address: path, unit, serial };
};

const show = (value: unknown, type: string): string => {
  if (value === undefined) return "";
  if (value === null) return "-";
  if (typeof value !== "number" || type !== "float32") return String(value);
  return String(Number(value.toPrecision(9)));
};

const probeModbus = async (
  device: DeviceSpec,
  { table, register, count }: { table: Table; register: number; count: number },
  flags: ProbeFlags,
): Promise<number> => {
  const { interpretRegisters, readRegisters } = await adapters();
  const withinMs = 1000 * whole(flags.timeout, "timeout", 1, 600);
  const answer = await readRegisters(device, { table, register, count }, { withinMs });
  if (!answer.ok)
    throw new CodedError(answer.code, `${device.address}, unit ${device.unit} did not show them`, {
      remedy: lookUp,
    });
  const { words } = answer;
  const isBits = table === "coil" || table === "discrete";
  const readings = isBits ? [] : interpretRegisters(table, register, words);
  const { address, unit } = device;
  if (flags.json === true) {
    sayJson({ address, unit, table, register, words, readings });
    return exitDone;
  }
  const hex = (at: number): string =>
    `0x${(words[at - register] ?? 0).toString(16).padStart(4, "0")}`;
  if (isBits) {
    const rows = words.map((bit, index) => [String(register + index), String(bit)]);
    say(tableOf([table, "value"], rows));
    return exitDone;
  }
  const rows = readings.map((reading, index) => {
    const isFirst = readings[index - 1]?.register !== reading.register;
    const head = isFirst ? [String(reading.register), hex(reading.register)] : ["", ""];
    const { ABCD, CDAB, BADC, DCBA } = reading.values;
    const values = [ABCD, CDAB, BADC, DCBA].map((value) => show(value, reading.type));
    return [...head, reading.type, ...values];
  });
  say(tableOf([table, "hex", "type", "ABCD", "CDAB", "BADC", "DCBA"], rows));
  return exitDone;
};

const securityOf = (flags: ProbeFlags): SecuritySpec => {
  const [policy = "", mode = ""] = flags.security.split("/");
  if (policy === "None" && (mode === "" || mode === "None")) return { policy, mode: "None" };
  if (mode === "Sign" || mode === "SignAndEncrypt") return { policy, mode };
  throw new UsageError("PROBE_SECURITY", `"${flags.security}" is no policy and mode`, {
    remedy: "write Basic256Sha256/SignAndEncrypt, or None",
  });
};

const credentialsOf = ({ user, passwordFile }: ProbeFlags) => {
  if (user === undefined) return {};
  const password = passwordFile === undefined ? "" : passphraseFrom(passwordFile);
  return { credentials: { user, password } };
};

/** Names of a site file: the browse names from the last ones on, as many as make them differ. */
const namesOf = (nodes: readonly BrowsedNode[]): readonly string[] => {
  const clean = (text: string): string =>
    text
      .replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2")
      .toLowerCase()
      .replaceAll(/[^a-z0-9._-]+/g, "-")
      .replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/g, "")
      .slice(0, 60) || "node";
  const taken = new Set<string>();
  return nodes.map(({ path }) => {
    for (let last = 1; last <= path.length; last += 1) {
      const name = clean(path.slice(-last).join("-"));
      if (!taken.has(name)) return taken.add(name) && name;
    }
    const stem = clean(path.join("-")).slice(0, 54);
    for (let number = 2; ; number += 1) {
      const name = `${stem}-${number}`;
      if (!taken.has(name)) return taken.add(name) && name;
    }
  });
};

const probeOpcua = async (url: string, flags: ProbeFlags): Promise<number> => {
  const { browseOpcua } = await adapters();
  const security = securityOf(flags);
  const own = flags.certificates === undefined;
  const folder = flags.certificates ?? mkdtempSync(join(tmpdir(), "quorate-probe-"));
  try {
    const browsed = await browseOpcua({
      ...{ url, security, certificates: folder, device: flags.device, trustOnFirstUse: true },
      ...credentialsOf(flags),
      ...(flags.node === undefined ? {} : { nodeId: flags.node }),
      log: ({ code, detail }) => note(`${code}: ${detail}`),
    });
    if (!browsed.ok)
      throw new CodedError(browsed.code, browsed.detail, {
        remedy: remedyOf(browsed.code) ?? `is it on, and at this address? ${lookUp}`,
      });
    const names = namesOf(browsed.nodes);
    const points = browsed.nodes.map(({ nodeId, type, access }, index) => ({
      ...{ name: names[index], access, type, nodeId },
    }));
    if (flags.json === true)
      sayJson({
        ...{ url, points, namespaces: browsed.namespaces },
        ...{ others: browsed.others, cut: browsed.cut },
      });
    else process.stdout.write(formatPoints(points, 6));
    const namespaces = Object.entries(browsed.namespaces);
    if (namespaces.length > 0) {
      const known = namespaces.map(([index, uri]) => `${index}: ${JSON.stringify(uri)}`);
      note(`so that node ids keep their meaning: namespaces: { ${known.join(", ")} }`);
    }
    if (browsed.others > 0) note(`${browsed.others} variables are no scalars that a point can be`);
    if (browsed.cut) note("there is more: name a node below with --node");
    return exitDone;
  } finally {
    if (own) rmSync(folder, { recursive: true, force: true });
  }
};

const run = (
  address: string,
  [table, register, count]: readonly [Table | undefined, string | undefined, string],
  flags: ProbeFlags,
): Promise<number> => {
  if (address.startsWith("opc.tcp://")) return probeOpcua(address, flags);
  const isRtu = address.startsWith("modbus-rtu:");
  if (!isRtu && !address.startsWith("modbus-tcp://")) throw usage(`"${address}" is no address`);
  const device = isRtu ? rtuDevice(address) : tcpDevice(address);
  if (table === undefined || register === undefined)
    throw new UsageError("PROBE_REGISTERS", "which registers?", {
      remedy: "add a table and a register: holding 100 4",
    });
  const most = table === "coil" || table === "discrete" ? 2000 : 125;
  const first = whole(register, "register", 0, lastRegister);
  const room = Math.min(most, lastRegister + 1 - first);
  const asked = { table, register: first, count: whole(count, "count", 1, room) };
  return probeModbus(device, asked, flags);
};

export const probeCommand = (exit: (status: number) => void): Command =>
  new Command("probe")
    .description("read a device once: registers in every byte order, or OPC UA nodes as points")
    .argument("<address>", forms)
    .addArgument(
      new Argument("[table]", "Modbus: which table").choices([
        ...["coil", "discrete", "input", "holding"],
      ]),
    )
    .argument("[register]", "Modbus: zero-based address")
    .argument("[count]", "Modbus: how many", "1")
    .option("--node <id>", "OPC UA: where to begin, such as ns=1;s=Plant")
    .option("--user <name>", "OPC UA: who to be")
    .option("--password-file <file>", "OPC UA: file whose first line is the password")
    .option("--security <policy/mode>", "OPC UA: such as Basic256Sha256/SignAndEncrypt", "None")
    .option(
      "--certificates <dir>",
      "OPC UA: folder that keeps this box's certificate and the server's (default: none)",
    )
    .option("--device <name>", "OPC UA: whose certificate the server's is", "probe")
    .option("--timeout <seconds>", "Modbus: how long to try", "5")
    .addOption(jsonOption())
    .action(
      async (
        address: string,
        table: Table | undefined,
        register: string | undefined,
        count: string,
        flags: ProbeFlags,
      ) => exit(await run(address, [table, register, count], flags)),
    );
