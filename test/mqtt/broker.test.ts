import assert from "node:assert/strict";
import { until } from "../until.ts";
import { Edge, type EdgeOptions } from "./edge.ts";
import { StrictHost } from "./host.ts";
import { Mosquitto, users } from "./mosquitto.ts";
import { statements } from "./statements.ts";
import { Tap } from "./tap.ts";
import { Verdicts } from "./verdicts.ts";

/** Ten minutes at one value a second, as they would have been seen. */
const outageSeconds = 600;

describe("mqtt: an edge node at a real mosquitto", function () {
  this.timeout(60_000);
  const mosquitto = new Mosquitto();
  let verdicts = new Verdicts();
  let host = new StrictHost(verdicts);
  let tap: Tap;
  let edges: Edge[] = [];
  /** Statements that were looked at in any of the tests. */
  const looked = new Set<string>();

  const login = () => ({ username: "host", password: users.host });
  const edgeOf = (options: Partial<EdgeOptions> = {}): Edge => {
    const edge = new Edge({ mosquitto, urls: [tap.url], ...options });
    edges.push(edge);
    return edge;
  };
  const node = () => host.node("agent0");
  const level = () => host.value("agent0", "tank", "level");

  before(() => mosquitto.start());
  after(() => mosquitto.stop());
  beforeEach(async () => {
    verdicts = new Verdicts();
    host = new StrictHost(verdicts);
    tap = new Tap(verdicts, mosquitto.plainPort);
    await tap.start();
    await host.connect(mosquitto.plainUrl, login());
  });
  afterEach(async () => {
    for (const edge of edges) {
      await edge.stop();
      edge.remove();
    }
    edges = [];
    await host.end();
    await tap.stop();
    for (const id of verdicts.checks.keys()) looked.add(id);
    verdicts.assertNone();
  });

  it("birth, data by exception, death in order, the next bdSeq (TLS, certificate)", async () => {
    const edge = edgeOf({ urls: [mosquitto.url] });
    edge.start();
    const timeMs = Date.now();
    edge.tank({ level: 1.5, pump: true, set: 50, recipe: "A" }, timeMs);
    await host.born("agent0");
    await until(() => level()?.value === 1.5, { what: "the level" });
    assert.deepEqual(level(), { value: 1.5, quality: 192, timeMs, historical: false });
    assert.equal(host.value("agent0", "tank", "pump")?.value, true);
    assert.equal(host.value("agent0", "tank", "recipe")?.value, "A");
    assert.equal(host.value("agent0", "", "Quorate/Last Block")?.value, 7);
    // A device of which nobody has heard is down; that is told behind the tank's birth.
    await until(() => node().devices.get("far")?.online === false, { what: "what is far" });
    const before = node().history.get("tank/level")?.length;
    edge.tank({ level: 1.5, pump: true, set: 50, recipe: "A" }, timeMs + 500);
    edge.tank({ level: 1.75, pump: true, set: 50, recipe: "A" }, timeMs + 1000);
    await until(() => level()?.value === 1.75, { what: "the next level" });
    assert.equal(node().history.get("tank/level")?.length, (before ?? 0) + 1);
    await edge.stop();
    await until(() => !node().online, { what: "the death" });
    edge.start();
    await host.born("agent0", 2);
    assert.deepEqual(edge.bdSeqs, [0, 1]);
    assert.equal(node().bdSeq, 1);
  });

  it("a planned stop: DISCONNECT behind the death, so the broker publishes no will", async () => {
    const edge = edgeOf();
    edge.start();
    await host.born("agent0");
    await edge.stop();
    await until(() => node().deaths > 0, { what: "the death" });
    assert.equal(tap.disconnects, 1);
    // The broker has done with the first session when it lets the second in.
    edge.start();
    await host.born("agent0", 2);
    assert.equal(node().deaths, 1, "a death by the will, too");
  });

  it("a certificate of nobody, a wrong password: refused, with a code", async () => {
    const { createSecureContext } = await import("node:tls");
    const bare = edgeOf({
      urls: [mosquitto.url],
      dialer: { secureContext: createSecureContext({}) },
    });
    bare.start();
    await until(() => bare.counts.get("MQTT_CONNECT"), { what: "the certificate to be refused" });
    assert.deepEqual(bare.bdSeqs, [], "no CONNECT was sent, so no bdSeq was used");
    const wrong = edgeOf({ dialer: { password: "wrong" } });
    wrong.start();
    await until(() => wrong.counts.get("MQTT_REFUSED"), { what: "the password to be refused" });
  });

  it("a device that goes dies and is born again; a silent link is stale", async () => {
    const edge = edgeOf();
    edge.start();
    edge.tank({ level: 1 });
    await host.born("agent0");
    await until(() => node().devices.get("tank")?.online, { what: "the tank" });
    edge.block = 8;
    const block = (): unknown => host.value("agent0", "", "Quorate/Last Block")?.value;
    await until(() => block() === 8, { what: "the node's own data" });
    edge.tank({ level: null }, Date.now(), false);
    await until(() => node().devices.get("tank")?.deaths === 1, { what: "its death" });
    assert.equal(level()?.quality, 0);
    const timeMs = Date.now();
    edge.tank({ level: 2 }, timeMs);
    await until(() => node().devices.get("tank")?.online, { what: "its birth" });
    assert.equal(level()?.value, 2);
    await until(() => node().devices.get("tank")?.deaths === 2, { what: "silence to be noticed" });
    assert.equal(level()?.quality, 500);
    assert.equal(level()?.value, 2);
    // Its guard is back and says again what it read before.
    edge.tank({ level: 2 }, timeMs);
    await until(() => node().devices.get("tank")?.online, { what: "its next birth" });
    assert.deepEqual(level(), { value: 2, quality: 192, timeMs, historical: false });
  });

  it("rebirth on request, as often as asked for but no faster than once a second", async () => {
    const edge = edgeOf();
    const beganMs = performance.now();
    edge.start();
    edge.tank({ level: 1 });
    await host.born("agent0");
    for (let count = 0; count < 20; count += 1) await host.rebirth("edge", "agent0");
    edge.tank({ level: 3 });
    await host.born("agent0", 2);
    await until(() => level()?.value === 3, { what: "the level of the rebirth" });
    await until(() => node().devices.get("tank")?.online, { what: "the tank" });
    const most = 2 + (performance.now() - beganMs) / 1000;
    assert.ok(node().births <= most, `${node().births} births, not ${most}`);
    assert.equal(node().bdSeq, 0);
  });

  it("the broker is restarted: a new session, and nothing is lost or replayed", async () => {
    const edge = edgeOf();
    edge.start();
    edge.tank({ level: 1 });
    await host.born("agent0");
    await mosquitto.kill();
    // A birth that came before the host is back would be told to nobody.
    await tap.stop();
    const times: number[] = [];
    for (let value = 10; value < 20; value += 1) {
      times.push(Date.now());
      edge.tank({ level: value });
      await new Promise((resolve) => setImmediate(resolve));
    }
    await mosquitto.start();
    await host.end();
    await host.connect(mosquitto.plainUrl, login());
    await tap.start();
    await host.born("agent0", 2);
    const history = () => node().history.get("tank/level") ?? [];
    const stored = () => history().filter(({ historical }) => historical);
    const isAll = (): boolean => stored().some(({ value }) => value === 19);
    await until(isAll, { what: "what was stored" });
    const values = stored().map(({ value }) => value);
    assert.deepEqual([...new Set(values)].filter((value) => Number(value) >= 10), [
      ...[10, 11, 12, 13, 14, 15, 16, 17, 18, 19],
    ]);
    assert.equal(level()?.value, 19);
  });

  it("ten minutes without a broker: all of it comes, flagged historical and in order", async () => {
    const edge = edgeOf();
    edge.start();
    const endMs = Date.now();
    const beginMs = endMs - outageSeconds * 1000;
    edge.tank({ level: -1 }, beginMs - 1000);
    await host.born("agent0");
    await tap.stop();
    await until(() => !node().online, { what: "the will" });
    for (let second = 0; second < outageSeconds; second += 1)
      edge.tank({ level: second, pump: second % 2 === 0 }, beginMs + second * 1000);
    // A restart in the middle of it changes nothing.
    await edge.stop();
    assert.ok(edge.outage.heldValues >= 2 * outageSeconds, `${edge.outage.heldValues} are held`);
    edge.start();
    edge.tank({ level: outageSeconds }, endMs);
    await tap.start();
    await host.born("agent0", 2);
    const stored = () =>
      (node().history.get("tank/level") ?? []).filter(({ historical }) => historical);
    await until(() => stored().length > outageSeconds, { what: "the outage", deadlineMs: 30_000 });
    const found = stored().filter(({ value }) => Number(value) >= 0 && value !== outageSeconds);
    assert.deepEqual(
      found.map(({ value, timeMs, quality }) => ({ value, timeMs, quality })),
      Array.from({ length: outageSeconds }, (_, second) => ({
        ...{ value: second, timeMs: beginMs + second * 1000, quality: 192 },
      })),
    );
    await until(() => edge.outage.isEmpty, { what: "the store to be empty" });
    assert.equal(edge.outage.dropped, 0);
    assert.equal(level()?.value, outageSeconds);
  });

  it("past its bound the store drops the oldest, and counts it in a metric", async () => {
    await tap.stop();
    const edge = edgeOf({ store: { values: 1000, bytes: 1024 * 1024 } });
    edge.start();
    const beginMs = Date.now() - 100_000;
    for (let value = 0; value < 3000; value += 1) edge.tank({ level: value }, beginMs + value);
    await until(() => edge.outage.dropped > 0, { what: "the oldest to go" });
    assert.deepEqual([edge.outage.dropped, edge.outage.heldValues], [2000, 1000]);
    await tap.start();
    await host.born("agent0");
    await until(() => edge.outage.isEmpty, { what: "the store to be empty" });
    await until(() => host.value("agent0", "", "Store/Dropped")?.value === 2000, {
      what: "the metric",
    });
    const stored = () =>
      node().history.get("tank/level")?.filter(({ historical }) => historical) ?? [];
    await until(() => stored().length === 1000, { what: "what was kept" });
    assert.deepEqual([stored()[0]?.value, stored().at(-1)?.value], [2000, 2999]);
    assert.equal(level()?.value, 2999);
  });

  it("the primary host: waited for, left when it goes, an older offline is no news", async () => {
    const edge = edgeOf({ primaryHost: host.id });
    await host.tellState(false, Date.now() + 1);
    edge.start();
    edge.tank({ level: 1 });
    await until(() => tap.sessions.length === 1 && tap.subscribed.includes(host.stateTopic), {
      what: "the session",
    });
    assert.equal(node().births, 0);
    assert.equal(tap.sessions[0]?.length, 0);
    const onlineMs = Date.now() + 10;
    await host.tellState(true, onlineMs);
    await host.born("agent0");
    verdicts.checkAll(
      [
        "message-flow-edge-node-birth-publish-phid-wait",
        "message-flow-edge-node-birth-publish-phid-wait-online",
        "operational-behavior-edge-node-birth-sequence-wait",
        "operational-behavior-primary-application-state-with-multiple-servers-state-subs",
      ],
      (tap.sessions[0]?.length ?? 0) > 0,
      "births before the host was online",
    );
    await host.tellState(false, onlineMs - 5);
    edge.tank({ level: 2 });
    await until(() => level()?.value === 2, { what: "data after an older offline" });
    const stayed = tap.sessions.length === 1 && node().deaths === 0;
    verdicts.checkAll(
      [
        "message-flow-edge-node-birth-publish-phid-wait-timestamp",
        "operational-behavior-edge-node-termination-host-offline-timestamp",
      ],
      stayed,
      "it left for an older message",
    );
    await host.tellState(false, onlineMs + 5);
    await until(() => node().deaths === 1 && tap.sessions.length === 2, { what: "it to leave" });
    const last: string = (tap.sessions[0] ?? []).at(-1) ?? "";
    const left = last.includes("/NDEATH/");
    verdicts.checkAll(
      [
        "message-flow-edge-node-birth-publish-phid-offline",
        "operational-behavior-edge-node-termination-host-offline",
        "operational-behavior-edge-node-termination-host-offline-reconnect",
      ],
      left,
      "it did not die in order and come back",
    );
    edge.tank({ level: 3 });
    edge.tank({ level: 4 });
    await host.tellState(true, onlineMs + 50);
    await host.born("agent0", 2);
    await until(
      () => node().history.get("tank/level")?.some((one) => one.historical && one.value === 3),
      { what: "what was stored while the host was away" },
    );
  });

  it("plain topics: JSON with value, quality and time", async () => {
    const edge = edgeOf({ plainTopics: true });
    edge.start();
    const time = Date.now();
    edge.tank({ set: 12.5, recipe: "B" }, time);
    const topic = "quorate/edge/tank/set";
    await until(() => host.plain.get(topic), { what: "the plain topic" });
    const units = "%";
    assert.deepEqual(host.plain.get(topic), { value: 12.5, quality: "good", time, units });
  });

  it("every statement that the host, the tap or a test here checks was checked", () => {
    const missing = statements.flatMap((statement) =>
      "checked" in statement && !looked.has(statement.id) ? [statement.id] : [],
    );
    assert.deepEqual(missing, []);
  });
});
