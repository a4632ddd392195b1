import { z } from "zod";
import { hexBytes } from "./bytes.ts";
import { isPrimeOrderKey } from "./noble.ts";
import { parseAddress } from "./site-address.ts";
import { parseKey } from "./site-key.ts";
import { canonicalNodeId } from "./site-node-id.ts";

// The shape of a site file (README.md); how its parts fit together is in site-*-check.ts.

type Parse<T> = (text: string) => T | null;

/** A text with a form of its own; `code` names what is wrong when it does not have it. */
const form = <T>(code: string, message: string, parse: Parse<T>) =>
  z.string().transform((text, context): T => {
    const value = parse(text);
    if (value !== null) return value;
    context.addIssue({ code: "custom", message: `"${text}" ${message}`, params: { code } });
    return z.NEVER;
  });

const matching =
  (pattern: RegExp): Parse<string> =>
  (text) =>
    pattern.test(text) ? text : null;

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `500ms`, `2s`, `1m`, `1m 10s`, `1h` in milliseconds; null for anything else. */
export const parseDuration = (text: string): number | null => {
  if (!/^\d+(\.\d+)?(ms|s|m|h)( ?\d+(\.\d+)?(ms|s|m|h))*$/.test(text)) return null;
  let sum = 0;
  let last = Number.POSITIVE_INFINITY;
  for (const [, number, unit = ""] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) {
    const size = units[unit] ?? 0;
    if (size >= last) return null;
    last = size;
    sum += Number(number) * size;
  }
  return Number.isSafeInteger(sum) ? sum : null;
};

export const nameForm = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$/;

const name = form(
  "NAME",
  "is no name: up to 64 letters, digits, dots, dashes and underscores",
  matching(nameForm),
);
const role = name;
const duration = form("DURATION", "is no duration such as 500ms, 2s or 1m 10s", parseDuration);
const positiveDuration = duration.refine((ms) => ms > 0, {
  message: "a duration above zero is needed here",
  params: { code: "DURATION" },
});
/** Of one request: slower than any gateway is broken, quicker than a network's hiccups is too. */
const timeout = duration.refine((ms) => ms >= 100 && ms <= 10_000, {
  message: "a device may have 100ms to 10s for an answer",
  params: { code: "RANGE" },
});
export const addressForm = form("ADDRESS", "is no address host:port or [ipv6]:port", (text) =>
  parseAddress(text) === null ? null : text,
);
const key = form("KEY", "is no key: ed25519: and 64 hex digits", parseKey).refine(
  (hex) => isPrimeOrderKey(hexBytes(hex)),
  { message: "no key that was made has these bytes", params: { code: "KEY_WEAK" } },
);
const text = z.string().min(1).max(512);
const finite = z.number();
const register = z.int().min(0).max(65_535);

export const agentSchema = z.strictObject({ name, key, address: addressForm, api: addressForm });
export const guardSchema = z.strictObject({
  name,
  key,
  modbusReadOnly: z.exactOptional(addressForm),
});
export const consoleSchema = z.strictObject({ name, key });
export const gatewaySchema = z.strictObject({ agent: name, key, roles: z.array(role).min(1) });
export const operatorSchema = z.strictObject({ name, key, roles: z.array(role).min(1) });

const readBack = z
  .strictObject({ point: name, tolerance: finite.min(0).default(0), within: positiveDuration })
  .transform(({ within: withinMs, ...rest }) => ({ ...rest, withinMs }));

const alarms = z
  .strictObject({
    highHigh: z.exactOptional(finite),
    high: z.exactOptional(finite),
    low: z.exactOptional(finite),
    lowLow: z.exactOptional(finite),
    priority: z.int().min(1).max(3),
    deadband: finite.min(0).default(0),
    delay: duration.default(0),
  })
  .transform(({ delay: delayMs, ...rest }) => ({ ...rest, delayMs }));

const ends = z.tuple([finite, finite]);

export const pointSchema = z
  .strictObject({
    name,
    access: z.enum(["setpoint", "reading"]),
    type: z.enum([
      ...(["bool", "int16", "uint16", "int32", "uint32", "int64", "uint64"] as const),
      ...(["float32", "float64", "string"] as const),
    ]),
    table: z.exactOptional(z.enum(["coil", "discrete", "input", "holding"])),
    register: z.exactOptional(register),
    order: z.enum(["ABCD", "CDAB", "BADC", "DCBA"]).default("ABCD"),
    length: z.exactOptional(z.int().min(1).max(120)),
    nodeId: z.exactOptional(
      form("NODE_ID", 'is no OPC UA node id such as "ns=1;s=Name"', (id) =>
        canonicalNodeId(id) === null ? null : id,
      ),
    ),
    units: z.exactOptional(z.string().max(32)),
    scale: z.exactOptional(z.strictObject({ raw: ends, value: ends })),
    deadband: z.exactOptional(finite.min(0)),
    limits: z.exactOptional(
      z.strictObject({
        min: z.exactOptional(finite),
        max: z.exactOptional(finite),
        maxStep: z.exactOptional(finite.positive()),
      }),
    ),
    readback: z.exactOptional(readBack),
    labels: z.exactOptional(z.record(z.string(), text)),
    alarms: z.exactOptional(alarms),
    class: z.exactOptional(z.enum(["A", "B", "C"])),
    scan: z.exactOptional(positiveDuration),
  })
  .transform(({ scan, ...rest }) => (scan === undefined ? rest : { ...rest, scanMs: scan }));

const serial = z.strictObject({
  baud: z.int().min(300).max(4_000_000),
  parity: z.enum(["none", "even", "odd"]).default("even"),
  stopBits: z.literal([1, 2]).default(1),
  dataBits: z.literal([7, 8]).default(8),
});

const securityPolicies = [
  "None",
  "Basic256Sha256",
  "Aes128_Sha256_RsaOaep",
  "Aes256_Sha256_RsaPss",
] as const;

/** Points are checked one by one, with `pointSchema`. */
export const deviceSchema = z
  .strictObject({
    name,
    guard: name,
    protocol: z.enum(["modbus-tcp", "modbus-rtu", "opcua"]),
    address: text,
    readAddress: z.exactOptional(text),
    unit: z.exactOptional(z.int().min(0).max(255)),
    readUnit: z.exactOptional(z.int().min(0).max(255)),
    serial: z.exactOptional(serial),
    security: z.exactOptional(
      z.strictObject({
        policy: z.enum(securityPolicies),
        mode: z.enum(["None", "Sign", "SignAndEncrypt"]),
        user: z.exactOptional(text),
      }),
    ),
    namespaces: z.exactOptional(z.record(z.string(), text)),
    mailbox: z.exactOptional(
      z.strictObject({ sequence: register, echo: register, result: register }),
    ),
    timeout: z.exactOptional(timeout),
    multipleWritesOnly: z.exactOptional(z.boolean()),
    scan: positiveDuration.default(1000),
    points: z.array(z.unknown()).min(1),
  })
  .transform(({ scan: scanMs, timeout: timeoutMs, ...rest }) => ({
    ...rest,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    scanMs,
  }));

export const isOpcuaAddress = (address: string): boolean =>
  /^opc\.tcp:\/\/(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?(\/\S*)?$/.test(address);

/** At most one `*` on each side: more of them could take long to match. */
const pattern = form(
  "PATTERN",
  'is no pattern such as "intake/valve" or "intake/*"',
  matching(/^(?=[^/]{1,64}\/[^/]{1,64}$)[\w.-]*\*?[\w.-]*\/[\w.-]*\*?[\w.-]*$/),
);

export const ruleSchema = z.strictObject({
  points: z.array(pattern).min(1),
  roles: z.array(role).min(1),
  approvals: z.int().min(1).max(16).default(1),
  ratePerMinute: z.exactOptional(finite.positive()),
  interlocks: z
    .array(z.strictObject({ when: z.exactOptional(text), require: text, because: text }))
    .default([]),
});

/** Rules are checked one by one, with `ruleSchema`. */
export const policySchema = z
  .strictObject({
    ttlMax: positiveDuration,
    certifyWithin: positiveDuration,
    clockDrift: positiveDuration,
    freshness: finite.positive().max(1000),
    rules: z.array(z.unknown()),
  })
  .transform(({ ttlMax, certifyWithin, clockDrift, ...rest }) => ({
    ttlMaxMs: ttlMax,
    certifyWithinMs: certifyWithin,
    clockDriftMs: clockDrift,
    ...rest,
  }));

const parts = z.array(z.unknown());

/** The file's own keys; the parts of its lists are checked one by one. */
export const fileSchema = z.strictObject({
  site: name,
  agents: parts,
  guards: parts.default([]),
  consoles: parts.default([]),
  gateways: parts.default([]),
  operators: parts.default([]),
  devices: parts,
  policy: z.record(z.string(), z.unknown()),
});
