import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import {
  CodedError,
  codeOf,
  type LocalSettings,
  parseLocalOrThrow,
  readSiteOrThrow,
  type Site,
  type SiteProblem,
} from "@quorate/protocol";
import { readKey } from "@quorate/protocol/node";

/** What a guard needs from its folder. */
export interface GuardHome {
  /** Folder of the fence, which one process at a time may use. */
  readonly folder: string;
  readonly site: Site;
  /** What is doubtful in the site file; none of it keeps the guard from running. */
  readonly warnings: readonly SiteProblem[];
  /** The guard's private key. */
  readonly seed: Uint8Array;
  readonly logLevel: string;
  /** host:port of the read-only Modbus server, in place of the site file's. */
  readonly modbusReadOnly?: string;
  /** host:port of metrics and health; they are not served where absent. */
  readonly metrics?: string;
  /** Who to be for an OPC UA server, by device name. */
  readonly credentials: Readonly<Record<string, { user: string; password: string }>>;
}

/** Null when there is no such file. Throws FILE_READ. */
const readIfThere = (path: string): Uint8Array | null => {
  try {
    return readFileSync(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw new CodedError("FILE_READ", `cannot read ${path}: ${codeOf(error)}`, { cause: error });
  }
};

/** In the home, else up to two levels above, where `init` puts it. */
const findSite = (home: string, given: string | undefined): { path: string; bytes: Uint8Array } => {
  const folders = [home, dirname(home), dirname(dirname(home))];
  const paths = given === undefined ? folders.map((at) => join(at, "site.yaml")) : [resolve(given)];
  for (const path of paths) {
    const bytes = readIfThere(path);
    if (bytes !== null) return { path, bytes };
  }
  throw new CodedError("SITE_MISSING", `no site file: looked for ${paths.join(", ")}`, {
    remedy: "put site.yaml into the home, or name it with --site",
  });
};

const readLocal = (home: string): LocalSettings => {
  const path = join(home, "local.yaml");
  return parseLocalOrThrow(readIfThere(path) ?? "", path);
};

/** Throws FILE_READ. */
const credentialsOf = (home: string, { credentials }: LocalSettings): GuardHome["credentials"] =>
  Object.fromEntries(
    Object.entries(credentials).map(([device, { user, passwordFile }]) => {
      const path = resolve(home, passwordFile);
      const bytes = readIfThere(path);
      if (bytes === null) throw new CodedError("FILE_READ", `cannot read ${path}: ENOENT`);
      const password = new TextDecoder().decode(bytes).replace(/\r?\n$/, "");
      return [device, { user, password }];
    }),
  );

/**
 * Reads the site file, the key and the local settings of a guard. Throws SITE_MISSING,
 * SITE_INVALID, LOCAL_INVALID, FILE_READ, and as `readKey` does.
 */
export const readHome = (folder: string, givenSite?: string): GuardHome => {
  const home = resolve(folder);
  const { path, bytes } = findSite(home, givenSite);
  const { site, warnings } = readSiteOrThrow(bytes, path);
  const local = readLocal(home);
  const { data, logLevel, listen } = local;
  const { seed } = readKey(join(home, "key.pem"));
  const { modbusReadOnly, metrics } = listen;
  return {
    ...{ folder: resolve(home, data ?? "."), site, warnings, seed, logLevel },
    credentials: credentialsOf(home, local),
    ...(modbusReadOnly === undefined ? {} : { modbusReadOnly }),
    ...(metrics === undefined ? {} : { metrics }),
  };
};
