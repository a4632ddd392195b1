import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import SparkplugClient, { type UPayload } from "sparkplug-client";
import type { AgreedValue } from "../../edge-agent/src/cli/get.ts";
import type { AgentStatus, LogLine, RefusedProposals } from "@quorate/protocol";
import { type Plant, startPlant } from "../plant/harness.ts";
import { until } from "../until.ts";
import { StrictHost } from "./host.ts";
import { Mosquitto, users } from "./mosquitto.ts";
import { Verdicts } from "./verdicts.ts";

const group = "riverside-waterworks";
/** Points that stand still, so that two who ask at different moments see one value. */
const still = ["valve", "pump", "overflow-trip", "dry-run-trip"];

describe("mqtt: a plant of real processes at a real mosquitto (n=4)", function () {
  this.timeout(240_000);
  const mosquitto = new Mosquitto();
  const verdicts = new Verdicts();
  const host = new StrictHost(verdicts);
  let plant: Plant;

  const localYaml = (more = ""): string =>
    [
      "mqtt:",
      `  url: ${mosquitto.url}`,
      ...["  user: plant", "  passwordEnv: MQTT_TEST_PASSWORD"],
      `  tls: { ca: ${mosquitto.path("ca.pem")}, cert: ${mosquitto.path("agent.pem")},`,
      `         key: ${mosquitto.path("agent.key")} }`,
      more,
    ].join("\n");
  const news = (node: string, metric: string): unknown =>
    host.value(node, "intake", `Command/${metric}`)?.value;
  const states = (node: string): unknown[] =>
    (host.node(node).history.get("intake/Command/State") ?? []).map(({ value }) => value);
  /** What one agent tells those who ask it for its status, which is what consoles show. */
  const refusedAt = async (name: string): Promise<RefusedProposals | undefined> => {
    const links = plant.connect();
    try {
      await links.ready();
      const index = plant.site.agents.findIndex((agent) => agent.name === name);
      const answer = await links.ask(index, { status: true }, 20_000);
      assert.ok(answer, `${name} does not answer`);
      return (JSON.parse(answer.json) as AgentStatus).refusedProposals;
    } finally {
      links.close();
    }
  };
  const logOf = async (): Promise<LogLine[]> => {
    const { stdout } = await plant.cli(["log", "--json"]);
    const lines = stdout.split("\n").filter((line) => line !== "");
    return lines.map((line) => JSON.parse(line) as LogLine);
  };

  before(async () => {
    await mosquitto.start();
    process.env["MQTT_TEST_PASSWORD"] = users.plant;
    plant = await startPlant({
      start: false,
      init: ["--gateway", "north"],
      // The gateway may set the valve; the pump stays the operators'.
      site: (text) =>
        text.replace(
          '- points: ["intake/*"]\n      roles: [operator]',
          '- points: ["intake/*"]\n      roles: [operator, gateway]',
        ),
    });
    for (const name of ["north", "east"])
      writeFileSync(join(plant.dir, "agents", name, "local.yaml"), localYaml());
    await host.connect(mosquitto.plainUrl, { username: "host", password: users.host });
    plant.start();
    await plant.ready();
    await host.born("north");
    await host.born("east");
  });
  after(async () => {
    delete process.env["MQTT_TEST_PASSWORD"];
    await host.end();
    await plant?.stop();
    await mosquitto.stop();
  });
  afterEach(() => verdicts.assertNone());

  it("an independent client sees the same values as `quorate get`", async () => {
    const seen = new Map<string, unknown>();
    const client = SparkplugClient.newClient({
      ...{ serverUrl: mosquitto.plainUrl, username: "host", password: users.host },
      ...{ groupId: "watchers", edgeNode: "watcher", clientId: "watcher", version: "spBv1.0" },
    });
    client.on("message", (topic: string, payload: UPayload) => {
      const [, , verb, node, device] = topic.split("/");
      if (node !== "north" || verb !== "DBIRTH" || device !== "intake") return;
      for (const { name, value } of payload.metrics ?? []) seen.set(name ?? "", value);
    });
    try {
      await new Promise((resolve) => client.once("connect", () => resolve(null)));
      const births = `spBv1.0/${group}/DBIRTH/north/#`;
      const inner = client as unknown as {
        readonly client: { subscribe(topic: string, done: () => void): void };
      };
      await new Promise((resolve) => inner.client.subscribe(births, () => resolve(null)));
      await host.rebirth(group, "north");
      await until(() => seen.has("valve"), { what: "a birth", deadlineMs: 20_000 });
      const agreed = await plant.json<AgreedValue[]>("get", "intake");
      for (const point of still) {
        const { value } = agreed.find((one) => one.point === point) ?? assert.fail(point);
        assert.equal(seen.get(point), value, point);
        assert.equal(host.value("north", "intake", point)?.value, value, point);
      }
      for (const { point } of agreed) assert.ok(seen.has(point), point);
    } finally {
      client.stop();
    }
  });

  it("a DCMD with the gateway's role ends confirmed, with a certificate", async () => {
    const count = plant.plc.journal().length;
    await host.write(`spBv1.0/${group}/DCMD/north/intake`, "valve", "Float", 20);
    await until(() => news("north", "State") === "confirmed", {
      what: `the valve; ${JSON.stringify(states("north"))}\n${plant.agent("north").tail()}`,
      deadlineMs: 30_000,
    });
    const written = plant.plc.journal().slice(count);
    assert.deepEqual(written.map(({ register, value }) => [register, value]), [[100, 20]]);
    const id = news("north", "Id");
    const entries = (await logOf()).filter((line) => line.id === id);
    assert.deepEqual(
      entries.map(({ kind, outcome, operator }) => [kind, outcome, operator]),
      [
        ["verdict", "permitted", "gateway of north"],
        ["report", "confirmed", "gateway of north"],
      ],
    );
    assert.ok(states("north").includes("certified"), JSON.stringify(states("north")));
  });

  it("a point outside its rights: denied by the order; MQTT, log and status tell", async () => {
    const sentMs = Date.now();
    const count = plant.plc.journal().length;
    await host.write(`spBv1.0/${group}/DCMD/north/intake`, "pump", "Boolean", true);
    await until(() => news("north", "Code") === "POLICY_ROLE", {
      what: `the refusal; ${JSON.stringify(states("north"))}`,
      deadlineMs: 30_000,
    });
    assert.equal(news("north", "State"), "refused");
    const id = news("north", "Id");
    const [entry] = (await logOf()).filter((line) => line.id === id);
    assert.deepEqual([entry?.outcome, entry?.code], ["refused", "POLICY_ROLE"]);
    await plant.agent("north").line("POLICY_ROLE");
    await until(() => host.value("north", "", "Gateway/Commands Refused")?.value === 1, {
      what: "the count",
    });
    const refused = (await refusedAt("north")) ?? assert.fail("its status tells of none");
    const { lastAtMs, ...rest } = refused;
    assert.deepEqual(rest, { count: 1, lastCode: "POLICY_ROLE", lastDevice: "intake" });
    assert.ok(lastAtMs >= sentMs && lastAtMs <= Date.now(), `${lastAtMs} and ${sentMs}`);
    assert.equal(plant.plc.journal().length, count);
  });

  it("an agent without a gateway: refused, counted, logged; nothing is written", async () => {
    const count = plant.plc.journal().length;
    assert.equal(await refusedAt("east"), undefined);
    await host.write(`spBv1.0/${group}/DCMD/east/intake`, "valve", "Float", 30);
    await until(() => news("east", "Code") === "COMMAND_GATEWAY_NONE", { what: "the refusal" });
    assert.equal(news("east", "State"), "refused");
    await plant.agent("east").line("COMMAND_GATEWAY_NONE");
    await until(() => host.value("east", "", "Gateway/Commands Refused")?.value === 1, {
      what: "the count",
    });
    const refused = await refusedAt("east");
    assert.equal(refused?.count, 1);
    assert.equal(refused.lastCode, "COMMAND_GATEWAY_NONE");
    assert.equal(refused.lastDevice, "intake");
    assert.equal(await refusedAt("south"), undefined);
    assert.equal(plant.plc.journal().length, count);
  });

  it("retained, stale, strange: refused with their codes", async () => {
    const topic = `spBv1.0/${group}/DCMD/north/intake`;
    const timestamp = Date.now();
    const valve = { name: "valve", type: "Float" as const, value: 25 };
    const cases: readonly (readonly [Parameters<StrictHost["publish"]>[1], string])[] = [
      [{ timestamp: timestamp - 3_600_000, metrics: [valve] }, "COMMAND_GATEWAY_STALE"],
      [{ timestamp, metrics: [{ ...valve, name: "nozzle" }] }, "COMMAND_GATEWAY_METRIC"],
      [
        { timestamp, metrics: [{ ...valve, type: "String", value: "x" }] },
        "COMMAND_GATEWAY_METRIC",
      ],
    ];
    const count = plant.plc.journal().length;
    for (const [payload, code] of cases) {
      await until(
        async () => {
          await host.publish(topic, payload);
          const isTold = (): boolean => news("north", "Code") === code;
          return until(isTold, { what: code, deadlineMs: 1500 }).catch(() => false);
        },
        { what: `${code}; now ${String(news("north", "Code"))}`, deadlineMs: 20_000 },
      );
    }
    assert.equal(plant.plc.journal().length, count);
  });

  it("a flood of 10,000 DCMDs: few are looked at, an operator's command goes on", async () => {
    const topic = `spBv1.0/${group}/DCMD/north/intake`;
    const before = await plant.json<{ outcome: string }>("set", "intake", "valve=22");
    assert.equal(before.outcome, "confirmed");
    const taken = Number(host.value("north", "", "Gateway/Commands Taken")?.value ?? 0);
    const flood = (async () => {
      for (let count = 0; count < 10_000; count += 100)
        await Promise.all(
          Array.from({ length: 100 }, () => host.write(topic, "valve", "Float", 20)),
        );
    })();
    const set = ["set", "intake", "valve=21"] as const;
    const during = await plant.json<{ outcome: string; code?: string }>(...set);
    const isDone = during.outcome === "confirmed" || during.code === "SUPERSEDED";
    assert.ok(isDone, JSON.stringify(during));
    await until(() => Number(host.value("north", "", "Gateway/Commands Refused")?.value) > 9000, {
      what: "the flood to be refused",
      deadlineMs: 60_000,
    });
    await flood;
    const more = Number(host.value("north", "", "Gateway/Commands Taken")?.value ?? 0) - taken;
    assert.ok(more <= 100, `${more} of the flood were signed`);
    await plant.agent("north").line("COMMAND_GATEWAY_BUSY");
  });

  it("kill -9: the broker publishes the will, the next session has the next bdSeq", async () => {
    const { bdSeq, births } = host.node("east");
    await plant.agent("east").kill("SIGKILL");
    await until(() => !host.node("east").online, { what: "the will", deadlineMs: 40_000 });
    plant.agent("east").start();
    await host.born("east", births + 1);
    assert.equal(host.node("east").bdSeq, (bdSeq + 1) % 256);
  });
});
