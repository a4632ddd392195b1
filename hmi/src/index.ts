export { runConsole, startConsole, type RunningConsole } from "./main.ts";
export type { RunConsoleOptions } from "./main.ts";
