import type { DeviceSpec, PointSpec, PointType, Table } from "./site.ts";
import { formatAddress, parseAddress } from "./site-address.ts";
import type { Item } from "./site-check.ts";
import { canonicalNodeId } from "./site-node-id.ts";
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

/** One name for one server, however its address is written. */
const opcuaServer = (address: string): string => {
  const [, authority = "", path = ""] = /^opc\.tcp:\/\/([^/]+)(\/.*)?$/.exec(address) ?? [];
  const place = parseAddress(authority) ?? parseAddress(`${authority}:4840`);
  const at = place === null ? authority : formatAddress(place);
  return at.toLowerCase() + path.replace(/\/+$/, "");
};

/** Two names for one node, as for one register. */
const checkNodes = (problems: Problems, devices: readonly DeviceItem[]): void => {
  const seen = new Map<string, { readonly name: string; readonly path: Path }>();
  for (const { value: device, points } of devices) {
    if (device.protocol !== "opcua") continue;
    for (const { value: point, path: at } of points) {
      const node = point.nodeId === undefined ? null : canonicalNodeId(point.nodeId);
      if (node === null) continue;
      const [name, path] = [`${device.name}/${point.name}`, [...at, "nodeId"]];
      const key = `${opcuaServer(device.address)} ${node}`;
      const first = seen.get(key);
      if (first === undefined) seen.set(key, { name, path });
      else
        problems.error(
          "OVERLAP",
          path,
          `${name} and ${first.name} are one node (line ${problems.lineOf(first.path)})`,
          "one name is enough: a set point may be read back by its own name",
        );
    }
  }
};

/** A serial line is a line of the guard's own box; a network has each address once. */
const unitOf = ({ protocol, guard, address, unit = 1 }: DeviceSpec): string =>
  protocol === "modbus-rtu" ? `${guard} ${address} ${unit}` : `${address.toLowerCase()} ${unit}`;

/**
 * Two names for one register would have two orders of writes (S3). Devices with one address and
 * unit are one set of registers.
 */
export const checkRegisters = (problems: Problems, devices: readonly DeviceItem[]): void => {
  const spaces = new Map<string, Taken[]>();
  for (const { value: device, path, points } of devices) {
    if (device.protocol === "opcua") continue;
    for (const taken of takenBy(device, path, points)) {
      const space = `${unitOf(device)} ${taken.table}`;
      spaces.set(space, [...(spaces.get(space) ?? []), taken]);
      if (taken.to > 65_536)
        problems.error("REGISTER", taken.path, `${taken.name} ends beyond register 65535`);
    }
  }
  for (const taken of spaces.values()) checkOverlap(problems, taken);
  checkNodes(problems, devices);
};
