import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Database, Sample } from "./prometheus.ts";
import { evaluate } from "./promql.ts";

interface DataSource {
  readonly type: string;
  readonly uid: string;
}

interface Variable {
  readonly name: string;
  readonly type: string;
  readonly datasource?: DataSource;
  readonly query: string | { readonly query: string };
}

interface Target {
  readonly expr: string;
  readonly legendFormat: string;
}

interface Panel {
  readonly title: string;
  readonly datasource: DataSource;
  readonly targets: readonly Target[];
}

export interface Dashboard {
  readonly templating: { readonly list: readonly Variable[] };
  readonly panels: readonly Panel[];
}

const file = new URL("../../deploy/grafana/quorate.json", import.meta.url);

export const readDashboard = (): Dashboard =>
  JSON.parse(readFileSync(file, "utf8")) as Dashboard;

/** What a variable can be, by its own query. */
const valuesOf = (
  { name, type, query, datasource }: Variable,
  database: Database,
): readonly string[] => {
  if (type === "datasource") {
    assert.equal(query, "prometheus", name);
    return ["the data source"];
  }
  assert.equal(type, "query", name);
  assert.deepEqual(datasource, { type: "prometheus", uid: "${datasource}" }, name);
  const text = typeof query === "string" ? query : query.query;
  const [, metric = "", label = ""] = /^label_values\((\w+), (\w+)\)$/.exec(text) ?? [];
  const values = database.ever(metric).flatMap(({ labels }) => labels[label] ?? []);
  assert.ok(values.length > 0, `${name}: ${text} gives nothing`);
  return [...new Set(values)].sort();
};

/** Texts in which every variable stands for the first of what it can be, as at first sight. */
const filler = (dashboard: Dashboard, database: Database): ((text: string) => string) => {
  const values = new Map(
    dashboard.templating.list.map((one) => [one.name, valuesOf(one, database)[0] as string]),
  );
  return (text) =>
    text.replaceAll(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced?: string, bare?: string) => {
      const name = braced ?? bare ?? "";
      return values.get(name) ?? assert.fail(`there is no variable ${name}`);
    });
};

const samplesOf = (expr: string, legend: string, database: Database, atMs: number): Sample[] => {
  const samples = evaluate(expr, database, atMs).filter(({ value }) => Number.isFinite(value));
  assert.ok(samples.length > 0, "no number comes out");
  for (const [, label = ""] of legend.matchAll(/\{\{(.*?)\}\}/g))
    for (const { labels } of samples) assert.ok(label in labels, `the legend has no ${label}`);
  return samples;
};

/** What a panel of this title shows then. */
export const shownBy = (
  dashboard: Dashboard,
  title: string,
  database: Database,
  atMs: number,
): Sample[] => {
  const fill = filler(dashboard, database);
  const { targets } = dashboard.panels.find((panel) => panel.title === title) ?? { targets: [] };
  assert.ok(targets.length > 0, `there is no panel ${title}`);
  return targets.flatMap((one) => samplesOf(fill(one.expr), one.legendFormat, database, atMs));
};

/** Every query that shows no number at this time, and why. */
export const wrongQueries = (dashboard: Dashboard, database: Database, atMs: number): string[] => {
  const fill = filler(dashboard, database);
  return dashboard.panels.flatMap(({ title, datasource, targets }) =>
    targets.flatMap(({ expr, legendFormat }): string[] => {
      try {
        assert.equal(datasource.type, "prometheus");
        assert.equal(fill(datasource.uid), "the data source");
        samplesOf(fill(expr), legendFormat, database, atMs);
        return [];
      } catch (error) {
        return [`${title}: ${expr}: ${(error as Error).message}`];
      }
    }),
  );
};

const wordPattern = /(?<![\w.])[a-zA-Z_]\w*/g;

/** The text once for each of its words, with a letter too many in that word. */
const misspelt = (text: string): string[] =>
  [...text.matchAll(wordPattern)].map(({ 0: word, index }) => {
    const end = index + word.length;
    return `${text.slice(0, end)}x${text.slice(end)}`;
  });

/** The dashboard once for each slip of the pen that its queries and legends could have. */
export const misspellings = (dashboard: Dashboard): { slip: string; dashboard: Dashboard }[] =>
  dashboard.panels.flatMap((panel) =>
    panel.targets.flatMap((target) => {
      const legends = [...target.legendFormat.matchAll(/\{\{/g)].map(({ index }) => index);
      const slips = [
        ...misspelt(target.expr).map((expr) => ({ ...target, expr })),
        ...legends.map((index) => {
          const { legendFormat: text } = target;
          return { ...target, legendFormat: `${text.slice(0, index)}{{x${text.slice(index + 2)}` };
        }),
      ];
      return slips.map((slip) => ({
        slip: `${panel.title}: ${slip.expr} as ${slip.legendFormat}`,
        dashboard: { ...dashboard, panels: [{ ...panel, targets: [slip] }] },
      }));
    }),
  );
