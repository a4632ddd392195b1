import assert from "node:assert/strict";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Quality } from "@quorate/protocol";
import { backfill } from "../../hmi/src/backfill.ts";
import { decodeChunk, encodeChunk, type Kept } from "../../hmi/src/chunk.ts";
import { History } from "../../hmi/src/history.ts";
import { limits } from "../../hmi/src/limits.ts";
import { inOrder, seriesOf } from "../../hmi/src/series.ts";
import { type Database, dayKey, dayMs, dayOf, openStore, orderKey } from "../../hmi/src/store.ts";
import { beginMs, testSite } from "../protocol/sealed.ts";
import { damage } from "./console-plant.ts";
import { FakeAgents, HeardLog, readingOf } from "./fake-agents.ts";

const good = (ms: number, value: Kept["value"]): Kept => ({ ms, value, quality: 2, reason: "" });

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
/** On V8's heap after a collection. */
const aliveBytes = (): number => {
  collect();
  return process.memoryUsage().heapUsed;
};

describe("console: history", () => {
  let folder = "";
  let database: Database;
  let log = new HeardLog();

  const opened = async (): Promise<History> => {
    const names = ["tank/level", "tank/pump"];
    const history = new History({ database, names, deadbands: [0.1, 0], log });
    await history.open();
    return history;
  };

  beforeEach(async () => {
    log = new HeardLog();
    folder = mkdtempSync(join(tmpdir(), "quorate-history-"));
    database = await openStore(folder, log, beginMs);
  });

  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("keeps changes and a heartbeat, and the last one before a change", async () => {
    const history = await opened();
    for (let second = 0; second <= 200; second += 1)
      history.add(0, good(beginMs + second * 1000, second < 150 ? 1 : 2));
    await history.flush();
    const kept = await history.samples(0, beginMs, beginMs + 200_000);
    const seconds = kept.map(({ ms, value }) => [(ms - beginMs) / 1000, value]);
    assert.deepEqual(seconds, [[0, 1], [60, 1], [120, 1], [149, 1], [150, 2], [200, 2]]);
  });

  it("leaves changes within the deadband out, and never one of quality", async () => {
    const history = await opened();
    history.add(0, good(beginMs, 1));
    history.add(0, good(beginMs + 1000, 1.05));
    history.add(0, { ms: beginMs + 2000, value: 1.05, quality: 0, reason: "SENSOR" });
    await history.flush();
    const kept = await history.samples(0, beginMs, beginMs + 5000);
    assert.deepEqual(kept.map(({ quality, reason }) => `${quality}${reason}`), [
      ...["2", "2", "0SENSOR"],
    ]);
  });

  it("keeps a failure that is dated before the last good value, right after it", async () => {
    const history = await opened();
    for (const second of [0, 1, 2]) history.add(0, good(beginMs + second * 1000, 7));
    const held = { value: 7, reason: "TIMEOUT" };
    history.add(0, { ms: beginMs + 2000, quality: 1, ...held });
    history.add(0, { ms: beginMs + 1500, quality: 0, ...held });
    history.add(0, good(beginMs + 2000, 7));
    history.add(0, good(beginMs + 9000, 7));
    const kept = await history.samples(0, beginMs, beginMs + 10_000);
    assert.deepEqual(kept.map(({ ms, quality }) => [ms - beginMs, quality]), [
      ...[[0, 2], [2000, 2], [2001, 1], [2002, 0], [9000, 2]],
    ]);
  });

  it("of one time the worst quality stays", async () => {
    const bad = { ...good(beginMs, 7), quality: 0 as const, reason: "STALE" };
    assert.deepEqual(inOrder([good(beginMs, 7), bad, good(beginMs - 1, 6)]), [
      ...[good(beginMs - 1, 6), bad],
    ]);
  });

  it("is there again after an end, and goes on", async () => {
    const first = await opened();
    first.add(1, good(beginMs, true));
    await first.flush();
    assert.equal(await first.flushedMs(), beginMs);
    await database.close();
    database = await openStore(folder, log, beginMs);
    const second = await opened();
    second.add(1, good(beginMs + 1000, false));
    const { times, min, max } = await second.series(1, beginMs - 1, beginMs + 10_000, 100);
    assert.deepEqual([times, min, max], [[beginMs, beginMs + 1000], [1, 0], [1, 0]]);
  });

  it("shows gaps as gaps, and what was not agreed as one", async () => {
    const history = await opened();
    history.add(0, good(beginMs, 1));
    history.add(0, { ms: beginMs + 1000, value: null, quality: 0, reason: "NOT_AGREED" });
    history.add(0, good(beginMs + 5000, 2));
    history.add(0, good(beginMs + 5000 + limits.gapMs + 1, 3));
    const { min } = await history.series(0, beginMs, beginMs + 1_000_000, 100);
    assert.deepEqual(min, [1, null, 2, null, 3]);
  });

  it("keeps the smallest and largest of each bucket", async () => {
    const history = await opened();
    for (let second = 0; second < 3000; second += 1) {
      history.add(0, good(beginMs + second * 1000, second === 1717 ? 99 : second % 7));
      if (history.isFull) await history.flush();
    }
    await history.flush();
    const { times, min, max } = await history.series(0, beginMs, beginMs + 3_000_000, 50);
    assert.ok(times.length <= 52 && times.length >= 40, `${times.length}`);
    assert.equal(Math.max(...max.map((one) => one ?? 0)), 99);
    assert.equal(Math.min(...min.map((one) => one ?? 0)), 0);
  });

  it("draws weeks from ten-minute summaries, the newest minutes included", async () => {
    const history = await opened();
    const days = 20;
    const samples: Kept[] = [];
    for (let minute = 0; minute < days * 1440; minute += 1)
      samples.push(good(beginMs + minute * 60_000, minute % 100));
    await history.insert(new Map([[0, samples]]));
    const toMs = beginMs + days * dayMs;
    history.add(0, good(toMs, 555));
    const { times, max } = await history.series(0, beginMs, toMs, 1000);
    assert.ok(times.length > 900 && times.length <= 1002, `${times.length}`);
    assert.equal(max.at(-1), 555);
    assert.ok(max.slice(0, -1).every((one) => one !== null && one >= 9));
  });

  it("shows no more gaps than fit a bucket, and how it ends", () => {
    const range = { point: 0, fromMs: 0, toMs: 10_000, buckets: 10, gapMs: 5000 };
    const all = Array.from({ length: 1001 }, (_, at) => {
      const value = at % 2 === 0 ? at : null;
      return { ms: at * 10, min: value, max: value, quality: 2 as const };
    });
    const { times, min, max } = seriesOf(all, range);
    assert.ok(times.length <= 11 * (limits.bucketEntries + 1), `${times.length}`);
    assert.deepEqual(times.toSorted((left, right) => left - right), times);
    assert.ok(min.filter((one) => one === null).length >= 10);
    const most = Array.from({ length: 10 }, (_, place) => {
      const inside = max.filter((_one, at) => Math.floor((times[at] ?? 0) / 1000) === place);
      return Math.max(...inside.map((one) => one ?? 0));
    });
    assert.deepEqual(most, Array.from({ length: 10 }, (_, place) => place * 100 + 98));
    assert.equal(max.at(-1), 1000);
  });

  it("gives out what overlaps in order, each time once, and the newest with it", async () => {
    const history = await opened();
    const each = (from: number, to: number): Kept[] =>
      Array.from({ length: to - from }, (_, at) => good(beginMs + (from + at) * 1000, from + at));
    for (const [from, to] of [[60, 400], [0, 100], [90, 250], [380, 500]] as const)
      await history.insert(new Map([[0, each(from, to)]]));
    const noTime = `day/${dayKey(dayOf(beginMs))}/tank/level/${orderKey(beginMs + 95_500)}`;
    await database.put(noTime, '{"d":[0],"v":[1],"q":[2]}');
    for (const sample of each(450, 520)) history.add(0, sample);
    const parts: (readonly Kept[])[] = [];
    for await (const part of history.parts(0, beginMs + 5000, beginMs + 515_000)) parts.push(part);
    assert.ok(parts.length > 3);
    assert.deepEqual(parts.flat(), each(5, 516));
    const gone = AbortSignal.abort();
    for await (const part of history.parts(0, 0, beginMs * 2, gone)) assert.fail(`${part.length}`);
  });

  it("draws a week of everything that was kept in little memory", async () => {
    const history = await opened();
    await history.insert(new Map([[0, [good(beginMs, 1)]]]));
    const [days, minuteMs] = [7, 60_000];
    const minute = Array.from({ length: limits.chunkSamples }, (_, at) => good(at * 250, at));
    const text = encodeChunk(minute);
    let mostBytes = 0;
    const values = function* ({ gte }: { readonly gte: string }): Generator<string> {
      const dayBeginMs = Number(gte.split("/")[1]) * dayMs;
      for (let ms = dayBeginMs; ms < dayBeginMs + dayMs; ms += minuteMs) {
        // Of garbage alone there are more than 100 MB now and then.
        if (ms % (dayMs / 2) === 0) mostBytes = Math.max(mostBytes, aliveBytes());
        yield text.replace('"t":0', `"t":${ms}`);
      }
    };
    Object.assign(database, { values });
    const beforeBytes = aliveBytes();
    const { min, max } = await history.series(0, beginMs, beginMs + days * dayMs, 2000);
    Reflect.deleteProperty(database, "values");
    const grownBytes = mostBytes - beforeBytes;
    assert.ok(mostBytes > 0 && grownBytes < 30_000_000, `${grownBytes}`);
    assert.ok(max.length > 1900 && max.length <= 2002, `${max.length}`);
    // The last bucket has one sample.
    assert.deepEqual([...new Set(min.slice(0, -1))], [0]);
    assert.deepEqual([...new Set(max.slice(0, -1))], [limits.chunkSamples - 1]);
  });

  it("lets go of what is over the retention, and of the oldest days over the bytes", async () => {
    const history = await opened();
    const nowMs = beginMs + 40 * dayMs;
    for (const day of [0, 9, 20, 40]) {
      const samples = Array.from({ length: 2000 }, (_, at) =>
        good(beginMs + day * dayMs + at * 1000, Math.random()),
      );
      await history.insert(new Map([[0, samples]]));
    }
    const event = { id: "tank/level/high", priority: 1, from: "NORMAL", to: "UNACK" } as const;
    const rest = { raisedMs: null, value: null, by: "" };
    await history.addAlarmEvents([
      ...[{ ms: beginMs, ...event, ...rest }, { ms: nowMs, ...event, ...rest }],
    ]);
    await history.retain(nowMs);
    assert.equal(history.fromMs, beginMs + 20 * dayMs);
    assert.equal((await history.samples(0, beginMs, beginMs + 15 * dayMs)).length, 0);
    assert.equal((await history.alarmEvents(0, nowMs + 1, 10)).length, 1);
    await database.compactRange("day/", "day0");
    await history.retain(nowMs, 1);
    assert.equal(history.fromMs, beginMs + 40 * dayMs);
    assert.ok((await history.samples(0, beginMs, nowMs)).length > 0);
  });

  it("puts a database aside that cannot be read, and starts anew", async () => {
    const history = await opened();
    history.add(0, good(beginMs, 1));
    await history.flush();
    await database.close();
    const store = join(folder, "history");
    for (const file of readdirSync(store))
      if (file === "CURRENT" || file.startsWith("MANIFEST"))
        writeFileSync(join(store, file), "not a database");
    database = await openStore(folder, log, 7);
    assert.ok(log.has("HISTORY_BROKEN"));
    assert.ok(readdirSync(folder).includes("history.broken-7"));
    assert.equal((await (await opened()).samples(0, 0, beginMs * 2)).length, 0);
  });

  it("leaves a whole database in its place where something else keeps it shut", async () => {
    const history = await opened();
    history.add(0, good(beginMs, 1));
    await history.flush();
    const open = { code: "HISTORY_OPEN", remedy: /end the other/ };
    await assert.rejects(openStore(folder, log, 7), open);
    await database.close();
    const current = join(folder, "history", "CURRENT");
    const kept = readFileSync(current);
    rmSync(current);
    mkdirSync(current);
    await assert.rejects(openStore(folder, log, 7), { code: "HISTORY_OPEN", message: /IO_ERROR/ });
    assert.deepEqual(readdirSync(folder), ["history"]);
    rmSync(current, { recursive: true });
    writeFileSync(current, kept);
    database = await openStore(folder, log, 7);
    assert.equal((await (await opened()).samples(0, 0, beginMs * 2)).length, 1);
  });

  it("writes on after a flush that could not read the summaries", async () => {
    const history = await opened();
    Object.assign(database, { getMany: async () => damage() });
    history.add(0, good(beginMs, 1));
    await assert.rejects(history.flush(), { code: "LEVEL_CORRUPTION" });
    Reflect.deleteProperty(database, "getMany");
    await history.flush();
    assert.equal(await history.flushedMs(), beginMs);
  });

  it("reads no broken record as something", () => {
    assert.deepEqual(decodeChunk("{"), []);
    assert.deepEqual(decodeChunk("null"), []);
    assert.deepEqual(decodeChunk('{"t":1}'), []);
    const samples = [good(5, "text"), { ...good(6, null), quality: 0 as const, reason: "NAN" }];
    assert.deepEqual(decodeChunk(encodeChunk(samples)), samples);
  });

  it("fills in a failure that began in an outage, with the date of an older value", async () => {
    const history = await opened();
    const agents = new FakeAgents(testSite());
    const at = (second: number, sourceSecond: number, quality: Quality) => {
      const timeMs = beginMs + second * 1000;
      const sourceMs = beginMs + sourceSecond * 1000;
      const sample = { point: "level", value: 5, quality, sourceMs };
      return { timeMs, envelope: readingOf([sample], timeMs) };
    };
    const buffered = [at(1, 1, "good"), at(3, 1, "bad"), at(4, 1, "bad"), at(6, 6, "good")];
    agents.change([0, 1], { buffered });
    await backfill({
      ...{ links: agents, fromMs: beginMs + 2000, toMs: beginMs + 9000 },
      indexOf: (device, point) => (device === "tank" && point === "level" ? 0 : -1),
      insert: (points) => history.insert(points),
      stopped: () => false,
    });
    const kept = await history.samples(0, 0, beginMs * 2);
    assert.deepEqual(kept.map(({ ms, quality }) => [(ms - beginMs) / 1000, quality]), [
      ...[[3, 0], [4, 0], [6, 2]],
    ]);
  });

  it("tells how far an outage is filled where contact is lost in the middle of it", async () => {
    const agents = new FakeAgents(testSite());
    const buffered = Array.from({ length: limits.backfillSamples + 90 }, (_, second) => {
      const timeMs = beginMs + second * 1000;
      const sample = { point: "level", value: 1, sourceMs: timeMs };
      return { timeMs, envelope: readingOf([sample], timeMs) };
    });
    agents.change([0, 1, 2, 3], { buffered });
    const filled = await backfill({
      ...{ links: agents, fromMs: beginMs, toMs: beginMs + 590_000 },
      indexOf: () => 0,
      insert: async () => agents.change([1, 2, 3], { up: false }),
      stopped: () => false,
    });
    assert.equal(filled.reachedMs, beginMs + (limits.backfillSamples - 1) * 1000);
  });

  it("fills an outage with what f+1 agents have buffered, and with nothing else", async () => {
    const history = await opened();
    const agents = new FakeAgents(testSite());
    const at = (second: number, value = second, signer = "g") => {
      const timeMs = beginMs + second * 1000;
      const envelope = readingOf([{ point: "level", value, sourceMs: timeMs }], timeMs, signer);
      return { timeMs, envelope };
    };
    const count = limits.backfillSamples + 90;
    const true1 = Array.from({ length: count }, (_, second) => at(second));
    const invented = Array.from({ length: 20 }, (_, second) => at(second, 7777));
    agents.change([0, 1], { buffered: true1 });
    agents.change([2], { up: false });
    // What one agent alone has is not believed; nor is what no guard signed, whoever has it.
    const unsigned = at(30, 6666, "agent3");
    const mixed = [...true1, ...invented, unsigned];
    mixed.sort((left, right) => left.timeMs - right.timeMs);
    agents.change([3], { buffered: mixed });
    const filled = await backfill({
      ...{ links: agents, fromMs: beginMs + 9_500, toMs: beginMs + 590_000 },
      indexOf: (device, point) => (device === "tank" && point === "level" ? 0 : -1),
      insert: (points) => history.insert(points),
      stopped: () => false,
    });
    const kept = await history.samples(0, 0, beginMs * 2);
    assert.deepEqual(
      kept.map(({ value }) => value),
      Array.from({ length: 581 }, (_, second) => second + 10),
    );
    assert.ok(filled.samples >= 581, `${filled.samples}`);
    assert.equal(filled.reachedMs, beginMs + 590_000);
  });
});
