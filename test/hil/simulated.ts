import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PlcProcess } from "@quorate/deploy";
import { control } from "../firmware-sim/launcher.ts";
import { type PtyPair, startPtyPair } from "../device-adapters/serial-bus.ts";
import type { Firmware } from "./bench.ts";
import type { Line, LineState } from "./relay.ts";
import { parseTarget, type Target } from "./target.ts";

/** A disturbance of a line that has no relay on it: the firmware's own, or the cable's. */
class SerialCable implements Line {
  readonly states: ReadonlySet<LineState> = new Set(["pass", "deaf", "mute", "late", "down"]);
  private readonly folder: string;
  private readonly firmware: Firmware;
  private pair: PtyPair | null;

  constructor(folder: string, pair: PtyPair, firmware: Firmware) {
    [this.folder, this.pair, this.firmware] = [folder, pair, firmware];
  }

  async set(state: LineState): Promise<void> {
    if (state === "down") await this.pull();
    else this.pair ??= await startPtyPair(this.folder);
    if (state === "mute") await this.firmware.order({ fault: "delay", ms: lateMs });
    if (state === "deaf" || state === "late") await this.firmware.order({ fault: "deaf" });
    if (state === "pass" || state === "late") await this.firmware.order(...endOf(state));
  }

  async pull(): Promise<void> {
    await this.pair?.end();
    this.pair = null;
  }
}

/** Late answers are on their way when the delay ends; what deafens a line is ended with it. */
const endOf = (state: LineState): readonly unknown[] =>
  (state === "pass" ? ["delay", "deaf"] : ["delay"]).map((kind) => ({ do: "clear", kind }));

/** Later than the request is waited for. */
const lateMs = 1600;

/** The target that is there when no file is given: simulated plants in processes of their own. */
export interface SimulatedTarget {
  readonly target: Target;
  /** The firmware behind each device, by name. */
  readonly firmware: ReadonlyMap<string, Firmware>;
  /** Lines that no relay can disturb, by device. */
  readonly lines: ReadonlyMap<string, Line>;
  stop(): Promise<void>;
}

/** Orders to the control port of a PLC's process. */
const order = async (plc: PlcProcess, orders: readonly unknown[]) => {
  const answers = await control(await plc.listening("control"), ...orders);
  const bad = answers.find(({ ok }) => ok !== true);
  if (bad !== undefined) throw new Error(`the control port says ${JSON.stringify(bad)}`);
  return answers;
};

const firmwareOf = (plc: PlcProcess, protocol: string, refusal: unknown): Firmware => ({
  refusal,
  order: (...orders) => order(plc, orders),
  journal: () => plc.journal().filter((write) => write.protocol === protocol),
});

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

const tankWrites = (device: string): string =>
  [
    `  - { point: ${device}/valve, values: [38, 42], restore: 40 }`,
    `  - { point: ${device}/pump, values: [false, true] }`,
    ...scratch.map(({ name, type }) => {
      const values = type === "int32" ? "[-70000, 305419896]" : "[-2.5, 123.456]";
      return `  - { point: ${device}/${name}, values: ${values} }`;
    }),
  ].join("\n");

const tankOver = (
  name: string,
  protocol: string,
  address: string,
  more: string,
  points = `${tankPoints}\n${scratchPoints}`,
): string => `\
  - name: ${name}
    guard: intake-guard
    protocol: ${protocol}
    address: ${address}
    scan: 200ms
    ${more}
    points:
${points}
`;

/** Through the mailbox of the PLC's program. */
const mailbox = "mailbox: { sequence: 120, echo: 122, result: 124 }";

const exchangerAt = (address: string): string => `\
  - name: exchanger
    guard: exchanger-guard
    protocol: opcua
    address: ${address}
    security: { policy: Basic256Sha256, mode: SignAndEncrypt }
    scan: 200ms
    points:
      - { name: outlet-target, access: setpoint, nodeId: "ns=1;s=Exchanger.OutletTarget",
          type: float64, units: "°C", limits: { min: 20, max: 90 } }
      - { name: flow-target, access: setpoint, nodeId: "ns=1;s=Exchanger.FlowTarget",
          type: float64, limits: { min: 0, max: 20 } }
      - { name: outlet, access: reading, nodeId: "ns=1;s=Exchanger.Outlet", type: float64,
          units: "°C" }
      - { name: hot-trip, access: reading, nodeId: "ns=1;s=Exchanger.HotTrip", type: bool }
`;

const serial = "serial: { baud: 115200, parity: none }";

const onLine = (path: string): readonly string[] => [
  ...["--rtu", path, "--baud", "115200", "--parity", "none", "--unit", "1"],
];

/** The plants' processes, and what each of them is to the suite. */
const startPlants = async (folder: string) => {
  const any = "127.0.0.1:0";
  const pair = await startPtyPair(folder);
  const start = (name: string, ...args: readonly string[]): PlcProcess => {
    const plc = new PlcProcess(folder, { name, args: [...args, "--control", any] });
    plc.start();
    return plc;
  };
  const tank = start("tank", "tank", "--modbus", any);
  const serialTank = start("serial", "tank", ...onLine(pair.far));
  const boxed = start("boxed", "tank", "--modbus", any, "--mailbox");
  const exchanger = start("exchanger", "exchanger", "--opcua", any);
  const refusal = { fault: "refuse", exception: 2 };
  const bad = { fault: "opcua-status", on: "write", status: "BadOutOfRange" };
  const firmware = new Map([
    ["intake", firmwareOf(tank, "modbus-tcp", refusal)],
    ["intake-serial", firmwareOf(serialTank, "modbus-rtu", refusal)],
    ["intake-mailbox", firmwareOf(boxed, "modbus-tcp", refusal)],
    ["exchanger", firmwareOf(exchanger, "opcua", bad)],
  ]);
  const cable = new SerialCable(folder, pair, firmware.get("intake-serial") as Firmware);
  const stop = async (): Promise<void> => {
    const all = [tank, serialTank, boxed, exchanger];
    await Promise.all(all.map((one) => one.kill("SIGTERM")));
    await cable.pull();
  };
  return { tank, serialTank, boxed, exchanger, pair, firmware, cable, stop };
};

type Plants = Awaited<ReturnType<typeof startPlants>>;

const targetOf = async (plants: Plants): Promise<string> => {
  const { tank, serialTank, boxed, exchanger, pair } = plants;
  await serialTank.listening("modbus-rtu");
  const boxedAt = await boxed.listening("modbus-tcp");
  return `\
target: simulated plants
devices:
${tankOver("intake", "modbus-tcp", await tank.listening("modbus-tcp"), "unit: 1")}
${tankOver("intake-serial", "modbus-rtu", pair.near, serial)}
${tankOver("intake-mailbox", "modbus-tcp", boxedAt, mailbox, tankPoints)}
${exchangerAt(await exchanger.listening("opcua"))}
write:
${tankWrites("intake")}
${tankWrites("intake-serial")}
  - { point: intake-mailbox/valve, values: [38, 42], restore: 40 }
  - { point: exchanger/outlet-target, values: [60, 61] }
  - { point: exchanger/flow-target, values: [9, 10] }
`;
};

/** Starts the plants; the caller stops them. */
export const startSimulated = async (): Promise<SimulatedTarget> => {
  const folder = mkdtempSync(join(tmpdir(), "quorate-hil-"));
  const plants = await startPlants(folder);
  const stop = async (): Promise<void> => {
    await plants.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const target = parseTarget(await targetOf(plants), "the simulated target");
    const lines = new Map([["intake-serial", plants.cable]]);
    return { target, firmware: plants.firmware, lines, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
