import {
  blockHash,
  commandId,
  digest,
  type Domain,
  encode,
  encodeEntry,
  encodeHeader,
  encodeReport,
  type Envelope,
  hexBytes,
  merklePath,
  merkleRoot,
  merkleTree,
  type Report,
  sha256,
  signAlarmAction,
  signApproval,
  signBallot,
  signCommand,
  type Signer,
  signEvent,
  signReading,
  signReport,
  signReports,
  toHex,
  utf8,
  wire,
  type WireTransaction,
} from "@quorate/protocol";
import { nobleSigner } from "@quorate/protocol/noble";

// What test/vectors/messages.json is made from. Everything is fixed: seeds, chain, times, nonces.

export const chainHex = toHex(sha256(utf8("quorate test vectors")));
const chain = hexBytes(chainHex);
const timeMs = 1_767_225_600_000;

export const seedOf = (name: string): string => toHex(sha256(utf8(`vector ${name}`)));
const signerOf = (name: string): Signer => nobleSigner(hexBytes(seedOf(name)));

/** One signed message: what is signed is the domain, a zero byte, the chain and the body. */
export interface MessageVector {
  readonly domain: Domain;
  readonly signer: string;
  readonly seed: string;
  readonly publicKey: string;
  readonly body: string;
  readonly digest: string;
  readonly signature: string;
}

export interface Vectors {
  readonly chain: string;
  readonly messages: Readonly<Record<string, MessageVector>>;
  readonly blockHeader: { readonly bytes: string; readonly hash: string };
  readonly entries: readonly string[];
  readonly certificate: string;
  /** Three reports under one signature: the bodies, and the signature field of each. */
  readonly reportBatch: readonly { readonly body: string; readonly signature: string }[];
}

const vector = (domain: Domain, signer: string, { body, signature }: Envelope): MessageVector => ({
  ...{ domain, signer, seed: seedOf(signer), publicKey: toHex(signerOf(signer).publicKey) },
  ...{ body: toHex(body), digest: digest(domain, chain, body), signature: toHex(signature) },
});

const command = (): Envelope =>
  signCommand(chain, signerOf("ann"), {
    device: "intake",
    writes: [
      { point: "valve", value: 42.5 },
      { point: "pump", value: true },
      { point: "recipe", value: "°C und µm" },
    ],
    expect: [{ point: "valve", value: -0.125 }],
    notAfterMs: timeMs + 10_000,
    nonce: sha256(utf8("nonce")).slice(0, 16),
    reason: "shift change",
  });

const shelving = (): Envelope =>
  signAlarmAction(chain, signerOf("ann"), {
    ...{ alarm: "intake/level/highHigh", action: "shelve", untilMs: timeMs + 3_600_000 },
    ...{ reason: "Fühler getauscht", notAfterMs: timeMs + 10_000 },
    nonce: sha256(utf8("alarm nonce")).slice(0, 16),
  });

const event = (transactions: readonly WireTransaction[]): Envelope =>
  signEvent(chain, signerOf("agent0"), {
    ...{ creator: 0, sequence: 300, birthRound: 70, timeUs: timeMs * 1000, coin: 3_141_592_653 },
    parents: [
      { hash: toHex(sha256(utf8("self-parent"))), creator: 0, sequence: 299, birthRound: 70 },
      { hash: toHex(sha256(utf8("other parent"))), creator: 2, sequence: 281, birthRound: 69 },
    ],
    transactions,
  });

const reportFields = (id: string): Omit<Report, "guard"> => ({
  ...{ device: "intake", deviceSequence: 7, id, outcome: "failed", code: "READ_BACK" },
  ...{ detail: "valve-position is 40, not 42.5 within 1" },
  points: [
    { point: "valve", asked: 42.5, before: 0, after: 40, code: "READ_BACK" },
    { point: "pump", asked: true, before: false, code: "" },
  ],
  ...{ writtenMs: timeMs + 120, finishedMs: timeMs + 5120, closing: "" },
});

const report = (id: string): Envelope => signReport(chain, signerOf("guard"), reportFields(id));

const reportBatch = (id: string): Envelope[] => {
  const guard = signerOf("guard");
  const bodies = [7, 8, 9].map((deviceSequence) =>
    encodeReport(guard.publicKey, { ...reportFields(id), deviceSequence }),
  );
  return signReports(chain, guard, bodies);
};

const reading = (): Envelope =>
  signReading(chain, signerOf("guard"), {
    ...{ device: "intake", timeMs, up: true },
    samples: [
      { point: "level", value: 3.25, quality: "good", sourceTimeMs: timeMs, receivedTimeMs: 0 },
      {
        ...{ point: "valve", value: null, quality: "bad", reason: "STALE" },
        ...{ sourceTimeMs: timeMs - 1000, receivedTimeMs: 0 },
      },
    ],
  });

const entriesOf = (given: Envelope, id: string): Uint8Array[] => {
  const at = { timeUs: timeMs * 1000 + 5 };
  const previous = toHex(sha256(utf8("previous command")));
  const place = { id, deviceSequence: 7, previous };
  const verdict = { decision: "permit", code: "", detail: "", command: given } as const;
  const closing = { code: "POLICY_EXPIRED", detail: "", device: "intake" };
  return [
    encodeEntry({ sequence: 20, ...at, item: { kind: "verdict", ...place, ...verdict } }),
    encodeEntry({ sequence: 21, ...at, item: { kind: "closing", ...place, ...closing } }),
    encodeEntry({ sequence: 22, ...at, item: { kind: "report", report: report(id) } }),
  ];
};

/** Everything of messages.json. */
export const makeVectors = (): Vectors => {
  const given = command();
  const id = commandId(chain, given);
  const entries = entriesOf(given, id);
  const tree = merkleTree(entries);
  const header = encodeHeader({
    ...{ chain: chainHex, number: 5, previous: toHex(sha256(utf8("block 4"))), round: 61 },
    ...{ timeUs: timeMs * 1000 + 6, firstSequence: 20, entries: 3 },
    ...{ root: toHex(merkleRoot(tree)), stateRoot: toHex(sha256(utf8("state"))) },
  });
  const vetoes = [{ sequence: 22, code: "INTERLOCK", detail: "the pump must not run dry" }];
  const ballots = [0, 1, 3].map((agent) =>
    signBallot(chain, signerOf(`agent${agent}`), {
      ...{ agent, headerBytes: header, clockUs: timeMs * 1000 + agent },
      vetoes: agent === 3 ? vetoes : [],
    }),
  );
  const certificate = { entry: entries[0], index: 0, path: merklePath(tree, 0), ballots };
  const carried = event([{ command: given }, { ballot: ballots[0] }] as WireTransaction[]);
  return {
    chain: chainHex,
    messages: {
      alarm: vector("quorate/alarm/v1", "ann", shelving()),
      command: vector("quorate/command/v1", "ann", given),
      approval: vector("quorate/approval/v1", "bob", signApproval(chain, signerOf("bob"), id)),
      event: vector("quorate/event/v1", "agent0", carried),
      ballot: vector("quorate/ballot/v1", "agent3", ballots[2] as Envelope),
      report: vector("quorate/report/v1", "guard", report(id)),
      reading: vector("quorate/reading/v1", "guard", reading()),
    },
    blockHeader: { bytes: toHex(header), hash: blockHash(chain, header) },
    entries: entries.map(toHex),
    certificate: toHex(encode(wire.Certificate, certificate)),
    reportBatch: reportBatch(id).map(({ body, signature }) => ({
      ...{ body: toHex(body), signature: toHex(signature) },
    })),
  };
};
