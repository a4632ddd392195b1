import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../sources.ts";
import { beyond, others, specified, type Statement, statements } from "./statements.ts";

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

/** A test that runs: neither a comment nor one that is skipped. */
const hasTest = (file: string, title: string): boolean =>
  existsSync(join(root, file)) &&
  read(file).split("\n").some((line) => line.trim().startsWith(`it("${title}"`));

/** What is wrong with an entry of the list; null when its check or its reason is there. */
const defectOf = (statement: Statement): string | null => {
  if ("not" in statement) return statement.not.length > 10 ? null : "no reason is given";
  if ("checked" in statement) {
    const has = checkers[statement.checked].has(statement.id);
    return has ? null : `the ${statement.checked} does not look at ${statement.id}`;
  }
  const [file, title] = statement.test;
  return hasTest(file, title) ? null : `${file} has no test "${title}"`;
};

describe("mqtt: Sparkplug 3.0, every statement that binds an edge node", () => {
  it("all that the specification has are listed, each once", () => {
    const ids = [...statements.map(({ id }) => id), ...others.hosts, ...others.servers];
    const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
    assert.deepEqual(twice, []);
    assert.equal(ids.length, specified);
    for (const id of ids) assert.match(id, /^[a-z]+(-[A-Za-z0-9]+)+$/);
  });

  it("an entry without its check, its test, its file or a reason is a defect", () => {
    const [id, file] = ["topics-nbirth-mqtt", "test/mqtt/session.test.ts"];
    const wrong: readonly Statement[] = [
      { id: "topics-nbirth-nothing", checked: "host" },
      { id: "topics-nbirth-nothing", checked: "tap" },
      { id: "topics-nbirth-nothing", checked: "test" },
      { id, test: [file, "no test has this title"] },
      { id, test: ["test/mqtt/no-such.test.ts", "a rebirth"] },
      { id, not: "" },
    ];
    for (const one of wrong) assert.notEqual(defectOf(one), null, JSON.stringify(one));
  });

  for (const [file, title] of beyond)
    it(`beyond it: ${title}`, () => {
      assert.ok(hasTest(file, title), `${file} has no such test`);
    });

  for (const statement of statements)
    it(`tck-id-${statement.id}`, () => assert.equal(defectOf(statement), null));
});
