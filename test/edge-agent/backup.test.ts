import assert from "node:assert/strict";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFile, lockFolder } from "@quorate/protocol/node";
import type { Command } from "commander";
import { backupCommand, restoreCommand, resyncCommand } from "../../edge-agent/src/cli/backup.ts";
import { initCommand } from "../../edge-agent/src/cli/init.ts";

const makers = {
  ...{ init: initCommand, backup: backupCommand },
  ...{ restore: restoreCommand, resync: resyncCommand },
} satisfies Readonly<Record<string, (exit: (status: number) => void) => Command>>;

let folder = "";
const at = (...parts: readonly string[]): string => join(folder, ...parts);

/** Runs a command in this process; nothing is to be seen of it. */
const run = async (command: keyof typeof makers, ...args: string[]): Promise<void> => {
  const { write } = process.stdout;
  process.stdout.write = (() => true) as typeof write;
  try {
    const made = makers[command](() => {});
    await made.exitOverride().parseAsync(args, { from: "user" });
  } finally {
    process.stdout.write = write;
  }
};

const failsWith = (code: string, ...args: Parameters<typeof run>): Promise<void> =>
  assert.rejects(run(...args), { code });

const agent = (): string => at("plant", "agents", "north");
const guard = (): string => at("plant", "guards", "intake-guard");
const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe("backup: keys and settings, never what an old copy of would be dangerous", () => {
  let made = "";
  before(async () => {
    made = mkdtempSync(join(tmpdir(), "quorate-backup-made-"));
    folder = made;
    await run("init", at("plant"), "--no-exchanger");
    const settings = "credentials: { intake: { user: a, passwordFile: p } }";
    writeFileSync(join(agent(), "local.yaml"), settings);
    writeFileSync(join(agent(), "p"), "secret\n");
    for (const name of ["journal-1.log", "blocks-1.log", "snapshot-1.log", "lock"])
      writeFileSync(join(agent(), name), "x");
    for (const name of ["fence", "fence.made", "alarms.json"])
      writeFileSync(join(guard(), name), "x");
    mkdirSync(join(guard(), "certificates", "trusted", "tank"), { recursive: true });
    writeFileSync(join(guard(), "certificates", "trusted", "tank", "server.pem"), "trust");
  });
  after(() => rmSync(made, { recursive: true, force: true }));
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "quorate-backup-"));
    cpSync(join(made, "plant"), at("plant"), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("an agent's: key, settings and what they name; no journal, for its owner alone", async () => {
    const key = readFileSync(join(agent(), "key.pem"), "utf8");
    await run("backup", at("north.backup"), "--home", agent());
    assert.equal(modeOf(at("north.backup")), 0o600);
    rmSync(agent(), { recursive: true });
    await run("restore", at("north.backup"), "--home", agent());
    assert.deepEqual(readdirSync(agent()).sort(), ["key.pem", "local.yaml", "p"]);
    assert.equal(readFileSync(join(agent(), "key.pem"), "utf8"), key);
    assert.equal(modeOf(join(agent(), "key.pem")), 0o600);
    assert.equal(modeOf(agent()), 0o700);
  });

  it("a guard's: no fence, and the wish that its agents tell where it stood (S4)", async () => {
    await run("backup", at("guard.backup"), "--home", guard());
    rmSync(guard(), { recursive: true });
    await run("restore", at("guard.backup"), "--home", guard());
    const names = readdirSync(guard());
    assert.ok(names.includes("fence.resync") && !names.includes("fence"), names.join(" "));
    const trusted = join(guard(), "certificates", "trusted", "tank", "server.pem");
    assert.equal(readFileSync(trusted, "utf8"), "trust");
  });

  it("brings the site file where there is none, and goes into no other site", async () => {
    await run("backup", at("guard.backup"), "--home", guard());
    await run("restore", at("guard.backup"), "--home", at("elsewhere", "far", "g"));
    assert.deepEqual(
      readFileSync(at("elsewhere", "far", "g", "site.yaml")),
      readFileSync(at("plant", "site.yaml")),
    );
    await run("init", at("other"), "--no-exchanger");
    await failsWith("RESTORE_CHAIN", "restore", at("guard.backup"), "--home", at("other/guards/x"));
    assert.ok(!existsSync(at("other/guards/x")));
  });

  it("a place that cannot be written is told with its code", async () => {
    const file = at("north.backup");
    await run("backup", file, "--home", agent());
    await failsWith("BACKUP_WRITE", "backup", join(file, "x"), "--home", agent());
    await failsWith("BACKUP_WRITE", "restore", file, "--home", file);
    await failsWith("BACKUP_WRITE", "restore", file, "--home", join(file, "x"));
  });

  it("is never written over anything, nor taken when it was changed", async () => {
    const file = at("north.backup");
    await run("backup", file, "--home", agent());
    await failsWith("BACKUP_EXISTS", "backup", file, "--home", agent());
    await failsWith("RESTORE_NOT_EMPTY", "restore", file, "--home", agent());
    const text = readFileSync(file, "utf8");
    const to = ["--home", at("plant", "agents", "new")] as const;
    writeFileSync(file, text.slice(0, -40));
    await failsWith("BACKUP_DAMAGED", "restore", file, ...to);
    writeFileSync(file, text.replace('"name":"north"', '"name":"south"'));
    await failsWith("BACKUP_DAMAGED", "restore", file, ...to);
    writeFileSync(file, "{}");
    await failsWith("BACKUP_FORMAT", "restore", file, ...to);
    const { backup } = JSON.parse(text);
    const others = [{ files: [null] }, { files: [{ at: "home", path: "x" }] }, { site: 1 }];
    for (const other of others) {
      const changed = { format: "quorate-backup/1", backup: { ...backup, ...other } };
      writeFileSync(file, JSON.stringify(changed));
      await failsWith("BACKUP_FORMAT", "restore", file, ...to);
    }
    await failsWith("FILE_READ", "restore", at("none"), ...to);
    await failsWith("FILE_READ", "restore", folder, ...to);
    assert.ok(!existsSync(at("plant", "agents", "new")));
  });

  it("no path leads out of the home, or to a journal or fence", async () => {
    const file = at("north.backup");
    await run("backup", file, "--home", agent());
    const { backup } = JSON.parse(readFileSync(file, "utf8"));
    const { sumOf } = await import("../../edge-agent/src/io/backup.ts");
    for (const path of ["../x", "/etc/x", "a/../../x", "a/./x", "journal-1.log", "fence", ""]) {
      const bad = { ...backup, files: [{ at: "home", path, base64: "eA==" }] };
      rmSync(file);
      const text = JSON.stringify({ format: "quorate-backup/1", sum: sumOf(bad), backup: bad });
      createFile(file, Buffer.from(text));
      await failsWith("BACKUP_PATH", "restore", file, "--home", at("plant", "agents", "new"));
    }
  });

  it("every file that local.yaml names is in it, or told", async () => {
    const named = ["mqtt-password", "mqtt-ca.pem", ".secret", "a b", "journal.pw", "lockers/key"];
    const left = ["fence.pw", "none", "../p"];
    const all = [...named, ...left].map(
      (file, index) => `  d${index}: { user: a, passwordFile: "${file}" }\n`,
    );
    writeFileSync(join(agent(), "local.yaml"), `credentials:\n${all.join("")}`);
    mkdirSync(join(agent(), "lockers"));
    for (const file of [...named, "fence.pw", "../p"]) writeFileSync(join(agent(), file), file);
    const { writeBackup } = await import("../../edge-agent/src/io/backup.ts");
    const { openHome } = await import("../../edge-agent/src/io/home.ts");
    const { notTaken } = writeBackup(await openHome({ home: agent() }), at("north.backup"));
    assert.deepEqual(notTaken.map(({ path }) => path), left);
    rmSync(agent(), { recursive: true });
    await run("restore", at("north.backup"), "--home", agent());
    for (const file of named) assert.equal(readFileSync(join(agent(), file), "utf8"), file);
    assert.ok(!existsSync(join(agent(), "fence.pw")));
  });

  it("certificates of any name, also where local.yaml names them too", async () => {
    const certificates = ["certificates/own/fence.pem", "certificates/trusted/a b/lock"];
    for (const path of certificates) {
      mkdirSync(join(agent(), path, ".."), { recursive: true });
      writeFileSync(join(agent(), path), "certificate");
    }
    writeFileSync(join(agent(), "certificates/own/tls.pem"), "certificate");
    const tls = "tls: { certificate: certificates/own/tls.pem, key: p }\n";
    writeFileSync(join(agent(), "local.yaml"), tls);
    await run("backup", at("north.backup"), "--home", agent());
    rmSync(agent(), { recursive: true });
    await run("restore", at("north.backup"), "--home", agent());
    for (const path of [...certificates, "certificates/own/tls.pem"])
      assert.equal(readFileSync(join(agent(), path), "utf8"), "certificate");
  });

  it("a restore that fails takes back what it made, and leaves what was there", async () => {
    await run("backup", at("north.backup"), "--home", agent());
    const { backup } = JSON.parse(readFileSync(at("north.backup"), "utf8"));
    const { restoreBackup } = await import("../../edge-agent/src/io/backup.ts");
    const [twice] = backup.files.filter(({ path }: { path: string }) => path === "p");
    const broken = { ...backup, files: [...backup.files, twice] };
    for (const to of [at("plant", "agents", "new"), at("far", "off", "new")]) {
      assert.throws(() => restoreBackup(broken, to), { code: "BACKUP_WRITE" });
      assert.ok(!existsSync(to) && !existsSync(at("far")));
    }
    const to = at("plant", "agents", "there");
    mkdirSync(to);
    cpSync(at("plant", "site.yaml"), join(to, "site.yaml"));
    assert.throws(() => restoreBackup(broken, to), { code: "BACKUP_WRITE" });
    assert.deepEqual(readdirSync(to), ["site.yaml"]);
    restoreBackup(backup, to);
    assert.ok(existsSync(join(to, "key.pem")));
  });

  it("resync is for guards that do not run", async () => {
    await failsWith("RESYNC_NO_GUARD", "resync", "--home", agent());
    const lock = lockFolder(guard());
    try {
      await failsWith("LOCKED", "resync", "--home", guard());
    } finally {
      lock.release();
    }
    await run("resync", "--home", guard());
    await run("resync", "--home", guard());
    assert.equal(modeOf(join(guard(), "fence.resync")), 0o600);
  });
});
