import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

const remedies: Readonly<Record<string, string>> = {
  ENOSPC: "make room on its disk",
  EDQUOT: "make room on its disk: the user's quota is used up",
  EROFS:
    "look how its disk is mounted; outside its own folder a service may write only where its " +
    'unit has ReadWritePaths=FOLDER: operations.md, "Disk"',
  EIO: "check its disk",
  EMFILE: "the process has too many files open: raise LimitNOFILE of its unit",
  ENFILE: "the system has too many files open: stop what else runs here",
};

/** What helps where a file cannot be made or opened, by the code of the system call. */
export const remedyForDisk = (cause: string): string =>
  remedies[cause] ?? "check the folder's owner and mode";

/** Makes the names in a folder durable: a created or renamed file is lost without it. */
export const syncFolder = (folder: string): void => {
  const fd = openSync(folder, "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
};

/** Writes all of it; a plain write may stop short. */
export const writeFully = (fd: number, bytes: Uint8Array, position: number): void => {
  for (let done = 0; done < bytes.length; )
    done += writeSync(fd, bytes, done, bytes.length - done, position + done);
};

/** Creates a folder and its parents for their owner alone. */
export const makePrivateFolder = (folder: string): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
};

/** A new durable file, of mode 0600 by default, or none; throws EEXIST where there is one. */
export const createFile = (path: string, bytes: Uint8Array, mode = 0o600): void => {
  const fd = openSync(path, "wx", mode);
  try {
    writeFully(fd, bytes, 0);
    fsyncSync(fd);
  } catch (error) {
    unlinkSync(path);
    throw error;
  } finally {
    closeSync(fd);
  }
  syncFolder(dirname(path));
};

/** A file as by `createFile` in place of another: a crash leaves the old one or the new one. */
export const replaceFile = (path: string, bytes: Uint8Array, mode = 0o600): void => {
  const next = `${path}.new`;
  rmSync(next, { force: true });
  try {
    createFile(next, bytes, mode);
  } catch (error) {
    // On a full disk its bytes are what the others need.
    rmSync(next, { force: true });
    throw error;
  }
  renameSync(next, path);
  syncFolder(dirname(path));
};
