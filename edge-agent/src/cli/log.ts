import { askEvidence, isCoded, LogLines, LogReader } from "@quorate/protocol";
import { Command, InvalidArgumentError } from "commander";
import type { SiteLinks } from "@quorate/protocol/node";
import { equivocationLine, showEquivocation } from "./evidence.ts";
import { showLine } from "./log-line.ts";
import { exitDone, say, sayJson } from "./output.ts";
import { openSession, type SessionFlags, withLinks, withSession } from "./session.ts";

interface LogFlags extends SessionFlags {
  readonly follow?: boolean;
  readonly from: number;
}

/** Pause between two looks at a log that is followed, ms. */
const followMs = 250;
/** Between two questions for proofs against agents, ms. */
const evidenceEveryMs = 5000;

const wholeNumber = (text: string): number => {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  if (number >= 1) return number;
  throw new InvalidArgumentError("a whole number from 1 is needed.");
};

const print = async (links: SiteLinks, flags: LogFlags, stopped: AbortSignal): Promise<void> => {
  const reader = new LogReader(links, { sequence: flags.from });
  const lines = new LogLines(links.site, links.context);
  const told = new Set<number>();
  let evidenceMs = Number.NEGATIVE_INFINITY;
  for (;;) {
    const blocks = await reader.next().catch((error: unknown) => {
      // Who follows is told of no end, so it does not matter how many agents say that there is one.
      if (flags.follow === true && isCoded(error) && error.code === "CONTACT_FEW") return [];
      throw error;
    });
    for (const { checked } of blocks)
      for (const line of lines.of(checked)) {
        if (line.sequence < flags.from) continue;
        if (flags.json === true) sayJson(line);
        else say(showLine(links.site, line));
      }
    if (blocks.length > 0 && !stopped.aborted) continue;
    if (performance.now() >= evidenceMs) {
      evidenceMs = performance.now() + evidenceEveryMs;
      for (const { proof } of await askEvidence(links)) {
        if (told.has(proof.agent)) continue;
        told.add(proof.agent);
        if (flags.json === true) sayJson(equivocationLine(links.site, proof));
        else say(showEquivocation(links.site, proof));
      }
    }
    if (flags.follow !== true || stopped.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, followMs);
      stopped.addEventListener("abort", () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
};

const run = async (flags: LogFlags): Promise<number> => {
  const home = await openSession(flags);
  const stop = new AbortController();
  if (flags.follow === true)
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  await withLinks(home, (links) => print(links, flags, stop.signal));
  return exitDone;
};

export const logCommand = (exit: (status: number) => void): Command =>
  withSession(new Command("log"))
    .description("the ordered log, every block checked against its certificate")
    .option("--follow", "go on with what comes")
    .option("--from <sequence>", "begin with this log sequence", wholeNumber, 1)
    .action(async (flags: LogFlags) => {
      exit(await run(flags));
    });
