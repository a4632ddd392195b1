import { execFile } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { CodedError, type Log } from "@quorate/protocol";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The built page, and what it is built from; a package has the first alone. */
export const webFolder = here("../web/dist");
const sources = ["../web/src", "../web/index.html", "../web/build.ts", "shared"].map((path) =>
  path === "shared" ? here("./shared") : here(path),
);

/** When the newest file below a path was changed, ms; 0 when there is none. */
const newest = (path: string): number => {
  if (!existsSync(path)) return 0;
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
};

/**
 * The folder with the page. In a checkout it is built when its sources are newer than it is.
 * Throws CONSOLE_PAGE when there is none and none can be built.
 */
export const pageFolder = async (log: Log): Promise<string> => {
  const built = newest(join(webFolder, "index.html"));
  const changed = Math.max(...sources.slice(0, 3).map(newest));
  if (built > 0 && changed <= built) return webFolder;
  if (changed === 0)
    throw new CodedError("CONSOLE_PAGE", `there is no page in ${webFolder}`, {
      remedy: "install the package anew: it brings the built page",
    });
  log.info("console", "PAGE_BUILD", { detail: `from ${dirname(sources[0] ?? "")}` });
  const startedMs = performance.now();
  try {
    // In a process of its own: the bundler keeps 350 MB, which the console would hold for good.
    await promisify(execFile)(process.execPath, [here("../bin/build-web.js")]);
  } catch (error) {
    const { stderr, message } = error as { readonly stderr?: string; readonly message: string };
    const detail = (stderr ?? "").trim() || message;
    throw new CodedError("CONSOLE_PAGE", `the page cannot be built: ${detail}`, {
      cause: error,
      remedy: "npm ci installs what is needed for it",
    });
  }
  log.info("console", "PAGE_BUILT", { ms: Math.round(performance.now() - startedMs) });
  return webFolder;
};
