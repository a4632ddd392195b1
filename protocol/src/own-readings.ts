import { limits } from "./limits.ts";
import { type DeviceSpec, findDevice, type Site } from "./site.ts";
import type { Quality, Sample } from "./value.ts";
import { encode, type WireOwnRange, type WireOwnSamples, wire } from "./wire.ts";
import { fromWireValue, toWireValue } from "./wire-value.ts";

/** A sample and how long ago the device had it, ms, by a clock that nobody sets. */
export interface AgedSample {
  readonly sample: Sample;
  readonly ageMs: number;
}

/** What one agent says that it reads of a device itself, by point. */
export interface OwnReading {
  readonly device: string;
  /** The agent's clock, milliseconds since 1970. */
  readonly timeMs: number;
  readonly samples: ReadonlyMap<string, AgedSample>;
  /** Where to ask on; 0 when this was the end. */
  readonly next: number;
}

interface Teller {
  readonly site: Site;
  readonly nowMs: number;
  sample(device: string, point: string): AgedSample | undefined;
}

const qualities: readonly Quality[] = ["bad", "uncertain", "good"];

const encodedSample = (point: number, { sample, ageMs }: AgedSample) => ({
  point,
  ...(sample.value === null ? {} : { value: toWireValue(sample.value) }),
  quality: qualities.indexOf(sample.quality),
  reason: sample.reason ?? "",
  ageMs: Math.max(0, Math.round(ageMs)),
});

/**
 * An agent's answer, which it does not sign: the link it goes over proves who says it. What passes
 * `ownBytes` is left for a further question (S9). A device that the site has not is nothing read.
 */
export const tellOwn = (teller: Teller, { device: name, from }: WireOwnRange): WireOwnSamples => {
  const points = findDevice(teller.site, name)?.points ?? [];
  const samples: ReturnType<typeof encodedSample>[] = [];
  let [bytes, next] = [0, 0];
  for (let place = from; place < points.length; place += 1) {
    const point = points[place] as DeviceSpec["points"][number];
    const found = teller.sample(name, point.name);
    if (found === undefined) continue;
    const encoded = encodedSample(place, found);
    bytes += encode(wire.OwnSample, encoded).length;
    if (bytes > limits.ownBytes && samples.length > 0) {
      next = place;
      break;
    }
    samples.push(encoded);
  }
  const timeMs = Math.max(0, Math.round(teller.nowMs));
  return { device: name, timeMs, samples, next } as unknown as WireOwnSamples;
};

/**
 * What an agent answered. Points and devices that the site has not are left out: whoever says them
 * has another site, or none (S10). Null when it is no answer to `asked`.
 */
export const hearOwn = (
  site: Site,
  asked: WireOwnRange,
  answer: WireOwnSamples | null | undefined,
  receivedTimeMs: number,
): OwnReading | null => {
  const device = findDevice(site, asked.device);
  if (device === undefined || answer?.device !== asked.device) return null;
  const { timeMs, next } = answer;
  const samples = new Map<string, AgedSample>();
  for (const { point, value: wired, quality, reason, ageMs } of answer.samples) {
    const spec = device.points[point];
    if (spec === undefined) continue;
    const value = fromWireValue(wired);
    const sample: Sample = {
      ...{ point: spec.name, value, receivedTimeMs, sourceTimeMs: timeMs - ageMs },
      quality: value === null ? "bad" : (qualities[quality] ?? "bad"),
      ...(reason === "" ? {} : { reason }),
    };
    samples.set(spec.name, { sample, ageMs });
  }
  // One that sends its client in a circle is heard once.
  return { device: device.name, timeMs, samples, next: next > asked.from ? next : 0 };
};
