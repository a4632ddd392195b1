import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const guide = fileURLToPath(new URL("../../docs/operations.md", import.meta.url));
const marked = /<!-- steps: ([^>]+?) -->\n```\w*\n([\s\S]*?)```/g;

/** The commands of a chapter of operations.md, as they stand there. */
export const stepsOf = (name: string): readonly string[] => {
  for (const [, found, text = ""] of readFileSync(guide, "utf8").matchAll(marked))
    if (found === name) return text.trim().split("\n");
  throw new Error(`operations.md has no steps: ${name}`);
};
