import { behaviourNames } from "./byzantine.ts";
import type { RunResult } from "./run.ts";

/** Lines of one run's result that can be added up over many. */
export const countsOfRun = (run: RunResult): Readonly<Record<string, Record<string, number>>> => ({
  sizes: { [`n=${run.n} with ${run.byzantine.length} Byzantine`]: 1 },
  faults: { ...run.faults },
  behaviours: Object.fromEntries(run.behaviours),
  outcomes: { ...run.outcomes },
  marks: Object.fromEntries(run.counts),
});

/** From this many seeds on everything that is required has to have happened. */
export const enoughSeeds = 300;

/**
 * Marks that a run of many seeds has to pass: rare lines of the order, kills at every write point,
 * what network and disks did, and the codes of what honest processes have to notice.
 */
export const requiredMarks: readonly string[] = [
  ...["append", "sync", "synced"].map((point) => `sim/killed-at-${point}`),
  ...["stalled", "dropped", "duplicated", "reordered"].map((name) => `network/${name}`),
  ...["disk/torn", "disk/reordered", "disk/snapshot-refused", "garbage/checked"],
  ...["order/coin-round", "order/late-witness", "order/not-famous", "order/fork-seen"],
  ...["order/fork-on-path", "order/false-link", "order/coin-tossed"],
  ...["ORDER_STALE_EVENT", "GOSSIP_EQUIVOCATION", "GOSSIP_EVENT", "EVENT_SIGNATURE"],
  ...["BALLOT_REFUSED", "CERTIFICATE_DIVERGENCE", "CERTIFICATE_VETOED", "CERTIFICATE_REPEATED"],
  ...["CERTIFICATE_SIGNATURE", "CERTIFICATE_PATH", "CLOCK_NONCE", "FRAME_DECODE"],
  ...["SNAPSHOT_TAKEN", "SNAPSHOT_ADOPTED", "JOURNAL_WRITE"],
];

/** These need more seeds to be sure to happen. */
const rareMarks: readonly string[] = ["order/round-in-round"];
const manySeeds = 1000;

export class Totals {
  runs = 0;
  readonly broken: { readonly seed: number; readonly problems: readonly string[] }[] = [];
  private readonly tables = new Map<string, Map<string, number>>();

  add(seed: number, counts: ReturnType<typeof countsOfRun>, problems: readonly string[]): void {
    this.runs += 1;
    if (problems.length > 0) this.broken.push({ seed, problems });
    for (const [table, rows] of Object.entries(counts))
      for (const [name, count] of Object.entries(rows)) {
        const of = this.tables.get(table) ?? new Map<string, number>();
        of.set(name, (of.get(name) ?? 0) + count);
        this.tables.set(table, of);
      }
  }

  /** What had to happen and did not; nothing is asked of a few seeds. */
  missing(): string[] {
    if (this.runs < enoughSeeds) return [];
    const lacks = (table: string, names: Iterable<string>): string[] =>
      [...names].filter((name) => !this.tables.get(table)?.get(name));
    return [
      ...lacks("faults", this.tables.get("faults")?.keys() ?? []),
      ...lacks("behaviours", behaviourNames),
      ...lacks("marks", requiredMarks),
      ...(this.runs < manySeeds ? [] : lacks("marks", rareMarks)),
      ...lacks("outcomes", ["confirmed", "failed", "refused", "expired"]),
    ];
  }

  text(): string {
    const sections = [...this.tables].map(([title, rows]) => {
      const sorted = [...rows].sort(([one], [other]) => (one < other ? -1 : 1));
      return [title, ...sorted.map(([name, count]) => `  ${name.padEnd(32)} ${count}`)].join("\n");
    });
    return sections.join("\n");
  }
}
