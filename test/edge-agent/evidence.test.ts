import assert from "node:assert/strict";
import {
  type CodedError,
  encodeEquivocation,
  equivocationOf,
  LogAudit,
  LogExport,
  openEquivocation,
  toHex,
  type WireEquivocation,
} from "@quorate/protocol";
import { nodeVerify } from "@quorate/protocol/node";
import { Lone, type MadeEvent, makeEvent, MemoryLog } from "./lone.ts";
import { beginMs, context, edgeSite } from "./site.ts";

const site = edgeSite();
const timeUs = beginMs * 1000;
const fork = (creator: number, sequence = 1): [MadeEvent, MadeEvent] => {
  const parents = sequence === 1 ? [] : [fork(creator, sequence - 1)[0]];
  const fields = { creator, sequence, timeUs: timeUs + sequence, parents };
  return [makeEvent(fields), makeEvent({ ...fields, coin: 1 })];
};

const [one, other] = fork(2);
const proof = equivocationOf(one, other);

const forged = makeEvent({ creator: 2, timeUs, coin: 5 }, "agent1");

const codeOf = (evidence: WireEquivocation): string => {
  try {
    openEquivocation(context, site, evidence);
  } catch (error) {
    return (error as CodedError).code;
  }
  return "";
};

describe("evidence: proves itself", () => {
  it("two events of one place, in whatever order they came", () => {
    const opened = openEquivocation(context, site, proof);
    assert.deepEqual([opened.agent, opened.sequence], [2, 1]);
    assert.deepEqual([...opened.hashes].sort(), [one.hash, other.hash].sort());
    assert.deepEqual(encodeEquivocation(proof), encodeEquivocation(equivocationOf(other, one)));
  });

  const defects: Readonly<Record<string, readonly [WireEquivocation, string]>> = {
    "one event twice": [{ first: one.envelope, second: one.envelope }, "EVIDENCE_PROOF"],
    "two places": [{ first: one.envelope, second: fork(2, 2)[0].envelope }, "EVIDENCE_PROOF"],
    "two agents": [{ first: one.envelope, second: fork(1)[0].envelope }, "EVIDENCE_PROOF"],
    "one event alone": [{ first: one.envelope }, "EVIDENCE_PROOF"],
    "another agent's signature": [
      { first: one.envelope, second: forged.envelope },
      "EVENT_SIGNATURE",
    ],
    "an agent that is not in the roster": [
      { first: makeEvent({ creator: 9, timeUs }, "agent1").envelope, second: other.envelope },
      "EVIDENCE_PROOF",
    ],
  };
  for (const [name, [evidence, code]] of Object.entries(defects))
    it(`not: ${name}`, () => assert.equal(codeOf(evidence), code));
});

describe("evidence: kept", () => {
  /** An agent that was given a fork. */
  const accuser = (evidence: MemoryLog, forks: readonly MadeEvent[]): Lone => {
    const lone = new Lone({ evidence });
    lone.greet([1, 2, 3]);
    lone.says(1, { events: { events: forks.map(({ envelope }) => envelope) } });
    return lone;
  };

  it("durable, told to clients, and there after a restart without the journal", () => {
    const file = new MemoryLog();
    accuser(file, [one, other]);
    assert.deepEqual(file.records.map(toHex), [toHex(encodeEquivocation(proof))]);
    const after = new Lone({ evidence: file });
    const desk = after.client("desk");
    desk.says({ request: 1, query: { evidence: true } as never });
    const told = desk.heard.of("answer")[0]?.equivocations ?? [];
    assert.deepEqual(told.map(encodeEquivocation).map(toHex), [toHex(encodeEquivocation(proof))]);
    desk.says({ request: 2, query: { status: true } as never });
    const { agents } = JSON.parse(desk.heard.of("answer")[1]?.json ?? "");
    assert.deepEqual([agents[2].equivocated, agents[2].equivocation], [true, 1]);
  });

  it("the first proof of each agent, however often it forks", () => {
    const file = new MemoryLog();
    accuser(file, [...fork(2), ...fork(2, 2), ...fork(3)]);
    assert.equal(file.records.length, 2);
  });

  it("the other event may have left memory: it is read from the journal", () => {
    const file = new MemoryLog();
    const lone = new Lone({ evidence: file });
    lone.greet([1, 2, 3]);
    lone.says(1, { events: { events: [one.envelope] } });
    (Reflect.get(lone.agent.store, "recent") as Map<string, unknown>).clear();
    lone.says(1, { events: { events: [other.envelope] } });
    assert.deepEqual(file.records.map(toHex), [toHex(encodeEquivocation(proof))]);
  });
});

describe("evidence: in an exported log", () => {
  const exported = (equivocations: readonly WireEquivocation[]): LogAudit => {
    const out = new LogExport(site);
    const audit = new LogAudit(site, nodeVerify);
    audit.take(out.head());
    audit.take(out.tail(equivocations));
    return audit;
  };
  const chained = new Uint8Array(Buffer.from(site.chain, "hex"));

  it("is checked offline, with the site file alone", () => {
    assert.deepEqual(chained, context.chain);
    const { equivocations } = exported([proof]).end();
    assert.deepEqual(equivocations.map(({ agent, sequence }) => [agent, sequence]), [[2, 1]]);
  });

  it("what proves nothing spoils the file", () => {
    assert.throws(
      () => exported([{ first: one.envelope, second: one.envelope }]).end(),
      (error: CodedError) => error.code === "AUDIT_TAIL" && /EVIDENCE_PROOF/.test(error.message),
    );
  });
});
