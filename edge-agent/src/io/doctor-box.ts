import { execFileSync } from "node:child_process";
import { lookup } from "node:dns/promises";
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { codeOf, formatAddress, isCoded, parseAddress } from "@quorate/protocol";
import { folderUser, remedyForDisk } from "@quorate/protocol/node";
import type { Examination } from "./doctor-finding.ts";

/** Records as long as an event's, each made durable by itself, as the journal does. */
const recordBytes = 300;
const syncs = 20;
/** Beyond the first, ms, a command is felt to be slow; beyond the second its links time out. */
const slowSync = { warningMs: 20, faultMs: 200 } as const;
/** A journal takes up to 128 MiB beside its log; below this a day's log does not fit. */
const freeBytesMin = 1024 ** 3;

/** What of the machine tests plant faults in. */
export interface Box {
  freeBytes(folder: string): number;
  /** Times of single syncs of a small file, ms. */
  syncTimes(folder: string): readonly number[];
  /** Whether the kernel's clock is held by NTP; null where nobody can tell. */
  clockIsSynchronized(): boolean | null;
  /** Whether it has a clock that may run without power; null where nobody can tell. */
  hasClockChip(): boolean | null;
  /** The address at which a program that is given this host listens; null where it is unknown. */
  lookup(host: string): Promise<string | null>;
}

const syncTimes = (folder: string): readonly number[] => {
  const path = join(folder, `doctor-${process.pid}.tmp`);
  const fd = openSync(path, "wx", 0o600);
  try {
    const record = Buffer.alloc(recordBytes, 0x2e);
    return Array.from({ length: syncs }, () => {
      const startedMs = performance.now();
      writeSync(fd, record);
      fdatasyncSync(fd);
      return performance.now() - startedMs;
    });
  } finally {
    closeSync(fd);
    rmSync(path, { force: true });
  }
};

export const thisBox: Box = {
  freeBytes: (folder) => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  },
  syncTimes,
  clockIsSynchronized: () => {
    try {
      const args = ["show", "--property=NTPSynchronized", "--value"];
      const told = execFileSync("timedatectl", args, {
        ...{ encoding: "utf8", timeout: 5000, stdio: ["ignore", "pipe", "ignore"] },
      });
      return told.trim() === "yes";
    } catch {
      return null;
    }
  },
  hasClockChip: () => (existsSync("/sys/class") ? existsSync("/sys/class/rtc/rtc0") : null),
  lookup: (host) => lookup(host).then(({ address }) => address, () => null),
};

/** Only its owner has any business in a home: journal and fence are in it besides the key. */
export const checkHome = (home: string, found: Examination): void => {
  try {
    const { mode, uid } = statSync(home);
    const octal = (mode & 0o777).toString(8);
    const keyOwner = statSync(join(home, "key.pem")).uid;
    if ((mode & 0o022) !== 0)
      found.fault(
        ...["DOCTOR_HOME_MODE", home, `others may change what is in it (mode ${octal})`] as const,
        `chmod 700 ${home}`,
      );
    else found.pass("home", `${home} has mode ${octal}`);
    if (uid !== keyOwner)
      found.fault(
        ...["DOCTOR_KEY_OWNER", join(home, "key.pem"), "its home has another owner"] as const,
        `give both to the user of the service: chown -R USER ${home}`,
      );
  } catch {
    // What is not there was told when the home was opened.
  }
};

export const checkDisk = (folder: string, found: Examination, box: Box): void => {
  let times: readonly number[];
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    times = [...box.syncTimes(folder)].sort((one, other) => one - other);
  } catch (error) {
    found.fault(
      ...["DOCTOR_DISK_WRITE", folder, `nothing can be written here: ${codeOf(error)}`] as const,
      `run this as the service's user; ${remedyForDisk(codeOf(error))}`,
    );
    return;
  }
  const [median = 0, worst = 0] = [times[times.length >> 1], times.at(-1)];
  const said = `a sync takes ${median.toFixed(1)} ms, at worst ${worst.toFixed(1)} ms`;
  const remedy = "use a disk of an industrial grade; two or three syncs are in every command's way";
  if (median > slowSync.faultMs) found.fault("DOCTOR_DISK_SLOW", folder, said, remedy);
  else if (median > slowSync.warningMs) found.warning("DOCTOR_DISK_SLOW", folder, said, remedy);
  else found.pass("disk", said);
  const free = box.freeBytes(folder);
  const room = `${(free / 1024 ** 2).toFixed(0)} MiB are free`;
  if (free >= freeBytesMin) return found.pass("room", room);
  found.fault(
    ...["DOCTOR_DISK_FULL", folder, room] as const,
    "make room (old logs: quorate export), or move the data to a larger disk: data: FOLDER in " +
      "local.yaml, [Service] ReadWritePaths=FOLDER by systemctl edit, and systemctl " +
      'daemon-reload: operations.md, "Disk"',
  );
};

export const checkClock = (found: Examination, box: Box): void => {
  const synchronized = box.clockIsSynchronized();
  if (synchronized === true) found.pass("clock", "is held by NTP");
  else if (synchronized === false)
    found.warning(
      ...["DOCTOR_CLOCK_FREE", "this box", "its clock is held by nobody"] as const,
      "run chrony or systemd-timesyncd with a time server of the plant",
    );
  const hasChip = box.hasClockChip();
  if (hasChip === true) found.pass("clock chip", "is there; see to its battery");
  else if (hasChip === false)
    found.warning(
      ...["DOCTOR_CLOCK_CHIP", "this box", "after a power cut it does not know the time"] as const,
      "systemctl enable systemd-time-wait-sync (chrony: chrony-wait), or add a clock with a " +
        'battery: operations.md, "Clocks"',
    );
};

/** What keeps a program from listening there; null when nothing does. */
const listenFault = (host: string, port: number): Promise<string | null> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(codeOf(error)));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });

const isUsed = (folder: string, found: Examination): boolean => {
  try {
    return folderUser(folder) !== null;
  } catch (error) {
    if (!isCoded(error)) throw error;
    found.fault(error.code, folder, error.message, error.remedy ?? `errors.md has ${error.code}`);
    return false;
  }
};

export const checkPorts = async (
  folder: string,
  addresses: readonly string[],
  found: Examination,
): Promise<void> => {
  // A process that works in the folder holds its ports itself.
  const running = isUsed(folder, found);
  for (const text of addresses) {
    const place = parseAddress(text, true);
    if (place === null) continue;
    const fault = await listenFault(place.host, place.port);
    const what = formatAddress(place);
    if (fault === null && running)
      found.fault(
        ...["DOCTOR_PORT_SILENT", what, "the service runs, and listens elsewhere"] as const,
        "see listen in its local.yaml; after a change start it again",
      );
    else if (fault === null) found.pass("port", `${what} is free for this service`);
    else if (fault === "EADDRINUSE" && running) found.pass("port", `${what} is this service's`);
    else if (fault === "EADDRINUSE")
      found.fault(
        ...["DOCTOR_PORT_TAKEN", what, "another program listens there"] as const,
        `ss -ltnp 'sport = :${place.port}' names it; stop it`,
      );
    else if (fault === "EADDRNOTAVAIL")
      found.fault(
        ...["DOCTOR_ADDRESS_ABSENT", what, "this machine does not have this address"] as const,
        "give the box its address (ip addr), or name another in local.yaml (listen)",
      );
    else
      found.fault(
        ...["DOCTOR_PORT_REFUSED", what, `nobody may listen there: ${fault}`] as const,
        "ports below 1024 need a privilege that services do not have: choose another",
      );
  }
};

/** Node of this process, against what the code was written for. */
export const checkProgram = (found: Examination): void => {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const isOld = major < 20 || (major === 20 && minor < 19);
  if (!isOld) return found.pass("program", `Node ${process.versions.node}`);
  found.fault(
    ...["DOCTOR_NODE_OLD", "this box", `Node ${process.versions.node} is too old`] as const,
    "install the package, which brings its own, or Node 20.19 and newer",
  );
};

/** The memory that a box has, by the kernel's word; agents need 200 MB and room for the system. */
export const checkMemory = (found: Examination): void => {
  try {
    const text = readFileSync("/proc/meminfo", "latin1");
    const available = Number(/^MemAvailable: +(\d+) kB/m.exec(text)?.[1] ?? Number.NaN) / 1024;
    if (!(available < 256)) return found.pass("memory", `${available.toFixed(0)} MiB available`);
    found.warning(
      ...["DOCTOR_MEMORY", "this box", `${available.toFixed(0)} MiB are available`] as const,
      "an agent takes up to 200 MB: stop what else runs here, or add memory",
    );
  } catch {
    // Not Linux.
  }
};
