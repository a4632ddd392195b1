#!/usr/bin/env node
// Writes src/generated/*.{js,d.ts} from proto/*.proto; with --check, says whether they are up to
// date.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import protobuf from "protobufjs";

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const cli = dirname(createRequire(import.meta.url).resolve("protobufjs-cli/package.json"));
const scratch = mkdtempSync(join(tmpdir(), "quorate-proto-"));
const run = (tool, args) => execFileSync(process.execPath, [join(cli, "bin", tool), ...args]);

/** The generated file, the schema behind it, and what else it takes: a root of its own, and null
 * for a field that is absent where absent and 0 are not the same. */
const schemas = [
  { name: "wire", proto: "quorate.proto", more: [] },
  { name: "sparkplug", proto: "sparkplug.proto", more: ["-r", "sparkplug", "--null-defaults"] },
];

/** Number, type, whether it is a list, and 1 for a message's first oneof; 0 outside of any. */
const shapesOf = (proto) => {
  const root = protobuf.loadSync(join(here, "proto", proto)).resolveAll();
  const shapeOf = (message) =>
    message.fieldsArray
      .toSorted((left, right) => left.id - right.id)
      .map(({ id, type, resolvedType, repeated, partOf }) => {
        const name = resolvedType instanceof protobuf.Enum ? "enum" : type;
        const oneof = partOf === null ? 0 : message.oneofsArray.indexOf(partOf) + 1;
        return [id, name, repeated, oneof];
      });
  const messages = root.lookup("quorate.v1").nestedArray.filter(({ fieldsArray }) => fieldsArray);
  const lines = messages.map((one) => `  ${one.name}: ${JSON.stringify(shapeOf(one))},\n`);
  return `export const shapes = {\n${lines.join("")}};\n`;
};

const shapeTypes = `/** Of each message its fields: number, type, if a list, and which oneof. */
export const shapes: Readonly<
  Record<string, readonly (readonly [number, string, boolean, number])[]>
>;
`;

let stale = false;
const keep = (kept, text) => {
  const path = join(here, "src/generated", kept);
  if (!process.argv.includes("--check")) writeFileSync(path, text);
  else if (readFileSync(path, "utf8") !== text) stale = true;
};

keep("wire-shapes.js", shapesOf("quorate.proto"));
keep("wire-shapes.d.ts", shapeTypes);
for (const { name, proto, more } of schemas) {
  const js = join(scratch, `${name}.js`);
  const types = join(scratch, `${name}.d.ts`);
  run("pbjs", [
    ...["-t", "static-module", "-w", "es6", "--es6", "--force-number", "--no-verify"],
    ...["--no-convert", "--no-delimited", "--no-typeurl", "--no-service", ...more],
    ...["-o", js, join(here, "proto", proto)],
  ]);
  run("pbts", ["-o", types, js]);
  for (const [made, kept] of [[js, `${name}.js`], [types, `${name}.d.ts`]]) {
    const text = readFileSync(made, "utf8");
    keep(kept, text.replace('"protobufjs/minimal"', '"protobufjs/minimal.js"'));
  }
}
rmSync(scratch, { recursive: true });
if (stale) {
  console.error("PROTO_STALE: src/generated is older than proto/*.proto: npm run generate");
  process.exit(1);
}
