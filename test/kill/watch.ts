import { readFileSync } from "node:fs";
import type { PlantProcess } from "@quorate/deploy";
import type { SiteLinks } from "@quorate/edge-agent";
import { type Site } from "@quorate/protocol";
import type { AgentStatus } from "@quorate/protocol";
import type { Violation } from "./check.ts";
import { stackOf } from "./stack.ts";

const everyMs = 250;
const answerMs = 2000;
/** An agent that runs for so long and answers nobody hangs. */
const silentMs = 45_000;
/** Nearly a whole core for so long, with a load that takes a fraction of that, is a loop. */
const spinMs = 30_000;
const spinShare = 0.85;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * How long the main thread of a process ran, and how long it waited for a core, ms. On a machine
 * that is busy with other things a process may be slow for want of a core, and that is no fault.
 */
const scheduledOf = (pid: number): { readonly waitedMs: number } => {
  try {
    const [, waited] = readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ");
    return { waitedMs: Number(waited) / 1e6 };
  } catch {
    return { waitedMs: 0 };
  }
};

/** CPU time of a process so far, ms; null when it is gone. */
const cpuMsOf = (pid: number): number | null => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return null;
  }
};

/** One run of one process. */
interface Life {
  readonly pid: number;
  readonly startedMs: number;
  /** What the others had of its events when it was started. */
  readonly lastEvent: number;
  heardMs: number;
  /** Waited for a core until it was heard last, ms. */
  waitedMs: number;
  backMs: number | null;
  /** Where the time of full load began. */
  spin: { readonly sinceMs: number; readonly cpuMs: number };
}

/** Looks after all processes of a run: which are back, and which hang or spin. */
export class Watch {
  readonly violations: Violation[] = [];
  /** From the start of a process to its part in the order, ms; of a guard, to its link. */
  readonly backMs: { readonly agent: number[]; readonly guard: number[] } = {
    agent: [],
    guard: [],
  };
  private readonly links: SiteLinks;
  private readonly site: Site;
  private readonly statuses = new Map<string, AgentStatus>();
  private readonly lives = new Map<string, Life>();
  /** Ended here, because they hung. */
  readonly killed = new Set<number>();
  private readonly processes: readonly PlantProcess[];
  private readonly done: Promise<void>;
  private ended = false;

  constructor(site: Site, processes: readonly PlantProcess[], links: SiteLinks) {
    [this.site, this.processes, this.links] = [site, processes, links];
    this.done = this.run();
  }

  async end(): Promise<void> {
    this.ended = true;
    await this.done;
  }

  /** A process has just been started. */
  started(process: PlantProcess): void {
    const nowMs = performance.now();
    this.statuses.delete(process.name);
    this.lives.set(process.name, {
      ...{ pid: process.pid, startedMs: nowMs, heardMs: nowMs, waitedMs: 0, backMs: null },
      lastEvent: this.lastEventOf(process.name),
      spin: { sinceMs: nowMs, cpuMs: 0 },
    });
  }

  /** It runs, and the others have an event of this run; a guard: an agent has its link. */
  isBack(process: PlantProcess): boolean {
    const life = this.lives.get(process.name);
    return process.running && life?.pid === process.pid && life.backMs !== null;
  }

  /** All agents say that they order, at one block, with nothing open; a ballot may wait. */
  get isSettled(): boolean {
    const all = this.site.agents.map(({ name }) => this.statuses.get(name));
    const blocks = new Set(all.map((status) => status?.block));
    const isQuiet = all.every(
      (status) =>
        status !== undefined &&
        status.ordering &&
        status.observer === "" &&
        status.devices.every(({ open, up }) => open === 0 && up),
    );
    return isQuiet && blocks.size === 1;
  }

  /** For the message of a failure. */
  get picture(): string {
    return this.site.agents
      .map(({ name }) => {
        const status = this.statuses.get(name);
        if (status === undefined) return `${name}: no answer`;
        const { block, round, why, waits, observer, pending, devices } = status;
        const open = devices.map((device) => `${device.name} ${device.open}`).join(", ");
        return `${name}: ${JSON.stringify({ block, round, why, waits, observer, pending, open })}`;
      })
      .join("\n");
  }

  /** What is wrong with a process, with its stack. */
  async accuse(process: PlantProcess, what: string): Promise<void> {
    const { pid, name } = process;
    const stack = process.running ? await stackOf(pid) : "";
    const text = `${name} (${pid}) ${what}\n${stack}\n${process.tail()}`;
    this.violations.push({ rule: "PROCESS", what: text });
  }

  private async run(): Promise<void> {
    while (!this.ended) {
      await Promise.all([wait(everyMs), ...this.site.agents.map((_, index) => this.ask(index))]);
      for (const process of this.processes) await this.look(process);
    }
  }

  private async ask(index: number): Promise<void> {
    const name = this.site.agents[index]?.name ?? "";
    const before = this.lives.get(name);
    const answer = await this.links.ask(index, { status: true }, answerMs);
    const life = this.lives.get(name);
    if (answer === null || life === undefined || life !== before) return;
    life.heardMs = performance.now();
    life.waitedMs = scheduledOf(life.pid).waitedMs;
    this.statuses.set(name, JSON.parse(answer.json) as AgentStatus);
  }

  private lastEventOf(name: string): number {
    const others = [...this.statuses.values()].filter(({ agent }) => agent !== name);
    const known = others.map(
      ({ agents }) => agents.find((one) => one.name === name)?.lastEvent ?? 0,
    );
    return Math.max(0, ...known);
  }

  private async look(process: PlantProcess): Promise<void> {
    const life = this.lives.get(process.name);
    if (life === undefined || !process.running || life.pid !== process.pid) return;
    const isGuard = this.site.guards.some(({ name }) => name === process.name);
    this.noteBack(process.name, life, isGuard);
    const nowMs = performance.now();
    const cpuMs = cpuMsOf(life.pid);
    if (cpuMs === null) return;
    const waitedMs = scheduledOf(life.pid).waitedMs - life.waitedMs;
    if (!isGuard && nowMs - life.heardMs - waitedMs > silentMs) {
      await this.accuse(process, `runs and has answered nobody for ${silentMs} ms`);
      await this.kill(process);
    } else if (nowMs - life.spin.sinceMs >= spinMs) {
      const share = (cpuMs - life.spin.cpuMs) / (nowMs - life.spin.sinceMs);
      life.spin = { sinceMs: nowMs, cpuMs };
      if (share < spinShare) return;
      await this.accuse(process, `takes ${Math.round(share * 100)} % of a core`);
      await this.kill(process);
    }
  }

  private async kill(process: PlantProcess): Promise<void> {
    this.killed.add(process.pid);
    await process.kill("SIGKILL");
  }

  private noteBack(name: string, life: Life, isGuard: boolean): void {
    if (life.backMs !== null) return;
    const isBack = isGuard
      ? [...this.statuses.values()].some(({ guards }) =>
          guards.some((guard) => guard.name === name && guard.up),
        )
      : this.statuses.get(name)?.ordering === true && this.lastEventOf(name) > life.lastEvent;
    if (!isBack) return;
    life.backMs = performance.now() - life.startedMs;
    this.backMs[isGuard ? "guard" : "agent"].push(life.backMs);
  }
}
