import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export const readVectors = <T>(name: string): T =>
  JSON.parse(readFileSync(pathOf(name), "utf8")) as T;
