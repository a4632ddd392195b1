import { cpus, totalmem } from "node:os";
import { build, type Histogram } from "hdr-histogram-js";

/** Percentiles of one stage, milliseconds. */
export interface Percentiles {
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** A minute; what took longer counts as so long. */
const longestUs = 60_000_000;

/** Durations in microseconds, shown in milliseconds; three significant figures up to a minute. */
export class Stopwatch {
  private readonly histogram: Histogram = build({
    ...{ lowestDiscernibleValue: 1, highestTrackableValue: longestUs },
    numberOfSignificantValueDigits: 3,
  });

  record(milliseconds: number): void {
    const microseconds = Math.round(milliseconds * 1000);
    this.histogram.recordValue(Math.min(Math.max(1, microseconds), longestUs));
  }

  percentiles(): Percentiles {
    const at = (percentile: number): number =>
      Math.round(this.histogram.getValueAtPercentile(percentile) / 10) / 100;
    const count = this.histogram.totalCount;
    return { count, p50: at(50), p90: at(90), p99: at(99), max: at(100) };
  }
}

/** What the figures were taken on. */
export const machine = () => ({
  cores: cpus().length,
  cpu: cpus()[0]?.model ?? "unknown",
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
});

export type Row = readonly (string | number)[];

/** A row of `percentileTable`. */
export const percentileRow = (name: string, { count, p50, p90, p99, max }: Percentiles): Row => [
  ...[name, count, p50, p90, p99, max],
];

export const percentileTable = (heading: string, rows: readonly Row[]): string =>
  table([heading, "count", "p50", "p90", "p99", "max"], rows);

/** Rows of text under their headings, numbers to the right. */
export const table = (
  headings: readonly string[],
  rows: readonly Row[],
): string => {
  const texts = [headings, ...rows].map((row) => row.map(String));
  const widths = headings.map((_, column) =>
    Math.max(...texts.map((row) => row[column]?.length ?? 0)),
  );
  return texts
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] as number) : cell.padStart(widths[column] as number),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
};
