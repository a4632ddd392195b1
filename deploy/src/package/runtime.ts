import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { type Architecture, deployFolder, dist, readJson } from "./folders.ts";

interface Runtime {
  readonly version: string;
  readonly packages: Readonly<
    Record<Architecture, { readonly name: string; readonly integrity: string }>
  >;
}

/** The Node that packages bring along, pinned to the byte. */
export const runtime = readJson<Runtime>(join(deployFolder, "runtime.json"));

const cache = join(dist, "cache");

const integrityOf = (path: string): string =>
  `sha512-${createHash("sha512").update(readFileSync(path)).digest("base64")}`;

/** The archive from npm's registry, or from the last build. Throws when its bytes are others. */
export const fetchRuntime = (architecture: Architecture): string => {
  const { name, integrity } = runtime.packages[architecture];
  const file = join(cache, `${name}-${runtime.version}.tgz`);
  if (!existsSync(file)) {
    mkdirSync(cache, { recursive: true });
    const part = join(cache, architecture);
    mkdirSync(part, { recursive: true });
    const args = ["pack", `${name}@${runtime.version}`, "--pack-destination", part, "--silent"];
    const packed = execFileSync("npm", args, { encoding: "utf8" }).trim();
    renameSync(join(part, packed), file);
  }
  const found = integrityOf(file);
  if (found !== integrity) throw new Error(`${file} is ${found}, not ${integrity}: delete it`);
  return file;
};

/** Puts the node program and its licence into a folder. */
export const unpackRuntime = (archive: string, folder: string): void => {
  mkdirSync(folder, { recursive: true });
  const wanted = ["package/bin/node", "package/LICENSE"];
  execFileSync("tar", ["-xzf", archive, "-C", folder, "--strip-components=1", ...wanted]);
};
