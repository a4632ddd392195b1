import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../sources.ts";

const css = readFileSync(join(root, "hmi/web/src/style/tokens.css"), "utf8");

const theme = (name: "light" | "dark"): ReadonlyMap<string, string> => {
  const block = new RegExp(`data-theme="${name}"\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? "";
  return new Map(
    [...block.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)].map(([, key, colour]) => [
      key as string,
      colour as string,
    ]),
  );
};

/** WCAG 2.2, relative luminance. */
const luminance = (colour: string): number => {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (one: string, other: string): number => {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
};

const surfaces = ["background", "panel", "raised"];
const texts = ["text", "text-second", "text-dim", "value", "set-point", "interaction", "integrity"];
const marks = ["priority-1", "priority-2", "priority-3", "integrity"];
const inked = [...marks, "interaction", "running", "stopped", "uncertain"];

describe("console: contrast", () => {
  for (const name of ["light", "dark"] as const) {
    const colours = theme(name);
    const of = (one: string, other: string): number => {
      const [a, b] = [colours.get(one), colours.get(other)];
      assert.ok(a !== undefined && b !== undefined, `${name}: ${one} or ${other} is missing`);
      return contrast(a, b);
    };
    const atLeast = (least: number, one: string, other: string): void => {
      const found = of(one, other);
      assert.ok(found >= least, `${name}: ${one} on ${other} is ${found.toFixed(2)} : 1`);
    };

    it(`${name}: text on every surface, 4.5 : 1`, () => {
      for (const text of texts)
        for (const surface of surfaces)
          // The integrity colour is ink on panels only; elsewhere it is a filled mark.
          if (text !== "integrity" || surface === "panel") atLeast(4.5, text, surface);
    });

    it(`${name}: ink on every filled mark, 4.5 : 1`, () => {
      for (const fill of inked) atLeast(4.5, `on-${fill}`, fill);
    });

    it(`${name}: lines and marks against their surface, 3 : 1`, () => {
      for (const surface of surfaces) {
        atLeast(3, "line", surface);
        for (const mark of marks) {
          // What is too light for a light surface has a dark outline.
          const outlined = of("mark-outline", surface) >= 3 && of("mark-outline", mark) >= 3;
          if (!outlined) atLeast(3, mark, surface);
        }
      }
    });
  }
});
