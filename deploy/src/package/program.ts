import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { dist } from "./folders.ts";

let built: Promise<string> | null = null;

const build = async (): Promise<string> => {
  mkdirSync(dist, { recursive: true });
  // Below the checkout, where packages with machine code are found; its own, for two may build.
  const folder = mkdtempSync(join(dist, "program-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const { bundleProgram } = await import("./bundle.ts");
  await bundleProgram(folder);
  return join(folder, "quorate.mjs");
};

/**
 * The program as a package has it, for those who start many processes or measure what runs on a
 * box: the checkout's compiles itself at every start. Answers its file, which is removed when this
 * process ends.
 */
export const packedProgram = (): Promise<string> => (built ??= build());
