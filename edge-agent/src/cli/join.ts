import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { formatKey } from "@quorate/protocol";
import { keyNeedsPassphrase, newKey, readKey } from "@quorate/protocol/node";
import { Command } from "commander";
import { answerTo, type JoinCode, parseJoinCode } from "./join-text.ts";
import { exitDone, say, sayJson } from "./output.ts";
import {
  askPassphrase,
  homeFolder,
  homeOption,
  jsonOption,
  passphraseFrom,
  passphraseOption,
  type SessionFlags,
} from "./session.ts";

/** The key that is there, or a new one: a box that is asked twice gives the same answer. */
const keyOf = async (home: string, { passphraseFile }: SessionFlags) => {
  const path = join(home, "key.pem");
  const given = passphraseFile === undefined ? undefined : passphraseFrom(passphraseFile);
  if (!existsSync(path)) return { path, ...newKey(path, given) };
  const needed = keyNeedsPassphrase(path);
  const passphrase = needed ? (given ?? (await askPassphrase(`passphrase of ${path}: `))) : given;
  return { path, ...readKey(path, passphrase) };
};

const tell = (code: JoinCode, home: string, path: string, key: string, answer: string): void => {
  const { kind, name, site } = code;
  say(`made the key of ${kind} ${name} of ${site}: ${path}, readable for its owner alone`);
  say("its public half, for the engineer who gave you the code:");
  say("");
  say(answer);
  say("");
  say("checklist");
  say(`  [ ] the engineer has taken it in:  quorate init DIR --accept '${answer.slice(0, 24)}…'`);
  say(`  [ ] you read this key to each other, on the phone or side by side: ${formatKey(key)}`);
  say(`  [ ] site.yaml from the engineer lies in ${home} or up to two folders above it`);
  say("  [ ] you compared its SHA-256 (sha256sum site.yaml) with the one that the engineer reads");
  say(`  [ ] quorate doctor --home ${home} finds nothing`);
  if (kind !== "operator")
    say(`  [ ] quorate ${kind} --home ${home} runs, as a service`);
};

export const joinCommand = (exit: (status: number) => void): Command =>
  new Command("join")
    .description("make this box's key here, by a code of init, and show its public half")
    .argument("<code>", "the line of quorate init --join for this box")
    .addOption(homeOption())
    .addOption(passphraseOption())
    .addOption(jsonOption())
    .action(async (text: string, flags: SessionFlags) => {
      const code = parseJoinCode(text);
      const home = resolve(homeFolder(flags));
      const { path, seed, publicKey } = await keyOf(home, flags);
      const answer = answerTo(code, seed);
      const { site, kind, name } = code;
      if (flags.json === true)
        sayJson({ site, kind, name, home, key: formatKey(publicKey), answer });
      else tell(code, home, path, publicKey, answer);
      exit(exitDone);
    });
