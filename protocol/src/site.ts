import type { PointValue } from "./value.ts";

/** 32-byte Ed25519 public key as lower-case hex. */
export type KeyHex = string;

export type Protocol = "modbus-tcp" | "modbus-rtu" | "opcua";
export type Table = "coil" | "discrete" | "input" | "holding";
export type ByteOrder = "ABCD" | "CDAB" | "BADC" | "DCBA";
export type PointType =
  | "bool"
  | "int16"
  | "uint16"
  | "int32"
  | "uint32"
  | "int64"
  | "uint64"
  | "float32"
  | "float64"
  | "string";
/** A routine, B explicit confirmation, C passphrase again and a second operator. */
export type ConfirmationClass = "A" | "B" | "C";

export interface AgentSpec {
  readonly name: string;
  readonly key: KeyHex;
  /** host:port where other agents connect. */
  readonly address: string;
  /** host:port where guards, consoles and operators connect. */
  readonly api: string;
}

export interface GuardSpec {
  readonly name: string;
  readonly key: KeyHex;
  /** host:port of the read-only Modbus server, where the guard offers one. */
  readonly modbusReadOnly?: string;
}

export interface ConsoleSpec {
  readonly name: string;
  readonly key: KeyHex;
}

export interface GatewaySpec {
  readonly agent: string;
  readonly key: KeyHex;
  readonly roles: readonly string[];
}

export interface OperatorSpec {
  readonly name: string;
  readonly key: KeyHex;
  readonly roles: readonly string[];
}

export interface PointLimits {
  readonly min?: number;
  readonly max?: number;
  /** Largest change against the value read just before the write, in the point's units. */
  readonly maxStep?: number;
}

export interface ReadBack {
  readonly point: string;
  /** In the point's units; 0 demands equality. */
  readonly tolerance: number;
  readonly withinMs: number;
}

export interface AlarmSpec {
  readonly highHigh?: number;
  readonly high?: number;
  readonly low?: number;
  readonly lowLow?: number;
  readonly priority: number;
  readonly deadband: number;
  readonly delayMs: number;
}

export interface PointSpec {
  readonly name: string;
  readonly access: "setpoint" | "reading";
  readonly type: PointType;
  /** Modbus: the table and the zero-based protocol address. */
  readonly table?: Table;
  readonly register?: number;
  readonly order: ByteOrder;
  /** Registers a string takes (Modbus). */
  readonly length?: number;
  /** OPC UA node id, as text. */
  readonly nodeId?: string;
  readonly units?: string;
  /** Linear scaling: raw ends to engineering ends. */
  readonly scale?: {
    readonly raw: readonly [number, number];
    readonly value: readonly [number, number];
  };
  readonly deadband?: number;
  readonly limits?: PointLimits;
  readonly readback?: ReadBack;
  readonly labels?: Readonly<Record<string, string>>;
  readonly alarms?: AlarmSpec;
  readonly class?: ConfirmationClass;
  /** Scan interval of this point; the device's where absent. */
  readonly scanMs?: number;
}

export interface SerialSpec {
  readonly baud: number;
  readonly parity: "none" | "even" | "odd";
  readonly stopBits: 1 | 2;
  readonly dataBits: 7 | 8;
}

export interface SecuritySpec {
  readonly policy: string;
  readonly mode: "None" | "Sign" | "SignAndEncrypt";
  readonly user?: string;
}

/** Holding registers of a PLC program's mailbox; each number takes two (32 bits). */
export interface MailboxSpec {
  readonly sequence: number;
  readonly echo: number;
  readonly result: number;
}

export interface DeviceSpec {
  readonly name: string;
  readonly guard: string;
  readonly protocol: Protocol;
  /** modbus-tcp host:port, modbus-rtu serial line, opcua endpoint URL. */
  readonly address: string;
  readonly readAddress?: string;
  readonly unit?: number;
  /** Unit under which the guard's read-only server shows it; `unit` where absent. */
  readonly readUnit?: number;
  readonly serial?: SerialSpec;
  readonly security?: SecuritySpec;
  /** URIs of the OPC UA server's namespaces by the numbers that node ids use. */
  readonly namespaces?: Readonly<Record<string, string>>;
  readonly mailbox?: MailboxSpec;
  /** Modbus: how long the device may take to answer a request, where that is not the usual. */
  readonly timeoutMs?: number;
  /** Modbus, for devices without function codes 5 and 6: written with 15 and 16 always. */
  readonly multipleWritesOnly?: boolean;
  readonly scanMs: number;
  readonly points: readonly PointSpec[];
}

/** Unit under which a guard's read-only server shows a Modbus device. */
export const readUnitOf = ({ readUnit, unit }: DeviceSpec): number => readUnit ?? unit ?? 1;

/** True when two devices are names for the registers of one. */
export const isSameUnit = (left: DeviceSpec, right: DeviceSpec): boolean =>
  left.address === right.address && (left.unit ?? 1) === (right.unit ?? 1);

export interface Interlock {
  /** CEL over `value` and the device maps; the interlock applies when true (absent: always). */
  readonly when?: string;
  /** CEL that must hold. */
  readonly require: string;
  readonly because: string;
}

export interface PolicyRule {
  /** Patterns `device/point`; `*` matches any run of characters within one part. */
  readonly points: readonly string[];
  readonly roles: readonly string[];
  readonly approvals: number;
  readonly ratePerMinute?: number;
  readonly interlocks: readonly Interlock[];
}

export interface Policy {
  readonly ttlMaxMs: number;
  readonly certifyWithinMs: number;
  readonly clockDriftMs: number;
  /** Scans after which a reading is stale. */
  readonly freshness: number;
  readonly rules: readonly PolicyRule[];
}

/** The constitution of a site, as read from its file. `agents` is in roster order. */
export interface Site {
  readonly name: string;
  /** SHA-256 of the site file's bytes, lower-case hex: names the chain. */
  readonly chain: string;
  readonly agents: readonly AgentSpec[];
  readonly guards: readonly GuardSpec[];
  readonly consoles: readonly ConsoleSpec[];
  readonly gateways: readonly GatewaySpec[];
  readonly operators: readonly OperatorSpec[];
  readonly devices: readonly DeviceSpec[];
  readonly policy: Policy;
}

/** Largest number of faulty agents a roster of n stands: floor((n-1)/3). */
export const faultsOf = (n: number): number => Math.floor((n - 1) / 3);

/** Exactly more than two thirds, in integers (S1). */
export const isQuorum = (count: number, n: number): boolean => 3 * count > 2 * n;

/** The least number of agents that is a quorum. */
export const neededOf = (agents: number): number => Math.floor((2 * agents) / 3) + 1;

export const findDevice = (site: Site, name: string): DeviceSpec | undefined =>
  site.devices.find((device) => device.name === name);

export const findPoint = (device: DeviceSpec, name: string): PointSpec | undefined =>
  device.points.find((point) => point.name === name);

/** Rules whose patterns match `device/point`; all of them apply together. */
export const rulesFor = (site: Site, device: string, point: string): readonly PolicyRule[] =>
  site.policy.rules.filter((rule) =>
    rule.points.some((pattern) => matchesPattern(pattern, `${device}/${point}`)),
  );

/** How many operators must sign a write of this point: of class C two, whatever the rules say. */
export const signaturesFor = (site: Site, device: string, point: string): number => {
  const spec = findDevice(site, device);
  const isClassC = spec !== undefined && findPoint(spec, point)?.class === "C";
  const approvals = rulesFor(site, device, point).map((rule) => rule.approvals);
  return Math.max(isClassC ? 2 : 1, ...approvals);
};

/** `*` stands for any run of characters within one part of `device/point`. */
export const matchesPattern = (pattern: string, name: string): boolean => {
  const source = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${source.join("[^/]*")}$`).test(name);
};

/** True when the value's JavaScript type fits the point's declared type. */
export const fitsType = (point: PointSpec, value: PointValue): boolean => {
  switch (point.type) {
    case "bool":
      return typeof value === "boolean";
    case "string":
      return typeof value === "string";
    default:
      return typeof value === "number";
  }
};
