import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  CodedError,
  codeOf,
  formatProblem,
  parseAddress,
  readSiteOrThrow,
  type Site,
  toHex,
} from "@quorate/protocol";
import {
  newKey,
  newSeed,
  nodeSigner,
  readKey,
  remedyForDisk,
  replaceFile,
} from "@quorate/protocol/node";
import { Command, InvalidArgumentError, Option } from "commander";
import {
  acceptAnswers,
  type Joining,
  joiningFile,
  keyIn,
  missingOf,
  startJoining,
  tellJoining,
} from "./init-join.ts";
import { agentNames, defaultBasePort, type InitFlags, planSite, seatFolder } from "./init-plan.ts";
import { type Seat, type SeatKind, seatKinds } from "./join-text.ts";
import { mimicFiles } from "./mimic-templates.ts";
import { exitDone, note, say, sayJson, shellWord } from "./output.ts";
import { jsonOption } from "./session.ts";
import { fillTemplate, newSiteFile, type SitePlan } from "./site-template.ts";

interface Flags extends InitFlags {
  readonly siteTemplate?: string;
  /** Kinds of those who make their keys themselves. */
  readonly join?: readonly SeatKind[];
  /** Answers of `quorate join`. */
  readonly accept?: readonly string[];
  readonly json?: boolean;
}

/** Who makes keys where they run, if nothing else is said. */
const usualKinds = "agent,guard,console";

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

const kindsOf = (text: string): readonly SeatKind[] => {
  const kinds = text.split(",").map((one) => one.trim().replace(/s$/, ""));
  const known = kinds.filter((one): one is SeatKind =>
    (seatKinds as readonly string[]).includes(one),
  );
  if (known.length === kinds.length) return known;
  throw new InvalidArgumentError(`some of ${seatKinds.join(", ")} are needed.`);
};

const isHost = (text: string): boolean => parseAddress(`${text}:1`) !== null;

const hostOf = (text: string): string => {
  if (isHost(text)) return text;
  throw new InvalidArgumentError("a host is needed, such as 10.0.0.1, box-1.example or [fd00::1].");
};

const hostsOf = (text: string): readonly string[] => {
  const hosts = text.split(",").map((one) => one.trim());
  if (hosts.every(isHost)) return hosts;
  throw new InvalidArgumentError("hosts are needed, such as 10.0.0.1,box-2,[fd00::3],10.0.0.4.");
};

/** Throws INIT_FOLDER. */
const using = <T>(folder: string, action: () => T): T => {
  try {
    return action();
  } catch (error) {
    const cause = codeOf(error);
    throw new CodedError("INIT_FOLDER", `${folder} cannot be used: ${cause}`, {
      cause: error,
      remedy:
        cause === "ENOTDIR" ? "name another folder: a file is in its way" : remedyForDisk(cause),
    });
  }
};

const checkEmpty = (folder: string): void => {
  if (!existsSync(folder)) return;
  const entries = using(folder, () => readdirSync(folder));
  if (entries.length === 0) return;
  throw new CodedError("INIT_NOT_EMPTY", `${folder} is not empty; it holds ${entries[0]}`, {
    remedy: "name a folder that is empty or does not exist yet",
  });
};

/** Throws INIT_GATEWAY, INIT_HOSTS. */
const check = (flags: Flags): void => {
  const { agents, gateway, hosts } = flags;
  const names = agentNames(flags);
  const strange = gateway.find((one, index) =>
    gateway.indexOf(one) !== index || !names.includes(one),
  );
  if (strange !== undefined)
    throw new CodedError("INIT_GATEWAY", `${strange} is no agent, or is named twice`, {
      remedy: `the agents are ${names.join(", ")}`,
    });
  if (gateway.length > 0 && flags.join?.includes("agent") === true)
    throw new CodedError("INIT_GATEWAY", "a gateway's key would have to travel to its agent", {
      remedy: "leave --gateway out; list a key of quorate key new under gateways",
    });
  if (hosts === undefined) return;
  if (hosts.length === agents && new Set(hosts).size === agents) return;
  throw new CodedError("INIT_HOSTS", `${agents} agents need as many different hosts`, {
    remedy: `--hosts names one for each of ${names.join(", ")}, in this order`,
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
  const home = (path: string): string => `--home ${shellWord(`${folder}/${path}`)}`;
  for (const { name } of agents) say(`  quorate agent ${home(`agents/${name}`)}`);
  for (const { name } of guards) say(`  quorate guard ${home(`guards/${name}`)}`);
  say(`  quorate console ${home("console")}`);
  if (opcua !== undefined)
    say("the last guard asks you to trust the exchanger's certificate: its log says which and how");
  say("and then:");
  say(`  quorate status ${home("operators/ann")}`);
  say(`  quorate set intake valve=50 ${home("operators/ann")}`);
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
  mkdirSync(join(folder, "mimics"), { recursive: true });
  for (const [name, mimic] of Object.entries(mimicFiles(opcua !== undefined)))
    writeFileSync(join(folder, "mimics", name), `${JSON.stringify(mimic, null, 2)}\n`);
};

/** A key that lies in the site's folder; a gateway's is its agent's. */
const ownKeyFile = (folder: string, seat: Seat | "gateway", name: string): string =>
  seat === "gateway"
    ? join(folder, "agents", name, "gateway.pem")
    : join(folder, seatFolder(seat), "key.pem");

const textOf = (template: string | undefined, plan: SitePlan): string =>
  template === undefined ? newSiteFile(plan) : fillTemplate(template, plan);

/** Tells what is doubtful in a site file. Throws SITE_INVALID. */
const checkSite = (text: string, file: string): Site => {
  const { site, warnings } = readSiteOrThrow(text, file);
  for (const warning of warnings) note(`${file}: ${formatProblem(warning)}`);
  return site;
};

/** Whole or not at all; one that an attempt before made stays. Throws INIT_NOT_EMPTY. */
const writeSiteFile = (file: string, text: string): void => {
  if (!existsSync(file)) return replaceFile(file, Buffer.from(text), 0o644);
  if (readFileSync(file, "utf8") === text) return;
  throw new CodedError("INIT_NOT_EMPTY", `${file} is there already, and has other contents`, {
    remedy: "move it aside if it is not the constitution of this site",
  });
};

/** Writes the site file, when every key is known. Throws SITE_INVALID, INIT_NOT_EMPTY. */
const writeSite = (
  { dir, flags, template, json }: {
    readonly dir: string;
    readonly flags: InitFlags;
    readonly template: string | undefined;
    readonly json: boolean;
  },
  keyOf: (seat: Seat | "gateway", name: string) => string,
  joined: Joining | null,
): void => {
  const folder = resolve(dir);
  const made = planSite(flags, template, keyOf);
  const text = textOf(template, made);
  const file = join(folder, "site.yaml");
  const { chain } = checkSite(text, file);
  writeSiteFile(file, text);
  if (template === undefined) writeMimics(folder, made);
  if (json) tellJson(folder, chain, made);
  else if (joined === null) tell(dir, made);
  else tellJoined(dir, chain, made);
};

/** The boxes have made their keys themselves: nothing but the site file goes to them. */
const tellJoined = (dir: string, chain: string, { name }: SitePlan): void => {
  say(`made ${dir}/site.yaml of ${name}: every key is in it`);
  say("checklist");
  say(`  [ ] read ${dir}/site.yaml: it is the constitution, and cannot be changed in passing`);
  say(`  [ ] its SHA-256 is ${chain}`);
  say("  [ ] copy it to every box, as /var/lib/quorate/site.yaml, and compare this sum there");
  say("  [ ] quorate doctor --home HOME on every box finds nothing");
  say("  [ ] start the agents and guards, then: quorate status --home HOME-OF-AN-OPERATOR");
};

/** Takes answers in; with the last one the site is made. Throws JOIN_NOTHING and what they lack. */
const accept = (dir: string, answers: readonly string[], json: boolean): void => {
  const folder = resolve(dir);
  const joining = acceptAnswers(folder, answers);
  if (missingOf(joining).length > 0) return tellJoining(dir, joining, json);
  const { flags, template } = joining;
  const keyOf = (seat: Seat | "gateway", name: string): string =>
    (seat === "gateway" ? null : keyIn(joining, seat)) ??
    readKey(ownKeyFile(folder, seat, name)).publicKey;
  writeSite({ dir, flags, template: template ?? undefined, json }, keyOf, joining);
  rmSync(joiningFile(folder));
};

const newFolder = (dir: string, flags: Flags): void => {
  const folder = resolve(dir);
  const template = readTemplate(flags.siteTemplate);
  const json = flags.json === true;
  const { join: kinds, siteTemplate: _file, accept: _answers, json: _json, ...asked } = flags;
  const keyOf = (seat: Seat | "gateway", name: string): string =>
    newKey(ownKeyFile(folder, seat, name)).publicKey;
  if (kinds === undefined) return writeSite({ dir, flags: asked, template, json }, keyOf, null);
  // With keys of nobody in the gaps a mistake of the site is told now, not at the last answer.
  const plan = planSite(asked, template, (seat, name) =>
    seat !== "gateway" && kinds.includes(seat.kind)
      ? toHex(nodeSigner(newSeed()).publicKey)
      : keyOf(seat, name),
  );
  checkSite(textOf(template, plan), join(folder, "site.yaml"));
  const joining = startJoining(folder, asked, template, kinds);
  tellJoining(dir, joining, json);
};

/** Makes a new site's folder. Throws INIT_NOT_EMPTY, SITE_INVALID; then the folder is empty. */
const run = (dir: string, flags: Flags): void => {
  if (flags.accept !== undefined) return accept(dir, flags.accept, flags.json === true);
  const folder = resolve(dir);
  checkEmpty(folder);
  check(flags);
  using(folder, () => mkdirSync(folder, { recursive: true, mode: 0o755 }));
  try {
    newFolder(dir, flags);
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
    .option("--host <host>", "where the agents listen", hostOf, "127.0.0.1")
    .option("--hosts <list>", "a host for each agent, on the same ports", hostsOf)
    .option("--guard-host <host>", "where the guards' read-only servers listen", hostOf)
    .option("--base-port <port>", "first port of 300 in a row", between(1, 65_000), defaultBasePort)
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
    .addOption(
      new Option("--join [kinds]", "who makes keys where they run, by join codes")
        .argParser(kindsOf)
        .preset(usualKinds),
    )
    .option("--accept <answers...>", "lines of quorate join, for a folder made with --join")
    .addOption(jsonOption())
    .action((dir: string, flags: Flags) => {
      run(dir, flags);
      exit(exitDone);
    });
