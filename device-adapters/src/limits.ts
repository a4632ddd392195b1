/** Bounds of the Modbus application protocol (V1.1b3 section 6) and of this package (S9). */
export const limits = {
  /** Most registers one read request may ask for. */
  registersPerRead: 125,
  /** Most coils or discrete inputs one read request may ask for. */
  bitsPerRead: 2000,
  /** Most registers one write request may carry. */
  registersPerWrite: 123,
  /** Requests that may wait for one connection; past it a request is refused, never queued. */
  queuedRequests: 256,
  /** How many of them may be other parties' raw reads. */
  queuedRawReads: 32,
  /** How long refused blocks stay split before they are tried as a whole again. */
  planLifeMs: 300_000,
  /** Pace at which a mailbox is asked for its echo, doubling from the first to the second. */
  mailboxPollMinMs: 5,
  mailboxPollMaxMs: 100,
  /** Part of a serial line's time that units without an answer may take, once they are known. */
  probeShare: 0.2,
  /** Probes without an answer, no unit being up, after which a serial line is opened anew. */
  silentProbes: 8,
  /** Fresh reads in a row on a serial line, then one of another kind that waits goes before. */
  freshInRow: 4,
  /** How many times its time a unit of a serial line may take for an answer that still comes. */
  lateness: 10,
  /** How long a serial line has to be silent after a request without an answer. */
  drainMs: 50,
  /** How long noise may keep a serial line from its next request. */
  drainMostMs: 1000,
  /** Most nodes in one OPC UA request; servers of small controllers take no more. */
  nodesPerRequest: 250,
  /** Bounds of the interval between two reports of an OPC UA server. */
  publishMinMs: 50,
  publishMaxMs: 5000,
  /** How far above what was asked an OPC UA server may set a sampling interval, as a factor. */
  samplingSlack: 1.2,
  /** How long an OPC UA server shall keep a session that is silent. */
  sessionMs: 60_000,
  /** Longest text that an OPC UA node is written or read with, in UTF-16 units. */
  textLength: 4096,
  /** Certificates of one device's server that are kept to be looked at. */
  rejectedCertificates: 8,
  /** How long a connection may take to close in good order. */
  closeMs: 1000,
  /** Bounds of the silence beyond its promised signs of life that an OPC UA server may keep. */
  patienceMinMs: 1000,
  patienceMaxMs: 10_000,
  /** Bounds of a walk through an OPC UA server's nodes. */
  browsedNodes: 20_000,
  browseDepth: 12,
  /** Highest protocol address. */
  lastRegister: 0xffff,
} as const;

/** What an adapter does where its options say nothing. */
export const defaults = {
  requestTimeoutMs: 1000,
  /** How long a raw read may wait for its turn: others' clients give up after about as long. */
  rawReadMs: 2000,
  /** For a unit on a serial line, beside the time that the bytes take. */
  serialTimeoutMs: 500,
  /** For the first question whether a unit is there; doubles up to the above. */
  probeTimeoutMs: 250,
  connectTimeoutMs: 3000,
  /** For an answer of an OPC UA server, and for a connection with keys, session and all. */
  opcuaTimeoutMs: 2000,
  opcuaConnectMs: 10_000,
  backOffMinMs: 100,
  backOffMaxMs: 10_000,
  /** Scans missed in a row after which a reading is stale. */
  staleScans: 3,
  /** Twenty scans of a slow PLC program. */
  mailboxEchoMs: 2000,
  /** Unused registers that may lie between two points read by one request. */
  gapRegisters: 8,
  /** Unused bits that may lie between two points read by one request. */
  gapBits: 64,
} as const;
