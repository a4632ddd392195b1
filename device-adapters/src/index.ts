export * from "./adapter.ts";
export * from "./codec.ts";
export * from "./limits.ts";
export * from "./probe-modbus.ts";
export * from "./probe-opcua.ts";
export * from "./reader.ts";
export * from "./registry.ts";
