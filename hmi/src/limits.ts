/** Every bound of the console (S9). Past it: a coded error or a page that starts over. */
export const limits = {
  /** Pages that are connected at once. */
  pages: 32,
  /** A message from a page, bytes: a signed command as base64 and a little more. */
  pageMessageBytes: 64 * 1024,
  /** Questions of one page that are open at once. */
  openRequests: 16,
  /** Questions of one page within ten seconds. */
  requestsPerTenSeconds: 400,
  /** Bytes that wait for a page before its queue is dropped and a fresh snapshot is owed. */
  pageQueueBytes: 8 * 1024 * 1024,
  /** A page that takes nothing for so long is disconnected, ms. */
  pageSilentMs: 30_000,
  /** Connections to the HTTP port. */
  connections: 128,
  /** A request's head and body; no route takes a body. */
  httpBodyBytes: 1024,
  /** Agents are asked for readings, alarms and the log so often, ms. */
  pollMs: 400,
  /** And for their status. */
  statusMs: 1000,
  /** And for proofs against each other. */
  evidenceMs: 5000,
  /** An agent that gave no answer for so long does not count, ms: with `tellMs` under 2 s. */
  contactMs: 1700,
  /** A question to an agent is given up after so long, ms. */
  answerMs: 1900,
  /** Changes are told to pages so often at most, ms. */
  tellMs: 200,
  /** What is kept of one agent's lies. */
  liesPerAgent: 20,
  lieChars: 400,
  /** What agents read themselves is asked for so often, ms, and in so many parts at most. */
  ownMs: 1000,
  ownParts: 16,
  /** Interlocks of one point, what each of them reads, and characters of one such text. */
  interlocks: 32,
  interlockReads: 16,
  interlockChars: 400,
  /** Envelopes in one answer that are looked at, for each device. */
  readingsPerDevice: 32,
  /** Blocks asked for at once. */
  blocksPerQuestion: 64,
  /** Commands that pages hold. */
  commandsShown: 200,
  /** Open commands that agents are asked to tell about. */
  followed: 64,
  /** Commands of which lives are kept in memory. */
  commandsKept: 1000,
  /** Own commands whose fate the log has not settled. */
  ownOpen: 256,
  /** Points, entries a point, and length of time of one question about history. */
  historyPoints: 12,
  historyBuckets: 4000,
  historySpanMs: 400 * 24 * 3_600_000,
  /** Entries of one bucket of a trend, where values come and go within it. */
  bucketEntries: 8,
  /** Samples of one point that wait to be written, and how long they may, ms. */
  chunkSamples: 240,
  chunkMs: 60_000,
  /** A value that does not change is written down so often, ms. */
  heartbeatMs: 60_000,
  /** Two samples further apart than this have a gap between them, ms. */
  gapMs: 150_000,
  /** History goes back so far, ms, and takes so many bytes at most: the oldest day goes first. */
  retentionMs: 30 * 24 * 3_600_000,
  historyBytes: 8 * 1024 * 1024 * 1024,
  /** The log that is kept here, bytes; the agents keep all of it. */
  logBytes: 4 * 1024 * 1024 * 1024,
  /** Records of the log that wait for a disk that takes nothing. */
  logWaiting: 20_000,
  /** How often retention is looked after, ms. */
  retentionEveryMs: 600_000,
  /** Lines looked through for one question about the log. */
  linesSearched: 50_000,
  linesAnswered: 500,
  blocksAnswered: 64,
  /** Bytes of blocks in one answer. */
  blocksAnsweredBytes: 1024 * 1024,
  alarmEventsAnswered: 2000,
  /** Alarm events kept in memory for the figures of a day. */
  alarmEventsKept: 20_000,
  /** Mimics of a site, and bytes and elements of one. */
  mimics: 64,
  mimicBytes: 256 * 1024,
  mimicElements: 1000,
  /** Rows of one CSV export. */
  csvRows: 5_000_000,
  /** Exports that run at once. */
  exports: 2,
  /** Samples asked for at once in a backfill, and questions of one backfill. */
  backfillSamples: 512,
  backfillQuestions: 2000,
  /** One that contact was lost in goes on after so long, ms. */
  fillAgainMs: 2000,
} as const;
