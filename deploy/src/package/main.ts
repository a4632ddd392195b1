import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodeEnvironment, nodeFlags } from "../node-flags.ts";
import { billOf, contents, licencesOf } from "./bill.ts";
import { bundleProgram, copyNatives } from "./bundle.ts";
import { makeDebian } from "./debian.ts";
import { type Architecture, architectures, deployFolder, dist, release, root } from "./folders.ts";
import { fetchRuntime, unpackRuntime } from "./runtime.ts";

const settings = Object.entries(nodeEnvironment).map((setting) => setting.join("="));

const launcher = `#!/bin/sh
here="$(dirname "$(readlink -f "$0")")"
export ${settings.join(" ")}
exec "$here/node" ${nodeFlags.join(" ")} "$here/../app/quorate.mjs" "$@"
`;

/** Lays out the program's folder for one architecture: all that it needs, libc aside. */
const layOut = (
  shared: string,
  bundled: readonly string[],
  architecture: Architecture,
): string => {
  const name = `quorate-${release}-linux-${architecture}`;
  const folder = join(dist, "work", name);
  rmSync(folder, { recursive: true, force: true });
  cpSync(shared, folder, { recursive: true });
  const inside = contents([...bundled, ...copyNatives(folder, architecture)]);
  unpackRuntime(fetchRuntime(architecture), folder);
  const file = (path: string, text: string, mode = 0o644): void => {
    writeFileSync(join(folder, path), text);
    chmodSync(join(folder, path), mode);
  };
  file("bin/quorate", launcher, 0o755);
  cpSync(join(deployFolder, "systemd", "back-off"), join(folder, "bin", "back-off"));
  chmodSync(join(folder, "bin", "back-off"), 0o755);
  cpSync(join(folder, "LICENSE"), join(folder, "LICENSE.node"));
  cpSync(join(root, "LICENSE"), join(folder, "LICENSE"));
  file("sbom.cdx.json", `${JSON.stringify(billOf(inside, architecture), null, 2)}\n`);
  file("LICENSES.txt", licencesOf(inside));
  return folder;
};

const makeTarball = (folder: string, architecture: Architecture): string => {
  const file = join(dist, `quorate-${release}-linux-${architecture}.tar.gz`);
  const owner = ["--owner=0", "--group=0", "--sort=name"];
  const [parent, name] = [join(folder, ".."), folder.split("/").at(-1) ?? ""];
  execFileSync("tar", ["-czf", file, ...owner, "-C", parent, name]);
  return file;
};

/** Builds the packages of the named architectures, or of all; the files lie in dist/. */
export const main = async (wanted: readonly string[]): Promise<number> => {
  const chosen = architectures.filter((one) => wanted.length === 0 || wanted.includes(one));
  if (wanted.some((one) => !(architectures as readonly string[]).includes(one))) {
    process.stderr.write(`usage: npm run package -- [${architectures.join("] [")}]\n`);
    return 2;
  }
  const shared = join(dist, "work", "shared");
  rmSync(shared, { recursive: true, force: true });
  mkdirSync(shared, { recursive: true });
  const bundled = await bundleProgram(join(shared, "app"));
  const { buildWeb } = await import("../../../hmi/web/build.ts");
  await buildWeb(join(shared, "web", "dist"));
  if (!existsSync(join(shared, "web", "dist", "index.html"))) throw new Error("there is no page");
  for (const architecture of chosen) {
    const folder = layOut(shared, bundled, architecture);
    for (const file of [makeTarball(folder, architecture), makeDebian(folder, architecture)]) {
      const megabytes = (statSync(file).size / 1e6).toFixed(1);
      process.stdout.write(`${file.slice(root.length)}  ${megabytes} MB\n`);
    }
  }
  return 0;
};
