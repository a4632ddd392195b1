import {
  type AgreedAlarm,
  agreeAlarm,
  type AlarmLine,
  type AlarmPlace,
  alarmsOf,
  parseAlarms,
  type Site,
  type WireAnswer,
} from "@quorate/protocol";
import type { Lies } from "./lies.ts";
import { limits } from "./limits.ts";
import type { AlarmEvent, AlarmFigures, AlarmView } from "./shared/messages.ts";

/** Who says something else than f+1 for so long, ms, lies: being behind takes no longer. */
const contradictionMs = 5000;
const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** EEMUA 191: more new alarms than this within ten minutes are a flood. */
const floodPerTenMinutes = 10;
const chatteringPerMinute = 3;

type Lines = ReadonlyMap<string, Partial<AlarmLine>>;

const unraised = (place: AlarmPlace, agree: number): AlarmView => {
  const { id, device, point, kind, priority, limit } = place;
  return {
    ...{ id, device, point, kind, priority, limit, agreed: true, agree },
    ...{ condition: "normal", state: "NORMAL", below: "NORMAL", held: false },
    ...{ raisedMs: null, clearedMs: null, value: null },
    ...{ acknowledged: null, shelved: null, outOfService: null },
  };
};

const viewOf = (place: AlarmPlace, { line, agree }: AgreedAlarm, before: AlarmView): AlarmView => {
  if (line === null) return { ...before, agreed: false, agree };
  const { raisedMs, clearedMs, ...rest } = line;
  return {
    ...unraised(place, agree),
    ...rest,
    raisedMs: raisedMs === 0 ? null : raisedMs,
    clearedMs: clearedMs === 0 ? null : clearedMs,
  };
};

const wordOf = (view: AlarmView): string => JSON.stringify(view);

/** Who did what led from one state to the other, where a person did. */
const doerOf = (before: AlarmView, after: AlarmView): string => {
  if (after.outOfService !== null && before.outOfService === null) return after.outOfService.by;
  if (after.shelved !== null && before.shelved === null) return after.shelved.by;
  const acknowledged = after.acknowledged?.ms !== before.acknowledged?.ms;
  return acknowledged ? (after.acknowledged?.by ?? "") : "";
};

/**
 * The alarms of a site as f+1 agents tell them. A state in which they contradict each other is not
 * shown as if it were one; an agent that goes on saying something else is named.
 */
export class Alarms {
  private readonly places: readonly AlarmPlace[];
  private readonly of: number;
  private readonly lies: Lies;
  private readonly answers = new Map<number, Lines>();
  private readonly views = new Map<string, AlarmView>();
  /** When an agent began to say something else, by agent and alarm. */
  private readonly contradicting = new Map<string, number>();
  private events: AlarmEvent[] = [];

  constructor(site: Site, lies: Lies) {
    this.places = alarmsOf(site);
    this.of = site.agents.length;
    this.lies = lies;
    for (const place of this.places) this.views.set(place.id, unraised(place, 0));
  }

  get all(): AlarmView[] {
    return [...this.views.values()];
  }

  /** Events of the last day, from the history of an earlier run; oldest first. */
  remember(events: readonly AlarmEvent[]): void {
    this.events = [...events, ...this.events].slice(-limits.alarmEventsKept);
  }

  take(agent: number, answer: WireAnswer): void {
    this.answers.set(agent, parseAlarms(answer));
  }

  drop(agent: number): void {
    this.answers.delete(agent);
  }

  /** What is another one than before, and the events that made it so. */
  settle(enough: number, siteMs: number): { changed: AlarmView[]; events: AlarmEvent[] } {
    const changed: AlarmView[] = [];
    const events: AlarmEvent[] = [];
    if (this.answers.size < enough) return { changed, events };
    const answers = [...this.answers.values()];
    for (const place of this.places) {
      const before = this.views.get(place.id) as AlarmView;
      const agreed = agreeAlarm(place, answers, this.of);
      const after =
        agreed === null ? unraised(place, this.answers.size) : viewOf(place, agreed, before);
      this.judge(place.id, agreed, siteMs);
      if (wordOf(before) === wordOf(after)) continue;
      this.views.set(place.id, after);
      changed.push(after);
      const event = this.eventOf(before, after, siteMs);
      if (event !== null) events.push(event);
    }
    this.events.push(...events);
    this.events.splice(0, this.events.length - limits.alarmEventsKept);
    return { changed, events };
  }

  figures(nowMs: number): AlarmFigures {
    while ((this.events[0]?.ms ?? nowMs) < nowMs - dayMs) this.events.shift();
    const raised = this.events.filter(({ to }) => to === "UNACK");
    const times = raised.map(({ ms }) => ms);
    const perTenMinutes = times.filter((ms) => ms > nowMs - 10 * minuteMs).length;
    let [peak, first] = [0, 0];
    times.forEach((ms, place) => {
      while ((times[first] as number) <= ms - 10 * minuteMs) first += 1;
      peak = Math.max(peak, place - first + 1);
    });
    const standing = this.all.filter(
      ({ condition, raisedMs }) => condition === "active" && (raisedMs ?? nowMs) < nowMs - dayMs,
    );
    return {
      ...{ perTenMinutes, peakPerTenMinutes: peak, flood: perTenMinutes > floodPerTenMinutes },
      standing: standing.map(({ id }) => id),
      chattering: this.chattering(raised, nowMs),
    };
  }

  private chattering(raised: readonly AlarmEvent[], nowMs: number): string[] {
    const byAlarm = new Map<string, number[]>();
    for (const { id, ms } of raised) {
      if (ms < nowMs - hourMs) continue;
      byAlarm.set(id, [...(byAlarm.get(id) ?? []), ms]);
    }
    const isChattering = (times: readonly number[]): boolean =>
      times.some((ms, place) => {
        const third = times[place + chatteringPerMinute - 1];
        return third !== undefined && third - ms <= minuteMs;
      });
    return [...byAlarm].flatMap(([id, times]) => (isChattering(times) ? [id] : []));
  }

  /** A new occurrence is an event even where the state was the same before. */
  private eventOf(before: AlarmView, after: AlarmView, siteMs: number): AlarmEvent | null {
    const isNew = after.raisedMs !== before.raisedMs && after.condition === "active";
    if (after.state === before.state && !isNew) return null;
    const ms = isNew ? (after.raisedMs ?? siteMs) : siteMs;
    return {
      ...{ ms, id: after.id, priority: after.priority, from: before.state, to: after.state },
      ...{ raisedMs: after.raisedMs, value: after.value, by: doerOf(before, after) },
    };
  }

  private judge(id: string, agreed: AgreedAlarm | null, nowMs: number): void {
    const line = agreed?.line ?? null;
    if (agreed !== null && line === null) return;
    for (const [agent, lines] of this.answers) {
      const said = lines.get(id);
      const key = `${agent} ${id}`;
      if (this.saysSo(said, line)) {
        this.contradicting.delete(key);
        continue;
      }
      const sinceMs = this.contradicting.get(key) ?? nowMs;
      this.contradicting.set(key, sinceMs);
      if (nowMs - sinceMs < contradictionMs) continue;
      this.contradicting.delete(key);
      const agreedState = line?.state ?? "NORMAL";
      const detail = `it says ${said?.state ?? "NORMAL"}, f+1 agents say ${agreedState}`;
      this.lies.add(agent, { code: "LIE_ALARM", about: id, detail }, nowMs);
    }
  }

  private saysSo(said: Partial<AlarmLine> | undefined, line: AgreedAlarm["line"]): boolean {
    if (said === undefined || line === null) return said === undefined && line === null;
    const parts = Object.entries(line).filter(([name]) => name !== "value");
    return parts.every(
      ([name, part]) => JSON.stringify(said[name as keyof AlarmLine]) === JSON.stringify(part),
    );
  }
}
