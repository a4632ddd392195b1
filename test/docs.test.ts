import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { each, root, type Source, sources } from "./sources.ts";

const read = (path: string): string => readFileSync(join(root, path), "utf8");
const pages = [
  "README.md",
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];
const shipped = sources.filter(({ path }) => /^[^/]+\/(src|bin)\//.test(path));
const product = shipped.filter(({ workspace }) => !["test", "bench"].includes(workspace));

/** Names that a file declares: functions, methods, classes, constants, types. */
const declarations = (files: readonly Source[]): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const { ast } of files)
    each(ast, (node) => {
      if (!("name" in node)) return;
      const name = node.name as ts.Node | undefined;
      if (name !== undefined && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)))
        names.add(name.text.replace("#", ""));
    });
  return names;
};

const code = (text: string): string[] =>
  [...text.replaceAll(/```[\s\S]*?```/g, "").matchAll(/`([^`\n]+)`/g)].flatMap(
    (match) => match[1] ?? [],
  );

const isPath = (span: string): boolean => /^[\w@.-]+(\/[\w@.-]+)+\.(ts|js|proto|py|md)$/.test(span);

const codePattern = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;

const nounsDecoded = (node: ts.CallExpression): string[] => {
  const callee = node.expression.getText();
  const noun = node.arguments[2];
  if (noun === undefined || !ts.isStringLiteral(noun)) return [];
  if (!/^decode(Strict)?$/.test(callee)) return [];
  return [`${noun.text}_DECODE`];
};

/** Problems of files that people write get their prefix where they are told. */
const isSettings = ({ path }: Source): boolean => /^protocol\/src\/(site|local)-/.test(path);
const settingsCall = /(^|\.)(form|error|warning|keyError)$/;

const settingsCodes = (node: ts.Node): string[] => {
  const told =
    ts.isCallExpression(node) && settingsCall.test(node.expression.getText())
      ? node.arguments[0]
      : ts.isPropertyAssignment(node) && node.name.getText() === "code"
        ? node.initializer
        : undefined;
  if (told === undefined || !ts.isStringLiteral(told) || !/^[A-Z][A-Z_0-9]+$/.test(told.text))
    return [];
  return [`SITE_${told.text}`];
};

const plainCodes = (node: ts.Node, pattern = codePattern): string[] => {
  // A variable of the environment.
  if (node.parent !== undefined && ts.isElementAccessExpression(node.parent)) return [];
  if (ts.isStringLiteral(node) && pattern.test(node.text)) return [node.text];
  if (ts.isPropertyAssignment(node) && pattern.test(node.name.getText()))
    return [node.name.getText()];
  return [];
};

const oneWord = /^[A-Z]{3,}$/;

/**
 * A code of one word looks like any other word in capitals; it is one where an error is made of
 * it, and where it stands in for a code that is not there.
 */
const oneWordCodes = (node: ts.Node): string[] => {
  const found =
    ts.isNewExpression(node) && node.expression.getText().endsWith("Error")
      ? node.arguments?.[0]
      : ts.isConditionalExpression(node) && node.whenTrue.getText() === "code"
        ? node.whenFalse
        : undefined;
  if (found === undefined || !ts.isStringLiteral(found) || !oneWord.test(found.text)) return [];
  return found.text in constants.errno ? [] : [found.text];
};

/** Codes as they stand in the sources, and those that are made from a noun. */
const codesOf = (files: readonly Source[]): ReadonlySet<string> => {
  const codes = new Set<string>();
  for (const source of files)
    each(source.ast, (node) => {
      const found = isSettings(source)
        ? [...settingsCodes(node), ...plainCodes(node, /^(SITE|LOCAL)_[A-Z_]+$/)]
        : [...plainCodes(node), ...oneWordCodes(node)];
      if (ts.isCallExpression(node)) found.push(...nounsDecoded(node));
      const domain = ts.isStringLiteral(node) && /^quorate\/(\w+)\/v1$/.exec(node.text)?.[1];
      if (domain && domain !== "block") found.push(`${domain.toUpperCase()}_SIGNATURE`);
      for (const name of found) if (!name.startsWith("QUORATE_")) codes.add(name);
    });
  return codes;
};

const rows = (page: string): string[][] =>
  read(page)
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()).slice(1, -1));

const none = (found: readonly unknown[]): void => {
  if (found.length > 0) assert.fail(found.join("\n"));
};

describe("docs: what the pages name", () => {
  const names = declarations(sources);
  for (const page of pages)
    it(`${page} names files and functions that exist`, () => {
      const spans = code(read(page));
      const missing = spans.filter((span) => isPath(span) && !existsSync(join(root, span)));
      const unknown = spans.filter((span) => {
        const called = /^([A-Za-z]\w*)\(\)$/.exec(span)?.[1];
        return called !== undefined && !names.has(called);
      });
      none([...missing, ...unknown]);
    });

  for (const page of pages)
    it(`${page} links to what exists`, () => {
      const targets = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)];
      const folder = page.startsWith("docs/") ? "docs" : ".";
      const broken = targets.filter((target) => !existsSync(join(root, folder, target[1] ?? "")));
      none(broken.map((target) => target[1]));
    });

  it("sources cite pages that exist", () => {
    const cited = shipped.flatMap(({ path, lines }) =>
      lines.flatMap((line) =>
        [...line.matchAll(/\b(docs\/)?([a-z]+\.md)\b/g)]
          .filter((match) => !existsSync(join(root, "docs", match[2] ?? "")))
          .map((match) => `${path}: ${match[0]}`),
      ),
    );
    none(cited);
  });
});

describe("docs: errors", () => {
  const table = new Map(rows("docs/errors.md").map(([name = "", ...cells]) => [name, cells]));
  const codes = codesOf(product);

  it("every code in the sources has its line, with cause and remedy", () => {
    const absent = [...codes].filter((name) => {
      const [cause = "", remedy = ""] = table.get(`\`${name}\``) ?? [];
      return cause === "" || remedy === "";
    });
    none(absent.sort());
  });

  it("every line is of a code in the sources", () => {
    const text = product.map(({ lines }) => lines.join("\n")).join("\n");
    const listed = [...table.keys()].map((name) => name.replaceAll("`", ""));
    const isSaid = (name: string): boolean =>
      [name, name.replace(/^SITE_/, "")].some((one) => text.includes(`"${one}"`));
    none(listed.filter((name) => !codes.has(name) && !isSaid(name)));
  });
});

describe("docs: safety", () => {
  const rules = read("docs/safety.md")
    .split("\n")
    .filter((line) => /^\| S\d+ /.test(line));

  for (let rule = 1; rule <= 10; rule += 1)
    it(`S${rule} has code that cites it and a test`, () => {
      const row = rules.find((line) => line.startsWith(`| S${rule} `));
      assert.ok(row !== undefined, `no line for S${rule}`);
      const files = code(row).filter(isPath);
      const tests = files.filter((path) => path.startsWith("test/"));
      const cites = files
        .filter((path) => !path.startsWith("test/"))
        .filter((path) => new RegExp(`\\bS${rule}\\b`).test(read(path)));
      assert.ok(tests.length > 0, `S${rule} names no test`);
      assert.ok(cites.length > 0, `no code that the line names cites S${rule}`);
    });
});

describe("docs: operations", () => {
  it("what is made in a service's home is made by the service's user", () => {
    const made = /(.*)quorate (?:join|restore|resync|backup|key new) .*?(agent|guard|console)s\//g;
    const guides = pages.filter((page) => page.startsWith("docs/"));
    const lines = guides.flatMap((page) => [...read(page).matchAll(made)]);
    assert.ok(lines.length > 5);
    none(
      lines.flatMap(([line, before = "", kind]) =>
        before.endsWith(`runuser -u quorate-${kind} -- `) ? [] : [line],
      ),
    );
  });
});

describe("docs: wire", () => {
  const page = read("docs/wire.md");

  it("names every message of the protocol", () => {
    const proto = read("protocol/proto/quorate.proto");
    const messages = [...proto.matchAll(/^message (\w+)/gm)].map((match) => match[1] ?? "");
    none(messages.filter((name) => !page.includes(`\`${name}\``)));
  });

  it("names every signing domain", () => {
    const domains = new Set(
      product.flatMap(({ lines }) => lines.join("\n").match(/quorate\/\w+\/v1/g) ?? []),
    );
    none([...domains].filter((domain) => !page.includes(domain)));
  });

  it("has the limits as they are", () => {
    const found = /limits = \{([\s\S]*?)\n\} as const/.exec(read("protocol/src/limits.ts"));
    const names = [...(found?.[1] ?? "").matchAll(/^ {2}(\w+):/gm)].map((match) => match[1] ?? "");
    assert.ok(names.length > 10);
    none(names.filter((name) => !page.includes(`\`${name}\``)));
  });
});

describe("docs: decisions", () => {
  it("has a line for each direct dependency", () => {
    const page = read("docs/decisions.md");
    const folders = [".", ...new Set(sources.map(({ workspace }) => workspace))];
    const direct = folders.flatMap((folder) => {
      const path = join(folder, "package.json");
      if (!existsSync(join(root, path))) return [];
      const { dependencies = {}, devDependencies = {} } = JSON.parse(read(path));
      return Object.keys({ ...dependencies, ...devDependencies });
    });
    const foreign = [...new Set(direct)].filter((name) => !name.startsWith("@quorate/"));
    none(foreign.filter((name) => !page.includes(`\`${name}\``)));
  });
});
