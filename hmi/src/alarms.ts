import {
  type AgreedAlarm,
  agreeAlarm,
  type AlarmAnswer,
  type AlarmPlace,
  type AlarmSaid,
  alarmsOf,
  type AlarmState,
  type AlarmStateBelow,
  hearsAlarm,
  parseAlarms,
  type Site,
  type WireAnswer,
  wordOf,
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

const unraised = (place: AlarmPlace, agree: number): AlarmView => {
  const { id, device, point, kind, priority, limit } = place;
  return {
    ...{ id, device, point, kind, priority, limit, agreed: true, agree },
    ...{ condition: "normal", state: "NORMAL", below: "NORMAL", held: false },
    ...{ raisedMs: null, clearedMs: null, value: null },
    ...{ acknowledged: null, shelved: null, outOfService: null },
  };
};

const isHidden = (state: AlarmState): boolean => state === "SHELVED" || state === "OUT_OF_SERVICE";

/** What operators did is known; of the condition nobody says anything: it stays what it was. */
const keptWith = (before: AlarmView, line: NonNullable<AgreedAlarm["line"]>): AlarmView => {
  const { shelved, outOfService } = line;
  const state = isHidden(line.state) ? line.state : before.below;
  return { ...before, state, shelved, outOfService };
};

/** No spreads here: a flood of alarms is looked at several times a second. */
const heardView = (
  place: AlarmPlace,
  line: NonNullable<AgreedAlarm["line"]>,
  agree: number,
): AlarmView => ({
  id: place.id,
  device: place.device,
  point: place.point,
  kind: place.kind,
  priority: place.priority,
  limit: place.limit,
  agreed: true,
  agree,
  condition: line.condition,
  state: line.state,
  below: line.below,
  held: line.held,
  raisedMs: line.raisedMs === 0 ? null : line.raisedMs,
  clearedMs: line.clearedMs === 0 ? null : line.clearedMs,
  value: line.value,
  acknowledged: line.acknowledged,
  shelved: line.shelved,
  outOfService: line.outOfService,
});

const newestMs = (one: Pick<AlarmView, "raisedMs" | "clearedMs">): number =>
  Math.max(one.raisedMs ?? 0, one.clearedMs ?? 0);

const viewOf = (place: AlarmPlace, agreed: AgreedAlarm, known: AlarmView): AlarmView => {
  const { line, heard, agree } = agreed;
  if (line !== null && heard) return heardView(place, line, agree);
  const { unheard: _, ...before } = known;
  const unheard = { unheard: true } as const;
  if (line === null) return { ...before, agreed: false, agree, ...(agree === 0 ? unheard : {}) };
  // What they heard last may be older than what was known here: those who knew more are gone.
  const isOld = line.raisedMs === 0 || newestMs(line) < newestMs(known);
  const kept = isOld ? keptWith(before, line) : heardView(place, line, agree);
  return { ...kept, agreed: true, agree, ...unheard };
};

/** What a state says of the condition; one that hides it goes on as it was before. */
const belowOf = ({ from, to }: AlarmEvent): AlarmStateBelow => {
  const told = [to, from].find((state): state is AlarmStateBelow => !isHidden(state));
  // A new occurrence of one that is hidden.
  return told ?? "UNACK";
};

/** As an earlier run of the console saw it last. */
const remembered = (place: AlarmPlace, event: AlarmEvent): AlarmView => {
  const below = belowOf(event);
  const condition = below === "UNACK" || below === "ACK" ? "active" : "normal";
  const { raisedMs, value } = event;
  const told = { state: below, below, condition, raisedMs, value } as const;
  return { ...unraised(place, 0), ...told, agreed: false, unheard: true };
};

const marksOf = ({ acknowledged, shelved, outOfService }: AlarmView): string =>
  acknowledged === null && shelved === null && outOfService === null
    ? ""
    : JSON.stringify([acknowledged, shelved, outOfService]);

/** Of one alarm: its place is the same anyway. */
const isSame = (one: AlarmView, other: AlarmView): boolean =>
  one.agreed === other.agreed &&
  one.unheard === other.unheard &&
  one.agree === other.agree &&
  one.condition === other.condition &&
  one.state === other.state &&
  one.below === other.below &&
  one.held === other.held &&
  one.raisedMs === other.raisedMs &&
  one.clearedMs === other.clearedMs &&
  one.value === other.value &&
  marksOf(one) === marksOf(other);

/** Without what a clock ends by itself. */
const unshelved = (said: AlarmSaid): string =>
  wordOf({ ...said, shelved: null, state: said.state === "SHELVED" ? said.below : said.state });

/** They differ in whether a shelving is over, as clocks that differ do. */
const isByClock = (
  said: AlarmSaid | null | undefined,
  line: AgreedAlarm["line"],
  nowMs: number,
): boolean => {
  if (said == null || line === null || unshelved(said) !== unshelved(line)) return false;
  const isLate = said.shelved !== null && said.shelved.untilMs <= nowMs;
  return isLate || (said.shelved === null && line.shelved !== null);
};

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
  private readonly answers = new Map<number, AlarmAnswer>();
  private readonly views = new Map<string, AlarmView>();
  /** When an agent began to say something else, by agent and alarm. */
  private readonly contradicting = new Map<string, number>();
  private events: AlarmEvent[] = [];
  /** Something was said, or somebody fell silent, since it was settled last. */
  private isNews = true;

  constructor(site: Site, lies: Lies) {
    this.places = alarmsOf(site);
    this.of = site.agents.length;
    this.lies = lies;
    for (const place of this.places)
      this.views.set(place.id, { ...unraised(place, 0), agreed: false, unheard: true });
  }

  get all(): AlarmView[] {
    return [...this.views.values()];
  }

  /**
   * Events from the history of an earlier run, oldest first. Until the agents say what is, what was
   * stays; and what they say alike is no new event.
   */
  remember(events: readonly AlarmEvent[]): void {
    this.events = [...events, ...this.events].slice(-limits.alarmEventsKept);
    const last = new Map(events.map((event) => [event.id, event]));
    for (const place of this.places) {
      const event = last.get(place.id);
      if (event !== undefined) this.views.set(place.id, remembered(place, event));
    }
  }

  take(agent: number, answer: WireAnswer): void {
    this.answers.set(agent, parseAlarms(answer));
    this.isNews = true;
  }

  drop(agent: number): void {
    if (this.answers.delete(agent)) this.isNews = true;
  }

  /** What is another one than before, and the events that made it so. */
  settle(
    enough: number,
    siteMs: number,
    isBehind: (agent: number) => boolean = () => false,
  ): { readonly changed: AlarmView[]; readonly events: AlarmEvent[] } {
    const changed: AlarmView[] = [];
    const events: AlarmEvent[] = [];
    if (this.answers.size < enough) return { changed, events };
    // A contradiction ripens without a further word.
    if (!this.isNews && this.contradicting.size === 0) return { changed, events };
    this.isNews = false;
    const answers = [...this.answers.values()];
    for (const place of this.places) {
      const before = this.views.get(place.id) as AlarmView;
      const agreed = agreeAlarm(place, answers, this.of);
      const after =
        agreed === null ? unraised(place, this.answers.size) : viewOf(place, agreed, before);
      this.judge(place, agreed, { nowMs: siteMs, isBehind });
      if (isSame(before, after)) continue;
      this.views.set(place.id, after);
      changed.push(after);
      const event = this.eventOf(before, after, siteMs);
      if (event !== null) events.push(event);
    }
    this.events.push(...events);
    // One that is heard of late was raised before others that are known.
    if (events.length > 0) this.events.sort((left, right) => left.ms - right.ms);
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

  /**
   * Who does not hear the guard says what was, and so does everybody while too few hear it; who
   * has not all blocks that f+1 have, does not know yet what operators did.
   */
  private judge(
    place: AlarmPlace,
    agreed: AgreedAlarm | null,
    { nowMs, isBehind }: { nowMs: number; isBehind: (agent: number) => boolean },
  ): void {
    const line = agreed?.line ?? null;
    const isSure = agreed === null || (agreed.heard && line !== null);
    const { id } = place;
    const word = line === null ? undefined : wordOf(line);
    for (const [agent, answer] of this.answers) {
      const said = answer.lines.get(id);
      const key = `${agent} ${id}`;
      const isAlike = !isSure || said?.word === word || isByClock(said?.said, line, nowMs);
      if (isAlike || !hearsAlarm(answer, place) || isBehind(agent)) {
        if (this.contradicting.size > 0) this.contradicting.delete(key);
        continue;
      }
      const sinceMs = this.contradicting.get(key) ?? nowMs;
      this.contradicting.set(key, sinceMs);
      if (nowMs - sinceMs < contradictionMs) continue;
      this.contradicting.delete(key);
      const agreedState = line?.state ?? "NORMAL";
      const told = said === undefined ? "NORMAL" : (said.said?.state ?? "what is no state");
      const detail = `it says ${told}, f+1 agents say ${agreedState}`;
      this.lies.add(agent, { code: "LIE_ALARM", about: id, detail }, nowMs);
    }
  }
}
