export { Agent, type AgentOptions } from "./agent.ts";
export type { AgentIo, StoredRecord } from "./core.ts";
export { Machine, type OrderedRound, type OrderedTransaction } from "./machine.ts";
export { isDenial, judge } from "./policy.ts";
export { ReplicatedState } from "./state.ts";
export { StateTree } from "./state-tree.ts";
export { SiteLinks } from "@quorate/protocol/node";
export { askSite, type SiteStatus } from "@quorate/protocol";
export type { OwnReadings, OwnSample } from "./view.ts";
