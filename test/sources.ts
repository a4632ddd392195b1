import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** The repository's own files, as tidy.test.ts and docs.test.ts look at them. */
export const root = fileURLToPath(new URL("..", import.meta.url));

export const workspaces = [
  ...["protocol", "consensus", "device-adapters", "guard", "edge-agent", "hmi"],
  ...["firmware-sim", "deploy", "test", "bench"],
] as const;

export interface Import {
  readonly from: string;
  /** `import type`: nothing of it is left when the program runs. */
  readonly typeOnly: boolean;
  readonly line: number;
}

export interface Source {
  /** From the root, with slashes. */
  readonly path: string;
  readonly workspace: string;
  readonly lines: readonly string[];
  readonly ast: ts.SourceFile;
  readonly imports: readonly Import[];
}

const skipped = new Set(["node_modules", "generated", "dist", "coverage"]);

const walk = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : walk(join(folder, entry.name));
    return /\.(ts|tsx|js)$/.test(entry.name) ? [join(folder, entry.name)] : [];
  });

export const lineOf = (ast: ts.SourceFile, position: number): number =>
  ast.getLineAndCharacterOfPosition(position).line + 1;

/** Calls `visit` for every node of the tree. */
export const each = (node: ts.Node, visit: (node: ts.Node) => void): void => {
  visit(node);
  ts.forEachChild(node, (child) => each(child, visit));
};

const textOf = (node: ts.Node | undefined): string | undefined =>
  node !== undefined && ts.isStringLiteral(node) ? node.text : undefined;

const importOf = (node: ts.Node): { from: string | undefined; typeOnly: boolean } | undefined => {
  if (ts.isImportDeclaration(node)) {
    const typeOnly = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    return { from: textOf(node.moduleSpecifier), typeOnly };
  }
  if (ts.isExportDeclaration(node))
    return { from: textOf(node.moduleSpecifier), typeOnly: node.isTypeOnly };
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return { from: textOf(node.argument.literal), typeOnly: true };
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return { from: textOf(node.arguments[0]), typeOnly: false };
  return undefined;
};

const importsOf = (ast: ts.SourceFile): Import[] => {
  const imports: Import[] = [];
  each(ast, (node) => {
    const found = importOf(node);
    if (found?.from === undefined) return;
    const line = lineOf(ast, node.getStart(ast));
    imports.push({ from: found.from, typeOnly: found.typeOnly, line });
  });
  return imports;
};

const read = (file: string): Source => {
  const path = relative(root, file).split(sep).join("/");
  const text = readFileSync(file, "utf8");
  const ast = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  const workspace = path.split("/")[0] ?? "";
  return { path, workspace, lines: text.split("\n"), ast, imports: importsOf(ast) };
};

/** Every hand-written source file of every workspace. */
export const sources: readonly Source[] = workspaces
  .flatMap((workspace) => walk(join(root, workspace)))
  .sort()
  .map(read);

/** Path from the root of a relative import. */
export const resolveImport = (source: Source, { from }: Import): string | undefined =>
  from.startsWith(".") ? join(dirname(source.path), from).split(sep).join("/") : undefined;
