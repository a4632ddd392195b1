import { type ASTNode, Environment } from "@marcbachmann/cel-js";
import { CodedError } from "./errors.ts";
import { limits } from "./limits.ts";
import { suggest } from "./site-suggest.ts";

/** What a value can be in an interlock; every number is a double, whole or not. */
export type Kind = "number" | "bool" | "text";

export interface PointRef {
  readonly device: string;
  readonly point: string;
}

/** What an expression may name. */
export interface Names {
  /** Points of each device, with what they hold. */
  readonly devices: ReadonlyMap<string, ReadonlyMap<string, Kind>>;
}

/** An expression whose parts are all known: `text` names readings `n0`, `b1`, `t2`, in `reads`. */
export interface Lowered {
  readonly text: string;
  readonly reads: readonly PointRef[];
  readonly usesValue: boolean;
}

const { interlockNodes, interlockDepth, interlockChars } = limits;
const parser = new Environment({
  limits: {
    maxAstNodes: interlockNodes,
    maxDepth: interlockDepth,
    maxListElements: interlockNodes,
    maxCallArguments: 4,
  },
});

const bad = (code: string, message: string, remedy?: string): never => {
  throw new CodedError(code, message, remedy === undefined ? {} : { remedy });
};

/** Arithmetic goes through functions that refuse what is no number (interlock.ts). */
const arithmetic: Readonly<Record<string, string>> = {
  "+": "plus",
  "-": "minus",
  "*": "times",
  "/": "over",
  "%": "modulo",
};
const functions = new Map([["abs", 1], ["min", 2], ["max", 2]]);
/** CEL's macros that go through a list; an interlock has no loops, so its cost is its size. */
const loops = new Set(["all", "exists", "exists_one", "map", "filter", "bind"]);

export const letterOf: Readonly<Record<Kind, string>> = { number: "n", bool: "b", text: "t" };

/** The text of `.name` or `['name']` behind another node; null for any other index. */
const keyOf = (key: string | ASTNode): string | null => {
  if (typeof key === "string") return key;
  return key.op === "value" && typeof key.args === "string" ? key.args : null;
};

/** Writes the expression again with nothing in it but what an interlock may have. */
class Lowering {
  readonly reads: PointRef[] = [];
  usesValue = false;
  private readonly names: Names;
  private readonly value: Kind;

  constructor(names: Names, value: Kind) {
    this.names = names;
    this.value = value;
  }

  lower(node: ASTNode): string {
    const name = arithmetic[node.op];
    switch (node.op) {
      case "value":
        return this.literal(node.args);
      case "id":
        return this.name(node.args);
      case ".":
      case "[]":
        return this.reading(node.args[0], node.args[1]);
      case "!_":
        return `(!${this.lower(node.args)})`;
      case "-_":
        return `(-${this.lower(node.args)})`;
      case "list":
        return `[${this.all(node.args)}]`;
      case "?:": {
        const [condition, yes, no] = node.args;
        return `(${this.lower(condition)} ? ${this.lower(yes)} : ${this.lower(no)})`;
      }
      case "call":
        return this.call(node.args[0], node.args[1]);
      case "rcall":
        return this.call(node.args[0], null);
      case "map":
      case ".?":
      case "[?]":
        return bad("SITE_INTERLOCK_SYNTAX", `"${node.op}" is no part of an interlock`);
      default: {
        const [left, right] = node.args;
        if (name !== undefined) return `${name}(${this.all([left, right])})`;
        return `(${this.lower(left)} ${node.op} ${this.lower(right)})`;
      }
    }
  }

  private all(nodes: readonly ASTNode[]): string {
    return nodes.map((node) => this.lower(node)).join(", ");
  }

  private literal(given: unknown): string {
    const code = "SITE_INTERLOCK_SYNTAX";
    if (typeof given === "bigint") {
      if (Number.isSafeInteger(Number(given))) return `${given}.0`;
      return bad(code, `${given} has more digits than numbers here`, "write it with a dot: 1e18");
    }
    if (typeof given === "boolean") return String(given);
    if (typeof given === "string") {
      if (!/\p{Cs}/u.test(given)) return JSON.stringify(given);
      return bad(code, "a text with half a character");
    }
    if (typeof given !== "number" || !Number.isFinite(given))
      return bad(code, "a number, true, false or a text is needed here");
    const text = String(given);
    return /[.e]/.test(text) ? text : `${text}.0`;
  }

  private name(name: string): string {
    if (name === "value") {
      this.usesValue = true;
      return `value_${letterOf[this.value]}`;
    }
    if (!this.names.devices.has(name)) return this.unknownDevice(name);
    const remedy = this.dashed(name) ?? `name a point of it: ${name}['…']`;
    return bad("SITE_INTERLOCK_SYNTAX", `${name} is a device, not a value`, remedy);
  }

  /** `exchanger-2['outlet']` is a subtraction in CEL. */
  private dashed(name: string): string | undefined {
    const meant = [...this.names.devices.keys()].find((device) => device.startsWith(`${name}-`));
    return meant && `a name with a dash is written devices['${meant}']['…']`;
  }

  private unknownDevice(name: string): never {
    const near = suggest(name, [...this.names.devices.keys(), "value", "devices"]);
    const message = `no device is called "${name}"`;
    return bad("SITE_INTERLOCK_DEVICE", message, this.dashed(name) ?? near);
  }

  /** `intake['level']`, `intake.level`, `devices['exchanger-2']['outlet']`. */
  private reading(base: ASTNode, key: string | ASTNode): string {
    const point = keyOf(key) ?? this.unreadable();
    const device = this.deviceOf(base, point);
    const points = this.names.devices.get(device) ?? this.unknownDevice(device);
    const kind = points.get(point);
    if (kind === undefined) {
      const near = suggest(point, points.keys());
      return bad("SITE_INTERLOCK_POINT", `${device} has no point "${point}"`, near);
    }
    return `${letterOf[kind]}${this.placeOf({ device, point })}`;
  }

  private deviceOf(node: ASTNode, point: string): string {
    if (node.op === "id" && node.args !== "devices") return node.args;
    if (node.op === "id")
      return bad("SITE_INTERLOCK_SYNTAX", `name a point of it: devices['${point}']['…']`);
    if (node.op !== "." && node.op !== "[]") return this.unreadable();
    const [base, key] = node.args;
    if (base.op !== "id" || base.args !== "devices") return this.unreadable();
    return keyOf(key) ?? this.unreadable();
  }

  /** Which points are read has to be known before anything is evaluated. */
  private unreadable(): never {
    const forms = "device['point'] or devices['device']['point'], names in quotes";
    return bad("SITE_INTERLOCK_SYNTAX", `a reading is written ${forms}`);
  }

  private placeOf(ref: PointRef): number {
    const same = ({ device, point }: PointRef): boolean =>
      device === ref.device && point === ref.point;
    const known = this.reads.findIndex(same);
    return known >= 0 ? known : this.reads.push(ref) - 1;
  }

  private call(name: string, given: readonly ASTNode[] | null): string {
    const code = "SITE_INTERLOCK_FUNCTION";
    if (loops.has(name)) return bad("SITE_INTERLOCK_COST", `an interlock has no loop: ${name}()`);
    if (name === "has")
      return bad(code, "has() is no use: without a good reading an interlock is not fulfilled");
    const takes = functions.get(name);
    if (given === null || takes === undefined)
      return bad(code, `there is no function ${name}()`, suggest(name, functions.keys()));
    if (given.length !== takes) return bad(code, `${name}() takes ${takes}, not ${given.length}`);
    return `${name}(${this.all(given)})`;
  }
}

interface CelFault {
  readonly code?: string;
  readonly summary?: string;
  readonly range?: { readonly start: number };
}

/** The expression as CEL has it; throws SITE_INTERLOCK_SIZE, SITE_INTERLOCK_SYNTAX. */
export const parseExpression = (expression: string): ASTNode => {
  if (expression.length > interlockChars)
    return bad(
      "SITE_INTERLOCK_SIZE",
      `${expression.length} characters, at most ${interlockChars}`,
    );
  try {
    return parser.parse(expression).ast;
  } catch (error) {
    const { code, summary = String(error), range } = error as CelFault;
    if (code === "limit_exceeded")
      return bad(
        "SITE_INTERLOCK_SIZE",
        `at most ${interlockNodes} parts and ${interlockDepth} levels of brackets`,
        "make it two interlocks: all of a rule have to hold",
      );
    const at = range === undefined ? "" : ` at character ${range.start + 1}`;
    return bad("SITE_INTERLOCK_SYNTAX", `no CEL expression: ${summary}${at}`);
  }
};

/** Throws the SITE_INTERLOCK_ codes; `value` is what the written points hold. */
export const lowerExpression = (ast: ASTNode, names: Names, value: Kind): Lowered => {
  const lowering = new Lowering(names, value);
  const text = lowering.lower(ast);
  return { text, reads: lowering.reads, usesValue: lowering.usesValue };
};
