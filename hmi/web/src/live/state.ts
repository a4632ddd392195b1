import type {
  AlarmView,
  ChangesMessage,
  CommandView,
  PointState,
  SnapshotMessage,
  TickMessage,
} from "../../../src/shared/messages.ts";
import { commandsShown } from "../../../src/shared/messages.ts";

/** What a part of the page may wait for; points have `point:INDEX`. */
export type Topic =
  | "snapshot"
  | "contact"
  | "tick"
  | "link"
  | "status"
  | "alarms"
  | "figures"
  | "commands"
  | "log"
  | "values"
  | `point:${number}`;

/** Contact between this page and its server. */
export type Contact = "connecting" | "live" | "lost";

/**
 * The newest state of everything, and who waits for which part of it. Values change in place, in
 * lists of fixed length: 5,000 tags a second leave no growth behind.
 */
export class LiveState {
  snapshot: SnapshotMessage | null = null;
  contact: Contact = "connecting";
  /** By the page's clock, when the contact was lost. */
  lostSinceMs = 0;
  /** The page's clock when the newest tick came. */
  tickAtMs = 0;
  private points: PointState[] = [];
  private readonly alarmsById = new Map<string, AlarmView>();
  private readonly commandsById = new Map<string, CommandView>();
  /** Grows with every change of any topic. */
  version = 0;
  private readonly listeners = new Map<Topic, Set<() => void>>();
  private readonly due = new Set<() => void>();

  get alarms(): readonly AlarmView[] {
    return [...this.alarmsById.values()];
  }

  /** Oldest first. */
  get commands(): readonly CommandView[] {
    return [...this.commandsById.values()];
  }

  command(id: string): CommandView | undefined {
    return this.commandsById.get(id);
  }

  alarm(id: string): AlarmView | undefined {
    return this.alarmsById.get(id);
  }

  point(index: number): PointState | undefined {
    return this.points[index];
  }

  /** Ends the wait when the returned function is called. */
  on(topic: Topic, listener: () => void): () => void {
    const known = this.listeners.get(topic) ?? new Set();
    known.add(listener);
    this.listeners.set(topic, known);
    return () => {
      known.delete(listener);
      this.due.delete(listener);
      if (known.size === 0) this.listeners.delete(topic);
    };
  }

  /** Who has to draw again since the last call. */
  takeDue(): readonly (() => void)[] {
    const due = [...this.due];
    this.due.clear();
    return due;
  }

  get hasDue(): boolean {
    return this.due.size > 0;
  }

  begin(snapshot: SnapshotMessage, nowMs: number): void {
    this.snapshot = snapshot;
    this.points = [];
    for (const point of snapshot.values) this.points[point[0]] = point;
    this.alarmsById.clear();
    for (const alarm of snapshot.alarms) this.alarmsById.set(alarm.id, alarm);
    this.commandsById.clear();
    for (const command of snapshot.commands) this.commandsById.set(command.id, command);
    this.tickAtMs = nowMs;
    this.version += 1;
    for (const topic of this.listeners.keys()) this.touch(topic);
  }

  tick(tick: TickMessage, nowMs: number): void {
    if (this.snapshot === null) return;
    this.snapshot = { ...this.snapshot, tick };
    this.tickAtMs = nowMs;
    this.touch("tick");
  }

  change(changes: ChangesMessage): void {
    if (this.snapshot === null) return;
    const { link, status, alarmFigures, log, historyFromMs } = changes;
    this.snapshot = {
      ...this.snapshot,
      ...(link === undefined ? {} : { link }),
      ...(status === undefined ? {} : { status }),
      ...(alarmFigures === undefined ? {} : { alarmFigures }),
      ...(log === undefined ? {} : { log }),
      ...(historyFromMs === undefined
        ? {}
        : { console: { ...this.snapshot.console, historyFromMs } }),
    };
    if (link !== undefined) this.touch("link");
    if (status !== undefined) this.touch("status");
    if (alarmFigures !== undefined) this.touch("figures");
    if (log !== undefined) this.touch("log");
    for (const point of changes.values ?? []) this.takePoint(point);
    if (changes.values !== undefined) this.touch("values");
    for (const alarm of changes.alarms ?? []) this.alarmsById.set(alarm.id, alarm);
    if (changes.alarms !== undefined) this.touch("alarms");
    for (const command of changes.commands ?? []) this.commandsById.set(command.id, command);
    if (changes.commands !== undefined) {
      this.forget();
      this.touch("commands");
    }
  }

  setContact(contact: Contact, nowMs: number): void {
    if (this.contact === contact) return;
    this.contact = contact;
    if (contact === "lost") this.lostSinceMs = nowMs;
    this.touch("contact");
  }

  /** Time goes by without a tick: what shows an age is drawn again. */
  age(): void {
    this.touch("tick");
  }

  private takePoint(point: PointState): void {
    this.points[point[0]] = point;
    this.touch(`point:${point[0]}`);
  }

  /** Open commands stay; of those that have ended the oldest go. */
  private forget(): void {
    for (const [id, command] of this.commandsById) {
      if (this.commandsById.size <= commandsShown) return;
      if (command.stage === "ended") this.commandsById.delete(id);
    }
  }

  private touch(topic: Topic): void {
    this.version += 1;
    for (const listener of this.listeners.get(topic) ?? []) this.due.add(listener);
  }
}
