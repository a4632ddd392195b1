export * from "./crypto.ts";
export * from "./link.ts";
export * from "./link-dial.ts";
export * from "./link-identity.ts";
export * from "./link-limits.ts";
export * from "./link-listen.ts";
