import assert from "node:assert/strict";
import type { Clock } from "@quorate/protocol";
import type { Message } from "../../edge-agent/src/sparkplug/messages.ts";
import { sparkplugLimits } from "../../edge-agent/src/sparkplug/limits.ts";
import { type BrokerEvents, Session } from "../../edge-agent/src/sparkplug/session.ts";
import { stateTopic } from "../../edge-agent/src/sparkplug/topics.ts";

interface Dialed {
  readonly url: string;
  readonly events: BrokerEvents;
  closed: boolean;
  dropped: boolean;
  pings: number;
  readonly published: string[];
}

/** A session on brokers of the test's, with its own time. */
class World implements Clock {
  nowMs = 0;
  readonly dials: Dialed[] = [];
  readonly told: string[] = [];
  readonly session: Session;
  unproven = false;
  private timers: { readonly atMs: number; readonly action: () => void }[] = [];

  constructor(urls: readonly string[], primaryHost?: string) {
    const death = (bdSeq: number): Message => ({
      topic: `death ${bdSeq}`,
      payload: new Uint8Array(1),
    });
    this.session = new Session(
      {
        ...{ ids: { group: "g", node: "n" }, urls, topics: ["spBv1.0/g/NCMD/n"], primaryHost },
        ...{ bdSeq: 254, clock: this, log: { info: () => undefined, warn: () => undefined } },
        dial: (url, _topics, events) => {
          const dialed: Dialed = {
            ...{ url, events, closed: false, dropped: false, pings: 0, published: [] },
          };
          this.dials.push(dialed);
          return () => undefined;
        },
        count: () => undefined,
        random: () => 1,
        saveBdSeq: (value) => this.told.push(`save ${value}`),
      },
      {
        nodeDeath: death,
        birth: (bdSeq) => this.told.push(`birth ${bdSeq}`),
        pause: () => this.told.push("pause"),
        lost: () => this.told.push("lost"),
        mark: () => (this.unproven ? () => this.told.push("proved") : null),
        command: (inbound) => this.told.push(inbound.kind),
      },
    );
  }

  nowUs(): number {
    return this.nowMs * 1000;
  }

  monotonicMs(): number {
    return this.nowMs;
  }

  after(delayMs: number, action: () => void): () => void {
    const timer = { atMs: this.nowMs + delayMs, action };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((one) => one !== timer);
    };
  }

  pass(ms: number): void {
    const untilMs = this.nowMs + ms;
    for (;;) {
      const [next] = [...this.timers].sort((left, right) => left.atMs - right.atMs);
      if (next === undefined || next.atMs > untilMs) break;
      this.timers = this.timers.filter((one) => one !== next);
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.action();
    }
    this.nowMs = untilMs;
  }

  get last(): Dialed {
    return this.dials.at(-1) ?? assert.fail("nothing was dialed");
  }

  /** The broker takes the newest attempt in. */
  accept(): Dialed {
    const dialed = this.last;
    dialed.events.will();
    dialed.events.up({
      publish: ({ topic }) => dialed.published.push(topic) > 0,
      ping: () => (dialed.pings += 1),
      close: () => (dialed.closed = true),
      drop: () => (dialed.dropped = true),
    });
    return dialed;
  }

  state(online: boolean, timestamp: number): void {
    const payload = new TextEncoder().encode(JSON.stringify({ online, timestamp }));
    this.last.events.message(stateTopic("scada"), { payload, retained: true, repeated: false });
  }
}

describe("mqtt: sessions", () => {
  it("the bdSeq goes up with every CONNECT, durable before it, and round at 255", () => {
    const world = new World(["a"]);
    world.session.start();
    world.last.events.down("MQTT_CONNECT", "no transport, so no CONNECT");
    world.pass(1000);
    world.accept();
    assert.deepEqual(world.told, ["save 255", "birth 255"]);
    world.last.events.down("MQTT_DOWN", "");
    world.pass(60_000);
    world.accept();
    assert.deepEqual(world.told.slice(2), ["lost", "save 0", "birth 0"]);
  });

  it("attempts are further and further apart, to half a minute", () => {
    const world = new World(["a"]);
    world.session.start();
    const waits: number[] = [];
    for (let count = 0; count < 9; count += 1) {
      const beganMs = world.nowMs;
      const before = world.dials.length;
      world.last.events.down("MQTT_CONNECT", "");
      while (world.dials.length === before) world.pass(100);
      waits.push(world.nowMs - beganMs);
    }
    assert.deepEqual(waits, [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it("one server at a time, and the next when the host goes", () => {
    const world = new World(["a", "b"], "scada");
    world.session.start();
    const first = world.accept();
    assert.deepEqual(world.told, ["save 255"]);
    world.state(true, 10);
    assert.equal(world.told.at(-1), "birth 255");
    world.state(false, 9);
    assert.equal(first.closed, false);
    world.state(false, 11);
    assert.deepEqual(first.published, ["death 255"]);
    assert.equal(first.closed, true);
    assert.equal(world.dials.length, 1, "the second is dialed when the first is gone");
    first.events.down("MQTT_CLOSED", "");
    world.pass(1000);
    assert.deepEqual(world.dials.map(({ url }) => url), ["a", "b"]);
    world.accept();
    world.state(false, 5);
    assert.equal(world.last.closed, true, "the host is not there: on to the next");
    assert.deepEqual(world.last.published, [], "nothing was born, so nothing dies");
  });

  const { hostWaitMs } = sparkplugLimits;

  it("a server that tells nothing of the host is left for the next (2 servers)", () => {
    const world = new World(["a", "b"], "scada");
    world.session.start();
    const first = world.accept();
    world.pass(hostWaitMs - 1);
    assert.equal(first.closed, false);
    world.pass(1);
    assert.equal(first.closed, true);
    assert.deepEqual(first.published, [], "nothing was born, so nothing dies");
    first.events.down("MQTT_CLOSED", "");
    world.pass(1000);
    assert.deepEqual(world.dials.map(({ url }) => url), ["a", "b"]);
    const second = world.accept();
    world.pass(hostWaitMs - 1);
    world.state(true, 10);
    assert.equal(world.told.at(-1), "birth 0");
    world.pass(10 * hostWaitMs);
    assert.equal(second.closed, false, "whoever is born waits for nobody");
  });

  it("an offline host that is told of before the session is up: on at once (2 servers)", () => {
    const world = new World(["a", "b"], "scada");
    world.session.start();
    world.state(false, 5);
    assert.equal(world.accept().closed, true);
    world.last.events.down("MQTT_CLOSED", "");
    world.pass(1000);
    world.state(false, 5);
    world.state(true, 6);
    assert.equal(world.accept().closed, false, "it came back meanwhile");
    assert.equal(world.told.at(-1), "birth 0");
  });

  it("a session that waited in vain or is over leaves no timer behind (2 servers)", () => {
    const world = new World(["a", "b"], "scada");
    world.session.start();
    const waits: number[] = [];
    for (let count = 0; count < 8; count += 1) {
      world.accept();
      world.pass(hostWaitMs);
      assert.equal(world.last.closed, true);
      const beganMs = world.nowMs;
      const before = world.dials.length;
      world.last.events.down("MQTT_CLOSED", "");
      while (world.dials.length === before) world.pass(100);
      waits.push(world.nowMs - beganMs);
    }
    assert.deepEqual(waits, [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    world.accept();
    world.pass(hostWaitMs - 1000);
    world.last.events.down("MQTT_DOWN", "");
    world.pass(500);
    const next = world.accept();
    world.pass(hostWaitMs - 1);
    assert.equal(next.closed, false, "the wait of the session before is over with it");
  });

  it("alone with one server, it waits there for the host", () => {
    const world = new World(["a"], "scada");
    world.session.start();
    world.state(false, 5);
    const only = world.accept();
    world.pass(100 * hostWaitMs);
    assert.equal(only.closed, false);
    world.state(true, 6);
    assert.equal(world.told.at(-1), "birth 255");
  });

  it("a rebirth: data stops at once, all births follow", () => {
    const world = new World(["a"]);
    world.session.start();
    world.accept();
    world.pass(5000);
    world.session.rebirth();
    assert.deepEqual(world.told.slice(-2), ["pause", "birth 255"]);
    for (let count = 0; count < 100; count += 1) world.session.rebirth();
    assert.deepEqual(world.told.slice(-2), ["birth 255", "pause"]);
    world.pass(1000);
    assert.deepEqual(world.told.slice(-2), ["pause", "birth 255"]);
  });

  it("a ping proves what was published before it; one without an answer ends the session", () => {
    const world = new World(["a"]);
    world.session.start();
    const dialed = world.accept();
    world.pass(5000);
    assert.equal(dialed.pings, 0, "nothing to prove");
    world.unproven = true;
    world.pass(1000);
    assert.equal(dialed.pings, 1);
    dialed.events.pong();
    assert.equal(world.told.at(-1), "proved");
    world.pass(20_000);
    assert.equal(dialed.pings, 2);
    assert.equal(dialed.dropped, true);
  });

  it("a command before the birth is not heard, one after it is", () => {
    const world = new World(["a"], "scada");
    world.session.start();
    world.accept();
    const ask = (): void =>
      world.last.events.message("spBv1.0/g/NCMD/n", {
        ...{ payload: new Uint8Array(0), retained: false, repeated: false },
      });
    ask();
    assert.ok(!world.told.includes("node"));
    world.state(true, 1);
    ask();
    assert.ok(world.told.includes("node"));
  });
});
