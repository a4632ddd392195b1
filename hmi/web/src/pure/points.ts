import type { ConfirmationClass, DeviceSpec, PointSpec, Site } from "@quorate/protocol";
import { rulesFor, signaturesFor } from "@quorate/protocol";
import { digitsFor, digitsOfRange } from "./number.ts";

/** A point of the site with what the page has to know about it. */
export interface PointInfo {
  readonly index: number;
  /** `DEVICE/POINT`. */
  readonly tag: string;
  readonly device: DeviceSpec;
  readonly spec: PointSpec;
  /** Ends of its scale, where the site file tells them. */
  readonly range: readonly [number, number] | null;
  readonly digits: number;
  /** Number of the set point whose read-back this is, and of the point that reads this one back. */
  readonly setPoint: number | null;
  readonly readBack: number | null;
  readonly confirmation: ConfirmationClass;
  /** Operators that must sign, the commander included. */
  readonly signatures: number;
  /** Interlocks in words. */
  readonly interlocks: readonly { readonly because: string; readonly require: string }[];
}

const isNumeric = ({ type }: PointSpec): boolean => type !== "bool" && type !== "string";

const alarmRange = ({ alarms }: PointSpec): readonly [number, number] | null => {
  if (alarms === undefined) return null;
  const levels = [alarms.lowLow, alarms.low, alarms.high, alarms.highHigh].filter(
    (level) => level !== undefined,
  );
  if (levels.length < 2) return null;
  const [low, high] = [Math.min(...levels), Math.max(...levels)];
  const margin = (high - low) / 8;
  return [low >= 0 ? Math.max(0, low - margin) : low - margin, high + margin];
};

const ownRange = (point: PointSpec): readonly [number, number] | null => {
  if (!isNumeric(point)) return null;
  const { limits, scale } = point;
  if (limits?.min !== undefined && limits.max !== undefined) return [limits.min, limits.max];
  if (scale !== undefined) return scale.value;
  return alarmRange(point);
};

const stricter = { A: 0, B: 1, C: 2 } as const;

const info = (
  site: Site,
  device: DeviceSpec,
  spec: PointSpec,
  first: number,
  index: number,
): PointInfo => {
  const tag = `${device.name}/${spec.name}`;
  const at = (name: string | undefined): number | null => {
    const place = device.points.findIndex((point) => point.name === name);
    return name === undefined || place < 0 ? null : first + place;
  };
  const commander = device.points.find(
    (point) => point.readback?.point === spec.name && point.name !== spec.name,
  );
  const range = ownRange(spec) ?? (commander === undefined ? null : ownRange(commander));
  const rules = rulesFor(site, device.name, spec.name);
  const signatures = signaturesFor(site, device.name, spec.name);
  const wanted: ConfirmationClass = spec.class ?? "A";
  const digits =
    spec.type === "float32" || spec.type === "float64" || spec.scale !== undefined
      ? range === null
        ? digitsFor(spec.deadband ?? 0)
        : digitsOfRange(...range)
      : 0;
  return {
    ...{ index, tag, device, spec, range, digits },
    setPoint: at(commander?.name),
    readBack: at(spec.readback?.point === spec.name ? undefined : spec.readback?.point),
    // Where a second operator must sign, nobody signs by a stroke of Enter.
    confirmation: signatures > 1 && stricter[wanted] < stricter.B ? "B" : wanted,
    signatures,
    interlocks: rules.flatMap(({ interlocks }) => interlocks),
  };
};

/** In the order of the site file, which numbers them. */
export const pointInfos = (site: Site): readonly PointInfo[] => {
  const infos: PointInfo[] = [];
  for (const device of site.devices) {
    const first = infos.length;
    device.points.forEach((spec, place) => {
      infos.push(info(site, device, spec, first, first + place));
    });
  }
  return infos;
};

/** Roles of which an operator needs one for every rule that matches the point; null: no rule. */
export const mayCommand = (site: Site, roles: readonly string[], { tag }: PointInfo): boolean => {
  const [device = "", point = ""] = tag.split("/");
  const rules = rulesFor(site, device, point);
  return rules.length > 0 && rules.every((rule) => rule.roles.some((role) => roles.includes(role)));
};
