import { ControlServer } from "./control.ts";
import { parseAddress, PlcError } from "./errors.ts";
import { Journal, type WriteRecord } from "./journal.ts";
import { ModbusTcpServer } from "./modbus-tcp.ts";
import { Plc, type Skid } from "./plc.ts";
import { TankSkid } from "./tank.ts";

/** Every skid that can be started by name. */
const skids: Readonly<Record<string, (seed: number) => Skid>> = {
  tank: (seed) => new TankSkid(seed),
};

export const skidNames = (): readonly string[] => Object.keys(skids);

export interface PlcOptions {
  /** `tank`. */
  readonly skid: string;
  /** HOST:PORT of the Modbus TCP server; port 0 for any. */
  readonly modbus: string;
  /** HOST:PORT of the control port; none where absent. */
  readonly control?: string;
  readonly seed?: number;
  /** File that gets one JSON line per write. */
  readonly journal?: string;
  readonly cycleMs?: number;
  /** Called for every write that reached the memory, before it is answered. */
  readonly onWrite?: (record: WriteRecord) => void;
}

export interface RunningPlc {
  readonly plc: Plc;
  /** Bound `host:port`. */
  readonly modbus: string;
  readonly control?: string;
  /** Closes all Modbus connections. */
  drop(): void;
  stop(): Promise<void>;
}

/** Longest span that is caught up after the process was held up. */
const mostCatchUpMs = 1000;

const textOf = ({ host, port }: { host: string; port: number }): string =>
  host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;

/** Runs whole cycles so that plant time keeps up with the monotonic clock. */
const runCycles = (plc: Plc): (() => void) => {
  let reachedMs = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    reachedMs = Math.max(reachedMs, now - mostCatchUpMs);
    while (reachedMs + plc.cycleMs <= now) {
      plc.cycle();
      reachedMs += plc.cycleMs;
    }
  }, plc.cycleMs);
  return () => clearInterval(timer);
};

const makeSkid = ({ skid: name, seed = 1 }: PlcOptions): Skid => {
  const make = Object.hasOwn(skids, name) ? skids[name] : undefined;
  if (make === undefined) {
    const remedy = `choose one of ${skidNames().join(", ")}`;
    throw new PlcError("SKID_UNKNOWN", `no plant '${name}'`, remedy);
  }
  return make(seed);
};

/** Starts a simulated PLC; what it opened before a failure is closed again. */
export const startPlc = async (options: PlcOptions): Promise<RunningPlc> => {
  const modbusAt = parseAddress("--modbus", options.modbus);
  const controlAt = options.control && parseAddress("--control", options.control);
  const plc = new Plc(makeSkid(options), options.cycleMs);
  const journal = options.journal === undefined ? undefined : new Journal(options.journal);
  const server = new ModbusTcpServer(plc, (record) => {
    journal?.append(record);
    options.onWrite?.(record);
  });
  const drop = (): void => server.drop();
  const control = new ControlServer({ plc, drop });
  try {
    const modbus = textOf(await server.listen(modbusAt.host, modbusAt.port));
    const bound = controlAt ? await control.listen(controlAt.host, controlAt.port) : undefined;
    const stopCycles = runCycles(plc);
    const stop = async (): Promise<void> => {
      stopCycles();
      await Promise.all([server.close(), control.close()]);
      journal?.close();
    };
    return { plc, modbus, drop, stop, ...(bound ? { control: textOf(bound) } : {}) };
  } catch (error) {
    await Promise.all([server.close(), control.close()]);
    journal?.close();
    throw error;
  }
};
