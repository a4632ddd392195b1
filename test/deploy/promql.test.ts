import assert from "node:assert/strict";
import { Database, parsePage } from "./prometheus.ts";
import { evaluate } from "./promql.ts";

const target = { instance: "west", job: "plant" };
const minuteMs = 60_000;

/** What one process answered, a minute between any two pages. */
const kept = (...pages: readonly (string | null)[]): Database => {
  const database = new Database();
  pages.forEach((page, index) => database.add((index + 1) * minuteMs, [{ target, page }]));
  return database;
};

const counter = (value: number): string => `# TYPE c_total counter\nc_total ${value}\n`;

describe("promql: what the dashboard's queries are held against", () => {
  it("reads pages, and nothing else", () => {
    const page = '# HELP a b\n# TYPE a gauge\na{x="1,\\"\\\\",y="{}"} -Inf\n';
    const { types, series } = parsePage(page);
    assert.deepEqual([...types], [["a", "gauge"]]);
    assert.deepEqual(series, [
      { name: "a", labels: { x: '1,"\\', y: "{}" }, value: -Infinity },
    ]);
    for (const line of ["a", "a{x=1} 2", "a{x='1'} 2", "a one", "<html>"])
      assert.throws(() => parsePage(line), /no line of Prometheus' text format/, line);
  });

  it("increase and rate: resets are growth, edges are guessed, gauges are refused", () => {
    const database = kept(counter(10), counter(16), counter(2), counter(5));
    const value = (expr: string, minutes: number) =>
      evaluate(expr, database, minutes * minuteMs).map((one) => one.value);
    // 6 + 2 + 3 in three minutes, and half an interval for the two minutes before the first.
    assert.deepEqual(value("increase(c_total[5m])", 4), [(11 * 3.5) / 3]);
    assert.deepEqual(value("rate(c_total[5m])", 4), [(11 * 3.5) / 3 / 300]);
    // From 2 to 5, and as far back as it would have been 0.
    assert.deepEqual(value("increase(c_total[2m])", 4), [5]);
    assert.deepEqual(value("rate(c_total[1m])", 4), []);
    assert.throws(() => value("rate(up[5m])", 4), /up is no counter/);
  });

  it("a counter that is new counts in full, an old one by its increase", () => {
    const expr = "sum by (code) ((e_total unless e_total offset 5m) or increase(e_total[5m]))";
    const page = (a: number, b: number | null): string =>
      `# TYPE e_total counter\ne_total{code="A"} ${a}\n` +
      (b === null ? "" : `e_total{code="B"} ${b}\n`);
    const database = kept(...[7, 7, 7, 7, 9, 9].map((a) => page(a, null)), page(9, 3), page(9, 3));
    assert.deepEqual(evaluate(expr, database, 8 * minuteMs), [
      { labels: { code: "B" }, value: 3 },
      { labels: { code: "A" }, value: (2 * 5) / 4 },
    ]);
  });

  it("quantiles: between the bounds of the bucket, and no number where nothing moved", () => {
    const page = (...counts: readonly number[]): string =>
      "# TYPE h histogram\n" +
      ["1", "2", "+Inf"].map((le, index) => `h_bucket{le="${le}"} ${counts[index]}\n`).join("");
    const expr = "histogram_quantile(0.5, sum by (le) (rate(h_bucket[5m])))";
    const value = (after: string) =>
      evaluate(expr, kept(page(0, 0, 0), after), 2 * minuteMs)[0]?.value;
    assert.equal(value(page(0, 4, 4)), 1.5);
    assert.equal(value(page(4, 4, 4)), 0.5);
    assert.equal(value(page(0, 0, 4)), 2);
    assert.ok(Number.isNaN(value(page(0, 0, 0))));
  });

  it("a process that does not answer is down, and its series are gone", () => {
    const database = kept("# TYPE r gauge\nr 1\n", null);
    const value = (expr: string, minutes: number) =>
      evaluate(expr, database, minutes * minuteMs).map((one) => one.value);
    assert.deepEqual(value("r or up", 1), [1]);
    assert.deepEqual(value("up", 2), [0]);
    assert.deepEqual(value("r", 2), []);
    assert.deepEqual(value("r offset 1m", 2), [1]);
  });

  it("aggregates and subtracts by labels", () => {
    const database = kept(
      'g{of="a",at="x"} 1\ng{of="a",at="y"} 4\ng{of="b",at="y"} 3\nw{of="b",at="y"} 2\n',
    );
    const values = (expr: string) =>
      evaluate(expr, database, minuteMs).map(({ labels: { of }, value }) => [of, value]);
    assert.deepEqual(values("max by (of) (g)"), [["a", 4], ["b", 3]]);
    assert.deepEqual(values("sum by (of) (g)"), [["a", 5], ["b", 3]]);
    assert.deepEqual(values("avg by (of) (g)"), [["a", 2.5], ["b", 3]]);
    assert.deepEqual(values("sum(g)"), [[undefined, 8]]);
    assert.deepEqual(values("g - w"), [["b", 1]]);
    assert.deepEqual(values('g{of="a", at="y"}'), [["a", 4]]);
  });

  it("says what is wrong with a query", () => {
    const database = kept(`${counter(1)}g{of="a"} 1\n`);
    for (const [expr, why] of [
      ["h", /nobody exports h/],
      ['g{off="a"}', /g has no label off/],
      ['g{of="b"}', /g is never \{of="b"\}/],
      ["sum by (off) (g)", /nothing has a label off/],
      ["g or rate(c_total[5m])", /a side of `or` has nothing/],
      ["g[5m]", /a span of time that nothing takes/],
      ["rate(c_total)", /lacks a span of time/],
      ["median(g)", /unknown function/],
      ["g + g", /not understood/],
      ["g g", /not understood/],
      ['g{of=~"a"}', /not understood/],
      ["sum(g", /'the end'/],
      ["", /no name|the end/],
    ] as const)
      assert.throws(() => evaluate(expr, database, minuteMs), why, expr);
  });
});
