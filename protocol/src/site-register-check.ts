import type { DeviceSpec, PointSpec, PointType, Table } from "./site.ts";
import type { Item } from "./site-check.ts";
import type { Path, Problems } from "./site-problem.ts";

const registersOfType: Readonly<Record<Exclude<PointType, "string">, number>> = {
  bool: 1,
  int16: 1,
  uint16: 1,
  int32: 2,
  uint32: 2,
  int64: 4,
  uint64: 4,
  float32: 2,
  float64: 4,
};

/** Registers, or bits, that a point takes. */
export const registersOf = (point: PointSpec): number =>
  point.type === "string" ? (point.length ?? 1) : registersOfType[point.type];

/** A mailbox's numbers are of 32 bits. */
const mailboxRegisters = 2;

interface Taken {
  readonly name: string;
  readonly path: Path;
  readonly table: Table;
  readonly from: number;
  /** The first one that is free again. */
  readonly to: number;
}

const takenBy = (device: DeviceSpec, path: Path, points: readonly Item<PointSpec>[]): Taken[] => {
  const taken = points.flatMap(({ value: point, path: at }): Taken[] => {
    const { table, register: from } = point;
    if (table === undefined || from === undefined) return [];
    const name = `${device.name}/${point.name}`;
    return [{ name, path: [...at, "register"], table, from, to: from + registersOf(point) }];
  });
  for (const [part, from] of Object.entries(device.mailbox ?? {}))
    taken.push({
      ...{ name: `${device.name}'s mailbox ${part}`, path: [...path, "mailbox", part] },
      ...{ table: "holding", from, to: from + mailboxRegisters },
    });
  return taken;
};

const checkOverlap = (problems: Problems, taken: readonly Taken[]): void => {
  const sorted = [...taken].sort((a, b) => a.from - b.from);
  let reaching: Taken | undefined;
  for (const next of sorted) {
    if (reaching !== undefined && next.from < reaching.to) {
      const inOrder = taken.indexOf(reaching) < taken.indexOf(next);
      const [earlier, later] = inOrder ? [reaching, next] : [next, reaching];
      const share = `${next.table} ${next.from}..${Math.min(next.to, reaching.to) - 1}`;
      problems.error(
        "OVERLAP",
        later.path,
        `${later.name} and ${earlier.name} share ${share} (line ${problems.lineOf(earlier.path)})`,
      );
    }
    if (reaching === undefined || next.to > reaching.to) reaching = next;
  }
};

export interface DeviceItem extends Item<DeviceSpec> {
  readonly points: readonly Item<PointSpec>[];
}

/**
 * Two names for one register would have two orders of writes (S3). Devices with one address and
 * unit are one set of registers.
 */
export const checkRegisters = (problems: Problems, devices: readonly DeviceItem[]): void => {
  const spaces = new Map<string, Taken[]>();
  for (const { value: device, path, points } of devices) {
    if (device.protocol === "opcua") continue;
    for (const taken of takenBy(device, path, points)) {
      const space = `${device.address} ${device.unit ?? 1} ${taken.table}`;
      spaces.set(space, [...(spaces.get(space) ?? []), taken]);
      if (taken.to > 65_536)
        problems.error("REGISTER", taken.path, `${taken.name} ends beyond register 65535`);
    }
  }
  for (const taken of spaces.values()) checkOverlap(problems, taken);
};
