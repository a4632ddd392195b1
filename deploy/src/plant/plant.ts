import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSiteOrThrow, type Site } from "@quorate/protocol";
import { readKey } from "@quorate/protocol/node";
import { askSite, SiteLinks, type SiteStatus } from "@quorate/edge-agent";
import { packedProgram } from "../package/program.ts";
import { until } from "./until.ts";
import { freeBase } from "./ports.ts";
import { PlcProcess, type PlcSpec } from "./plc.ts";
import { PlantProcess } from "./process.ts";

const bin = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
/** As it is in a checkout, which compiles itself at every start; the one that has the console. */
export const quorate = bin("edge-agent/bin/quorate.js");

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
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
  /** Other devices than the one tank; `port` gives ten ports that are free. */
  readonly devices?: (port: (index: number) => number) => PlantDevices;
}

/** The devices of a plant and the simulated PLCs behind them. */
export interface PlantDevices {
  /** `devices` and `policy` of the site file. */
  readonly template: string;
  readonly plcs: readonly PlcSpec[];
}

/** A command line may take so long, ms: the machine is shared. */
const cliMs = 90_000;
const readyMs = 60_000;

/** Runs `quorate` with these arguments, as a person would on a box. */
export const runQuorate = async (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CliResult> => {
  const program = await packedProgram();
  return new Promise((resolve) => {
    const options = { env: { ...process.env, ...env }, timeout: cliMs, maxBuffer: 64 * 1024 ** 2 };
    execFile(process.execPath, [program, ...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
      resolve({ code, stdout, stderr });
    });
  });
};

/** A whole plant in processes of its own: agents, guards and PLCs, on free ports. */
export class Plant {
  readonly dir: string;
  readonly site: Site;
  readonly agents: readonly PlantProcess[];
  readonly guards: readonly PlantProcess[];
  readonly plcs: readonly PlcProcess[];
  /** The only ones of a plant with one device, the first ones of any other. */
  readonly guard: PlantProcess;
  readonly plc: PlcProcess;
  /** Of the first guard's read-only Modbus server. */
  readonly readOnlyPort: number;

  constructor(dir: string, plcs: readonly PlcSpec[], program: string) {
    this.dir = dir;
    this.site = parseSiteOrThrow(readFileSync(join(dir, "site.yaml")));
    this.agents = this.site.agents.map(
      ({ name }) => new PlantProcess(name, [program, "agent", "--home", join(dir, "agents", name)]),
    );
    this.guards = this.site.guards.map(
      ({ name }) => new PlantProcess(name, [program, "guard", "--home", join(dir, "guards", name)]),
    );
    this.plcs = plcs.map((spec) => new PlcProcess(dir, spec));
    this.guard = this.guards[0] as PlantProcess;
    this.plc = this.plcs[0] as PlcProcess;
    this.readOnlyPort = Number(this.site.guards[0]?.modbusReadOnly?.split(":")[1] ?? 0);
  }

  get processes(): readonly PlantProcess[] {
    return [...this.plcs, ...this.agents, ...this.guards];
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
    await this.end();
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** As `stop`, and leaves the folder for whoever has to look into it. */
  async end(): Promise<void> {
    await Promise.all(
      this.processes.map(async (one) => {
        const timer = setTimeout(() => void one.kill("SIGKILL"), 10_000);
        await one.kill("SIGCONT");
        await one.kill("SIGTERM");
        clearTimeout(timer);
      }),
    );
  }

  /** The last lines of every process, for the message of a failure. */
  tails(): string {
    return this.processes.map((one) => `--- ${one.name}\n${one.tail()}`).join("\n");
  }
}

/** From the base port on. */
const devicePorts = Array.from({ length: 10 }, (_, index) => 299 - index);

/** The tank of a new site. */
const oneTank = (modbusPort: number, more: readonly string[]) => ({
  template: undefined,
  plcs: [{ name: "plc", args: ["tank", "--modbus", `127.0.0.1:${modbusPort}`, ...more] }],
});

const initSite = async (
  dir: string,
  template: string | undefined,
  args: readonly string[],
): Promise<CliResult> => {
  if (template === undefined) return runQuorate(["init", dir, ...args]);
  const file = `${dir}.template.yaml`;
  writeFileSync(file, template);
  try {
    return await runQuorate(["init", dir, ...args, "--site-template", file]);
  } finally {
    rmSync(file);
  }
};

/**
 * Makes a plant in a folder of its own and waits until it is ready; the caller stops it. Agents,
 * guards and commands run what a package has.
 */
export const startPlant = async (options: PlantOptions = {}): Promise<Plant> => {
  const { agents = 4, init = [], plc = [] } = options;
  const each = Array.from({ length: agents }, (_, index) => index);
  const apis = each.map((index) => 100 + index);
  const base = await freeBase([...each, ...apis, 200, 201, 202, ...devicePorts]);
  const dir = mkdtempSync(join(tmpdir(), "quorate-plant-"));
  const port = (index: number): number => base + (devicePorts[index] as number);
  const devices = options.devices?.(port) ?? oneTank(port(0), plc);
  const made = await initSite(dir, devices.template, [
    ...["--agents", String(agents), "--base-port", String(base)],
    ...["--modbus", `127.0.0.1:${port(0)}`, "--no-exchanger", ...init],
  ]);
  assert.equal(made.code, 0, made.stderr);
  if (options.site !== undefined) {
    const file = join(dir, "site.yaml");
    writeFileSync(file, options.site(readFileSync(file, "utf8")));
  }
  const plant = new Plant(dir, devices.plcs, await packedProgram());
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
