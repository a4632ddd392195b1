/** Every bound of what an agent has to do with a broker (S9). */
export const sparkplugLimits = {
  /** A packet from the broker, bytes: a larger one ends the connection. */
  packetBytes: 256 * 1024,
  /** Metrics of one command. */
  commandMetrics: 64,
  /** Commands from the broker that are looked at: in a row, and a second from then on. */
  proposalsAtOnce: 5,
  proposalsPerSecond: 2,
  /** Commands from the broker that are signed and have not ended. */
  openProposals: 4,
  /** An unended one is given up so long after its end of life, ms. */
  proposalGraceMs: 60_000,
  /** Life of a command from the broker, ms; the constitution's `ttlMax` where that is less. */
  proposalTtlMs: 10_000,
  /** A command whose sender's clock is further off than this is refused, ms. */
  commandAgeMs: 30_000,
  /** Two births asked for by rebirth requests are so far apart, ms. */
  rebirthMs: 1000,
  /** Changes are gathered for so long before they are published, ms. */
  collectMs: 100,
  /** What cannot be published is written to the disk this often, ms, or when it is so many. */
  holdMs: 1000,
  heldValues: 20_000,
  /** Values published of which nothing proves yet that the broker has them. */
  unprovenValues: 100_000,
  /** Stored values on their way to the broker at one time, and in one message. */
  forwardedValues: 10_000,
  messageValues: 1000,
  /** Bytes that wait in a connection's socket before it is given up. */
  sendBytes: 16 * 1024 * 1024,
  /** How long a broker may take to answer a ping, ms. */
  pingMs: 10_000,
  /** Pings that prove what was published are so far apart, ms. */
  proofMs: 1000,
  /** Between two attempts to connect, ms: at first, and at most. */
  retryMs: 500,
  retryMaxMs: 30_000,
  /** A server at which the primary host is not online for so long is left for the next, ms. */
  hostWaitMs: 10_000,
  /** Node metrics are looked at this often, ms. */
  nodeMs: 1000,
  /** All plain topics are published again this often, ms. */
  plainMs: 30_000,
  /** A device counts as silent after so long at the least, ms. */
  silentMs: 5000,
} as const;

/** What must hold between them, or one of them would keep another from ever being reached. */
export const sparkplugRelations: Readonly<Record<string, boolean>> = {
  "a burst may be longer than what is open":
    sparkplugLimits.proposalsAtOnce >= sparkplugLimits.openProposals,
  "what is forwarded at one time leaves room for live values":
    2 * sparkplugLimits.forwardedValues <= sparkplugLimits.unprovenValues,
  "a message is a part of what is forwarded":
    sparkplugLimits.messageValues <= sparkplugLimits.forwardedValues,
};

for (const [relation, holds] of Object.entries(sparkplugRelations))
  if (!holds) throw new RangeError(`edge-agent/src/sparkplug/limits.ts: not so: ${relation}`);
