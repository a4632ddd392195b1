import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { askEvidence, CodedError, codeOf, LogExport, LogReader } from "@quorate/protocol";
import { Command } from "commander";
import type { SiteLinks } from "@quorate/protocol/node";
import { exitDone, say, sayJson } from "./output.ts";
import { openSession, type SessionFlags, withLinks, withSession } from "./session.ts";

interface Exported {
  readonly file: string;
  readonly blocks: number;
  readonly entries: number;
}

const write = async (links: SiteLinks, file: string, fd: number): Promise<Exported> => {
  const out = new LogExport(links.site);
  const reader = new LogReader(links, { sequence: 1 });
  writeSync(fd, out.head());
  let [blocks, entries] = [0, 0];
  for (let read = await reader.next(); read.length > 0; read = await reader.next())
    for (const { wire, checked } of read) {
      writeSync(fd, out.block(wire));
      blocks += 1;
      entries += checked.entries.length;
    }
  writeSync(fd, out.tail((await askEvidence(links)).map(({ evidence }) => evidence)));
  fsyncSync(fd);
  return { file, blocks, entries };
};

const run = async (file: string, flags: SessionFlags): Promise<number> => {
  const home = await openSession(flags);
  const part = `${file}.part`;
  let fd: number;
  try {
    fd = openSync(part, "w", 0o600);
  } catch (error) {
    throw new CodedError("EXPORT_FILE", `cannot write ${part}: ${codeOf(error)}`, {
      remedy: "name a file in a folder that exists and can be written",
    });
  }
  try {
    const exported = await withLinks(home, (links) => write(links, file, fd));
    renameSync(part, file);
    const { blocks, entries } = exported;
    if (flags.json === true) sayJson(exported);
    else say(`${file}: ${blocks} blocks with ${entries} entries`);
    return exitDone;
  } finally {
    closeSync(fd);
    rmSync(part, { force: true });
  }
};

export const exportCommand = (exit: (status: number) => void): Command =>
  withSession(new Command("export"))
    .description("write the whole log with its certificates to a file for an offline audit")
    .argument("<file>", "appears when it is complete; an older one is replaced")
    .action(async (file: string, flags: SessionFlags) => {
      exit(await run(file, flags));
    });
