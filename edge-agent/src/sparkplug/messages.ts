import { encodeSparkplug, type SparkplugMetric } from "@quorate/protocol/sparkplug";
import type { Catalogue, DeviceMetrics } from "./catalogue.ts";
import { bornMetric, dataMetric, type MetricSpec, type MetricValue } from "./metric.ts";
import type { Sequence } from "./sequence.ts";
import { deviceTopic, type NodeIds, nodeTopic } from "./topics.ts";

/** A message to publish, with QoS 0 and never retained but for the death of the node (QoS 1). */
export interface Message {
  readonly topic: string;
  readonly payload: Uint8Array;
}

/** The order of a payload's list (tck-id-operational-behavior-data-publish-dbirth-order). */
const inOrder = (metrics: readonly SparkplugMetric[]): SparkplugMetric[] =>
  [...metrics].sort((left, right) => (left.timestamp ?? 0) - (right.timestamp ?? 0));

const plain = (value: MetricValue["value"], timeMs: number): MetricValue => ({
  ...{ value, quality: 192, reason: "", timeMs },
});

/** Makes every message of one edge node, each with the sequence number that is its turn. */
export class Messages {
  private readonly ids: NodeIds;
  private readonly catalogue: Catalogue;
  private readonly sequence: Sequence;
  private readonly nowMs: () => number;

  constructor(ids: NodeIds, catalogue: Catalogue, sequence: Sequence, nowMs: () => number) {
    this.ids = ids;
    this.catalogue = catalogue;
    this.sequence = sequence;
    this.nowMs = nowMs;
  }

  /**
   * tck-id-payloads-ndeath-seq, tck-id-topics-ndeath-payload: the one metric, no sequence. It is
   * the will of a session (tck-id-payloads-ndeath-will-message), and its last message if it ends in
   * order.
   */
  nodeDeath(bdSeq: number): Message {
    const { bdSeq: spec } = this.catalogue;
    const { alias: _alias, ...metric } = bornMetric(spec, plain(bdSeq, this.nowMs()));
    const payload = encodeSparkplug({ timestamp: this.nowMs(), metrics: [metric] });
    return { topic: nodeTopic(this.ids, "NDEATH"), payload };
  }

  /** tck-id-topics-nbirth-seq-num, -bdseq-included and -rebirth-metric. */
  nodeBirth(bdSeq: number, valueOf: (spec: MetricSpec) => MetricValue): Message {
    const nowMs = this.nowMs();
    const { bdSeq: bdSeqSpec, rebirth, node } = this.catalogue;
    const metrics = [
      bornMetric(bdSeqSpec, plain(bdSeq, nowMs)),
      bornMetric(rebirth, plain(false, nowMs)),
      ...Object.values(node).map((spec) => bornMetric(spec, valueOf(spec))),
    ];
    return this.message(nodeTopic(this.ids, "NBIRTH"), inOrder(metrics), this.sequence.begin());
  }

  deviceBirth(
    { spec, byName }: DeviceMetrics,
    valueOf: (spec: MetricSpec) => MetricValue,
  ): Message {
    const metrics = [...byName.values()].map((metric) => bornMetric(metric, valueOf(metric)));
    return this.message(deviceTopic(this.ids, "DBIRTH", spec.name), inOrder(metrics));
  }

  /** tck-id-payloads-ddeath-seq-number */
  deviceDeath(device: string): Message {
    return this.message(deviceTopic(this.ids, "DDEATH", device), []);
  }

  nodeData(values: readonly (readonly [MetricSpec, MetricValue])[]): Message {
    const metrics = values.map(([spec, value]) => dataMetric(spec, value, false));
    return this.message(nodeTopic(this.ids, "NDATA"), inOrder(metrics));
  }

  deviceData(device: string, values: readonly (readonly [MetricSpec, MetricValue])[]): Message {
    const metrics = values.map(([spec, value]) => dataMetric(spec, value, false));
    return this.message(deviceTopic(this.ids, "DDATA", device), inOrder(metrics));
  }

  /** Metrics that were kept, flagged historical, in the order in which they were seen. */
  storedData(device: string, metrics: readonly SparkplugMetric[]): Message {
    return this.message(deviceTopic(this.ids, "DDATA", device), metrics);
  }

  /** tck-id-payloads-sequence-num-always-included, tck-id-payloads-ddata-timestamp and its like. */
  private message(
    topic: string,
    metrics: readonly SparkplugMetric[],
    seq = this.sequence.next(),
  ): Message {
    const payload = encodeSparkplug({ timestamp: this.nowMs(), metrics: [...metrics], seq });
    return { topic, payload };
  }
}
