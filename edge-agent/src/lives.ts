import { type Envelope, type Hex, hexBytes, type WireProgress } from "@quorate/protocol";

/** Lives of ended commands that are kept for those who ask later. */
const remembered = 8192;

const stages = ["received", "waiting", "ordered", "certified", "written", "confirmed"] as const;
export type Stage = (typeof stages)[number];

/** What this agent has seen of one command; watchers are shown it as it is at that moment. */
export interface Life {
  readonly id: Hex;
  stage: Stage | "ended";
  outcome: string;
  code: string;
  detail: string;
  timeMs: number;
  /** When this agent first met it, by the same clock. */
  readonly metMs: number;
  sequence: number;
  block: number;
  ballots: number;
  report: Envelope | null;
}

type News = Partial<Omit<Life, "id" | "timeMs" | "metMs">>;

const newLife = (id: Hex, timeMs: number): Life => ({
  ...{ id, stage: "received", outcome: "", code: "", detail: "", timeMs, metMs: timeMs },
  ...{ sequence: 0, block: 0, ballots: 0, report: null },
});

/** The way of every recent command through this agent, told to whoever watches it. */
export class Lives {
  private readonly lives = new Map<Hex, Life>();
  private readonly moved: (stage: Life["stage"], ms: number) => void;
  private readonly watchers = new Map<Hex, Set<(life: Life) => void>>();
  /** How many commands ended so, in this run, by outcome. */
  readonly endings = new Map<string, number>();

  /** `moved` is told how long after it was met a command came to a further stage. */
  constructor(moved: (stage: Life["stage"], ms: number) => void = () => {}) {
    this.moved = moved;
  }

  get(id: Hex): Readonly<Life> | undefined {
    return this.lives.get(id);
  }

  /**
   * Moves a command on and tells its watchers. It never goes back a stage (a slow disk may receive
   * what others have ordered), and an ended one does not move any more.
   */
  move(id: Hex, timeMs: number, news: News): void {
    const known = this.lives.get(id);
    if (known?.stage === "ended") return;
    const life = known ?? newLife(id, timeMs);
    const before = life.stage;
    // Field by field, in place: this is done some six times for every command on every agent.
    if (news.stage !== undefined) life.stage = later(before, news.stage);
    life.outcome = news.outcome ?? life.outcome;
    life.code = news.code ?? life.code;
    life.detail = news.detail ?? life.detail;
    life.sequence = news.sequence ?? life.sequence;
    life.block = news.block ?? life.block;
    life.ballots = news.ballots ?? life.ballots;
    life.report = news.report ?? life.report;
    life.timeMs = timeMs;
    if (life.stage === "ended")
      this.endings.set(life.outcome, (this.endings.get(life.outcome) ?? 0) + 1);
    if (known !== undefined && before !== life.stage) this.moved(life.stage, timeMs - life.metMs);
    // By its place here it will be forgotten: when it ended, or was met.
    if (known !== undefined && life.stage === "ended") this.lives.delete(id);
    if (known === undefined || life.stage === "ended") this.lives.set(id, life);
    if (this.lives.size > remembered) this.lives.delete(this.lives.keys().next().value as Hex);
    for (const watcher of this.watchers.get(id) ?? []) watcher(life);
  }

  /** Calls back at once with what is known, then at every step. The answer ends the watch. */
  watch(id: Hex, watcher: (life: Life) => void): () => void {
    const watchers = this.watchers.get(id) ?? new Set();
    watchers.add(watcher);
    this.watchers.set(id, watchers);
    const life = this.lives.get(id);
    if (life !== undefined) watcher(life);
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0) this.watchers.delete(id);
    };
  }
}

const later = (one: Life["stage"], other: Life["stage"]): Life["stage"] => {
  if (one === "ended" || other === "ended") return "ended";
  return stages.indexOf(one) > stages.indexOf(other) ? one : other;
};

/** `stage` is one of Stage, or `ended` with the outcome. */
export const progressOf = (life: Life): WireProgress => ({
  ...{ stage: life.stage, outcome: life.outcome, code: life.code, detail: life.detail },
  ...{ timeMs: life.timeMs, sequence: life.sequence, block: life.block, ballots: life.ballots },
  id: hexBytes(life.id),
  ...(life.report === null ? {} : { report: life.report }),
});
