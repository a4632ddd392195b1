import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import {
  CodedError,
  codeOf,
  formatProblem,
  type KeyHex,
  type LocalSettings,
  parseLocalOrThrow,
  readSiteOrThrow,
  type Site,
} from "@quorate/protocol";
import { keyNeedsPassphrase, readKey } from "@quorate/protocol/node";

export interface LoadedSite {
  readonly site: Site;
  readonly siteFile: string;
  /** What is doubtful in the file, one line each; none of it keeps anybody from running. */
  readonly warnings: readonly string[];
}

/** What a folder holds of whoever runs from it: an agent, an operator, a console. */
export interface Home extends LoadedSite {
  readonly home: string;
  /** Folder of the journal: the home, or what local.yaml names. */
  readonly folder: string;
  readonly seed: Uint8Array;
  readonly publicKey: KeyHex;
  readonly local: LocalSettings;
}

export interface OpenHomeOptions {
  readonly home: string;
  readonly site?: string;
  /** Asked for when the key needs one. */
  readonly passphrase?: (path: string) => Promise<string>;
}

/** Null when there is no such file. Throws FILE_READ. */
const readIfThere = (path: string): Uint8Array | null => {
  try {
    return readFileSync(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return null;
    throw new CodedError("FILE_READ", `cannot read ${path}: ${codeOf(error)}`, {
      cause: error,
      remedy: "check its owner and mode, or run this as the user who owns it",
    });
  }
};

const parse = (path: string, bytes: Uint8Array): LoadedSite => {
  const { site, warnings } = readSiteOrThrow(bytes, path);
  return { site, siteFile: path, warnings: warnings.map((problem) => formatProblem(problem)) };
};

/** The first of these files that is there. Throws SITE_MISSING, SITE_INVALID. */
const loadFirst = (paths: readonly string[], remedy: string): LoadedSite => {
  for (const path of paths) {
    const bytes = readIfThere(path);
    if (bytes !== null) return parse(path, bytes);
  }
  const looked = paths.join(", ");
  throw new CodedError("SITE_MISSING", `no site file: looked for ${looked}`, { remedy });
};

/** Reads a site file by its path. Throws SITE_MISSING, SITE_INVALID. */
export const loadSite = (path: string): LoadedSite =>
  loadFirst([resolve(path)], "name the site file that the chain started with");

/** User and password for reading a device, by device name. */
export type Credentials = Readonly<
  Record<string, { readonly user: string; readonly password: string }>
>;

/** What local.yaml names, with the passwords from their files. Throws FILE_READ. */
export const readCredentials = ({ home, local }: Pick<Home, "home" | "local">): Credentials =>
  Object.fromEntries(
    Object.entries(local.credentials).map(([device, { user, passwordFile }]) => {
      const path = resolve(home, passwordFile);
      const bytes = readIfThere(path);
      if (bytes === null)
        throw new CodedError("FILE_READ", `cannot read ${path}: there is no such file`, {
          remedy: `put the password for reading ${device} there, or correct local.yaml`,
        });
      return [device, { user, password: new TextDecoder().decode(bytes).replace(/\r?\n$/, "") }];
    }),
  );

const publicOf = async (home: string, ask: OpenHomeOptions["passphrase"]) => {
  const path = join(home, "key.pem");
  const needed = keyNeedsPassphrase(path);
  return readKey(path, needed && ask !== undefined ? await ask(path) : undefined);
};

/**
 * Reads site file, local settings and key of a home. The site file is the one that was named, else
 * site.yaml in the home, else up to two levels above, where `quorate init` puts it.
 * Throws SITE_MISSING, SITE_INVALID, LOCAL_INVALID, FILE_READ, KEY_MISSING, KEY_MODE, KEY_FORMAT,
 * KEY_PASSPHRASE.
 */
export const openHome = async (options: OpenHomeOptions): Promise<Home> => {
  const home = resolve(options.home);
  const loaded =
    options.site === undefined
      ? loadFirst(
          [home, dirname(home), dirname(dirname(home))].map((at) => join(at, "site.yaml")),
          "put site.yaml into the home, or name it with --site",
        )
      : loadSite(options.site);
  const localFile = join(home, "local.yaml");
  const local = parseLocalOrThrow(readIfThere(localFile) ?? "", localFile);
  const { seed, publicKey } = await publicOf(home, options.passphrase);
  return { ...loaded, home, folder: resolve(home, local.data ?? "."), seed, publicKey, local };
};
