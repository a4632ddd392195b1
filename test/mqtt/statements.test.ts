import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../sources.ts";
import { beyond, statements } from "./statements.ts";

const read = (file: string): string => readFileSync(join(root, file), "utf8");

/** The text of a checker, with the templates in its names filled in. */
const namesIn = (text: string): ReadonlySet<string> => {
  const names = new Set<string>();
  const verbs = ["nbirth", "dbirth", "ndata", "ddata", "ddeath", "ndeath"];
  for (const [, name = ""] of text.matchAll(/["`]([a-z0-9A-Z${}.()/-]+)["`]/g)) {
    if (!name.includes("${")) names.add(name);
    for (const verb of verbs) names.add(name.replace(/\$\{[^}]*\}/g, verb));
    names.add(name.replace("${birthWill}", "message-flow-edge-node-birth-publish-will-message"));
    for (const flow of ["edge-node-birth-publish-nbirth", "device-birth-publish-dbirth"])
      names.add(name.replace("${flow}", `message-flow-${flow}`));
  }
  return names;
};

const checkers = {
  host: namesIn(read("test/mqtt/host.ts")),
  tap: namesIn(read("test/mqtt/tap.ts")),
  test: namesIn(read("test/mqtt/broker.test.ts")),
} as const;

describe("mqtt: Sparkplug 3.0, every statement that binds an edge node", () => {
  it("each is listed once", () => {
    const ids = statements.map(({ id }) => id);
    const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
    assert.deepEqual(twice, []);
    assert.ok(ids.length > 200, `${ids.length} statements`);
  });

  for (const [file, title] of beyond)
    it(`beyond it: ${title}`, () => {
      assert.ok(read(file).includes(`it("${title}"`), `${file} has no such test`);
    });

  for (const statement of statements)
    it(`tck-id-${statement.id}`, () => {
      if ("not" in statement) assert.ok(statement.not.length > 10);
      else if ("checked" in statement) {
        const has = checkers[statement.checked].has(statement.id);
        assert.ok(has, `the ${statement.checked} does not look at ${statement.id}`);
      } else {
        const [file, title] = statement.test;
        assert.ok(read(file).includes(`it("${title}"`), `${file} has no test "${title}"`);
      }
    });
});
