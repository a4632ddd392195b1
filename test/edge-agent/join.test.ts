import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CodedError, formatKey, parseSite, toHex } from "@quorate/protocol";
import { newSeed, nodeSigner, readKey } from "@quorate/protocol/node";
import { initCommand } from "../../edge-agent/src/cli/init.ts";
import { joinCommand } from "../../edge-agent/src/cli/join.ts";
import {
  answerTo,
  checkAnswer,
  formatJoinCode,
  newJoinCode,
  parseAnswer,
  parseJoinCode,
} from "../../edge-agent/src/cli/join-text.ts";

let folder = "";
const at = (...parts: readonly string[]): string => join(folder, ...parts);

/** Runs a command in this process; what it printed. */
const run = async (command: "init" | "join", ...args: string[]): Promise<string> => {
  let printed = "";
  const { write } = process.stdout;
  const take = (text: string | Uint8Array): boolean => {
    printed += String(text);
    return true;
  };
  process.stdout.write = take as typeof write;
  try {
    const made = command === "init" ? initCommand(() => {}) : joinCommand(() => {});
    await made.exitOverride().parseAsync(args, { from: "user" });
  } finally {
    process.stdout.write = write;
  }
  return printed;
};

const failsWith = async (code: string, ...[command, ...args]: Parameters<typeof run>) =>
  assert.rejects(run(command, ...args), { code });

interface Awaited {
  readonly kind: string;
  readonly name: string;
  readonly code: string;
}
interface Waiting {
  readonly missing: readonly Awaited[];
}
const waiting = (text: string): Waiting["missing"] => (JSON.parse(text) as Waiting).missing;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quorate-join-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const code = newJoinCode("works", { kind: "agent", name: "north" });

describe("join: texts", () => {
  it("a code and an answer survive line breaks, and no changed character", () => {
    const text = formatJoinCode(code);
    assert.deepEqual(parseJoinCode(` ${text.slice(0, 20)}\n${text.slice(20)} `), code);
    const answer = answerTo(code, newSeed());
    checkAnswer(code, parseAnswer(`${answer.slice(0, 90)}\r\n  ${answer.slice(90)}\n`));
    const isRefused = (parse: () => unknown, name: string): void =>
      assert.throws(parse, (error) => error instanceof CodedError && error.code === name);
    for (let index = 0; index < answer.length; index += 7) {
      const other = answer[index] === "0" ? "1" : "0";
      const changed = answer.slice(0, index) + other + answer.slice(index + 1);
      isRefused(() => parseAnswer(changed), "JOIN_ANSWER");
    }
    for (const bad of ["", text.slice(1), text.replace("north", "south"), answer])
      isRefused(() => parseJoinCode(bad), "JOIN_CODE");
  });

  it("an answer holds for its own code alone, and tells nothing of its secret", () => {
    const seed = newSeed();
    const answer = answerTo(code, seed);
    assert.ok(!answer.includes(code.secret));
    const others = [
      newJoinCode("works", { kind: "agent", name: "north" }),
      { ...code, name: "south" },
      { ...code, kind: "guard" as const },
      { ...code, site: "other" },
    ];
    for (const other of others)
      assert.throws(() => checkAnswer(other, parseAnswer(answer)), /was made for another code/);
    // Somebody on the way puts their own key in the place of the box's.
    const key = toHex(nodeSigner(newSeed()).publicKey);
    assert.throws(() => checkAnswer(code, { ...parseAnswer(answer), key }), /another code/);
  });
});

describe("join: a site whose boxes make their keys", () => {
  const init = ["--no-exchanger", "--hosts", "10.0.0.1,10.0.0.2,10.0.0.3,10.0.0.4", "--json"];
  const joinAll = async (missing: Waiting["missing"]): Promise<string[]> => {
    const answers: string[] = [];
    for (const { kind, name, code: text } of missing) {
      const printed = await run("join", text, "--home", at("boxes", kind, name), "--json");
      answers.push((JSON.parse(printed) as { answer: string }).answer);
    }
    return answers;
  };

  it("is made with the last answer, from keys that never left their boxes", async () => {
    const missing = waiting(await run("init", at("site"), "--join", ...init));
    assert.deepEqual(missing.map(({ kind }) => kind).sort(), [
      ...["agent", "agent", "agent", "agent", "console", "guard"],
    ]);
    const [first = "", ...rest] = await joinAll(missing);
    const left = waiting(await run("init", at("site"), "--accept", first, "--json"));
    assert.equal(left.length, 5);
    assert.equal(existsSync(at("site", "site.yaml")), false);
    const printed = await run("init", at("site"), "--accept", ...rest, first);
    const { site } = parseSite(readFileSync(at("site", "site.yaml")));
    assert.ok(site !== null);
    assert.match(printed, new RegExp(`its SHA-256 is ${site.chain}`));
    assert.deepEqual(
      site.agents.map(({ address, api }) => `${address} ${api}`),
      [1, 2, 3, 4].map((host) => `10.0.0.${host}:7401 10.0.0.${host}:7501`),
    );
    for (const { name, key } of site.agents) {
      const file = at("boxes", "agent", name, "key.pem");
      assert.equal(readKey(file).publicKey, key);
      assert.equal(statSync(file).mode & 0o777, 0o600);
      assert.equal(existsSync(at("site", "agents", name)), false);
    }
    assert.equal(site.guards[0]?.key, readKey(at("boxes/guard/intake-guard/key.pem")).publicKey);
    assert.equal(readKey(at("site/operators/ann/key.pem")).publicKey, site.operators[0]?.key);
    assert.equal(existsSync(at("site", "joining.json")), false);
    await failsWith("JOIN_NOTHING", "init", at("site"), "--accept", first);
  });

  it("can be finished where a crash cut the last step short", async () => {
    const args = ["--join", "agent", "--no-exchanger", "--json"];
    const answers = await joinAll(waiting(await run("init", at("site"), ...args)));
    const joining = readFileSync(at("site", "joining.json"));
    await run("init", at("site"), "--accept", ...answers);
    const made = readFileSync(at("site", "site.yaml"));
    assert.equal(statSync(at("site", "site.yaml")).mode & 0o777, 0o644);
    const again = async (): Promise<void> => {
      writeFileSync(at("site", "joining.json"), joining);
      await run("init", at("site"), "--accept", ...answers);
    };
    await again();
    assert.deepEqual(readFileSync(at("site", "site.yaml")), made);
    writeFileSync(at("site", "site.yaml.new"), made.subarray(0, 99));
    rmSync(at("site", "site.yaml"));
    await again();
    assert.deepEqual(readFileSync(at("site", "site.yaml")), made);
    assert.equal(existsSync(at("site", "joining.json")), false);
    writeFileSync(at("site", "site.yaml"), "another");
    await assert.rejects(again, { code: "INIT_NOT_EMPTY" });
    assert.equal(readFileSync(at("site", "site.yaml"), "utf8"), "another");
  });

  it("a box that is asked twice gives the same answer, and keeps its key", async () => {
    const [one] = waiting(await run("init", at("site"), "--join", ...init));
    const home = at("box");
    const first = await run("join", one?.code ?? "", "--home", home, "--json");
    assert.equal(await run("join", one?.code ?? "", "--home", home, "--json"), first);
    const told = await run("join", one?.code ?? "", "--home", home);
    assert.match(told, /\[ \] you read this key to each other/);
    assert.match(told, new RegExp(formatKey(readKey(join(home, "key.pem")).publicKey)));
  });

  it("operators may join too, with a passphrase", async () => {
    const given = ["--join", "operator", ...init];
    const missing = waiting(await run("init", at("site"), ...given));
    assert.deepEqual(missing.map(({ name }) => name), ["ann", "bo", "carl"]);
    writeFileSync(at("passphrase"), "correct horse\n");
    const args = ["--home", at("ann"), "--passphrase-file", at("passphrase"), "--json"];
    await run("join", missing[0]?.code ?? "", ...args);
    assert.match(readFileSync(at("ann", "key.pem"), "latin1"), /ENCRYPTED PRIVATE KEY/);
    assert.ok(existsSync(at("site", "agents", "north", "key.pem")));
  });

  it("refuses strangers, second keys and one key for two, and then takes nothing in", async () => {
    const missing = waiting(await run("init", at("site"), "--join", ...init));
    const answers = await joinAll(missing);
    const before = readFileSync(at("site", "joining.json"), "utf8");
    const accept = (wanted: string, ...texts: string[]): Promise<void> =>
      failsWith(wanted, "init", at("site"), "--accept", ...texts);
    const [north, east] = missing.map(({ code: text }) => parseJoinCode(text));
    assert.ok(north !== undefined && east !== undefined);
    const stranger = newJoinCode(north.site, { kind: "agent", name: "nobody" });
    await accept("JOIN_UNKNOWN", answers[0] ?? "", answerTo(stranger, newSeed()));
    const guessed = newJoinCode(north.site, north);
    await accept("JOIN_SIGNATURE", answerTo(guessed, newSeed()));
    await accept("JOIN_TAKEN", answers[0] ?? "", answerTo(north, newSeed()));
    const seed = newSeed();
    await accept("JOIN_TAKEN", answerTo(north, seed), answerTo(east, seed));
    assert.equal(readFileSync(at("site", "joining.json"), "utf8"), before);
  });

  it("what is wrong with the site is told before any box is asked", async () => {
    writeFileSync(at("bad.yaml"), "devices: []\n");
    await failsWith("SITE_INVALID", "init", at("bad"), "--join", "--site-template", at("bad.yaml"));
    assert.deepEqual(existsSync(at("bad", "joining.json")), false);
    await failsWith("INIT_HOSTS", "init", at("few"), "--hosts", "10.0.0.1,10.0.0.2");
    await failsWith("INIT_GATEWAY", "init", at("gate"), "--join", "--gateway", "north");
  });
});
