import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LogExport, parseSiteOrThrow } from "@quorate/protocol";
import type { Command } from "commander";
import { exportCommand } from "../../edge-agent/src/cli/export.ts";
import { initCommand } from "../../edge-agent/src/cli/init.ts";

const makers = {
  ...{ init: initCommand, export: exportCommand },
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
