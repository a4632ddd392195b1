import assert from "node:assert/strict";
import type { DeviceSpec, PointSpec, Site } from "@quorate/protocol";
import { systemClock } from "@quorate/protocol/node";
import { Field } from "../../edge-agent/src/io/field.ts";
import {
  type ScriptedDevice,
  startScriptedDevice,
  wordsOf,
} from "../device-adapters/scripted-device.ts";
import { until } from "../until.ts";
import { edgeSite } from "./site.ts";

const scanMs = 100;
const names = ["first", "second", "third", "fourth", "fifth"] as const;
const pointsOfEach = 200;

const points = Array.from({ length: pointsOfEach }, (_, register): PointSpec => ({
  ...{ name: `p${register}`, access: "reading", type: "uint16", order: "ABCD" },
  ...{ table: "input", register },
}));

describe("field: an agent that reads all", function () {
  this.timeout(60_000);
  const plcs: ScriptedDevice[] = [];
  let field: Field;

  const deviceOf = (name: string, plc: ScriptedDevice): DeviceSpec => ({
    ...{ name, guard: "g", protocol: "modbus-tcp", address: "127.0.0.1:1", scanMs, points },
    readAddress: plc.address,
  });

  before(async () => {
    for (const _ of names)
      plcs.push(await startScriptedDevice((request) => request.reply(wordsOf(request, 7))));
    const devices = names.map((name, index) => deviceOf(name, plcs[index] as ScriptedDevice));
    const site: Site = { ...edgeSite(), devices };
    const log = { info: () => {}, warn: () => {} };
    field = new Field({
      ...{ site, reads: "all", credentials: {}, certificates: "", clock: systemClock, log },
    });
    field.start();
  });
  after(async () => {
    await field.stop();
    for (const plc of plcs) await plc.stop();
  });

  /** Points of these devices that are good and no older than three scans. */
  const fresh = (devices: readonly string[]): number => {
    const nowMs = systemClock.monotonicMs();
    const own = devices.flatMap((device) => points.map(({ name }) => field.sample(device, name)));
    return own.filter((one) => one?.sample.quality === "good" && nowMs - one.cameMs <= 3 * scanMs)
      .length;
  };
  /** Scans of each device, by the requests for its first register. */
  const scans = (): number[] =>
    plcs.map(({ requests }) => requests.filter(({ pdu }) => pdu.readUInt16BE(1) === 0).length);

  it("every point of every device is fresh (devices=5, points=1,000)", async () => {
    assert.deepEqual(field.devices, names);
    const all = names.length * pointsOfEach;
    await until(() => fresh(names) === all, {
      ...{ what: `${all} fresh points`, deadlineMs: 30_000 },
    });
  });

  it("a unit that takes requests and never answers delays no other", async () => {
    const [dead, ...living] = names;
    (plcs[0] as ScriptedDevice).script = () => {};
    await until(() => fresh([dead]) === 0, { what: "the dead unit's points to be old" });
    const before = scans();
    const since = (): number[] => scans().map((count, at) => count - (before[at] ?? 0));
    // Each of its requests takes a second to be given up: ten scans of the others.
    await until(() => (since()[0] ?? 0) >= 3, {
      ...{ what: "the dead unit to be asked again", deadlineMs: 60_000 },
    });
    const [asked = 0, ...others] = since();
    for (const [at, count] of others.entries())
      assert.ok(count >= 3 * asked, `${living[at]}: ${count} scans, ${asked} of the dead unit`);
    const all = living.length * pointsOfEach;
    await until(() => fresh(living) === all, { what: "all others to be fresh" });
    assert.equal(fresh([dead]), 0);
  });

  it("and is fresh again when it answers", async () => {
    (plcs[0] as ScriptedDevice).script = (request) => request.reply(wordsOf(request, 8));
    await until(() => fresh([names[0]]) === pointsOfEach, {
      ...{ what: "the device to be back", deadlineMs: 30_000 },
    });
    assert.equal(field.sample(names[0], "p0")?.sample.value, 8);
  });
});
