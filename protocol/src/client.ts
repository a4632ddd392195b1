import { alarmActionId, readAlarmAction } from "./alarm.ts";
import { type Hex, hexBytes, sameBytes, toHex } from "./bytes.ts";
import { commandId, readCommand } from "./command.ts";
import type { SealContext } from "./envelope.ts";
import { CodedError, isCoded } from "./errors.ts";
import { decodeFrame, encodeFrame, type Frame } from "./frame.ts";
import type { Clock, FrameLink } from "./io.ts";
import {
  isOutcome,
  type Outcome,
  type Report,
  readReport,
  saysWritten,
  verifyReport,
} from "./report.ts";
import { neverPermitted, notNow, passing, tooEarly } from "./refusals.ts";
import { faultsOf, findDevice, type Site } from "./site.ts";
import type { Envelope, WireAnswer, WireFrame, WireProgress } from "./wire.ts";

/** The stages of a command as a client follows them, in their order. */
export const stages = ["received", "waiting", "ordered", "certified", "written", "ended"] as const;
export type ClientStage = (typeof stages)[number];

/** What at least f+1 agents (or a guard's signature, for `written`) say of one command. */
export interface Following {
  readonly id: Hex;
  stage: ClientStage | "submitted";
  outcome: Outcome | null;
  code: string;
  detail: string;
  sequence: number;
  block: number;
  ballots: number;
  /** When this client learnt each stage, milliseconds since 1970. */
  readonly at: Partial<Record<ClientStage | "submitted", number>>;
  report: Report | null;
  /** The code of an agent that could not take it now; empty where none said so. */
  later: string;
  /** What an agent says when f+1 say that its end is too far away to take it now; or empty. */
  early: string;
}

interface Pursuit {
  readonly following: Following;
  readonly submit: Frame;
  readonly answers: Map<number, WireProgress>;
  readonly refusals: Map<number, WireProgress>;
  readonly targets: Set<number>;
  readonly joined: Set<number>;
  readonly listener: (following: Following) => void;
  cancel: () => void;
  /** An agent may know the command from this very client by now. */
  resent: boolean;
  /** The first word of an agent that could not take it. */
  later: WireProgress | null;
  /** Nobody has to be asked again, as it looked last: no look is on its way. */
  isSettled: boolean;
  /** The report that was opened last: the one of its end mostly came with the word of its write. */
  opened: { readonly envelope: Envelope; readonly report: Report | null } | null;
}

interface Question {
  readonly agent: number;
  readonly done: (answer: WireAnswer) => void;
}

const isSame = (one: Envelope, other: Envelope): boolean =>
  sameBytes(one.body, other.body) && sameBytes(one.signature, other.signature);

/** In later places agents leave it to those before them for a while. */
const submitOf = (request: number, { submit }: Pursuit, place: number): Frame => ({
  request,
  ...(submit.submit ? { submit: { ...submit.submit, place } } : submit),
});

/** Given before, by whomever: what becomes of it is told to whoever asks again. */
const isFollowed = ({ code, outcome }: WireProgress): boolean =>
  code === "COMMAND_REPEATED" && outcome !== "refused";

/**
 * An agent that has not answered a submit by then is joined by others, doubling up to this, ms.
 * What is too early is given again when its time has come, but not less often than that.
 */
const patienceMs = { first: 1000, longest: 8000, far: 600_000 } as const;

/** Commands that agents could not take are said again to all, so many a second. */
const askedAgain = 8;

const emptyFollowing = (id: Hex, nowMs: number): Following => ({
  ...{ id, stage: "submitted", outcome: null, code: "", detail: "", sequence: 0, block: 0 },
  ...{ ballots: 0, at: { submitted: nowMs }, report: null, later: "", early: "" },
});

/**
 * A client of all agents at once: hands commands to f+1 of them, and believes a stage when f+1 say
 * it, for one of those is honest. Used by the command line, the console and the benchmarks.
 */
export class SiteClient {
  private readonly site: Site;
  private readonly context: SealContext;
  private readonly clock: Clock;
  private readonly links = new Map<number, FrameLink>();
  private readonly pursuits = new Map<number, Pursuit>();
  /** By request; only the agent that was asked can answer. */
  private readonly queries = new Map<number, Question>();
  private nextRequest = 1;
  private firstTarget = 0;
  /** How many commands more may be said again until then to agents that could not take them. */
  private askingAgain = { untilMs: Number.NEGATIVE_INFINITY, left: 0 };
  /** Told of every word on a command, before it is weighed: one agent's word proves nothing. */
  onProgress: (agent: number, progress: WireProgress) => void = () => {};

  constructor(site: Site, context: SealContext, clock: Clock) {
    this.site = site;
    this.context = context;
    this.clock = clock;
  }

  get agentsUp(): readonly number[] {
    return [...this.links.keys()];
  }

  agentUp(agent: number, link: FrameLink): void {
    this.links.set(agent, link);
    for (const [request, pursuit] of this.pursuits) this.join(request, pursuit, agent);
  }

  agentDown(agent: number, link: FrameLink): void {
    if (this.links.get(agent) === link) this.links.delete(agent);
  }

  agentFrame(agent: number, bytes: Uint8Array): void {
    let frame: WireFrame;
    try {
      frame = decodeFrame(bytes);
    } catch (error) {
      if (isCoded(error)) return;
      throw error;
    }
    if (frame.progress) this.progress(agent, frame.request, frame.progress);
    else if (frame.answer) {
      const question = this.queries.get(frame.request);
      if (question?.agent !== agent) return;
      this.queries.delete(frame.request);
      question.done(frame.answer);
    }
  }

  /** Hands a signed command to f+1 agents and follows it. */
  submit(command: Envelope, listener: (following: Following) => void): Following {
    return this.pursue(commandId(this.context.chain, command), { submit: { command } }, listener);
  }

  /** Hands in a second signature for a command and follows the command. */
  approve(id: Hex, approval: Envelope, listener: (following: Following) => void): Following {
    return this.pursue(id, { submit: { approval } }, listener);
  }

  /** Hands in a signed alarm action and follows it: it ends where the order has it. */
  act(action: Envelope, listener: (following: Following) => void): Following {
    const id = alarmActionId(this.context.chain, action);
    return this.pursue(id, { submit: { alarm: action } }, listener);
  }

  /** Follows a command that somebody else gave. */
  follow(id: Hex, listener: (following: Following) => void): Following {
    return this.pursue(id, { watch: { id: hexBytes(id) } }, listener);
  }

  /** Ends the interest in a command; nothing is taken back. */
  leave(following: Following): void {
    for (const [request, pursuit] of this.pursuits)
      if (pursuit.following === following) this.drop(request, pursuit);
  }

  /** Ends the interest in everything: nothing is asked again, and no timer keeps a process up. */
  close(): void {
    for (const [request, pursuit] of this.pursuits) this.drop(request, pursuit);
  }

  /** Asks one agent. Null when there is no link to it or it does not answer in time. */
  ask(
    agent: number,
    query: Frame["query"],
    withinMs: number,
    done: (answer: WireAnswer | null) => void,
  ): void {
    const request = this.nextRequest++;
    const cancel = this.clock.after(withinMs, () => {
      this.queries.delete(request);
      done(null);
    });
    this.queries.set(request, {
      agent,
      done: (answer) => {
        cancel();
        done(answer);
      },
    });
    const sent = this.links.get(agent)?.send(encodeFrame({ request, query }));
    if (sent !== true) {
      this.queries.delete(request);
      cancel();
      done(null);
    }
  }

  private pursue(
    id: Hex,
    submit: Frame,
    listener: (following: Following) => void,
  ): Following {
    const request = this.nextRequest++;
    const following = emptyFollowing(id, this.nowMs());
    const pursuit: Pursuit = {
      ...{ following, submit, listener, answers: new Map(), refusals: new Map() },
      ...{ targets: new Set(), joined: new Set(), cancel: () => {}, resent: false, later: null },
      ...{ isSettled: false, opened: null },
    };
    this.pursuits.set(request, pursuit);
    const up = this.agentsUp;
    this.firstTarget += 1;
    const enough = faultsOf(this.site.agents.length) + 1;
    for (let index = 0; index < Math.min(enough, up.length); index += 1)
      pursuit.targets.add(up[(this.firstTarget + index) % up.length] as number);
    const places = [...pursuit.targets];
    for (const agent of up) this.join(request, pursuit, agent, Math.max(0, places.indexOf(agent)));
    const { first } = patienceMs;
    this.lookAgain(request, pursuit, first, 2 * first);
    return following;
  }

  /** What one says after its link came up anew, or of its own accord, may unsettle it. */
  private unsettle(request: number, pursuit: Pursuit): void {
    if (!pursuit.isSettled) return;
    pursuit.isSettled = false;
    this.lookAgain(request, pursuit, patienceMs.first, 2 * patienceMs.first);
  }

  private lookAgain(request: number, pursuit: Pursuit, inMs: number, thenMs: number): void {
    pursuit.cancel = this.clock.after(inMs, () => this.widen(request, pursuit, thenMs));
  }

  /** Submits to the agents that were chosen, each in its place, and watches at the others. */
  private join(request: number, pursuit: Pursuit, agent: number, place = 0): void {
    const enough = faultsOf(this.site.agents.length) + 1;
    if (pursuit.targets.has(agent) && pursuit.joined.has(agent)) pursuit.resent = true;
    pursuit.joined.add(agent);
    this.unsettle(request, pursuit);
    // It may have been started anew, and know nothing of what it said.
    pursuit.refusals.delete(agent);
    if (pursuit.targets.size < enough) pursuit.targets.add(agent);
    const watch = { request, watch: { id: hexBytes(pursuit.following.id) } };
    const frame = pursuit.targets.has(agent) ? submitOf(request, pursuit, place) : watch;
    this.links.get(agent)?.send(encodeFrame(frame));
  }

  /**
   * Some target is silent, or cannot take it now: every agent gets the command; its id keeps it one
   * command. Silence is answered at once for the first time, and then at the pace of the rest.
   */
  private widen(request: number, pursuit: Pursuit, nextMs: number): void {
    const { answers, refusals, targets, submit } = pursuit;
    // What is told of a command says nothing of its approval.
    const isApproval = submit.submit?.approval != null;
    const hasAnswered = (agent: number): boolean => {
      const refused = refusals.get(agent)?.code;
      if (refused === undefined) return answers.has(agent);
      return !notNow.has(refused) || (answers.has(agent) && !isApproval);
    };
    // That it is over has to be said by f+1, and those that were never given it do not say it.
    const isSettled = (agent: number): boolean =>
      hasAnswered(agent) && refusals.get(agent)?.code !== neverPermitted;
    // While fewer than f+1 were there to be asked, a liar may be the only one that has it.
    if (targets.size > faultsOf(this.site.agents.length) && [...targets].every(isSettled)) {
      pursuit.isSettled = true;
      return;
    }
    const farMs = Math.min(this.farMs(pursuit), patienceMs.far);
    if (farMs > nextMs) return this.lookAgain(request, pursuit, farMs, nextMs);
    const isSilent = [...targets].some((one) => !answers.has(one) && !refusals.has(one));
    const isPaced = !isSilent || pursuit.resent;
    if (isPaced && !this.mayAskAgain()) return this.lookAgain(request, pursuit, nextMs, nextMs);
    pursuit.resent = true;
    for (const agent of this.agentsUp) {
      if (hasAnswered(agent)) continue;
      refusals.delete(agent);
      targets.add(agent);
      this.links.get(agent)?.send(encodeFrame({ request, ...pursuit.submit }));
    }
    this.lookAgain(request, pursuit, nextMs, Math.min(2 * nextMs, patienceMs.longest));
  }

  /** How long until the order permits what f+1 agents called too early: before, it denies it. */
  private farMs({ following, submit }: Pursuit): number {
    const { chain } = this.context;
    const { command, alarm } = submit.submit ?? {};
    if (following.early === "") return 0;
    if (command) return this.untilMs(readCommand(chain, command).notAfterMs);
    return alarm ? this.untilMs(readAlarmAction(chain, alarm).notAfterMs) : 0;
  }

  private untilMs(notAfterMs: number): number {
    return notAfterMs - this.site.policy.ttlMaxMs - this.nowMs();
  }

  /** Agents that have no room for thousands of commands have no time to say so again to all. */
  private mayAskAgain(): boolean {
    const nowMs = this.clock.monotonicMs();
    if (nowMs >= this.askingAgain.untilMs)
      this.askingAgain = { untilMs: nowMs + 1000, left: askedAgain };
    this.askingAgain.left -= 1;
    return this.askingAgain.left >= 0;
  }

  private progress(agent: number, request: number, progress: WireProgress): void {
    this.onProgress(agent, progress);
    const pursuit = this.pursuits.get(request);
    if (pursuit === undefined) return;
    if (progress.stage === "refused") this.refused(agent, request, pursuit, progress);
    else if (toHex(progress.id) === pursuit.following.id) pursuit.answers.set(agent, progress);
    this.weigh(request, pursuit, progress);
  }

  /** An agent that only watches takes nothing from anybody: the next one is asked instead. */
  private refused(agent: number, request: number, pursuit: Pursuit, news: WireProgress): void {
    pursuit.refusals.set(agent, news);
    if (news.code === neverPermitted) this.unsettle(request, pursuit);
    if (notNow.has(news.code)) pursuit.later ??= news;
    pursuit.following.later = pursuit.later?.code ?? "";
    if (news.code === tooEarly) this.tooEarly(pursuit, news);
    if (news.code !== "COMMAND_AGENT_OBSERVES" || !pursuit.targets.has(agent)) return;
    const next = this.agentsUp.find((other) => !pursuit.targets.has(other));
    if (next === undefined) return;
    pursuit.targets.add(next);
    this.links.get(next)?.send(encodeFrame({ request, ...pursuit.submit }));
  }

  /** One of f+1 is honest. It may be taken yet, so nothing ends (S8): whoever asked may leave. */
  private tooEarly({ following, refusals, listener }: Pursuit, { detail }: WireProgress): void {
    const count = [...refusals.values()].filter(({ code }) => code === tooEarly).length;
    if (count <= faultsOf(this.site.agents.length) || following.stage !== "submitted") return;
    const isNews = following.early === "";
    following.early = detail === "" ? tooEarly : detail;
    if (isNews) listener(following);
  }

  private weigh(request: number, pursuit: Pursuit, news: WireProgress): void {
    const { following } = pursuit;
    const before = following.stage;
    if (news.stage === "written") this.takeWritten(pursuit, news);
    // What one says of a stage is no word on those behind it.
    const said = stages.indexOf(news.stage as ClientStage);
    for (const stage of stages.slice(0, said + 1)) {
      if (stages.indexOf(stage) <= stages.indexOf(following.stage as ClientStage)) continue;
      const agreeing = this.agreeing(pursuit, stage);
      if (agreeing !== null) this.advance(pursuit, stage, agreeing);
    }
    this.weighRefusals(pursuit);
    if (following.stage !== before) pursuit.listener(following);
    if (following.stage === "ended") this.drop(request, pursuit);
  }

  /** An answer that f+1 agents share for this stage, or null. A later one includes the earlier. */
  private agreeing(pursuit: Pursuit, stage: ClientStage): WireProgress | null {
    const enough = faultsOf(this.site.agents.length) + 1;
    const counts = new Map<string, number>();
    for (const answer of pursuit.answers.values()) {
      if (stages.indexOf(answer.stage as ClientStage) < stages.indexOf(stage)) continue;
      const { outcome, code, detail } = answer;
      const key = stage === "ended" ? JSON.stringify([outcome, code, detail]) : stage;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      if (count >= enough) return answer;
    }
    return null;
  }

  private advance(pursuit: Pursuit, stage: ClientStage, answer: WireProgress): void {
    const { following } = pursuit;
    if (stages.indexOf(stage) <= stages.indexOf(following.stage as ClientStage)) return;
    following.stage = stage;
    // Not every command waits for approvals.
    if (stage !== "waiting" || answer.stage === "waiting") following.at[stage] ??= this.nowMs();
    this.placeIt(pursuit, stage);
    if (stage !== "ended") return;
    following.outcome = isOutcome(answer.outcome) ? answer.outcome : null;
    following.code = answer.code;
    following.detail = answer.detail;
    const report = answer.report == null ? null : this.openReport(answer.report, pursuit);
    if (report !== null) following.report = report;
  }

  /**
   * Its place in the log where f+1 agents say the same one, of an end that of the end; and as many
   * ballots as the (f+1)-th most that anybody has.
   */
  private placeIt({ following, answers }: Pursuit, stage: ClientStage): void {
    const faults = faultsOf(this.site.agents.length);
    const said = [...answers.values()].filter(
      (answer) => (answer.stage === "ended") === (stage === "ended"),
    );
    const counts = new Map<string, number>();
    for (const { sequence, block } of said) {
      const key = `${sequence} ${block}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      if (count !== faults + 1) continue;
      if (sequence > 0) following.sequence = sequence;
      if (block > 0) following.block = block;
    }
    const ballots = said.map((answer) => answer.ballots).sort((left, right) => right - left);
    following.ballots = Math.max(following.ballots, ballots[faults] ?? 0);
  }

  /** One guard's signature is proof enough that it wrote. */
  private takeWritten(pursuit: Pursuit, news: WireProgress): void {
    const { following } = pursuit;
    if (news.report == null || following.at.written !== undefined) return;
    const report = this.openReport(news.report, pursuit);
    if (report === null || !saysWritten(report)) return;
    // A guard writes what was ordered and certified: by this the client knows of both.
    for (const stage of ["ordered", "certified", "written"] as const)
      following.at[stage] ??= this.nowMs();
    if (stages.indexOf(following.stage as ClientStage) < stages.indexOf("written"))
      following.stage = "written";
  }

  private openReport(envelope: Envelope, pursuit: Pursuit): Report | null {
    const { opened } = pursuit;
    if (opened !== null && isSame(opened.envelope, envelope)) return opened.report;
    const report = this.checkReport(envelope, pursuit);
    pursuit.opened = { envelope, report };
    return report;
  }

  /** Null unless the guard of its device signed it, on this command and, if known, its device. */
  private checkReport(envelope: Envelope, { following, submit }: Pursuit): Report | null {
    try {
      const { id } = following;
      const report = verifyReport(this.context, envelope, readReport(envelope));
      const command = submit.submit?.command;
      if (command && readCommand(this.context.chain, command).device !== report.device) return null;
      const guard = findDevice(this.site, report.device)?.guard;
      const key = this.site.guards.find(({ name }) => name === guard)?.key;
      return report.guard === key && report.id === id ? report : null;
    } catch (error) {
      if (error instanceof CodedError) return null;
      throw error;
    }
  }

  /** Nobody took it: every agent that was asked refused it, and one of those is honest. */
  private weighRefusals(pursuit: Pursuit): void {
    const { following, refusals, targets, answers } = pursuit;
    if (following.stage === "ended" || targets.size === 0) return;
    const faults = faultsOf(this.site.agents.length);
    const codes = [...refusals.values()].map(({ code }) => code);
    // Whatever a liar says of it: one honest agent knows that it never will be written.
    if (codes.filter((code) => code === neverPermitted).length > faults)
      return this.endUntaken(pursuit, "expired");
    if (following.stage !== "submitted") return;
    const all = [...targets].every((agent) => refusals.has(agent));
    const enough = refusals.size > faults;
    const repeated = codes.every((code) => code === "COMMAND_REPEATED");
    if (!all || !enough || (answers.size > 0 && !repeated)) return;
    // Who refused it may be a liar that handed it on: it is on its way, says who has it already.
    if (!repeated && codes.includes("COMMAND_REPEATED")) return;
    if ([...refusals.values()].some(isFollowed)) return;
    if (codes.some((code) => notNow.has(code))) return;
    if (pursuit.resent && codes.some((code) => passing.has(code))) return;
    this.endUntaken(pursuit, "refused");
  }

  /** Why it was not taken says more than that its time was over. */
  private endUntaken({ following, refusals, later }: Pursuit, outcome: Outcome): void {
    const said = [...refusals.values()];
    const over = said.find(({ code }) => code === neverPermitted);
    const why = outcome === "expired" ? (later ?? over) : said[0];
    following.stage = "ended";
    following.outcome = outcome;
    following.code = why?.code ?? "";
    following.detail = why?.detail ?? "";
    following.at.ended = this.nowMs();
  }

  private drop(request: number, pursuit: Pursuit): void {
    pursuit.cancel();
    this.pursuits.delete(request);
  }

  private nowMs(): number {
    return Math.floor(this.clock.nowUs() / 1000);
  }
}
