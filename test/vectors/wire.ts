import { encode, hexBytes, sha256, toHex, utf8, wire } from "@quorate/protocol";
import { makeVectors } from "./messages.ts";

// What test/vectors/wire.json is made from: every message that messages.json does not sign, with
// every field set. The signed ones stand in it as they are there.

const signed = makeVectors();
const hashOf = (name: string): Uint8Array => sha256(utf8(name));
const timeUs = 1_767_225_600_123_456;
const timeMs = 1_767_225_600_123;

const envelopeOf = (name: string): object => {
  const { body, signature } = signed.messages[name] as { body: string; signature: string };
  return { body: hexBytes(body), signature: hexBytes(signature) };
};

const [verdict = "", closing = "", reported = ""] = signed.entries;
const header = hexBytes(signed.blockHeader.bytes);
const block = {
  header,
  entries: [verdict, closing, reported].map(hexBytes),
  ballots: [envelopeOf("ballot")],
};
const tip = { hash: hashOf("tip"), sequence: 300 };
const equivocation = { first: envelopeOf("event"), second: envelopeOf("event") };
const certificate = {
  ...{ entry: hexBytes(verdict), index: 1, path: [hashOf("sibling"), hashOf("uncle")] },
  ballots: [envelopeOf("ballot")],
};

/** Each kind of frame by the name of its field. */
const frames: Readonly<Record<string, object>> = {
  tips: {
    tips: [tip, { hash: new Uint8Array(), sequence: 0 }],
    ...{ decidedRound: 61, block: 5, clockUs: timeUs, reply: true },
    ...{ keptFrom: 9, snapshot: 4, neededFrom: 12 },
  },
  events: { events: [envelopeOf("event")], more: true },
  want: { hashes: [hashOf("one"), hashOf("other")] },
  ballots: { ballots: [envelopeOf("ballot")] },
  clockRequest: { nonce: hashOf("nonce").slice(0, 16) },
  clockAnswer: { nonce: hashOf("nonce").slice(0, 16), clockUs: timeUs },
  certificates: {
    certificates: [certificate, { ...certificate, ballots: [] }],
    ballots: [envelopeOf("ballot")],
  },
  fence: { device: "intake", deviceSequence: 7, id: hashOf("command"), catchUp: true },
  ordered: { device: "intake", deviceSequence: 7 },
  report: envelopeOf("report"),
  reading: envelopeOf("reading"),
  submit: { command: envelopeOf("command"), place: 1 },
  progress: {
    ...{ id: hashOf("command"), stage: "ended", outcome: "failed", code: "READ_BACK" },
    ...{ detail: "it is 40", timeMs, sequence: 20, block: 5, ballots: 3 },
    report: envelopeOf("report"),
  },
  watch: { id: hashOf("command") },
  query: { blocks: { from: 5, fromSequence: 20, limit: 16 } },
  answer: {
    ...{ json: "{}", readings: [envelopeOf("reading")], blocks: [block], lastBlock: 5 },
    ...{ code: "API_QUERY", detail: "none", equivocations: [equivocation] },
  },
  wantSnapshot: { block: 4, part: 2 },
  snapshot: { block: 4, part: 2, bytes: Uint8Array.of(1, 2, 3) },
  wantBlocks: { from: 6 },
  blocks: { blocks: [block] },
  wantOwn: {},
  own: { event: envelopeOf("event") },
};

const loss = { resumed: true, after: 299, over: true, votedBlock: 5 };

const alone: Readonly<Record<string, object>> = {
  Transaction: { approval: envelopeOf("approval") },
  Submit: { approval: envelopeOf("approval") },
  Query: { status: true },
  Block: block,
  Certificate: certificate,
  StateClock: {
    ...{ round: 61, timeUs, block: 5, previous: hashOf("block 5"), nextSequence: 23 },
  },
  StateDevice: { deviceSequence: 7, last: hashOf("command"), open: 2 },
  StateCommand: {
    ...{ device: "intake", deviceSequence: 7, notAfterMs: timeMs, orderedUs: timeUs, block: 5 },
    ...{ sequence: 20, previous: hashOf("before"), vetoes: 4 },
    ...{ closing: "POLICY_EXPIRED", closingBlock: 6, closingSequence: 24 },
    ...{ command: envelopeOf("command"), approvals: [hashOf("ann"), hashOf("bob")] },
    ...{ orderedRound: 60, reasons: ["agent2: INTERLOCK the pump must not run dry"] },
  },
  StateSeen: { untilUs: timeUs },
  StateRate: { timesUs: [timeUs, timeUs + 1] },
  StateDenials: { untilUs: timeUs },
  StateBlock: { header, ballots: 11 },
  StateAlarm: {
    ...{ acknowledgedMs: timeMs, acknowledgedBy: hashOf("ann"), acknowledgedUs: timeUs },
    ...{ shelvedUntilMs: timeMs + 60_000, shelvedBy: hashOf("bob"), shelvedReason: "being mended" },
    ...{ outOfServiceBy: hashOf("bob"), outOfServiceReason: "taken out", outOfServiceUs: timeUs },
  },
  StateConsensus: {
    ...{ orderedEvents: 1234, timeUs, judges: [hashOf("judge 0"), hashOf("judge 1")] },
    ...{ minimumBirthRounds: [57, 58, 300], sequences: [300, 0, 281, 5] },
  },
  StateEntry: { key: "clock", value: Uint8Array.of(8, 61) },
  SnapshotHead: { header, ballots: [envelopeOf("ballot")], parts: 2 },
  SnapshotPart: {
    entries: [{ key: "clock", value: Uint8Array.of(8, 61) }],
    blocks: [block],
  },
  SnapshotOwn: {
    tip: { hash: hashOf("tip"), creator: 2, sequence: 300, birthRound: 70 },
    ...{ tipTimeUs: timeUs, votedBlock: 5, loss, newest: [envelopeOf("event")], agent: 3 },
  },
  Loss: loss,
  LogHead: { format: "quorate-log/1", chain: hexBytes(signed.chain), site: "vectors" },
  LogTail: { blocks: 5, sha256: hashOf("file"), equivocations: [equivocation] },
};

/** Bytes of each frame by its field, and of each other message by its name. */
export interface WireVectors {
  readonly frames: Readonly<Record<string, string>>;
  readonly messages: Readonly<Record<string, string>>;
}

const codecs = wire as unknown as Readonly<Record<string, typeof wire.Frame>>;
export const codecOf = (name: string): typeof wire.Frame => codecs[name] as typeof wire.Frame;

export const makeWire = (): WireVectors => ({
  frames: Object.fromEntries(
    Object.entries(frames).map(([kind, message]) => [
      kind,
      toHex(encode(wire.Frame, { request: kind === "answer" ? 300 : 0, [kind]: message })),
    ]),
  ),
  messages: Object.fromEntries(
    Object.entries(alone).map(([name, message]) => [name, toHex(encode(codecOf(name), message))]),
  ),
});
