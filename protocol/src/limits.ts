/**
 * Every bound of the protocol (S9). Past it there is a coded error and a counter, never growth.
 * These are constants of the protocol; the tunables of one box are in its local settings.
 */
export const limits = {
  /** A file of a home that goes into a backup, bytes. */
  backupFileBytes: 4 * 1024 * 1024,
  /** How many of them. */
  backupFiles: 1000,
  /** A frame on a link, bytes. */
  frameBytes: 4 * 1024 * 1024,
  /** Texts, byte strings and messages within one: the smallest takes two bytes there, 100 here. */
  frameParts: 128 * 1024,
  /** Events or ballots of one frame that an agent looks at. */
  frameItems: 4096,
  /** The body of an event, bytes. */
  eventBytes: 256 * 1024,
  /** Transactions in one event. */
  eventTransactions: 1024,
  /** The body of a command, bytes. */
  commandBytes: 16 * 1024,
  /** The body of an alarm action, bytes. */
  alarmActionBytes: 4 * 1024,
  /** How long an alarm may be shelved, ms. */
  alarmShelveMs: 24 * 60 * 60 * 1000,
  /** Set points in one command. */
  commandWrites: 256,
  /** Characters of a name or of a reason. */
  textChars: 512,
  /** The body of a report, bytes. */
  reportBytes: 64 * 1024,
  /** Reports under one signature of their guard. */
  reportBatch: 64,
  /** The body of a reading, bytes. */
  readingBytes: 1024 * 1024,
  /** A certificate: an entry, its path and the ballots, bytes. */
  certificateBytes: 128 * 1024,
  /** What the certificate of a large command has in it beside the ballots, bytes. */
  entryBytes: 20 * 1024,
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
  /** Commands of one operator that are permitted or wait for approvals, and have not ended. */
  openCommandsPerOperator: 512,
  /**
   * Bytes that denials of one signer's commands and alarm actions may take of the log at a stretch,
   * and a second in the long run; what is past that is passed over. Each counts its body and
   * `denialBytes`; one that waits for approvals counts twice. All those that are so old that they
   * would be forgotten count as of one signer.
   */
  deniedBytes: 8 * 1024 * 1024,
  deniedBytesPerSecond: 64 * 1024,
  denialBytes: 512,
  /** Rounds that a permitted command has, at the least, to gather ordered ballots. */
  certifyRounds: 10,
  /** Blocks that wait for more than two thirds of signatures; past it no command is promised. */
  uncertifiedBlocks: 1024,
  /**
   * Commands on their way, from all agents' pools to their ends, past which an agent takes no more,
   * unless that many ended within so many ms.
   */
  crowd: 512,
  crowdMs: 3000,
  /** Commands that wait in one agent for their place in an event. */
  poolTransactions: 8192,
  /** Commands of one operator in that pool. */
  poolPerOperator: 2048,
  /** Bytes of that pool. */
  poolBytes: 32 * 1024 * 1024,
  /** Certificates that an agent sends of one device when its guard asks for what it lacks. */
  catchUpCertificates: 16,
  /** Reports in that pool: their guards say them again until they are ordered. */
  poolReports: 1024,
  /** An agent leaves to each that was given the same before it so long to carry it, ms. */
  standbyMs: 100,
  /** Events whose parents are missing, in total and of one creator. */
  orphans: 4096,
  orphansPerCreator: 1024,
  /** Bytes of those events. */
  orphanBytes: 32 * 1024 * 1024,
  /** Events that wait for their time or round, in total and of one creator, and their bytes. */
  heldEvents: 4096,
  heldPerCreator: 512,
  heldBytes: 16 * 1024 * 1024,
  /** Events without weight that may wait for their order while an agent rests, and their bytes. */
  restingEvents: 1024,
  restingBytes: 16 * 1024 * 1024,
  /**
   * Events of one agent that wait for their order, and their bytes: past that it is told no more of
   * them by that agent itself. An honest one has a handful without a quorum.
   */
  crowdedEvents: 2048,
  crowdedBytes: 32 * 1024 * 1024,
  /** Event hashes in one request for missing ancestors. */
  wantHashes: 256,
  /** Bytes of events in one answer: a slow box works that off before its links seem silent. */
  syncBytes: 256 * 1024,
  /**
   * Rounds between two snapshots of one agent; and after so many rounds without a block there is
   * one without entries, as a snapshot needs a block to stand on.
   */
  snapshotRounds: 64,
  /** Bytes of entries or blocks at which a part of a snapshot is closed. */
  snapshotPartBytes: 512 * 1024,
  /** Parts of one snapshot. */
  snapshotParts: 1024,
  /** Bytes of all of them. */
  snapshotBytes: 256 * 1024 * 1024,
  /** Bytes that an agent gives to learners, a second; all of them together. */
  teachBytesPerSecond: 16 * 1024 * 1024,
  /** Guards' readings that an agent buffers for consoles that were away, and their bytes. */
  bufferedReadings: 16_384,
  bufferedReadingBytes: 16 * 1024 * 1024,
  /** Events in one answer to a graph query. */
  graphEvents: 1024,
  /** Bytes of a list in an answer; what is over is left out, and the answer says so. */
  answerBytes: 2 * 1024 * 1024,
  /** Blocks in one answer to a log query. */
  logBlocks: 256,
  /** Bytes of samples in one answer about what an agent reads itself. */
  ownBytes: 256 * 1024,
  /** Bytes waiting in one link's send queue before the link is dropped. */
  linkQueueBytes: 16 * 1024 * 1024,
  /**
   * Milliseconds that the frames of one peer may take at a stretch; in the long run all peers have
   * the same share of the time.
   */
  peerBurstMs: 1000,
  /** The same of one client's key, whatever links it has; and its share of the time, percent. */
  clientBurstMs: 1000,
  clientTimePercent: 50,
  /** Bytes waiting for one client before its link is dropped: there are more of them. */
  clientQueueBytes: 8 * 1024 * 1024,
  /** Links of clients (guards, consoles, operators) at one agent. */
  clientLinks: 256,
  /** Links with one client's key: nobody can keep the others out. */
  clientLinksPerKey: 16,
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

/** What must hold between the limits, or one of them would keep another from ever being reached. */
export const limitRelations: Readonly<Record<string, boolean>> = {
  "an event fits into a frame": limits.eventBytes < limits.frameBytes,
  "an answer to a sync, with the event that passed its bound, fits into a frame":
    limits.syncBytes + limits.eventBytes < limits.frameBytes,
  "a block with all its ballots fits into a frame":
    limits.blockBytes + limits.commandBytes + limits.agents * limits.certificateBytes / 32 <
    limits.frameBytes,
  "a large command's entry and its path leave room for ballots":
    limits.commandBytes + 2 * 1024 < limits.entryBytes,
  "a command, an approval and a report fit into half an event":
    Math.max(limits.commandBytes, limits.reportBytes) < limits.eventBytes / 2,
  "an alarm action is no larger than a command": limits.alarmActionBytes <= limits.commandBytes,
  "a reading fits into a frame": limits.readingBytes < limits.frameBytes,
  "an answer with own samples fits into a frame": 2 * limits.ownBytes < limits.frameBytes,
  "an answer's list fits into a frame":
    limits.answerBytes + limits.readingBytes < limits.frameBytes,
  "a buffer of readings holds more than one answer":
    limits.bufferedReadingBytes > 2 * limits.answerBytes,
  // Envelopes (three parts, a signature of 64 bytes and more than 32 signed), hashes, entries: a
  // part takes 32 bytes and more. A sample alone takes less: value, text and reason in 7 bytes.
  "a frame full of what is signed or hashed has no more parts than it may":
    limits.frameBytes <= 32 * limits.frameParts,
  "an answer with own samples has no more parts than a frame may":
    (3 * limits.ownBytes) / 7 + limits.textChars < limits.frameParts,
  "the events of an answer, 64 bytes each and more, are looked at":
    limits.syncBytes <= 64 * limits.frameItems,
  "ballots on all uncertified blocks are looked at":
    limits.uncertifiedBlocks < limits.frameItems,
  "a request for ancestors fits into a frame": limits.wantHashes * 40 < limits.frameBytes,
  "ancestors that are wanted can be kept": limits.wantHashes < limits.orphansPerCreator,
  "a snapshot may have all of its parts":
    limits.snapshotBytes <= limits.snapshotParts * limits.snapshotPartBytes,
  "a client's queue takes a frame while another one leaves":
    limits.clientQueueBytes >= 2 * limits.frameBytes,
  "a peer's queue takes more than one client's": limits.linkQueueBytes > limits.clientQueueBytes,
  "one operator leaves room in the pool": 2 * limits.poolPerOperator <= limits.poolTransactions,
  "one operator's largest commands leave room in the pool":
    limits.poolBytes >= 2 * limits.eventBytes,
  "one creator leaves room among the orphans": 2 * limits.orphansPerCreator <= limits.orphans,
  "one creator leaves room among the held": 2 * limits.heldPerCreator <= limits.heldEvents,
  "the largest event can be orphan and held":
    2 * limits.eventBytes < Math.min(limits.orphanBytes, limits.heldBytes),
  "one client leaves time for all else": limits.clientTimePercent <= 50,
  "one key leaves room for other clients": 2 * limits.clientLinksPerKey <= limits.clientLinks,
  "what waits of an operator may all be denied, but for large ones":
    limits.poolPerOperator * 2 * limits.denialBytes <= limits.deniedBytes,
  "an operator alone may have as many on their way as open":
    limits.crowd >= limits.openCommandsPerOperator,
  "a crowd fits into the pool": limits.crowd < limits.poolPerOperator,
  "an operator may fill one device": limits.openCommandsPerDevice < limits.openCommandsPerOperator,
  "what is open of one operator can be watched": limits.openCommandsPerOperator < limits.watches,
  "the last events of a full roster may rest": limits.restingEvents > 16 * limits.agents,
  "two of the largest events of each may rest":
    limits.restingBytes > 2 * limits.agents * limits.eventBytes,
  "who crowds others keeps them busy":
    limits.crowdedEvents > limits.restingEvents && limits.crowdedBytes > limits.restingBytes,
  "bit sets hold the roster": limits.agents < 32,
};

for (const [relation, holds] of Object.entries(limitRelations))
  if (!holds) throw new RangeError(`protocol/src/limits.ts: it does not hold that ${relation}`);
