import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname } from "node:path";
import {
  askEvidence,
  CodedError,
  codeOf,
  LogExport,
  LogReader,
  type Site,
} from "@quorate/protocol";
import { Command } from "commander";
import { remedyForDisk, type SiteLinks, syncFolder, writeFully } from "@quorate/protocol/node";
import type { Home } from "../io/home.ts";
import { exitDone, say, sayJson } from "./output.ts";
import { openSession, type SessionFlags, withLinks, withSession } from "./session.ts";

interface Exported {
  readonly file: string;
  readonly blocks: number;
  readonly entries: number;
}

const failed = (file: string, error: unknown): CodedError => {
  const cause = codeOf(error);
  return new CodedError("EXPORT_FILE", `cannot write ${file}: ${cause}`, {
    cause: error,
    remedy:
      cause === "ENOENT"
        ? "name a file in a folder that exists and can be written"
        : remedyForDisk(cause),
  });
};

const write = async (links: SiteLinks, file: string, fd: number): Promise<Exported> => {
  const out = new LogExport(links.site);
  const reader = new LogReader(links, { sequence: 1 });
  let end = 0;
  const put = (bytes: Uint8Array): void => {
    try {
      writeFully(fd, bytes, end);
    } catch (error) {
      throw failed(file, error);
    }
    end += bytes.length;
  };
  put(out.head());
  let [blocks, entries] = [0, 0];
  for (let read = await reader.next(); read.length > 0; read = await reader.next())
    for (const { wire, checked } of read) {
      put(out.block(wire));
      blocks += 1;
      entries += checked.entries.length;
    }
  put(out.tail((await askEvidence(links)).map(({ evidence }) => evidence)));
  fsyncSync(fd);
  return { file, blocks, entries };
};

/** A folder cannot be replaced, and a device or pipe must not be. Throws EXPORT_FILE. */
const checkPlace = (file: string): void => {
  let isOther: boolean;
  try {
    isOther = statSync(file, { throwIfNoEntry: false })?.isFile() === false;
  } catch (error) {
    throw failed(file, error);
  }
  if (!isOther) return;
  throw new CodedError("EXPORT_FILE", `${file} is there already, and is no file`, {
    remedy: "name a new file, or an older export to be replaced",
  });
};

const headOf = (file: string, bytes: number): Buffer => {
  const head = Buffer.alloc(bytes);
  const fd = openSync(file, "r");
  try {
    return head.subarray(0, readSync(fd, head));
  } finally {
    closeSync(fd);
  }
};

/** Any other file may be all that somebody has of it: a key, a site file, another chain's log. */
const checkOlder = (file: string, site: Site): void => {
  const own = new LogExport(site).head();
  let there: Buffer;
  try {
    if (!existsSync(file)) return;
    there = headOf(file, own.length);
  } catch (error) {
    throw failed(file, error);
  }
  if (there.length === 0 || there.equals(own)) return;
  throw new CodedError("EXPORT_FILE", `${file} is there already, and is no export of this site`, {
    remedy: "name a new file, or an older export of this site to be replaced",
  });
};

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Whatever ends it, an interrupt as well: nothing is left of what did not become the file. */
const leavingNothing = async <T>(part: string, action: () => Promise<T>): Promise<T> => {
  const remove = (): void => rmSync(part, { force: true });
  const interrupted = (signal: NodeJS.Signals): void => {
    remove();
    // Heard once: now it ends this process, as it does where nobody listens.
    process.kill(process.pid, signal);
  };
  for (const signal of signals) process.once(signal, interrupted);
  try {
    return await action();
  } finally {
    for (const signal of signals) process.off(signal, interrupted);
    remove();
  }
};

const writeTo = async (part: string, home: Home, file: string): Promise<Exported> => {
  let fd: number;
  try {
    fd = openSync(part, "w", 0o600);
  } catch (error) {
    throw failed(part, error);
  }
  try {
    return await withLinks(home, (links) => write(links, file, fd));
  } finally {
    closeSync(fd);
  }
};

const run = async (file: string, flags: SessionFlags): Promise<number> => {
  const part = `${file}.part`;
  for (const replaced of [file, part]) checkPlace(replaced);
  const home = await openSession(flags);
  for (const replaced of [file, part]) checkOlder(replaced, home.site);
  return leavingNothing(part, async () => {
    const exported = await writeTo(part, home, file);
    renameSync(part, file);
    syncFolder(dirname(file));
    const { blocks, entries } = exported;
    if (flags.json === true) sayJson(exported);
    else say(`${file}: ${blocks} blocks with ${entries} entries`);
    return exitDone;
  });
};

export const exportCommand = (exit: (status: number) => void): Command =>
  withSession(new Command("export"))
    .description("write the whole log with its certificates to a file for an offline audit")
    .argument("<file>", "appears when it is complete; an older export is replaced")
    .action(async (file: string, flags: SessionFlags) => {
      exit(await run(file, flags));
    });
