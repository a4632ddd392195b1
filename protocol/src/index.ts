export * from "./agent-status.ts";
export * from "./agreed-alarms.ts";
export * from "./agreement.ts";
export * from "./alarm.ts";
export * from "./alarm-state.ts";
export * from "./ask.ts";
export * from "./audit.ts";
export * from "./audit-block.ts";
export * from "./ballot.ts";
export * from "./block.ts";
export * from "./bytes.ts";
export * from "./certificate.ts";
export * from "./certified.ts";
export * from "./client.ts";
export * from "./command.ts";
export * from "./ed25519.ts";
export * from "./envelope.ts";
export * from "./equivocation.ts";
export * from "./errors.ts";
export * from "./event.ts";
export * from "./frame.ts";
export * from "./hash.ts";
export {
  type CompiledInterlock,
  type InterlockResult,
  interlocksOf,
  type PointRef,
  type ReadPoint,
  showReading,
  type SiteInterlocks,
  type Unfulfilled,
  unfulfilledOf,
} from "./interlock.ts";
export * from "./io.ts";
export * from "./limits.ts";
export * from "./log-line.ts";
export * from "./log-reader.ts";
export * from "./merkle.ts";
export * from "./own-readings.ts";
export { plain, quoted } from "./plain.ts";
export * from "./read-alarms.ts";
export * from "./read-status.ts";
export * from "./reading.ts";
export * from "./release.ts";
export * from "./remember.ts";
export * from "./refusals.ts";
export * from "./report.ts";
export { reportSignatureBytes } from "./report-batch.ts";
export * from "./site.ts";
export { type Address, formatAddress, parseAddress } from "./site-address.ts";
export { type BrokerSettings, brokerDefaults, openBroker } from "./site-broker.ts";
export * from "./site-file.ts";
export { formatKey, parseKey } from "./site-key.ts";
export * from "./site-local.ts";
export * from "./site-points.ts";
export * from "./site-status.ts";
export { formatProblem, type SiteProblem } from "./site-problem.ts";
export { parseDuration } from "./site-schema.ts";
export * from "./sources.ts";
export { isoTime } from "./time.ts";
export * from "./value.ts";
export * from "./wire.ts";
export * from "./wire-value.ts";
