#!/usr/bin/env node
import { register } from "tsx/esm/api";

register();
const { runCli } = await import("../src/cli/main.ts");

/** The one place that knows the other kinds of processes by name. */
const processes = {
  guard: async (options) => (await import("@quorate/guard")).runGuard(options),
  console: async (options) => (await import("@quorate/hmi")).runConsole(options),
};

process.exitCode = await runCli(process.argv.slice(2), processes);
