import assert from "node:assert/strict";
import {
  type Envelope,
  readEvent,
  signApproval,
  signCommand,
  signReport,
  toHex,
  type Verified,
  type SignedEvent,
  verifyEvent,
  type WireTransaction,
} from "@quorate/protocol";
import { nodeVerify } from "@quorate/protocol/node";
import { Order, type Round } from "../../edge-agent/src/order.ts";
import { Transactions } from "../../edge-agent/src/transactions.ts";
import { type MadeEvent, makeEvent } from "./lone.ts";
import { beginMs, chain, context, edgeSite, keyOf, signerOf } from "./site.ts";

const command = (value: number): Envelope =>
  signCommand(chain, signerOf("ann"), {
    ...{ device: "tank", writes: [{ point: "set", value }], notAfterMs: beginMs + 10_000 },
    nonce: new Uint8Array(16),
  });

const carrying = (...commands: readonly Envelope[]): WireTransaction[] =>
  commands.map((one) => ({ command: one }) as WireTransaction);

const opened = ({ envelope, creator }: MadeEvent): Verified<SignedEvent> =>
  verifyEvent(context, readEvent(chain, envelope), keyOf(`agent${creator}`));

/** Laps in which every agent makes an event over all events of the lap before. */
const laps = (count: number, payload: (lap: number, agent: number) => WireTransaction[]) => {
  const made: MadeEvent[][] = [];
  for (let lap = 0; lap < count; lap += 1) {
    const before = made.at(-1) ?? [];
    made.push(
      [0, 1, 2, 3].map((creator) => {
        const own = before.filter((one) => one.creator === creator);
        const parents = [...own, ...before.filter((one) => one.creator !== creator)];
        const timeUs = beginMs * 1000 + lap * 1000 + creator;
        const transactions = payload(lap, creator);
        return makeEvent({ creator, sequence: lap + 1, parents, timeUs, transactions });
      }),
    );
  }
  return made.flat();
};

describe("order: payload", () => {
  it("every ordered event comes with what it carried, once, the same for everybody", () => {
    const events = laps(12, (lap, agent) => carrying(command(10 * lap + agent)));
    const bodies = (order: readonly MadeEvent[]): string[] => {
      const one = new Order(4);
      return order
        .flatMap((event) => one.insert(opened(event)))
        .flatMap((round: Round) => round.events)
        .flatMap(({ event }) => event.transactions)
        .map((carried) => toHex(carried.command?.body ?? chain));
    };
    const first = bodies(events);
    assert.ok(first.length >= 20, `${first.length} ordered`);
    assert.equal(new Set(first).size, first.length);
    const otherOrder = [...events].sort(
      (left, right) => left.sequence - right.sequence || right.creator - left.creator,
    );
    assert.deepEqual(bodies(otherOrder), first);
  });

  it("rounds carry time and judges", () => {
    const one = new Order(4);
    const rounds = laps(12, () => []).flatMap((event) => one.insert(opened(event)));
    assert.ok(rounds.length >= 3);
    for (const { judges, fewJudges, stale } of rounds) {
      assert.equal(judges, 4);
      assert.ok(!fewJudges);
      assert.deepEqual(stale, []);
    }
    const times = rounds.map(({ timeUs }) => timeUs);
    assert.deepEqual(times, [...times].sort((a, b) => a - b));
  });

  it("what is not ordered yet is there to be asked for", () => {
    const one = new Order(4);
    const events = laps(12, (lap) => (lap === 11 ? carrying(command(1)) : []));
    for (const event of events) one.insert(opened(event));
    assert.equal([...one.unordered()].length, 4);
  });

  it("events that wait are counted, and their bytes, until a round orders them (S9)", () => {
    const one = new Order(4);
    const events = laps(12, (lap, agent) => carrying(command(10 * lap + agent)));
    const waiting = new Map<string, number>();
    for (const event of events) {
      waiting.set(event.hash, event.envelope.body.length);
      const rounds = one.insert(opened(event));
      for (const round of rounds) for (const { event } of round.events) waiting.delete(event.hash);
      assert.equal(one.waiting, waiting.size);
      assert.equal(one.waitingBytes, [...waiting.values()].reduce((sum, one) => sum + one, 0));
    }
    assert.ok(waiting.size <= events.length - 16, `${waiting.size} wait`);
    const bytes = one.waitingBytes;
    one.insert(opened(events.at(-1) as MadeEvent));
    assert.equal(one.waitingBytes, bytes, "the same one again");
  });
});

describe("order: what counts of it", () => {
  const site = edgeSite();
  const check = (transaction: Partial<WireTransaction>) =>
    new Transactions(site, context).check(transaction as WireTransaction);
  const given = command(1);
  const id = new Transactions(site, context).id({ command: given } as WireTransaction);
  const report = (by: string, device = "tank"): Envelope =>
    signReport(chain, signerOf(by), {
      ...{ device, deviceSequence: 1, id, outcome: "confirmed", code: "", detail: "" },
      ...{ points: [], writtenMs: 0, finishedMs: 0, closing: "" },
    });

  it("a signed command of an operator or a gateway", () => {
    assert.equal(check({ command: given })?.kind, "command");
    const fields = { device: "tank", writes: [{ point: "set", value: 1 }] };
    const by = (name: string): Envelope =>
      signCommand(chain, signerOf(name), { ...fields, notAfterMs: 1, nonce: new Uint8Array(16) });
    assert.equal(check({ command: by("gateway") })?.kind, "command");
    for (const name of ["mallory", "desk", "agent0", "g"])
      assert.equal(check({ command: by(name) }), null, name);
  });

  it("no command under another signature", () => {
    const signature = command(2).signature;
    assert.equal(check({ command: { body: given.body, signature } }), null);
    assert.equal(check({ command: { body: given.body, signature: new Uint8Array() } }), null);
  });

  it("a bad signature that comes first does not spoil the good one", () => {
    const transactions = new Transactions(site, context);
    const forged = { command: { body: given.body, signature: new Uint8Array(64) } };
    assert.equal(transactions.check(forged as WireTransaction), null);
    assert.equal(transactions.check({ command: given } as WireTransaction)?.kind, "command");
    assert.equal(transactions.check(forged as WireTransaction), null);
  });

  it("is checked once in some rounds, whatever events carry copies of it", () => {
    let verified = 0;
    const counting = { ...context, verify: () => (verified += 1) > 0 };
    const transactions = new Transactions(site, counting);
    const copy = (): boolean =>
      transactions.check({ command: { ...given } } as WireTransaction)?.kind === "command";
    for (let round = 0; round < 100; round += 1) {
      assert.ok(copy());
      transactions.roundOver();
    }
    assert.equal(verified, 1);
    // What is decoded is let go of: it is large, and there are many.
    for (let round = 0; round < 100; round += 1) transactions.roundOver();
    assert.ok(copy());
    assert.equal(verified, 2);
  });

  it("a report of the guard that owns the device alone", () => {
    assert.equal(check({ report: report("g") })?.kind, "report");
    assert.equal(check({ report: report("far-guard") }), null);
    assert.equal(check({ report: report("far-guard", "far") })?.kind, "report");
    assert.equal(check({ report: report("g", "none") }), null);
    assert.equal(check({ report: report("mallory") }), null);
  });

  it("a signed approval; who may approve is for the machine to judge", () => {
    const approval = signApproval(chain, signerOf("bob"), id);
    assert.equal(check({ approval })?.kind, "approval");
    assert.equal(check({ approval: { ...approval, signature: given.signature } }), null);
  });

  it("no signature of another length: it would be remembered by its bytes (S9)", () => {
    for (const length of [0, 63, 65, 1_000_000]) {
      const forged = { body: given.body, signature: new Uint8Array(length) };
      assert.equal(check({ command: forged }), null);
    }
  });

  it("nothing malformed, and no transaction of no kind", () => {
    const garbage = { body: Uint8Array.of(1), signature: new Uint8Array(64) };
    for (const kind of ["command", "approval", "report", "ballot"] as const)
      assert.equal(check({ [kind]: garbage }), null);
    assert.equal(check({}), null);
    assert.equal(new Transactions(site, context).id({} as WireTransaction), "");
  });

  it("looks at each signature once", () => {
    let looks = 0;
    const counting = {
      chain,
      verify: (...given: Parameters<typeof nodeVerify>) => {
        looks += 1;
        return nodeVerify(...given);
      },
    };
    const transactions = new Transactions(site, counting);
    for (let turn = 0; turn < 5; turn += 1)
      transactions.check({ command: given } as WireTransaction);
    assert.equal(looks, 1);
  });
});
