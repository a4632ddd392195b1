export * from "./fence.ts";
export * from "./fence-record.ts";
export * from "./guard.ts";
export * from "./home.ts";
export * from "./io.ts";
export * from "./limits.ts";
export * from "./main.ts";
