export * from "./errors.ts";
export * from "./faults.ts";
export * from "./journal.ts";
export * from "./memory.ts";
export * from "./plc.ts";
export * from "./start.ts";
export * from "./tank.ts";
