import {
  type DeviceSpec,
  type Hex,
  type PointSpec,
  type Policy,
  type PolicyRule,
  type SealContext,
  sha256,
  type Signer,
  type Site,
  toHex,
  utf8,
} from "@quorate/protocol";
import { nodeSigner, nodeVerify } from "@quorate/protocol/node";

const signers = new Map<string, Signer>();

/** Keys made from names. */
export const signerOf = (name: string): Signer => {
  const known = signers.get(name);
  if (known !== undefined) return known;
  const made = nodeSigner(sha256(utf8(`edge-agent test ${name}`)));
  signers.set(name, made);
  return made;
};
export const keyOf = (name: string): Hex => toHex(signerOf(name).publicKey);

export const chain = sha256(utf8("edge-agent test site"));
export const context: SealContext = { chain, verify: nodeVerify };

/** 2026-01-01T00:00:00Z: when every test begins. */
export const beginMs = 1_767_225_600_000;

const point = (name: string, rest: Partial<PointSpec> = {}): PointSpec => ({
  ...{ name, access: "setpoint", type: "float32", order: "ABCD" },
  ...rest,
});

const device = (name: string, guard: string, points: readonly PointSpec[]): DeviceSpec => ({
  ...{ name, guard, protocol: "modbus-tcp", address: "127.0.0.1:502", scanMs: 500, points },
});

export const rule = (points: readonly string[], rest: Partial<PolicyRule> = {}): PolicyRule => ({
  ...{ points, roles: ["operator"], approvals: 1, interlocks: [] },
  ...rest,
});

export const rules: readonly PolicyRule[] = [
  rule(["tank/*", "mixer/*", "far/*"], { roles: ["operator", "gateway"] }),
  rule(["mixer/heat"], { roles: ["operator", "supervisor"], approvals: 2 }),
  rule(["mixer/speed"], { roles: ["operator"], ratePerMinute: 3 }),
];

const devices: readonly DeviceSpec[] = [
  device("tank", "g", [
    point("set", { limits: { min: 0, max: 100 }, units: "%" }),
    point("pump", { type: "bool" }),
    point("recipe", { type: "string" }),
    point("level", {
      access: "reading",
      alarms: { highHigh: 95, high: 90, priority: 2, deadband: 1, delayMs: 0 },
    }),
    point("dose", { class: "C" }),
  ]),
  device("mixer", "g", [point("speed", { limits: { max: 3000 } }), point("heat")]),
  device("far", "far-guard", [point("speed")]),
];

export interface SiteOptions {
  readonly n?: number;
  readonly policy?: Partial<Policy>;
}

/** A site with two guards, three devices and people of several roles. */
export const edgeSite = ({ n = 4, policy = {} }: SiteOptions = {}): Site => {
  const agents = Array.from({ length: n }, (_, index) => `agent${index}`);
  const person = (name: string, ...roles: string[]): Site["operators"][number] => ({
    ...{ name, key: keyOf(name), roles },
  });
  return {
    name: "edge",
    chain: toHex(chain),
    agents: agents.map((name) => ({ name, key: keyOf(name), address: name, api: name })),
    guards: ["g", "far-guard"].map((name) => ({ name, key: keyOf(name) })),
    consoles: [{ name: "desk", key: keyOf("desk") }],
    gateways: [{ agent: "agent0", key: keyOf("gateway"), roles: ["gateway"] }],
    operators: [
      ...[person("ann", "operator"), person("bob", "operator")],
      ...[person("sue", "supervisor"), person("eve", "viewer")],
    ],
    devices,
    policy: {
      ...{ ttlMaxMs: 60_000, certifyWithinMs: 2000, clockDriftMs: 5000, freshness: 3, rules },
      ...policy,
    },
  };
};
