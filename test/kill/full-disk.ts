import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
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

export interface FullDiskOptions {
  readonly seed: number;
  /** Commands a second. */
  readonly rate: number;
  /** What the agent's disk holds beyond what is on it at first, and what it gets in the end. */
  readonly roomBytes: number;
  readonly moreBytes: number;
  readonly say: (line: string) => void;
}

export interface FullDiskResult {
  readonly agent: string;
  /** From its start to its disk being full, and how long that lasted. */
  readonly filledMs: number;
  readonly fullMs: number;
  /** Of the site's status meanwhile: what the agent itself says, and what it was seen to do. */
  readonly observer: string;
  readonly orderedMeanwhile: number;
  readonly ballotsMeanwhile: number;
  /** From the new room to its first new ballot. */
  readonly backMs: number;
  readonly commands: number;
  readonly violations: readonly Violation[];
}

const deadlineMs = 300_000;
const answerMs = 2000;

const mount = (...args: readonly string[]): void => {
  try {
    execFileSync("mount", [...args], { stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new Error(`FULL_DISK_MOUNT: a small file system has to be mounted, as root: ${detail}`);
  }
};

class FullDisk {
  private readonly plant: Plant;
  private readonly options: FullDiskOptions;
  private readonly load: Load;
  private readonly victim: PlantProcess;
  private readonly home: string;
  private mounted = false;

  constructor(plant: Plant, options: FullDiskOptions) {
    [this.plant, this.options] = [plant, options];
    this.load = new Load(plant, new Random(options.seed), options.rate);
    this.victim = plant.agents.at(-1) as PlantProcess;
    this.home = agentHome(plant, this.victim.name);
  }

  async run(): Promise<FullDiskResult> {
    const { victim, options } = this;
    try {
      await victim.kill("SIGTERM");
      this.toSmallDisk();
      const startedMs = performance.now();
      victim.start();
      const full = await this.until("a full disk", ({ observer }) => observer === "JOURNAL_WRITE");
      const fullAtMs = performance.now();
      options.say(`${victim.name} after ${Math.round(fullAtMs - startedMs)} ms: ${full.observer}`);
      const begun = this.load.orderedMs.length;
      const what = "500 commands without it";
      await until(() => this.load.orderedMs.length > begun + 500, { what, deadlineMs });
      const late = await this.until("its status", () => true);
      const roomMs = performance.now();
      mount("-o", `remount,size=${options.moreBytes}`, this.home);
      const isBack = (status: AgentStatus): boolean =>
        status.observer === "" && status.voted > late.block;
      await this.until("new ballots", isBack);
      const backMs = Math.round(performance.now() - roomMs);
      const ballotsMeanwhile = late.voted - full.voted;
      const violations = await this.end();
      if (ballotsMeanwhile > 0)
        violations.push({ rule: "S6", what: "it signed while nothing could be recorded" });
      return {
        ...{ agent: victim.name, filledMs: Math.round(fullAtMs - startedMs), backMs, violations },
        ...{ fullMs: Math.round(roomMs - fullAtMs), observer: full.observer, ballotsMeanwhile },
        orderedMeanwhile: this.load.orderedMs.filter((ms) => this.isBetween(ms, fullAtMs, roomMs))
          .length,
        commands: this.load.count,
      };
    } finally {
      this.load.close();
    }
  }

  private isBetween(wallMs: number, fromMs: number, toMs: number): boolean {
    const ms = wallMs - performance.timeOrigin;
    return ms >= fromMs && ms <= toMs;
  }

  /** Its home moves to a file system of its own, over the same path. */
  private toSmallDisk(): void {
    const aside = this.copyAside();
    const held = execFileSync("du", ["-sb", aside]).toString().split("\t")[0];
    const size = Number(held) + this.options.roomBytes;
    mount("-t", "tmpfs", "-o", `size=${size},mode=0700`, "tmpfs", this.home);
    this.mounted = true;
    cpSync(aside, this.home, { recursive: true, preserveTimestamps: true });
    rmSync(aside, { recursive: true });
  }

  private async status(): Promise<AgentStatus | null> {
    const index = this.plant.agents.indexOf(this.victim);
    const answer = await this.load.links.ask(index, { status: true }, answerMs);
    return answer === null ? null : (JSON.parse(answer.json) as AgentStatus);
  }

  private until(what: string, isThere: (status: AgentStatus) => boolean): Promise<AgentStatus> {
    const look = async (): Promise<AgentStatus | null> => {
      const status = await this.status();
      return status !== null && isThere(status) ? status : null;
    };
    return until(look, { what: `${this.victim.name}: ${what}`, deadlineMs });
  }

  private async end(): Promise<Violation[]> {
    this.load.end();
    const what = `${this.load.waiting} commands to end`;
    await until(() => this.load.waiting === 0, { what, deadlineMs });
    const commands = this.load.commands();
    this.load.close();
    await this.plant.end();
    this.fromSmallDisk();
    const folder = mkdtempSync(join(tmpdir(), "quorate-full-"));
    try {
      const keepsakes = new Keepsakes(folder);
      for (const { name } of this.plant.agents) keepsakes.keep(name, agentHome(this.plant, name));
      return [...check(remainsOf(this.plant, keepsakes, commands).remains)];
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  /** What it wrote comes to the place where all others have theirs. */
  private fromSmallDisk(): void {
    const aside = this.copyAside();
    this.unmount();
    cpSync(aside, this.home, { recursive: true, preserveTimestamps: true });
    rmSync(aside, { recursive: true });
  }

  private copyAside(): string {
    const aside = mkdtempSync(join(tmpdir(), "quorate-home-"));
    cpSync(this.home, aside, { recursive: true, preserveTimestamps: true });
    return aside;
  }

  unmount(): void {
    if (!this.mounted) return;
    this.mounted = false;
    execFileSync("umount", [this.home]);
  }

  /** Runs it; nothing stays mounted. */
  static async on(plant: Plant, options: FullDiskOptions): Promise<FullDiskResult> {
    const trial = new FullDisk(plant, options);
    try {
      return await trial.run();
    } finally {
      await plant.end();
      trial.unmount();
    }
  }
}

/** One agent's disk fills up under load and gets room again; as root, for it mounts a small one. */
export const runFullDisk = async (options: FullDiskOptions): Promise<FullDiskResult> => {
  const plant = await startPlant({ devices: devicesOf });
  try {
    return await FullDisk.on(plant, options);
  } finally {
    await plant.stop();
  }
};
