import type { DeviceSpec, Site } from "@quorate/protocol";
import { dataTypeOf, type MetricSpec } from "./metric.ts";

/** What a device's metrics tell of the last command that came for it through the broker. */
export const commandMetrics = {
  id: "Command/Id",
  state: "Command/State",
  code: "Command/Code",
} as const;

/** What the edge node tells of Quorate itself. */
export const nodeMetrics = {
  ordering: ["Quorate/Ordering", "Boolean", 0],
  why: ["Quorate/Why", "String", 0],
  block: ["Quorate/Last Block", "Int64", 0],
  agentsUp: ["Quorate/Agents Up", "Int32", 0],
  quorum: ["Quorate/Quorum", "Boolean", 0],
  lagMs: ["Quorate/Lag", "Int64", 500],
  rejected: ["Quorate/Commands Rejected", "Int64", 0],
  open: ["Quorate/Commands Open", "Int64", 0],
  storedValues: ["Store/Values", "Int64", 0],
  storedBytes: ["Store/Bytes", "Int64", 0],
  dropped: ["Store/Dropped", "Int64", 0],
  proposed: ["Gateway/Commands Taken", "Int64", 0],
  refused: ["Gateway/Commands Refused", "Int64", 0],
  lastId: ["Gateway/Command Id", "String", 0],
  lastState: ["Gateway/Command State", "String", 0],
  lastCode: ["Gateway/Command Code", "String", 0],
  software: ["Properties/Software", "String", 0],
  chain: ["Properties/Chain", "String", 0],
} as const;

export type NodeMetric = keyof typeof nodeMetrics;

export const rebirthName = "Node Control/Rebirth";
export const bdSeqName = "bdSeq";

export interface DeviceMetrics {
  readonly spec: DeviceSpec;
  /** By the names of points and of the command's metrics. */
  readonly byName: ReadonlyMap<string, MetricSpec>;
  readonly byAlias: ReadonlyMap<number, MetricSpec>;
}

/**
 * All metrics that an edge node will ever report (tck-id-topics-nbirth-metric-reqs,
 * tck-id-topics-dbirth-metric-reqs), with aliases that no two of them share
 * (tck-id-payloads-alias-uniqueness). The same site file gives the same aliases.
 */
export class Catalogue {
  readonly bdSeq: MetricSpec;
  readonly rebirth: MetricSpec;
  readonly node: Readonly<Record<NodeMetric, MetricSpec>>;
  readonly devices: ReadonlyMap<string, DeviceMetrics>;

  constructor(site: Site) {
    let alias = 0;
    const next = (): number => (alias += 1);
    this.bdSeq = { name: bdSeqName, alias: next(), type: "Int64", deadband: 0 };
    // tck-id-operational-behavior-data-commands-rebirth-name-aliases: it has none.
    this.rebirth = { name: rebirthName, type: "Boolean", deadband: 0 };
    this.node = Object.fromEntries(
      Object.entries(nodeMetrics).map(([key, [name, type, deadband]]) => [
        key,
        { name, type, deadband, alias: next() } satisfies MetricSpec,
      ]),
    ) as Record<NodeMetric, MetricSpec>;
    this.devices = new Map(
      site.devices.map((spec) => {
        const specs: MetricSpec[] = [
          ...Object.values(commandMetrics).map((name): MetricSpec => {
            return { name, alias: next(), type: "String", deadband: 0 };
          }),
          ...spec.points.map((point): MetricSpec => {
            const { name, deadband = 0 } = point;
            return { name, alias: next(), type: dataTypeOf(point), deadband, point };
          }),
        ];
        const byAlias = new Map(specs.map((one) => [one.alias as number, one]));
        return [spec.name, { spec, byName: new Map(specs.map((one) => [one.name, one])), byAlias }];
      }),
    );
  }
}
