import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Plant, type PlcProcess, startPlant, trustServer } from "@quorate/deploy";
import { type PtyPair, startPtyPair } from "../device-adapters/serial-bus.ts";
import type { FaultDevice } from "./fault-cases.ts";

export const faultDevices: readonly FaultDevice[] = ["tcp", "serial", "opcua", "mailbox"];

const registers = `\
      - { name: valve, access: setpoint, table: holding, register: 100, type: float32,
          limits: { min: 0, max: 100 },
          readback: { point: valve-position, tolerance: 1.0, within: 2s } }
      - { name: valve-position, access: reading, table: input, register: 10, type: float32 }
`;

const nodes = `\
      - { name: valve, access: setpoint, nodeId: "ns=1;s=Tank.Valve", type: float32,
          limits: { min: 0, max: 100 },
          readback: { point: valve-position, tolerance: 1.0, within: 2s } }
      - { name: valve-position, access: reading, nodeId: "ns=1;s=Tank.ValvePosition",
          type: float32 }
`;

const device = (name: string, protocol: string, address: string, more: string, points: string) => `\
  - name: ${name}
    guard: field-guard
    protocol: ${protocol}
    address: ${address}
    scan: 200ms
    ${more}
    points:
${points}`;

const security = "security: { policy: Basic256Sha256, mode: SignAndEncrypt }";
const policy = `
policy:
  ttlMax: 60s
  certifyWithin: 2s
  clockDrift: 5s
  freshness: 3
  rules:
    - points: ["*/valve"]
      roles: [operator]
`;

const devicesAt = (port: (index: number) => number, pair: PtyPair, pki: string) => {
  const at = (index: number): string => `127.0.0.1:${port(index)}`;
  // The guard's read-only server tells devices apart by their units.
  const serial = "unit: 2\n    serial: { baud: 115200, parity: none }";
  const mailbox = "unit: 3\n    mailbox: { sequence: 120, echo: 122, result: 124 }";
  const line = ["--rtu", pair.far, "--baud", "115200", "--parity", "none", "--unit", "2"];
  const control = ["--control", "127.0.0.1:0"];
  return {
    template: [
      "devices:",
      device("tcp", "modbus-tcp", at(0), "unit: 1", registers),
      device("serial", "modbus-rtu", pair.near, serial, registers),
      device("opcua", "opcua", `opc.tcp://${at(1)}`, security, nodes),
      device("mailbox", "modbus-tcp", at(2), mailbox, registers),
      policy,
    ].join("\n"),
    plcs: [
      { name: "tcp", args: ["tank", "--modbus", at(0), ...control] },
      { name: "serial", args: ["tank", ...line, ...control] },
      { name: "opcua", args: ["tank", "--opcua", at(1), "--opcua-pki", pki, ...control] },
      { name: "mailbox", args: ["tank", "--modbus", at(2), "--mailbox", ...control] },
    ],
  };
};

/** Four agents, one guard over all protocols, a simulated PLC for each device. */
export interface FaultPlant {
  readonly plant: Plant;
  plcOf(device: FaultDevice): PlcProcess;
  /** Pulls the serial line's plug, or puts it back. */
  setPlug(isIn: boolean): Promise<void>;
  stop(): Promise<void>;
}

export const startFaultPlant = async (): Promise<FaultPlant> => {
  const folder = mkdtempSync(join(tmpdir(), "quorate-faults-"));
  let pair: PtyPair | null = await startPtyPair(folder);
  const line = pair;
  const pki = join(folder, "pki");
  const plant = await startPlant({ start: false, devices: (port) => devicesAt(port, line, pki) });
  const setPlug = async (isIn: boolean): Promise<void> => {
    if (isIn) pair ??= await startPtyPair(folder);
    else {
      await pair?.end();
      pair = null;
    }
  };
  const stop = async (): Promise<void> => {
    await plant.stop();
    await setPlug(false);
    rmSync(folder, { recursive: true, force: true });
  };
  const plcOf = (name: FaultDevice): PlcProcess => {
    const plc = plant.plcs.find((one) => one.name === name);
    if (plc === undefined) throw new TypeError(`no PLC ${name}`);
    return plc;
  };
  try {
    plant.start();
    await plcOf("opcua").listening("opcua");
    trustServer(pki, join(plant.dir, "guards", "field-guard"), "opcua");
    await plant.ready();
    return { plant, plcOf, setPlug, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
