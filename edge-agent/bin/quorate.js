#!/usr/bin/env -S MALLOC_MMAP_THRESHOLD_=131072 node --max-semi-space-size=4 --min-semi-space-size=4 --v8-pool-size=1
import { register } from "tsx/esm/api";
import "./v8-flags.js";

register();
const { runCli } = await import("../src/cli/main.ts");

/** The one place that knows the other kinds of processes by name. */
const processes = {
  guard: async (options) => (await import("@quorate/guard")).runGuard(options),
  console: async (options) => (await import("@quorate/hmi")).runConsole(options),
};

// All is closed and written by now. Left to end by itself, Node 20 takes its own handles apart, and
// now and then waits there for one without end, with a whole core.
process.exit(await runCli(process.argv.slice(2), processes));
