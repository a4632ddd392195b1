import { fileURLToPath } from "node:url";
import { build, type InlineConfig } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Where the built page lies; the console's server serves this folder and nothing else. */
export const webFolder = here("dist");

const configOf = (outDir: string): InlineConfig => ({
  configFile: false,
  envDir: false,
  root: here("."),
  base: "./",
  publicDir: false,
  logLevel: "warn",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir,
    emptyOutDir: true,
    target: "es2023",
    // A font or picture as `data:` would need a hole in the policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  worker: { format: "es" },
});

/** Builds the page: files with hashed names, nothing inline, nothing from elsewhere. */
export const buildWeb = async (outDir: string = webFolder): Promise<void> => {
  await build(configOf(outDir));
};
