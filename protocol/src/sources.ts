import { formatAddress, parseAddress } from "./site-address.ts";
import type { AgedSample } from "./own-readings.ts";
import { type DeviceSpec, type PointSpec, readUnitOf, type Site } from "./site.ts";
import type { PointValue } from "./value.ts";

/** A device as agents can read it. */
export interface ReadPath {
  readonly device: DeviceSpec;
  /** How old an answer may be already, ms. */
  readonly cachedMs: number;
  /** Whether it is a connection to the device; else a guard stands between. */
  readonly direct: boolean;
}

/** What an agent waits for a guard's server at least, as for any other device. */
const serverAnswerMs = 1000;

/** A guard's server answers as late as the device does, and after what is under way there. */
const timeoutThrough = ({ timeoutMs }: DeviceSpec): Pick<DeviceSpec, "timeoutMs"> =>
  timeoutMs === undefined ? {} : { timeoutMs: Math.max(serverAnswerMs, 2 * timeoutMs) };

const sameAddress = (left: string, right: string): boolean => {
  const [one, other] = [parseAddress(left), parseAddress(right)];
  if (one === null || other === null) return left === right;
  return formatAddress(one).toLowerCase() === formatAddress(other).toLowerCase();
};

/**
 * Where agents may read a device: at its `readAddress`, or, a Modbus device, at its guard's
 * read-only server, which gives an answer again for up to a scan. Null where there is neither.
 */
export const readPathOf = (site: Site, device: DeviceSpec): ReadPath | null => {
  const guard = site.guards.find(({ name }) => name === device.guard);
  const { mailbox: _mailbox, serial: _serial, ...rest } = device;
  const address = device.readAddress ?? guard?.modbusReadOnly;
  if (device.protocol === "opcua")
    return device.readAddress === undefined
      ? null
      : { device: { ...rest, address: device.readAddress }, cachedMs: 0, direct: true };
  if (address === undefined) return null;
  const isGuards = site.guards.some(
    ({ modbusReadOnly }) => modbusReadOnly !== undefined && sameAddress(modbusReadOnly, address),
  );
  const read: DeviceSpec = { ...rest, protocol: "modbus-tcp", address };
  return {
    device: isGuards
      ? { ...read, ...timeoutThrough(device), unit: readUnitOf(device) }
      : read,
    ...{ cachedMs: isGuards ? device.scanMs : 0, direct: !isGuards },
  };
};

/** Numbers without a deadband may differ by this part of themselves. */
const grain = 1e-3;

/**
 * Whether an own value is what a guard's last readings say. Two readers never look at the same
 * moment: a number may be off by the point's deadband and by as much as it moved between them.
 */
const isAlike = (
  { deadband = 0 }: PointSpec,
  guards: readonly PointValue[],
  own: PointValue,
): boolean => {
  if (typeof own !== "number") return guards.includes(own);
  const numbers = guards.filter((value) => typeof value === "number");
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const reach = Math.max(deadband, high - low, grain * Math.max(Math.abs(low), Math.abs(high)));
  return own >= low - reach && own <= high + reach;
};

export interface Sources {
  /** Readers of the device whose good and fresh value is the agreed one; the guard is the first. */
  readonly sources: number;
  /** All readers of the device that have a good and fresh value. */
  readonly readers: number;
}

interface Judged {
  readonly site: Site;
  readonly device: DeviceSpec;
  readonly point: PointSpec;
  /** The guard's last values that f+1 agents hand out alike; none when the newest is not fresh. */
  readonly agreed: readonly PointValue[];
  /** What each agent that answered says that it read itself. */
  readonly own: readonly AgedSample[];
}

/**
 * How many connections to a device stand behind a value. Agents that read it through a guard's
 * read-only server repeat what that guard says and add nothing; a lying agent adds one at most.
 */
export const countSources = ({ site, device, point, agreed, own }: Judged): Sources => {
  const guard = agreed.length > 0 ? 1 : 0;
  if (readPathOf(site, device)?.direct !== true) return { sources: guard, readers: guard };
  const oldestMs = site.policy.freshness * (point.scanMs ?? device.scanMs);
  const seen = own
    .filter(({ sample, ageMs }) => sample.quality === "good" && ageMs <= oldestMs)
    .flatMap(({ sample }) => (sample.value === null ? [] : [sample.value]));
  const alike = guard === 0 ? [] : seen.filter((value) => isAlike(point, agreed, value));
  return { sources: guard + alike.length, readers: guard + seen.length };
};
