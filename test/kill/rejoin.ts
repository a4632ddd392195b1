import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Plant, type PlantProcess, startPlant, until } from "@quorate/deploy";
import { Random } from "../consensus/random.ts";
import type { AgentStatus } from "@quorate/protocol";
import { check, type Violation } from "./check.ts";
import { Load } from "./load.ts";
import { agentHome, remainsOf } from "./remains.ts";
import { Keepsakes } from "./signed.ts";
import { devicesOf } from "./site.ts";

export interface RejoinOptions {
  readonly times: number;
  readonly seed: number;
  /** Commands a second. */
  readonly rate: number;
  /** Rounds for which an agent is away that misses more than the others keep. */
  readonly rounds: number;
  readonly say: (line: string) => void;
}

export const rejoinKinds = ["away", "emptied", "away and emptied"] as const;
export type RejoinKind = (typeof rejoinKinds)[number];

export interface RejoinRow {
  readonly kind: RejoinKind;
  readonly agent: string;
  readonly awayMs: number;
  readonly awayRounds: number;
  /** It took up a snapshot of another agent. */
  readonly bySnapshot: boolean;
  /** From its start to its state being as new as any other's; to a new event of it in the order;
   * and to a new ballot of it. */
  readonly currentMs: number;
  readonly orderedMs: number;
  readonly votedMs: number;
}

export interface RejoinResult {
  readonly rows: readonly RejoinRow[];
  readonly commands: number;
  readonly violations: readonly Violation[];
}

/** An agent is back by then, without a command by anyone, ms. */
export const rejoinBudgetMs = 30_000;
const deadlineMs = 180_000;
const awayDeadlineMs = 600_000;
const settleMs = 180_000;
const keepEveryMs = 500;
const shortAwayMs = 1000;
const answerMs = 2000;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

class Rejoin {
  private readonly plant: Plant;
  private readonly options: RejoinOptions;
  private readonly load: Load;
  private readonly keepsakes: Keepsakes;

  constructor(plant: Plant, folder: string, options: RejoinOptions) {
    [this.plant, this.options] = [plant, options];
    this.keepsakes = new Keepsakes(folder);
    this.load = new Load(plant, new Random(options.seed), options.rate);
  }

  async run(): Promise<RejoinResult> {
    const keeping = setInterval(() => this.keep(), keepEveryMs);
    const rows: RejoinRow[] = [];
    const violations: Violation[] = [];
    const { agents } = this.plant;
    try {
      for (let turn = 0; turn < this.options.times; turn += 1)
        for (const [index, kind] of rejoinKinds.entries()) {
          const agent = agents[(turn * rejoinKinds.length + index) % agents.length];
          const row = await this.once(kind, agent as PlantProcess);
          rows.push(row);
          this.options.say(JSON.stringify(row));
          const lastMs = Math.max(row.currentMs, row.orderedMs, row.votedMs);
          if (lastMs <= rejoinBudgetMs) continue;
          const what = `${row.agent}, ${kind}: back after ${Math.round(lastMs)} ms`;
          violations.push({ rule: "REJOIN", what });
        }
      await this.settle();
      const commands = this.load.commands();
      this.load.close();
      await this.plant.end();
      this.keep();
      const { remains } = remainsOf(this.plant, this.keepsakes, commands);
      violations.push(...check(remains));
      return { rows, commands: commands.length, violations };
    } finally {
      clearInterval(keeping);
      this.load.close();
    }
  }

  private keep(): void {
    for (const { name } of this.plant.agents)
      this.keepsakes.keep(name, agentHome(this.plant, name));
  }

  private async status(agent: PlantProcess): Promise<AgentStatus | null> {
    const index = this.plant.agents.indexOf(agent);
    const answer = await this.load.links.ask(index, { status: true }, answerMs);
    return answer === null ? null : (JSON.parse(answer.json) as AgentStatus);
  }

  private async othersOf(agent: PlantProcess): Promise<readonly AgentStatus[]> {
    const others = this.plant.agents.filter((one) => one !== agent);
    const statuses = await Promise.all(others.map((one) => this.status(one)));
    return statuses.filter((status) => status !== null);
  }

  private async once(kind: RejoinKind, agent: PlantProcess): Promise<RejoinRow> {
    const before = await until(() => this.status(agent), { what: "its status", deadlineMs });
    const stoppedMs = performance.now();
    await agent.kill("SIGKILL");
    this.keep();
    if (kind === "emptied") await wait(shortAwayMs);
    else await this.missRounds(agent, before.round + this.options.rounds);
    if (kind !== "away") this.empty(agent);
    const others = await this.othersOf(agent);
    const awayRounds = Math.max(0, ...others.map(({ round }) => round)) - before.round;
    const adopted = agent.logged("SNAPSHOT_ADOPTED").length;
    const startedMs = performance.now();
    agent.start();
    const block = Math.max(before.block, before.voted, ...others.map((one) => one.block));
    const back = await this.back(agent, { event: newestOf(agent, others), block }, startedMs);
    return {
      ...{ kind, agent: agent.name, awayMs: Math.round(startedMs - stoppedMs), awayRounds },
      bySnapshot: agent.logged("SNAPSHOT_ADOPTED").length > adopted,
      ...back,
    };
  }

  private async missRounds(agent: PlantProcess, round: number): Promise<void> {
    const isPast = async (): Promise<boolean> =>
      (await this.othersOf(agent)).some((status) => status.round > round);
    await until(isPast, { what: `round ${round}`, deadlineMs: awayDeadlineMs });
  }

  /** Key and settings stay, as when a disk is replaced and the box set up again. */
  private empty(agent: PlantProcess): void {
    const home = agentHome(this.plant, agent.name);
    for (const name of readdirSync(home))
      if (name !== "key.pem" && name !== "local.yaml")
        rmSync(join(home, name), { recursive: true, force: true });
    this.keepsakes.newDisk(agent.name);
  }

  /** `old`: its newest event of before, and the newest block of anybody when it was started. */
  private async back(
    agent: PlantProcess,
    old: { readonly event: number; readonly block: number },
    startedMs: number,
  ) {
    let [currentMs, orderedMs, votedMs] = [0, 0, 0];
    let last: AgentStatus | null = null;
    // Of the look before: whoever orders along is never behind that for long.
    let highest = Number.POSITIVE_INFINITY;
    const look = async (): Promise<boolean> => {
      const status = await this.status(agent);
      const sinceMs = performance.now() - startedMs;
      last = status;
      if (status !== null) {
        if (currentMs === 0 && status.block >= highest) currentMs = sinceMs;
        if (orderedMs === 0 && status.ownOrdered > old.event) orderedMs = sinceMs;
        if (votedMs === 0 && status.voted > old.block) votedMs = sinceMs;
      }
      const others = await this.othersOf(agent);
      highest = Math.max(old.block, ...others.map(({ block }) => block));
      return currentMs > 0 && orderedMs > 0 && votedMs > 0;
    };
    await until(look, { what: `${agent.name} to be back`, deadlineMs }).catch((error: Error) => {
      const seen = JSON.stringify({ old, highest, currentMs, orderedMs, votedMs, last });
      error.message += `\n${seen}\n${agent.tail()}`;
      throw error;
    });
    return {
      ...{ currentMs: Math.round(currentMs), orderedMs: Math.round(orderedMs) },
      votedMs: Math.round(votedMs),
    };
  }

  private async settle(): Promise<void> {
    this.load.end();
    const what = `${this.load.waiting} commands to end`;
    await until(() => this.load.waiting === 0, { what, deadlineMs: settleMs });
  }
}

/** Its newest event of before: what the others have, and one that it may not have sent yet. */
const newestOf = ({ name }: PlantProcess, others: readonly AgentStatus[]): number =>
  Math.max(
    ...others.map(({ agents }) => agents.find((one) => one.name === name)?.lastEvent ?? 0),
  ) + 1;

/** Runs it, prints and judges it. */
export const runRejoins = async (options: RejoinOptions): Promise<RejoinResult> => {
  const plant = await startPlant({ devices: devicesOf });
  const folder = mkdtempSync(join(tmpdir(), "quorate-rejoin-"));
  try {
    return await new Rejoin(plant, folder, options).run();
  } finally {
    await plant.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
