import { realpathSync } from "node:fs";
import { CodedError, formatKey } from "@quorate/protocol";
import { changePassphrase, keyNeedsPassphrase, newKey, readKey } from "@quorate/protocol/node";
import { Command, Option } from "commander";
import { exitDone, say, sayJson } from "./output.ts";
import { askPassphrase, jsonOption, passphraseFrom, passphraseOption } from "./session.ts";

interface KeyFlags {
  readonly passphraseFile?: string;
  readonly newPassphraseFile?: string;
  readonly open?: boolean;
  readonly json?: boolean;
}

const show = (file: string, publicKey: string, encrypted: boolean, json: boolean): void => {
  const key = formatKey(publicKey);
  if (json) sayJson({ file, key, encrypted });
  else say(`${key}  ${file}${encrypted ? " (with a passphrase)" : ""}`);
};

const opening = async (file: string, { passphraseFile }: KeyFlags): Promise<string | undefined> => {
  if (!keyNeedsPassphrase(file)) return undefined;
  if (passphraseFile !== undefined) return passphraseFrom(passphraseFile);
  return askPassphrase(`passphrase of ${file}: `);
};

const makeNew = (file: string, flags: KeyFlags): void => {
  const { passphraseFile } = flags;
  const passphrase = passphraseFile === undefined ? undefined : passphraseFrom(passphraseFile);
  const { publicKey } = newKey(file, passphrase);
  show(file, publicKey, passphrase !== undefined, flags.json === true);
};

const showKey = async (file: string, flags: KeyFlags): Promise<void> => {
  const passphrase = await opening(file, flags);
  const { publicKey } = readKey(file, passphrase);
  show(file, publicKey, passphrase !== undefined, flags.json === true);
};

const nextPassphrase = async (flags: KeyFlags): Promise<string | undefined> => {
  if (flags.open === true) return undefined;
  if (flags.newPassphraseFile !== undefined) return passphraseFrom(flags.newPassphraseFile);
  const remedy = "give --new-passphrase-file FILE, or --open to leave the key without one";
  const first = await askPassphrase("new passphrase: ", remedy);
  if ((await askPassphrase("the same again: ")) === first) return first;
  throw new CodedError("KEY_PASSPHRASE", "the two were not the same", { remedy: "try again" });
};

/** A link to the key stays one: what is encrypted must be the key, not a copy beside it. */
const linked = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    // Reading it says what is wrong.
    return path;
  }
};

const changeKey = async (path: string, flags: KeyFlags): Promise<void> => {
  const file = linked(path);
  const passphrase = await opening(file, flags);
  const { publicKey } = readKey(file, passphrase);
  const next = await nextPassphrase(flags);
  changePassphrase(file, passphrase, next);
  show(file, publicKey, next !== undefined, flags.json === true);
};

export const keyCommand = (exit: (status: number) => void): Command => {
  const sub = (name: string, description: string): Command =>
    new Command(name)
      .description(description)
      .argument("<file>", "the key file")
      .addOption(passphraseOption())
      .addOption(jsonOption());
  const run =
    (action: (file: string, flags: KeyFlags) => Promise<void> | void) =>
    async (file: string, flags: KeyFlags): Promise<void> => {
      await action(file, flags);
      exit(exitDone);
    };
  return new Command("key")
    .description("make a key, show its public half, change its passphrase")
    .addCommand(sub("new", "make a key on this machine").action(run(makeNew)))
    .addCommand(sub("show", "show the public key").action(run(showKey)))
    .addCommand(
      sub("passwd", "change the passphrase of a key")
        .option("--new-passphrase-file <file>", "file whose first line is the new passphrase")
        .addOption(
          new Option("--open", "leave the key without a passphrase").conflicts("newPassphraseFile"),
        )
        .action(run(changeKey)),
    );
};
