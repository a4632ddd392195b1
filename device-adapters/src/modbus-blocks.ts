import type { PointSpec, Table } from "@quorate/protocol";
import { registersOf } from "./codec.ts";
import { limits } from "./limits.ts";

/** A point that Modbus can address. */
export interface MappedPoint extends PointSpec {
  readonly table: Table;
  readonly register: number;
}

/** Points of one table that one request reads. */
export interface Block {
  readonly table: Table;
  readonly register: number;
  readonly count: number;
  /** In the order of their registers. */
  readonly points: readonly MappedPoint[];
}

export interface Gaps {
  readonly gapRegisters: number;
  readonly gapBits: number;
}

export const isBits = (table: Table): boolean => table === "coil" || table === "discrete";

export const mostPerRead = (table: Table): number =>
  isBits(table) ? limits.bitsPerRead : limits.registersPerRead;

const endOf = (point: MappedPoint): number => point.register + registersOf(point);

const blockOf = (points: readonly MappedPoint[]): Block => {
  const [first] = points;
  if (first === undefined) throw new RangeError("a block has at least one point");
  const end = Math.max(...points.map(endOf));
  return { table: first.table, register: first.register, count: end - first.register, points };
};

/** The fewest requests that read the points without crossing a wider gap than allowed. */
export const planBlocks = (points: readonly MappedPoint[], gaps: Gaps): Block[] => {
  const blocks: Block[] = [];
  for (const table of ["coil", "discrete", "input", "holding"] as const) {
    const gap = isBits(table) ? gaps.gapBits : gaps.gapRegisters;
    const sorted = points
      .filter((point) => point.table === table)
      .sort((a, b) => a.register - b.register || endOf(a) - endOf(b));
    let run: MappedPoint[] = [];
    for (const point of sorted) {
      const end = Math.max(...run.map(endOf), 0);
      const start = run[0]?.register ?? point.register;
      const tooFar = point.register - end > gap;
      const tooLong = Math.max(end, endOf(point)) - start > mostPerRead(table);
      if (run.length > 0 && (tooFar || tooLong)) {
        blocks.push(blockOf(run));
        run = [];
      }
      run.push(point);
    }
    if (run.length > 0) blocks.push(blockOf(run));
  }
  return blocks;
};

/**
 * The two parts of a block that the device will not read as a whole, cut at its widest gap, else
 * in the middle. Repeated, it ends in single points, of which only the bad ones are lost.
 */
export const splitBlock = (block: Block): readonly [Block, Block] => {
  const { points } = block;
  let cut = Math.ceil(points.length / 2);
  let widest = 0;
  for (let index = 1; index < points.length; index += 1) {
    const before = points[index - 1];
    const after = points[index];
    if (before === undefined || after === undefined) continue;
    const gap = after.register - endOf(before);
    if (gap > widest) [widest, cut] = [gap, index];
  }
  return [blockOf(points.slice(0, cut)), blockOf(points.slice(cut))];
};
