import assert from "node:assert/strict";
import type { Table } from "@quorate/protocol";
import fc from "fast-check";
import { registersOf } from "../../device-adapters/src/codec.ts";
import {
  type MappedPoint,
  mostPerRead,
  planBlocks,
  splitBlock,
} from "../../device-adapters/src/modbus-blocks.ts";
import { reading } from "./tank-device.ts";

const gaps = { gapRegisters: 8, gapBits: 64 };
const at = (table: Table, register: number, type: MappedPoint["type"] = "uint16"): MappedPoint => ({
  ...reading(`${table}-${register}`, { type }),
  table,
  register,
});
const shape = (points: readonly MappedPoint[]): readonly (readonly [string, number, number])[] =>
  planBlocks(points, gaps).map((block) => [block.table, block.register, block.count]);

describe("modbus-blocks: plan", () => {
  it("joins neighbours within the gap and no further", () => {
    assert.deepEqual(shape([at("input", 12), at("input", 10, "float32")]), [["input", 10, 3]]);
    assert.deepEqual(shape([at("input", 0), at("input", 9)]), [["input", 0, 10]]);
    assert.deepEqual(shape([at("input", 0), at("input", 10)]), [
      ["input", 0, 1],
      ["input", 10, 1],
    ]);
  });

  it("never mixes tables", () => {
    assert.deepEqual(shape([at("holding", 1), at("input", 1), at("coil", 1, "bool")]), [
      ["coil", 1, 1],
      ["input", 1, 1],
      ["holding", 1, 1],
    ]);
  });

  it("covers each point once, within the limits of a request", () => {
    const points = fc.uniqueArray(
      fc.tuple(fc.constantFrom<Table>("coil", "input", "holding"), fc.nat(5000)),
      { selector: ([table, register]) => `${table} ${register}`, maxLength: 300 },
    );
    fc.assert(
      fc.property(points, (places) => {
        const mapped = places.map(([table, register]) =>
          at(table, register, table === "coil" ? "bool" : "float64"),
        );
        const blocks = planBlocks(mapped, gaps);
        assert.equal(blocks.flatMap((block) => block.points).length, mapped.length);
        for (const { table, register, count, points: inside } of blocks) {
          assert.ok(count <= mostPerRead(table));
          for (const point of inside) {
            assert.ok(point.table === table && point.register >= register);
            assert.ok(point.register + registersOf(point) <= register + count);
          }
        }
      }),
    );
  });
});

describe("modbus-blocks: split", () => {
  it("cuts at the widest gap", () => {
    const [block] = planBlocks([at("input", 0), at("input", 1), at("input", 5)], gaps);
    assert.ok(block);
    const [left, right] = splitBlock(block);
    assert.deepEqual([left.register, left.count], [0, 2]);
    assert.deepEqual([right.register, right.count], [5, 1]);
  });

  it("cuts in the middle where there is no gap", () => {
    const [block] = planBlocks([0, 1, 2, 3].map((register) => at("input", register)), gaps);
    assert.ok(block);
    assert.deepEqual(splitBlock(block).map((part) => part.points.length), [2, 2]);
  });
});
