import type { Site } from "@quorate/protocol";

/** Sparkplug 3.0, section 4.1: the ids of one edge node. */
export interface NodeIds {
  readonly group: string;
  readonly node: string;
}

export type NodeVerb = "NBIRTH" | "NDEATH" | "NDATA" | "NCMD";
export type DeviceVerb = "DBIRTH" | "DDEATH" | "DDATA" | "DCMD";

/** tck-id-topic-structure-namespace-a */
const namespace = "spBv1.0";

/**
 * tck-id-topic-structure, tck-id-topics-nbirth-topic and its like;
 * tck-id-topic-structure-namespace-device-id-non-associated-message-types
 */
export const nodeTopic = ({ group, node }: NodeIds, verb: NodeVerb): string =>
  `${namespace}/${group}/${verb}/${node}`;

/** tck-id-topic-structure-namespace-device-id-associated-message-types */
export const deviceTopic = (ids: NodeIds, verb: DeviceVerb, device: string): string =>
  `${namespace}/${ids.group}/${verb}/${ids.node}/${device}`;

/** tck-id-host-topic-phid-birth-topic */
export const stateTopic = (host: string): string => `${namespace}/STATE/${host}`;

/** For people without Sparkplug. */
export const plainTopic = (site: Site, device: string, point: string): string =>
  `quorate/${site.name}/${device}/${point}`;

/** What a message that came in is about; null for a topic that nobody asked for. */
export type Inbound =
  | { readonly kind: "node" }
  | { readonly kind: "device"; readonly device: string }
  | { readonly kind: "state"; readonly host: string };

export const readTopic = (ids: NodeIds, topic: string): Inbound | null => {
  if (topic === nodeTopic(ids, "NCMD")) return { kind: "node" };
  const devices = deviceTopic(ids, "DCMD", "");
  if (topic.startsWith(devices)) return { kind: "device", device: topic.slice(devices.length) };
  const states = stateTopic("");
  if (topic.startsWith(states)) return { kind: "state", host: topic.slice(states.length) };
  return null;
};
