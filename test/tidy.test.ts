import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { each, type Import, lineOf, resolveImport, root, type Source, sources } from "./sources.ts";

const linesMax = { file: 500, function: 70, column: 100 };

/** A package that may be imported at all, and one of which only types may be. */
type Arrow = string | { readonly types: string };

const all: readonly Arrow[] = [
  ...["protocol", "consensus", "device-adapters", "guard", "edge-agent", "hmi", "firmware-sim"],
  "deploy",
];

/** Who may import whom (docs/architecture.md, "Folders"); the longest prefix of a path counts. */
const arrows: Readonly<Record<string, readonly Arrow[]>> = {
  protocol: [],
  consensus: [{ types: "protocol" }],
  "device-adapters": [{ types: "protocol" }],
  guard: ["protocol", "device-adapters"],
  "edge-agent": ["protocol", "consensus", "device-adapters"],
  // The one command starts every kind of process.
  "edge-agent/bin": ["protocol", "guard", "hmi"],
  hmi: ["protocol"],
  "firmware-sim": [],
  deploy: all,
  bench: all,
  // Benchmarks are programs like others, and have tests.
  test: [...all, "bench"],
};

/** Only these are put together from the others' folders. */
const assembled = new Set(["test", "bench", "deploy"]);

const impure = new Set([
  ...["Date", "performance", "setTimeout", "setInterval", "setImmediate", "queueMicrotask"],
  ...["process", "crypto", "console", "fetch", "WebSocket", "require"],
]);

/** What must be given its clock, timers and chance; and where those are made. */
const given: Readonly<Record<string, readonly string[]>> = {
  "consensus/src/": [],
  "guard/src/": ["main", "home", "alarm-file", "fence-file", "read-only-server"].map(
    (name) => `guard/src/${name}.ts`,
  ),
  "edge-agent/src/": ["edge-agent/src/io/", "edge-agent/src/cli/", "edge-agent/src/main.ts"],
};

const nouns: Readonly<Record<string, readonly string[]>> = {
  command: ["protocol/src/command.ts", "edge-agent/src/command.ts"],
  gossip: ["edge-agent/src/gossip.ts"],
  order: ["consensus/src/order.ts", "edge-agent/src/order.ts"],
  policy: ["edge-agent/src/policy.ts"],
  certificate: ["protocol/src/certificate.ts", "edge-agent/src/certificate.ts"],
  actuation: ["guard/src/actuation.ts"],
  report: ["protocol/src/report.ts", "guard/src/report.ts"],
};

const allowedFor = (path: string): readonly Arrow[] => {
  const prefixes = Object.keys(arrows).filter((prefix) => path.startsWith(`${prefix}/`));
  const longest = prefixes.sort((a, b) => b.length - a.length)[0];
  assert.ok(longest !== undefined, `${path} lies in no folder of the table`);
  return arrows[longest] ?? [];
};

/** The package of ours that an import reaches, by name or by path. */
const reached = (source: Source, imported: Import): string | undefined => {
  const named = /^@quorate\/([^/]+)/.exec(imported.from)?.[1];
  const folder = named ?? resolveImport(source, imported)?.split("/")[0];
  return folder === source.workspace ? undefined : folder;
};

const forbidden = (source: Source, imported: Import): string | undefined => {
  const folder = reached(source, imported);
  if (folder === undefined) return undefined;
  const at = `${source.path}:${imported.line}`;
  if (imported.from.startsWith(".") && !assembled.has(source.workspace))
    return `${at} reaches into another package by path: ${imported.from}`;
  const arrow = allowedFor(source.path).find(
    (one) => folder === (typeof one === "string" ? one : one.types),
  );
  if (arrow === undefined) return `${at} may not import ${folder}`;
  const typesOnly = typeof arrow !== "string" && !imported.typeOnly;
  return typesOnly ? `${at} may import types of ${folder} alone` : undefined;
};

const isDescribe = (node: ts.Node): boolean =>
  ts.isCallExpression(node.parent) && node.parent.expression.getText() === "describe";

const longFunctions = ({ ast, path }: Source): string[] => {
  const long: string[] = [];
  each(ast, (node) => {
    if (!ts.isFunctionLike(node) || !("body" in node) || isDescribe(node)) return;
    const first = lineOf(ast, node.getStart(ast));
    const lines = lineOf(ast, node.end) - first + 1;
    if (lines > linesMax.function) long.push(`${path}:${first} is a function of ${lines} lines`);
  });
  return long;
};

/** The kernel takes a program's first line, with the flags of its Node, as it is. */
const isShebang = (line: string, index: number): boolean => index === 0 && line.startsWith("#!");

const longLines = ({ path, lines }: Source): string[] =>
  lines.flatMap((line, index) =>
    [...line].length > linesMax.column && !isShebang(line, index)
      ? [`${path}:${index + 1} has ${[...line].length} columns`]
      : [],
  );

const hasModifier = (node: ts.Node, kind: ts.SyntaxKind): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((one) => one.kind === kind);

const skipsOrSelects = (node: ts.Node): boolean =>
  ts.isPropertyAccessExpression(node) &&
  /^(it|describe|context|specify|suite|test)$/.test(node.expression.getText()) &&
  /^(only|skip)$/.test(node.name.text);

const unwanted = ({ ast, path }: Source): string[] => {
  const found: string[] = [];
  each(ast, (node) => {
    const at = (what: string): unknown =>
      found.push(`${path}:${lineOf(ast, node.getStart(ast))} ${what}`);
    if (ts.isEnumDeclaration(node)) at("declares an enum: use a union");
    if (ts.isExportAssignment(node) || hasModifier(node, ts.SyntaxKind.DefaultKeyword))
      at("has a default export");
    if (ts.isParameter(node) && ts.getModifiers(node)?.length) at("has a parameter property");
    if (skipsOrSelects(node)) at("runs a part of the tests only");
  });
  return found;
};

/** Names that a file declares itself stand for no global there. */
const declaredIn = (ast: ts.SourceFile): ReadonlySet<string> => {
  const names = new Set<string>();
  each(ast, (node) => {
    const declares = ts.isVariableDeclaration(node) || ts.isParameter(node);
    if ((declares || ts.isBindingElement(node)) && ts.isIdentifier(node.name))
      names.add(node.name.text);
  });
  return names;
};

/** A name that stands for itself, not one that follows a dot or names a member or parameter. */
const isFree = (node: ts.Identifier): boolean => {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  return !("name" in parent && parent.name === node);
};

const impurities = ({ ast, path, imports }: Source): string[] => {
  const found = imports
    .filter(({ from }) => from.startsWith("node:"))
    .map(({ from, line }) => `${path}:${line} imports ${from}`);
  const declared = declaredIn(ast);
  const isImpure = ({ text }: ts.Identifier): boolean => impure.has(text) && !declared.has(text);
  each(ast, (node) => {
    const at = `${path}:${lineOf(ast, node.getStart(ast))}`;
    if (ts.isIdentifier(node) && isImpure(node) && isFree(node))
      found.push(`${at} uses ${node.text}`);
    if (ts.isPropertyAccessExpression(node) && node.getText() === "Math.random")
      found.push(`${at} uses Math.random`);
    if (ts.isIdentifier(node) && node.text === "globalThis") found.push(`${at} uses globalThis`);
  });
  return found;
};

/** What a file imports by name from a package; a whole namespace is `*`. */
const namesFrom = (ast: ts.SourceFile, from: string, path: string) => {
  const found: { name: string; at: string }[] = [];
  each(ast, (node) => {
    const text = "moduleSpecifier" in node ? (node.moduleSpecifier as ts.Node | undefined) : null;
    if (text == null || !ts.isStringLiteral(text) || text.text !== from) return;
    const at = `${path}:${lineOf(ast, node.getStart(ast))}`;
    const bindings = ts.isImportDeclaration(node) ? node.importClause?.namedBindings : undefined;
    if (bindings === undefined || !ts.isNamedImports(bindings)) found.push({ name: "*", at });
    else for (const { name, propertyName } of bindings.elements)
      found.push({ name: (propertyName ?? name).text, at: `${at} takes ${name.text}` });
  });
  return found;
};

/** Computing a digest is no look at the world. */
const allowedBuiltin = (line: string): boolean => line.endsWith("imports node:crypto");

const browserBreakers = ({ ast, path, imports }: Source): string[] => {
  const found = imports
    .filter(({ from }) => from.startsWith("node:") || from.includes("/node/"))
    .map(({ from, line }) => `${path}:${line} imports ${from}`);
  each(ast, (node) => {
    if (ts.isIdentifier(node) && ["Buffer", "process"].includes(node.text) && isFree(node))
      found.push(`${path}:${lineOf(ast, node.getStart(ast))} uses ${node.text}`);
  });
  return found;
};

const findCycle = (): string[] => {
  const edges = new Map(
    sources.map((source) => [
      source.path,
      source.imports
        .filter(({ typeOnly }) => !typeOnly)
        .flatMap((imported) => resolveImport(source, imported) ?? []),
    ]),
  );
  const done = new Set<string>();
  const visit = (path: string, above: readonly string[]): string[] => {
    if (above.includes(path)) return [...above.slice(above.indexOf(path)), path];
    if (done.has(path)) return [];
    for (const next of edges.get(path) ?? []) {
      const cycle = visit(next, [...above, path]);
      if (cycle.length > 0) return cycle;
    }
    done.add(path);
    return [];
  };
  return [...edges.keys()].map((path) => visit(path, [])).find((cycle) => cycle.length > 0) ?? [];
};

const none = (found: readonly string[]): void => {
  if (found.length > 0) assert.fail(found.join("\n"));
};

describe("tidy: every file", () => {
  for (const source of sources)
    it(source.path, () => {
      const length = source.lines.length - 1;
      assert.ok(length <= linesMax.file, `${source.path} has ${length} lines`);
      none([
        ...source.imports.flatMap((imported) => forbidden(source, imported) ?? []),
        ...longFunctions(source),
        ...longLines(source),
        ...unwanted(source),
      ]);
    });
});

describe("tidy: rules", () => {
  it("no import cycle", () => {
    assert.equal(findCycle().join(" ->\n"), "");
  });

  for (const [prefix, makers] of Object.entries(given))
    it(`${prefix} is given its clock, timers, chance and files`, () => {
      const inside = sources.filter(({ path }) => path.startsWith(prefix));
      assert.ok(inside.length > 0);
      const pure = inside.filter(({ path }) => !makers.some((maker) => path.startsWith(maker)));
      const found = pure.flatMap(impurities);
      none(prefix === "consensus/src/" ? found : found.filter((line) => !allowedBuiltin(line)));
    });

  it("an agent takes readers of devices and nothing that writes (S1)", () => {
    const taken = sources
      .filter(({ path }) => /^edge-agent\/src\/(?!cli\/)/.test(path))
      .flatMap(({ path, ast }) => namesFrom(ast, "@quorate/device-adapters", path));
    const harmless = ["AdapterOptions", "DeviceReader", "openReader"];
    assert.ok(taken.some(({ name }) => name === "openReader"));
    none(taken.filter(({ name }) => !harmless.includes(name)).map(({ at }) => at));
  });

  it("protocol/src runs in a browser, its node folder aside", () => {
    // It looks whether there is a Node, and does without.
    const looksFor = "protocol/src/native.ts";
    const shared = sources.filter(
      ({ path }) => /^protocol\/src\/(?!node\/)/.test(path) && path !== looksFor,
    );
    none(shared.flatMap(browserBreakers));
  });

  it("protocol/src/generated is what proto/quorate.proto says", function () {
    this.timeout(60_000);
    const script = join(root, "protocol/bin/generate.js");
    execFileSync(process.execPath, [script, "--check"], { cwd: root, stdio: "pipe" });
  });
});

describe("tidy: the seven nouns", () => {
  const architecture = readFileSync(join(root, "docs/architecture.md"), "utf8");
  for (const [noun, files] of Object.entries(nouns))
    it(`${noun} has its source, its test and its heading`, () => {
      const paths = sources.map(({ path }) => path);
      for (const file of files) assert.ok(paths.includes(file), `${file} is missing`);
      const test = paths.find((path) => new RegExp(`^test/.*\\b${noun}\\.test\\.ts$`).test(path));
      assert.ok(test !== undefined, `no test/**/${noun}.test.ts`);
      assert.match(architecture, new RegExp(`^#+ \\d\\. ${noun}$`, "im"));
    });
});
