import assert from "node:assert/strict";
import { type Database, keyOf, type Labels, type Point, type Sample } from "./prometheus.ts";

/** What an expression comes to at a time. */
type Query = (database: Database, atMs: number) => Sample[];

interface Selector {
  readonly name: string;
  readonly wanted: readonly (readonly [label: string, value: string])[];
  readonly rangeMs: number | null;
  readonly offsetMs: number;
}

const minuteMs = 60_000;

const tokenPattern = /\s*(\d+m\b|\d+(?:\.\d+)?|[a-zA-Z_:][\w:]*|"[^"\\]*"|[-(){}[\],=])/y;

const tokensOf = (text: string): string[] => {
  const tokens: string[] = [];
  const pattern = new RegExp(tokenPattern);
  while (pattern.lastIndex < text.trimEnd().length) {
    const at = pattern.lastIndex;
    const token = pattern.exec(text)?.[1];
    assert.ok(token !== undefined, `not understood from here on: ${text.slice(at)}`);
    tokens.push(token);
  }
  return tokens;
};

const hasAll = (labels: Labels, { wanted }: Selector): boolean =>
  wanted.every(([label, value]) => labels[label] === value);

/**
 * Stricter than Prometheus, which answers with nothing where a name or a label is misspelt: what a
 * selector names has to have been seen at some time.
 */
const checkSeen = (database: Database, selector: Selector): void => {
  const { name, wanted } = selector;
  const seen = database.ever(name);
  assert.ok(seen.length > 0, `nobody exports ${name}`);
  for (const [label] of wanted)
    assert.ok(seen.some(({ labels }) => label in labels), `${name} has no label ${label}`);
  const what = wanted.map(([label, value]) => `${label}="${value}"`).join(", ");
  assert.ok(seen.some(({ labels }) => hasAll(labels, selector)), `${name} is never {${what}}`);
};

/** Prometheus' own way: resets are taken for growth, and the edges of the span are guessed. */
const increaseOf = (points: readonly Point[], fromMs: number, toMs: number): number => {
  const [first, last] = [points[0] as Point, points.at(-1) as Point];
  const grown = points.reduce((sum, { value }, index) => {
    const before = points[index - 1]?.value ?? value;
    return sum + (value < before ? value : value - before);
  }, 0);
  const sampledMs = last.atMs - first.atMs;
  const eachMs = sampledMs / (points.length - 1);
  const edge = (ms: number): number => (ms < eachMs * 1.1 ? ms : eachMs / 2);
  const toZeroMs = grown > 0 ? (sampledMs * first.value) / grown : Infinity;
  const beforeMs = Math.min(edge(first.atMs - fromMs), toZeroMs);
  return (grown * (sampledMs + beforeMs + edge(toMs - last.atMs))) / sampledMs;
};

const grows = (selector: Selector, perSecond: boolean): Query => {
  const { name, rangeMs, offsetMs } = selector;
  assert.ok(rangeMs !== null, `${name} lacks a span of time`);
  return (database, atMs) => {
    checkSeen(database, selector);
    assert.ok(database.isCounter(name), `${name} is no counter`);
    const toMs = atMs - offsetMs;
    const fromMs = toMs - rangeMs;
    return database
      .over(name, fromMs, toMs)
      .filter(({ labels, points }) => hasAll(labels, selector) && points.length > 1)
      .map(({ labels, points }) => ({
        labels,
        value: increaseOf(points, fromMs, toMs) / (perSecond ? rangeMs / 1000 : 1),
      }));
  };
};

const instant = (selector: Selector): Query => {
  const { name, rangeMs, offsetMs } = selector;
  assert.equal(rangeMs, null, `${name} has a span of time that nothing takes`);
  return (database, atMs) => {
    checkSeen(database, selector);
    return database
      .at(name, atMs - offsetMs)
      .filter(({ labels }) => hasAll(labels, selector))
      .map(({ labels, value }) => ({ labels, value }));
  };
};

const groups = (samples: readonly Sample[], labelsOf: (labels: Labels) => Labels) => {
  const all = new Map<string, { labels: Labels; samples: Sample[] }>();
  for (const sample of samples) {
    const labels = labelsOf(sample.labels);
    const group = all.get(keyOf(labels)) ?? { labels, samples: [] };
    group.samples.push(sample);
    all.set(keyOf(labels), group);
  }
  return [...all.values()];
};

const bucketOf = ({ labels, value }: Sample) => {
  const { le } = labels;
  assert.ok(le !== undefined, "a quantile of what has no le");
  return { upper: le === "+Inf" ? Infinity : Number(le), count: value };
};

const quantileOf = (quantile: number, samples: readonly Sample[]): number => {
  const buckets = samples.map(bucketOf).sort((a, b) => a.upper - b.upper);
  const all = buckets.at(-1);
  if (all?.upper !== Infinity || !(all.count > 0)) return NaN;
  const rank = quantile * all.count;
  const index = buckets.findIndex(({ count }) => count >= rank);
  const { upper: lower, count: below } = buckets[index - 1] ?? { upper: 0, count: 0 };
  const { upper, count } = buckets[index] as { upper: number; count: number };
  if (upper === Infinity) return lower;
  return lower + ((upper - lower) * (rank - below)) / (count - below);
};

const histogramQuantile = (quantile: number, of: Query): Query => (database, atMs) =>
  groups(of(database, atMs), ({ le: _, ...labels }) => labels).map(({ labels, samples }) => ({
    labels,
    value: quantileOf(quantile, samples),
  }));

const reducers: Readonly<Record<string, (values: readonly number[]) => number>> = {
  sum: (values) => values.reduce((sum, value) => sum + value, 0),
  avg: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  max: (values) => Math.max(...values),
};

const aggregate = (name: string, by: readonly string[], of: Query): Query => (database, atMs) => {
  const samples = of(database, atMs);
  for (const label of by)
    assert.ok(
      samples.length === 0 || samples.some(({ labels }) => label in labels),
      `nothing has a label ${label} to be grouped by`,
    );
  const labelsOf = (labels: Labels): Labels =>
    Object.fromEntries(Object.entries(labels).filter(([label]) => by.includes(label)));
  return groups(samples, labelsOf).map((group) => ({
    labels: group.labels,
    value: reducers[name]?.(group.samples.map(({ value }) => value)) ?? NaN,
  }));
};

type Combine = (left: readonly Sample[], right: readonly Sample[]) => Sample[];

const partner = (samples: readonly Sample[], { labels }: Sample): Sample | undefined => {
  const found = samples.filter((one) => keyOf(one.labels) === keyOf(labels));
  assert.ok(found.length < 2, `labels for two: ${keyOf(labels)}`);
  return found[0];
};

/** From the loosest to the tightest. */
const operators: readonly (readonly [sign: string, combine: Combine])[] = [
  [
    "or",
    (left, right) => {
      assert.ok(left.length > 0 && right.length > 0, "a side of `or` has nothing");
      return [...left, ...right.filter((one) => partner(left, one) === undefined)];
    },
  ],
  ["unless", (left, right) => left.filter((one) => partner(right, one) === undefined)],
  [
    "-",
    (left, right) =>
      left.flatMap((one) => {
        const other = partner(right, one);
        return other === undefined ? [] : [{ ...one, value: one.value - other.value }];
      }),
  ],
];

/** PromQL as far as the dashboard speaks it; throws at anything else. */
class Parser {
  private readonly tokens: string[];

  constructor(text: string) {
    this.tokens = tokensOf(text);
  }

  whole(): Query {
    const query = this.operation(0);
    assert.deepEqual(this.tokens, [], "not understood from here on");
    return query;
  }

  private take(expected?: string): string {
    const token = this.tokens.shift() ?? "the end";
    if (expected !== undefined) assert.equal(token, expected);
    return token;
  }

  private takeIf(token: string): boolean {
    if (this.tokens[0] !== token) return false;
    this.tokens.shift();
    return true;
  }

  private operation(level: number): Query {
    const [sign, combine] = operators[level] ?? [];
    if (sign === undefined || combine === undefined) return this.operand();
    let query = this.operation(level + 1);
    while (this.takeIf(sign)) {
      const [left, right] = [query, this.operation(level + 1)];
      query = (database, atMs) => combine(left(database, atMs), right(database, atMs));
    }
    return query;
  }

  private enclosed<T>(inner: () => T): T {
    this.take("(");
    const value = inner();
    this.take(")");
    return value;
  }

  private operand(): Query {
    if (this.tokens[0] === "(") return this.enclosed(() => this.operation(0));
    const name = this.take();
    assert.match(name, /^[a-zA-Z_:]/, "no name");
    if (name in reducers) {
      const by = this.takeIf("by") ? this.enclosed(() => this.list()) : [];
      return aggregate(name, by, this.enclosed(() => this.operation(0)));
    }
    if (this.tokens[0] !== "(") return instant(this.selector(name));
    return this.enclosed(() => this.call(name));
  }

  private call(name: string): Query {
    if (name === "rate" || name === "increase")
      return grows(this.selector(this.take()), name === "rate");
    assert.equal(name, "histogram_quantile", "an unknown function");
    const quantile = Number(this.take());
    assert.ok(quantile > 0 && quantile < 1);
    this.take(",");
    return histogramQuantile(quantile, this.operation(0));
  }

  private list(): string[] {
    const names = [this.take()];
    while (this.takeIf(",")) names.push(this.take());
    return names;
  }

  private selector(name: string): Selector {
    const wanted: (readonly [string, string])[] = [];
    if (this.takeIf("{"))
      do {
        const label = this.take();
        this.take("=");
        wanted.push([label, JSON.parse(this.take()) as string]);
      } while (this.takeIf(",") || this.take("}") !== "}");
    const rangeMs = this.takeIf("[") ? this.duration() : null;
    if (rangeMs !== null) this.take("]");
    const offsetMs = this.takeIf("offset") ? this.duration() : 0;
    return { name, wanted, rangeMs, offsetMs };
  }

  private duration(): number {
    const token = this.take();
    assert.match(token, /^\d+m$/, "no duration");
    return parseInt(token, 10) * minuteMs;
  }
}

/** Throws, and says why, at what it does not understand and at what can never give anything. */
export const evaluate = (expression: string, database: Database, atMs: number): Sample[] =>
  new Parser(expression).whole()(database, atMs);
