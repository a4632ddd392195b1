import assert from "node:assert/strict";
import fs, { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { isCoded } from "@quorate/protocol";
import { replaceRecordFile } from "@quorate/protocol/node";
import { encodeSparkplug } from "@quorate/protocol/sparkplug";
import { OutageFile } from "../../edge-agent/src/io/sparkplug/outage-file.ts";
import { Catalogue } from "../../edge-agent/src/sparkplug/catalogue.ts";
import type { MetricSpec } from "../../edge-agent/src/sparkplug/metric.ts";
import { Outage } from "../../edge-agent/src/sparkplug/outage.ts";
import { edgeSite } from "../edge-agent/site.ts";

const mebibyte = 1024 * 1024;
const bounds = { values: 1_000_000, bytes: 64 * mebibyte };
const catalogue = new Catalogue(edgeSite());
const level = catalogue.devices.get("tank")?.byName.get("level") as MetricSpec;

describe("mqtt: the files of the store", () => {
  let folder = "";
  let warned: { readonly code: string; readonly facts: object }[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "quorate-outage-"));
    warned = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const log = {
    info: () => undefined,
    warn: (_stage: string, code: string, facts: object = {}) => {
      warned.push({ code, facts });
    },
  };
  const open = (): OutageFile => new OutageFile(folder, bounds, log);
  const hold = (file: OutageFile, value: number): void =>
    file.outage.hold([
      {
        ...{ device: "tank", spec: level },
        value: { value, quality: 192, reason: "", timeMs: 1_700_000_000_000 + value },
      },
    ]);
  const names = (): string[] => readdirSync(folder).sort();
  const changed = (name: string, offset: number): Buffer => {
    const bytes = readFileSync(join(folder, name));
    bytes[offset] = (bytes[offset] ?? 0) ^ 0xff;
    writeFileSync(join(folder, name), bytes);
    return bytes;
  };
  /** Two runs, so that the second run's records call the first run's durable. */
  const filled = async (): Promise<void> => {
    for (const value of [1, 2]) {
      const file = open();
      hold(file, value);
      await file.close();
    }
  };

  it("each record is taken in as it is read: they are never in memory together", async () => {
    const stringValue = "x".repeat(mebibyte / 8);
    const payloads = Array.from({ length: 64 }, (_, seq) =>
      encodeSparkplug({ seq, metrics: [{ name: "tank/recipe", stringValue }] }),
    );
    replaceRecordFile(join(folder, "mqtt-00000001.log"), payloads);
    const { readSync } = fs;
    const { restore } = Outage.prototype;
    let readTo = 0;
    let ahead = 0;
    fs.readSync = ((...args: Parameters<typeof readSync>) => {
      const count = readSync(...args);
      const [, , , , position] = args as readonly unknown[];
      if (typeof position === "number") readTo = Math.max(readTo, position + count);
      return count;
    }) as typeof readSync;
    syncBuiltinESMExports();
    Outage.prototype.restore = function (payload, position) {
      ahead = Math.max(ahead, readTo - position);
      restore.call(this, payload, position);
    };
    try {
      const file = open();
      assert.equal(file.outage.heldValues, payloads.length);
      await file.close();
    } finally {
      fs.readSync = readSync;
      syncBuiltinESMExports();
      Outage.prototype.restore = restore;
    }
    assert.ok(readTo > 8 * mebibyte, `${readTo} bytes were read`);
    assert.ok(ahead <= 2 * mebibyte, `${ahead} bytes were read ahead`);
  });

  it("a damaged store is put aside whole, and told of; the next is empty and works", async () => {
    await filled();
    const damaged = changed("mqtt-00000001.log", 24 + 16);
    const file = open();
    assert.ok(file.outage.isEmpty);
    assert.deepEqual(warned.map(({ code }) => code), ["MQTT_STORE_DAMAGED"]);
    assert.match(JSON.stringify(warned[0]?.facts), /damaged at byte 24.*broken-1.*"remedy":"/);
    assert.deepEqual(names(), ["mqtt-00000001.log", "mqtt-00000001.log.broken-1"]);
    assert.deepEqual(readFileSync(join(folder, "mqtt-00000001.log.broken-1")), damaged);
    hold(file, 3);
    await file.close();
    const again = open();
    assert.equal(again.outage.heldValues, 1);
    await again.close();
    assert.equal(warned.length, 1);
  });

  it("what was put aside before is never overwritten; a head that is wrong is damage", async () => {
    await filled();
    const first = changed("mqtt-00000001.log", 24 + 16);
    await open().close();
    await filled();
    const second = changed("mqtt-00000001.log", 0);
    await open().close();
    const aside = ["mqtt-00000001.log.broken-1", "mqtt-00000001.log.broken-2"];
    assert.deepEqual(names(), ["mqtt-00000001.log", ...aside]);
    assert.deepEqual(aside.map((name) => readFileSync(join(folder, name))), [first, second]);
  });

  it("a file that is missing amid the others is damage: these are put aside", async () => {
    await filled();
    writeFileSync(
      join(folder, "mqtt-00000003.log"),
      readFileSync(join(folder, "mqtt-00000001.log")),
    );
    await open().close();
    const aside = ["mqtt-00000001.log.broken-1", "mqtt-00000003.log.broken-1"];
    assert.deepEqual(names(), ["mqtt-00000001.log", ...aside]);
  });

  it("what another release wrote is not damaged: it stays where it is", async () => {
    await filled();
    const head = Buffer.from(readFileSync(join(folder, "mqtt-00000001.log")));
    head.writeUInt32BE(99, 8);
    head.writeUInt32BE(crc32(head.subarray(0, 20)), 20);
    writeFileSync(join(folder, "mqtt-00000001.log"), head);
    assert.throws(open, (error) => isCoded(error) && error.code === "RECORD_VERSION");
    assert.deepEqual(names(), ["mqtt-00000001.log"]);
  });
});
