import assert from "node:assert/strict";
import { MessageChannel } from "node:worker_threads";
import {
  type AdapterEvent,
  type AdapterOptions,
  type DeviceAdapter,
  openAdapter,
} from "@quorate/device-adapters";
import type { Sample } from "@quorate/protocol";
import { until } from "../until.ts";
import {
  type Request,
  type ScriptedDevice,
  startBlackHole,
  startScriptedDevice,
  wordsOf,
} from "./scripted-device.ts";
import { certifiedOrder, intake, reading, setPoint } from "./tank-device.ts";

const level = reading("level", { table: "input", register: 12, type: "uint16" });
const valve = setPoint("valve", { table: "holding", register: 100, type: "uint16" });
/** Scans so rarely that a test sees its own requests alone, after the first scan. */
const rarely = 600_000;
/** For what is lost in any case. */
const short: AdapterOptions = { requestTimeoutMs: 100 };
/** For one that is lost amid others that must not be: longer than this machine pauses. */
const oneLost: AdapterOptions = { requestTimeoutMs: 1000 };

describe("modbus-tcp: peers that misbehave", () => {
  let peer: ScriptedDevice;
  let adapter: DeviceAdapter;
  let events: AdapterEvent[];
  const normal = (request: Request): void => request.reply(wordsOf(request, 7));

  const open = (address: string, extra = {}, options: AdapterOptions = {}): void => {
    events = [];
    adapter = openAdapter(intake(address, { points: [level], scanMs: rarely, ...extra }), {
      requestTimeoutMs: 10_000,
      backOffMinMs: 10,
      backOffMaxMs: 40,
      log: (event) => events.push(event),
      ...options,
    });
    adapter.start();
  };
  const up = (): Promise<boolean> => until(() => adapter.up, { what: "the adapter to be up" });

  beforeEach(async () => {
    peer = await startScriptedDevice(normal);
  });

  afterEach(async () => {
    await adapter.stop();
    await peer.stop();
  });

  it("an answer after the timeout is never the next request's", async () => {
    open(peer.address, {}, oneLost);
    await up();
    let late: Request | undefined;
    peer.script = (request) => {
      late = request;
      peer.script = (next) => {
        // The old answer travels first, on whichever connection is still open.
        late?.reply(wordsOf(request, 1111));
        next.reply(wordsOf(next, 2222));
      };
    };
    const [lost] = await adapter.read(["level"]);
    assert.deepEqual([lost?.quality, lost?.reason], ["bad", "TIMEOUT"]);
    await up();
    const [sample] = await adapter.read(["level"]);
    assert.equal(sample?.value, 2222);
    assert.equal(peer.connections, 2);
    assert.notEqual(late?.socket, peer.requests.at(-1)?.socket);
  });

  it("an answer under another transaction id is not taken", async () => {
    open(peer.address, {}, oneLost);
    await up();
    peer.script = (request) => {
      peer.script = normal;
      request.reply(wordsOf(request, 1111), request.transaction + 1);
    };
    const [sample] = await adapter.read(["level"]);
    assert.deepEqual([sample?.value, sample?.reason], [null, "TIMEOUT"]);
    await up();
    assert.equal((await adapter.read(["level"]))[0]?.value, 7);
  });

  it("an answer of the wrong function, unit or length is not taken", async () => {
    const wrong: ((request: Request) => void)[] = [
      (request) => request.reply([3, 2, 0, 1]),
      (request) => request.reply([4, 4, 0, 1, 0, 2]),
      (request) => request.reply([4]),
      (request) => request.socket.write(Buffer.from([0, request.transaction, 0, 0, 0, 0])),
      (request) => {
        const answer = Buffer.from([0, request.transaction, 0, 0, 0, 5, 9, 4, 2, 0, 1]);
        request.socket.write(answer);
      },
    ];
    open(peer.address, {}, short);
    for (const script of wrong) {
      await up();
      peer.script = (request) => {
        peer.script = normal;
        script(request);
      };
      const [sample] = await adapter.read(["level"]);
      assert.equal(sample?.value, null);
      assert.ok(["BAD_ANSWER", "TIMEOUT"].includes(sample?.reason ?? ""), sample?.reason);
    }
  });

  it("a write acknowledged with another value is unknown", async () => {
    open(peer.address, { points: [valve] });
    await up();
    peer.script = (request) => {
      peer.script = normal;
      request.reply([6, 0, 100, 0, 9]);
    };
    const [result] = await adapter.write(certifiedOrder({ point: "valve", value: 8 }));
    assert.deepEqual([result?.outcome, result?.code], ["unknown", "BAD_ANSWER"]);
  });

  it("an answer that came in time counts, though this process was busy meanwhile", async () => {
    open(peer.address, {}, oneLost);
    await up();
    peer.script = (request) => {
      request.reply(wordsOf(request, 4321));
      const end = performance.now() + 1100;
      while (performance.now() < end);
    };
    const [sample] = await adapter.read(["level"]);
    assert.deepEqual([sample?.value, sample?.reason], [4321, undefined]);
    assert.equal(peer.connections, 1);
  });

  it("a connection is reset, not closed: closing would go on to deliver a write", async () => {
    open(peer.address, { points: [valve] }, oneLost);
    await up();
    const errors: (string | undefined)[] = [];
    peer.script = ({ socket }) => {
      peer.script = normal;
      socket.on("error", (error: NodeJS.ErrnoException) => errors.push(error.code));
    };
    const [result] = await adapter.write(certifiedOrder({ point: "valve", value: 8 }));
    assert.deepEqual([result?.outcome, result?.code], ["unknown", "TIMEOUT"]);
    await until(() => errors.includes("ECONNRESET"), { what: "a reset" });
  });

  it("stops while the device ends the connection, and nothing is left of it", async () => {
    // Nothing is begun anew between the one and the other.
    open(peer.address, {}, { backOffMinMs: 10_000, backOffMaxMs: 10_000 });
    await up();
    const { port1: here, port2: there } = new MessageChannel();
    // Both lie there when the loop looks next: first the device's end, then what stops the adapter.
    const stopped = new Promise<void>((resolve) => {
      here.once("message", () => resolve(adapter.stop()));
    });
    peer.requests.at(-1)?.socket.end(() => there.postMessage("stop"));
    await stopped;
    here.close();
    assert.equal(events.length, 1, JSON.stringify(events));
  });

  it("a peer that accepts and never answers is not up, and is tried again", async () => {
    peer.script = () => undefined;
    open(peer.address, {}, short);
    await until(() => peer.connections >= 3, { what: "three attempts" });
    assert.equal(adapter.up, false);
    const [result] = await adapter.write(certifiedOrder({ point: "level", value: 1 }));
    assert.equal(result?.outcome, "not-sent");
    peer.script = normal;
    await up();
  });

  it("a peer that closes at once is tried again with back-off", async () => {
    peer.script = (request) => request.socket.destroy();
    open(peer.address);
    await until(() => peer.connections >= 4, { what: "four attempts" });
    assert.equal(adapter.up, false);
    peer.script = normal;
    await up();
  });

  it("a black-holed peer ends in a connect timeout", async () => {
    const { address, end } = await startBlackHole();
    try {
      open(address, {}, { ...short, connectTimeoutMs: 100 });
      await until(() => events.find(({ code }) => code === "CONNECT_TIMEOUT"), {
        what: "a connect timeout",
      });
      assert.equal(adapter.up, false);
      const [sample] = await adapter.read(["level"], 50);
      assert.equal(sample?.quality, "bad");
    } finally {
      await end();
    }
  });

  it("one request is outstanding at a time", async () => {
    open(peer.address);
    await up();
    let outstanding = 0;
    let most = 0;
    peer.script = (request) => {
      outstanding += 1;
      most = Math.max(most, outstanding);
      setImmediate(() => {
        outstanding -= 1;
        request.reply(wordsOf(request, 1));
      });
    };
    await Promise.all(Array.from({ length: 20 }, () => adapter.read(["level"])));
    assert.equal(most, 1);
  });

  it("a full queue refuses and does not grow", async () => {
    open(peer.address);
    await up();
    const held: Request[] = [];
    peer.script = (request) => void held.push(request);
    const reads = Array.from({ length: 300 }, () => adapter.read(["level"]));
    const [last] = (await reads.at(-1)) ?? [];
    assert.equal(last?.reason, "QUEUE_FULL");
    await until(() => held.length > 0, { what: "the first request" });
    peer.script = normal;
    held[0]?.reply(wordsOf(held[0], 1));
    const reasons = (await Promise.all(reads)).map(([sample]) => sample?.reason);
    assert.equal(reasons.filter((reason) => reason === "QUEUE_FULL").length, 300 - 257);
  });

  it("other parties' raw reads take no place of scans, and give way to them", async () => {
    open(peer.address, { timeoutMs: 60_000 });
    await up();
    const held: Request[] = [];
    peer.script = (request) => void held.push(request);
    const first = adapter.read(["level"]);
    await until(() => held.length > 0, { what: "the first request" });
    const readRaw = adapter.readRaw?.bind(adapter);
    assert.ok(readRaw);
    const raw = Array.from({ length: 300 }, () => readRaw("holding", 9, 1));
    const reads = Array.from({ length: 240 }, () => adapter.read(["level"]));
    peer.script = normal;
    held[0]?.reply(wordsOf(held[0], 1));
    await first;
    const samples = (await Promise.all(reads)).flat();
    assert.ok(samples.every(({ quality }) => quality === "good"));
    const answers = await Promise.all(raw);
    assert.equal(answers.filter(({ ok }) => ok).length, 256 - 240);
    const codes = answers.flatMap((answer) => (answer.ok ? [] : [answer.code]));
    assert.deepEqual([...new Set(codes)], ["QUEUE_FULL"]);
  });

  it("a raw read that comes too late, or that nobody wants any more, is not sent", async () => {
    open(peer.address);
    let scans = 0;
    adapter.onScan(() => (scans += 1));
    await until(() => scans > 0, { what: "the adapter's own first scan" });
    const held: Request[] = [];
    peer.script = (request) => void held.push(request);
    const first = adapter.read(["level"]);
    await until(() => held.length > 0, { what: "the first request" });
    let wanted = true;
    const late = adapter.readRaw?.("holding", 9, 1);
    const dropped = adapter.readRaw?.("holding", 9, 1, () => wanted);
    wanted = false;
    const begunMs = performance.now();
    await until(() => performance.now() - begunMs > 2000, { what: "its time to be over" });
    const before = peer.requests.length;
    peer.script = normal;
    held[0]?.reply(wordsOf(held[0], 1));
    await first;
    assert.deepEqual(await late, { ok: false, code: "TIMEOUT" });
    assert.deepEqual(await dropped, { ok: false, code: "REQUEST_DROPPED" });
    assert.equal(peer.requests.length, before);
  });

  it("a block that is never answered does not starve the others", async () => {
    const far = reading("far", { table: "input", register: 500, type: "uint16" });
    const scans: Sample[] = [];
    peer.script = (request) => {
      if (request.pdu.readUInt16BE(1) !== 12) request.reply(wordsOf(request, 9));
    };
    open(peer.address, { points: [level, far], scanMs: 20 }, short);
    adapter.onScan((samples) => scans.push(...samples));
    await until(() => scans.find((some) => some.point === "far" && some.quality === "good"), {
      what: "the other block to be read",
    });
  });

  it("a block that is refused as a whole is split once, not at every scan", async () => {
    const points = [0, 1, 2, 3, 4, 5].map((offset) =>
      reading(`p${offset}`, { table: "input", register: 10 + offset, type: "uint16" }),
    );
    peer.script = (request) => {
      const first = request.pdu.readUInt16BE(1);
      const covers = first <= 12 && first + request.pdu.readUInt16BE(3) > 12;
      if (covers) request.reply([0x84, 2]);
      else request.reply(wordsOf(request, 9));
    };
    let scans: (readonly Sample[])[] = [];
    open(peer.address, { points, scanMs: 100 });
    adapter.onScan((samples) => scans.push(samples));
    await until(() => scans.length >= 2, { what: "two scans" });
    scans = [];
    const before = peer.requests.length;
    await until(() => scans.length >= 5, { what: "five scans" });
    const perScan = (peer.requests.length - before) / scans.length;
    assert.ok(perScan <= 4.5, `${perScan} requests a scan`);
    const bad = scans[0]?.filter((sample) => sample.quality !== "good");
    assert.deepEqual(bad?.map((sample) => [sample.point, sample.reason]), [
      ["p2", "ILLEGAL_DATA_ADDRESS"],
    ]);
  });

  it("several answers in one TCP segment are matched", async () => {
    open(peer.address);
    await up();
    peer.script = (request) => {
      const stray = Buffer.from([0, 200, 0, 0, 0, 5, 1, 4, 2, 0, 1]);
      const mine = Buffer.from([0, request.transaction, 0, 0, 0, 5, 1, 4, 2, 0, 42]);
      request.socket.write(Buffer.concat([stray, mine]));
    };
    assert.equal((await adapter.read(["level"]))[0]?.value, 42);
  });
});

describe("modbus-tcp: back-off", () => {
  it("doubles up to its limit, with jitter, and forgets failures once answered", async () => {
    const attempts: number[] = [];
    const peer = await startScriptedDevice((request) => request.socket.destroy());
    const adapter = openAdapter(intake(peer.address, { points: [level] }), {
      backOffMinMs: 16,
      backOffMaxMs: 64,
      random: () => 1,
      log: () => attempts.push(performance.now()),
    });
    adapter.start();
    await until(() => attempts.length >= 5, { what: "five attempts" });
    await adapter.stop();
    await peer.stop();
    const waits = attempts.slice(1, 5).map((at, index) => at - (attempts[index] ?? 0));
    [16, 32, 64, 64].forEach((least, index) => {
      assert.ok((waits[index] ?? 0) >= least - 2, `${waits.join(" ")}`);
    });
  });
});
