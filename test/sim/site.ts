import { type DeviceSpec, type Site, sha256, toHex, utf8 } from "@quorate/protocol";
import type { Signatures } from "./signatures.ts";

const point = (name: string): DeviceSpec["points"][number] => ({
  ...{ name, access: "setpoint", type: "float32", table: "holding", register: 0, order: "ABCD" },
  limits: { min: 0, max: 1_000_000 },
});

/** The values that the operator writes grow: some run of commands passes them. */
const alarms = { highHigh: 12, high: 5, priority: 1, deadband: 0, delayMs: 0 };

const device = (name: string): DeviceSpec => ({
  ...{ name, guard: "g", protocol: "modbus-tcp", address: "127.0.0.1:502", scanMs: 1000 },
  points: [{ ...point("a"), alarms }, point("b")],
});

/** A site of n agents, one guard and two devices, for the simulator. */
export const simSite = (n: number, { signerOf }: Signatures): Site => {
  const keyOf = (name: string): string => toHex(signerOf(name).publicKey);
  const names = Array.from({ length: n }, (_, index) => `agent${index}`);
  return {
    name: "sim",
    chain: toHex(sha256(utf8(`sim site ${n}`))),
    agents: names.map((name) => ({ name, key: keyOf(name), address: name, api: name })),
    guards: [{ name: "g", key: keyOf("g") }],
    consoles: [],
    gateways: [],
    operators: [{ name: "ann", key: keyOf("ann"), roles: ["operator"] }],
    devices: [device("x"), device("y")],
    policy: {
      ...{ ttlMaxMs: 60_000, certifyWithinMs: 2000, clockDriftMs: 5000, freshness: 3 },
      rules: [
        { points: ["x/*", "y/*"], roles: ["operator"], approvals: 1, interlocks: [] },
      ],
    },
  };
};
