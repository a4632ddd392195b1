import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { get } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatKey, parseSiteOrThrow } from "@quorate/protocol";
import {
  demoRunFile,
  isDemoKey,
  keyNeedsPassphrase,
  makeDemoKey,
  newKey,
  readKey,
} from "@quorate/protocol/node";
import { mimicFiles } from "../../edge-agent/src/cli/mimic-templates.ts";
import { readHome } from "../../hmi/src/home.ts";
import { parseMimic, readMimics } from "../../hmi/src/mimics.ts";
import { startConsole } from "../../hmi/src/main.ts";
import { type Database, openStore, orderKey } from "../../hmi/src/store.ts";
import { newSiteFile } from "../../edge-agent/src/cli/site-template.ts";
import { throwsCode } from "../protocol/sealed.ts";
import { opensslEnv } from "../openssl.ts";
import { HeardLog } from "./fake-agents.ts";

describe("console: home", function () {
  this.timeout(120_000);
  let folder = "";
  let home = "";

  const siteText = (consoleKey: string): string => {
    const key = (name: string): string => formatKey(newKey(join(folder, `${name}.pem`)).publicKey);
    return newSiteFile({
      ...{ name: "works", modbus: "127.0.0.1:1502", opcua: "opc.tcp://127.0.0.1:4840" },
      agents: ["a", "b", "c", "d"].map((name, index) => ({
        ...{ name, key: key(name) },
        ...{ address: `127.0.0.1:${1 + index}`, api: `127.0.0.1:${11 + index}` },
      })),
      guards: ["intake-guard", "exchanger-guard"].map((name) => ({ name, key: key(name) })),
      consoles: [{ name: "desk", key: consoleKey }],
      operators: ["ann", "bo"].map((name) => ({ name, key: key(name), roles: ["operator"] })),
    });
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "quorate-desk-"));
    home = join(folder, "console");
    const { publicKey } = newKey(join(home, "key.pem"));
    writeFileSync(join(folder, "site.yaml"), siteText(formatKey(publicKey)));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const local = (text: string): void => writeFileSync(join(home, "local.yaml"), text);

  /** A certificate by the system's OpenSSL, which the tests' installation names. */
  const certificate = (name: string, ...key: string[]): void => {
    const [out, keyout] = [join(home, `${name}.crt`), join(home, `${name}.key`)];
    const subject = ["-subj", "/CN=desk", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
    const made = ["req", "-x509", "-nodes", "-days", "2", "-newkey", ...key, ...subject];
    const options = { stdio: "pipe", env: opensslEnv() } as const;
    execFileSync("openssl", [...made, "-out", out, "-keyout", keyout], options);
  };

  it("listens on this machine alone unless it has TLS with a P-256 key", () => {
    local("");
    assert.deepEqual([readHome(home).host, readHome(home).port], ["127.0.0.1", 8080]);
    for (const open of ["0.0.0.0:8080", "192.0.2.7:80", "desk.example:8080", "[::]:8080"]) {
      local(`listen: { http: "${open}" }\n`);
      throwsCode("CONSOLE_ADDRESS", () => readHome(home));
    }
    certificate("rsa", "rsa:2048");
    certificate("good", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");
    certificate("large", "ec", "-pkeyopt", "ec_paramgen_curve:P-384");
    const tls = (cert: string, key: string): void =>
      local(
        `listen: { http: "0.0.0.0:8443" }\n` +
          `tls: { certificate: ${cert}.crt, key: ${key}.key }\n`,
      );
    const same = ["rsa", "large", "none"].map((name) => [name, name] as const);
    const pairs = [...same, ["good", "large"] as const];
    for (const [cert, key] of pairs) {
      tls(cert, key);
      throwsCode("CONSOLE_TLS", () => readHome(home));
    }
    tls("good", "good");
    assert.deepEqual(readHome(home).tls?.names, ["localhost", "127.0.0.1"]);
  });

  it("needs a key that the site file lists as a console's", () => {
    const other = join(folder, "other");
    newKey(join(other, "key.pem"));
    throwsCode("CONSOLE_KEY_UNKNOWN", () => readHome(other));
  });

  it("starts without agents, with TLS, and says what is missing", async () => {
    local(`listen: { http: "127.0.0.1:0" }\ntls: { certificate: good.crt, key: good.key }\n`);
    const page = join(folder, "page");
    mkdirSync(page);
    writeFileSync(join(page, "index.html"), "<!doctype html>");
    const running = await startConsole({ home, page });
    try {
      assert.match(running.address, /^https:\/\/127\.0\.0\.1:\d+$/);
      const ca = readFileSync(join(home, "good.crt"));
      const status = await new Promise<number>((resolve, reject) => {
        get(running.address, { ca }, (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        }).on("error", reject);
      });
      assert.equal(status, 200);
      assert.deepEqual([running.plant.link.state, running.plant.link.needed], ["starting", 2]);
      assert.match(running.plant.link.missing, /a \(.*\), b \(.*\), c/);
      await assert.rejects(startConsole({ home, page }), { code: "LOCKED" });
    } finally {
      await running.stop();
    }
  });

  it("puts a history aside whose damage shows after its opening, and starts", async () => {
    local('listen: { http: "127.0.0.1:0" }\n');
    const page = join(folder, "page");
    const store = join(home, "history");
    const fill = async (put: (database: Database) => Promise<void>): Promise<void> => {
      const database = await openStore(home, new HeardLog(), 1);
      await put(database);
      await database.close();
    };
    const startsAnew = async (aside: number): Promise<void> => {
      const running = await startConsole({ home, page });
      await running.stop();
      const names = readdirSync(home).filter((name) => name.startsWith("history.broken-"));
      assert.equal(names.length, aside);
    };
    await fill(async (database) => {
      const value = JSON.stringify({ id: "x".repeat(1000) });
      for (let second = 1; second < 100; second += 1)
        await database.put(`alarm/${orderKey(Date.now() - second * 1000)}/x`, value);
      await database.put("meta/flushed", "1");
      await database.compactRange("a", "z");
    });
    for (const file of readdirSync(store).filter((name) => name.endsWith(".ldb"))) {
      const bytes = readFileSync(join(store, file));
      writeFileSync(join(store, file), bytes.fill(0xff, 0, Math.floor(bytes.length / 2)));
    }
    await startsAnew(1);
    await fill((database) =>
      database.put(`alarm/${orderKey(Date.now() - 1000)}/tank/level/high`, '{"ms":1'),
    );
    await startsAnew(2);
  });

  it("reads the mimics of a new site, and leaves a wrong one out with its reason", () => {
    const site = parseSiteOrThrow(readFileSync(join(folder, "site.yaml")), "site.yaml");
    mkdirSync(join(folder, "mimics"));
    for (const [name, mimic] of Object.entries(mimicFiles(true)))
      writeFileSync(join(folder, "mimics", name), JSON.stringify(mimic));
    writeFileSync(join(folder, "mimics", "broken.json"), "{");
    const faults: string[] = [];
    const mimics = readMimics(folder, site, ({ message }) => faults.push(message));
    assert.deepEqual(mimics.map(({ name }) => name), ["exchanger", "intake"]);
    assert.deepEqual(faults.map((fault) => fault.split(":")[0]), ["broken.json"]);
    const one = (element: object): void => {
      const mimic = { title: "t", width: 1, height: 1, elements: [element] };
      parseMimic(site, "one.json", JSON.stringify(mimic));
    };
    const box = { x: 0, y: 0, width: 1, height: 1 };
    one({ kind: "value", ...box, point: "intake/level" });
    for (const element of [
      ...[{ kind: "script" }, { kind: "value", ...box, point: "intake/none" }],
      ...[{ kind: "value", ...box }, { kind: "tank", ...box, href: "http://x" }],
      ...[{ kind: "pipe", path: [[0, 0]] }, { kind: "text", x: 0, y: Number.NaN, text: "t" }],
    ])
      throwsCode("MIMIC_INVALID", () => one(element));
  });

  it("opens demo keys while their plant runs, and only then", () => {
    const path = join(folder, "operators", "ann", "key.pem");
    const { publicKey } = newKey(path);
    makeDemoKey(path, "ann", "demo-ann");
    makeDemoKey(path, "ann", "another");
    const text = readFileSync(path, "utf8");
    assert.ok(isDemoKey(text) && keyNeedsPassphrase(path));
    assert.match(text, /^# quorate demo key of ann: for npm start only\n-----BEGIN ENCRYPTED/);
    throwsCode("KEY_DEMO", () => readKey(path, "demo-ann"));
    writeFileSync(join(folder, demoRunFile), `${process.pid}\n`);
    assert.equal(readKey(path, "demo-ann").publicKey, publicKey);
    throwsCode("KEY_PASSPHRASE", () => readKey(path, "another"));
    writeFileSync(join(folder, demoRunFile), "999999999\n");
    throwsCode("KEY_DEMO", () => readKey(path, "demo-ann"));
  });
});
