import { availableParallelism, cpus } from "node:os";
import { Command, CommanderError } from "commander";
import { whole } from "./main.ts";
import { runRolling } from "./rolling.ts";

interface Flags {
  readonly times: number;
  readonly seed: number;
  readonly rate: number;
}

const rolling = async (options: Flags): Promise<number> => {
  const result = await runRolling({
    ...options,
    say: (line) => process.stderr.write(`${line}\n`),
  });
  const machine = `${availableParallelism()} cores, ${cpus()[0]?.model.trim()}`;
  process.stdout.write(`${JSON.stringify({ machine, ...options, ...result }, null, 2)}\n`);
  return result.violations.length === 0 ? 0 : 1;
};

/** `npm run rolling`: exit status 0 when no command was lost and all came to their end in time. */
export const main = async (argv: readonly string[]): Promise<void> => {
  const program = new Command("npm run rolling --")
    .description("restarts all agents one after the other under load, and prints JSON")
    .option("--times <n>", "how often all of them", whole(1, 100), 1)
    .option("--seed <n>", "the commands", whole(0, 2 ** 32 - 1), 1)
    .option("--rate <n>", "commands a second", whole(1, 1000), 50)
    .exitOverride()
    .action(async (flags: Flags) => {
      process.exitCode = await rolling(flags);
    });
  try {
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  }
};
