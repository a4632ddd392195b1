import { Command, CommanderError, InvalidArgumentError } from "commander";
import { strikeKinds } from "./plan.ts";
import { runKills } from "./run.ts";
import { summaryLines } from "./summary.ts";

interface Flags {
  readonly kills: number;
  readonly seed: number;
  readonly agents: number;
  readonly rate: number;
  readonly only?: string;
  readonly json?: true;
}

export const whole = (lowest: number, highest: number) => (text: string): number => {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= lowest && value <= highest) return value;
  throw new InvalidArgumentError(`a whole number from ${lowest} to ${highest} is needed.`);
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const kill = async ({ json, ...options }: Flags): Promise<number> => {
  process.stderr.write(`seed ${options.seed}: starting the plant …\n`);
  let isEnough = false;
  process.once("SIGINT", () => {
    isEnough = true;
    process.stderr.write("no further kills; judging what was done …\n");
  });
  const { summary, violations, folder } = await runKills({
    ...options,
    isEnough: () => isEnough,
    say: (line) => process.stderr.write(`${line}\n`),
  });
  if (json) say(JSON.stringify(summary));
  else for (const line of summaryLines(summary)) say(line);
  if (folder !== null) process.stderr.write(`what is left lies in ${folder}\n`);
  return violations.length === 0 ? 0 : 1;
};

/** `npm run kill`: exit status 0 when all rules held, 1 when one did not, 2 for wrong usage. */
export const main = async (argv: readonly string[]): Promise<void> => {
  const program = new Command("npm run kill --")
    .description("kills agents and the guard of a whole site under load, and judges what is left")
    .option("--kills <n>", "how many processes are killed", whole(1, 100_000), 500)
    .option("--seed <n>", "who is killed when, and the commands", whole(0, 2 ** 32 - 1))
    .option("--agents <n>", "agents of the site", whole(4, 31), 4)
    .option("--rate <n>", "commands a second", whole(1, 1000), 30)
    .option("--only <text>", `strikes of this name: ${strikeKinds.join(", ")}`)
    .option("--json", "the summary as JSON")
    .exitOverride()
    .action(async (flags: Flags) => {
      const seed = flags.seed ?? Math.floor(Math.random() * 2 ** 32);
      process.exitCode = await kill({ ...flags, seed });
    });
  try {
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  }
};
