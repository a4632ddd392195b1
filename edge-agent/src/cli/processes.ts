import { CodedError } from "@quorate/protocol";
import { Command } from "commander";
import { homeFolder, homeOption, type SessionFlags, siteOption } from "./session.ts";

export interface ProcessOptions {
  readonly home: string;
  readonly site?: string;
}

/** A kind of process that the launcher knows: runs until it is told to stop; the exit status. */
export type RunProcess = (options: ProcessOptions) => Promise<number>;

/** `quorate agent`, `guard`, `console`: processes that run until SIGTERM or SIGINT. */
export const processCommand = (
  name: string,
  description: string,
  run: RunProcess | undefined,
  exit: (status: number) => void,
): Command =>
  new Command(name)
    .description(description)
    .addOption(homeOption())
    .addOption(siteOption())
    .action(async (flags: SessionFlags) => {
      if (run === undefined)
        throw new CodedError("COMMAND_UNSUPPORTED", `${name} is not part of this version`, {
          remedy: "use the command line: quorate status, get, set, log",
        });
      const { site } = flags;
      exit(await run({ home: homeFolder(flags), ...(site === undefined ? {} : { site }) }));
    });
