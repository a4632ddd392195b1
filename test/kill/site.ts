import type { PlantDevices } from "@quorate/deploy";

export const killDevices = ["left", "right"] as const;

/** Registers of the simulated PLC that its program leaves alone: a float32 in each byte order. */
const firstRegister = 1096;
const orders = ["ABCD", "CDAB", "BADC", "DCBA"] as const;
const registers = orders.map((order, index) => ({
  ...{ order, point: `p${index + 1}`, register: firstRegister + 4 * index },
}));

export const killPoints: readonly string[] = registers.map(({ point }) => point);
export const pointOfRegister: ReadonlyMap<number, string> = new Map(
  registers.map(({ point, register }) => [register, point]),
);

/** Every command has a whole number of its own as its value: a float32 holds so many. */
export const valuesMax = 2 ** 24;

const point = ({ order, point: name, register }: (typeof registers)[number]): string => `\
      - { name: ${name}, access: setpoint, table: holding, register: ${register}, type: float32,
          order: ${order}, limits: { min: 0, max: ${valuesMax} } }
`;

const device = (name: string, unit: number, port: number): string => `\
  - name: ${name}
    guard: field-guard
    protocol: modbus-tcp
    address: 127.0.0.1:${port}
    unit: ${unit}
    scan: 500ms
    points:
${registers.map(point).join("")}`;

const policy = `\
policy:
  ttlMax: 60s
  certifyWithin: 2s
  clockDrift: 5s
  freshness: 3
  rules:
    - points: ["*/*"]
      roles: [operator]
`;

/** Two PLCs behind one guard, whose points take any value. */
export const devicesOf = (port: (index: number) => number): PlantDevices => ({
  template: [
    "devices:\n",
    ...killDevices.map((name, index) => device(name, index + 1, port(index))),
    policy,
  ].join(""),
  plcs: killDevices.map((name, index) => ({
    name,
    args: ["tank", "--modbus", `127.0.0.1:${port(index)}`],
  })),
});
