import { createHash, randomBytes } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, statSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { CodedError, codeOf, isCoded } from "../errors.ts";
import { createFile, makePrivateFolder, remedyForDisk } from "./durable-fs.ts";

/** Who holds a lock: a process by its id, told from a later one by its start and its command. */
interface Owner {
  readonly pid: number;
  /** Boot and start time of the process where the system tells (Linux); else empty. */
  readonly started: string;
  /** Digest of its command line where the system tells; else empty. */
  readonly command: string;
  /** Its effective user where the system tells; else null. */
  readonly uid: number | null;
  readonly nonce: string;
}

export interface FolderLock {
  readonly path: string;
  release(): void;
}

/** What the system tells of processes; replaced in tests. */
export interface Processes {
  /** The effective user of this process; null where there is none. */
  uid(): number | null;
  /** Sends signal 0: null, or the code of the error. */
  signal(pid: number): string | null;
  /** `BOOT/TICKS`, the boot empty where it may not be compared; empty when it is hidden. */
  startOf(pid: number): string;
  /** Digest of the command line; empty when it is hidden. */
  commandOf(pid: number): string;
}

const bootPath = "/proc/sys/kernel/random/boot_id";

/**
 * Empty where a container put a boot id of its own over the kernel's (systemd-nspawn): a service
 * with another view of /proc beside it is told the kernel's, in the same boot.
 */
const bootOf = (): string => {
  const mounts = readFileSync("/proc/self/mountinfo", "latin1");
  return mounts.includes(` ${bootPath} `) ? "" : readFileSync(bootPath, "latin1").trim();
};

const theseProcesses: Processes = {
  uid: () => process.geteuid?.() ?? null,
  signal: (pid) => {
    try {
      process.kill(pid, 0);
      return null;
    } catch (error) {
      return codeOf(error);
    }
  },
  /** proc(5): field 22 of stat, counted behind the command's closing parenthesis. */
  startOf: (pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return `${bootOf()}/${fields[19] ?? ""}`;
    } catch {
      return "";
    }
  },
  commandOf: (pid) => {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`);
      return line.length === 0 ? "" : createHash("sha256").update(line).digest("hex").slice(0, 16);
    } catch {
      return "";
    }
  },
};

/** Whether the process that took the lock at this path still runs; in doubt it does. */
const runs = (path: string, owner: Owner, look: Processes): boolean => {
  const refused = look.signal(owner.pid);
  if (refused !== null && refused !== "EPERM" && refused !== "EACCES") return false;
  const started = look.startOf(owner.pid);
  if (started === "" || owner.started === "")
    return !isAnothers(path, owner, refused, look) && !isOfFormerBoot(owner, look);
  if (started === owner.started && bootIn(started) !== "") return true;
  if (ticksOf(started) !== ticksOf(owner.started)) return false;
  // A service with a /proc of its own may be told another boot id than a shell beside it: the same
  // id, start and command are the same process. After a reboot a daemon may have the first two, and
  // would keep the folder locked for as long as it lives.
  const command = look.commandOf(owner.pid);
  return command === "" || owner.command === "" || command === owner.command;
};

/**
 * The holder was of our user, whose processes we may signal: the id is now another user's. What the
 * lock says counts together with whose file it is: a chown beside a running process changes one
 * alone, and numbers of another user namespace go for another user outside.
 */
const isAnothers = (
  path: string,
  owner: Owner,
  refused: string | null,
  look: Processes,
): boolean => {
  const uid = look.uid();
  if (refused !== "EPERM" || uid === null || owner.uid !== uid) return false;
  return statSync(path, { throwIfNoEntry: false })?.uid === uid;
};

/** Where its /proc is hidden, the boot alone tells whether the id can still be the holder's. */
const isOfFormerBoot = (owner: Owner, look: Processes): boolean => {
  const [then, now] = [bootIn(owner.started), bootIn(look.startOf(process.pid))];
  return then !== "" && now !== "" && then !== now;
};

const bootIn = (started: string): string => started.slice(0, Math.max(0, started.lastIndexOf("/")));
const ticksOf = (started: string): string => started.slice(started.lastIndexOf("/") + 1);

/**
 * Null when there is no lock. A file that is no lock, after a power loss, has a dead owner; of one
 * that may not be read nothing is known. Throws what reading throws.
 */
const ownerOf = (path: string): Owner | null => {
  try {
    const { pid, started, command = "", uid, nonce } = JSON.parse(readFileSync(path, "utf8"));
    if (Number.isSafeInteger(pid) && pid > 0 && /^[0-9a-f]{8}$/.test(nonce))
      return {
        ...{ pid, started: String(started), command: String(command), nonce },
        uid: Number.isSafeInteger(uid) ? uid : null,
      };
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT") return null;
    if (code !== "UNEXPECTED") throw error;
  }
  return { pid: 2 ** 31 - 1, started: "", command: "", uid: null, nonce: "unreadable" };
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
const acquire = (path: string, look: Processes): FolderLock => {
  const mine: Owner = {
    pid: process.pid,
    started: look.startOf(process.pid),
    command: look.commandOf(process.pid),
    uid: look.uid(),
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
      } else if (runs(path, owner, look)) {
        throw locked(path, owner);
      } else {
        const takeover = acquire(`${path}.${owner.nonce}.dead`, look);
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

const coded = (folder: string, error: unknown): unknown => {
  const cause = codeOf(error);
  if (isCoded(error) || cause === "UNEXPECTED") return error;
  return new CodedError("LOCK_FILE", `cannot lock ${folder}: ${cause}`, {
    cause: error,
    fields: { path: join(folder, "lock"), cause },
    remedy: remedyForDisk(cause),
  });
};

/** The id of the process that uses a folder, or null; changes nothing. Throws LOCK_FILE. */
export const folderUser = (folder: string, look = theseProcesses): number | null => {
  const path = join(folder, "lock");
  try {
    const owner = ownerOf(path);
    return owner !== null && runs(path, owner, look) ? owner.pid : null;
  } catch (error) {
    throw coded(folder, error);
  }
};

/**
 * Makes this process the only user of a folder until it releases it or ends. Throws LOCKED with the
 * id of the other process, LOCK_FILE with the cause where no lock can be made or read. Processes
 * that do not see each other (containers that share a folder but not their process ids) are not
 * kept apart.
 */
export const lockFolder = (folder: string, look = theseProcesses): FolderLock => {
  try {
    makePrivateFolder(folder);
    return acquire(join(folder, "lock"), look);
  } catch (error) {
    throw coded(folder, error);
  }
};
