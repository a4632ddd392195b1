import { readFileSync } from "node:fs";
import { CodedError, codeOf } from "../errors.ts";
import type { Site } from "../site.ts";
import { parseSite } from "../site-file.ts";
import { type LocalSettings, parseLocalOrThrow } from "../site-local.ts";
import { problemsError, type SiteProblem } from "../site-problem.ts";

export interface SiteFile {
  readonly site: Site;
  /** As they are in the file: what the chain's name is the hash of. */
  readonly bytes: Uint8Array;
  readonly warnings: readonly SiteProblem[];
}

/** Throws SITE_FILE when it cannot be read, SITE_INVALID with all of its errors. */
export const readSiteFile = (path: string): SiteFile => {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(readFileSync(path));
  } catch (error) {
    throw new CodedError("SITE_FILE", `cannot read the site file ${path}: ${codeOf(error)}`, {
      fields: { path },
      cause: error,
      remedy: "name it with --site FILE, or make a site with quorate init",
    });
  }
  const { site, problems } = parseSite(bytes);
  if (site === null) throw problemsError("SITE_INVALID", path, problems);
  return { site, bytes, warnings: problems };
};

/** The defaults where there is no file. Throws LOCAL_FILE, LOCAL_INVALID. */
export const readLocalFile = (path: string): LocalSettings => {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(readFileSync(path));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return parseLocalOrThrow("");
    throw new CodedError("LOCAL_FILE", `cannot read ${path}: ${codeOf(error)}`, {
      fields: { path },
      cause: error,
    });
  }
  return parseLocalOrThrow(bytes, path);
};
