import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PlantProcess } from "@quorate/deploy";
import { control } from "../firmware-sim/launcher.ts";
import type { Firmware } from "./bench.ts";
import { parseTarget, type Target } from "./target.ts";

const quoratePlc = fileURLToPath(new URL("../../firmware-sim/bin/quorate-plc.js", import.meta.url));

/** The target that is there when no file is given: simulated plants in processes of their own. */
export interface SimulatedTarget {
  readonly target: Target;
  /** The firmware behind each device, by name. */
  readonly firmware: ReadonlyMap<string, Firmware>;
  stop(): Promise<void>;
}

const startMs = 60_000;

/** A PLC's process with its control port and its journal. */
class SimulatedPlc {
  readonly process: PlantProcess;
  private readonly file: string;

  constructor(folder: string, name: string, args: readonly string[]) {
    this.file = join(folder, `${name}.jsonl`);
    this.process = new PlantProcess(name, [
      ...[quoratePlc, ...args, "--control", "127.0.0.1:0", "--journal", this.file],
    ]);
    this.process.start();
  }

  async listening(what: string): Promise<string> {
    const line = await this.process.line(`listening ${what} `, startMs);
    return line.split(" ")[2] ?? "";
  }

  firmware(refusal: unknown, protocol: string): Firmware {
    return {
      refusal,
      order: async (...orders) => {
        const answers = await control(await this.listening("control"), ...orders);
        const bad = answers.find(({ ok }) => ok !== true);
        if (bad !== undefined) throw new Error(`the control port says ${JSON.stringify(bad)}`);
        return answers;
      },
      journal: () =>
        (existsSync(this.file) ? readFileSync(this.file, "utf8") : "")
          .split("\n")
          .filter((line) => line !== "")
          .map((line) => JSON.parse(line) as { value: unknown; t: number; protocol: string })
          .filter((write) => write.protocol === protocol),
    };
  }
}

/** Free registers of the tank, one number in each byte order. */
const scratch = (["ABCD", "CDAB", "BADC", "DCBA"] as const).flatMap((order, index) => [
  { name: `float-${order.toLowerCase()}`, type: "float32", order, register: 104 + 2 * index },
  { name: `int-${order.toLowerCase()}`, type: "int32", order, register: 112 + 2 * index },
]);

const scratchPoints = scratch
  .map(
    ({ name, type, order, register }) =>
      `      - { name: ${name}, access: setpoint, table: holding, register: ${register}, ` +
      `type: ${type}, order: ${order}, limits: { min: -1000000, max: 1000000000 } }`,
  )
  .join("\n");

const tankPoints = `\
      - { name: valve, access: setpoint, table: holding, register: 100, type: float32, units: "%",
          limits: { min: 0, max: 100, maxStep: 25 },
          readback: { point: valve-position, tolerance: 1.0, within: 10s } }
      - { name: valve-position, access: reading, table: input, register: 10, type: float32 }
      - { name: level, access: reading, table: input, register: 12, type: uint16,
          scale: { raw: [0, 27648], value: [0, 5] }, units: m }
      - { name: pump, access: setpoint, table: coil, register: 3, type: bool }`;

const tankWrites = (device: string, more: boolean): string =>
  [
    `  - { point: ${device}/valve, values: [38, 42], restore: 40 }`,
    `  - { point: ${device}/pump, values: [false, true] }`,
    ...(more ? scratch : []).map(({ name, type }) => {
      const values = type === "int32" ? "[-70000, 305419896]" : "[-2.5, 123.456]";
      return `  - { point: ${device}/${name}, values: ${values} }`;
    }),
  ].join("\n");

const modbusTcp = (address: string): string => `\
  - name: intake
    guard: intake-guard
    protocol: modbus-tcp
    address: ${address}
    scan: 200ms
    points:
${tankPoints}
${scratchPoints}
`;

/** Starts the plants; the caller stops them. */
export const startSimulated = async (): Promise<SimulatedTarget> => {
  const folder = mkdtempSync(join(tmpdir(), "quorate-hil-"));
  const tank = new SimulatedPlc(folder, "tank", ["tank", "--modbus", "127.0.0.1:0"]);
  const stop = async (): Promise<void> => {
    await tank.process.kill("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const text = `\
target: simulated plants
devices:
${modbusTcp(await tank.listening("modbus-tcp"))}
write:
${tankWrites("intake", true)}
`;
    const refusal = { fault: "refuse", exception: 2 };
    const firmware = new Map([["intake", tank.firmware(refusal, "modbus-tcp")]]);
    return { target: parseTarget(text, "the simulated target"), firmware, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
