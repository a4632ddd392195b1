export * from "./fence.ts";
export * from "./fence-record.ts";
export * from "./guard.ts";
export * from "./io.ts";
export * from "./limits.ts";
