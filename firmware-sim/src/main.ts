import { Command, CommanderError, InvalidArgumentError } from "commander";
import { PlcError } from "./errors.ts";
import { skidNames, startPlc } from "./start.ts";

interface Flags {
  readonly modbus: string;
  readonly control?: string;
  readonly seed: number;
  readonly journal?: string;
  readonly cycle: number;
}

const whole =
  (least: number, most: number) =>
  (text: string): number => {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`a whole number from ${least} to ${most} is needed.`);
  };

const usageExit = 2;
const failedExit = 1;
const usageCodes: readonly string[] = ["ADDRESS_INVALID", "SKID_UNKNOWN"];

const run = async (skid: string, flags: Flags): Promise<void> => {
  const { modbus, control, seed, journal, cycle: cycleMs } = flags;
  const running = await startPlc({
    skid,
    modbus,
    seed,
    cycleMs,
    ...(control === undefined ? {} : { control }),
    ...(journal === undefined ? {} : { journal }),
  });
  process.stdout.write(`listening modbus-tcp ${running.modbus}\n`);
  if (running.control !== undefined) {
    process.stdout.write(`listening control ${running.control}\n`);
  }
  const end = (): void => {
    process.off("SIGTERM", end).off("SIGINT", end);
    void running.stop();
  };
  process.on("SIGTERM", end).on("SIGINT", end);
};

/** The `quorate-plc` command; returns once the PLC runs, and sets the exit status on failure. */
export const main = async (argv: readonly string[]): Promise<void> => {
  const program = new Command("quorate-plc")
    .description("a simulated PLC with its plant, for tests and demonstrations")
    .argument("<plant>", `one of ${skidNames().join(", ")}`)
    .requiredOption("--modbus <host:port>", "serve Modbus TCP there; port 0 takes any free port")
    .option("--control <host:port>", "take faults there, one JSON object a line")
    .option("--seed <number>", "seed of the sensors' noise", whole(0, 2 ** 32 - 1), 1)
    .option("--journal <file>", "append one JSON line for every write that reached the PLC")
    .option("--cycle <ms>", "scan cycle in milliseconds", whole(1, 1000), 20)
    .exitOverride()
    .action(run);
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
