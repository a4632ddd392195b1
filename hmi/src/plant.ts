import {
  type AgentStatus,
  askEvidence,
  type CheckedBlock,
  type Equivocation,
  faultsOf,
  type Following,
  type Frame,
  hearOwn,
  type Hex,
  type Log,
  mergeStatus,
  parseStatus,
  type Site,
  type SiteAsker,
  type SiteClient,
  type SiteStatus,
  toHex,
  type WireAnswer,
  type WireBlock,
} from "@quorate/protocol";
import { Alarms } from "./alarms.ts";
import { backfill } from "./backfill.ts";
import { Commands } from "./commands.ts";
import { Contact } from "./contact.ts";
import { History } from "./history.ts";
import { Lies } from "./lies.ts";
import { limits } from "./limits.ts";
import { LogKeeper } from "./log-keeper.ts";
import type {
  ChangesMessage,
  LinkView,
  PointState,
  StatusView,
  TickMessage,
} from "./shared/messages.ts";
import type { Database } from "./store.ts";
import { pointName, Values } from "./values.ts";

type Parts = { -readonly [Part in keyof ChangesMessage]: ChangesMessage[Part] };

/** What is needed of the links to the agents. */
export interface PlantLinks extends SiteAsker {
  /** Agents with a link. */
  readonly upCount: number;
  readonly client: SiteClient;
}

export interface PlantOptions {
  readonly links: PlantLinks;
  readonly database: Database;
  readonly log: Log;
  /** What has changed, at most every `tellMs`. */
  readonly onChanges: (changes: ChangesMessage) => void;
  readonly onTick: (tick: TickMessage) => void;
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/**
 * The plant as f+1 agents see it: asks all of them, at a bounded rate, compares what they say, and
 * tells what has changed. Everything a page shows comes from here.
 */
export class Plant {
  readonly site: Site;
  readonly links: PlantLinks;
  readonly values: Values;
  readonly alarms: Alarms;
  readonly commands: Commands;
  readonly keeper: LogKeeper;
  readonly history: History;
  private readonly options: PlantOptions;
  private readonly lies: Lies;
  private readonly contact: Contact;
  private readonly enough: number;
  private readonly statuses: (AgentStatus | null)[];
  private proofs: ReadonlyMap<number, Equivocation> = new Map();
  private readonly follows = new Map<Hex, Following>();
  /** Ends that agents told of and the log has not settled yet, by command and agent. */
  private readonly ends = new Map<Hex, Map<number, string>>();
  private readonly running: Promise<void>[] = [];
  private readonly told = { link: "", status: "", figures: "", statusMs: 0, fromMs: 0 };
  private stopped = false;
  private writtenMs = 0;
  private retainedMs = 0;
  /** Since when history lacks what agents may have, by their time, ms; 0: it lacks nothing. */
  private lostMs = 0;
  /** Not before this monotonic time it is filled again, ms. */
  private fillAtMs = 0;
  private filling: Promise<void> | null = null;

  constructor(options: PlantOptions) {
    const { links, database, log } = options;
    const { site, context } = links;
    this.options = options;
    this.site = site;
    this.links = links;
    this.enough = faultsOf(site.agents.length) + 1;
    this.lies = new Lies(site.agents.length);
    this.contact = new Contact(site.agents.length, Date.now());
    this.statuses = site.agents.map(() => null);
    this.values = new Values(site, context, this.lies);
    this.alarms = new Alarms(site, this.lies);
    this.commands = new Commands(site, context);
    this.history = new History({
      ...{ database, log },
      names: this.values.places.map(({ device, point }) => pointName(device.name, point.name)),
      deadbands: this.values.places.map(({ point }) => point.deadband ?? 0),
    });
    this.keeper = new LogKeeper({
      ...{ site, context, database, log, lies: this.lies },
      onBlock: (wire, block, isNew) => this.block(wire, block, isNew),
    });
    links.client.onProgress = (agent, { id, stage, outcome }) =>
      this.judgeProgress(agent, toHex(id), stage, outcome);
  }

  /** Opens what an earlier run kept and begins to ask. */
  async start(): Promise<void> {
    await this.history.open();
    await this.keeper.open();
    this.commands.takeChanged();
    const nowMs = Date.now();
    this.alarms.remember(
      (
        await this.history.alarmEvents(nowMs - limits.retentionMs, nowMs, limits.alarmEventsKept)
      ).reverse(),
    );
    // A first run takes all that the agents have.
    this.lostMs = (await this.history.flushedMs()) || 1;
    this.site.agents.forEach((_, agent) => {
      const { pollMs, statusMs } = limits;
      this.run(() => this.poll(agent, pollMs, { readings: true }, (answer) => {
        this.values.take(agent, answer.readings, Date.now());
      }));
      this.run(() => this.poll(agent, statusMs, { status: true }, (answer) =>
        this.takeStatus(agent, answer),
      ));
      this.run(() => this.poll(agent, pollMs, { alarms: true }, (answer) =>
        this.alarms.take(agent, answer),
      ));
      for (const device of this.values.own.devices) this.run(() => this.readOwn(agent, device));
    });
    this.run(() => this.readLog());
    this.run(() => this.readEvidence());
    this.run(() => this.tellOn());
    this.run(() => this.tick());
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.running);
    await this.filling;
    await this.history.flush().catch((error: unknown) => this.unwritten(error));
    await this.keeper.settled();
  }

  get link(): LinkView {
    const { missing } = this.links;
    return this.contact.link(performance.now(), Date.now(), missing);
  }

  get clock(): Omit<TickMessage, "kind"> {
    return this.contact.tick(performance.now(), Date.now());
  }

  get status(): StatusView {
    const nowMs = performance.now();
    const answers = this.statuses.map((status, agent) =>
      this.contact.answers(agent, nowMs) ? status : null,
    );
    const merged: SiteStatus = mergeStatus(this.links, answers, this.proofs);
    const agents = merged.agents.map((agent, index) => ({ ...agent, lies: this.lies.of(index) }));
    return { ...merged, agents };
  }

  get agentsBlock(): number {
    const claims = this.statuses.map((status) => status?.block ?? 0);
    return claims.sort((left, right) => right - left)[this.enough - 1] ?? 0;
  }

  // asking -------------------------------------------------------------------------------------

  private run(task: () => Promise<void>): void {
    this.running.push(task());
  }

  /** Asks one agent again and again, never a second time before it has answered. */
  private async poll(
    agent: number,
    everyMs: number,
    query: Frame["query"],
    take: (answer: WireAnswer) => void,
  ): Promise<void> {
    while (!this.stopped) {
      const askedMs = performance.now();
      const answer = await this.links.ask(agent, query, limits.answerMs);
      const nowMs = performance.now();
      if (answer !== null) {
        this.contact.answered(agent, nowMs, nowMs - askedMs);
        take(answer);
      } else if (this.links.reasonOf(agent) !== "") this.contact.lost(agent);
      // One that was just started, here or there, is not kept waiting for its first answer.
      const nextMs = answer === null ? Math.min(everyMs, limits.pollMs) : everyMs;
      await pause(Math.max(nextMs - (nowMs - askedMs), nextMs / 4));
    }
  }

  /** What an agent reads of a device itself: a further source of its values, or another value. */
  private async readOwn(agent: number, device: string): Promise<void> {
    while (!this.stopped) {
      const askedMs = performance.now();
      let from = 0;
      for (let part = 0; part < limits.ownParts && !this.stopped; part += 1) {
        const own = { device, from };
        const answer = await this.links.ask(agent, { own }, limits.answerMs);
        const reading = hearOwn(this.site, own, answer?.own, Date.now());
        if (reading === null) break;
        this.values.takeOwn(agent, reading, performance.now());
        from = reading.next;
        if (from === 0) break;
      }
      const leftMs = limits.ownMs - (performance.now() - askedMs);
      await pause(Math.max(leftMs, limits.ownMs / 4));
    }
  }

  private takeStatus(agent: number, answer: WireAnswer): void {
    const status = parseStatus(answer.json);
    if (status === null) return;
    this.statuses[agent] = status;
    this.contact.toldClock(agent, status.clockMs, Date.now());
  }

  private async readLog(): Promise<void> {
    const n = this.site.agents.length;
    let agent = 0;
    while (!this.stopped) {
      const { next } = this.keeper;
      const blocks = { from: next, fromSequence: 0, limit: limits.blocksPerQuestion };
      const answer = await this.links.ask(agent % n, { blocks }, limits.answerMs);
      if (answer !== null) this.keeper.take(agent % n, answer.blocks, Date.now());
      const got = this.keeper.next - next;
      // One that is behind, silent or false must not keep the log from the others.
      if (got === 0) agent += 1;
      if (got < limits.blocksPerQuestion / 2) await pause(limits.pollMs / 2);
    }
  }

  private async readEvidence(): Promise<void> {
    while (!this.stopped) {
      const proven = await askEvidence(this.links);
      this.proofs = new Map(proven.map(({ proof }) => [proof.agent, proof]));
      for (let ms = 0; ms < limits.evidenceMs && !this.stopped; ms += limits.pollMs)
        await pause(limits.pollMs);
    }
  }

  private block(wire: WireBlock, block: CheckedBlock, isNew: boolean): void {
    const nowMs = isNew ? Date.now() : Math.floor(block.header.timeUs / 1000);
    const marks = this.commands.block(wire, block, nowMs);
    if (isNew && marks.length > 0) void this.history.addMarks(marks);
  }

  /** The log has the last word on an end; who said another one is named. */
  private judgeProgress(agent: number, id: Hex, stage: string, outcome: string): void {
    if (stage !== "ended") return;
    const said = this.ends.get(id) ?? new Map<number, string>();
    this.ends.set(id, said.set(agent, outcome));
    if (this.ends.size > limits.commandsKept)
      this.ends.delete(this.ends.keys().next().value as Hex);
  }

  private judgeEnds(): void {
    for (const [id, said] of this.ends) {
      const view = this.commands.get(id);
      if (view?.proof !== "log" || view.stage !== "ended") continue;
      this.ends.delete(id);
      for (const [agent, outcome] of said) {
        if (outcome === view.outcome) continue;
        const detail = `it says ${outcome}, the certified log says ${view.outcome}`;
        this.lies.add(agent, { code: "LIE_COMMAND", about: id, detail }, Date.now());
      }
    }
  }

  /** Agents tell of a command sooner than its block is certified. */
  private follow(): void {
    for (const [id, following] of this.follows) {
      if (this.commands.get(id)?.stage !== "ended") continue;
      this.links.client.leave(following);
      this.follows.delete(id);
    }
    for (const { id, own } of this.commands.open()) {
      if (own || this.follows.has(id) || this.follows.size >= limits.followed) continue;
      const listener = (following: Following): void => this.commands.followed(following);
      this.follows.set(id, this.links.client.follow(id, listener));
    }
  }

  // telling ------------------------------------------------------------------------------------

  private async tellOn(): Promise<void> {
    while (!this.stopped) {
      this.tell();
      await this.keep();
      await pause(limits.tellMs);
    }
  }

  private async tick(): Promise<void> {
    while (!this.stopped) {
      this.options.onTick({ kind: "tick", ...this.clock });
      for (let ms = 0; ms < 1000 && !this.stopped; ms += 250) await pause(250);
    }
  }

  private tell(): void {
    const changes: Parts = { kind: "changes" };
    const nowMs = performance.now();
    this.contact.look(nowMs, Date.now());
    this.site.agents.forEach((_, agent) => {
      if (this.contact.answers(agent, nowMs)) return;
      this.values.drop(agent);
      this.alarms.drop(agent);
    });
    const { siteMs } = this.clock;
    this.tellLink(changes);
    const values = this.values.settle(siteMs);
    if (values.length > 0) changes.values = values;
    this.remember(values, siteMs);
    this.tellAlarms(changes, siteMs);
    this.follow();
    this.commands.giveUp(siteMs);
    this.judgeEnds();
    const commands = this.commands.takeChanged();
    if (commands.length > 0) changes.commands = commands;
    if (this.keeper.takeChanged()) changes.log = this.keeper.view(this.agentsBlock);
    this.tellStatus(changes, nowMs);
    if (Object.keys(changes).length > 1) this.options.onChanges(changes);
  }

  private tellLink(changes: Parts): void {
    const { link } = this;
    if (link.state === "live") this.fill();
    // Silence takes as long to be noticed: nothing of that time has come.
    else if (this.lostMs === 0)
      this.lostMs = this.clock.siteMs - limits.contactMs - limits.tellMs;
    const text = JSON.stringify(link);
    if (text === this.told.link) return;
    this.told.link = text;
    changes.link = link;
  }

  private tellAlarms(changes: Parts, siteMs: number): void {
    const { agentsBlock } = this;
    const isBehind = (agent: number): boolean =>
      (this.statuses[agent]?.block ?? 0) < agentsBlock;
    const { changed, events } = this.alarms.settle(this.enough, siteMs, isBehind);
    if (changed.length > 0) changes.alarms = changed;
    if (events.length > 0) {
      changes.alarmEvents = events;
      void this.history.addAlarmEvents(events);
    }
  }

  private tellStatus(changes: Parts, nowMs: number): void {
    const isUrgent = this.lies.takeChanged() || changes.link !== undefined;
    if (!isUrgent && nowMs - this.told.statusMs < limits.statusMs) return;
    this.told.statusMs = nowMs;
    this.tellFigures(changes);
    const { status } = this;
    const text = JSON.stringify(status);
    if (text === this.told.status) return;
    this.told.status = text;
    changes.status = status;
    changes.log = this.keeper.view(this.agentsBlock);
  }

  private tellFigures(changes: Parts): void {
    const figures = this.alarms.figures(this.clock.siteMs);
    const text = JSON.stringify(figures);
    if (text === this.told.figures) return;
    this.told.figures = text;
    changes.alarmFigures = figures;
  }

  // keeping ------------------------------------------------------------------------------------

  private remember(values: readonly PointState[], siteMs: number): void {
    for (const [point, value, quality, reason, sourceMs] of values) {
      const isGap = reason === "NOT_AGREED" || reason === "NO_READING" || reason === "STALE";
      // A failure shows the last value with its old date: it begins when it is seen.
      const ms = quality === 0 ? siteMs : sourceMs;
      this.history.add(point, { ms, value: isGap ? null : value, quality, reason });
    }
  }

  private async keep(): Promise<void> {
    const nowMs = performance.now();
    try {
      if (nowMs - this.writtenMs > limits.chunkMs || this.history.isFull) {
        this.writtenMs = nowMs;
        await this.history.flush();
      }
      if (nowMs - this.retainedMs < limits.retentionEveryMs && this.retainedMs > 0) return;
      this.retainedMs = nowMs;
      await this.history.retain(Date.now());
      await this.keeper.retain();
    } catch (error) {
      this.unwritten(error);
    }
  }

  private unwritten(error: unknown): void {
    const detail = error instanceof Error ? error.message : String(error);
    this.options.log.warn("console", "HISTORY_WRITE", { detail });
  }

  /** Contact is back, or this run is new: what was missed is in the agents' buffers. */
  private fill(): void {
    if (this.lostMs === 0 || this.filling !== null || performance.now() < this.fillAtMs) return;
    this.filling = this.fillFrom(this.lostMs, this.clock.siteMs).finally(() => {
      this.filling = null;
    });
  }

  private async fillFrom(fromMs: number, toMs: number): Promise<void> {
    // Contact may be lost anew while it fills.
    this.lostMs = 0;
    let [reachedMs, againMs]: [number, number] = [fromMs, limits.retentionEveryMs];
    try {
      const filled = await backfill({
        ...{ links: this.links, fromMs, toMs, stopped: () => this.stopped },
        indexOf: (device, point) => this.values.indexOf(device, point),
        insert: (points) => this.history.insert(points),
      });
      [reachedMs, againMs] = [filled.reachedMs, limits.fillAgainMs];
      const facts = { fromMs, toMs: reachedMs, samples: filled.samples };
      if (reachedMs > fromMs) this.options.log.info("console", "HISTORY_FILLED", facts);
    } catch (error) {
      this.unwritten(error);
    }
    if (reachedMs >= toMs) return;
    this.lostMs = Math.min(reachedMs, this.lostMs === 0 ? reachedMs : this.lostMs);
    this.fillAtMs = performance.now() + againMs;
  }
}
