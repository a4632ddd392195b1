import assert from "node:assert/strict";
import fc from "fast-check";
import type { PointValue } from "@quorate/protocol";
import { Catalogue } from "../../edge-agent/src/sparkplug/catalogue.ts";
import { Changes } from "../../edge-agent/src/sparkplug/changes.ts";
import { Messages } from "../../edge-agent/src/sparkplug/messages.ts";
import {
  dataTypeOf,
  fieldOf,
  type MetricSpec,
  type MetricValue,
  valueOf,
  writtenValue,
} from "../../edge-agent/src/sparkplug/metric.ts";
import { PacketWatch } from "../../edge-agent/src/sparkplug/packet-watch.ts";
import { following, Sequence } from "../../edge-agent/src/sparkplug/sequence.ts";
import { edgeSite } from "../edge-agent/site.ts";
import { readRaw } from "./raw-payload.ts";

const catalogue = new Catalogue(edgeSite());
const good = (value: PointValue | null, timeMs = 0): MetricValue => ({
  ...{ value, quality: 192, reason: "", timeMs },
});

describe("mqtt: metrics and messages", () => {
  it("aliases are unique over the node, and the same for the same site", () => {
    const aliasesOf = ({ bdSeq, node, devices }: Catalogue): number[] => {
      const ofDevices = [...devices.values()].flatMap(({ byName }) => [...byName.values()]);
      return [bdSeq, ...Object.values(node), ...ofDevices].flatMap(({ alias }) => alias ?? []);
    };
    const aliases = aliasesOf(catalogue);
    assert.equal(new Set(aliases).size, aliases.length);
    assert.deepEqual(aliasesOf(new Catalogue(edgeSite())), aliases);
  });

  it("sequence numbers go round at 255, and a birth begins them at 0", () => {
    const sequence = new Sequence();
    assert.equal(sequence.begin(), 0);
    for (let round = 0; round < 600; round += 1) assert.equal(sequence.next(), (round + 1) % 256);
    assert.equal(sequence.begin(), 0);
    assert.equal(following(255), 0);
  });

  it("every value of a point comes back from its field", () => {
    const types = ["int16", "uint16", "int32", "uint32", "int64", "float32", "float64"] as const;
    const ends = { int16: 15, uint16: 16, int32: 31, uint32: 32, int64: 52 } as const;
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.double({ noNaN: true }), (type, seed) => {
        const bits = type === "float32" || type === "float64" ? 0 : ends[type];
        const isSigned = type.startsWith("int");
        const whole = Math.trunc(((Math.abs(seed) % 1) * 2 - (isSigned ? 1 : 0)) * 2 ** (bits - 1));
        const value = bits === 0 ? Math.fround(seed) : whole;
        if (!Number.isFinite(value)) return;
        const dataType = dataTypeOf({ name: "p", access: "reading", type, order: "ABCD" });
        const field = fieldOf(dataType, value);
        assert.ok(field !== null, `${type} ${value}`);
        const back = writtenValue(dataType, field);
        assert.equal(back === 0 ? 0 : back, value === 0 ? 0 : value);
      }),
    );
  });

  it("32 bits that can be two numbers are none, unless the host says which", () => {
    const written = (datatype?: number) =>
      writtenValue("Double", {
        intValue: -5 >>> 0,
        ...(datatype === undefined ? {} : { datatype }),
      });
    assert.equal(written(), null);
    assert.equal(written(3), -5);
    assert.equal(written(7), 2 ** 32 - 5);
    assert.equal(writtenValue("Float", { intValue: 5 }), 5);
    assert.equal(writtenValue("Int32", { intValue: -5 >>> 0 }), -5);
  });

  it("a change within the dead band is none, a slow drift is one", () => {
    const point = { name: "level", access: "reading", type: "float32", order: "ABCD" } as const;
    const spec: MetricSpec = { name: "level", alias: 1, type: "Float", deadband: 1, point };
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 3 })), (steps) => {
        const changes = new Changes();
        let told: number | null = null;
        let value = 0;
        steps.forEach((step, index) => {
          value += step / 2;
          const isTold = changes.offer(spec, good(value, index));
          assert.equal(isTold, told === null || Math.abs(value - told) > 1);
          if (isTold) told = value;
          assert.equal(changes.current(spec)?.value, value);
        });
      }),
    );
    const changes = new Changes();
    assert.ok(changes.offer(spec, good(5, 1)));
    assert.ok(!changes.offer(spec, good(5, 2)), "time alone is no change");
    assert.ok(changes.offer(spec, { ...good(5, 3), quality: 0, reason: "X" }), "quality is one");
    assert.ok(!changes.offer(spec, good(9, 2)), "what is older than the newest is none");
  });

  it("not good is never 192, and stale has its own code", () => {
    const sample = { point: "p", value: 1, sourceTimeMs: 1, receivedTimeMs: 2 } as const;
    assert.deepEqual(valueOf({ ...sample, quality: "good" }), good(1, 1));
    assert.equal(valueOf({ ...sample, quality: "uncertain" }).quality, 0);
    assert.equal(valueOf({ ...sample, quality: "bad", reason: "STALE" }).quality, 500);
    assert.equal(valueOf({ ...sample, quality: "bad", reason: "NAN" }).reason, "NAN");
  });

  it("a death has the bdSeq alone, births have all, data have aliases alone", () => {
    const ids = { group: "g", node: "n" };
    const messages = new Messages(ids, catalogue, new Sequence(), () => 1_700_000_000_000);
    const death = messages.nodeDeath(7);
    assert.equal(death.topic, "spBv1.0/g/NDEATH/n");
    const dead = readRaw(Buffer.from(death.payload));
    assert.equal(dead.seq, undefined);
    assert.deepEqual(dead.metrics.map(({ name, value }) => [name, value?.value]), [["bdSeq", 7n]]);
    const birth = readRaw(Buffer.from(messages.nodeBirth(7, () => good(null)).payload));
    assert.equal(birth.seq, 0);
    const tank = catalogue.devices.get("tank");
    assert.ok(tank);
    const born = readRaw(Buffer.from(messages.deviceBirth(tank, () => good(null)).payload));
    assert.equal(born.metrics.length, tank.byName.size);
    assert.ok(born.metrics.every(({ isNull, value }) => isNull === true && value === undefined));
    const level = tank.byName.get("level") as MetricSpec;
    const values = [[level, good(2, 20)], [level, good(1, 10)]] as const;
    const data = readRaw(Buffer.from(messages.deviceData("tank", values).payload));
    assert.deepEqual(data.metrics.map(({ timestamp, alias, name }) => [timestamp, alias, name]), [
      [10, level.alias, undefined],
      [20, level.alias, undefined],
    ]);
    assert.equal(data.seq, 2);
  });

  it("a packet of any size is seen, however it is cut into chunks", () => {
    const packet = (length: number): Buffer => {
      const head = [0x30];
      let left = length;
      do {
        head.push((left % 128) | (left >= 128 ? 0x80 : 0));
        left = Math.floor(left / 128);
      } while (left > 0);
      return Buffer.concat([Buffer.from(head), Buffer.alloc(length, 0xff)]);
    };
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1200 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 300 }),
        (lengths, chunk) => {
          const watch = new PacketWatch(1000);
          const bytes = Buffer.concat(lengths.map(packet));
          let accepted = true;
          for (let at = 0; at < bytes.length && accepted; at += chunk)
            accepted = watch.accepts(bytes.subarray(at, at + chunk));
          assert.equal(accepted, lengths.every((length) => length <= 1000));
        },
      ),
    );
    const endless = Uint8Array.of(0x30, 0x80, 0x80, 0x80, 0x80, 1);
    assert.equal(new PacketWatch(1000).accepts(endless), false);
  });
});
