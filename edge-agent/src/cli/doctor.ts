import { resolve } from "node:path";
import { CodedError, codeOf, type DeviceSpec, readPathOf, type Site } from "@quorate/protocol";
import { Command } from "commander";
import { type Home, openHome, readCredentials } from "../io/home.ts";
import { ownDevicesOf } from "../view.ts";
import {
  type Box,
  checkClock,
  checkDisk,
  checkHome,
  checkMemory,
  checkPorts,
  checkProgram,
  thisBox,
} from "../io/doctor-box.ts";
import { Examination, type Finding } from "../io/doctor-finding.ts";
import { checkNames } from "../io/doctor-names.ts";
import { checkAnswers, checkDevices, checkPeers } from "../io/doctor-reach.ts";
import { checkBroker } from "../io/sparkplug/open.ts";
import { exitDone, exitFailed, say, sayJson } from "./output.ts";
import { homeOf, type SessionFlags, withSession } from "./session.ts";

/** Who a home belongs to, by its key. */
type Role =
  | { readonly kind: "agent" | "guard" | "console" | "operator"; readonly name: string }
  | { readonly kind: "nobody" };

const roleOf = ({ agents, guards, consoles, operators }: Site, key: string): Role => {
  const lists = { agent: agents, guard: guards, console: consoles, operator: operators } as const;
  for (const kind of ["agent", "guard", "console", "operator"] as const) {
    const one = lists[kind].find((entry) => entry.key === key);
    if (one !== undefined) return { kind, name: one.name };
  }
  return { kind: "nobody" };
};

const tellThrown = (error: unknown, what: string, found: Examination): void => {
  if (!(error instanceof CodedError)) throw error;
  const code = codeOf(error);
  found.fault(code, what, error.message, error.remedy ?? `errors.md has ${code}`);
};

/** Where others are to reach the service of this home, by its key in `listen` of local.yaml. */
const reachedAt = (
  { site, local: { listen } }: Home,
  role: Role,
): Readonly<Record<string, string | undefined>> => {
  if (role.kind === "agent") {
    const spec = site.agents.find(({ name }) => name === role.name);
    return { address: listen.address ?? spec?.address, api: listen.api ?? spec?.api };
  }
  if (role.kind !== "guard") return {};
  const spec = site.guards.find(({ name }) => name === role.name);
  return { modbusReadOnly: listen.modbusReadOnly ?? spec?.modbusReadOnly };
};

/** Addresses that the service of this home is going to listen at. */
const listensAt = (home: Home, role: Role): readonly string[] => {
  const { listen } = home.local;
  const own = role.kind === "console" ? (listen.http ?? "127.0.0.1:8080") : listen.metrics;
  return [...Object.values(reachedAt(home, role)), own].filter((one) => one !== undefined);
};

/** An agent whose broker's files cannot be used does not start. */
const checkMqtt = (home: Home, role: Role, found: Examination): void => {
  const { mqtt } = home.local;
  if (role.kind !== "agent" || mqtt === undefined) return;
  try {
    checkBroker(home, mqtt, role.name);
    found.pass("broker", "its password, certificates and keys can be used");
  } catch (error) {
    tellThrown(error, "mqtt in local.yaml", found);
  }
};

/** A guard that lacks one user's password does not start, for none of its devices. */
const checkCredentials = (
  devices: readonly DeviceSpec[],
  { local }: Home,
  found: Examination,
): void => {
  for (const { name, security } of devices) {
    if (security?.user === undefined || local.credentials[name] !== undefined) continue;
    found.fault(
      ...["OPCUA_CREDENTIALS", `device ${name}`] as const,
      `local.yaml has no password for the user ${security.user}`,
      `credentials: { ${name}: { user: ${security.user}, passwordFile: ${name}.password } }`,
    );
  }
};

const checkNetwork = async (home: Home, role: Role, found: Examination): Promise<void> => {
  const { site, local } = home;
  const self = role.kind === "agent" ? role.name : undefined;
  await checkPeers(site, self, role.kind === "agent", found);
  if (role.kind === "guard") {
    const own = site.devices.filter(({ guard }) => guard === role.name);
    checkCredentials(own, home, found);
    await checkDevices(own, found);
  }
  if (role.kind === "agent") {
    // Where an agent reads: at the device, or at its guard's read-only server.
    const read = ownDevicesOf(site, local.reads).flatMap(
      (device) => readPathOf(site, device)?.device ?? [],
    );
    await checkDevices(read, found);
  }
  if (role.kind === "operator" || role.kind === "console")
    await checkAnswers(site, home.seed, found);
};

/** Looks at a home, its box and all that it has to reach; what people can mend is not thrown. */
export const examine = async (
  options: Parameters<typeof openHome>[0],
  box: Box = thisBox,
): Promise<Examination> => {
  const found = new Examination();
  const folder = resolve(options.home);
  checkProgram(found);
  checkMemory(found);
  checkClock(found, box);
  checkHome(folder, found);
  let home: Home;
  try {
    home = await openHome(options);
    readCredentials(home);
  } catch (error) {
    tellThrown(error, folder, found);
    return found;
  }
  const { site, siteFile, publicKey, warnings } = home;
  for (const warning of warnings)
    found.warning("SITE_WARNING", siteFile, warning, "errors.md has its code");
  found.pass("site file", `${siteFile}: chain ${site.chain}`);
  const role = roleOf(site, publicKey);
  if (role.kind === "nobody")
    found.fault(
      ...["DOCTOR_KEY_UNKNOWN", folder, `${siteFile} does not list this home's key`] as const,
      "use the site file that lists it (sha256sum on both sides), or the right home",
    );
  else found.pass("key", `is that of ${role.kind} ${role.name}`);
  if (role.kind === "agent" || role.kind === "guard" || role.kind === "console") {
    checkDisk(home.folder, found, box);
    if (!found.findings.some(({ code }) => code === "DOCTOR_DISK_WRITE"))
      await checkPorts(home.folder, listensAt(home, role), found);
    await checkNames(reachedAt(home, role), site, found, box);
  }
  checkMqtt(home, role, found);
  await checkNetwork(home, role, found);
  return found;
};

const line = ({ severity, code, what, message, remedy }: Finding): string =>
  `${severity === "fault" ? "FAULT  " : "warning"} ${code}: ${what}: ${message}\n` +
  `          ${remedy}`;

const show = ({ findings, passed }: Examination): void => {
  for (const { check, detail } of passed) say(`ok      ${check}: ${detail}`);
  for (const finding of findings) say(line(finding));
  const faults = findings.filter(({ severity }) => severity === "fault").length;
  say(`${faults} faults, ${findings.length - faults} warnings, ${passed.length} checks passed`);
};

export const doctorCommand = (exit: (status: number) => void): Command =>
  withSession(new Command("doctor"))
    .description("look at a home, its box and everything that it has to reach")
    .action(async (flags: SessionFlags) => {
      const found = await examine(homeOf(flags));
      const { findings, passed } = found;
      if (flags.json === true) sayJson({ findings, passed });
      else show(found);
      const isWell = findings.every(({ severity }) => severity !== "fault");
      exit(isWell ? exitDone : exitFailed);
    });
