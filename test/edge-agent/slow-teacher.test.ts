import assert from "node:assert/strict";
import { encode, encodeHeader, limits, signBallot, toHex, wire } from "@quorate/protocol";
import { Lone } from "./lone.ts";
import { beginMs, chain, signerOf } from "./site.ts";

const block = 9;

/** More than two thirds have signed the header; how many parts there are is the teacher's word. */
const headOf = (parts: number): Uint8Array => {
  const zeros = "00".repeat(32);
  const header = encodeHeader({
    ...{ chain: toHex(chain), number: block, previous: zeros, round: 500, timeUs: beginMs * 1000 },
    ...{ firstSequence: 1, entries: 1, root: zeros, stateRoot: zeros },
  });
  const ballots = [1, 2, 3].map((agent) =>
    signBallot(chain, signerOf(`agent${agent}`), {
      ...{ agent, headerBytes: header, clockUs: 1, vetoes: [] },
    }),
  );
  return encode(wire.SnapshotHead, { header, ballots, parts });
};

/** An agent that f+1 others told that their events reach no more, and which of them it asks. */
const learner = () => {
  const lone = new Lone();
  lone.greet([1, 2, 3]);
  const none = { hash: new Uint8Array(32), sequence: 0 };
  const tips = lone.site.agents.map(() => none);
  const ahead = { decidedRound: 1000, keptFrom: 900, block, snapshot: block };
  const tell = (peer: number): void =>
    lone.says(peer, { tips: { tips, clockUs: lone.clock.nowUs(), ...ahead } });
  for (const peer of [1, 2]) tell(peer);
  const wanted = (peer: number) => lone.peers[peer]?.of("wantSnapshot") ?? [];
  assert.deepEqual([1, 2, 3].map((peer) => wanted(peer).length), [0, 1, 0]);
  const gives = (part: number, bytes: Uint8Array): void =>
    lone.says(2, { snapshot: { block, part, bytes } });
  return { lone, tell, wanted, gives };
};

describe("catch-up: a teacher that wastes a learner's time", () => {
  it("is left when it gives a little now and then, whatever it says of parts", async () => {
    const { lone, tell, wanted, gives } = learner();
    gives(0, headOf(limits.snapshotParts));
    let minutes = 0;
    for (let part = 1; lone.agent.learning; part += 1) {
      await lone.clock.pass(3900);
      minutes += 3.9 / 60;
      assert.ok(minutes < 1, "it is given up");
      gives(part, Uint8Array.of(1));
    }
    assert.ok(wanted(2).length > 2, "its parts were waited for");
    tell(2);
    assert.equal(lone.agent.learning, false, "nor is it asked again at once");
    tell(3);
    assert.equal(wanted(3).length, 1);
  });

  it("and one whose parts are larger than all of a snapshot can be (S9)", () => {
    const { lone, gives } = learner();
    gives(0, headOf(limits.snapshotParts));
    const bytes = new Uint8Array(limits.frameBytes - 64);
    let given = 0;
    for (; lone.agent.learning; given += 1) gives(given + 1, bytes);
    assert.equal(given, Math.ceil(limits.snapshotBytes / bytes.length));
  });
});
