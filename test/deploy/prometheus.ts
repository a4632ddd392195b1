/** One line of a metrics page. */
export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const labelsOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, name = "", value = ""]) => [
      name,
      value,
    ]),
  );

/** Prometheus text format, as far as samples go. */
export const parsePage = (page: string): Series[] =>
  page.split("\n").flatMap((line) => {
    const match = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line);
    if (match === null) return [];
    const [, name = "", labels = "", value = ""] = match;
    return [{ name, labels: labelsOf(labels), value: Number(value) }];
  });

export interface Selector {
  readonly text: string;
  /** Labels that the query goes on to use. */
  readonly needs: readonly string[];
  matches(series: Series): boolean;
}

const comparisons: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  "=": (value, wanted) => value === wanted,
  "!=": (value, wanted) => value !== wanted,
  "=~": (value, wanted) => new RegExp(`^(?:${wanted})$`).test(value),
  "!~": (value, wanted) => !new RegExp(`^(?:${wanted})$`).test(value),
};

/** What a PromQL expression selects: every metric's name with its matchers. */
export const selectorsOf = (expr: string): Selector[] => {
  const by = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = ""]) => list.split(/,\s*/));
  const bare = expr.replaceAll(/\bby \([^)]*\)/g, "");
  const found = bare.matchAll(/\b((?:quorate|process|nodejs)_\w+)(?:\{([^}]*)\})?/g);
  return [...found].map(([text, name, matchers = ""]) => {
    const wanted = [...matchers.matchAll(/(\w+)(=~|!~|!=|=)"([^"]*)"/g)];
    return {
      ...{ text, needs: by },
      matches: (series) =>
        series.name === name &&
        wanted.every(([, label = "", sign = "=", value = ""]) =>
          comparisons[sign]?.(series.labels[label] ?? "", value),
        ),
    };
  });
};
