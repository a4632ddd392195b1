import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import {
  askSite,
  CodedError,
  type DeviceSpec,
  isCoded,
  parseLocalOrThrow,
  type Site,
} from "@quorate/protocol";
import { parseDocument } from "yaml";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { SiteLinks } from "@quorate/protocol/node";
import { shellWord } from "../../edge-agent/src/cli/output.ts";
import { loadSite, openHome } from "../../edge-agent/src/io/home.ts";
import { startBroker, watchLines } from "./broker.ts";
import { demoPassphrase, openDemo } from "./demo-operators.ts";
import { checkPorts } from "./demo-ports.ts";
import { Humanizer } from "./humanize.ts";
import { packedProgram } from "./package/program.ts";
import { trustServer } from "./plant/trust.ts";
import { Supervisor } from "./supervisor.ts";

interface Flags {
  readonly data: string;
  readonly basePort?: number;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
/** The console's: it looks whether its page has to be built, which a packed one cannot. */
const checkout = join(root, "edge-agent/bin/quorate.js");
const quoratePlc = join(root, "firmware-sim/bin/quorate-plc.js");
/** The PLCs' ports are so far behind the base port, where one is given. */
const modbusOffset = 299;
const opcuaOffset = 298;
const consoleOffset = 297;
const usualConsole = "127.0.0.1:8080";
const lookEveryMs = 1000;

const isColoured = process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined;
/** Readable on dark and on light; red stays for trouble. */
const colours = [36, 32, 35, 34, 33, 96, 92];
const paint = (code: number, text: string): string =>
  isColoured ? `\u001b[${code}m${text}\u001b[0m` : text;

const nameColumns = 15;
const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** Runs `quorate init` as a process of its own and shows what it says. */
const init = (program: string, folder: string, { basePort }: Flags): Promise<number> =>
  new Promise((done) => {
    const ports =
      basePort === undefined
        ? []
        : [
            ...["--base-port", String(basePort)],
            ...["--modbus", `127.0.0.1:${basePort + modbusOffset}`],
            ...["--opcua", `opc.tcp://127.0.0.1:${basePort + opcuaOffset}`],
          ];
    const args = [program, "init", folder, "--json", ...ports];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
    child.once("close", (code) => done(code ?? 1));
  });

/** Where the console listens, from its local.yaml, which is made at the first start. */
const consoleAddress = (folder: string, { basePort }: Flags): string => {
  const file = join(folder, "console", "local.yaml");
  if (!existsSync(file)) {
    const at = basePort === undefined ? usualConsole : `127.0.0.1:${basePort + consoleOffset}`;
    writeFileSync(file, `listen: { http: "${at}" }\n`);
  }
  return parseLocalOrThrow(readFileSync(file), file).listen.http ?? usualConsole;
};

/** The first of the ports for metrics: agents, guards, console, in this order. */
const metricsOffset = 210;

/** Every process of the demo tells how it is, to this machine alone. */
const serveMetrics = (folder: string, site: Site): void => {
  const base = Number(site.agents[0]?.address.split(":").pop()) + metricsOffset;
  const homes = [
    ...site.agents.map(({ name }) => join(folder, "agents", name)),
    ...site.guards.map(({ name }) => join(folder, "guards", name)),
    join(folder, "console"),
  ];
  homes.forEach((home, index) => {
    const file = join(home, "local.yaml");
    const text = existsSync(file) ? readFileSync(file, "utf8") : "";
    if (parseLocalOrThrow(text, file).listen.metrics !== undefined) return;
    const settings = parseDocument(text === "" ? "{}" : text);
    settings.setIn(["listen", "metrics"], `127.0.0.1:${base + index}`);
    writeFileSync(file, settings.toString());
  });
};

/** A site with another base port than the one asked for is not silently used. */
const checkBase = (site: Site, folder: string, { basePort }: Flags): void => {
  const first = Number(site.agents[0]?.address.split(":").pop());
  if (basePort === undefined || first === basePort) return;
  throw new CodedError("DEMO_PORTS", `${folder} was made with base port ${first}`, {
    remedy: `leave --base-port out, give another --data, or remove ${folder}`,
  });
};

/** Shorter than a guard's name, and unlike it. */
const plcName = ({ name }: Pick<DeviceSpec, "name">): string => `${name}-plc`;

interface Started {
  /** Agents and guards run this file. */
  readonly program: string;
  /** Where the console listens. */
  readonly console: string;
}

class Demo {
  private readonly folder: string;
  private readonly shown: string;
  private readonly site: Site;
  private readonly humanizers = new Map<string, Humanizer>();
  private readonly supervisor: Supervisor;
  private readonly program: string;
  private readonly console: string;
  private stopping = false;
  private readonly names: readonly string[];

  constructor(folder: string, site: Site, { program, console }: Started) {
    this.folder = folder;
    this.program = program;
    this.console = console;
    this.shown = relative(process.cwd(), folder).startsWith("..")
      ? folder
      : relative(process.cwd(), folder) || ".";
    this.site = site;
    this.names = [
      ...site.devices.map(plcName),
      ...[...site.agents, ...site.guards].map(({ name }) => name),
      "console",
    ];
    this.supervisor = new Supervisor({
      line: (name, line) => {
        this.trust(name, line);
        const text = this.humanizers.get(name)?.of(line) ?? null;
        if (text !== null && !(this.stopping && text.startsWith("lost"))) this.line(name, text);
      },
      news: (name, text) => this.line(name, paint(31, text)),
    });
  }

  async run(): Promise<number> {
    const { agents, guards, devices } = this.site;
    const asked = this.asked();
    for (const device of devices) this.start(plcName(device), 0, this.plc(device));
    const { program } = this;
    for (const { name } of agents)
      this.start(name, agents.length - 1, [program, "agent", "--home", this.home("agents", name)]);
    for (const { name } of guards)
      this.start(name, agents.length, [program, "guard", "--home", this.home("guards", name)]);
    const close = openDemo(this.folder, this.site);
    const console = [checkout, "console", "--home", join(this.folder, "console")];
    this.start("console", 0, console, { QUORATE_DEMO: "1" });
    void this.announce();
    await asked;
    this.stopping = true;
    say("stopping …");
    await this.supervisor.stop();
    close();
    say("stopped; what was agreed is kept and goes on at the next start");
    return 0;
  }

  private asked(): Promise<void> {
    let times = 0;
    return new Promise((resolve) => {
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
        process.on(signal, () => {
          times += 1;
          if (times === 1) return resolve();
          this.supervisor.killAll();
          process.exit(1);
        });
    });
  }

  private home(kind: string, name: string): string {
    return join(this.folder, kind, name);
  }

  private get pki(): string {
    return join(this.folder, "exchanger-pki");
  }

  /** What a person does who has compared the fingerprints: these two stand side by side. */
  private trust(plc: string, line: string): void {
    const device = this.site.devices.find((one) => plcName(one) === plc);
    if (device === undefined || !line.startsWith("listening opcua ")) return;
    trustServer(this.pki, this.home("guards", device.guard), device.name);
  }

  /** The simulated PLC that belongs to a device of the site, by the device's protocol. */
  private plc(device: DeviceSpec): string[] {
    const { protocol, address } = device;
    const more = ["--journal", join(this.folder, `${plcName(device)}.jsonl`)];
    if (protocol !== "opcua") return [quoratePlc, "tank", "--modbus", address, ...more];
    // In the plant's folder: its guard trusts this certificate and no other.
    const pki = ["--opcua-pki", this.pki];
    return [quoratePlc, "exchanger", "--opcua", address.replace("opc.tcp://", ""), ...pki, ...more];
  }

  private start(
    name: string,
    others: number,
    command: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): void {
    this.humanizers.set(name, new Humanizer(others));
    this.supervisor.start({ name, command, env });
  }

  private line(name: string, text: string): void {
    const colour = colours[this.names.indexOf(name) % colours.length] as number;
    say(`${paint(colour, name.padEnd(nameColumns))} | ${text}`);
  }

  /** Waits until commands would be carried out, then says what to type. */
  private async announce(): Promise<void> {
    const home = await openHome({ home: join(this.folder, "console") });
    const links = new SiteLinks(home.site, home.seed);
    try {
      while (!this.stopping) {
        await links.ready();
        const { ordering, guards, devices } = await askSite(links);
        if (ordering && [...guards, ...devices].every(({ up }) => up)) return this.instruct();
        await new Promise((resolve) => setTimeout(resolve, lookEveryMs).unref());
      }
    } finally {
      links.close();
    }
  }

  private instruct(): void {
    const ann = `--home ${shellWord(`${this.shown}/operators/ann`)}`;
    const guard = this.site.guards[0];
    const port = guard?.modbusReadOnly?.split(":").pop() ?? "";
    const read = `mbpoll -m tcp -p ${port} -0 -r 100 -t 4:float -B -1 127.0.0.1`;
    const { length } = this.site.agents;
    say("");
    const writers = this.site.guards.map(({ name }) => name).join(" and ");
    say(paint(1, `The plant is ready: ${length} agents agree, ${writers} write.`));
    say(paint(1, `Open http://${this.console} in a browser.`));
    say("Operators of this demo, for the browser; their keys count nowhere else:");
    for (const { name, roles } of this.site.operators)
      say(`  ${name.padEnd(6)} ${roles.join(", ").padEnd(22)} passphrase ${demoPassphrase(name)}`);
    say("Or type in another terminal:");
    say(`  npx quorate get ${ann}`);
    say(`  npx quorate set intake valve=50 ${ann}`);
    if (this.site.devices.some(({ name }) => name === "exchanger"))
      say(`  npx quorate set exchanger outlet-target=65 ${ann}`);
    say(`  npx quorate status ${ann}`);
    say(`  npx quorate log --follow ${ann}`);
    say(`  ${read}      (reads past Quorate; writing there is refused)`);
    for (const line of watchLines()) say(line);
    const metrics = Number(this.site.agents[0]?.address.split(":").pop()) + metricsOffset;
    const dashboard = "(and /metrics, for deploy/grafana/quorate.json)";
    say(`  curl http://127.0.0.1:${metrics}/ready      ${dashboard}`);
    say("Stop an agent's process and see what still works. Ctrl-C ends everything.");
    say("");
  }
}

const port = (text: string): number => {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= 65_000) return value;
  throw new InvalidArgumentError("a port from 1 to 65000 is needed.");
};

const run = async (flags: Flags): Promise<number> => {
  const folder = resolve(flags.data);
  const program = await packedProgram();
  if (!existsSync(join(folder, "site.yaml"))) {
    say(`first start: making keys and a site file in ${folder}`);
    const status = await init(program, folder, flags);
    if (status !== 0) return status;
  }
  const { site } = loadSite(join(folder, "site.yaml"));
  checkBase(site, folder, flags);
  const other = "npm start -- --data demo-2 --base-port 8401";
  const console = consoleAddress(folder, flags);
  const remedy = `end what listens there (ss -ltnp shows it), or use others: ${other}`;
  await checkPorts(site, console, remedy);
  const endBroker = await startBroker(folder, site);
  // After the broker, which writes the agents' settings anew.
  serveMetrics(folder, site);
  return new Demo(folder, site, { program, console }).run().finally(endBroker);
};

/** `npm start`: a whole plant on this machine; answers the exit status. */
export const main = async (argv: readonly string[]): Promise<number> => {
  let status = 0;
  const program = new Command("npm start --")
    .description("a whole plant on this machine: agents, guards, a tank and a heat exchanger")
    .option("--data <dir>", "where the plant lives; kept between starts", join(root, "demo"))
    .option("--base-port <port>", "first of the ports, at the first start (default: 7401)", port)
    .exitOverride()
    .action(async (flags: Flags) => {
      status = await run(flags);
    });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!isCoded(error)) throw error;
    const remedy = error.remedy === undefined ? "" : `\n  ${error.remedy}`;
    process.stderr.write(`${error.code}: ${error.message}${remedy}\n`);
    return 1;
  }
};
