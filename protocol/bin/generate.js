#!/usr/bin/env node
// Writes src/generated/*.{js,d.ts} from proto/*.proto; with --check, says whether they are up to
// date.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

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

let stale = false;
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
    const path = join(here, "src/generated", kept);
    const text = readFileSync(made, "utf8").replace(
      '"protobufjs/minimal"',
      '"protobufjs/minimal.js"',
    );
    if (!process.argv.includes("--check")) writeFileSync(path, text);
    else if (readFileSync(path, "utf8") !== text) stale = true;
  }
}
rmSync(scratch, { recursive: true });
if (stale) {
  console.error("PROTO_STALE: src/generated is older than proto/*.proto: npm run generate");
  process.exit(1);
}
