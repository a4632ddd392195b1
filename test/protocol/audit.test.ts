import assert from "node:assert/strict";
import {
  type AuditSummary,
  checkBlock,
  type CodedError,
  concatBytes,
  encode,
  type Envelope,
  isCoded,
  LogAudit,
  type Site,
  startOf,
  toHex,
  type VerifySignature,
  wire,
  type WireBlock,
} from "@quorate/protocol";
import { nobleVerify } from "@quorate/protocol/noble";
import { nodeVerify } from "@quorate/protocol/node";
import {
  alarmOf,
  auditSite,
  ChainWriter,
  denyOf,
  exported,
  type ExportedLog,
  goodChain,
  newAction,
  type Part,
  reportOf,
} from "./audit-log.ts";
import { ballotOf, chain, newCommand, permitOf, signerOf } from "./sealed.ts";

const site = auditSite();

/** Every byte is changed below; what was verified once need not be again. */
const remembering = (): VerifySignature => {
  const known = new Map<string, boolean>();
  return (key, message, signature) => {
    const name = [key, message, signature].map((bytes) => toHex(bytes)).join(" ");
    const before = known.get(name) ?? nodeVerify(key, message, signature);
    known.set(name, before);
    return before;
  };
};
const verify = remembering();

const audit = (bytes: Uint8Array, of: Site = site): AuditSummary => {
  const auditor = new LogAudit(of, verify);
  auditor.take(bytes);
  return auditor.end();
};

const faultOf = (bytes: Uint8Array, of: Site = site): CodedError => {
  try {
    audit(bytes, of);
  } catch (error) {
    assert.ok(isCoded(error), `not a coded error: ${String(error)}`);
    return error;
  }
  return assert.fail("the audit found nothing");
};

const refused = (blocks: readonly WireBlock[], code: string, message: RegExp): void => {
  const fault = faultOf(exported(blocks).bytes);
  assert.match(fault.message, message);
  assert.equal(fault.code, code);
};

const changed = (bytes: Uint8Array, at: number, mask: number): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] as number) ^ mask;
  return copy;
};

/** What a message about a fault in this part has to name. */
const namesPart = (part: Part, prefix: boolean): RegExp => {
  if (prefix) return new RegExp(`^(record at byte ${part.from}\\b|head\\b|tail\\b)`);
  if (part.name === "block") return new RegExp(`\\bblock ${part.block}\\b`);
  return new RegExp(`^${part.name}\\b`);
};

const checkByte = ({ bytes }: ExportedLog, part: Part, at: number, mask: number): void => {
  const { message, code } = faultOf(changed(bytes, at, mask));
  const prefix = at < part.from + 4;
  const where = `byte ${at} of ${part.name} ${part.block}: ${message}`;
  assert.match(message, namesPart(part, prefix), where);
  assert.match(code, /^AUDIT_(RECORD|HEAD|BLOCK|BALLOT|ENTRY|TAIL)$/);
};

const withBlock = (number: number, change: (block: WireBlock) => WireBlock): WireBlock[] =>
  goodChain().blocks.map((block, index) => (index + 1 === number ? change(block) : block));

describe("audit: a whole log", () => {
  it("stands, and is counted", () => {
    const { bytes } = exported(goodChain().blocks);
    const { blocks, entries, fromUs, toUs } = audit(bytes);
    assert.deepEqual([blocks, entries], [4, 9]);
    assert.ok(fromUs > 0 && toUs > fromUs);
  });

  it("stands in whatever pieces it is read, and with the browser's verifier", () => {
    const { bytes } = exported(goodChain().blocks);
    const whole = audit(bytes);
    for (const size of [1, 3, 64, 1000]) {
      const auditor = new LogAudit(site, verify);
      for (let at = 0; at < bytes.length; at += size) auditor.take(bytes.subarray(at, at + size));
      assert.deepEqual(auditor.end(), whole);
    }
    const browsers = new LogAudit(site, nobleVerify);
    browsers.take(bytes);
    assert.deepEqual(browsers.end(), whole);
  });

  it("may be empty", () => {
    assert.deepEqual(audit(exported([]).bytes), {
      ...{ blocks: 0, entries: 0, equivocations: [], fromUs: 0, toUs: 0, last: site.chain },
    });
  });
});

describe("audit: one byte is another", () => {
  it("every single byte of a small export, lowest and highest bit", function () {
    this.timeout(120_000);
    const small = new ChainWriter().add([permitOf(newCommand())]);
    const log = exported(small.blocks);
    for (const part of log.parts)
      for (let at = part.from; at < part.to; at += 1)
        for (const mask of [0x01, 0x80]) checkByte(log, part, at, mask);
  });

  it("every seventh byte of a log with all kinds of entries", function () {
    this.timeout(120_000);
    const log = exported(goodChain().blocks);
    for (const part of log.parts)
      for (let at = part.from; at < part.to; at += 7) checkByte(log, part, at, 0x10);
  });

  it("every end that is missing", function () {
    this.timeout(120_000);
    const { bytes } = exported(new ChainWriter().add([permitOf(newCommand())]).blocks);
    for (let length = 0; length < bytes.length; length += 1) {
      const { code } = faultOf(bytes.subarray(0, length));
      assert.match(code, /^AUDIT_(RECORD|HEAD|TAIL)$/, `cut after ${length} bytes`);
    }
  });
});

describe("audit: head and tail", () => {
  it("another site's file", () => {
    const other = { ...site, chain: toHex(new Uint8Array(32).fill(7)) };
    const { message, code } = faultOf(exported([]).bytes, other);
    assert.equal(code, "AUDIT_HEAD");
    assert.match(message, /^head: it names chain [0-9a-f]{16}…, the site file makes 0707/);
  });

  it("a block is left out at the end, and the tail is not made again", () => {
    const { bytes, parts } = exported(goodChain().blocks);
    const [last, tail] = parts.slice(-2) as [Part, Part];
    const short = concatBytes(bytes.subarray(0, last.from), bytes.subarray(tail.from));
    assert.match(faultOf(short).message, /^tail .*it counts 4 blocks, there are 3$/);
  });

  it("something stands behind the tail", () => {
    const { bytes } = exported(goodChain().blocks);
    const block = (goodChain().blocks[0] as WireBlock).header;
    const more = concatBytes(Uint8Array.of(0, 0, 0, block.length), block);
    for (const behind of [more, Uint8Array.of(0), new Uint8Array(8).fill(255)]) {
      const { message } = faultOf(concatBytes(bytes, behind));
      assert.match(message, /^tail \(record at byte \d+\): the file goes on$/);
    }
  });
});

describe("audit: blocks", () => {
  it("one is missing in between, or two change places", () => {
    const { blocks } = goodChain();
    const [first, second, third, fourth] = blocks as [WireBlock, WireBlock, WireBlock, WireBlock];
    refused([first, third, fourth], "AUDIT_BLOCK", /^block 2: its number is 3$/);
    refused([first, third, second, fourth], "AUDIT_BLOCK", /^block 2: its number is 3$/);
  });

  it("signed blocks that do not join on", () => {
    const items = [permitOf(newCommand())];
    const bad = (header: object): readonly WireBlock[] =>
      new ChainWriter().add([denyOf(newCommand())]).add(items, { header }).blocks;
    const other = "ab".repeat(32);
    refused(bad({ chain: other }), "AUDIT_BLOCK", /^block 2: it belongs to another chain$/);
    refused(bad({ previous: other }), "AUDIT_BLOCK", /^block 2: .*hash of the block before it$/);
    refused(bad({ firstSequence: 5 }), "AUDIT_BLOCK", /^block 2: its first sequence is 5, not 2$/);
    refused(bad({ timeUs: 1 }), "AUDIT_BLOCK", /^block 2: its time is before/);
    refused(bad({ entries: 2 }), "AUDIT_BLOCK", /^block 2: 1 entries, its header says 2$/);
  });

  it("a header that nobody signed", () => {
    const blocks = withBlock(3, (block) => ({
      ...block,
      header: changed(block.header, block.header.length - 1, 1),
    }));
    const reason = /^block 3: its header is not the one that the ballots are over$/;
    refused(blocks, "AUDIT_BLOCK", reason);
  });
});

describe("audit: blocks without entries", () => {
  const between = (header: object = {}): readonly WireBlock[] =>
    new ChainWriter()
      .add([])
      .add([denyOf(newCommand())])
      .add([], { header })
      .add([denyOf(newCommand())]).blocks;

  it("join on like any other, and take no sequence", () => {
    const { blocks, entries } = audit(exported(between()).bytes);
    assert.deepEqual([blocks, entries], [4, 2]);
  });

  it("under another root than that of nothing, or one that should have some", () => {
    const root = "ab".repeat(32);
    refused(between({ root }), "AUDIT_BLOCK", /^block 3: .* its root is not that of none$/);
    refused(between({ entries: 1 }), "AUDIT_BLOCK", /^block 3: 0 entries, its header says 1$/);
    const emptied = withBlock(3, (block) => ({ ...block, entries: [] }));
    refused(emptied, "AUDIT_BLOCK", /^block 3: 0 entries, its header says 3$/);
  });

  it("need the ballots of a quorum", () => {
    const { blocks } = new ChainWriter().add([], { signers: [0, 1] });
    refused(blocks, "AUDIT_BALLOT", /^block 1, ballots: 2 of 4 agents are no quorum$/);
  });
});

describe("audit: ballots", () => {
  const block = (change: (ballots: readonly Envelope[], block: WireBlock) => Envelope[]) =>
    withBlock(3, (one) => ({ ...one, ballots: change(one.ballots, one) }));

  it("too few, one twice, one of a stranger, one of another block", () => {
    const few = block(([first, second]) => [first, second] as Envelope[]);
    refused(few, "AUDIT_BALLOT", /^block 3, ballots: 2 of 4 agents are no quorum$/);
    const twice = block(([first, second]) => [first, first, second] as Envelope[]);
    refused(twice, "AUDIT_BALLOT", /^block 3, ballot of agent0: it stands there twice$/);
    const strange = block(([first, second], one) => [
      ...([first, second] as Envelope[]),
      ballotOf(one, 2, { signer: signerOf("stranger") }),
    ]);
    refused(strange, "AUDIT_BALLOT", /^block 3, ballot of agent2: BALLOT_SIGNATURE/);
    const outside = block((ballots, one) => [...ballots, ballotOf(one, 9)]);
    refused(outside, "AUDIT_BALLOT", /^block 3, ballot of agent 9: BALLOT_ROSTER/);
    const elsewhere = goodChain().blocks[0] as WireBlock;
    const mixed = block((ballots) => [...ballots.slice(0, 2), ballotOf(elsewhere, 2)]);
    refused(mixed, "AUDIT_BALLOT", /^block 3, ballot of agent2: not over this block's header$/);
  });

  it("a signature of another ballot", () => {
    const swapped = block(([first, second, third]) => [
      ...([first, second] as Envelope[]),
      { ...(third as Envelope), signature: (second as Envelope).signature },
    ]);
    refused(swapped, "AUDIT_BALLOT", /^block 3, ballot of agent3: BALLOT_SIGNATURE/);
  });
});

describe("audit: entries, even when a quorum signed them", () => {
  const chainOf = (...blocks: Parameters<ChainWriter["add"]>[0][]): readonly WireBlock[] =>
    blocks.reduce((writer, items) => writer.add(items), new ChainWriter()).blocks;

  it("one that is not under the root", () => {
    const items = [permitOf(newCommand())];
    const late = (entries: readonly Uint8Array[]): Uint8Array[] =>
      entries.map((bytes) => {
        const entry = wire.Entry.decode(bytes);
        return encode(wire.Entry, { ...entry, timeUs: Number(entry.timeUs) + 1 });
      });
    const one = new ChainWriter().add(items, { entries: late }).blocks;
    const text = /^block 1, entry 1 \(sequence 1\): not under the block's root$/;
    refused(one, "AUDIT_ENTRY", text);
    const two = new ChainWriter().add([...items, denyOf(newCommand())], { entries: late }).blocks;
    refused(two, "AUDIT_ENTRY", /^block 1, entries 1 to 2 \(sequences 1 to 2\): at least one/);
  });

  it("a command nobody signed, by nobody known, under another id", () => {
    const [good, other] = [newCommand(), newCommand()];
    const unsigned = { ...good, signature: other.signature };
    refused(chainOf([permitOf(unsigned)]), "AUDIT_ENTRY", /^block 1, entry 1 .*COMMAND_SIGNATURE/);
    const stranger = newCommand({}, "stranger");
    refused(chainOf([permitOf(stranger)]), "AUDIT_ENTRY", /entry 1 .*COMMAND_KEY_UNKNOWN/);
    const renamed = { ...permitOf(good), id: "cd".repeat(32) } as ReturnType<typeof permitOf>;
    refused(chainOf([denyOf(other), renamed]), "AUDIT_ENTRY", /entry 2 \(sequence 2\): VERDICT_ID/);
  });

  it("a learner takes the ballots for the signatures inside, and nothing for the ballots", () => {
    const learn = (block: WireBlock) =>
      checkBlock({ chain, verify }, site, block, { after: startOf(site), trustsBallots: true });
    const [good, other] = [newCommand(), newCommand()];
    const [block] = chainOf([permitOf({ ...good, signature: other.signature })]);
    assert.ok(block !== undefined);
    assert.equal(learn(block).next.number, 2);
    const [first, ...rest] = block.ballots;
    const forged = { ...(first as Envelope), signature: (rest[0] as Envelope).signature };
    assert.throws(() => learn({ ...block, ballots: [forged, ...rest] }), { code: "AUDIT_BALLOT" });
    assert.throws(() => learn({ ...block, ballots: rest.slice(1) }), { code: "AUDIT_BALLOT" });
  });

  it("an alarm action nobody signed, by nobody known, under another id", () => {
    const good = newAction();
    const unsigned = { ...good, signature: newAction("bo").signature };
    refused(chainOf([alarmOf(unsigned)]), "AUDIT_ENTRY", /^block 1, entry 1 .*ALARM_SIGNATURE/);
    const stranger = alarmOf(newAction("stranger"));
    refused(chainOf([stranger]), "AUDIT_ENTRY", /entry 1 .*ALARM_KEY_UNKNOWN/);
    const renamed = alarmOf(good, { id: "cd".repeat(32) });
    refused(chainOf([alarmOf(good), renamed]), "AUDIT_ENTRY", /entry 2 .*VERDICT_ID/);
  });

  it("a report that its guard did not sign, or of a command that is not open", () => {
    const command = newCommand();
    const forged = reportOf(command, {}, "far-guard");
    const blocks = chainOf([permitOf(command)], [forged]);
    refused(blocks, "AUDIT_ENTRY", /^block 2, entry 1 .*REPORT_GUARD/);
    const twice = chainOf([permitOf(command)], [reportOf(command)], [reportOf(command)]);
    refused(twice, "AUDIT_ENTRY", /^block 3, entry 1 \(sequence 3\): REPORT_UNKNOWN/);
  });

  it("a gap in a device's chain, or a wrong predecessor", () => {
    const [first, second] = [newCommand(), newCommand()];
    const gap = chainOf([permitOf(first), permitOf(second, 3, "")]);
    refused(gap, "AUDIT_ENTRY", /^block 1, entry 2 \(sequence 2\): DEVICE_SEQUENCE/);
    const wrong = chainOf([permitOf(first), permitOf(second, 2, "ef".repeat(32))]);
    refused(wrong, "AUDIT_ENTRY", /^block 1, entry 2 \(sequence 2\): DEVICE_PREVIOUS/);
  });
});
