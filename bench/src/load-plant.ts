import { randomBytes } from "node:crypto";
import { type Plant, startPlant } from "@quorate/deploy";
import { toHex } from "@quorate/protocol";
import { nodeSigner } from "@quorate/protocol/node";
import { Bank } from "./bank.ts";
import { probing } from "./probe.ts";

export interface LoadPlantOptions {
  readonly agents: number;
  /** Of one guard, all behind one address with a unit each. */
  readonly devices: number;
  /** Set points of each device, float32 one after the other. */
  readonly points: number;
  readonly operators: number;
}

export const deviceName = (index: number): string => `device-${index}`;
/** Of a device's first point. */
export const firstRegister = 100;
export const pointName = (index: number): string => `sp${index}`;

const pointLines = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => {
    const point = { name: pointName(index), access: "setpoint", table: "holding", type: "float32" };
    const place = { register: firstRegister + 2 * index, order: "ABCD" };
    return `      - ${JSON.stringify({ ...point, ...place })}`;
  });

/** Devices are scanned seldom: a scan is no part of a command's way. */
const deviceLines = (port: number, index: number, points: number): string[] => [
  `  - name: ${deviceName(index)}`,
  "    guard: bench-guard",
  "    protocol: modbus-tcp",
  `    address: 127.0.0.1:${port}`,
  `    unit: ${index + 1}`,
  "    scan: 5s",
  "    points:",
  ...pointLines(points),
];

const template = (port: number, { devices, points }: LoadPlantOptions): string =>
  [
    "devices:",
    ...Array.from({ length: devices }, (_, index) => deviceLines(port, index, points)).flat(),
    "policy:",
    "  { ttlMax: 60s, certifyWithin: 2s, clockDrift: 5s, freshness: 3,",
    '    rules: [{ points: ["*/*"], roles: [operator] }] }',
    "",
  ].join("\n");

const withOperators = (text: string, seeds: readonly Uint8Array[]): string => {
  const lines = seeds.map((seed, index) => {
    const key = toHex(nodeSigner(seed).publicKey);
    return `  - { name: load-${index}, key: "ed25519:${key}", roles: [operator] }\n`;
  });
  return text.replace(/^operators:.*\n/m, (line) => line + lines.join(""));
};

/** A site that takes load: many devices behind one guard, and operators enough to fill them. */
export interface LoadPlant {
  readonly options: LoadPlantOptions;
  readonly plant: Plant;
  readonly bank: Bank;
  readonly operatorSeeds: readonly Uint8Array[];
  stop(): Promise<void>;
}

export const startLoadPlant = async (options: LoadPlantOptions): Promise<LoadPlant> => {
  const bank = await Bank.start();
  const operatorSeeds = Array.from({ length: options.operators }, () => randomBytes(32));
  try {
    const plant = await probing(() =>
      startPlant({
        agents: options.agents,
        devices: () => ({ template: template(bank.port, options), plcs: [] }),
        site: (text) => withOperators(text, operatorSeeds),
      }),
    );
    const stop = async (): Promise<void> => {
      await plant.stop();
      await bank.stop();
    };
    return { options, plant, bank, operatorSeeds, stop };
  } catch (error) {
    await bank.stop();
    throw error;
  }
};
