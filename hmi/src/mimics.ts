import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { CodedError, codeOf, findDevice, findPoint, isCoded, type Site } from "@quorate/protocol";
import { limits } from "./limits.ts";
import type { Mimic, MimicElement } from "./shared/messages.ts";

type Fields = Readonly<Record<string, unknown>>;

const broken = (file: string, what: string): CodedError =>
  new CodedError("MIMIC_INVALID", `${file}: ${what}`, {
    remedy: "correct the file (docs/operations.md, \"Mimics\"); the console runs without it",
  });

const isNumber = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value) && Math.abs(value) <= 100_000;
const isText = (value: unknown): value is string =>
  typeof value === "string" && value.length > 0 && value.length <= 200;

const equipment = {
  ...{ needs: ["x", "y", "width", "height"], may: ["label", "point", "running"] },
};

/** What an element of a kind has to have, and may have; nothing else. */
interface Shape {
  readonly needs: readonly string[];
  readonly may: readonly string[];
}

const shapes: Readonly<Record<MimicElement["kind"], Shape>> = {
  tank: { needs: ["x", "y", "width", "height"], may: ["label", "level"] },
  ...{ pump: equipment, valve: equipment, heater: equipment, exchanger: equipment },
  motor: equipment,
  value: { needs: ["x", "y", "width", "height", "point"], may: ["label"] },
  bar: { needs: ["x", "y", "width", "height", "point"], may: ["label", "setpoint"] },
  pipe: { needs: ["path"], may: ["arrow"] },
  text: { needs: ["x", "y", "text"], may: [] },
};

const references = ["point", "level", "running", "setpoint"];

const isPoint = (site: Site, name: unknown): boolean => {
  if (!isText(name)) return false;
  const [device = "", point = "", ...more] = name.split("/");
  const spec = findDevice(site, device);
  return more.length === 0 && spec !== undefined && findPoint(spec, point) !== undefined;
};

const isPath = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length >= 2 &&
  value.length <= 100 &&
  value.every((corner) => Array.isArray(corner) && corner.length === 2 && corner.every(isNumber));

const isGood = (site: Site, name: string, value: unknown): boolean => {
  if (references.includes(name)) return isPoint(site, value);
  if (name === "path") return isPath(value);
  if (name === "arrow") return typeof value === "boolean";
  return name === "label" || name === "text" ? isText(value) : isNumber(value);
};

const checkElement = (site: Site, file: string, element: Fields, place: number): void => {
  const at = `element ${place + 1}`;
  const { kind, ...fields } = element;
  if (typeof kind !== "string" || !Object.hasOwn(shapes, kind))
    throw broken(file, `${at} is of no known kind: ${String(kind)}`);
  const { needs, may } = shapes[kind as MimicElement["kind"]];
  for (const name of needs)
    if (!(name in fields)) throw broken(file, `${at} (${kind}) lacks ${name}`);
  for (const [name, value] of Object.entries(fields)) {
    if (!needs.includes(name) && !may.includes(name))
      throw broken(file, `${at} (${kind}) has no ${name}`);
    if (!isGood(site, name, value))
      throw broken(file, `${at} (${kind}): ${name} is ${JSON.stringify(value)}`);
  }
};

/** Throws MIMIC_INVALID. */
export const parseMimic = (site: Site, file: string, text: string): Mimic => {
  let value: Fields;
  try {
    value = JSON.parse(text) as Fields;
  } catch (error) {
    throw broken(file, error instanceof Error ? error.message : "no JSON");
  }
  const { title, width, height, elements } = value ?? {};
  if (!isText(title)) throw broken(file, "it has no title");
  if (!isNumber(width) || !isNumber(height) || width <= 0 || height <= 0)
    throw broken(file, "it has no width and height");
  if (!Array.isArray(elements) || elements.length > limits.mimicElements)
    throw broken(file, `it has no list of at most ${limits.mimicElements} elements`);
  elements.forEach((element, place) =>
    checkElement(site, file, (element ?? {}) as Fields, place),
  );
  const name = file.replace(/\.json$/, "");
  return { name, title, width, height, elements: elements as MimicElement[] };
};

/** The pictures of a site, from `mimics` beside its site file; what is wrong is told, not shown. */
export const readMimics = (
  siteFolder: string,
  site: Site,
  onFault: (error: CodedError) => void,
): Mimic[] => {
  const folder = join(siteFolder, "mimics");
  let files: string[];
  try {
    files = readdirSync(folder).filter((file) => /^[\w.-]+\.json$/.test(file)).sort();
  } catch (error) {
    if (codeOf(error) !== "ENOENT") onFault(broken(folder, codeOf(error)));
    return [];
  }
  return files.slice(0, limits.mimics).flatMap((file): Mimic[] => {
    try {
      const path = join(folder, file);
      if (statSync(path).size > limits.mimicBytes) throw broken(file, "it is too large");
      return [parseMimic(site, file, readFileSync(path, "utf8"))];
    } catch (error) {
      onFault(isCoded(error) ? error : broken(file, codeOf(error)));
      return [];
    }
  });
};
