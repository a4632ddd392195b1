import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DeviceAdapter } from "@quorate/device-adapters";
import { AlarmFile, alarmsFor, noMemory } from "@quorate/guard";
import {
  type AlarmCondition,
  type DeviceSpec,
  type Envelope,
  openReading,
  type Sample,
  type Site,
} from "@quorate/protocol";
import { nodeVerify } from "@quorate/protocol/node";
import { ReadingPublisher } from "../../guard/src/reading.ts";
import { chain, signerOf, testSite } from "./site.ts";

const beginMs = 1_767_225_600_000;

/** The guard's test site; `level` has two limits. */
const site = (): Site => {
  const made = testSite();
  const alarms = { highHigh: 95, high: 90, priority: 2, deadband: 1, delayMs: 0 };
  const devices = made.devices.map((device) => ({
    ...device,
    points: device.points.map((point) => (point.name === "level" ? { ...point, alarms } : point)),
  }));
  return { ...made, devices };
};
const intake = site().devices.find(({ name }) => name === "intake") as DeviceSpec;

const level = (value: number | null, atMs: number): Sample => ({
  ...{ point: "level", value, quality: value === null ? "bad" : "good" },
  ...{ sourceTimeMs: beginMs + atMs, receivedTimeMs: beginMs + atMs },
});

const told = (conditions: readonly AlarmCondition[]): string[] =>
  conditions.map(({ kind, active, raisedMs, held }) => {
    const since = raisedMs - beginMs;
    return `${kind} ${active ? "active" : "over"} ${since}${held ? " held" : ""}`;
  });

describe("guard: alarms of a device", () => {
  it("tells every change, and lists those that were ever raised", () => {
    const alarms = alarmsFor(site(), intake, noMemory);
    const scan = (value: number | null, atMs: number): boolean =>
      alarms.scanned([level(value, atMs)], beginMs + atMs);
    assert.equal(scan(50, 1), false);
    assert.deepEqual(told(alarms.raised), []);
    assert.equal(scan(91, 2), true);
    assert.equal(scan(92, 3), false);
    assert.deepEqual(told(alarms.raised), ["high active 2"]);
    assert.equal(scan(96, 4), true);
    assert.deepEqual(told(alarms.raised), ["highHigh active 4", "high active 2"]);
    assert.equal(scan(null, 5), true);
    assert.deepEqual(told(alarms.raised), ["highHigh active 4 held", "high active 2 held"]);
    assert.equal(scan(93, 6), true);
    assert.deepEqual(told(alarms.raised), ["highHigh over 4", "high active 2"]);
  });

  it("goes on where it was: neither forgets an alarm nor raises it again", () => {
    const before = alarmsFor(site(), intake, noMemory);
    before.scanned([level(96, 1)], beginMs + 1);
    before.scanned([level(91, 2)], beginMs + 2);
    const kept = before.raised.map((one) => ({ device: "intake", ...one }));
    const after = alarmsFor(site(), intake, { kept, keep: () => {} });
    assert.deepEqual(told(after.raised), ["highHigh over 1 held", "high active 1 held"]);
    after.scanned([level(92, 9)], beginMs + 9);
    assert.deepEqual(told(after.raised), ["highHigh over 1", "high active 1"]);
    after.scanned([level(50, 10)], beginMs + 10);
    after.scanned([level(92, 11)], beginMs + 11);
    assert.deepEqual(told(after.raised), ["highHigh over 1", "high active 11"]);
  });

  it("what was kept of alarms that the site has no more is let go", () => {
    const gone = { device: "intake", point: "level", kind: "low", active: true } as const;
    const kept = [{ ...gone, raisedMs: 5, clearedMs: 0, held: false }];
    assert.deepEqual(alarmsFor(site(), intake, { kept, keep: () => {} }).raised, []);
  });
});

describe("guard: readings carry alarms", () => {
  /** A publisher over an adapter that the test plays. */
  const publisher = () => {
    const sent: Envelope[] = [];
    let [scan, kept] = [(_: readonly Sample[]): void => {}, 0];
    const adapter = {
      ...{ device: intake, up: true, onUp: () => {} },
      onScan: (listener: typeof scan) => (scan = listener),
    } as unknown as DeviceAdapter;
    const alarms = alarmsFor(site(), intake, noMemory);
    const made = new ReadingPublisher({
      ...{ adapter, chain, signer: signerOf("g"), alarms, driftMs: 5000 },
      clock: { ownMs: () => beginMs + 5, readingMs: () => beginMs + 5 },
      alarmsChanged: () => (kept += 1),
      publish: (readings) => sent.push(...readings),
    });
    made.start();
    return { sent, scan: (samples: readonly Sample[]) => scan(samples), kept: () => kept };
  };
  const alarmsIn = (envelope: Envelope | undefined): string[] =>
    told(openReading({ chain, verify: nodeVerify }, envelope as Envelope, 0).alarms);

  it("at once when a condition changes, and it is kept", () => {
    const { sent, scan, kept } = publisher();
    scan([level(50, 1)]);
    assert.deepEqual([sent.length, alarmsIn(sent[0]), kept()], [1, [], 0]);
    scan([level(91, 2)]);
    assert.deepEqual([sent.length, alarmsIn(sent[1]), kept()], [2, ["high active 2"], 1]);
    scan([level(91, 3)]);
    assert.deepEqual([sent.length, kept()], [2, 1]);
  });
});

describe("guard: the file of alarms", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "quorate-alarms-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const condition = (raisedMs: number) => ({
    ...{ device: "intake", point: "level", kind: "high", active: true } as const,
    ...{ raisedMs, clearedMs: 0, held: false },
  });

  it("has what was kept last, for the next start", async () => {
    const codes: string[] = [];
    const first = new AlarmFile(folder, ({ code }) => codes.push(code));
    assert.deepEqual(first.kept, []);
    for (let raisedMs = 1; raisedMs <= 50; raisedMs += 1) first.keep([condition(raisedMs)]);
    await first.close();
    const second = new AlarmFile(folder, ({ code }) => codes.push(code));
    assert.deepEqual(second.kept, [{ ...condition(50), held: true }]);
    await second.close();
    assert.deepEqual(codes, []);
  });

  for (const text of [
    ...["", "{}", "[", "[1]", JSON.stringify([{ ...condition(1), kind: "highest" }])],
    ...[JSON.stringify([{ ...condition(1), clearedMs: 5 }]), JSON.stringify([condition(-1)])],
  ])
    it(`ALARM_FILE: ${text.slice(0, 60)} is told, and the guard runs without`, async () => {
      writeFileSync(join(folder, "alarms.json"), text);
      const codes: string[] = [];
      const file = new AlarmFile(folder, ({ code }) => codes.push(code));
      assert.deepEqual([file.kept, codes], [[], ["ALARM_FILE"]]);
      file.keep([condition(3)]);
      await file.close();
      const written = JSON.parse(readFileSync(join(folder, "alarms.json"), "utf8")) as unknown;
      assert.deepEqual(written, [condition(3)]);
    });

  it("ALARM_FILE: a disk that takes nothing is told", async () => {
    const codes: string[] = [];
    const file = new AlarmFile(join(folder, "none"), ({ code }) => codes.push(code));
    file.keep([condition(1)]);
    await file.close();
    assert.deepEqual(codes, ["ALARM_FILE"]);
  });
});
