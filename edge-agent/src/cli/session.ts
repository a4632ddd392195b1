import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { CodedError, codeOf, faultsOf, type OperatorSpec } from "@quorate/protocol";
import { isDemoKey, nodeSigner, SiteLinks } from "@quorate/protocol/node";
import { type Command, Option } from "commander";
import { roleOf } from "../io/backup.ts";
import { type Home, openHome, type OpenHomeOptions } from "../io/home.ts";
import { UsageError } from "./value.ts";

/** Options of every command that speaks to a site. */
export interface SessionFlags {
  readonly home?: string;
  readonly site?: string;
  readonly passphraseFile?: string;
  readonly json?: boolean;
}

export const homeOption = (): Option =>
  new Option("--home <dir>", "folder with your key (default: $QUORATE_HOME)");
export const siteOption = (): Option =>
  new Option("--site <file>", "the site file (default: site.yaml in the home or above it)");
export const passphraseOption = (): Option =>
  new Option("--passphrase-file <file>", "file whose first line is the passphrase of the key");
export const jsonOption = (): Option => new Option("--json", "print JSON instead of text");

/** Adds what every command that speaks to a site takes. */
export const withSession = (command: Command): Command =>
  command
    .addOption(homeOption())
    .addOption(siteOption())
    .addOption(passphraseOption())
    .addOption(jsonOption());

export const homeFolder = ({ home }: SessionFlags): string => {
  const folder = home ?? process.env["QUORATE_HOME"];
  if (folder !== undefined && folder !== "") return folder;
  throw new UsageError("HOME_MISSING", "whose key? No home folder is given", {
    remedy: "give --home DIR or set QUORATE_HOME, for example --home plant/operators/ann",
  });
};

/** The first line of a file. Throws PASSPHRASE_FILE. */
export const passphraseFrom = (file: string): string => {
  try {
    return readFileSync(file, "utf8").split(/\r?\n/)[0] ?? "";
  } catch (error) {
    throw new CodedError("PASSPHRASE_FILE", `cannot read ${file}: ${codeOf(error)}`);
  }
};

/**
 * Asks at the terminal without showing what is typed. Throws KEY_PASSPHRASE without a terminal,
 * where only an option can say it.
 */
export const askPassphrase = (
  question: string,
  remedy = "give --passphrase-file FILE",
): Promise<string> => {
  if (process.stdin.isTTY !== true)
    throw new CodedError(
      "KEY_PASSPHRASE",
      `nobody can be asked for the ${question.replace(/: $/, "")}`,
      { remedy },
    );
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  return new Promise((resolve, reject) => {
    lines.once("line", (line) => {
      resolve(line);
      lines.close();
    });
    lines.once("SIGINT", () => lines.close());
    lines.once("close", () => {
      process.stderr.write("\n");
      const remedy = "nothing was handed in: give the command again";
      reject(new CodedError("INTERRUPTED", "stopped at the passphrase", { remedy }));
    });
  });
};

/** Where the caller's home is, and how its passphrase is had where its key needs one. */
export const homeOf = (flags: SessionFlags): OpenHomeOptions => {
  const { site, passphraseFile } = flags;
  return {
    home: homeFolder(flags),
    ...(site === undefined ? {} : { site }),
    passphrase: async (path) => {
      const file = passphraseFile ?? demoPassphraseOf(path);
      return file === null ? askPassphrase(`passphrase of ${path}: `) : passphraseFrom(file);
    },
  };
};

/** Opens the caller's home, with a passphrase where its key needs one. */
export const openSession = async (flags: SessionFlags): Promise<Home> => openHome(homeOf(flags));

/** A demo's passphrases are printed for everybody, and lie beside the keys. */
const demoPassphraseOf = (keyFile: string): string | null => {
  const file = join(dirname(keyFile), "passphrase");
  return existsSync(file) && isDemoKey(readFileSync(keyFile, "latin1")) ? file : null;
};

/** The operator whose key this home holds. Throws OPERATOR_KEY_UNKNOWN. */
export const operatorOf = ({ site, publicKey, siteFile, folder }: Home): OperatorSpec => {
  const operator = site.operators.find(({ key }) => key === publicKey);
  if (operator !== undefined) return operator;
  throw new CodedError("OPERATOR_KEY_UNKNOWN", `${siteFile} lists no operator with this key`, {
    fields: { folder },
    remedy: "use the home of an operator, or list this key in the site file (a new chain)",
  });
};

/**
 * Agents answer operators and consoles alone. A link with a guard's key would be taken for a second
 * guard, or keep the real one waiting. Throws HOME_NO_CLIENT, HOME_STRANGER.
 */
const checkClient = (home: Home): void => {
  const { role, name } = roleOf(home);
  if (role === "operator" || role === "console") return;
  throw new CodedError("HOME_NO_CLIENT", `${home.home} is the home of ${role} ${name}`, {
    remedy: "give the home of an operator or a console; quorate doctor examines this one",
  });
};

/**
 * Runs an action with links to all agents; they are closed whatever becomes of it.
 * Throws HOME_NO_CLIENT, HOME_STRANGER.
 */
export const withLinks = async <T>(
  home: Home,
  action: (links: SiteLinks) => Promise<T>,
): Promise<T> => {
  checkClient(home);
  const links = new SiteLinks(home.site, home.seed);
  try {
    await links.ready();
    return await action(links);
  } finally {
    links.close();
  }
};

/** CONTACT_FEW where fewer than f+1 agents answer, of whom none need be honest; null otherwise. */
export const fewAnswer = (links: SiteLinks, answered: number): CodedError | null => {
  const of = links.site.agents.length;
  const enough = faultsOf(of) + 1;
  if (answered >= enough) return null;
  const count = `${answered} of ${of} agents answer, ${enough} are needed to agree`;
  return new CodedError("CONTACT_FEW", `${count}; missing: ${links.missing}`);
};

export const signerOf = ({ seed }: Home) => nodeSigner(seed);
