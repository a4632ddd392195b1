import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Plant, type PlantProcess, startPlant, until } from "@quorate/deploy";
import { faultsOf } from "@quorate/protocol";
import { Random } from "../consensus/random.ts";
import { check, type Violation } from "./check.ts";
import { Load } from "./load.ts";
import { isMild, Plan, type Strike } from "./plan.ts";
import { agentHome, remainsOf } from "./remains.ts";
import { Keepsakes } from "./signed.ts";
import { devicesOf } from "./site.ts";
import { summarize, type Summary } from "./summary.ts";
import { Watch } from "./watch.ts";

export interface KillOptions {
  readonly kills: number;
  readonly seed: number;
  readonly agents: number;
  /** Commands a second. */
  readonly rate: number;
  /** Only strikes whose names have this text. */
  readonly only?: string;
  /** True: no further strikes; what was done is judged. */
  readonly isEnough?: () => boolean;
  readonly say: (line: string) => void;
}

/** A strike within f agents waits for the site this long, ms; then it comes all the same. */
const recoveryMs = 30_000;
/** All has come to its end by then, ms. */
const settleMs = 180_000;
const stopMs = 60_000;
const keepEveryMs = 500;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** How often processes were killed and started again, and when how many agents ran. */
export interface Toll {
  readonly kills: Record<string, number>;
  readonly strikes: Record<string, number>;
  restarts: number;
  total: number;
  /** Wall clock ms at which fewer than a quorum's agents began, and ceased, to run. */
  readonly outages: { readonly fromMs: number; toMs: number }[];
}

/** One site under load whose processes are killed and started again. */
class KillRun {
  private readonly plant: Plant;
  private readonly options: KillOptions;
  private readonly load: Load;
  private readonly watch: Watch;
  private readonly plan: Plan;
  private readonly keepsakes: Keepsakes;
  private readonly struck: readonly PlantProcess[];
  private readonly toll: Toll = { kills: {}, strikes: {}, restarts: 0, total: 0, outages: [] };
  /** Blows whose victims are down, or about to be killed again. */
  private readonly underWay = new Set<Promise<void>>();
  private readonly expected = new Set<string>();
  private readonly startedMs = performance.now();

  constructor(plant: Plant, folder: string, options: KillOptions) {
    this.plant = plant;
    this.options = options;
    const random = new Random(options.seed);
    this.struck = [...plant.agents, plant.guard];
    this.load = new Load(plant, new Random(random.word()), options.rate);
    this.watch = new Watch(plant.site, this.struck, this.load.links);
    this.keepsakes = new Keepsakes(folder);
    this.plan = new Plan(random, {
      agents: plant.agents.map(({ name }) => name),
      guard: plant.guard.name,
      faulty: faultsOf(plant.agents.length),
      only: options.only ?? "",
    });
    for (const process of this.struck) this.watch.started(process);
  }

  async run(): Promise<Summary> {
    const keeping = setInterval(() => this.keep(), keepEveryMs);
    try {
      const { kills, isEnough = () => false } = this.options;
      while (this.toll.total < kills && !isEnough()) await this.strike(this.plan.next());
      while (this.underWay.size > 0) await Promise.all(this.underWay);
      await this.settle();
      await this.watch.end();
      const commands = this.load.commands();
      this.load.close();
      await this.stop();
      this.keep();
      const remains = remainsOf(this.plant, this.keepsakes, commands);
      const violations = [...this.watch.violations, ...check(remains.remains)];
      return summarize({
        ...{ options: this.options, toll: this.toll, violations, ...remains },
        ...{ orderedMs: this.load.orderedMs, backMs: this.watch.backMs },
        tookMs: performance.now() - this.startedMs,
      });
    } finally {
      clearInterval(keeping);
      this.load.close();
      await this.watch.end();
    }
  }

  private keep(): void {
    for (const { name } of this.plant.agents)
      this.keepsakes.keep(name, agentHome(this.plant, name));
  }

  // killing --------------------------------------------------------------------------------------

  private async strike({ kind, pauseMs, blows }: Strike): Promise<void> {
    if (isMild(kind)) await this.recovered();
    await wait(pauseMs);
    this.toll.strikes[kind] = (this.toll.strikes[kind] ?? 0) + 1;
    for (const { name, downMs, againMs } of blows) {
      const victim = this.struck.find((one) => one.name === name) as PlantProcess;
      if (this.expected.has(name) || !victim.running) continue;
      const blow = this.strikeOne(victim, [...againMs], downMs);
      this.underWay.add(blow);
      void blow.finally(() => this.underWay.delete(blow));
    }
    // All run again, though they may be in the middle of their start when the next strike comes.
    await Promise.all(this.underWay);
    this.options.say(`${this.toll.total} kills, ${this.load.count} commands: ${kind}`);
  }

  private async strikeOne(victim: PlantProcess, again: number[], downMs: number): Promise<void> {
    this.expected.add(victim.name);
    for (;;) {
      this.count(victim.name);
      await victim.kill("SIGKILL");
      this.noteOutage();
      await wait(downMs);
      this.start(victim);
      const nextMs = again.shift();
      if (nextMs === undefined) break;
      await wait(nextMs);
    }
    this.expected.delete(victim.name);
  }

  private start(process: PlantProcess): void {
    process.start();
    this.watch.started(process);
    this.toll.restarts += 1;
    this.noteOutage();
    const { pid } = process;
    void process.end().then((ended) => {
      if (this.expected.has(process.name) || pid === 0) return;
      const what = `${process.name} ended by itself with ${ended}\n${process.tail()}`;
      if (!this.watch.killed.has(pid)) this.watch.violations.push({ rule: "PROCESS", what });
      this.start(process);
    });
  }

  private count(name: string): void {
    this.toll.kills[name] = (this.toll.kills[name] ?? 0) + 1;
    this.toll.total += 1;
  }

  private noteOutage(): void {
    const { agents } = this.plant;
    const running = agents.filter((agent) => agent.running).length;
    const isOut = 3 * running <= 2 * agents.length;
    const { outages } = this.toll;
    const last = outages.at(-1);
    const isKnown = last !== undefined && last.toMs === Number.POSITIVE_INFINITY;
    if (isOut && !isKnown) outages.push({ fromMs: Date.now(), toMs: Number.POSITIVE_INFINITY });
    else if (!isOut && isKnown) last.toMs = Date.now();
  }

  private async recovered(): Promise<void> {
    const endMs = performance.now() + recoveryMs;
    while (performance.now() < endMs && !this.struck.every((one) => this.watch.isBack(one)))
      await wait(20);
  }

  // the end --------------------------------------------------------------------------------------

  private async settle(): Promise<void> {
    this.load.end();
    const isSettled = (): boolean => this.watch.isSettled && this.load.waiting === 0;
    try {
      await until(isSettled, { what: "the site to settle", deadlineMs: settleMs });
    } catch {
      const what = `the site has not settled after ${settleMs} ms; ${this.load.waiting} commands ` +
        `with a receipt have no end\n${this.watch.picture}`;
      this.watch.violations.push({ rule: "S8", what });
    }
  }

  /** As a service manager does it; whoever does not end is looked into. */
  private async stop(): Promise<void> {
    for (const { name } of this.struck) this.expected.add(name);
    const stopOne = async (process: PlantProcess): Promise<void> => {
      const ended = process.kill("SIGTERM");
      const late = wait(stopMs).then(() => "late" as const);
      const how = await Promise.race([ended, late]);
      if (how === "late") {
        await this.watch.accuse(process, `has not ended ${stopMs} ms after SIGTERM`);
        await process.kill("SIGKILL");
      } else if (how !== 0) await this.watch.accuse(process, `answered SIGTERM with ${how}`);
    };
    await Promise.all(this.struck.map(stopOne));
  }
}

export interface KillResult {
  readonly summary: Summary;
  readonly violations: readonly Violation[];
  /** Where everything still is, if something was wrong. */
  readonly folder: string | null;
}

/** Runs it and judges it. Nothing is left behind but the folder of a run that failed. */
export const runKills = async (options: KillOptions): Promise<KillResult> => {
  const plant = await startPlant({ agents: options.agents, devices: devicesOf });
  const folder = mkdtempSync(join(tmpdir(), "quorate-kill-"));
  let failed = true;
  try {
    const summary = await new KillRun(plant, folder, options).run();
    failed = summary.violations.length > 0;
    return { summary, violations: summary.violations, folder: failed ? plant.dir : null };
  } finally {
    if (failed) {
      await plant.end();
      for (const { name, out, err } of plant.processes)
        writeFileSync(join(plant.dir, `${name}.out`), [...out, ...err, ""].join("\n"));
    } else {
      await plant.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  }
};
