import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Plant, type PlantProcess, startPlant, until } from "@quorate/deploy";
import type { AgentStatus } from "@quorate/protocol";
import { Random } from "../consensus/random.ts";
import { check, type Violation } from "./check.ts";
import { Load } from "./load.ts";
import { agentHome, remainsOf } from "./remains.ts";
import { Keepsakes } from "./signed.ts";
import { devicesOf } from "./site.ts";

export interface RollingOptions {
  /** How often all agents are restarted. */
  readonly times: number;
  readonly seed: number;
  /** Commands a second. */
  readonly rate: number;
  readonly say: (line: string) => void;
}

/** One agent's restart, and the commands that were given from its stop until it was back. */
export interface RollingRow {
  readonly agent: string;
  /** From SIGTERM to the end of the process, and from its start until its events are ordered. */
  readonly stopMs: number;
  readonly backMs: number;
  readonly commands: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

export interface RollingResult {
  readonly rows: readonly RollingRow[];
  readonly commands: number;
  readonly confirmed: number;
  /** Superseded by a later command for the same point, as the site's rules have it. */
  readonly superseded: number;
  /** Given, and never told to have ended. */
  readonly lost: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly violations: readonly Violation[];
}

/** A command's whole way, whoever is restarted meanwhile. */
export const rollingBudgetMs = 1000;
const deadlineMs = 120_000;
const answerMs = 2000;
/** Under load before the first, between two, and after the last, ms. */
const betweenMs = 3000;
/** No command of this load may end because its time was up. */
const lifeMs = 45_000;

/** A later command of this very load wrote a point before the read-back was over. */
const rewritten: ReadonlySet<string> = new Set(["SUPERSEDED", "READBACK_ENDED"]);

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const figures = (times: readonly number[]) => {
  const sorted = [...times].sort((left, right) => left - right);
  const at = (share: number): number =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
};

class Rolling {
  private readonly plant: Plant;
  private readonly options: RollingOptions;
  private readonly load: Load;
  private readonly keepsakes: Keepsakes;

  constructor(plant: Plant, folder: string, options: RollingOptions) {
    [this.plant, this.options] = [plant, options];
    this.keepsakes = new Keepsakes(folder);
    this.load = new Load(plant, new Random(options.seed), options.rate, [lifeMs]);
  }

  async run(): Promise<RollingResult> {
    const spans: { readonly row: Omit<RollingRow, "commands">; readonly span: Span }[] = [];
    try {
      await wait(betweenMs);
      for (let turn = 0; turn < this.options.times; turn += 1)
        for (const agent of this.plant.agents) {
          const fromMs = Date.now();
          const timed = await this.once(agent);
          await wait(betweenMs);
          const row = { agent: agent.name, ...timed, p50Ms: 0, p99Ms: 0, maxMs: 0 };
          spans.push({ row, span: { fromMs, toMs: Date.now() } });
          this.options.say(JSON.stringify({ agent: agent.name, ...timed }));
        }
      this.load.end();
      const what = `${this.load.waiting} commands to end`;
      await until(() => this.load.waiting === 0, { what, deadlineMs });
      const times = this.load.times();
      const commands = this.load.commands();
      this.load.close();
      await this.plant.end();
      for (const { name } of this.plant.agents)
        this.keepsakes.keep(name, agentHome(this.plant, name));
      const { remains } = remainsOf(this.plant, this.keepsakes, commands);
      const rows = spans.map(({ row, span }): RollingRow => {
        const within = times.filter((time) => isWithin(time, span));
        return { ...row, commands: within.length, ...figures(within.map(durationOf)) };
      });
      return judged(rows, times, commands, check(remains));
    } finally {
      this.load.close();
    }
  }

  private async status(agent: PlantProcess): Promise<AgentStatus | null> {
    const index = this.plant.agents.indexOf(agent);
    const answer = await this.load.links.ask(index, { status: true }, answerMs);
    return answer === null ? null : (JSON.parse(answer.json) as AgentStatus);
  }

  /** As an operator does who upgrades a box: ends it, starts it, and looks that it is back. */
  private async once(agent: PlantProcess) {
    const before = await until(() => this.status(agent), { what: "its status", deadlineMs });
    const stoppedMs = performance.now();
    await agent.kill("SIGTERM");
    const startedMs = performance.now();
    agent.start();
    const isBack = async (): Promise<boolean> => {
      const status = await this.status(agent);
      if (status === null || !status.ordering) return false;
      const own = status.agents.find(({ name }) => name === agent.name);
      return status.ownOrdered > before.ownOrdered && status.voted > before.voted && own != null;
    };
    await until(isBack, { what: `${agent.name} to be back`, deadlineMs });
    return {
      stopMs: Math.round(startedMs - stoppedMs),
      backMs: Math.round(performance.now() - startedMs),
    };
  }
}

type Time = ReturnType<Load["times"]>[number];

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

const durationOf = ({ submittedMs, endedMs }: Time): number =>
  (endedMs ?? Number.POSITIVE_INFINITY) - submittedMs;

const isWithin = ({ submittedMs }: Time, { fromMs, toMs }: Span): boolean =>
  submittedMs >= fromMs && submittedMs < toMs;

const judged = (
  rows: readonly RollingRow[],
  times: readonly Time[],
  commands: ReturnType<Load["commands"]>,
  found: readonly Violation[],
): RollingResult => {
  const lost = times.filter(({ endedMs }) => endedMs === null).length;
  const endings = commands.map(({ told }) => told);
  const confirmed = endings.filter((told) => told?.outcome === "confirmed").length;
  const isSuperseded = (code = ""): boolean => rewritten.has(code);
  const superseded = endings.filter((told) => isSuperseded(told?.code)).length;
  const others = endings.filter(
    (told) => told !== null && told.outcome !== "confirmed" && !isSuperseded(told.code),
  );
  const violations = [...found];
  if (lost > 0) violations.push({ rule: "ROLLING", what: `${lost} commands have no end` });
  for (const told of others.slice(0, 10))
    violations.push({ rule: "ROLLING", what: `one ended ${told?.outcome} ${told?.code}` });
  for (const { agent, p99Ms } of rows)
    if (p99Ms > rollingBudgetMs)
      violations.push({ rule: "ROLLING", what: `p99 of ${p99Ms} ms while ${agent} was restarted` });
  const all = figures(times.map(durationOf));
  return { rows, commands: times.length, confirmed, superseded, lost, ...all, violations };
};

/** Restarts all agents one after the other under load, and judges what is left. */
export const runRolling = async (options: RollingOptions): Promise<RollingResult> => {
  const plant = await startPlant({ devices: devicesOf });
  const folder = mkdtempSync(join(tmpdir(), "quorate-rolling-"));
  try {
    return await new Rolling(plant, folder, options).run();
  } finally {
    await plant.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
