import type { DeviceAdapter } from "@quorate/device-adapters";
import {
  type Clock,
  type Command,
  type CompiledInterlock,
  findDevice,
  interlocksOf,
  type PointRef,
  type PointValue,
  type Sample,
  showReading,
  type Site,
  type Unfulfilled,
  unfulfilledOf,
} from "@quorate/protocol";
import type { Refusal } from "./check.ts";
import { goodValue } from "./compare.ts";
import { patienceWith } from "./patience.ts";

/** What a guard needs to judge interlocks by reading its own devices. */
export interface OwnDevices {
  readonly site: Site;
  readonly clock: Pick<Clock, "after">;
  /** Of this guard's devices alone. */
  readonly adapters: ReadonlyMap<string, Pick<DeviceAdapter, "read">>;
}

/** What other guards' devices say is judged by the agents' vetoes. */
const isOwn =
  ({ adapters }: OwnDevices) =>
  ({ reads }: CompiledInterlock): boolean =>
    reads.every(({ device }) => adapters.has(device));

const refsOf = (own: OwnDevices, { device, writes }: Command): PointRef[] => {
  const interlocks = interlocksOf(own.site);
  if (!interlocks.any) return [];
  return writes
    .flatMap(({ point }) => interlocks.over(device, point))
    .filter(isOwn(own))
    .flatMap(({ reads }) => reads);
};

const nameOf = ({ device, point }: PointRef): string => `${device}/${point}`;

/** Settles by the clock even where an adapter does not. */
const within = (
  clock: OwnDevices["clock"],
  work: Promise<unknown>,
  ms: number,
): Promise<unknown> =>
  new Promise((resolve) => {
    const cancel = clock.after(ms, () => resolve(undefined));
    work.catch(() => {}).finally(() => {
      cancel();
      resolve(undefined);
    });
  });

const readNow = async (
  { clock, adapters, site }: OwnDevices,
  refs: readonly PointRef[],
): Promise<ReadonlyMap<string, Sample>> => {
  const samples = new Map<string, Sample>();
  const devices = [...new Set(refs.map(({ device }) => device))];
  const read = async (device: string, withinMs: number): Promise<void> => {
    const points = refs.filter((ref) => ref.device === device).map(({ point }) => point);
    const seen = await adapters.get(device)?.read([...new Set(points)], withinMs);
    for (const sample of seen ?? []) samples.set(nameOf({ device, point: sample.point }), sample);
  };
  const reads = devices.map((device) => {
    const { readWithinMs } = patienceWith(findDevice(site, device));
    return within(clock, read(device, readWithinMs), 2 * readWithinMs);
  });
  await Promise.all(reads);
  // What comes later must not change what is judged now.
  return new Map(samples);
};

const refusalOf = (
  { interlock, write, result }: Unfulfilled,
  values: (ref: PointRef) => PointValue | null,
): Refusal => {
  const refs = result.kind === "unread" ? result.missing : result.reads;
  const seen = refs.map((ref) => {
    const value = values(ref);
    return `${nameOf(ref)}=${value === null ? "no good reading" : showReading(value)}`;
  });
  const fault = result.kind === "contradicted" ? result.fault : "";
  const words = [interlock.because, seen.join(", "), fault].filter((text) => text !== "");
  const detail = words.join("; ");
  return { code: "ACTUATION_INTERLOCK", detail, point: write.point };
};

/**
 * Reads what the interlocks of a command need, of this guard's devices, and says what is against
 * the write. Null: nothing is. The answer comes at once where there is nothing to read.
 */
export const refusalByInterlock = (
  own: OwnDevices,
  command: Command,
): Refusal | null | Promise<Refusal | null> => {
  const judge = (samples: ReadonlyMap<string, Sample>): Refusal | null => {
    const values = (ref: PointRef): PointValue | null => goodValue(samples.get(nameOf(ref)));
    const [first] = unfulfilledOf(own.site, command, values, isOwn(own));
    return first === undefined ? null : refusalOf(first, values);
  };
  const refs = refsOf(own, command);
  return refs.length === 0 ? judge(new Map()) : readNow(own, refs).then(judge);
};
