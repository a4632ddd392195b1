import assert from "node:assert/strict";
import fc from "fast-check";
import { HostState } from "../../edge-agent/src/sparkplug/host-state.ts";

const state = (online: unknown, timestamp: unknown): Uint8Array =>
  new TextEncoder().encode(JSON.stringify({ online, timestamp }));

describe("mqtt: the primary host", () => {
  it("without one, nothing is waited for", () => {
    assert.equal(new HostState(undefined).isOnline, true);
    assert.equal(new HostState("scada").isOnline, false);
  });

  it("another host's STATE says nothing", () => {
    const host = new HostState("scada");
    assert.equal(host.take("a", "other", state(true, 5)), "malformed");
    assert.equal(host.isOnline, false);
    assert.equal(host.take("a", "scada", state(true, 5)), "online");
    assert.equal(host.isOnline, true);
  });

  it("no word of it in this session is neither online nor offline", () => {
    const host = new HostState("scada");
    const told = (): boolean[] => [host.isOnline, host.isOffline];
    assert.deepEqual(told(), [false, false]);
    host.take("a", "scada", state(false, 5));
    assert.deepEqual(told(), [false, true]);
    host.begin();
    assert.deepEqual(told(), [false, false]);
    assert.equal(new HostState(undefined).isOffline, false);
  });

  it("what is older than the newest is passed over, server by server", () => {
    const host = new HostState("scada");
    assert.equal(host.take("a", "scada", state(true, 10)), "online");
    assert.equal(host.take("a", "scada", state(false, 9)), "old");
    assert.equal(host.isOnline, true);
    assert.equal(host.take("b", "scada", state(false, 9)), "offline");
    assert.equal(host.take("a", "scada", state(false, 10)), "offline");
  });

  it("any bytes are a STATE or malformed, and never an error (S10)", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const host = new HostState("scada");
        assert.equal(host.take("a", "scada", bytes), "malformed");
      }),
    );
    for (const bytes of [state("true", 1), state(true, "1"), state(true, 1.5), state(true, null)])
      assert.equal(new HostState("scada").take("a", "scada", bytes), "malformed");
  });
});
