import assert from "node:assert/strict";
import { Guard, guardLimits } from "@quorate/guard";
import { type DeviceSpec, decodeFrame, encodeFrame, type Frame } from "@quorate/protocol";
import { nodeVerify } from "@quorate/protocol/node";
import { Council } from "./council.ts";
import { Plc, PlcAdapter } from "./plc.ts";
import { signerOf, testSite } from "./site.ts";
import { VirtualClock } from "./virtual-clock.ts";

const none = new Uint8Array();
const noPlace = { deviceSequence: 0, id: none };

describe("guard: what is missing", () => {
  it("is asked for of a few devices at a time, and of each in its turn", async () => {
    const base = testSite();
    const [mixer] = base.devices.filter(({ name }) => name === "mixer") as [DeviceSpec];
    const names = Array.from({ length: 3 * guardLimits.askDevices }, (_, index) => `mixer${index}`);
    const devices = names.map((name) => ({ ...mixer, name }));
    const clock = new VirtualClock();
    const council = new Council(base.agents.map(({ name }) => signerOf(name)));
    const adapters = new Map(
      devices.map((spec) => [spec.name, new PlcAdapter(new Plc(spec), clock, () => true)]),
    );
    const guard = new Guard({
      ...{ site: { ...base, devices }, name: "g", signer: signerOf("g"), verify: nodeVerify },
      ...{ adapters, fenceRecords: [] },
      io: {
        clock,
        fence: { append: () => {}, sync: (done) => void clock.after(0, () => done(null)) },
        random: (bytes) => new Uint8Array(bytes),
        log: { info: () => {}, warn: () => {} },
        count: () => {},
      },
    });
    guard.start();
    const asked: string[] = [];
    const send = (agent: number, frame: Frame): void =>
      guard.agentFrame(agent, encodeFrame(frame));
    for (const agent of base.agents.keys())
      guard.agentUp(agent, {
        waitingBytes: 0,
        close: () => {},
        send: (bytes) => {
          const { fence } = decodeFrame(bytes);
          if (fence === undefined || fence === null) return true;
          const { device } = fence;
          if (agent === 3) asked.push(device);
          const answer = { device, deviceSequence: 0, id: none, catchUp: false, last: noPlace };
          clock.after(1, () => send(agent, { fence: answer }));
          return true;
        },
      });
    await clock.pass(10);
    assert.equal(asked.length, guardLimits.askDevices, "a few at once");
    await clock.pass(3 * guardLimits.askNewMs);
    assert.deepEqual([...asked].sort(), [...names].sort(), "an agent that comes up is told all");
    asked.length = 0;
    // One agent's ballot alone: the others' are missing.
    for (const name of names) {
      const ruling = council.permit(name, [{ point: "speed", value: 7 }]);
      send(0, { certificates: { certificates: [council.certificate(ruling, [0])] } });
    }
    const atOnce: string[][] = [];
    for (let waited = 0; waited < 10_000; waited += 10) {
      await clock.pass(10);
      if (asked.length > 0) atOnce.push(asked.splice(0));
    }
    for (const some of atOnce) assert.ok(some.length <= guardLimits.askDevices, `${some.length}`);
    assert.ok(atOnce.length >= 7, `${atOnce.length} times`);
    const first = atOnce.slice(0, 3).flat();
    assert.deepEqual([...first].sort(), [...names].sort(), "each once before one comes again");
    guard.stop();
  });
});
