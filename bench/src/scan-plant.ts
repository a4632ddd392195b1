import type { PointSpec } from "@quorate/protocol";

export interface ScanOptions {
  readonly devices: number;
  /** Of each device. */
  readonly points: number;
  readonly intervalMs: number;
  readonly seconds: number;
}

/** Half of the points take two registers. */
export const pointsOf = (count: number): PointSpec[] => {
  let register = 0;
  return Array.from({ length: count }, (_, index): PointSpec => {
    const type = index % 2 === 0 ? "float32" : "uint16";
    const point = { name: `p${index}`, access: "reading", order: "ABCD", type } as const;
    const placed = { ...point, table: "holding", register } as const;
    register += type === "float32" ? 2 : 1;
    return placed;
  });
};

export const deviceName = (index: number): string => `device-${index}`;

const deviceLines = (port: number, index: number, options: ScanOptions): readonly string[] => [
  `  - name: ${deviceName(index)}`,
  "    guard: bench-guard",
  "    protocol: modbus-tcp",
  `    address: 127.0.0.1:${port}`,
  `    readAddress: 127.0.0.1:${port}`,
  "    unit: 1",
  `    readUnit: ${index + 1}`,
  `    scan: ${options.intervalMs}ms`,
  "    points:",
  ...pointsOf(options.points).map((point) => `      - ${JSON.stringify(point)}`),
];

/** The devices of a site file whose agents may read every device beside its guard. */
export const scanTemplate = (ports: readonly number[], options: ScanOptions): string =>
  [
    "devices:",
    ...ports.flatMap((port, index) => deviceLines(port, index, options)),
    "policy: { ttlMax: 60s, certifyWithin: 2s, clockDrift: 5s, freshness: 3, rules: [] }",
    "",
  ].join("\n");
