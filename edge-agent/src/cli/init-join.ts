import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CodedError, codeOf } from "@quorate/protocol";
import { createFile, replaceFile } from "@quorate/protocol/node";
import { type InitFlags, seatsOf } from "./init-plan.ts";
import {
  checkAnswer,
  formatJoinCode,
  type JoinCode,
  newJoinCode,
  parseAnswer,
  type Seat,
  type SeatKind,
} from "./join-text.ts";
import { note, say, sayJson, shellWord } from "./output.ts";

const format = "quorate-joining/1";

interface Awaited {
  readonly code: JoinCode;
  /** The public key in hex, once its box has answered. */
  readonly key: string | null;
}

/** A site between `init --join` and the last answer. It holds secrets of codes, but no key. */
export interface Joining {
  readonly format: typeof format;
  readonly flags: InitFlags;
  readonly template: string | null;
  readonly awaited: readonly Awaited[];
}

export const joiningFile = (folder: string): string => join(folder, "joining.json");

const bytesOf = (joining: Joining): Buffer => Buffer.from(`${JSON.stringify(joining, null, 2)}\n`);

/** Makes the codes of those who make their keys themselves. */
export const startJoining = (
  folder: string,
  flags: InitFlags,
  template: string | undefined,
  kinds: readonly SeatKind[],
): Joining => {
  const seats = seatsOf(flags, template).filter(({ kind }) => kinds.includes(kind));
  const awaited = seats.map((seat) => ({ code: newJoinCode(flags.name, seat), key: null }));
  const joining: Joining = { format, flags, template: template ?? null, awaited };
  createFile(joiningFile(folder), bytesOf(joining));
  return joining;
};

/** Throws JOIN_NOTHING. */
export const readJoining = (folder: string): Joining => {
  const path = joiningFile(folder);
  const nothing = (cause: string): CodedError =>
    new CodedError("JOIN_NOTHING", `${folder} waits for no answers: ${cause}`, {
      remedy: existsSync(join(folder, "site.yaml"))
        ? "the site file is made: copy it to every box"
        : "make a site that waits for its boxes: quorate init DIR --join",
    });
  try {
    const joining = JSON.parse(readFileSync(path, "utf8")) as Joining;
    if (joining.format === format) return joining;
  } catch (error) {
    throw nothing(error instanceof SyntaxError ? error.message : codeOf(error));
  }
  throw nothing(`${path} is of another version`);
};

const isSame = (one: Seat, other: Seat): boolean =>
  one.kind === other.kind && one.name === other.name;

/**
 * Takes answers in, all or none of them, and keeps what came.
 * Throws JOIN_ANSWER, JOIN_SIGNATURE, JOIN_UNKNOWN, JOIN_TAKEN.
 */
export const acceptAnswers = (folder: string, texts: readonly string[]): Joining => {
  const before = readJoining(folder);
  const awaited = [...before.awaited];
  for (const answer of texts.map(parseAnswer)) {
    const index = awaited.findIndex(({ code }) => isSame(code, answer));
    const one = awaited[index];
    const who = `${answer.kind} ${answer.name}`;
    if (one === undefined)
      throw new CodedError("JOIN_UNKNOWN", `nobody asked for the key of ${who}`, {
        remedy: `the open ones are: ${missingOf(before).map(({ name }) => name).join(", ")}`,
      });
    checkAnswer(one.code, answer);
    if (one.key !== null && one.key !== answer.key)
      throw new CodedError("JOIN_TAKEN", `another key of ${who} was taken in before`, {
        remedy: "ask who made the other one; to begin anew, use an empty folder",
      });
    const twin = awaited.find(({ key }, at) => at !== index && key === answer.key);
    if (twin !== undefined)
      throw new CodedError("JOIN_TAKEN", `${who} has the key of ${twin.code.name}`, {
        remedy: "every seat makes a key in a home of its own",
      });
    awaited[index] = { ...one, key: answer.key };
  }
  const joining = { ...before, awaited };
  replaceFile(joiningFile(folder), bytesOf(joining));
  return joining;
};

export const missingOf = ({ awaited }: Joining): readonly JoinCode[] =>
  awaited.filter(({ key }) => key === null).map(({ code }) => code);

export const keyIn = ({ awaited }: Joining, seat: Seat): string | null =>
  awaited.find(({ code }) => isSame(code, seat))?.key ?? null;

/** Homes as the Debian package has them. */
const homeOf = ({ kind, name }: Seat): string =>
  kind === "operator" ? "~/quorate" : `/var/lib/quorate/${kind}s/${name}`;

const shellOf = (seat: Seat): string =>
  seat.kind === "operator" ? "" : `runuser -u quorate-${seat.kind} -- `;

/** What is still missing, with the line for each box. */
export const tellJoining = (dir: string, joining: Joining, json: boolean): void => {
  const missing = missingOf(joining);
  const codes = missing.map((code) => ({
    ...{ kind: code.kind, name: code.name, code: formatJoinCode(code) },
  }));
  if (json) return sayJson({ folder: dir, site: null, missing: codes });
  say(`${dir} waits for the keys of ${missing.length} of ${joining.awaited.length}`);
  for (const code of missing) {
    say(`on the box of ${code.kind} ${code.name}:`);
    say(`  ${shellOf(code)}quorate join --home ${homeOf(code)} ${formatJoinCode(code)}`);
  }
  say("checklist");
  say("  [ ] each code goes to its box alone: who holds it can answer in the box's place");
  say("  [ ] each box prints a line quorate-key:…; nothing secret is in it. Paste it here:");
  say(`        quorate init ${shellWord(dir)} --accept 'quorate-key:…' ['quorate-key:…' …]`);
  say("  [ ] compare each key with whoever sits at the box before you paste it");
  note(`the site file is made when all have answered; until then keep ${joiningFile(dir)}`);
};
