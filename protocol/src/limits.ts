/**
 * Every bound of the protocol (S9). Past it there is a coded error and a counter, never growth.
 * These are constants of the protocol; the tunables of one box are in its local settings.
 */
export const limits = {
  /** A frame on a link, bytes. */
  frameBytes: 4 * 1024 * 1024,
  /** The body of an event, bytes. */
  eventBytes: 256 * 1024,
  /** Transactions in one event. */
  eventTransactions: 1024,
  /** The body of a command, bytes. */
  commandBytes: 16 * 1024,
  /** Set points in one command. */
  commandWrites: 256,
  /** Characters of a name or of a reason. */
  textChars: 512,
  /** The body of a report, bytes. */
  reportBytes: 64 * 1024,
  /** The body of a reading, bytes. */
  readingBytes: 1024 * 1024,
  /** A certificate: an entry, its path and the ballots, bytes. */
  certificateBytes: 128 * 1024,
  /** Entries in one block; what is over goes into the next one. */
  blockEntries: 4096,
  /** Bytes of a block's entries at which it is closed, so that a block fits into a frame. */
  blockBytes: 2 * 1024 * 1024,
  /** Permitted verdicts under interlocks at which a block is closed: a ballot may veto each. */
  blockInterlocked: 64,
  /** Characters of one agent's veto in the closing of a command. */
  vetoChars: 240,
  /** Commands of one device that are permitted and not ended (docs/wire.md, "Log"). */
  openCommandsPerDevice: 64,
  /** Rounds that a permitted command has, at the least, to gather ordered ballots. */
  certifyRounds: 10,
  /** Commands that wait in one agent for their place in an event. */
  poolTransactions: 8192,
  /** Commands of one operator in that pool. */
  poolPerOperator: 2048,
  /** Events whose parents are missing, in total and of one creator. */
  orphans: 4096,
  orphansPerCreator: 1024,
  /** Bytes of those events. */
  orphanBytes: 32 * 1024 * 1024,
  /** Event hashes in one request for missing ancestors. */
  wantHashes: 256,
  /** Bytes of events in one answer to an anti-entropy sync. */
  syncBytes: 1024 * 1024,
  /** Blocks in one answer to a log query. */
  logBlocks: 256,
  /** Bytes waiting in one link's send queue before the link is dropped. */
  linkQueueBytes: 16 * 1024 * 1024,
  /** Links of clients (guards, consoles, operators) at one agent. */
  clientLinks: 256,
  /** Commands one client watches. */
  watches: 4096,
  /** Verdicts and certificates that wait in a guard for their turn. */
  guardWaiting: 1024,
  /** Characters of an interlock's expression. */
  interlockChars: 512,
  /** Parts (names, numbers, operators) of one: it has no loops, so its cost is no more. */
  interlockNodes: 128,
  /** Levels of brackets in one. */
  interlockDepth: 32,
  /** Interlocks that one written point may be under, of all rules together. */
  interlocksPerPoint: 32,
  /** Agents in a roster: bit sets in the replicated state are 32 bits wide. */
  agents: 31,
  /** Largest integer the wire may carry: beyond it JavaScript's numbers are not exact. */
  integer: Number.MAX_SAFE_INTEGER,
} as const;
