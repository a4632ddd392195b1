import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import {
  AdapterError,
  type AdapterEvent,
  type AdapterOptions,
  type DeviceAdapter,
  openAdapter,
  openAdapters,
} from "@quorate/device-adapters";
import type { DeviceSpec, Sample } from "@quorate/protocol";
import { until } from "../until.ts";
import {
  answerOf,
  type BusRequest,
  frameOf,
  type PtyPair,
  type SerialBus,
  startPtyPair,
  startSerialBus,
} from "./serial-bus.ts";
import { certifiedOrder, intake, reading, setPoint } from "./tank-device.ts";

const serial = { baud: 115_200, parity: "none", stopBits: 1, dataBits: 8 } as const;
const level = reading("level", { table: "input", register: 12, type: "uint16" });
const valve = setPoint("valve", { table: "holding", register: 100, type: "uint16" });
const rarely = 600_000;

const quick: AdapterOptions = { requestTimeoutMs: 10_000, backOffMinMs: 20, backOffMaxMs: 60 };
/** For what is lost in any case. */
const short: AdapterOptions = { requestTimeoutMs: 200 };
/** For one that is lost amid others that must not be: longer than this machine pauses. */
const oneLost: AdapterOptions = { requestTimeoutMs: 1000 };

describe("modbus-rtu: units on a serial line", () => {
  let pair: PtyPair;
  let bus: SerialBus;
  let adapters: Map<string, DeviceAdapter>;
  let events: AdapterEvent[];
  const scanned = new Set<string>();
  /** Each unit holds its own number everywhere. */
  const normal = (request: BusRequest): void => bus.send(answerOf(request, request.unit));

  const unitAt = (unit: number, extra: Partial<DeviceSpec> = {}): DeviceSpec =>
    intake(pair.near, {
      ...{ name: `unit-${unit}`, protocol: "modbus-rtu", unit, serial, scanMs: rarely },
      points: [level, valve],
      ...extra,
    });
  const open = (devices: readonly DeviceSpec[], options: AdapterOptions = {}): void => {
    adapters = openAdapters(devices, { ...quick, log: (event) => events.push(event), ...options });
    for (const [name, adapter] of adapters) {
      // A scan that the loss of the unit ended is none of the life that comes.
      adapter.onUp(() => scanned.delete(name));
      adapter.onScan(() => scanned.add(name));
      adapter.start();
    }
  };
  const adapterOf = (unit: number | string): DeviceAdapter => {
    const adapter = adapters.get(`unit-${unit}`);
    assert.ok(adapter);
    return adapter;
  };
  /** Up, and done with the scan that it begins with: what is asked from here on is the test's. */
  const up = (unit: number | string): Promise<boolean> =>
    until(() => adapterOf(unit).up && scanned.has(`unit-${unit}`), { what: `unit ${unit}` });
  const order = (unit: number, value: number): Parameters<DeviceAdapter["write"]>[0] => ({
    ...certifiedOrder({ point: "valve", value }),
    device: `unit-${unit}`,
  });

  /** One request is answered after the next one came: with 1111, and all later ones with 2222. */
  const answerLate = (): void => {
    let late: BusRequest | undefined;
    bus.script = (request) => {
      late = request;
      bus.script = (next) => {
        // The unit answers in order: what it was asked before comes first, and alone.
        if (late === undefined) return bus.send(answerOf(next, 2222));
        bus.send(answerOf(late, 1111));
        late = undefined;
        setTimeout(() => bus.send(answerOf(next, 2222)), 5);
      };
    };
  };

  beforeEach(async () => {
    events = [];
    scanned.clear();
    adapters = new Map();
    pair = await startPtyPair();
    bus = await startSerialBus(pair.far, normal);
  });

  afterEach(async () => {
    for (const adapter of adapters.values()) await adapter.stop();
    await bus.stop();
    await pair.end();
  });

  it("several units share one line: one request in flight, every answer its unit's", async () => {
    open([1, 2, 3].map((unit) => unitAt(unit)));
    await Promise.all([up(1), up(2), up(3)]);
    // Counted from here: a unit that is sought may answer after the question was given up.
    let inFlight = 0;
    let most = 0;
    bus.script = (request) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      setTimeout(() => {
        inFlight -= 1;
        normal(request);
      }, 3);
    };
    const reads = [1, 2, 3, 1, 2, 3, 3, 2, 1];
    const answers = await Promise.all(reads.map((unit) => adapterOf(unit).read(["level"])));
    assert.deepEqual(answers.map(([sample]) => sample?.value), reads);
    const [written] = await adapterOf(2).write(order(2, 9));
    assert.equal(written?.outcome, "written");
    assert.equal(most, 1);
  });

  /** What the units are asked once the first request has its answer: `UNIT:FUNCTION`. */
  const orderOf = async (ask: () => readonly unknown[]): Promise<readonly string[]> => {
    let held: BusRequest | undefined;
    bus.script = (request) => {
      held = request;
      bus.script = normal;
    };
    const first = fresh(1);
    await until(() => held, { what: "the first request" });
    const from = bus.requests.length;
    const all = [first, ...ask()];
    assert.ok(held);
    normal(held);
    await Promise.all(all);
    return bus.requests.slice(from).map(({ unit, pdu }) => `${unit}:${pdu[0]}`);
  };
  const fresh = (unit: number): Promise<unknown> => adapterOf(unit).read(["level"]);
  /** Waits for its turn as a scan does. */
  const scan = (unit: number): unknown => adapterOf(unit).readRaw?.("holding", 1, 1);
  const write = (unit: number): Promise<unknown> => adapterOf(unit).write(order(unit, 5));

  it("writes go before reads, and the units take turns", async () => {
    open([1, 2].map((unit) => unitAt(unit)));
    await Promise.all([up(1), up(2)]);
    const seen = await orderOf(() => [fresh(1), fresh(1), fresh(2), write(2)]);
    assert.deepEqual(seen, ["2:6", "1:4", "2:4", "1:4"]);
  });

  it("what a guard reads for a command goes before the scans of all units", async () => {
    open([1, 2, 3].map((unit) => unitAt(unit)));
    await Promise.all([up(1), up(2), up(3)]);
    const seen = await orderOf(() => [scan(2), scan(3), fresh(1), write(1)]);
    assert.deepEqual(seen, ["1:6", "1:4", "2:3", "3:3"]);
  });

  it("such reads leave the scans a turn, however many they are", async () => {
    open([1, 2, 3].map((unit) => unitAt(unit)));
    await Promise.all([up(1), up(2), up(3)]);
    const reads = (): unknown[] => Array.from({ length: 20 }, (_, at) => fresh(1 + 2 * (at % 2)));
    const seen = await orderOf(() => [scan(2), ...reads()]);
    const place = seen.indexOf("2:3");
    assert.ok(place >= 2 && place <= 4, `the scan was number ${place} of ${seen.length}`);
  });

  for (const point of ["level", "valve"])
    it(`a late answer is never the next request's (${point})`, async () => {
      open([unitAt(1)], oneLost);
      await up(1);
      answerLate();
      const [lost] = await adapterOf(1).read([point]);
      assert.deepEqual([lost?.value, lost?.quality, lost?.reason], [null, "bad", "TIMEOUT"]);
      await up(1);
      const [sample] = await adapterOf(1).read([point]);
      assert.equal(sample?.value, 2222);
    });

  it("a late answer to one device of a unit is no other's: the unit is down for all", async () => {
    open([unitAt(1), unitAt(1, { name: "unit-1b" }), unitAt(2)], oneLost);
    await Promise.all([up(1), up("1b"), up(2)]);
    events = [];
    answerLate();
    const [lost] = await adapterOf(1).read(["valve"]);
    assert.equal(lost?.reason, "TIMEOUT");
    const read = async (): Promise<Sample | undefined> =>
      (await adapterOf("1b").read(["valve"])).find(({ quality }) => quality === "good");
    const sample = await until(read, { what: "the other device's answer" });
    assert.equal(sample.value, 2222);
    const told = events.filter(({ code }) => code === "TIMEOUT").map(({ device }) => device);
    assert.deepEqual(told, ["unit-1", "unit-1b"]);
  });

  it("devices of one unit come and go, and what is left goes on", async () => {
    open([unitAt(1), unitAt(1, { name: "unit-1b" })]);
    await Promise.all([up(1), up("1b")]);
    await adapterOf(1).stop();
    assert.deepEqual([adapterOf(1).up, adapterOf("1b").up], [false, true]);
    adapterOf(1).start();
    await up(1);
    bus.script = () => undefined;
    const from = bus.requests.length;
    const reading = adapterOf(1).read(["valve"]);
    await until(() => bus.requests.length > from, { what: "the request" });
    await adapterOf(1).stop();
    assert.equal((await reading)[0]?.quality, "bad");
    assert.equal(adapterOf("1b").up, false, "the answer may still come, and meet its request");
    bus.script = normal;
    await up("1b");
    assert.notEqual(bus.requests[from + 1]?.pdu[0], 3, "asked by the function in doubt");
  });

  it("a unit that knows one function alone comes back, when no answer can be late", async () => {
    const requestTimeoutMs = 100;
    open([unitAt(1, { points: [valve] })], { requestTimeoutMs });
    await up(1);
    const from = bus.requests.length;
    bus.script = () => {
      bus.script = (next) => void (next.pdu[0] === 3 && normal(next));
    };
    const askedMs = performance.now();
    const [lost] = await adapterOf(1).read(["valve"]);
    assert.equal(lost?.reason, "TIMEOUT");
    await up(1);
    const after = bus.requests.slice(from + 1);
    const again = after.findIndex(({ pdu }) => pdu[0] === 3);
    assert.deepEqual(new Set(after.slice(0, again).map(({ pdu }) => pdu[0])), new Set([1, 2, 4]));
    const waitedMs = (after[again]?.atMs ?? 0) - askedMs;
    assert.ok(waitedMs > 10 * requestTimeoutMs, `asked again after ${waitedMs} ms`);
    assert.equal(after[again]?.pdu.readUInt16BE(3), 2, "as many as before");
  });

  it("a unit that never answered is told once, and again when the reason is another", async () => {
    bus.script = () => undefined;
    open([unitAt(9)], { requestTimeoutMs: 100 });
    const codes = (): string[] =>
      events.map(({ code }) => code).filter((code) => code !== "LINE_SILENT");
    await until(() => bus.requests.length >= 6, { what: "six questions" });
    assert.deepEqual(codes(), ["TIMEOUT"]);
    bus.script = (request) => bus.send(request.frame);
    await until(() => codes().length > 1, { what: "another reason" });
    assert.deepEqual(codes(), ["TIMEOUT", "SERIAL_ECHO"]);
    bus.script = normal;
    await up(9);
    bus.script = () => undefined;
    const from = codes().length;
    await adapterOf(9).read(["level"]);
    assert.deepEqual(codes().slice(from), ["TIMEOUT"]);
  });

  it("a slow unit has the time that the site file gives it, the others have theirs", async () => {
    open([unitAt(1, { timeoutMs: 5000 }), unitAt(2)], short);
    await Promise.all([up(1), up(2)]);
    bus.script = (request) => void setTimeout(() => normal(request), 300);
    assert.equal((await adapterOf(1).read(["level"]))[0]?.value, 1);
    assert.equal((await adapterOf(2).read(["level"]))[0]?.reason, "TIMEOUT");
    assert.deepEqual([adapterOf(1).up, adapterOf(2).up], [true, false]);
  });

  it("a write without an answer is unknown, and the next waits for the unit", async () => {
    open([unitAt(1)], oneLost);
    await up(1);
    bus.script = () => undefined;
    const [result] = await adapterOf(1).write(order(1, 7));
    assert.deepEqual([result?.outcome, result?.code], ["unknown", "TIMEOUT"]);
    const [next] = await adapterOf(1).write(order(1, 8));
    assert.deepEqual([next?.outcome, next?.code], ["not-sent", "NOT_CONNECTED"]);
    bus.script = normal;
    await up(1);
    assert.equal((await adapterOf(1).write(order(1, 9)))[0]?.outcome, "written");
    const values = bus.requests
      .filter(({ pdu }) => pdu[0] === 6)
      .map(({ pdu }) => pdu.readUInt16BE(3));
    assert.deepEqual(values, [7, 9]);
  });

  it("answers of another unit, function or length, and broken ones, are not taken", async () => {
    open([unitAt(1)], short);
    const wrong: ((request: BusRequest) => Buffer)[] = [
      () => frameOf(2, 4, 2, 0, 9),
      () => frameOf(1, 3, 2, 0, 9),
      () => frameOf(1, 4, 4, 0, 9, 0, 9),
      () => Buffer.from([1, 4, 2, 0, 9, 0xde, 0xad]),
      () => Buffer.from([0xff, 0x00]),
    ];
    for (const make of wrong) {
      await up(1);
      bus.script = (request) => {
        bus.script = normal;
        bus.send(make(request));
      };
      const [sample] = await adapterOf(1).read(["level"]);
      assert.deepEqual([sample?.value, sample?.reason], [null, "TIMEOUT"]);
    }
  });

  it("noise before an answer is passed over, and an answer may come in pieces", async () => {
    open([unitAt(1)]);
    await up(1);
    bus.script = (request) => {
      const answer = answerOf(request, 77);
      bus.send(Buffer.concat([Buffer.from([0, 1, 4]), answer.subarray(0, 3)]));
      setTimeout(() => bus.send(answer.subarray(3)), 10);
    };
    assert.equal((await adapterOf(1).read(["level"]))[0]?.value, 77);
  });

  it("an exception is the device's answer", async () => {
    open([unitAt(1)]);
    await up(1);
    bus.script = ({ unit, pdu }) => bus.send(frameOf(unit, (pdu[0] ?? 0) | 0x80, 2));
    const [sample] = await adapterOf(1).read(["level"]);
    assert.deepEqual([sample?.quality, sample?.reason], ["bad", "ILLEGAL_DATA_ADDRESS"]);
    const [result] = await adapterOf(1).write(order(1, 7));
    assert.deepEqual([result?.outcome, result?.code], ["refused", "ILLEGAL_DATA_ADDRESS"]);
    assert.equal(adapterOf(1).up, true);
  });

  it("a line that hears itself is not used: an echo would pass for a write's answer", async () => {
    bus.script = (request) => bus.send(request.frame);
    open([unitAt(1)]);
    await until(() => bus.requests.length >= 3, { what: "three questions" });
    assert.equal(adapterOf(1).up, false);
    const [result] = await adapterOf(1).write(order(1, 7));
    assert.equal(result?.outcome, "not-sent");
    bus.script = normal;
    await up(1);
  });

  it("units that are dead delay no other unit's scan", async () => {
    const [scanMs, requestTimeoutMs] = [160, 80];
    const devices = [1, 2, 30, 31, 32].map((unit) => unitAt(unit, { scanMs }));
    open(devices, { requestTimeoutMs, backOffMaxMs: 10_000 });
    await Promise.all([1, 2, 30, 31, 32].map((unit) => up(unit)));
    const scans: { readonly good: boolean; readonly atMs: number }[] = [];
    adapterOf(2).onScan((samples: readonly Sample[]) => {
      const good = samples.every(({ quality }) => quality === "good");
      scans.push({ good, atMs: performance.now() });
    });
    /** What lies between a scan and the next, as a rule: the machine's own stalls are no rule. */
    const usualMs = async (): Promise<number> => {
      const from = scans.length;
      await until(() => scans.length > from + 20, { what: "20 scans" });
      const seen = scans.slice(from);
      assert.ok(seen.filter(({ good }) => good).length > 15, JSON.stringify(seen));
      const ages = seen.slice(1).map(({ atMs }, index) => atMs - (seen[index]?.atMs ?? 0));
      return ages.toSorted((left, right) => left - right)[10] ?? 0;
    };
    const healthyMs = await usualMs();
    bus.script = (request) => {
      if (request.unit <= 2) normal(request);
    };
    const dead = (): number => bus.requests.filter(({ unit }) => unit >= 30).length;
    const known = dead() + 9;
    await until(() => dead() >= known, { what: "the dead units to be known" });
    const [from, deadFrom] = [performance.now(), dead()];
    const hurtMs = await usualMs();
    // Asked at every scan, the dead would take 240 ms of each.
    assert.ok(hurtMs < 1.8 * healthyMs, `${hurtMs} ms from scan to scan, not ${healthyMs}`);
    // At most a fifth of the line's time, though three of five units are dead.
    const share = ((dead() - deadFrom) * requestTimeoutMs) / (performance.now() - from);
    assert.ok(share < 0.35, `${share} of the line went to the dead`);
    bus.script = normal;
  });

  it("the line's loss takes all units down, and it is opened again by itself", async () => {
    // By its hang-up, or at the latest by the next scan.
    open([1, 2].map((unit) => unitAt(unit, { scanMs: 500 })), oneLost);
    await Promise.all([up(1), up(2)]);
    const folder = pair.near.slice(0, -"/near".length);
    await bus.stop();
    await pair.end();
    await until(() => !adapterOf(1).up && !adapterOf(2).up, { what: "both to be down" });
    const [result] = await adapterOf(1).write(order(1, 7));
    assert.deepEqual([result?.outcome, result?.code], ["not-sent", "NOT_CONNECTED"]);
    await until(() => events.find(({ code }) => code === "SERIAL_OPEN"), { what: "a failed try" });
    mkdirSync(folder, { recursive: true });
    pair = await startPtyPair(folder);
    bus = await startSerialBus(pair.far, normal);
    await Promise.all([up(1), up(2)]);
    assert.equal((await adapterOf(2).read(["level"]))[0]?.value, 2);
    assert.ok(!bus.requests.some(({ pdu }) => pdu[0] === 6), "a write was kept for later");
  });

  it("a line on which nobody answers is opened anew", async () => {
    bus.script = () => undefined;
    open([1, 2].map((unit) => unitAt(unit)), { requestTimeoutMs: 100, backOffMaxMs: 20 });
    await until(() => events.some(({ code }) => code === "LINE_SILENT"), { what: "distrust" });
    bus.script = normal;
    await Promise.all([up(1), up(2)]);
  });

  it("one unit stops, the others go on", async () => {
    open([1, 2].map((unit) => unitAt(unit)));
    await Promise.all([up(1), up(2)]);
    await adapterOf(1).stop();
    assert.equal(adapterOf(1).up, false);
    assert.equal((await adapterOf(2).read(["level"]))[0]?.value, 2);
    assert.equal((await adapterOf(1).read(["level"]))[0]?.reason, "NOT_CONNECTED");
    adapterOf(1).start();
    await up(1);
  });

  it("stop settles what waits", async () => {
    open([unitAt(1)]);
    await up(1);
    bus.script = () => undefined;
    const from = bus.requests.length;
    const reads = [adapterOf(1).read(["level"]), adapterOf(1).read(["level"])];
    const write = adapterOf(1).write(order(1, 7));
    await until(() => bus.requests.length > from, { what: "a request" });
    await adapterOf(1).stop();
    const samples = await Promise.all(reads);
    assert.ok(samples.every(([sample]) => sample?.quality === "bad"));
    assert.equal((await write)[0]?.ok, false);
  });

  it("descriptions that cannot work are refused, each with its code", () => {
    const codeOf = (devices: readonly DeviceSpec[]): string | undefined => {
      try {
        openAdapters(devices);
      } catch (error) {
        assert.ok(error instanceof AdapterError);
        return error.code;
      }
      return undefined;
    };
    assert.equal(codeOf([unitAt(1), unitAt(2)]), undefined);
    assert.equal(codeOf([unitAt(0)]), "UNIT_INVALID");
    assert.equal(codeOf([unitAt(248)]), "UNIT_INVALID");
    assert.equal(codeOf([unitAt(1, { serial: { ...serial, dataBits: 7 } })]), "SERIAL_INVALID");
    const { serial: _, ...bare } = unitAt(1);
    assert.equal(codeOf([bare]), "SERIAL_INVALID");
    const slower = unitAt(2, { serial: { ...serial, baud: 9600 } });
    assert.equal(codeOf([unitAt(1), slower]), "SERIAL_CONFLICT");
    // The same line by another name.
    const alias = unitAt(1, { address: pair.near.replace("/near", "/./near") });
    assert.equal(codeOf([slower, alias]), "SERIAL_CONFLICT");
    assert.equal(openAdapter(unitAt(1)).up, false);
  });
});
