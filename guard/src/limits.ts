/** Bounds and paces of a guard (S9); what others must know too is in the protocol's limits. */
export const guardLimits = {
  /** How often every agent is asked for its clock (S5): one answer may be lost or late. */
  clockEveryMs: 800,
  /** An answered clock counts this long after its request was sent (S5). */
  clockFreshMs: 2000,
  /** What is begun needs clocks that count so long yet, or it would end unsent at its fence. */
  clockLeftMs: 100,
  /** Nonces that may be out at one time. */
  clockRequests: 64,
  /** How often agents are asked for what a gap lacks; jittered by a quarter. */
  askEveryMs: 1000,
  /** Devices that agents are asked about at one time; the others wait for the next. */
  askDevices: 16,
  /** How long an agent whose link is new has to answer for as many, before the next. */
  askNewMs: 250,
  /** How long they are not asked again what they know of the fence, doubling up to this. */
  askMaxMs: 8000,
  /** A partial certificate younger than this is still on its way, not missing. */
  partialGraceMs: 500,
  /** A partial certificate that nobody completed is forgotten after this. */
  partialTtlMs: 60_000,
  /** Bytes of all partial certificates. */
  partialBytes: 16 * 1024 * 1024,
  /** Names of certificates that need no further ballot. */
  settledNames: 4096,
  /** Signatures known to be right. */
  verifiedSignatures: 4096,
  /** Ballots that are known to be right, of each agent, and the bytes of the largest of them. */
  knownBallotsPerAgent: 128,
  knownBallotBytes: 4096,
  /** Certificates looked at in one frame. */
  certificatesPerFrame: 1024,
  /** Reports that come within this of the last signature are signed together at its end. */
  signTogetherMs: 20,
  /** Pace at which a report is sent again to agents that have not ordered it. */
  resendMinMs: 500,
  resendMaxMs: 2000,
  /** How many that are due are sent again at one time, and the least time between two. */
  resendReports: 8,
  resendPauseMs: 100,
  /** Reports that an agent is sent at once when its link is new; the others when they are due. */
  linkUpReports: 64,
  /** Reports that are being sent again; past it the oldest waits until it is asked for. */
  pendingReports: 1024,
  /** Ended commands of one device that are remembered, to answer a late closing or a conflict. */
  historyPerDevice: 256,
  /** Records by which the fence file has grown when it is written anew, shortened. */
  fenceFileRecords: 20_000,
  /** Records beyond those needed that are held while it is read to be shortened. */
  fenceTrimRecords: 4096,
  /** Of them, read or written at a stretch: nothing else has its turn meanwhile. */
  fenceSliceRecords: 128,
  /** Between two slices, ms: all of it at once would take a core for a second or two. */
  fenceSliceEveryMs: 15,
  /** A read before a write, or of a read-back; a slow device has longer (patience.ts). */
  readWithinMs: 1000,
  /** A write whose turn on the connection comes later than this is not sent. */
  writeWithinMs: 10_000,
  /** What an adapter may take past the time it was given, before it counts as silent. */
  answerGraceMs: 5000,
  /** One question to the mailbox of a PLC's program what became of an attempt. */
  settleWithinMs: 10_000,
  /** Read-back of a point whose description does not say how long. */
  readBackMs: 2000,
  /** Pace of a read-back, doubling from the first to the second. */
  pollMinMs: 20,
  pollMaxMs: 500,
  /** An attempt whose device cannot be read for this long ends as unknown. */
  resolveMs: 30_000,
  /** The file of alarm conditions is written this often at most. */
  alarmFileEveryMs: 500,
  /** One kind of garbage is logged this often at most; all of it is counted. */
  garbageLogMs: 10_000,
} as const;
