import { closeSync, openSync, readSync } from "node:fs";
import { type AuditSummary, CodedError, codeOf, LogAudit, type Site } from "@quorate/protocol";
import { nodeVerify } from "@quorate/protocol/node";
import { Command } from "commander";
import { loadSite } from "../io/home.ts";
import { equivocationLine, showEquivocation } from "./evidence.ts";
import { exitDone, say, sayJson, showTime } from "./output.ts";
import { jsonOption } from "./session.ts";

interface VerifyFlags {
  readonly site: string;
  readonly json?: boolean;
}

const chunkBytes = 1024 * 1024;

/** Throws AUDIT_FILE. */
const reading = <T>(file: string, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw new CodedError("AUDIT_FILE", `cannot read ${file}: ${codeOf(error)}`, {
      cause: error,
      remedy: "name the file that `quorate export` wrote, and check its owner and mode",
    });
  }
};

const audit = (file: string, site: Site): AuditSummary => {
  const audit = new LogAudit(site, nodeVerify);
  const fd = reading(file, () => openSync(file, "r"));
  try {
    for (;;) {
      const chunk = new Uint8Array(chunkBytes);
      const length = reading(file, () => readSync(fd, chunk));
      if (length === 0) return audit.end();
      audit.take(chunk.subarray(0, length));
    }
  } finally {
    closeSync(fd);
  }
};

const run = (file: string, flags: VerifyFlags): number => {
  const { site } = loadSite(flags.site);
  const summary = audit(file, site);
  const { blocks, entries, fromUs, toUs, last, equivocations } = summary;
  if (flags.json === true)
    sayJson({
      ...{ file, site: site.name, chain: site.chain, blocks, entries, last },
      ...{ from: Math.floor(fromUs / 1000), to: Math.floor(toUs / 1000) },
      equivocations: equivocations.map((proof) => equivocationLine(site, proof)),
    });
  else {
    const from = blocks === 0 ? "" : `, ${showTime(fromUs / 1000)} to ${showTime(toUs / 1000)}`;
    say(`${file}: whole and genuine: ${blocks} blocks, ${entries} entries${from}`);
    say(`chain ${site.chain}, last block ${last}`);
    for (const proof of equivocations) say(showEquivocation(site, proof));
  }
  return exitDone;
};

export const verifyCommand = (exit: (status: number) => void): Command =>
  new Command("verify")
    .description("audit an exported log offline, with nothing but the site file")
    .argument("<file>", "what `quorate export` wrote")
    .requiredOption("--site <file>", "the site file that the chain started with")
    .addOption(jsonOption())
    .action((file: string, flags: VerifyFlags) => {
      exit(run(file, flags));
    });
