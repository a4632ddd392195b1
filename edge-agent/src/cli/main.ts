import { release } from "@quorate/protocol";
import { Command, CommanderError } from "commander";
import { complainOf, exitDone, exitFailed, exitUsage, watchOutput } from "./output.ts";
import { processCommand, type RunProcess } from "./processes.ts";
import { UsageError } from "./value.ts";

type Exit = (status: number) => void;
/** The kinds of processes besides the agent, by the launcher's names. */
export type Processes = Readonly<Partial<Record<"guard" | "console", RunProcess>>>;
type Load = (exit: Exit, processes: Processes) => Promise<Command>;

const agent: RunProcess = async (options) => (await import("../main.ts")).runAgent(options);

/** Commands in the order of the help; each is loaded when it is wanted, for the start counts. */
const commands: Readonly<Record<string, Load>> = {
  init: async (exit) => (await import("./init.ts")).initCommand(exit),
  join: async (exit) => (await import("./join.ts")).joinCommand(exit),
  agent: async (exit) => processCommand("agent", "run an agent", agent, exit),
  guard: async (exit, { guard }) => processCommand("guard", "run a guard", guard, exit),
  console: async (exit, { console }) =>
    processCommand("console", "serve the operator's console", console, exit),
  set: async (exit) => (await import("./set.ts")).setCommand(exit),
  approve: async (exit) => (await import("./approve.ts")).approveCommand(exit),
  submit: async (exit) => (await import("./submit.ts")).submitCommand(exit),
  get: async (exit) => (await import("./get.ts")).getCommand(exit),
  status: async (exit) => (await import("./status.ts")).statusCommand(exit),
  doctor: async (exit) => (await import("./doctor.ts")).doctorCommand(exit),
  alarms: async (exit) => (await import("./alarms.ts")).alarmsCommand(exit),
  ack: async (exit) => (await import("./alarm-action.ts")).ackCommand(exit),
  shelve: async (exit) => (await import("./alarm-action.ts")).shelveCommand(exit),
  unshelve: async (exit) => (await import("./alarm-action.ts")).unshelveCommand(exit),
  "out-of-service": async (exit) =>
    (await import("./alarm-action.ts")).outOfServiceCommand(exit),
  "in-service": async (exit) => (await import("./alarm-action.ts")).inServiceCommand(exit),
  log: async (exit) => (await import("./log.ts")).logCommand(exit),
  export: async (exit) => (await import("./export.ts")).exportCommand(exit),
  verify: async (exit) => (await import("./verify.ts")).verifyCommand(exit),
  probe: async (exit) => (await import("./probe.ts")).probeCommand(exit),
  points: async (exit) => (await import("./points.ts")).pointsCommand(exit),
  backup: async (exit) => (await import("./backup.ts")).backupCommand(exit),
  restore: async (exit) => (await import("./backup.ts")).restoreCommand(exit),
  resync: async (exit) => (await import("./backup.ts")).resyncCommand(exit),
  key: async (exit) => (await import("./key.ts")).keyCommand(exit),
};

/** They do nothing but print: when nobody reads on there is nothing left to do. */
const printing = new Set(["get", "status", "doctor", "alarms", "log", "verify", "probe", "points"]);

const program = async (
  argv: readonly string[],
  exit: Exit,
  processes: Processes,
): Promise<Command> => {
  const wanted = commands[argv[0] ?? ""];
  const loads = wanted === undefined ? Object.values(commands) : [wanted];
  const root = new Command("quorate")
    .description("control plane of a plant without a single point of command")
    .version(release, "--version", "show the release");
  for (const load of loads) root.addCommand(await load(exit, processes));
  const all = (command: Command): Command[] => [command, ...command.commands.flatMap(all)];
  for (const command of all(root)) command.exitOverride().showHelpAfterError("(--help says more)");
  return root;
};

/** Runs one command and answers the exit status: 0 done, 1 refused or failed, 2 usage. */
export const runCli = async (argv: readonly string[], processes: Processes): Promise<number> => {
  let status = exitDone;
  const output = watchOutput(printing.has(argv[0] ?? ""));
  try {
    const root = await program(argv, (given) => (status = given), processes);
    await root.parseAsync([...argv], { from: "user" });
    return (await output.isWhole()) ? status : exitFailed;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitDone : exitUsage;
    complainOf(error);
    return error instanceof UsageError ? exitUsage : 1;
  }
};
