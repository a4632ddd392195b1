import assert from "node:assert/strict";
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LogExport, limits, parseSiteOrThrow } from "@quorate/protocol";
import type { Command } from "commander";
import { exportCommand } from "../../edge-agent/src/cli/export.ts";
import { initCommand } from "../../edge-agent/src/cli/init.ts";
import { keyCommand } from "../../edge-agent/src/cli/key.ts";
import { probeCommand } from "../../edge-agent/src/cli/probe.ts";
import { setCommand } from "../../edge-agent/src/cli/set.ts";
import { UsageError } from "../../edge-agent/src/cli/value.ts";

const makers = {
  ...{ init: initCommand, export: exportCommand, key: keyCommand },
  ...{ probe: probeCommand, set: setCommand },
} satisfies Readonly<Record<string, (exit: (status: number) => void) => Command>>;

let folder = "";
const at = (...parts: readonly string[]): string => join(folder, ...parts);
const ann = (): readonly string[] => ["--home", at("plant", "operators", "ann")];

/** Runs a command in this process; nothing is to be seen of it. */
const run = async (
  command: keyof typeof makers,
  ...args: readonly string[]
): Promise<void> => {
  const { write } = process.stdout;
  process.stdout.write = (() => true) as typeof write;
  try {
    const made = makers[command](() => {});
    await made.exitOverride().parseAsync([...args], { from: "user" });
  } finally {
    process.stdout.write = write;
  }
};

const failsWith = (code: string, ...args: Parameters<typeof run>): Promise<void> =>
  assert.rejects(run(...args), { code });

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "quorate-files-"));
  // Nobody listens at these addresses.
  const ports = ["--base-port", "1", "--modbus", "127.0.0.1:1"];
  await run("init", at("plant"), "--no-exchanger", ...ports);
});
after(() => rmSync(folder, { recursive: true, force: true }));

describe("cli: exports replace nothing but exports", () => {
  it("a site file, a key and another chain's log stay", async () => {
    const site = readFileSync(at("plant", "site.yaml"), "utf8");
    const other = parseSiteOrThrow(site.replace("name: ", "name: other-"));
    writeFileSync(at("other.qlog"), new LogExport(other).head());
    const key = at("plant", "operators", "ann", "key.pem");
    for (const file of [at("plant", "site.yaml"), key, at("other.qlog")]) {
      const before = readFileSync(file);
      await failsWith("EXPORT_FILE", "export", file, ...ann());
      assert.deepEqual(readFileSync(file), before);
    }
    writeFileSync(at("new.qlog.part"), "somebody's");
    await failsWith("EXPORT_FILE", "export", at("new.qlog"), ...ann());
    assert.equal(readFileSync(at("new.qlog.part"), "utf8"), "somebody's");
  });

  it("an older export and an empty file may be replaced", async () => {
    const site = parseSiteOrThrow(readFileSync(at("plant", "site.yaml"), "utf8"));
    writeFileSync(at("old.qlog"), [...new LogExport(site).head(), 1, 2, 3].join());
    await failsWith("EXPORT_FILE", "export", at("old.qlog"), ...ann());
    writeFileSync(at("old.qlog"), Uint8Array.of(...new LogExport(site).head(), 1, 2, 3));
    await failsWith("CONTACT_NONE", "export", at("old.qlog"), ...ann());
    writeFileSync(at("empty"), "");
    await failsWith("CONTACT_NONE", "export", at("empty"), ...ann());
  });
});

describe("cli: signed files hold what agents can take", () => {
  const refused = async (code: string, remedy: RegExp, ...args: string[]): Promise<void> => {
    const saved = ["--save", at("c.json")];
    await assert.rejects(run("set", "intake", ...args, ...saved, ...ann()), (error) => {
      assert.ok(error instanceof UsageError);
      assert.equal(error.code, code);
      assert.match(error.remedy ?? "", remedy);
      return true;
    });
    assert.ok(!existsSync(at("c.json")));
  };

  it("no point twice, no text too long, not too many points", async () => {
    await refused("VALUE_REPEATED", /each point once/, "valve=40", "valve=50");
    const reason = "x".repeat(limits.textChars + 1);
    await refused("COMMAND_SIZE", /shorter --reason/, "valve=40", "--reason", reason);
    const many = Array.from({ length: limits.commandWrites + 1 }, (_, at) => `p${at}=1`);
    await refused("COMMAND_SIZE", /fewer points/, ...many);
    await run("set", "intake", "valve=40", "--save", at("good.json"), ...ann());
    assert.ok(existsSync(at("good.json")));
  });
});

describe("cli: the passphrase of a key", () => {
  it("is changed in the key that a link names", async () => {
    await run("key", "new", at("real.pem"));
    symlinkSync("real.pem", at("link.pem"));
    writeFileSync(at("pw"), "correct horse\n");
    await run("key", "passwd", at("link.pem"), "--new-passphrase-file", at("pw"));
    assert.ok(lstatSync(at("link.pem")).isSymbolicLink());
    assert.match(readFileSync(at("real.pem"), "utf8"), /^-----BEGIN ENCRYPTED PRIVATE KEY-----/);
    await failsWith("KEY_MISSING", "key", "passwd", at("none.pem"), "--open");
  });

  it("cannot be taken away and given at once", async () => {
    const both = ["--open", "--new-passphrase-file", at("pw"), "--passphrase-file", at("pw")];
    const command = keyCommand(() => {});
    const passwd = command.commands.find((one) => one.name() === "passwd");
    passwd?.exitOverride().configureOutput({ writeErr: () => {} });
    const given = command.parseAsync(["passwd", at("real.pem"), ...both], { from: "user" });
    await assert.rejects(given, { code: "commander.conflictingOption" });
    assert.match(readFileSync(at("real.pem"), "utf8"), /^-----BEGIN ENCRYPTED/);
  });
});

describe("cli: probe", () => {
  it("registers past the end of a table are not asked for", async () => {
    const where = ["modbus-tcp://127.0.0.1:1/1", "holding"] as const;
    await assert.rejects(run("probe", ...where, "65535", "2"), (error) => {
      assert.ok(error instanceof UsageError);
      assert.match(error.message, /^count "2" is no number from 1 to 1$/);
      return error.code === "PROBE_NUMBER";
    });
  });
});
