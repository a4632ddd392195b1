import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CodedError, codeOf, formatKey, parseAddress, parseSiteOrThrow } from "@quorate/protocol";
import { newKey } from "@quorate/protocol/node";
import { Command, InvalidArgumentError, Option } from "commander";
import { exitDone, say, sayJson } from "./output.ts";
import { jsonOption } from "./session.ts";
import { mimicFiles } from "./mimic-templates.ts";
import { fillTemplate, type NamedKey, newSiteFile, type SitePlan } from "./site-template.ts";

interface InitFlags {
  readonly agents: number;
  readonly name: string;
  readonly host: string;
  readonly basePort: number;
  readonly modbus: string;
  readonly opcua: string;
  /** False with --no-exchanger. */
  readonly exchanger: boolean;
  readonly readOnlyPort?: number;
  readonly siteTemplate?: string;
  /** Agents that get a gateway's key. */
  readonly gateway: readonly string[];
  readonly json?: boolean;
}

const winds = ["north", "east", "south", "west"];
const operators: readonly (readonly [string, readonly string[]])[] = [
  ["ann", ["operator"]],
  ["bo", ["operator", "supervisor"]],
  ["carl", ["viewer"]],
];
/** The API's ports begin so far behind the agents' own. */
const apiOffset = 100;
const readOnlyOffset = 200;
const basePort = 7401;
/** With the usual ports the read-only server has the usual one too. */
const readOnlyPort = 5020;

const between =
  (least: number, most: number) =>
  (text: string): number => {
    const value = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`a whole number from ${least} to ${most} is needed.`);
  };

const address = (text: string): string => {
  if (parseAddress(text) !== null) return text;
  throw new InvalidArgumentError("host:port is needed, such as 127.0.0.1:1502.");
};

const opcuaUrl = (text: string): string => {
  if (/^opc\.tcp:\/\/\S+$/.test(text)) return text;
  throw new InvalidArgumentError("opc.tcp://host:port is needed, such as opc.tcp://10.0.0.7:4840.");
};

const readOnlyOf = (first: number): number =>
  first === basePort ? readOnlyPort : first + readOnlyOffset;

const nameOf = (index: number): string => winds[index] ?? `agent${index + 1}`;

const checkEmpty = (folder: string): void => {
  if (!existsSync(folder)) return;
  let entries: string[];
  try {
    entries = readdirSync(folder);
  } catch (error) {
    throw new CodedError("INIT_FOLDER", `${folder} cannot be used: ${codeOf(error)}`);
  }
  if (entries.length === 0) return;
  throw new CodedError("INIT_NOT_EMPTY", `${folder} is not empty; it holds ${entries[0]}`, {
    remedy: "name a folder that is empty or does not exist yet",
  });
};

const tankGuard = "intake-guard";
const exchangerGuard = "exchanger-guard";

/** Guards that the devices of a template name; those of a new site where there is none. */
const guardsIn = (template: string | undefined, { exchanger }: InitFlags): string[] => {
  if (template === undefined) return exchanger ? [tankGuard, exchangerGuard] : [tankGuard];
  const named = [...template.matchAll(/^ +(?:- )?guard: *([\w.-]+)/gm)];
  const names = named.flatMap(([, name]) => (name === undefined ? [] : [name]));
  return names.length === 0 ? [tankGuard] : [...new Set(names)];
};

const plan = (folder: string, flags: InitFlags, template: string | undefined): SitePlan => {
  const { host, modbus, name } = flags;
  const key = (kind: string, one: string): NamedKey => {
    const { publicKey } = newKey(join(folder, kind, one, "key.pem"));
    return { name: one, key: formatKey(publicKey) };
  };
  const gatewayKey = (one: string): NamedKey => {
    const { publicKey } = newKey(join(folder, "agents", one, "gateway.pem"));
    return { name: one, key: formatKey(publicKey) };
  };
  const at = (port: number): string => `${host}:${port}`;
  const withExchanger = template === undefined && flags.exchanger;
  return {
    ...{ name, modbus },
    agents: Array.from({ length: flags.agents }, (_, index) => ({
      ...key("agents", nameOf(index)),
      address: at(flags.basePort + index),
      api: at(flags.basePort + apiOffset + index),
    })),
    ...(withExchanger ? { opcua: flags.opcua } : {}),
    guards: guardsIn(template, flags).map((one, index) => ({
      ...key("guards", one),
      // OPC UA servers know users who may only read; Modbus needs a port for them.
      ...(withExchanger && one === exchangerGuard
        ? {}
        : { modbusReadOnly: at((flags.readOnlyPort ?? readOnlyOf(flags.basePort)) + index) }),
    })),
    consoles: [{ ...key(".", "console"), name: "control-room" }],
    gateways: flags.gateway.map(gatewayKey),
    operators: operators.map(([one, roles]) => ({ ...key("operators", one), roles })),
  };
};

/** Throws INIT_GATEWAY. */
const checkGateways = ({ agents, gateway }: InitFlags): void => {
  const names = Array.from({ length: agents }, (_, index) => nameOf(index));
  const strange = gateway.find((one, index) =>
    gateway.indexOf(one) !== index || !names.includes(one),
  );
  if (strange === undefined) return;
  throw new CodedError("INIT_GATEWAY", `${strange} is no agent, or is named twice`, {
    remedy: `the agents are ${names.join(", ")}`,
  });
};

const readTemplate = (path: string | undefined): string | undefined => {
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new CodedError("INIT_TEMPLATE", `cannot read ${path}: ${codeOf(error)}`);
  }
};

const tell = (dir: string, made: SitePlan): void => {
  const { agents, guards, gateways = [], operators, modbus, opcua } = made;
  const folder = dir.replace(/\/+$/, "") || dir;
  const at = opcua === undefined ? `device at ${modbus}` : `devices at ${modbus} and ${opcua}`;
  const many = guards.length === 1 ? "guard" : "guards";
  say(`made ${folder}: ${agents.length} agents, ${guards.length} ${many}, ${at}`);
  say(`  ${folder}/site.yaml                the constitution: read it, then copy it to every box`);
  for (const { name, address, api } of agents)
    say(`  ${`${folder}/agents/${name}`.padEnd(28)} agents meet at ${address}, clients at ${api}`);
  for (const { name } of guards) say(`  ${folder}/guards/${name}`);
  for (const { name, roles } of operators)
    say(`  ${`${folder}/operators/${name}`.padEnd(28)} ${roles.join(", ")}`);
  say(`  ${folder}/console`);
  for (const { name } of gateways)
    say(`  ${folder}/agents/${name}/gateway.pem   give its role to a rule, or it may do nothing`);
  say(`  ${folder}/mimics                   pictures of the units, for the console`);
  say("next, each in a terminal or a service of its own:");
  for (const { name } of agents) say(`  quorate agent --home ${folder}/agents/${name}`);
  for (const { name } of guards) say(`  quorate guard --home ${folder}/guards/${name}`);
  say(`  quorate console --home ${folder}/console`);
  if (opcua !== undefined)
    say("the last guard asks you to trust the exchanger's certificate: its log says which and how");
  say("and then:");
  say(`  quorate status --home ${folder}/operators/ann`);
  say(`  quorate set intake valve=50 --home ${folder}/operators/ann`);
};

const tellJson = (folder: string, chain: string, made: SitePlan): void =>
  sayJson({
    ...{ folder, site: made.name, chain, modbus: made.modbus, opcua: made.opcua ?? null },
    agents: made.agents.map(({ name, address, api }) => ({ name, address, api })),
    guards: made.guards.map(({ name, modbusReadOnly = null }) => ({ name, modbusReadOnly })),
    operators: made.operators.map(({ name, roles }) => ({ name, roles })),
  });

/** Pictures for the console; they belong to the site that this program describes itself. */
const writeMimics = (folder: string, { opcua }: SitePlan): void => {
  mkdirSync(join(folder, "mimics"));
  for (const [name, mimic] of Object.entries(mimicFiles(opcua !== undefined)))
    writeFileSync(join(folder, "mimics", name), `${JSON.stringify(mimic, null, 2)}\n`);
};

/** Makes the folders, keys and site file of a new site. Throws INIT_NOT_EMPTY, SITE_INVALID. */
const run = (dir: string, flags: InitFlags): void => {
  const folder = resolve(dir);
  checkEmpty(folder);
  checkGateways(flags);
  const template = readTemplate(flags.siteTemplate);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  try {
    const made = plan(folder, flags, template);
    const text = template === undefined ? newSiteFile(made) : fillTemplate(template, made);
    const file = join(folder, "site.yaml");
    writeFileSync(file, text, { flag: "wx", mode: 0o644 });
    const { chain } = parseSiteOrThrow(text, file);
    if (template === undefined) writeMimics(folder, made);
    if (flags.json === true) tellJson(folder, chain, made);
    else tell(dir, made);
  } catch (error) {
    // The folder was empty before; a half-made site would keep the next attempt out.
    for (const entry of readdirSync(folder)) rmSync(join(folder, entry), { recursive: true });
    throw error;
  }
};

export const initCommand = (exit: (status: number) => void): Command =>
  new Command("init")
    .description("make keys, a site file and one folder for every box of a new site")
    .argument("<dir>", "an empty folder, or one that does not exist yet")
    .option("--agents <n>", "agents: 4, 7, 10 … stand 1, 2, 3 lost ones", between(4, 31), 4)
    .option("--name <site>", "name of the site", "riverside-waterworks")
    .option("--host <host>", "where the agents listen", "127.0.0.1")
    .option("--base-port <port>", "first port of 300 in a row", between(1, 65_000), basePort)
    .option("--modbus <host:port>", "the tank's PLC", address, "127.0.0.1:1502")
    .option("--opcua <url>", "the heat exchanger's PLC", opcuaUrl, "opc.tcp://127.0.0.1:4840")
    .option("--no-exchanger", "a site with the tank alone")
    .option("--read-only-port <port>", "of the guard's read-only server", between(1, 65_535))
    .addOption(
      new Option("--gateway <agent>", "an agent with a key for MQTT commands; may be repeated")
        .argParser((one: string, before: readonly string[]) => [...before, one])
        .default([], "none"),
    )
    .option("--site-template <file>", "a site file whose roster is replaced by the new one")
    .addOption(jsonOption())
    .action((dir: string, flags: InitFlags) => {
      run(dir, flags);
      exit(exitDone);
    });
