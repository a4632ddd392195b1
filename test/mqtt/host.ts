import assert from "node:assert/strict";
import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import payloads from "sparkplug-payload";
import { until } from "../until.ts";
import { type RawMetric, type RawPayload, readRaw } from "./raw-payload.ts";
import type { Verdicts } from "./verdicts.ts";

const codec = payloads.get("spBv1.0");
assert.ok(codec);

/** A value as the host knows it. */
export interface HostValue {
  readonly value: number | boolean | string | null;
  readonly quality: number;
  readonly timeMs: number;
  readonly historical: boolean;
}

interface Known {
  readonly name: string;
  readonly datatype: number;
  readonly device: string;
}

/** What is known of one edge node. */
export interface NodeView {
  bdSeq: number;
  seq: number;
  online: boolean;
  births: number;
  deaths: number;
  /** A data message came since the birth of the node. */
  data: boolean;
  readonly aliases: Map<number, Known>;
  readonly devices: Map<string, { online: boolean; births: number; deaths: number }>;
  readonly values: Map<string, HostValue>;
  /** Everything that was told of a metric, in the order in which it came. */
  readonly history: Map<string, HostValue[]>;
}

const newView = (): NodeView => ({
  ...{ bdSeq: -1, seq: -1, online: false, births: 0, deaths: 0, data: false },
  ...{ aliases: new Map(), devices: new Map(), values: new Map(), history: new Map() },
});

const dataTypes = new Set(Array.from({ length: 34 }, (_, index) => index + 1));
const plainOf = (value: unknown): HostValue["value"] => {
  if (value === undefined || value === null) return null;
  if (typeof value === "object") return Number(value);
  return value as HostValue["value"];
};

/** A message of an edge node or of one of its devices, taken apart. */
interface Received {
  readonly verb: string;
  readonly name: string;
  readonly device: string | undefined;
  readonly raw: RawPayload;
  readonly values: readonly HostValue["value"][];
}

/**
 * A Sparkplug 3.0 host application that forgives nothing: every message of an edge node is held
 * against the specification's statements, by two decoders of which none is the product's.
 */
export class StrictHost {
  readonly id = "strict-host";
  readonly nodes = new Map<string, NodeView>();
  /** Payload of the plain topics, by topic. */
  readonly plain = new Map<string, unknown>();
  private readonly verdicts: Verdicts;
  private client: MqttClient | null = null;
  private stateMs = 0;

  private readonly nowMs: () => number;

  constructor(verdicts: Verdicts, nowMs: () => number = Date.now) {
    this.verdicts = verdicts;
    this.nowMs = nowMs;
  }

  get isOnline(): boolean {
    return this.client !== null;
  }

  async connect(url: string, options: IClientOptions): Promise<void> {
    this.stateMs = Math.max(Date.now(), this.stateMs + 1);
    const payload = Buffer.from(JSON.stringify({ online: false, timestamp: this.stateMs }));
    const will = { topic: this.stateTopic, payload, qos: 1, retain: true } as const;
    const client = await mqtt.connectAsync(url, {
      ...{ clientId: "strict-host", reconnectPeriod: 0, clean: true, will },
      ...options,
    });
    this.client = client;
    client.on("message", (topic, message) => this.receive(topic, message));
    client.on("error", () => undefined);
    client.on("close", () => {
      if (this.client === client) this.client = null;
    });
    await client.subscribeAsync([this.stateTopic, "spBv1.0/#", "quorate/#"], { qos: 0 });
    await this.tellState(true);
  }

  /** STATE of this host, as its own birth or death. */
  async tellState(online: boolean, timestamp = this.stateMs): Promise<void> {
    const state = JSON.stringify({ online, timestamp });
    await this.client?.publishAsync(this.stateTopic, state, { qos: 1, retain: true });
  }

  async end(): Promise<void> {
    const { client } = this;
    this.client = null;
    await client?.endAsync(true);
  }

  get stateTopic(): string {
    return `spBv1.0/STATE/${this.id}`;
  }

  node(name: string): NodeView {
    const view = this.nodes.get(name) ?? newView();
    this.nodes.set(name, view);
    return view;
  }

  value(node: string, device: string, metric: string): HostValue | undefined {
    return this.node(node).values.get(`${device}/${metric}`);
  }

  born(node: string, births = 1): Promise<NodeView> {
    const view = this.node(node);
    const isBorn = (): boolean => view.online && view.births >= births;
    return until(() => (isBorn() ? view : null), {
      what: `birth ${births} of ${node}; violations: ${this.verdicts.violations.join("; ")}`,
      deadlineMs: 30_000,
    });
  }

  async rebirth(group: string, node: string): Promise<void> {
    const metrics = [{ name: "Node Control/Rebirth", type: "Boolean" as const, value: true }];
    await this.publish(`spBv1.0/${group}/NCMD/${node}`, { timestamp: Date.now(), metrics });
  }

  async write(
    topic: string,
    name: string,
    type: "Float" | "Double" | "Boolean" | "String",
    value: number | boolean | string,
  ): Promise<void> {
    await this.publish(topic, { timestamp: Date.now(), metrics: [{ name, type, value }] });
  }

  async publish(
    topic: string,
    payload: Parameters<NonNullable<typeof codec>["encodePayload"]>[0],
    options: { readonly retain?: boolean } = {},
  ): Promise<void> {
    const bytes = Buffer.from((codec as NonNullable<typeof codec>).encodePayload(payload));
    await this.client?.publishAsync(topic, bytes, { qos: 0, ...options });
  }

  /** One message, as a broker delivers it. */
  receive(topic: string, message: Buffer): void {
    if (topic === this.stateTopic) return;
    if (topic.startsWith("quorate/")) {
      this.plain.set(topic, JSON.parse(message.toString()));
      return;
    }
    const [namespace, , verb = "", name = "", device, ...more] = topic.split("/");
    if (/^[ND]CMD$/.test(verb)) return;
    const isNode = /^N(BIRTH|DEATH|DATA)$/.test(verb) && device === undefined;
    const isDevice = /^D(BIRTH|DEATH|DATA)$/.test(verb) && !!device;
    const { verdicts } = this;
    const isRight = (isNode || isDevice) && name !== "" && more.length === 0;
    verdicts.checkAll(
      [
        ...["topic-structure", `topics-${verb.toLowerCase()}-topic`],
        isNode
          ? "topic-structure-namespace-device-id-non-associated-message-types"
          : "topic-structure-namespace-device-id-associated-message-types",
        ...(verb === "NBIRTH" ? ["message-flow-edge-node-birth-publish-nbirth-topic"] : []),
        ...(verb === "DBIRTH" ? ["message-flow-device-birth-publish-dbirth-topic"] : []),
      ],
      isRight,
      topic,
    );
    verdicts.check("topic-structure-namespace-a", namespace === "spBv1.0", topic);
    if (!isRight) return;
    const raw = this.decoded(topic, message);
    if (raw === null) return;
    const decoded = (codec as NonNullable<typeof codec>).decodePayload(message).metrics ?? [];
    const values = decoded.map(({ value }) => plainOf(value));
    this.received({ verb, name, device, raw, values });
  }

  private decoded(topic: string, message: Buffer): RawPayload | null {
    const ids = topic.includes("/NBIRTH/")
      ? ["message-flow-edge-node-birth-publish-nbirth-payload"]
      : topic.includes("/DBIRTH/")
        ? ["message-flow-device-birth-publish-dbirth-payload"]
        : [];
    try {
      const raw = readRaw(message);
      this.verdicts.checkAll(ids, true, topic);
      return raw;
    } catch (error) {
      this.verdicts.checkAll([...ids, "topic-structure"], false, `${topic}: ${String(error)}`);
      return null;
    }
  }

  private received(received: Received): void {
    const view = this.node(received.name);
    switch (received.verb) {
      case "NBIRTH":
        return this.nodeBirth(view, received);
      case "NDEATH":
        return this.nodeDeath(view, received);
      case "DBIRTH":
        return this.deviceBirth(view, received);
      case "DDEATH":
        return this.deviceDeath(view, received);
      default:
        return this.data(view, received);
    }
  }

  private nodeBirth(view: NodeView, received: Received): void {
    const { verdicts } = this;
    const { raw } = received;
    const isZero = raw.seq === 0;
    const zero = [
      ...["topics-nbirth-seq-num", "payloads-sequence-num-req-nbirth", "payloads-nbirth-seq"],
      "message-flow-edge-node-birth-publish-nbirth-payload-seq",
    ];
    verdicts.checkAll(zero, isZero, `seq ${raw.seq}`);
    this.timestamp(received, ["topics-nbirth-timestamp", "payloads-nbirth-timestamp"]);
    const named = (name: string): RawMetric | undefined =>
      raw.metrics.find((metric) => metric.name === name);
    const bdSeq = named("bdSeq");
    verdicts.checkAll(
      ["topics-nbirth-bdseq-included", "payloads-nbirth-bdseq"],
      bdSeq?.datatype === 4 && bdSeq.value !== undefined,
      "no bdSeq of type Int64",
    );
    this.rebirthMetric(named("Node Control/Rebirth"));
    Object.assign(view, { bdSeq: Number(bdSeq?.value?.value ?? -1), seq: 0, online: true });
    view.births += 1;
    view.data = false;
    view.aliases.clear();
    for (const device of view.devices.values()) device.online = false;
    this.birthMetrics(view, received, "");
    verdicts.check("operational-behavior-data-publish-nbirth", raw.metrics.length > 2, "");
  }

  private rebirthMetric(metric: RawMetric | undefined): void {
    const { verdicts } = this;
    verdicts.check("operational-behavior-data-commands-rebirth-name", metric !== undefined, "");
    const isBoolean = metric?.datatype === 11;
    verdicts.check("operational-behavior-data-commands-rebirth-datatype", isBoolean, "");
    const isFalse = metric?.value?.field === 14 && metric.value.value === 0n;
    verdicts.check("operational-behavior-data-commands-rebirth-value", isFalse, "");
    verdicts.checkAll(
      ["topics-nbirth-rebirth-metric", "payloads-nbirth-rebirth-req"],
      isBoolean && isFalse,
      "the rebirth metric",
    );
    const id = "operational-behavior-data-commands-rebirth-name-aliases";
    verdicts.check(id, metric?.alias === undefined, "the rebirth metric has an alias");
  }

  private nodeDeath(view: NodeView, { raw }: Received): void {
    const { verdicts } = this;
    verdicts.checkAll(["topics-ndeath-seq", "payloads-ndeath-seq"], raw.seq === undefined, "a seq");
    const [metric, ...more] = raw.metrics;
    const isAlone = metric?.name === "bdSeq" && more.length === 0;
    verdicts.check("topics-ndeath-payload", isAlone, `${raw.metrics.length} metrics`);
    // A death of an earlier session says nothing of this one.
    if (Number(metric?.value?.value ?? -1) !== view.bdSeq) return;
    view.deaths += 1;
    view.online = false;
    for (const device of view.devices.values()) device.online = false;
  }

  private deviceBirth(view: NodeView, received: Received): void {
    const { verdicts } = this;
    const device = received.device as string;
    verdicts.checkAll(
      [
        "message-flow-device-birth-publish-nbirth-wait",
        "message-flow-device-birth-publish-dbirth-match-edge-node-topic",
      ],
      view.online,
      `a birth of ${device} before its node's`,
    );
    const known = view.devices.get(device) ?? { online: false, births: 0, deaths: 0 };
    // The first births of a session come before any data; later ones follow a death.
    const isEarly = !view.data || known.births > 0;
    verdicts.check("payloads-dbirth-order", isEarly, `${device} is born behind data`);
    this.sequence(view, received, [
      ...["topics-dbirth-seq", "payloads-dbirth-seq", "payloads-dbirth-seq-inc"],
      "message-flow-device-birth-publish-dbirth-payload-seq",
    ]);
    this.timestamp(received, ["topics-dbirth-timestamp", "payloads-dbirth-timestamp"]);
    view.devices.set(device, { ...known, online: true, births: known.births + 1 });
    for (const [alias, metric] of view.aliases)
      if (metric.device === device) view.aliases.delete(alias);
    this.birthMetrics(view, received, device);
    verdicts.check("operational-behavior-data-publish-dbirth", received.raw.metrics.length > 0, "");
  }

  private deviceDeath(view: NodeView, received: Received): void {
    const device = received.device as string;
    this.sequence(view, received, [
      ...["topics-ddeath-seq-num", "payloads-ddeath-seq", "payloads-ddeath-seq-inc"],
      "payloads-ddeath-seq-number",
    ]);
    this.timestamp(received, ["payloads-ddeath-timestamp"]);
    const known = view.devices.get(device);
    const isKnown = known?.online === true;
    this.verdicts.check("operational-behavior-device-ddeath", isKnown, `${device} was not alive`);
    if (known !== undefined) Object.assign(known, { online: false, deaths: known.deaths + 1 });
  }

  private data(view: NodeView, received: Received): void {
    const { verdicts } = this;
    const { verb, device = "" } = received;
    const name = verb.toLowerCase();
    const isReady =
      verb === "NDATA" ? view.online : view.online && view.devices.get(device)?.online === true;
    verdicts.check(`payloads-${name}-order`, isReady, `${verb} of ${device} before its birth`);
    view.data = true;
    const ids = [`topics-${name}-seq-num`, `payloads-${name}-seq`, `payloads-${name}-seq-inc`];
    this.sequence(view, received, ids);
    this.timestamp(received, [`topics-${name}-timestamp`, `payloads-${name}-timestamp`]);
    verdicts.check(`topics-${name}-payload`, received.raw.metrics.length > 0, "data of nothing");
    received.raw.metrics.forEach((metric, index) => {
      const isAlias = metric.alias !== undefined && metric.name === undefined;
      const alias = ["payloads-alias-data-cmd-requirement", "payloads-name-requirement"];
      verdicts.checkAll(alias, isAlias, `${metric.name} in ${verb}`);
      const hasType = metric.datatype !== undefined;
      verdicts.check("payloads-metric-datatype-not-req", !hasType, `a data type in ${verb}`);
      const known = view.aliases.get(metric.alias ?? -1);
      const isOwn = known?.device === device;
      verdicts.check("topics-dbirth-metric-reqs", isOwn, `alias ${metric.alias} was not born`);
      verdicts.check("topics-nbirth-metric-reqs", isOwn, `alias ${metric.alias} was not born`);
      if (known === undefined) return;
      this.metric(metric, known.datatype);
      this.keep(view, `${device}/${known.name}`, metric, received.values[index], known.datatype);
    });
    this.chronological(received);
  }

  private birthMetrics(view: NodeView, received: Received, device: string): void {
    const { verdicts } = this;
    const kind = device === "" ? "nbirth" : "dbirth";
    const folded = new Set<string>();
    received.raw.metrics.forEach((metric, index) => {
      const { name = "", alias, datatype } = metric;
      const hasValue = (metric.value !== undefined) !== (metric.isNull === true);
      const isWhole = name !== "" && datatype !== undefined && hasValue;
      verdicts.check(`topics-${kind}-metrics`, isWhole, name);
      verdicts.check(`operational-behavior-data-publish-${kind}-values`, hasValue, name);
      verdicts.check("payloads-metric-datatype-req", datatype !== undefined, name);
      const isFresh = !folded.has(name.toLowerCase());
      verdicts.check("case-sensitivity-metric-names", isFresh, name);
      folded.add(name.toLowerCase());
      this.metric(metric, datatype ?? 0);
      if (name === "Node Control/Rebirth") return;
      verdicts.check("payloads-alias-birth-requirement", alias !== undefined, name);
      const isUnique = alias !== undefined && !view.aliases.has(alias);
      verdicts.check("payloads-alias-uniqueness", isUnique, `${name} has alias ${alias}`);
      if (alias !== undefined) view.aliases.set(alias, { name, datatype: datatype ?? 0, device });
      this.keep(view, `${device}/${name}`, metric, received.values[index], datatype ?? 0);
    });
    this.chronological(received);
  }

  /** Timestamp, data type, value and quality of one metric. */
  private metric(metric: RawMetric, datatype: number): void {
    const { verdicts } = this;
    const { name = metric.alias, timestamp = 0, keys, properties } = metric;
    const isTime = Math.abs(timestamp - Date.now()) < 100 * 365 * 86_400_000 && timestamp > 1e12;
    verdicts.checkAll(
      ["payloads-name-birth-data-requirement", "payloads-metric-timestamp-in-UTC"],
      isTime,
      `${name} at ${timestamp}`,
    );
    const types = ["payloads-metric-datatype-value-type", "payloads-metric-datatype-value"];
    verdicts.checkAll(types, dataTypes.has(datatype), `${name} is of type ${datatype}`);
    const sizes = [
      "payloads-propertyset-keys-array-size",
      "payloads-propertyset-values-array-size",
    ];
    verdicts.checkAll(sizes, keys.length === properties.length, `${name}`);
    for (const { type = -1 } of properties)
      verdicts.checkAll(
        [
          "payloads-metric-propertyvalue-type-type",
          "payloads-metric-propertyvalue-type-value",
          "payloads-metric-propertyvalue-type-req",
        ],
        dataTypes.has(type),
        `a property of ${name} is of type ${type}`,
      );
    if (name === "bdSeq" && keys.length === 0) return;
    const quality = properties[keys.indexOf("Quality")];
    const isInt32 = quality?.type === 3;
    verdicts.check("payloads-propertyset-quality-value-type", isInt32, `${name} has no quality`);
    const code = Number(quality?.value?.value ?? -1);
    const isCode = quality?.value?.field === 3 && [0, 192, 500].includes(code);
    verdicts.check("payloads-propertyset-quality-value-value", isCode, `${name}: ${code}`);
  }

  private keep(
    view: NodeView,
    key: string,
    metric: RawMetric,
    decoded: HostValue["value"] | undefined,
    datatype: number,
  ): void {
    const quality = Number(metric.properties[metric.keys.indexOf("Quality")]?.value?.value ?? 192);
    const historical = metric.isHistorical === true;
    const value = valueOf(metric, datatype);
    // Where the other decoder knows the type, which data leave out, it reads the same.
    if (metric.datatype !== undefined && value !== null) assert.deepEqual(value, decoded, key);
    const seen = { value, quality, timeMs: metric.timestamp ?? 0, historical };
    view.history.set(key, [...(view.history.get(key) ?? []), seen]);
    if (!historical) view.values.set(key, seen);
  }

  private sequence(view: NodeView, { raw, verb }: Received, ids: readonly string[]): void {
    const expected = (view.seq + 1) % 256;
    const all = ["payloads-sequence-num-always-included", "payloads-sequence-num-incrementing"];
    const detail = `${verb} has ${raw.seq}, not ${expected}`;
    this.verdicts.checkAll([...all, ...ids], raw.seq === expected, detail);
    view.seq = raw.seq ?? view.seq;
  }

  private timestamp({ raw, verb }: Received, ids: readonly string[]): void {
    const isNow = Math.abs((raw.timestamp ?? 0) - this.nowMs()) < 120_000;
    const detail = `${verb} at ${raw.timestamp}`;
    this.verdicts.checkAll([...ids, "payloads-timestamp-in-UTC"], isNow, detail);
  }

  private chronological({ raw, verb }: Received): void {
    const times = raw.metrics.flatMap(({ isHistorical, timestamp = 0 }) =>
      isHistorical === true ? [] : [timestamp],
    );
    const isSorted = times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0));
    const kind = verb.startsWith("N") ? "nbirth" : "dbirth";
    this.verdicts.check(`operational-behavior-data-publish-${kind}-order`, isSorted, verb);
  }
}

/** A value by the field it stands in; signed numbers are in two's complement. */
const valueOf = ({ value, isNull }: RawMetric, datatype: number): HostValue["value"] => {
  if (isNull === true || value === undefined) return null;
  const { field, value: held } = value;
  if (field === 14) return held === 1n;
  if (typeof held !== "bigint") return held;
  if (field === 10) return datatype <= 3 ? Number(BigInt.asIntN(32, held)) : Number(held);
  return Number(datatype === 4 ? BigInt.asIntN(64, held) : held);
};
