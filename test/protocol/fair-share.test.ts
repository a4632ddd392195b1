import assert from "node:assert/strict";
import { FairShare } from "@quorate/protocol/node";
import fc from "fast-check";

describe("fair share of a peer", () => {
  it("a burst is free, what is over is waited for", () => {
    const fair = new FairShare(0.25, 100);
    assert.equal(fair.spend(60, 1000), 0);
    assert.equal(fair.spend(40, 1000), 0);
    assert.equal(fair.spend(10, 1000), 40, "10 ms at a quarter of the time");
    assert.equal(fair.spend(0, 1040), 0);
  });

  it("rest earns no more than a burst", () => {
    const fair = new FairShare(0.5, 100);
    assert.equal(fair.spend(100, 0), 0);
    assert.equal(fair.spend(150, 1_000_000), 100);
  });

  it("work is charged, and the link held for what is past the share", () => {
    const fair = new FairShare(0.5, 5);
    const held: number[] = [];
    const link = { hold: (ms: number) => void held.push(ms) };
    assert.equal(fair.charge(link, () => {}), false);
    const work = (): void => {
      for (const begun = performance.now(); performance.now() - begun < 10; );
    };
    assert.equal(fair.charge(link, work), true);
    assert.ok(held.length === 1 && (held[0] as number) > 0);
    assert.throws(() => fair.charge(link, () => assert.fail()), assert.AssertionError);
  });

  it("whoever waits as told gets its share and a burst, never more", () => {
    const costs = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 });
    fc.assert(
      fc.property(costs, fc.constantFrom(1 / 3, 1 / 6, 1 / 30), (list, share) => {
        const fair = new FairShare(share, 1000);
        let [nowMs, spentMs] = [0, 0];
        for (const cost of list) {
          nowMs += cost;
          spentMs += cost;
          nowMs += fair.spend(cost, nowMs);
          // The last frame may pass the bound; it is paid for before the next one.
          assert.ok(spentMs <= nowMs * share + 1000 + 1e-6);
        }
      }),
    );
  });

  it("a machine that stood still is not the peer's doing", () => {
    const fair = new FairShare(0.25, 1000);
    const waitMs = fair.spend(3_600_000, 0);
    assert.ok(waitMs > 0 && waitMs <= 8000, `${waitMs} ms`);
  });
});
