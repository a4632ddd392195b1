import assert from "node:assert/strict";
import type { PlcWrite } from "@quorate/deploy";
import type { Following } from "@quorate/protocol";
import { startFaultPlant } from "./fault-plant.ts";
import { runFaults } from "./fault-run.ts";
import { type Given, problemsOf } from "./fault-stream.ts";

describe("hil: faults under a stream of commands", function () {
  this.timeout(480_000);

  it("over every protocol: right outcomes, nothing twice or late, recovery by itself", async () => {
    const plant = await startFaultPlant();
    try {
      const rows = await runFaults(plant, { quick: true, faultMs: 1200, onRow: () => {} });
      const failing = rows.flatMap(({ device, fault, problems }) =>
        problems.map((problem) => `${device}: ${fault}: ${problem}`),
      );
      assert.deepEqual(failing, []);
      assert.deepEqual(
        [...new Set(rows.map(({ device }) => device))],
        ["tcp", "serial", "opcua", "mailbox"],
      );
    } finally {
      await plant.stop();
    }
  });
});

describe("hil: the judge of the fault table", () => {
  const command = (value: number, outcome: string, code = ""): Given => {
    const report = { deviceSequence: value };
    const following = { stage: "ended", outcome, code, at: { ended: 3000 }, report };
    return {
      ...{ value, givenMs: 1000, notAfterMs: 9000 },
      following: following as unknown as Following,
    };
  };
  const write = (value: number, t = 2000): PlcWrite => ({
    ...{ t, protocol: "modbus-tcp", table: "holding", register: 100, value, from: "guard" },
  });

  it("has nothing against writes in order, once, in time", () => {
    const given = [command(1, "confirmed"), command(2, "failed", "READBACK_MISMATCH")];
    assert.deepEqual(problemsOf(given, [write(1), write(2)], false), []);
  });

  const unsent = command(1, "failed", "ACTUATION_NOT_SENT");
  const two = [command(1, "confirmed"), command(2, "confirmed")];
  const defects: readonly (readonly [string, Given[], PlcWrite[], RegExp])[] = [
    ["a second write", [command(1, "confirmed")], [write(1), write(1)], /written 2 times/],
    ["a confirmed one that is not there", [command(1, "confirmed")], [], /not written/],
    ["a write of an expired one", [command(1, "expired")], [write(1)], /all the same/],
    ["a write that was not sent", [unsent], [write(1)], /all the same/],
    ["a write past its time", [command(1, "failed")], [write(1, 9100)], /100 ms after its time/],
    ["a write past its end", [command(1, "failed")], [write(1, 4000)], /1000 ms after its end/],
    ["another order", two, [write(2), write(1)], /another order/],
  ];
  for (const [what, given, journal, problem] of defects)
    it(`tells ${what}`, () => {
      assert.match(problemsOf(given, journal, false).join("\n"), problem);
    });

  it("tells a command without an end", () => {
    const open = command(1, "");
    const following = { ...open.following, stage: "certified" as const, outcome: null };
    assert.match(problemsOf([{ ...open, following }], [], false).join(), /has not ended/);
  });
});
