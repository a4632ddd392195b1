import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readLocalFile, readSiteFile } from "@quorate/protocol/node";
import { parseAddress } from "../../protocol/src/site-address.ts";
import { parseLocal, parseLocalOrThrow } from "../../protocol/src/site-local.ts";
import { change, example, good } from "./site-file-fixture.ts";

const codes = (text: string): string[] =>
  parseLocal(text).problems.map(({ code, line, path }) => `${line} ${code} ${path}`);

describe("site file: local settings", () => {
  it("have defaults for everything", () => {
    const defaults = { listen: {}, logLevel: "info", reads: "interlocks", credentials: {} };
    for (const text of ["", "# nothing\n", "{}", "log: {}"])
      assert.deepEqual(parseLocalOrThrow(text), defaults);
  });

  it("name folders, addresses, the log level, a broker, credentials", () => {
    const text = [
      "data: /var/lib/quorate",
      "listen: { address: 0.0.0.0:7401, api: '[::]:0' }",
      "log: { level: debug }",
      "mqtt: { url: mqtts://broker:8883, user: plant, passwordFile: /etc/quorate/mqtt }",
      "reads: all",
      "credentials:",
      "  exchanger: { user: reader, passwordFile: /etc/quorate/exchanger }",
    ].join("\n");
    const settings = parseLocalOrThrow(text);
    assert.equal(settings.data, "/var/lib/quorate");
    assert.deepEqual(settings.listen, { address: "0.0.0.0:7401", api: "[::]:0" });
    assert.equal(settings.logLevel, "debug");
    assert.equal(settings.reads, "all");
    assert.equal(settings.mqtt?.user, "plant");
    assert.equal(settings.credentials["exchanger"]?.user, "reader");
  });

  it("cannot weaken a rule: no key of the constitution is one here", () => {
    for (const key of ["policy", "agents", "operators", "devices", "limits", "site"])
      assert.deepEqual(codes(`data: here\n${key}: {}\n`), [`2 LOCAL_UNKNOWN_KEY ${key}`]);
    assert.throws(() => parseLocalOrThrow("policy: { ttlMax: 1h }"), {
      code: "LOCAL_INVALID",
      message: /line 1:1: error LOCAL_UNKNOWN_KEY: policy/,
    });
  });

  it("are told of with their line", () => {
    assert.deepEqual(codes("log: { level: loud }"), ["1 LOCAL_VALUE log.level"]);
    assert.deepEqual(codes("\nlisten: { api: here }"), ["2 LOCAL_ADDRESS listen.api"]);
    assert.deepEqual(codes("mqtt: { url: http://x }"), ["1 LOCAL_VALUE mqtt.url"]);
    assert.deepEqual(codes("reads: some"), ["1 LOCAL_VALUE reads"]);
    assert.deepEqual(codes("data: 7"), ["1 LOCAL_TYPE data"]);
    assert.deepEqual(codes("a: [\n"), ["2 LOCAL_YAML "]);
  });
});

describe("site file: on the disk", () => {
  let folder = "";
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "quorate-site-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is read with its bytes and warnings, or refused with its name", () => {
    const path = join(folder, "site.yaml");
    assert.throws(() => readSiteFile(path), { code: "SITE_FILE" });
    writeFileSync(path, example);
    const { site, bytes, warnings } = readSiteFile(path);
    assert.deepEqual(site, good(example));
    assert.equal(new TextDecoder().decode(bytes), example);
    assert.deepEqual(warnings, []);
    writeFileSync(path, change("points: [intake/pump]", "points: [intake/pumps]"));
    assert.deepEqual(readSiteFile(path).warnings.map(({ code }) => code), ["SITE_RULE_NO_POINT"]);
    writeFileSync(path, change("scan: 500ms", "scan: soon"));
    assert.throws(() => readSiteFile(path), {
      code: "SITE_INVALID",
      message: new RegExp(`^${path} has 1 error:\n  line \\d+:11: error SITE_DURATION: devices`),
    });
  });

  it("local.yaml may be absent", () => {
    const path = join(folder, "local.yaml");
    assert.equal(readLocalFile(path).logLevel, "info");
    writeFileSync(path, "log: { level: warn }");
    assert.equal(readLocalFile(path).logLevel, "warn");
    assert.throws(() => readLocalFile(folder), { code: "LOCAL_FILE" });
  });
});

describe("site file: addresses", () => {
  it("host:port, IPv6 in brackets, and nothing else", () => {
    assert.deepEqual(parseAddress("plc-1.local:502"), { host: "plc-1.local", port: 502 });
    assert.deepEqual(parseAddress("[::1]:1"), { host: "::1", port: 1 });
    assert.deepEqual(parseAddress("[fe80::1]:65535"), { host: "fe80::1", port: 65_535 });
    assert.deepEqual(parseAddress("127.0.0.1:0", true), { host: "127.0.0.1", port: 0 });
    const none = ["", ":1", "a", "a:", "a:0", "a:65536", "a:1x", "::1:1", "[::1]", "[a]:1"];
    for (const text of none) assert.equal(parseAddress(text), null, text);
  });
});
