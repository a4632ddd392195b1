import { createHash, randomBytes } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { CodedError, codeOf } from "../errors.ts";
import { createFile, makePrivateFolder } from "./durable-fs.ts";

/** Who holds a lock: a process by its id, told from a later one by its start and its command. */
interface Owner {
  readonly pid: number;
  /** Boot and start time of the process where the system tells (Linux); else empty. */
  readonly started: string;
  /** Digest of its command line where the system tells; else empty. */
  readonly command: string;
  readonly nonce: string;
}

export interface FolderLock {
  readonly path: string;
  release(): void;
}

/** proc(5): field 22 of stat, counted behind the command's closing parenthesis, is the start. */
const startOf = (pid: number): string => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
    return `${boot}/${fields[19] ?? ""}`;
  } catch {
    return "";
  }
};

const commandOf = (pid: number): string => {
  try {
    const line = readFileSync(`/proc/${pid}/cmdline`);
    return line.length === 0 ? "" : createHash("sha256").update(line).digest("hex").slice(0, 16);
  } catch {
    return "";
  }
};

const runs = (owner: Owner): boolean => {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if (codeOf(error) !== "EPERM") return false;
  }
  const started = startOf(owner.pid);
  if (started === "" || owner.started === "" || started === owner.started) return true;
  if (ticksOf(started) !== ticksOf(owner.started)) return false;
  // A service with a /proc of its own may be told another boot id than a shell beside it: the same
  // id, start and command are the same process. After a reboot a daemon may have the first two, and
  // would keep the folder locked for as long as it lives.
  const command = commandOf(owner.pid);
  return command === "" || owner.command === "" || command === owner.command;
};

const ticksOf = (started: string): string => started.slice(started.lastIndexOf("/") + 1);

/** Null when there is no lock. A file that is no lock, after a power loss, has a dead owner. */
const ownerOf = (path: string): Owner | null => {
  try {
    const { pid, started, command = "", nonce } = JSON.parse(readFileSync(path, "utf8"));
    if (Number.isSafeInteger(pid) && pid > 0 && /^[0-9a-f]{8}$/.test(nonce))
      return { pid, started: String(started), command: String(command), nonce };
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
  }
  return { pid: 2 ** 31 - 1, started: "", command: "", nonce: "unreadable" };
};

const locked = (path: string, owner: Owner): CodedError =>
  new CodedError("LOCKED", `process ${owner.pid} uses this folder: ${path} is its lock`, {
    fields: { path, pid: owner.pid },
    remedy: `stop process ${owner.pid}, or use another folder`,
  });

/**
 * Takes a lock file. The file appears with its contents at once (link), or replaces that of a dead
 * process (rename) while a lock of its own, named after the dead owner, keeps others from doing so.
 */
const acquire = (path: string): FolderLock => {
  const mine: Owner = {
    pid: process.pid,
    started: startOf(process.pid),
    command: commandOf(process.pid),
    nonce: randomBytes(4).toString("hex"),
  };
  const candidate = `${path}.${mine.nonce}`;
  createFile(candidate, Buffer.from(JSON.stringify(mine)));
  const lock: FolderLock = {
    path,
    release: () => {
      if (ownerOf(path)?.nonce === mine.nonce) unlinkSync(path);
    },
  };
  try {
    for (;;) {
      const owner = ownerOf(path);
      if (owner === null) {
        if (tryLink(candidate, path)) return lock;
      } else if (runs(owner)) {
        throw locked(path, owner);
      } else {
        const takeover = acquire(`${path}.${owner.nonce}.dead`);
        const same = ownerOf(path)?.nonce === owner.nonce;
        if (same) renameSync(candidate, path);
        takeover.release();
        if (same) return lock;
      }
    }
  } finally {
    rmSync(candidate, { force: true });
  }
};

const tryLink = (candidate: string, path: string): boolean => {
  try {
    linkSync(candidate, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
};

/** The id of the process that uses a folder, or null; changes nothing. */
export const folderUser = (folder: string): number | null => {
  const owner = ownerOf(join(folder, "lock"));
  return owner !== null && runs(owner) ? owner.pid : null;
};

/**
 * Makes this process the only user of a folder until it releases it or ends. Throws LOCKED with the
 * id of the other process. Processes that do not see each other (containers that share a folder
 * but not their process ids) are not kept apart.
 */
export const lockFolder = (folder: string): FolderLock => {
  makePrivateFolder(folder);
  return acquire(join(folder, "lock"));
};
