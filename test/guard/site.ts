import {
  type DeviceSpec,
  type PointSpec,
  sha256,
  type Signer,
  type Site,
  toHex,
  utf8,
} from "@quorate/protocol";
import { nodeSigner } from "@quorate/protocol/node";

/** Keys made from names. */
export const seedOf = (name: string): Uint8Array => sha256(utf8(`guard test ${name}`));
export const signerOf = (name: string): Signer => nodeSigner(seedOf(name));
const keyOf = (name: string): string => toHex(signerOf(name).publicKey);

export const chain = sha256(utf8("guard test site"));
export const operator = signerOf("ann");

const point = (name: string, rest: Partial<PointSpec> = {}): PointSpec => ({
  ...{ name, access: "setpoint", type: "float32", table: "holding", register: 0, order: "ABCD" },
  ...rest,
});

const intakePoints: readonly PointSpec[] = [
  point("valve", {
    limits: { min: 0, max: 100, maxStep: 25 },
    readback: { point: "valve-position", tolerance: 1, withinMs: 10_000 },
  }),
  point("valve-position", { access: "reading", table: "input" }),
  point("speed", { limits: { min: 0, max: 3000 } }),
  point("level", { access: "reading", table: "input", type: "uint16" }),
  point("share", { type: "uint16", scale: { raw: [0, 27_648], value: [0, 5] } }),
  point("pump", { table: "coil", type: "bool" }),
];

const device = (name: string, guard: string, points: readonly PointSpec[]): DeviceSpec => ({
  ...{ name, guard, protocol: "modbus-tcp", address: "127.0.0.1:502", scanMs: 500, points },
});

/** The same points apart, behind a mailbox. */
const mailboxed = (spec: DeviceSpec): DeviceSpec => ({
  ...spec,
  mailbox: { sequence: 900, echo: 902, result: 904 },
  points: spec.points.map((one, index) => ({ ...one, register: 10 * index })),
});

export const mailboxSite = (n = 4): Site => {
  const site = testSite(n);
  const change = (spec: DeviceSpec): DeviceSpec =>
    spec.name === "intake" ? mailboxed(spec) : spec;
  return { ...site, devices: site.devices.map(change) };
};

/** A site of n agents, the guard under test with two devices, and another guard with one. */
export const testSite = (n = 4): Site => {
  const agents = Array.from({ length: n }, (_, index) => `agent${index}`);
  return {
    name: "test",
    chain: toHex(chain),
    agents: agents.map((name) => ({ name, key: keyOf(name), address: name, api: name })),
    guards: ["g", "far-guard"].map((name) => ({ name, key: keyOf(name) })),
    ...{ consoles: [], gateways: [] },
    operators: [{ name: "ann", key: keyOf("ann"), roles: ["operator"] }],
    devices: [
      device("intake", "g", intakePoints),
      device("mixer", "g", [point("speed")]),
      device("far", "far-guard", [point("speed")]),
    ],
    policy: {
      ...{ ttlMaxMs: 60_000, certifyWithinMs: 2000, clockDriftMs: 5000, freshness: 3, rules: [] },
    },
  };
};
