import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { english } from "../../hmi/web/src/i18n/english.ts";
import { german } from "../../hmi/web/src/i18n/german.ts";
import { textFor, textIn } from "../../hmi/web/src/i18n/i18n.ts";
import { root, sources } from "../sources.ts";

const holes = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string).sort();

describe("console: texts", () => {
  it("both languages have the same texts with the same holes", () => {
    assert.deepEqual(Object.keys(german).sort(), Object.keys(english).sort());
    for (const [key, text] of Object.entries(english)) {
      const other = german[key as keyof typeof english];
      assert.deepEqual(holes(other), holes(text), key);
      assert.ok(text.trim() !== "" && other.trim() !== "", key);
    }
  });

  it("every text is used, or is the word for a code", () => {
    const page = sources
      .filter(({ path }) => path.startsWith("hmi/web/src/") && !path.includes("/i18n/"))
      .map(({ path }) => readFileSync(join(root, path), "utf8"))
      .join("\n");
    const isUsed = (key: string): boolean => {
      const section = key.slice(0, key.lastIndexOf(".") + 1);
      const isBuilt = page.includes(`\`${section}\${`);
      const isWord = page.includes(`wordFor("${section.slice(0, -1)}"`);
      return page.includes(`"${key}"`) || isBuilt || isWord;
    };
    assert.deepEqual(Object.keys(english).filter((key) => !isUsed(key)), []);
  });

  it("fills in what it is given, once and as it stands", () => {
    assert.equal(textIn("de", "alarm.more", { count: 3 }), "3 weitere");
    const tag = "<b>{kind}</b>$&";
    assert.equal(
      textIn("en", "alarm.announce", { priority: 1, tag, kind: "high", time: "10:00:00" }),
      `Alarm, priority 1: ${tag} high, 10:00:00`,
    );
    assert.equal(textFor("en", "code.NOBODY_KNOWS"), undefined);
    assert.equal(textFor("en", "constructor"), undefined);
  });
});
