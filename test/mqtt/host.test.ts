import assert from "node:assert/strict";
import {
  encodeSparkplug,
  type SparkplugMetric,
  type SparkplugPayload,
} from "@quorate/protocol/sparkplug";
import { StrictHost } from "./host.ts";
import { Verdicts } from "./verdicts.ts";

const quality = { keys: ["Quality"], values: [{ type: 3, intValue: 192 }] };
const timestamp = Date.now();

const bdSeq = {
  ...{ name: "bdSeq", alias: 1, timestamp, datatype: 4, longValue: 0 },
  properties: quality,
};
const rebirth = { timestamp, datatype: 11, booleanValue: false, properties: quality };
const nodeBirth: SparkplugPayload = {
  ...{ timestamp, seq: 0 },
  metrics: [
    bdSeq,
    { name: "Node Control/Rebirth", ...rebirth },
    { name: "x", alias: 2, ...rebirth },
  ],
};
const level = { timestamp, floatValue: 1, properties: quality };
const born: SparkplugMetric = { name: "level", alias: 3, datatype: 9, ...level };
const deviceBirth: SparkplugPayload = { timestamp, seq: 1, metrics: [born] };
const data: SparkplugPayload = { timestamp, seq: 2, metrics: [{ alias: 3, ...level }] };

type Message = readonly [verb: string, payload: SparkplugPayload];

const whole: readonly Message[] = [
  ["NBIRTH/n", nodeBirth],
  ["DBIRTH/n/d", deviceBirth],
  ["DDATA/n/d", data],
];

/** Statements that the host finds violated. */
const violated = (messages: readonly Message[]): string[] => {
  const verdicts = new Verdicts();
  const host = new StrictHost(verdicts, () => timestamp);
  for (const [topic, payload] of messages) {
    const [verb, ...rest] = topic.split("/");
    const bytes = Buffer.from(encodeSparkplug(payload));
    host.receive(`spBv1.0/g/${verb}/${rest.join("/")}`, bytes);
  }
  return [...new Set(verdicts.violations.map((text) => text.split(":")[0] ?? ""))];
};

describe("mqtt: the strict host", () => {
  it("accepts what is right", () => {
    assert.deepEqual(violated(whole), []);
  });

  const at = (index: number, verb: string, payload: SparkplugPayload): readonly Message[] =>
    whole.map((message, place) => (place === index ? ([verb, payload] as const) : message));
  const metricAt = (metric: SparkplugMetric) => at(2, "DDATA/n/d", { ...data, metrics: [metric] });
  const { properties: _properties, ...bare } = level;
  const { seq: _seq, ...unnumbered } = data;
  const deviceAt = (metric: SparkplugMetric) =>
    at(1, "DBIRTH/n/d", { ...deviceBirth, metrics: [metric] });
  const nodeAt = (more: SparkplugPayload) => at(0, "NBIRTH/n", { ...nodeBirth, ...more });
  const odd = { ...quality, values: [{ type: 3, intValue: 7 }] };
  const { floatValue: _value, ...empty } = born;
  const { timestamp: _timestamp, ...timeless } = level;
  const withoutBdSeq = { metrics: nodeBirth.metrics?.slice(1) ?? [] };
  const numberedDeath: Message = ["NDEATH/n", { timestamp, seq: 3, metrics: [bdSeq] }];
  const defects: readonly (readonly [string, readonly Message[], string])[] = [
    ["a gap", at(2, "DDATA/n/d", { ...data, seq: 3 }), "payloads-ddata-seq-inc"],
    ["no seq", at(2, "DDATA/n/d", unnumbered), "payloads-sequence-num-always-included"],
    ["a birth that does not begin at 0", nodeAt({ seq: 1 }), "topics-nbirth-seq-num"],
    ["data before the birth", whole.slice(2), "payloads-ddata-order"],
    ["a device before its node", whole.slice(1), "message-flow-device-birth-publish-nbirth-wait"],
    ["an alias that was not born", metricAt({ alias: 9, ...level }), "topics-dbirth-metric-reqs"],
    ["an alias of two metrics", deviceAt({ ...born, alias: 2 }), "payloads-alias-uniqueness"],
    ["a name in data", metricAt({ ...born }), "payloads-alias-data-cmd-requirement"],
    ["no quality", metricAt({ alias: 3, ...bare }), "payloads-propertyset-quality-value-type"],
    [
      "another quality",
      metricAt({ alias: 3, ...level, properties: odd }),
      "payloads-propertyset-quality-value-value",
    ],
    ["no bdSeq", nodeAt(withoutBdSeq), "topics-nbirth-bdseq-included"],
    ["no time", metricAt({ alias: 3, ...timeless }), "payloads-name-birth-data-requirement"],
    ["a death with a sequence", [...whole, numberedDeath], "payloads-ndeath-seq"],
    ["a birth without a value", deviceAt(empty), "topics-dbirth-metrics"],
  ];
  for (const [title, messages, id] of defects)
    it(`does not accept ${title}`, () => {
      assert.ok(violated(messages).includes(id), violated(messages).join(", "));
    });
});
