import { parseSiteOrThrow, type Site, toHex } from "@quorate/protocol";
import { nodeSigner } from "@quorate/protocol/node";

/** Seeds for tests alone: byte `n` 32 times. */
export const seedOf = (n: number): Uint8Array => new Uint8Array(32).fill(n);

const key = (n: number): string => `ed25519:${toHex(nodeSigner(seedOf(n)).publicKey)}`;

/** Ann operates, bo supervises too, carl looks. */
export const operatorSeeds = { ann: seedOf(21), bo: seedOf(22), carl: seedOf(23) } as const;

const names = ["north", "east", "south", "west"];

const agents = names.map(
  (name, index) =>
    `  - { name: ${name}, key: ${key(index + 1)}, address: 127.0.0.1:${7401 + index}, ` +
    `api: 127.0.0.1:${7501 + index} }`,
);

/** A site with every kind of point that a page can show. */
export const siteText = (points = ""): string => `site: riverside-waterworks
agents:
${agents.join("\n")}
guards:
  - { name: intake-guard, key: ${key(11)} }
consoles:
  - { name: control-room, key: ${key(12)} }
operators:
  - { name: ann, key: ${key(21)}, roles: [operator] }
  - { name: bo, key: ${key(22)}, roles: [operator, supervisor] }
  - { name: carl, key: ${key(23)}, roles: [viewer] }
devices:
  - name: intake
    guard: intake-guard
    protocol: modbus-tcp
    address: 127.0.0.1:1502
    unit: 1
    scan: 500ms
    points:
      - { name: valve, access: setpoint, table: holding, register: 100, type: float32, order: ABCD,
          units: "%", limits: { min: 0, max: 100, maxStep: 25 },
          readback: { point: valve-position, tolerance: 1.0, within: 10s } }
      - { name: valve-position, access: reading, table: input, register: 10, type: float32,
          order: ABCD, units: "%" }
      - { name: level, access: reading, table: input, register: 12, type: uint16,
          scale: { raw: [0, 27648], value: [0, 5] }, units: m,
          alarms: { highHigh: 4.6, high: 4.2, low: 0.8, lowLow: 0.4, priority: 1, deadband: 0.05,
            delay: 2s } }
      - { name: outflow, access: reading, table: input, register: 14, type: float32, order: ABCD,
          units: "m3/h", alarms: { high: 90, low: 5, priority: 2, deadband: 1, delay: 2s } }
      - { name: pump, access: setpoint, table: coil, register: 3, type: bool,
          labels: { 0: stopped, 1: running }, class: B }
      - { name: dosing, access: setpoint, table: holding, register: 110, type: float32,
          order: ABCD, units: "l/h", class: C, limits: { min: 0, max: 20 } }
${points}  - name: exchanger
    guard: intake-guard
    protocol: modbus-tcp
    address: 127.0.0.1:1503
    unit: 1
    scan: 500ms
    points:
      - { name: outlet, access: reading, table: input, register: 0, type: float32, order: ABCD,
          units: "°C", alarms: { high: 80, low: 30, priority: 3, deadband: 1, delay: 2s } }
      - { name: inlet, access: reading, table: input, register: 2, type: float32, order: ABCD,
          units: "°C" }
      - { name: outlet-target, access: setpoint, table: holding, register: 0, type: float32,
          order: ABCD, units: "°C", class: B, limits: { min: 20, max: 90 },
          readback: { point: outlet-target, tolerance: 0.01, within: 2s } }
      - { name: recipe, access: reading, table: holding, register: 40, type: string, length: 8 }
policy:
  ttlMax: 60s
  certifyWithin: 2s
  clockDrift: 5s
  freshness: 3
  rules:
    - points: [intake/dosing]
      roles: [operator]
      approvals: 2
    - points: [intake/pump]
      roles: [operator]
      interlocks:
        - { when: "value == true", require: "intake['level'] > 1.0",
            because: "the pump must not run dry" }
    - { points: ["intake/*"], roles: [operator] }
    - { points: ["exchanger/*"], roles: [operator] }
`;

export const scriptedSite = (points = ""): Site => parseSiteOrThrow(siteText(points));
