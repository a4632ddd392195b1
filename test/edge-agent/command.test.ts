import assert from "node:assert/strict";
import { encode, isCoded, limits, type WireTransaction, wire } from "@quorate/protocol";
import fc from "fast-check";
import { Pool, type Pooled } from "../../edge-agent/src/command.ts";

const item = (number: number, rest: Partial<Pooled> = {}, bytes = 10): Pooled => {
  const command = { body: new Uint8Array(bytes).fill(number), signature: new Uint8Array(64) };
  const transaction = { command } as WireTransaction;
  return { id: `${number}`, transaction, weighty: true, ...rest };
};

const codeOf = (action: () => void): string => {
  try {
    action();
  } catch (error) {
    if (isCoded(error)) return error.code;
    throw error;
  }
  return "";
};

describe("command: pool", () => {
  it("gives out oldest first, once", () => {
    const pool = new Pool();
    for (const number of [3, 1, 2]) pool.add(item(number));
    assert.deepEqual(pool.take(10_000).map(({ id }) => id), ["3", "1", "2"]);
    assert.deepEqual(pool.take(10_000), []);
    assert.equal(pool.size, 0);
  });

  it("one id is one item", () => {
    const pool = new Pool();
    pool.add(item(1, { operator: "ann" }));
    pool.add(item(1, { operator: "ann" }));
    assert.equal(pool.size, 1);
    pool.drop("1");
    assert.equal(pool.size, 0);
    assert.ok(!pool.hasWeighty);
    pool.drop("1");
    assert.ok(!pool.hasWeighty);
  });

  it("what does not fit waits for the next event", () => {
    const pool = new Pool();
    for (let number = 0; number < 5; number += 1) pool.add(item(number, {}, 1000));
    const taken = pool.take(3300);
    assert.equal(taken.length, 3);
    const bytes = taken.map(({ transaction }) => encode(wire.Transaction, transaction).length);
    assert.ok(bytes.reduce((sum, one) => sum + one, 0) <= 3300);
    assert.equal(pool.size, 2);
  });

  it("at most as many as an event may carry", () => {
    const pool = new Pool();
    for (let number = 0; number < limits.eventTransactions + 5; number += 1)
      pool.add({ ...item(0), id: `${number}` });
    assert.equal(pool.take(limits.eventBytes).length, limits.eventTransactions);
    assert.equal(pool.size, 5);
  });

  it("one that fills more than its share goes alone, and blocks nobody for ever", () => {
    const pool = new Pool();
    pool.add(item(1, {}, 5000));
    pool.add(item(2));
    assert.deepEqual(pool.take(1000).map(({ id }) => id), ["1"]);
    assert.deepEqual(pool.take(1000).map(({ id }) => id), ["2"]);
  });

  const ask = (pool: Pool, operator: string, id: string, bytes = 100): string =>
    codeOf(() => pool.promise({ ...item(0, { operator }, bytes), id }));

  it("COMMAND_OPERATOR_BUSY: one operator's share, counted from the promise", () => {
    const pool = new Pool();
    for (let number = 0; number < limits.poolPerOperator; number += 1) {
      const one = { ...item(0, { operator: "ann" }), id: `${number}` };
      pool.promise(one);
      if (number % 2 === 0) pool.add(one);
    }
    assert.equal(ask(pool, "ann", "next"), "COMMAND_OPERATOR_BUSY");
    assert.equal(ask(pool, "bob", "other"), "");
    pool.drop("7");
    assert.equal(ask(pool, "ann", "next"), "");
    assert.equal(ask(pool, "ann", "one more"), "COMMAND_OPERATOR_BUSY");
  });

  it("COMMAND_POOL_FULL: everybody's", () => {
    const pool = new Pool();
    for (let number = 0; number < limits.poolTransactions; number += 1)
      pool.add({ ...item(0), id: `${number}` });
    assert.equal(ask(pool, "ann", "next"), "COMMAND_POOL_FULL");
    assert.equal(pool.offer({ ...item(0), id: "offered" }), false);
    assert.equal(pool.size, limits.poolTransactions);
    pool.drop("7");
    assert.equal(ask(pool, "ann", "next"), "");
  });

  it("COMMAND_POOL_FULL: its bytes", () => {
    const pool = new Pool();
    const most = Math.floor(limits.poolBytes / (limits.commandBytes + 64));
    for (let number = 0; number < most; number += 1)
      assert.equal(ask(pool, `operator ${number % 9}`, `${number}`, limits.commandBytes), "");
    assert.equal(ask(pool, "ann", "next", limits.commandBytes), "COMMAND_POOL_FULL");
  });

  it("a promise is kept however full the pool has become, and is no second place", () => {
    const pool = new Pool();
    const promised = { ...item(0), id: "promised" };
    pool.promise(promised);
    pool.promise(promised);
    for (let number = 0; number < limits.poolTransactions; number += 1)
      pool.offer({ ...item(0), id: `${number}` });
    pool.add(promised);
    assert.ok(pool.has("promised"));
    assert.equal(pool.size, limits.poolTransactions);
  });

  it("reports have a share of their own: guards say them again", () => {
    const pool = new Pool();
    const report = (number: number): Pooled => ({
      ...{ id: `report ${number}`, weighty: true },
      transaction: { report: { body: new Uint8Array(9), signature: new Uint8Array(64) } },
    });
    for (let number = 0; number < limits.poolReports; number += 1)
      assert.ok(pool.offer(report(number)));
    assert.equal(pool.offer(report(limits.poolReports)), false);
    assert.ok(pool.offer(report(0)), "the same one again");
    assert.equal(ask(pool, "ann", "next"), "");
  });

  it("property: counts what is in it, whatever comes and goes", () => {
    const step = fc.record({
      kind: fc.constantFrom("add", "drop", "take", "standBy", "stepIn"),
      number: fc.nat(12),
      weighty: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (given) => {
        const pool = new Pool();
        const inside = new Map<string, boolean>();
        const standing = new Map<string, boolean>();
        for (const { kind, number, weighty } of given) {
          const id = `${number}`;
          if (kind === "add") {
            pool.add(item(number, { weighty, operator: "ann" }));
            if (!inside.has(id)) inside.set(id, weighty);
            standing.delete(id);
          } else if (kind === "standBy") {
            pool.standBy(item(number, { weighty, operator: "ann" }));
            if (!inside.has(id) && !standing.has(id)) standing.set(id, weighty);
          } else if (kind === "stepIn") {
            assert.equal(pool.stepIn(id), standing.has(id));
            if (standing.has(id)) inside.set(id, standing.get(id) === true);
            standing.delete(id);
          } else if (kind === "drop") {
            pool.drop(id);
            for (const place of [inside, standing]) place.delete(id);
          } else for (const taken of pool.take(300)) assert.ok(inside.delete(taken.id));
          assert.equal(pool.size, inside.size + standing.size);
          assert.equal(pool.operators.of("ann"), pool.size);
          assert.equal(pool.hasWeighty, [...inside.values()].includes(true));
          for (const one of [...inside.keys(), ...standing.keys()]) assert.ok(pool.has(one));
        }
      }),
    );
  });
});
