import {
  existsSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  statSync,
  unlinkSync,
} from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { CodedError, codeOf, limits, parseLocalOrThrow, sha256Hex } from "@quorate/protocol";
import {
  createFile,
  makePrivateFolder,
  remedyForDisk,
  resyncFile,
} from "@quorate/protocol/node";
import { type Home, loadSite } from "./home.ts";

const format = "quorate-backup/1";
const roles = ["agent", "guard", "console", "operator"] as const;
export type Role = (typeof roles)[number];

interface BackupFile {
  /** Below the home, or below the data folder where local.yaml names another. */
  readonly at: "home" | "data";
  readonly path: string;
  readonly base64: string;
}

/** Who a home belongs to, and the files that cannot be had again from others. */
export interface Backup {
  readonly role: Role;
  readonly name: string;
  readonly chain: string;
  readonly madeMs: number;
  readonly site: string;
  readonly files: readonly BackupFile[];
}

/**
 * Keys, settings and trust: what never changes while a process runs, so that a copy is whole.
 * Never in it: an agent's journal (an old one signs twice, S6) and a guard's fence (an old one
 * writes twice, S4). The other agents bring back both.
 */
const named = ["key.pem", "gateway.pem", "local.yaml"] as const;
const folders = ["certificates/own", "certificates/trusted"] as const;
/** Names of what lives in a data folder, with what a replacement or a lock's taking leaves. */
const living = new RegExp(
  "^((journal|snapshot|blocks|mqtt)-\\d+\\.log(\\..*)?|evidence\\.log(\\..*)?|" +
    "mqtt-session\\.json(\\..*)?|fence(\\..*)?|lock(\\..*)?|alarms\\.json(\\..*)?|" +
    "history(\\.broken-\\d+)?)$",
);

/** A path that stays below its folder. */
const isBelow = (path: string): boolean =>
  path.split("/").every((part) => !/^\.{0,2}$/.test(part) && !/[\\\p{Cc}]/u.test(part));

/** Below the home any folder may be the data folder, so there no part may have such a name. */
const mayHold = (at: BackupFile["at"], path: string): boolean => {
  const parts = path.split("/");
  return isBelow(path) && !(at === "data" ? parts.slice(0, 1) : parts).some((n) => living.test(n));
};

/** Whose home it is. Throws HOME_STRANGER. */
export const roleOf = ({ site, publicKey, siteFile }: Home): { role: Role; name: string } => {
  const { agents, guards, consoles, operators } = site;
  const lists = { agent: agents, guard: guards, console: consoles, operator: operators };
  for (const role of roles) {
    const found = lists[role].find(({ key }) => key === publicKey);
    if (found !== undefined) return { role, name: found.name };
  }
  throw new CodedError("HOME_STRANGER", `${siteFile} does not list the key of this home`, {
    remedy: "use the site file that lists it, or a home of this site",
  });
};

const filesBelow = (folder: string, path: string): string[] => {
  if (!existsSync(join(folder, path))) return [];
  return readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) => {
    const inner = `${path}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(folder, inner);
    return entry.isFile() ? [inner] : [];
  });
};

/** A file that local.yaml names, and why no copy of it was taken. */
export interface NotTaken {
  readonly path: string;
  readonly why: string;
}

const isFile = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** Files that local.yaml names; what is not taken is the caller's to keep. */
const settingsFiles = ({ home, local }: Home): { inside: string[]; notTaken: NotTaken[] } => {
  const { credentials, tls, mqtt } = local;
  const paths = [
    ...Object.values(credentials).map(({ passwordFile }) => passwordFile),
    ...[tls?.certificate, tls?.key, mqtt?.passwordFile, ...Object.values(mqtt?.tls ?? {})],
  ].filter((path): path is string => typeof path === "string");
  const inside = new Set<string>();
  const notTaken: NotTaken[] = [];
  for (const path of new Set(paths)) {
    const below = relative(home, resolve(home, path));
    if (!isFile(resolve(home, path))) notTaken.push({ path, why: "there is no such file" });
    else if (below.startsWith("../")) notTaken.push({ path, why: "it lies outside the home" });
    else if (mayHold("home", below)) inside.add(below);
    else notTaken.push({ path, why: "no backup holds a file of this name: rename it" });
  }
  return { inside: [...inside], notTaken };
};

const unwritable = (path: string, error: unknown): CodedError => {
  const cause = codeOf(error);
  const isWrongPlace = cause === "ENOENT" || cause === "ENOTDIR" || cause === "EEXIST";
  return new CodedError("BACKUP_WRITE", `cannot write ${path}: ${cause}`, {
    cause: error,
    remedy: isWrongPlace
      ? "name another place: a folder is missing there, or a file is in its way"
      : remedyForDisk(cause),
  });
};

/** Throws FILE_READ, BACKUP_SIZE. */
const readBounded = (path: string): string => {
  const { size } = statSync(path);
  if (size > limits.backupFileBytes)
    throw new CodedError("BACKUP_SIZE", `${path} has ${size} bytes, too many for a setting`);
  try {
    return readFileSync(path).toString("base64");
  } catch (error) {
    throw new CodedError("FILE_READ", `cannot read ${path}: ${codeOf(error)}`, {
      remedy: "run this as the user whose home it is",
    });
  }
};

/** What a change of the file would change. */
export const sumOf = (backup: Backup): string => sha256Hex(Buffer.from(JSON.stringify(backup)));

/**
 * What is not taken is told, and why.
 * Throws HOME_STRANGER, FILE_READ, BACKUP_SIZE, BACKUP_EXISTS, BACKUP_WRITE.
 */
export const writeBackup = (
  home: Home,
  path: string,
): { backup: Backup; notTaken: readonly NotTaken[] } => {
  const { inside, notTaken } = settingsFiles(home);
  const there = named.filter((name) => existsSync(join(home.home, name)));
  const own = [...new Set([...there, ...inside])];
  const twice = (name: string): boolean => home.folder === home.home && own.includes(name);
  const data = folders
    .flatMap((name) => filesBelow(home.folder, name))
    .filter((name) => mayHold("data", name) && !twice(name));
  if (own.length + data.length > limits.backupFiles)
    throw new CodedError("BACKUP_SIZE", `${own.length + data.length} files are too many`);
  const take = (at: BackupFile["at"], folder: string, names: readonly string[]): BackupFile[] =>
    names.map((name) => ({ at, path: name, base64: readBounded(join(folder, name)) }));
  const backup: Backup = {
    ...roleOf(home),
    ...{ chain: home.site.chain, madeMs: Date.now(), site: readBounded(home.siteFile) },
    files: [...take("home", home.home, own), ...take("data", home.folder, data)],
  };
  const text = `${JSON.stringify({ format, sum: sumOf(backup), backup })}\n`;
  try {
    createFile(path, Buffer.from(text));
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw unwritable(path, error);
    throw new CodedError("BACKUP_EXISTS", `${path} is there already`, {
      remedy: "name a file that is not there; a backup is never overwritten",
    });
  }
  return { backup, notTaken };
};

const areTexts = (...values: readonly unknown[]): boolean =>
  values.every((value) => typeof value === "string");

const isBackup = (value: Backup | undefined): value is Backup =>
  typeof value === "object" &&
  roles.includes(value?.role) &&
  areTexts(value.name, value.chain, value.site) &&
  Array.isArray(value.files) &&
  value.files.length <= limits.backupFiles &&
  value.files.every(
    (file) =>
      (file?.at === "home" || file?.at === "data") && areTexts(file.path, file.base64),
  );

/** Throws FILE_READ, BACKUP_FORMAT, BACKUP_DAMAGED, BACKUP_PATH. */
export const readBackup = (path: string): Backup => {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new CodedError("FILE_READ", `cannot read ${path}: ${codeOf(error)}`, {
      remedy: "name a file of `quorate backup`, and check its owner and mode",
    });
  }
  let read: { format?: string; sum?: string; backup?: Backup };
  try {
    read = JSON.parse(text);
  } catch {
    throw new CodedError("BACKUP_DAMAGED", `${path} is no whole backup`, {
      remedy: "name a file of `quorate backup`, or take another copy",
    });
  }
  if (read?.format !== format || !isBackup(read.backup))
    throw new CodedError("BACKUP_FORMAT", `${path} is no backup of this release: ${format}`);
  if (sumOf(read.backup) !== read.sum)
    throw new CodedError("BACKUP_DAMAGED", `${path} is not what was written: its sum is another`);
  const strange = read.backup.files.find(({ at, path: name }) => !mayHold(at, name));
  if (strange !== undefined)
    throw new CodedError("BACKUP_PATH", `${path} has a file that no backup may hold`, {
      fields: { path: strange.path.slice(0, 80) },
    });
  return read.backup;
};

/** Throws RESTORE_NOT_EMPTY, BACKUP_WRITE. */
const checkEmpty = (folder: string): void => {
  let there: readonly string[];
  try {
    there = existsSync(folder) ? readdirSync(folder) : [];
  } catch (error) {
    throw unwritable(folder, error);
  }
  if (there.every((name) => name === "site.yaml")) return;
  throw new CodedError("RESTORE_NOT_EMPTY", `${folder} is not empty`, {
    remedy: "move aside what is there: a journal or fence must not be mixed with a backup",
  });
};

/** The site file that a process in this home would take; null where there is none. */
const siteAbove = (home: string): string | null => {
  const folders = [home, dirname(home), dirname(dirname(home))];
  return folders.map((at) => join(at, "site.yaml")).find((path) => existsSync(path)) ?? null;
};

/**
 * Fills an empty home. A guard's begins with the wish that its agents tell where its fence stood:
 * even a restore that broke off leaves none that would write from the beginning (S4).
 * Throws RESTORE_NOT_EMPTY, RESTORE_CHAIN, BACKUP_WRITE.
 */
export const restoreBackup = (backup: Backup, folder: string): void => {
  const home = resolve(folder);
  checkEmpty(home);
  const above = siteAbove(home);
  if (above !== null && loadSite(above).site.chain !== backup.chain)
    throw new CodedError("RESTORE_CHAIN", `${above} is another site file than the backup's`, {
      remedy: "a key of an earlier site file is nobody in this one: see operations.md",
    });
  const settings = backup.files.find(({ at, path }) => at === "home" && path === "local.yaml");
  const local = parseLocalOrThrow(settings === undefined ? "" : bytesOf(settings.base64));
  const data = resolve(home, local.data ?? ".");
  if (data !== home) checkEmpty(data);
  const made: string[] = [];
  try {
    fill(backup, { home, data, withSite: above === null, made });
  } catch (error) {
    takeBack(made);
    throw unwritable(home, error);
  }
};

const bytesOf = (base64: string): Buffer => Buffer.from(base64, "base64");

/** Removes what a restore made, the newest first; what others put there meanwhile stays. */
const takeBack = (made: readonly string[]): void => {
  for (const path of made.toReversed())
    try {
      if (statSync(path).isDirectory()) rmdirSync(path);
      else unlinkSync(path);
    } catch {
      // Why the restore failed counts, not this.
    }
};

/** A path and those above it that are not there yet, the highest first. */
const missing = (path: string): string[] =>
  existsSync(path) ? [] : [...missing(dirname(path)), path];

interface Filling {
  readonly home: string;
  readonly data: string;
  readonly withSite: boolean;
  /** Gets every path that is made, before it is. */
  readonly made: string[];
}

const fill = (backup: Backup, { home, data, withSite, made }: Filling): void => {
  const create = (file: string, bytes: Uint8Array): void => {
    made.push(...missing(file));
    makePrivateFolder(dirname(file));
    createFile(file, bytes);
  };
  for (const folder of [home, data]) {
    made.push(...missing(folder));
    makePrivateFolder(folder);
  }
  if (backup.role === "guard")
    create(join(data, resyncFile), Buffer.from("restored from a backup\n"));
  if (withSite) create(join(home, "site.yaml"), bytesOf(backup.site));
  // Without its key nothing starts from a home that was filled in part.
  const isKey = ({ at, path }: BackupFile): boolean => at === "home" && path === "key.pem";
  const others = backup.files.filter((file) => !isKey(file));
  for (const { at, path, base64 } of [...others, ...backup.files.filter(isKey)]) {
    create(join(at === "home" ? home : data, path), bytesOf(base64));
  }
};
