import { cpSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import {
  type Architecture,
  findPackage,
  type Manifest,
  modules,
  packageOf,
  readJson,
  root,
} from "./folders.ts";

/** Packages with machine code, which stay as they are. */
const natives = ["classic-level", "@serialport/bindings-cpp", "sodium-native"];

/** What edge-agent/bin/quorate.js does, less tsx: a bundle is JavaScript already. */
const entry = `
import "./edge-agent/bin/v8-flags.js";
const { runCli } = await import("./edge-agent/src/cli/main.ts");
const status = await runCli(process.argv.slice(2), {
  guard: async (options) => (await import("@quorate/guard")).runGuard(options),
  console: async (options) => (await import("@quorate/hmi")).runConsole(options),
});
process.exit(status);
`;

/** Modules of CommonJS inside the bundle look for these. */
const commonJs = `
import { createRequire as createRequireOf } from "node:module";
import { fileURLToPath as pathOfUrl } from "node:url";
import { dirname as folderOfPath } from "node:path";
const require = createRequireOf(import.meta.url);
const __filename = pathOfUrl(import.meta.url);
const __dirname = folderOfPath(__filename);
`;

/** Never imported in a package: locks over several machines are not used. */
const absent = ["proper-lockfile"];

const leaveOut: Plugin = {
  name: "leave-out",
  setup: ({ onResolve }) => {
    onResolve({ filter: /./ }, ({ path }) =>
      absent.includes(path) ? { path, external: true } : undefined,
    );
  },
};

/** Bundles the program into a folder; answers the folders of the packages that went in. */
export const bundleProgram = async (folder: string): Promise<readonly string[]> => {
  const { metafile } = await build({
    stdin: { contents: entry, resolveDir: root, sourcefile: "quorate.js" },
    ...{ absWorkingDir: root, outdir: folder, entryNames: "quorate" },
    ...{ bundle: true, splitting: true, format: "esm", platform: "node", target: "node20.19" },
    ...{ external: natives, plugins: [leaveOut], metafile: true, logLevel: "error" },
    ...{ outExtension: { ".js": ".mjs" }, banner: { js: commonJs }, minifySyntax: true },
    ...{ minifyWhitespace: true, legalComments: "none" },
  });
  const packages = Object.keys(metafile.inputs).flatMap((path) => packageOf(path) ?? []);
  return [...new Set(packages)].map((path) => join(root, path)).sort();
};

/** A package and all that it needs at run time. */
const closure = (folder: string, found = new Set<string>()): ReadonlySet<string> => {
  if (found.has(folder)) return found;
  found.add(folder);
  const { dependencies = {} } = readJson<Manifest>(join(folder, "package.json"));
  for (const name of Object.keys(dependencies)) closure(findPackage(folder, name), found);
  return found;
};

/** Node's name of an architecture, as folders of prebuilt code have it. */
const nodeArchitecture = { amd64: "x64", arm64: "arm64" } as const;

/** Sources of what is compiled already. */
const compiled = /^(deps|src|build|binding\.gyp)$/;
/** What nobody reads at run time. */
const unread = /\.(cc|h|gyp|ts|map|md|markdown|bare)$/;

const prune = (folder: string, architecture: Architecture): void => {
  const names = readdirSync(folder);
  const isNative = names.includes("binding.gyp");
  for (const name of names) {
    const path = join(folder, name);
    if (unread.test(name) || (isNative && compiled.test(name))) rmSync(path, { recursive: true });
    else if (name === "prebuilds") {
      const own = `linux-${nodeArchitecture[architecture]}`;
      for (const machine of readdirSync(path))
        if (machine !== own) rmSync(join(path, machine), { recursive: true });
      for (const file of readdirSync(join(path, own)))
        if (file.includes("musl")) rmSync(join(path, own, file));
    } else if (statSync(path).isDirectory()) prune(path, architecture);
  }
};

/** Copies the packages with machine code, for one machine; answers where they came from. */
export const copyNatives = (folder: string, architecture: Architecture): readonly string[] => {
  const needed = new Set(natives.flatMap((name) => [...closure(join(modules, name))]));
  // Headers for compiling, which nobody does on a box.
  needed.delete(join(modules, "node-addon-api"));
  for (const source of needed) {
    const target = join(folder, source.slice(root.length));
    mkdirSync(target, { recursive: true });
    // Nested packages are in the closure, as far as they are needed.
    const filter = (path: string): boolean => !path.slice(source.length).includes("node_modules");
    cpSync(source, target, { recursive: true, filter, dereference: true });
  }
  prune(join(folder, "node_modules"), architecture);
  return [...needed].sort();
};
