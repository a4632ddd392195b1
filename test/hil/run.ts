import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AdapterOptions } from "@quorate/device-adapters";
import { CodedError, codeOf, type DeviceSpec } from "@quorate/protocol";
import { Bench, type Firmware } from "./bench.ts";
import { Keeper, type Restored } from "./keeper.ts";
import { type LineState, type Line, Relay } from "./relay.ts";
import type { Row } from "./report.ts";
import { type Facts, Unexpected } from "./scenario.ts";
import { runScenario, scenarios } from "./suite.ts";
import { type Target, writesOf } from "./target.ts";

export interface RunOptions {
  readonly target: Target;
  /** Of simulated devices, by name; empty for real ones. */
  readonly firmware: ReadonlyMap<string, Firmware>;
  /** Lines that the suite disturbs in another way than by a relay, by device. */
  readonly lines: ReadonlyMap<string, Line>;
  /** Asked once, before the first write; false ends the run. */
  readonly mayWrite: () => Promise<boolean>;
  readonly onRow: (row: Row) => void;
  readonly aborted: AbortSignal;
  /** Part of a scenario's or device's name; all where absent. */
  readonly only?: string;
}

export interface RunReport {
  readonly rows: readonly Row[];
  readonly restored: readonly Restored[];
  /** Nobody allowed to write: what would have written has not run. */
  readonly declined: boolean;
}

/** The simulated plants answer soon; real ones are given the time that a guard gives them. */
const paceOf = (simulated: boolean): AdapterOptions =>
  simulated
    ? { requestTimeoutMs: 1000, connectTimeoutMs: 5000, backOffMinMs: 20, backOffMaxMs: 500 }
    : {};

/** Throws TARGET_FILE. */
const passwordIn = (file: string): string => {
  try {
    return readFileSync(file, "utf8").replace(/\r?\n$/, "");
  } catch (error) {
    throw new CodedError("TARGET_FILE", `cannot read ${file}: ${codeOf(error)}`, {
      remedy: "put the password there, or correct `credentials`",
    });
  }
};

const credentialsOf = ({ credentials }: Target): NonNullable<AdapterOptions["credentials"]> =>
  Object.fromEntries(
    Object.entries(credentials).map(([device, { user, passwordFile }]) => [
      device,
      { user, password: passwordIn(passwordFile) },
    ]),
  );

interface OpenedLine {
  readonly line: Line | null;
  readonly address: string;
  close(): Promise<void>;
}

const openLine = async (
  { name, protocol, address }: DeviceSpec,
  lines: ReadonlyMap<string, Line>,
): Promise<OpenedLine> => {
  const own = lines.get(name) ?? null;
  const close = (): Promise<void> => Promise.resolve();
  if (own !== null || protocol === "modbus-rtu") return { line: own, address, close };
  const relay = new Relay(address);
  return { line: relay, address: await relay.listen(), close: () => relay.close() };
};

/** What is known of a device before anything is connected. */
export const factsOf = (target: Target, device: DeviceSpec, simulated: boolean): Facts => {
  const relayed = device.protocol !== "modbus-rtu";
  const lineStates: ReadonlySet<LineState> = relayed ? new Relay(device.address).states : new Set();
  return { device, plans: writesOf(target, device), simulated, lineStates };
};

const runDevice = async (
  device: DeviceSpec,
  options: RunOptions,
  adapter: AdapterOptions,
  beforeWriting: (points: readonly string[]) => Promise<void>,
): Promise<readonly Row[]> => {
  const { target, aborted, only = "" } = options;
  const firmware = options.firmware.get(device.name) ?? null;
  const { line, address, close } = await openLine(device, options.lines);
  const bench = new Bench({
    ...{ site: target.site, device: { ...device, address }, plans: writesOf(target, device) },
    ...{ line, firmware, adapter, beforeWriting },
  });
  const rows: Row[] = [];
  try {
    for (const scenario of scenarios) {
      if (aborted.aborted) break;
      if (!`${device.name} ${device.protocol} ${scenario.name}`.includes(only)) continue;
      const row = await runScenario(scenario, bench, aborted);
      rows.push(row);
      options.onRow(row);
    }
  } finally {
    await bench.close();
    await close();
  }
  return rows;
};

/** Runs every scenario on every device and restores what was written, however the run ends. */
export const run = async (options: RunOptions): Promise<RunReport> => {
  const { target, firmware, aborted } = options;
  const certificates = mkdtempSync(join(tmpdir(), "quorate-hil-certificates-"));
  const login = { certificates, trustOnFirstUse: true, credentials: credentialsOf(target) };
  const optionsFor = ({ name }: DeviceSpec) => ({ ...paceOf(firmware.has(name)), ...login });
  const keeper = new Keeper(target, optionsFor);
  let declined = false;
  let asked: Promise<boolean> | null = null;
  const mayWrite = async (device: string, points: readonly string[]): Promise<void> => {
    asked ??= options.mayWrite();
    if (!(await asked)) {
      declined = true;
      throw new Unexpected("nobody allowed to write");
    }
    keeper.writing(device, points);
  };
  const rows: Row[] = [];
  let restored: readonly Restored[] = [];
  try {
    await keeper.remember();
    const runOne = (device: DeviceSpec) =>
      runDevice(device, options, optionsFor(device), (points) => mayWrite(device.name, points));
    const { devices } = target.site;
    // Simulated devices are PLCs of their own; two real ones may be one, or share a line.
    const isApart = devices.every(({ name }) => firmware.has(name));
    if (isApart) rows.push(...(await Promise.all(devices.map(runOne))).flat());
    else for (const device of devices) rows.push(...(await runOne(device)));
  } finally {
    // Ctrl-C ends simulated plants too: there is nothing to be restored.
    if (!aborted.aborted || firmware.size === 0) restored = await keeper.restore();
    rmSync(certificates, { recursive: true, force: true });
  }
  return { rows, restored, declined };
};
