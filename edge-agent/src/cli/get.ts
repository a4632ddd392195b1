import {
  answerMs,
  askStatus,
  CodedError,
  countSources,
  type DeviceSpec,
  type Envelope,
  faultsOf,
  findDevice,
  findPoint,
  hearOwn,
  isCoded,
  openGuardReading,
  type OwnReading,
  type PointSpec,
  type PointValue,
  type Quality,
  type Reading,
  ReadingViews,
  readPathOf,
  type Said,
  type Sample,
  type Site,
  type Sources,
} from "@quorate/protocol";
import { Command } from "commander";
import type { SiteLinks } from "@quorate/protocol/node";
import { complainOf, exitDone, exitFailed, say, sayJson, showSpan, table } from "./output.ts";
import { fewAnswer, openSession, type SessionFlags, withLinks, withSession } from "./session.ts";
import { showReading } from "./value.ts";

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
  /** Connections to the device behind the value: its guard's, and agents' own that see the same. */
  readonly sources: number;
  /** Connections that have a good and fresh value; more than `sources`: somebody sees another. */
  readonly readers: number;
}

/** Who shows what of each point, and who answered at all. */
class Views {
  readonly answered = new Set<number>();
  /** What agents say that they read themselves, by device. */
  readonly own = new Map<string, OwnReading[]>();
  private readonly readings = new ReadingViews();
  private readonly devices = new Map<string, ReadonlyMap<string, readonly Said[]>>();

  add(agent: number, readings: readonly Reading[]): void {
    this.answered.add(agent);
    this.readings.set(agent, readings);
  }

  groups(device: string, point: string): readonly Said[] {
    const said = this.devices.get(device) ?? this.readings.said(device);
    this.devices.set(device, said);
    return said.get(point) ?? [];
  }
}

/** Readings that guards signed; anything else that an agent may hand out is left out. */
const opened = (links: SiteLinks, envelopes: readonly Envelope[]): Reading[] =>
  envelopes.flatMap((envelope) => {
    try {
      return openGuardReading(links.context, links.site, envelope, Date.now()) ?? [];
    } catch (error) {
      if (isCoded(error)) return [];
      throw error;
    }
  });

/** All that one agent reads of a device itself, answer by answer, while there is time. */
const askOwn = async (
  links: SiteLinks,
  agent: number,
  device: string,
  deadlineMs: number,
): Promise<OwnReading[]> => {
  const heard: OwnReading[] = [];
  let from = 0;
  do {
    const own = { device, from };
    const leftMs = Math.max(1, deadlineMs - performance.now());
    const answer = await links.ask(agent, { own }, leftMs);
    const reading = hearOwn(links.site, own, answer?.own, Date.now());
    if (reading === null) break;
    heard.push(reading);
    from = reading.next;
  } while (from > 0 && performance.now() < deadlineMs);
  return heard;
};

/** Only where agents have a connection of their own is there a further source. */
const askOwns = async (
  links: SiteLinks,
  views: Views,
  devices: readonly DeviceSpec[],
): Promise<void> => {
  const deadlineMs = performance.now() + answerMs;
  const direct = devices.filter((device) => readPathOf(links.site, device)?.direct === true);
  const asked = direct.flatMap(({ name }) =>
    links.site.agents.map(async (_, agent) => {
      const heard = await askOwn(links, agent, name, deadlineMs);
      views.own.set(name, [...(views.own.get(name) ?? []), ...heard]);
    }),
  );
  await Promise.all(asked);
};

const ask = async (links: SiteLinks, devices: readonly DeviceSpec[]): Promise<Views> => {
  const views = new Views();
  const owns = askOwns(links, views, devices);
  const answers = await links.askAll({ readings: true }, answerMs);
  answers.forEach((answer, agent) => {
    if (answer !== null) views.add(agent, opened(links, answer.readings));
  });
  await owns;
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

/** Connections behind what these groups of at least f+1 agents say; they are newest first. */
const behind = (
  { site, views }: Judge,
  { device, point }: { readonly device: DeviceSpec; readonly point: PointSpec },
  alike: readonly Said[],
): Sources => {
  const own = (views.own.get(device.name) ?? []).flatMap(
    ({ samples }) => samples.get(point.name) ?? [],
  );
  const agreed = alike.flatMap(({ sample: { value, quality } }) =>
    value === null || quality !== "good" ? [] : [value],
  );
  return countSources({ site, device, point, agreed, own });
};

/** Quality and reason at a time: an old sample is stale, and nobody knows how old one is that is
 * dated further ahead than clocks may be. */
export const judgeDate = (
  { quality, reason, sourceTimeMs }: Sample,
  { site: { policy }, nowMs }: Pick<Judge, "nowMs"> & { readonly site: Pick<Site, "policy"> },
  scanMs: number,
): Pick<Sample, "quality" | "reason"> => {
  const isAhead = sourceTimeMs - nowMs > policy.clockDriftMs;
  const isStale = nowMs - sourceTimeMs > policy.freshness * scanMs;
  const why = isAhead && quality !== "bad" ? "CLOCK_AHEAD" : reason;
  if (isAhead || isStale) return { quality: "bad", reason: why ?? "STALE" };
  return { quality, ...(why === undefined ? {} : { reason: why }) };
};

const agreed = (judge: Judge, device: DeviceSpec, point: PointSpec): AgreedValue => {
  const { site, views } = judge;
  const of = site.agents.length;
  const common = { device: device.name, point: point.name, units: point.units ?? "", of };
  const groups = views.groups(device.name, point.name);
  const alike = groups.filter(({ agents }) => agents.size > faultsOf(of));
  const [group] = alike;
  if (group === undefined) {
    const reason = groups.length === 0 ? "NO_READING" : "NOT_AGREED";
    const agree = Math.max(0, ...groups.map(({ agents }) => agents.size));
    const none = { value: null, quality: "bad" as const, reason, sourceTime: null };
    return { ...common, ...none, agree, ...behind(judge, { device, point }, []) };
  }
  const { value, sourceTimeMs } = group.sample;
  const judged = judgeDate(group.sample, judge, point.scanMs ?? device.scanMs);
  const isGood = judged.quality === "good";
  return {
    ...{ ...common, value, ...judged },
    sourceTime: sourceTimeMs,
    agree: group.agents.size,
    ...behind(judge, { device, point }, isGood ? alike : []),
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
    const text = one.value === null ? "-" : showReading(spec, one.value);
    const shown = one.reason === "NOT_AGREED" ? "not agreed" : text;
    const quality = one.reason === undefined ? one.quality : `${one.quality} ${one.reason}`;
    const age = one.sourceTime === null ? "-" : showSpan(Math.max(0, nowMs - one.sourceTime));
    const sources = one.readers > one.sources ? `${one.sources} of ${one.readers}` : one.sources;
    const agree = `${one.agree} of ${one.of}`;
    return [one.device, one.point, shown, quality, age, agree, String(sources)];
  });
  say(table(["device", "point", "value", "quality", "age", "agree", "sources"], rows));
};

const run = async (targets: readonly string[], flags: SessionFlags): Promise<number> => {
  const home = await openSession(flags);
  const { site } = home;
  const wanted = targets.length === 0 ? site.devices.map(({ name }) => name) : targets;
  const points = wanted.flatMap((target) => chosen(site, target));
  return withLinks(home, async (links) => {
    const devices = [...new Set(points.map(([device]) => device))];
    const [views, nowMs] = await Promise.all([ask(links, devices), siteNowMs(links)]);
    const values = points.map(([device, point]) => agreed({ site, views, nowMs }, device, point));
    if (flags.json === true) sayJson(values);
    else show(site, values, nowMs);
    const few = fewAnswer(links, views.answered.size);
    if (few === null) return exitDone;
    complainOf(few);
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
