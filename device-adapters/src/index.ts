export * from "./adapter.ts";
export * from "./codec.ts";
export * from "./limits.ts";
export * from "./reader.ts";
export * from "./registry.ts";
