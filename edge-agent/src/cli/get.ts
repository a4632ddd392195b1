import {
  askStatus,
  CodedError,
  type DeviceSpec,
  type Envelope,
  faultsOf,
  findDevice,
  findPoint,
  isCoded,
  openReading,
  type PointSpec,
  type PointValue,
  type Quality,
  type Reading,
  type Sample,
  type Site,
} from "@quorate/protocol";
import { Command } from "commander";
import type { SiteLinks } from "@quorate/protocol/node";
import { complain, exitDone, exitFailed, say, sayJson, showSpan, table } from "./output.ts";
import { openSession, type SessionFlags, withLinks, withSession } from "./session.ts";
import { showValue } from "./value.ts";

/** The shape of `quorate get --json`: scripts rely on it. */
export interface AgreedValue {
  readonly device: string;
  readonly point: string;
  readonly value: PointValue | null;
  readonly units: string;
  readonly quality: Quality;
  readonly reason?: string;
  readonly sourceTime: number | null;
  /** Agents that have this very value of this very time, of how many. */
  readonly agree: number;
  readonly of: number;
  /** Independent readers behind the value. */
  readonly sources: number;
}

const answerMs = 2000;

/** A reading that its guard signed; null for anything else an agent may hand out. */
const openGuards = (links: SiteLinks, envelope: Envelope, nowMs: number): Reading | null => {
  try {
    const reading = openReading(links.context, envelope, nowMs);
    const guard = findDevice(links.site, reading.device)?.guard;
    const key = links.site.guards.find(({ name }) => name === guard)?.key;
    return key === reading.guard ? reading : null;
  } catch (error) {
    if (isCoded(error)) return null;
    throw error;
  }
};

interface Group {
  readonly timeMs: number;
  readonly sample: Sample;
  readonly agents: Set<number>;
}

/** Who says what of each point: groups of agents with one sample of one signed reading. */
class Views {
  readonly answered = new Set<number>();
  private readonly points = new Map<string, Map<string, Group>>();

  add(agent: number, readings: readonly Reading[]): void {
    this.answered.add(agent);
    for (const { device, timeMs, samples } of readings)
      for (const sample of samples) {
        const { value, quality, reason, sourceTimeMs } = sample;
        // Not by the reading's own time: a guard signs again for each agent that comes up.
        const key = JSON.stringify([sourceTimeMs, value, quality, reason ?? ""]);
        const name = `${device}/${sample.point}`;
        const groups = this.points.get(name) ?? new Map<string, Group>();
        const known = groups.get(key);
        const agents = (known?.agents ?? new Set()).add(agent);
        groups.set(key, { timeMs: Math.max(timeMs, known?.timeMs ?? 0), sample, agents });
        this.points.set(name, groups);
      }
  }

  groups(device: string, point: string): readonly Group[] {
    const groups = this.points.get(`${device}/${point}`)?.values() ?? [];
    return [...groups].sort((left, right) => right.timeMs - left.timeMs);
  }
}

const ask = async (links: SiteLinks): Promise<Views> => {
  const views = new Views();
  const answers = await links.askAll({ readings: true }, answerMs);
  answers.forEach((answer, agent) => {
    if (answer === null) return;
    const opened = answer.readings.map((envelope) => openGuards(links, envelope, Date.now()));
    views.add(agent, opened.filter((reading) => reading !== null));
  });
  return views;
};

/** The agents' time: a workstation's clock alone must not make the plant look stale. */
const siteNowMs = async (links: SiteLinks): Promise<number> => {
  const askedMs = performance.now();
  const clocks = (await askStatus(links))
    .flatMap((answer) => (answer === null ? [] : [answer.clockMs]))
    .sort((left, right) => left - right);
  const clock = clocks[clocks.length >> 1];
  return clock === undefined ? Date.now() : clock + (performance.now() - askedMs) / 2;
};

interface Judge {
  readonly site: Site;
  readonly views: Views;
  readonly nowMs: number;
}

const agreed = (
  { site, views, nowMs }: Judge,
  device: DeviceSpec,
  point: PointSpec,
): AgreedValue => {
  const of = site.agents.length;
  const common = { device: device.name, point: point.name, units: point.units ?? "", of };
  const groups = views.groups(device.name, point.name);
  const group = groups.find(({ agents }) => agents.size > faultsOf(of));
  if (group === undefined) {
    const reason = groups.length === 0 ? "NO_READING" : "NOT_AGREED";
    const agree = Math.max(0, ...groups.map(({ agents }) => agents.size));
    const none = { value: null, quality: "bad" as const, reason, sourceTime: null };
    return { ...common, ...none, agree, sources: 0 };
  }
  const { value, quality, reason, sourceTimeMs } = group.sample;
  const scanMs = point.scanMs ?? device.scanMs;
  const isStale = nowMs - sourceTimeMs > site.policy.freshness * scanMs;
  const why = reason ?? (isStale ? "STALE" : undefined);
  return {
    ...common,
    value,
    quality: isStale ? "bad" : quality,
    ...(why === undefined ? {} : { reason: why }),
    sourceTime: sourceTimeMs,
    agree: group.agents.size,
    sources: 1,
  };
};

/** Devices and points that `DEVICE` or `DEVICE/POINT` means. Throws GET_UNKNOWN. */
const chosen = (site: Site, target: string): readonly (readonly [DeviceSpec, PointSpec])[] => {
  const [deviceName = "", pointName] = target.split(/\/(.*)/s);
  const device = findDevice(site, deviceName);
  const unknown = (what: string, there: readonly { readonly name: string }[]): CodedError =>
    new CodedError("GET_UNKNOWN", what, {
      remedy: `there are: ${there.map(({ name }) => name).join(", ")}`,
    });
  if (device === undefined)
    throw unknown(`${site.name} has no device ${deviceName}`, site.devices);
  if (pointName === undefined) return device.points.map((point) => [device, point] as const);
  const point = findPoint(device, pointName);
  if (point === undefined) throw unknown(`${device.name} has no point ${pointName}`, device.points);
  return [[device, point]];
};

const show = (site: Site, values: readonly AgreedValue[], nowMs: number): void => {
  const rows = values.map((one) => {
    const device = findDevice(site, one.device) as DeviceSpec;
    const spec = findPoint(device, one.point);
    const text = one.value === null ? "-" : showValue(spec, one.value);
    const shown = one.reason === "NOT_AGREED" ? "not agreed" : text;
    const quality = one.reason === undefined ? one.quality : `${one.quality} ${one.reason}`;
    const age = one.sourceTime === null ? "-" : showSpan(Math.max(0, nowMs - one.sourceTime));
    return [one.device, one.point, shown, quality, age, `${one.agree} of ${one.of}`];
  });
  say(table(["device", "point", "value", "quality", "age", "agree"], rows));
};

const run = async (targets: readonly string[], flags: SessionFlags): Promise<number> => {
  const home = await openSession(flags);
  const { site } = home;
  const wanted = targets.length === 0 ? site.devices.map(({ name }) => name) : targets;
  const points = wanted.flatMap((target) => chosen(site, target));
  return withLinks(home, async (links) => {
    const [views, nowMs] = await Promise.all([ask(links), siteNowMs(links)]);
    const values = points.map(([device, point]) => agreed({ site, views, nowMs }, device, point));
    if (flags.json === true) sayJson(values);
    else show(site, values, nowMs);
    const enough = faultsOf(site.agents.length) + 1;
    if (views.answered.size >= enough) return exitDone;
    const count = `${views.answered.size} of ${site.agents.length} agents answer`;
    complain("CONTACT_FEW", `${count}, ${enough} are needed to agree; missing: ${links.missing}`);
    return exitFailed;
  });
};

export const getCommand = (exit: (status: number) => void): Command =>
  withSession(new Command("get"))
    .description("readings that f+1 agents agree on, with quality and age")
    .argument("[device[/point]...]", "all devices where absent")
    .action(async (targets: string[], flags: SessionFlags) => {
      exit(await run(targets, flags));
    });
