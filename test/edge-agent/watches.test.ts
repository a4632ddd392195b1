import assert from "node:assert/strict";
import {
  commandId,
  type Envelope,
  hexBytes,
  limits,
  neverPermitted,
  signCommand,
} from "@quorate/protocol";
import { Lone } from "./lone.ts";
import { beginMs, chain, keyOf, signerOf } from "./site.ts";

const notAfterMs = beginMs + 10_000;

let nonces = 0;
const command = (): Envelope => {
  nonces += 1;
  const nonce = new Uint8Array(16);
  new DataView(nonce.buffer).setUint32(0, nonces);
  const writes = [{ point: "set", value: 1 }];
  return signCommand(chain, signerOf("ann"), { device: "tank", writes, notAfterMs, nonce });
};

/** An agent that has too much on its way, and one who gave it a command all the same. */
const crowded = () => {
  const lone = new Lone();
  for (let number = 0; number < limits.crowd; number += 1)
    lone.agent.unordered.add(`${number}`, keyOf("ann"));
  const client = lone.client("ann");
  const envelope = command();
  client.says({ request: 1, submit: { command: envelope } });
  const said = (): string[] =>
    client.heard.of("progress").map(({ stage, outcome, code }) => `${stage} ${outcome} ${code}`);
  assert.deepEqual(said(), ["refused refused COMMAND_POOL_FULL"]);
  const { state } = lone.agent.machine;
  const pass = (ms: number): void => {
    state.clock.timeUs = ms * 1000;
    lone.agent.clients.tellOver();
  };
  return { lone, client, envelope, id: commandId(chain, envelope), said, state, pass };
};

const over = `refused expired ${neverPermitted}`;

describe("clients: what was not taken and is over", () => {
  it("is told once, when the order's time is past its end", () => {
    const { said, pass } = crowded();
    pass(notAfterMs);
    assert.equal(said().length, 1);
    pass(notAfterMs + 1);
    assert.deepEqual(said().slice(1), [over]);
    pass(notAfterMs + 2000);
    assert.equal(said().length, 2);
  });

  it("is said to whoever gives it then, however much room there is: it costs nothing (S9)", () => {
    const { lone, client, envelope, said, pass } = crowded();
    pass(notAfterMs + 1);
    client.says({ request: 1, submit: { command: envelope } });
    assert.deepEqual(said().slice(2), [over]);
    for (let number = 0; number < limits.crowd; number += 1)
      lone.agent.unordered.delete(`${number}`);
    client.says({ request: 2, submit: { command: envelope } });
    assert.deepEqual(said().slice(3), [over]);
    assert.equal(lone.agent.pool.size, 0);
  });

  it("what is so old that its end would be forgotten may have been given before", () => {
    const { client, envelope, said, state, lone } = crowded();
    state.clock.timeUs = (notAfterMs + 200_000) * 1000;
    state.forget();
    client.says({ request: 2, submit: { command: envelope } });
    assert.deepEqual(said().slice(1), ["refused refused COMMAND_REPEATED"]);
    assert.equal(lone.agent.pool.size, 0);
  });

  it("never of one that is in the order, or on its way there by others (S8)", () => {
    type Crowded = ReturnType<typeof crowded>;
    for (const know of [
      ({ state, id }: Crowded) => state.putSeen(id, (notAfterMs + 65_000) * 1000),
      ({ lone, id }: Crowded) => lone.agent.unordered.add(id, keyOf("ann")),
    ]) {
      const site = crowded();
      know(site);
      site.pass(notAfterMs + 1);
      assert.equal(site.said().length, 1);
    }
  });

  it("never by an agent whose state is not the others', or that may have forgotten it", () => {
    const diverged = crowded();
    diverged.lone.agent.divergedAt = 3;
    diverged.pass(notAfterMs + 1);
    assert.equal(diverged.said().length, 1);
    const late = crowded();
    late.state.clock.timeUs = (notAfterMs + 200_000) * 1000;
    late.state.forget();
    late.pass(notAfterMs + 200_000);
    assert.equal(late.said().length, 1);
  });

  it("its end by others is told, and then nothing more", () => {
    const { lone, id, said, pass } = crowded();
    lone.agent.lives.move(id, beginMs, { stage: "ended", outcome: "confirmed" });
    assert.deepEqual(said().slice(1), ["ended confirmed "]);
    pass(notAfterMs + 1);
    assert.equal(said().length, 2);
  });

  it("leaves its place to what was taken (S9)", () => {
    const { lone, client, id, said } = crowded();
    const name = (number: number): string => number.toString(16).padStart(64, "0");
    for (let number = 0; number < limits.watches; number += 1)
      client.says({ request: 2, watch: { id: hexBytes(name(number)) } });
    lone.agent.lives.move(id, 1, { stage: "ordered" });
    assert.equal(said().length, 1, "the one that was not taken has gone");
    lone.agent.lives.move(name(0), 1, { stage: "ordered" });
    assert.equal(said().length, 2);
  });
});
