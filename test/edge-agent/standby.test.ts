import assert from "node:assert/strict";
import fc from "fast-check";
import {
  commandId,
  type Envelope,
  limits,
  signCommand,
  toHex,
  type WireTransaction,
} from "@quorate/protocol";
import { placeOf } from "../../edge-agent/src/standby.ts";
import { Lone, makeEvent } from "./lone.ts";
import { beginMs, chain, edgeSite, signerOf } from "./site.ts";

let nonces = 0;

const newCommand = (): Envelope => {
  nonces += 1;
  return signCommand(chain, signerOf("ann"), {
    ...{ device: "tank", writes: [{ point: "set", value: 1 }], notAfterMs: beginMs + 60_000 },
    nonce: new Uint8Array(16).fill(nonces),
  });
};

/** An event of agent 3 that carries these, or something else where none is named. */
const eventOf3 = (...commands: readonly Envelope[]): Envelope => {
  const carried = commands.length > 0 ? commands : [newCommand()];
  const transactions = carried.map((command) => ({ command }) as unknown as WireTransaction);
  return makeEvent({ creator: 3, timeUs: beginMs * 1000, transactions }).envelope;
};

/** An agent at which something is on its way, and which is given a command in some place. */
const given = (
  place: number,
  { busy = true } = {},
): { readonly lone: Lone; readonly command: Envelope; readonly stages: () => string[] } => {
  const lone = new Lone();
  // No links: it makes no events, so that what waits in its pool can be looked at.
  if (busy) lone.says(3, { events: { events: [eventOf3()] } });
  assert.equal(lone.agent.unordered.size, busy ? 1 : 0);
  const command = newCommand();
  const client = lone.client("ann");
  client.says({ request: 1, submit: { command, place } });
  return { lone, command, stages: () => client.heard.of("progress").map(({ stage }) => stage) };
};

describe("standby: several agents hold the same command, and one carries it", () => {
  it("the first one does so at once", () => {
    const { lone } = given(0);
    assert.ok(lone.agent.pool.hasWeighty);
  });

  it("the second promises it, and carries it when nobody else did in time", async () => {
    const { lone, command, stages } = given(1);
    assert.deepEqual(stages(), ["received"]);
    assert.equal(lone.journal.records.length, 2, "the other event, and the command: it may stop");
    assert.ok(!lone.agent.pool.hasWeighty && lone.agent.isKnown(commandId(chain, command)));
    await lone.clock.pass(limits.standbyMs - 1);
    assert.ok(!lone.agent.pool.hasWeighty);
    await lone.clock.pass(1);
    assert.ok(lone.agent.pool.hasWeighty);
    assert.equal(lone.agent.pool.size, 1);
  });

  it("not when an event of another has it by then", async () => {
    const { lone, command } = given(1);
    const timeUs = beginMs * 1000;
    const transactions = [{ command }] as unknown as WireTransaction[];
    const { envelope } = makeEvent({ creator: 2, timeUs, transactions });
    lone.says(2, { events: { events: [envelope] } });
    await lone.clock.pass(10 * limits.standbyMs);
    assert.equal(lone.agent.pool.size, 0);
    assert.equal(lone.agent.unordered.size, 2);
  });

  it("what it carries by then is not taken a second time", async () => {
    const { lone, command } = given(1);
    const item = { id: commandId(chain, command), weighty: true };
    lone.agent.pool.add({ ...item, transaction: { command } as unknown as WireTransaction });
    const taken = lone.agent.pool.take(limits.eventBytes).map(({ id }) => id);
    assert.deepEqual(taken, [item.id]);
    await lone.clock.pass(10 * limits.standbyMs);
    assert.equal(lone.agent.pool.size, 0);
  });

  it("nobody waits while nothing is on its way", () => {
    const { lone } = given(1, { busy: false });
    assert.ok(lone.agent.pool.hasWeighty);
  });

  it("later ones wait longer, and nobody for more than all others together", async () => {
    for (const [place, places] of [
      [2, 2],
      [4_294_967_295, 3],
    ] as const) {
      const { lone } = given(place);
      await lone.clock.pass(places * limits.standbyMs - 1);
      assert.ok(!lone.agent.pool.hasWeighty);
      await lone.clock.pass(1);
      assert.ok(lone.agent.pool.hasWeighty);
    }
  });

  it("what stands by is among what a journal that is cut has to keep (S8)", () => {
    const { lone, command } = given(1);
    const kept = [...lone.agent.pool.accepted()];
    assert.deepEqual(
      kept.map(({ kind, envelope }) => [kind, toHex(envelope.signature)]),
      [["command", toHex(command.signature)]],
    );
  });
});

describe("standby: places of what all agents are given", () => {
  it("property: all take different places where all are linked; who is away has none", () => {
    const n = edgeSite().agents.length;
    const agents = Array.from({ length: n }, (_, agent) => agent);
    const id = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex);
    fc.assert(
      fc.property(id, fc.subarray(agents, { minLength: 1 }), (name, up) => {
        const places = up.map((self) => placeOf(name, self, n, (agent) => up.includes(agent)));
        assert.deepEqual([...places].sort(), up.map((_, place) => place));
      }),
    );
  });
});
