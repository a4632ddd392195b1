import assert from "node:assert/strict";
import {
  encode,
  type Envelope,
  eventHash,
  type EventFields,
  limits,
  readEvent,
  seal,
  sha256,
  signEvent,
  toHex,
  utf8,
  verifyEvent,
  wire,
  type WireTransaction,
} from "@quorate/protocol";
import fc from "fast-check";
import {
  chain,
  context,
  keyOf,
  newCommand,
  otherChain,
  record,
  signerOf,
  throwsCode,
} from "./sealed.ts";

const signer = signerOf("agent0");
const hash = toHex(sha256(utf8("parent")));
const safe = fc.nat(Number.MAX_SAFE_INTEGER);

const parent = record({
  hash: fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex),
  creator: fc.nat(30),
  sequence: safe,
  birthRound: safe,
});
const fields = record({
  ...{ creator: fc.nat(2 ** 32 - 1), sequence: safe, birthRound: safe, timeUs: safe },
  coin: fc.nat(2 ** 32 - 1),
  parents: fc.array(parent, { maxLength: 8 }),
});

const event: EventFields = {
  ...{ creator: 0, sequence: 2, birthRound: 1, timeUs: 5, coin: 9 },
  parents: [{ hash, creator: 0, sequence: 1, birthRound: 1 }],
  transactions: [{ command: newCommand() } as WireTransaction],
};

/** An event as no codec of ours would write it, with a good signature. */
const raw = (message: Record<string, unknown>): Envelope => {
  const given = { ...event, parents: [], transactions: [], ...message };
  return seal("quorate/event/v1", chain, encode(wire.Event, given), signer);
};

describe("event", () => {
  it("comes back as it was signed", () => {
    fc.assert(
      fc.property(fields, (given) => {
        const { transactions } = event;
        const envelope = signEvent(chain, signer, { ...given, transactions });
        const back = readEvent(chain, envelope);
        verifyEvent(context, back, keyOf("agent0"));
        const { hash: itsHash, envelope: itsEnvelope, transactions: carried, ...rest } = back;
        assert.deepEqual(rest, given);
        assert.equal(itsHash, eventHash(chain, envelope));
        assert.equal(itsEnvelope, envelope);
        const [first] = carried;
        assert.equal(carried.length, 1);
        const sent = transactions[0]?.command?.body as Uint8Array;
        assert.equal(toHex(first?.command?.body ?? chain), toHex(sent));
      }),
      { numRuns: 50 },
    );
  });

  it("hash: of the signed bytes and the chain, not of the signature", () => {
    const envelope = signEvent(chain, signer, event);
    const other = signEvent(chain, signer, { ...event, coin: 10 });
    const hashes = [eventHash(chain, envelope), eventHash(chain, other)];
    hashes.push(eventHash(otherChain, envelope));
    assert.equal(new Set(hashes).size, 3);
    assert.equal(eventHash(chain, { ...envelope, signature: new Uint8Array() }), hashes[0]);
  });

  it("refuses the key of another agent", () => {
    const back = readEvent(chain, signEvent(chain, signer, event));
    throwsCode("EVENT_SIGNATURE", () => verifyEvent(context, back, keyOf("agent1")));
  });

  it("refuses a signature made for another chain", () => {
    const back = readEvent(chain, signEvent(otherChain, signer, event));
    throwsCode("EVENT_SIGNATURE", () => verifyEvent(context, back, keyOf("agent0")));
  });

  it("refuses a signature made for a ballot", () => {
    const { body } = signEvent(chain, signer, event);
    const back = readEvent(chain, seal("quorate/ballot/v1", chain, body, signer));
    throwsCode("EVENT_SIGNATURE", () => verifyEvent(context, back, keyOf("agent0")));
  });

  it("refuses a changed coin: the coin is signed", () => {
    const { signature } = signEvent(chain, signer, event);
    const { body } = signEvent(chain, signer, { ...event, coin: 8 });
    const back = readEvent(chain, { body, signature });
    throwsCode("EVENT_SIGNATURE", () => verifyEvent(context, back, keyOf("agent0")));
  });

  it("refuses too many bytes", () => {
    const body = new Uint8Array(limits.eventBytes + 1);
    throwsCode("GOSSIP_EVENT_SIZE", () => readEvent(chain, { body, signature: body }));
  });

  it("refuses too many transactions", () => {
    const transactions = Array.from({ length: limits.eventTransactions + 1 }, () => ({}));
    throwsCode("GOSSIP_EVENT_SIZE", () => readEvent(chain, raw({ transactions })));
    const most = transactions.slice(1);
    assert.equal(readEvent(chain, raw({ transactions: most })).transactions.length, most.length);
  });

  it("refuses a parent's hash of another length", () => {
    for (const length of [0, 31, 33]) {
      const parents = [{ hash: new Uint8Array(length), creator: 1, sequence: 1, birthRound: 1 }];
      throwsCode("GOSSIP_EVENT", () => readEvent(chain, raw({ parents })));
    }
  });

  for (const name of ["sequence", "birthRound", "timeUs"])
    it(`refuses a ${name} past exact integers`, () =>
      throwsCode("GOSSIP_EVENT", () => readEvent(chain, raw({ [name]: 2 ** 53 }))));

  for (const name of ["sequence", "birthRound"])
    it(`refuses a parent's ${name} past exact integers`, () => {
      const past = { hash: chain, creator: 1, sequence: 1, birthRound: 1, [name]: 2 ** 53 };
      throwsCode("GOSSIP_EVENT", () => readEvent(chain, raw({ parents: [past] })));
    });

  it("refuses garbage", () => {
    const garbage = { body: Uint8Array.of(8), signature: new Uint8Array(64) };
    throwsCode("GOSSIP_DECODE", () => readEvent(chain, garbage));
  });
});
