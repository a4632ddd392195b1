import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import ts from "typescript";

// A module loader that changes single lines of production code before they run: how the simulator
// takes one safety check away without the product having a switch for it (test/sim/switches.ts).

let mutations = [];

export const initialize = (given) => {
  mutations = given;
};

const options = {
  compilerOptions: {
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2023,
    verbatimModuleSyntax: true,
  },
};

export const load = async (url, context, nextLoad) => {
  const [path] = url.split("?");
  const own = mutations.filter(({ file }) => path.endsWith(`/${file}`));
  if (own.length === 0) return nextLoad(url, context);
  let source = await readFile(fileURLToPath(path), "utf8");
  for (const { from, to } of own) source = source.replace(from, () => to);
  const { outputText } = ts.transpileModule(source, options);
  return { format: "module", source: outputText, shortCircuit: true };
};
