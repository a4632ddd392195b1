export { Agent, type AgentIo, type AgentOptions, type StoredRecord } from "./agent.ts";
export { Machine, type OrderedRound, type OrderedTransaction } from "./machine.ts";
export { isDenial, judge } from "./policy.ts";
export { ReplicatedState } from "./state.ts";
export { StateTree } from "./state-tree.ts";
