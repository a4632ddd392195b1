import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout. */
export const root = fileURLToPath(new URL("../../..", import.meta.url));
export const deployFolder = join(root, "deploy");
export const modules = join(root, "node_modules");
/** Everything that a build makes; not in the repository. */
export const dist = join(root, "dist");

export const architectures = ["amd64", "arm64"] as const;
/** As Debian calls them. */
export type Architecture = (typeof architectures)[number];

export const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, "utf8")) as T;

export const release = readJson<{ version: string }>(join(root, "package.json")).version;

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** The folder of the package that a file below node_modules belongs to, or null. */
export const packageOf = (path: string): string | null => {
  const parts = path.split("/");
  const at = parts.lastIndexOf("node_modules");
  if (at < 0) return null;
  const depth = parts[at + 1]?.startsWith("@") === true ? 3 : 2;
  return parts.slice(0, at + depth).join("/");
};

/** Where Node would find a package that one in `from` asks for. */
export const findPackage = (from: string, name: string): string => {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    try {
      readFileSync(join(candidate, "package.json"));
      return candidate;
    } catch {
      if (folder === dirname(folder)) throw new Error(`${from} needs ${name}: run npm ci`);
    }
  }
};
