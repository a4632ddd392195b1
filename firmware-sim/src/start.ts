import type { ByteOrder } from "./codec.ts";
import { ControlServer } from "./control.ts";
import { parseAddress, PlcError } from "./errors.ts";
import { Journal, type OnWrite } from "./journal.ts";
import { type Link, Links, type Protocol } from "./link.ts";
import { type LineSettings, ModbusRtuLine, type Unit } from "./modbus-rtu.ts";
import { ModbusTcpServer } from "./modbus-tcp.ts";
import type { OpcuaServer } from "./opcua.ts";
import type { OpcuaUser } from "./opcua-users.ts";
import { Plc } from "./plc.ts";
import { makeSkid } from "./skids.ts";

/** A serial line of its own, or one that carries other PLCs too and is closed by its owner. */
export type RtuOptions = (LineSettings | { readonly line: ModbusRtuLine }) & {
  /** Unit ids that it answers to, default 1. */
  readonly units?: readonly number[];
};

export interface OpcuaOptions {
  /** HOST:PORT, or a port of the loopback address; port 0 for any. */
  readonly address: string;
  readonly users?: readonly OpcuaUser[];
  /** Folder of key and certificate. */
  readonly pki?: string;
}

export interface PlcOptions {
  /** `tank`, `exchanger` or `feeder`. */
  readonly skid: string;
  /** HOST:PORT of the Modbus TCP server; port 0 for any. */
  readonly modbus?: string;
  readonly rtu?: RtuOptions;
  readonly opcua?: OpcuaOptions;
  /** HOST:PORT of the control port; none where absent. */
  readonly control?: string;
  readonly seed?: number;
  /** File that gets one JSON line per write. */
  readonly journal?: string;
  readonly cycleMs?: number;
  /** Set points are taken by sequence only. */
  readonly mailbox?: boolean;
  /** Byte order of the plant's registers. */
  readonly order?: ByteOrder;
  /** Called for every write that reached the memory, before it is answered. */
  readonly onWrite?: OnWrite;
}

export interface RunningPlc {
  readonly plc: Plc;
  /** Bound `host:port` of Modbus TCP, the serial path, the OPC UA end point; "" if not served. */
  readonly modbus: string;
  readonly rtu: string;
  readonly opcua: string;
  readonly control?: string;
  readonly links: Links;
  /** Breaks off all connections. */
  drop(): void;
  /** Ends OPC UA sessions, where there are any, and leaves their connections. */
  dropSessions(): void;
  /** Connections end; what is not kept is as at power-on. */
  restart(keep: boolean): void;
  stop(): Promise<void>;
}

/** Longest span that is caught up after the process was held up. */
const mostCatchUpMs = 1000;

/** Runs whole cycles so that plant time keeps up with the monotonic clock. */
const runCycles = (plc: Plc): (() => void) => {
  let reachedMs = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    reachedMs = Math.max(reachedMs, now - mostCatchUpMs);
    while (reachedMs + plc.cycleMs <= now) {
      plc.cycle(Date.now());
      reachedMs += plc.cycleMs;
    }
  }, plc.cycleMs);
  return () => clearInterval(timer);
};

/** `PORT` is one of the loopback address. */
const opcuaAt = (text: string): ReturnType<typeof parseAddress> =>
  parseAddress("--opcua", /^\d+$/.test(text) ? `127.0.0.1:${text}` : text);

const openRtu = async (plc: Plc, options: RtuOptions, onWrite: OnWrite): Promise<Link> => {
  const { units = [1] } = options;
  if ("line" in options) return place(options.line, units, { plc, onWrite });
  const line = await ModbusRtuLine.open(options);
  for (const unit of units) line.attach(unit, { plc, onWrite });
  return line;
};

/** One PLC's place on a line that others are on too, which its owner closes. */
const place = (line: ModbusRtuLine, units: readonly number[], unit: Unit): Link => {
  const attach = async (): Promise<void> => units.forEach((one) => line.attach(one, unit));
  const detach = async (): Promise<void> => units.forEach((one) => line.detach(one));
  void attach();
  return {
    protocol: line.protocol,
    address: line.address,
    drop: () => {},
    suspend: detach,
    resume: attach,
    close: detach,
  };
};

/** Loads the OPC UA stack only where it is asked for: that takes longer than all the rest. */
const openOpcua = async (
  plc: Plc,
  { address, ...settings }: OpcuaOptions,
  onWrite: OnWrite,
): Promise<OpcuaServer> => {
  const { OpcuaServer } = await import("./opcua.ts");
  return await OpcuaServer.open(plc, { at: opcuaAt(address), ...settings }, onWrite);
};

interface Opened {
  readonly links: Links;
  readonly opcua: OpcuaServer | undefined;
}

const openLinks = async (
  plc: Plc,
  { modbus, rtu, opcua }: PlcOptions,
  links: Links,
  onWrite: OnWrite,
): Promise<Opened> => {
  const modbusAt = modbus === undefined ? undefined : parseAddress("--modbus", modbus);
  if (opcua !== undefined) opcuaAt(opcua.address);
  if (modbusAt !== undefined) links.add(await ModbusTcpServer.open(plc, modbusAt, onWrite));
  if (rtu !== undefined) links.add(await openRtu(plc, rtu, onWrite));
  const server = opcua === undefined ? undefined : await openOpcua(plc, opcua, onWrite);
  if (server !== undefined) links.add(server);
  return { links, opcua: server };
};

const checkServed = ({ modbus, rtu, opcua }: PlcOptions): void => {
  if (modbus !== undefined || rtu !== undefined || opcua !== undefined) return;
  throw new PlcError(
    "NOTHING_SERVED",
    "the PLC would serve no protocol",
    "give --modbus HOST:PORT, --rtu PATH or --opcua PORT",
  );
};

/** Starts a simulated PLC; what it opened before a failure is closed again. */
export const startPlc = async (options: PlcOptions): Promise<RunningPlc> => {
  checkServed(options);
  const controlAt = options.control && parseAddress("--control", options.control);
  const { cycleMs = 20, mailbox = false, order = "ABCD" } = options;
  const plc = new Plc(makeSkid(options.skid, options.seed), { cycleMs, mailbox, order });
  const journal = options.journal === undefined ? undefined : new Journal(options.journal);
  const links = new Links();
  let opcua: OpcuaServer | undefined;
  const restart = (keep: boolean): void => {
    opcua?.dropSessions();
    links.drop();
    plc.restart(keep);
  };
  const control = new ControlServer({ plc, links, restart, opcua: () => opcua });
  const close = async (): Promise<void> => {
    await Promise.all([links.close(), control.close()]);
    journal?.close();
  };
  try {
    const onWrite: OnWrite = (record) => {
      journal?.append(record);
      options.onWrite?.(record);
    };
    ({ opcua } = await openLinks(plc, options, links, onWrite));
    const bound = controlAt ? await control.listen(controlAt) : undefined;
    const stopCycles = runCycles(plc);
    const address = (protocol: Protocol): string => links.of(protocol)?.address ?? "";
    return {
      plc,
      links,
      modbus: address("modbus-tcp"),
      rtu: address("modbus-rtu"),
      opcua: address("opcua"),
      drop: () => links.drop(),
      dropSessions: () => opcua?.dropSessions(),
      restart,
      stop: async () => {
        stopCycles();
        await close();
      },
      ...(bound === undefined ? {} : { control: bound }),
    };
  } catch (error) {
    await close();
    throw error;
  }
};
