import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSiteOrThrow, type Site } from "@quorate/protocol";
import { readKey } from "@quorate/protocol/node";
import { askSite, SiteLinks, type SiteStatus } from "@quorate/edge-agent";
import { until } from "./until.ts";
import { freeBase } from "./ports.ts";
import { PlantProcess } from "./process.ts";

const bin = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
export const quorate = bin("edge-agent/bin/quorate.js");
const quoratePlc = bin("firmware-sim/bin/quorate-plc.js");

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** One write that reached the PLC, as its own journal has it. */
export interface PlcWrite {
  readonly t: number;
  readonly protocol: string;
  readonly table?: string;
  readonly register?: number;
  readonly value: number | readonly number[];
  readonly from: string;
}

export interface PlantOptions {
  readonly agents?: number;
  /** Changes the site file before anything starts. */
  readonly site?: (text: string) => string;
  /** More of `quorate init`'s arguments. */
  readonly init?: readonly string[];
  /** False: everything is made and nothing runs. */
  readonly start?: boolean;
  /** More arguments for quorate-plc. */
  readonly plc?: readonly string[];
}

/** A command line may take so long, ms: the machine is shared. */
const cliMs = 90_000;
const readyMs = 60_000;

/** Runs `quorate` with these arguments, as a person would. */
export const runQuorate = (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CliResult> =>
  new Promise((resolve) => {
    const options = { env: { ...process.env, ...env }, timeout: cliMs, maxBuffer: 64 * 1024 ** 2 };
    execFile(process.execPath, [quorate, ...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
      resolve({ code, stdout, stderr });
    });
  });

/** A whole plant in processes of its own: agents, guard and a tank's PLC, on free ports. */
export class Plant {
  readonly dir: string;
  readonly site: Site;
  readonly agents: readonly PlantProcess[];
  readonly guard: PlantProcess;
  readonly plc: PlantProcess & { readonly port: number; journal(): PlcWrite[] };
  /** Of the guard's read-only Modbus server. */
  readonly readOnlyPort: number;

  constructor(dir: string, modbusPort: number, more: readonly string[]) {
    this.dir = dir;
    this.site = parseSiteOrThrow(readFileSync(join(dir, "site.yaml")));
    this.agents = this.site.agents.map(
      ({ name }) => new PlantProcess(name, [quorate, "agent", "--home", join(dir, "agents", name)]),
    );
    const guard = this.site.guards[0] as Site["guards"][number];
    this.readOnlyPort = Number(guard.modbusReadOnly?.split(":")[1] ?? 0);
    const home = join(dir, "guards", guard.name);
    this.guard = new PlantProcess(guard.name, [quorate, "guard", "--home", home]);
    const file = join(dir, "plc.jsonl");
    const address = `127.0.0.1:${modbusPort}`;
    const command = [quoratePlc, "tank", "--modbus", address, "--journal", file, ...more];
    this.plc = Object.assign(new PlantProcess("plc", command), {
      port: modbusPort,
      journal: (): PlcWrite[] =>
        (existsSync(file) ? readFileSync(file, "utf8") : "")
          .split("\n")
          .filter((line) => line !== "")
          .map((line) => JSON.parse(line) as PlcWrite),
    });
  }

  get processes(): readonly PlantProcess[] {
    return [this.plc, ...this.agents, this.guard];
  }

  agent(name: string): PlantProcess {
    const found = this.agents.find((agent) => agent.name === name);
    assert.ok(found, `there is no agent ${name}`);
    return found;
  }

  /** The home of an operator: ann and bo may command, carl may look. */
  home(operator = "ann"): string {
    return join(this.dir, "operators", operator);
  }

  /** Runs `quorate`, as ann where the arguments name no home. */
  cli(args: readonly string[]): Promise<CliResult> {
    return runQuorate(args, { QUORATE_HOME: this.home() });
  }

  /** Runs `quorate … --json`, expects it to succeed, and gives what it printed. */
  async json<T>(...args: readonly string[]): Promise<T> {
    const { code, stdout, stderr } = await this.cli([...args, "--json"]);
    assert.equal(code, 0, `quorate ${args.join(" ")}: ${stderr}\n${this.tails()}`);
    return JSON.parse(stdout) as T;
  }

  /** Links to all agents with an operator's key; the caller closes them. */
  connect(operator = "ann"): SiteLinks {
    return new SiteLinks(this.site, readKey(join(this.home(operator), "key.pem")).seed);
  }

  async status(): Promise<SiteStatus> {
    const links = this.connect();
    try {
      await links.ready();
      return await askSite(links);
    } finally {
      links.close();
    }
  }

  /** Waits until the agents order, the guard is linked and the device answers. */
  async ready(): Promise<void> {
    let last: SiteStatus | undefined;
    await until(
      async () => {
        last = await this.status();
        const { ordering, guards, devices } = last;
        return ordering && [...guards, ...devices].every(({ up }) => up);
      },
      { what: "the plant to be ready", deadlineMs: readyMs },
    ).catch((error: Error) => {
      error.message += `\n${JSON.stringify(last)}\n${this.tails()}`;
      throw error;
    });
  }

  start(): void {
    for (const one of this.processes) one.start();
  }

  /** Ends everything cleanly, kills what does not end, and removes the folder. */
  async stop(): Promise<void> {
    await Promise.all(
      this.processes.map(async (one) => {
        const timer = setTimeout(() => void one.kill("SIGKILL"), 10_000);
        await one.kill("SIGCONT");
        await one.kill("SIGTERM");
        clearTimeout(timer);
      }),
    );
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** The last lines of every process, for the message of a failure. */
  tails(): string {
    return this.processes.map((one) => `--- ${one.name}\n${one.tail()}`).join("\n");
  }
}

/** Makes a plant in a folder of its own and waits until it is ready; the caller stops it. */
export const startPlant = async (options: PlantOptions = {}): Promise<Plant> => {
  const { agents = 4, init = [], plc = [] } = options;
  const each = Array.from({ length: agents }, (_, index) => index);
  const base = await freeBase([...each, ...each.map((index) => 100 + index), 200, 299]);
  const dir = mkdtempSync(join(tmpdir(), "quorate-plant-"));
  const modbus = base + 299;
  const made = await runQuorate([
    ...["init", dir, "--agents", String(agents), "--base-port", String(base)],
    ...["--modbus", `127.0.0.1:${modbus}`, "--no-exchanger", ...init],
  ]);
  assert.equal(made.code, 0, made.stderr);
  if (options.site !== undefined) {
    const file = join(dir, "site.yaml");
    writeFileSync(file, options.site(readFileSync(file, "utf8")));
  }
  const plant = new Plant(dir, modbus, plc);
  if (options.start === false) return plant;
  plant.start();
  try {
    await plant.ready();
  } catch (error) {
    await plant.stop();
    throw error;
  }
  return plant;
};
