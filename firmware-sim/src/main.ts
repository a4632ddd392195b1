import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { byteOrders, type ByteOrder } from "./codec.ts";
import { PlcError } from "./errors.ts";
import type { Parity } from "./modbus-rtu.ts";
import { type OpcuaUser, parseUser } from "./opcua-users.ts";
import { skidNames } from "./skids.ts";
import { type PlcOptions, startPlc } from "./start.ts";

interface Flags {
  readonly modbus?: string;
  readonly rtu?: string;
  readonly baud: number;
  readonly parity: Parity;
  readonly unit?: readonly number[];
  readonly opcua?: string;
  readonly opcuaUser?: readonly OpcuaUser[];
  readonly opcuaPki?: string;
  readonly control?: string;
  readonly seed: number;
  readonly journal?: string;
  readonly cycle: number;
  readonly mailbox?: boolean;
  readonly order: ByteOrder;
}

const whole =
  (least: number, most: number) =>
  (text: string): number => {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`a whole number from ${least} to ${most} is needed.`);
  };

const collectUnits = (text: string, before: readonly number[] = []): readonly number[] => [
  ...before,
  whole(1, 247)(text),
];

const collectUsers = (text: string, before: readonly OpcuaUser[] = []): readonly OpcuaUser[] => [
  ...before,
  parseUser(text),
];

const usageExit = 2;
const failedExit = 1;
const usageCodes: readonly string[] = [
  ...["ADDRESS_INVALID", "SKID_UNKNOWN", "NOTHING_SERVED", "USER_INVALID"],
];

/** Leaves out what was not given: an option is absent, never undefined. */
const given = <T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

/** Servers that have not closed by then are left as they are, ms. */
const endMs = 3000;

const optionsOf = (skid: string, flags: Flags): PlcOptions => {
  const { modbus, rtu, baud, parity, unit, opcua, control, seed, journal, mailbox, order } = flags;
  const { opcuaUser: users, opcuaPki: pki, cycle: cycleMs } = flags;
  return {
    skid,
    seed,
    cycleMs,
    order,
    ...given({ modbus, control, journal, mailbox }),
    ...(rtu === undefined ? {} : { rtu: { path: rtu, baud, parity, ...given({ units: unit }) } }),
    ...(opcua === undefined ? {} : { opcua: { address: opcua, ...given({ users, pki }) } }),
  };
};

const run = async (skid: string, flags: Flags): Promise<void> => {
  const running = await startPlc(optionsOf(skid, flags));
  for (const { protocol, address } of running.links.all) {
    process.stdout.write(`listening ${protocol} ${address}\n`);
  }
  if (running.control !== undefined) {
    process.stdout.write(`listening control ${running.control}\n`);
  }
  const end = (): void => {
    process.off("SIGTERM", end).off("SIGINT", end);
    // A PLC that is switched off asks neither its clients nor its serial line: what was written is
    // in the journal.
    setTimeout(() => process.exit(), endMs);
    void running.stop().then(() => process.exit());
  };
  process.on("SIGTERM", end).on("SIGINT", end);
};

const commandOf = (): Command =>
  new Command("quorate-plc")
    .description("a simulated PLC with its plant, for tests and demonstrations")
    .argument("<plant>", `one of ${skidNames().join(", ")}`)
    .option("--modbus <host:port>", "serve Modbus TCP there; port 0 takes any free port")
    .option("--rtu <path>", "serve Modbus RTU on this serial line")
    .option("--baud <number>", "speed of the serial line", whole(300, 4_000_000), 19_200)
    .addOption(
      new Option("--parity <parity>", "of the serial line")
        .choices(["even", "odd", "none"])
        .default("even"),
    )
    .option("--unit <number>", "unit id on the serial line; repeat it for more", collectUnits)
    .option("--opcua <port>", "serve OPC UA on this port, or HOST:PORT")
    .option("--opcua-user <name:password>", "a user, with :ro behind it a reader", collectUsers)
    .option("--opcua-pki <folder>", "of the server's key and certificate, made where missing")
    .option("--control <host:port>", "take faults there, one JSON object a line")
    .option("--seed <number>", "seed of the sensors' noise", whole(0, 2 ** 32 - 1), 1)
    .option("--journal <file>", "append one JSON line for every write that reached the PLC")
    .option("--cycle <ms>", "scan cycle in milliseconds", whole(1, 1000), 20)
    .option("--mailbox", "take set points by sequence only, through a mailbox")
    .addOption(
      new Option("--order <order>", "byte order of the plant's registers")
        .choices(byteOrders)
        .default("ABCD"),
    )
    .exitOverride();

/** The `quorate-plc` command; returns once the PLC runs, and sets the exit status on failure. */
export const main = async (argv: readonly string[]): Promise<void> => {
  const program = commandOf().action(run);
  try {
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : usageExit;
    } else if (error instanceof PlcError) {
      process.stderr.write(`${error.code}: ${error.message}\n  remedy: ${error.remedy}\n`);
      process.exitCode = usageCodes.includes(error.code) ? usageExit : failedExit;
    } else {
      throw error;
    }
  }
};
