import {
  alarmActionId,
  type AgentStatus,
  type Closing,
  CodedError,
  commandId,
  type ConsoleSpec,
  decodeFrame,
  encodeFrame,
  type Envelope,
  findDevice,
  type Frame,
  type FrameLink,
  type GuardSpec,
  type Hex,
  limits,
  neverPermitted,
  notNow,
  type OperatorSpec,
  readAlarmAction,
  readCommand,
  readReport,
  type Report,
  saysWritten,
  toHex,
  type Verdict,
  type WireAnswer,
  type WireFence,
  type WireFrame,
  type WireQuery,
  type WireTransaction,
} from "@quorate/protocol";
import { answerOf } from "./answers.ts";
import { certificateFrames } from "./certificate-frames.ts";
import type { Accepted, Pooled } from "./command.ts";
import type { Core } from "./core.ts";
import type { Evidence } from "./evidence.ts";
import { isForgotten, mayPermit, mayTake, repeated } from "./intake.ts";
import type { BuiltBlock, Ended } from "./machine.ts";
import type { Peers } from "./peers.ts";
import { operatorOf, rolesOf } from "./policy.ts";
import { statusOf } from "./status.ts";
import { overDetail, refusalOf, Watches } from "./watches.ts";

/** Who is at the other end: what each may send is listed in `take`; all else is refused. */
export type ClientRole =
  | { readonly kind: "guard"; readonly spec: GuardSpec }
  | { readonly kind: "operator"; readonly spec: OperatorSpec }
  | { readonly kind: "console"; readonly spec: ConsoleSpec }
  | { readonly kind: "gateway"; readonly spec: ConsoleSpec };

export interface Client {
  readonly role: ClientRole;
  frame(bytes: Uint8Array): void;
  down(): void;
}

interface Session {
  readonly role: ClientRole;
  readonly link: FrameLink;
  readonly watches: Watches;
}

/** Bytes that may wait for a guard before it gets more certificates that it asks for. */
const certificatesWaiting = limits.clientQueueBytes / 4;

const emptyAnswer = {
  ...{ json: "", readings: [], blocks: [], lastBlock: 0, code: "", detail: "" },
  ...{ equivocations: [], more: false, nextPlace: 0, unheard: [] },
};

/** What clients can ask of the core. */
export interface ClientHost {
  readonly core: Core;
  readonly peers: Peers;
  readonly evidence: Evidence;
  /** Events that wait for their time or round. */
  heldEvents(): number;
  /**
   * Takes a checked command, approval or alarm action; `done` once it is on the disk. `place`: how
   * many agents its client named before this one.
   */
  accept(accepted: Accepted, item: Pooled, place: number, done: () => void): void;
  /** False when there is no room; its guard says it again. */
  acceptReport(item: Pooled): boolean;
}

/** Guards, operators and consoles at this agent's API port. */
export class Clients {
  private readonly host: ClientHost;
  private readonly core: Core;
  private readonly sessions = new Set<Session>();

  constructor(host: ClientHost) {
    this.host = host;
    this.core = host.core;
  }

  connect(key: Hex, link: FrameLink): Client | null {
    return this.admit(key, link, this.roleOf(key));
  }

  /** This agent's own gateway, in this process: its key opens no link. */
  connectGateway(key: Hex, link: FrameLink): Client | null {
    const gateway = this.core.site.gateways.find((one) => one.key === key);
    const spec = { name: gateway?.agent ?? "", key };
    return this.admit(key, link, gateway === undefined ? null : { kind: "gateway", spec });
  }

  private admit(key: Hex, link: FrameLink, role: ClientRole | null): Client | null {
    if (role === null || this.sessions.size >= limits.clientLinks) return null;
    const alike = [...this.sessions].filter(({ role: { spec } }) => spec.key === key);
    if (alike.length >= limits.clientLinksPerKey) return null;
    const watches = new Watches(this.core, (request, progress) =>
      link.send(encodeFrame({ request, progress })),
    );
    const session: Session = { role, link, watches };
    if (role.kind === "guard") this.checkTwins(role.spec);
    this.sessions.add(session);
    return {
      role,
      frame: (bytes) => this.frame(session, bytes),
      down: () => {
        watches.end();
        if (role.kind === "guard") this.guardDown(session, role.spec.name);
        else this.sessions.delete(session);
      },
    };
  }

  roleOf(key: Hex): ClientRole | null {
    const { guards, operators, consoles } = this.core.site;
    const guard = guards.find((one) => one.key === key);
    if (guard !== undefined) return { kind: "guard", spec: guard };
    const operator = operators.find((one) => one.key === key);
    if (operator !== undefined) return { kind: "operator", spec: operator };
    const console = consoles.find((one) => one.key === key);
    return console === undefined ? null : { kind: "console", spec: console };
  }

  get linkCount(): number {
    return this.sessions.size;
  }

  guardIsUp(name: string): boolean {
    return this.guardSessions(name).length > 0;
  }

  /** Two processes may hold its key, or a link that broke is not noticed yet. */
  guardIsTwice(name: string): boolean {
    return this.guardSessions(name).length > 1;
  }

  /**
   * Of several sessions of one guard the oldest is served (docs/decisions.md): a copy that was
   * started beside it gets no clocks from its agents, and so writes nothing (S4, S5).
   */
  private isServed(session: Session, name: string): boolean {
    return this.guardSessions(name)[0] === session;
  }

  /** Those that waited behind the one in service dial again, and say anew what they know. */
  private guardDown(session: Session, name: string): void {
    const wasServed = this.isServed(session, name);
    this.sessions.delete(session);
    if (!wasServed) return;
    this.core.readings.sessionOver(name);
    for (const { link } of this.guardSessions(name)) link.close("LINK_REPLACED");
  }

  private guardSessions(name: string): Session[] {
    return [...this.sessions].filter(
      ({ role }) => role.kind === "guard" && role.spec.name === name,
    );
  }

  /** Two sessions of one guard: two processes may hold its key (docs/operations.md). */
  private checkTwins(guard: GuardSpec): void {
    if (!this.guardIsUp(guard.name)) return;
    const detail = `a second session of guard ${guard.name}; the first is served`;
    this.core.fault("actuation", `guard ${guard.name}`, "ACTUATION_GUARD_TWICE", detail);
  }

  private send({ link }: Session, frame: Frame): void {
    link.send(encodeFrame(frame));
  }

  private frame(session: Session, bytes: Uint8Array): void {
    try {
      this.take(session, decodeFrame(bytes));
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      const { kind, spec } = session.role;
      this.core.fault("command", `${kind} ${spec.name}`, error.code, error.message);
    }
  }

  private take(session: Session, frame: WireFrame): void {
    const { role } = session;
    if (role.kind === "guard") {
      if (!this.isServed(session, role.spec.name)) return;
      if (frame.clockRequest) {
        const { nonce } = frame.clockRequest;
        const clockUs = this.core.io.clock.nowUs();
        this.send(session, { clockAnswer: { nonce, clockUs } });
      } else if (frame.fence) this.catchUp(session, frame.fence);
      else if (frame.report) this.takeReport(session, role.spec, frame.report);
      else if (frame.reading)
        this.core.readings.take(role.spec.name, frame.reading, this.core.now());
      else throw new CodedError("API_FRAME", "a frame that guards do not send");
      return;
    }
    const { request, submit } = frame;
    if (submit?.command) this.submit(session, request, submit.command, submit.place);
    else if (submit?.approval) this.approve(session, request, submit.approval, submit.place);
    else if (submit?.alarm) this.act(session, request, submit.alarm, submit.place);
    else if (frame.watch?.id.length === 32)
      session.watches.watch(frame.request, toHex(frame.watch.id));
    else if (frame.query) {
      const answer = { ...emptyAnswer, ...this.answer(frame.query) };
      this.send(session, { request: frame.request, answer });
    } else throw new CodedError("API_FRAME", "a frame that operators and consoles do not send");
  }

  // commands -----------------------------------------------------------------------------------

  /** `notAfterMs`: of a command or an alarm action that could be read. */
  private refuse(
    session: Session,
    request: number,
    id: Hex,
    fault: Pick<CodedError, "code" | "message">,
    notAfterMs: number | null = null,
  ): void {
    const isLater = notNow.has(fault.code);
    const isOver =
      fault.code === neverPermitted ||
      (isLater && notAfterMs !== null && this.core.neverPermits(id, notAfterMs));
    const { code, message: detail } = isOver
      ? { code: neverPermitted, message: overDetail }
      : fault;
    // The second agent that a client chose mostly has the command by gossip already.
    if (code === "COMMAND_REPEATED") this.core.io.count(code);
    else this.core.fault("command", session.role.spec.name, code, detail);
    // Nothing is refused of one that is known: it is followed.
    const isFollowed = code === "COMMAND_REPEATED" && !isForgotten(this.core, id);
    const outcome = isFollowed ? "" : isOver ? "expired" : "refused";
    const progress = refusalOf(id, { outcome, code, detail }, this.core.nowMs());
    this.send(session, { request, progress });
    // Others may have it: whoever gave it hears what becomes of it.
    if (code === "COMMAND_REPEATED") session.watches.watch(request, id);
    if (isLater && !isOver) session.watches.watch(request, id, notAfterMs);
  }

  private submit(session: Session, request: number, envelope: Envelope, place: number): void {
    const { core } = this;
    const id = commandId(core.context.chain, envelope);
    // Often enough to be no error: one costs as much as all that is done here.
    if (core.isKnown(id)) return this.refuse(session, request, id, repeated(core, id));
    let notAfterMs: number | null = null;
    try {
      const command = readCommand(core.context.chain, envelope, id);
      ({ notAfterMs } = command);
      mayPermit(core, id, notAfterMs);
      mayTake(core);
      if (rolesOf(core.site, command.operator) === undefined)
        throw new CodedError("COMMAND_KEY_UNKNOWN", "the signer is not in the site file");
      const transaction = { command: envelope } as WireTransaction;
      const item = { id, transaction, weighty: true, operator: command.operator };
      core.pool.mayTake(item);
      core.crowd.mayJoin(command.operator, core.io.clock.monotonicMs());
      if (core.transactions.check(transaction, { command }) === null)
        throw new CodedError("COMMAND_SIGNATURE", "the signature does not verify");
      core.pool.promise(item);
      session.watches.watch(request, id, notAfterMs, true);
      this.host.accept({ kind: "command", envelope }, item, place, () => {
        core.lives.move(id, this.core.nowMs(), { stage: "received" });
      });
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      this.refuse(session, request, id, error, notAfterMs);
    }
  }

  /** Call now and then: what was not taken may be over. */
  tellOver(): void {
    for (const { watches } of this.sessions) watches.tellOver();
  }

  private approve(session: Session, request: number, envelope: Envelope, place: number): void {
    const { core } = this;
    const transaction = { approval: envelope } as WireTransaction;
    const id = core.transactions.id(transaction);
    const checked = core.transactions.check(transaction);
    const command = checked?.kind === "approval" ? checked.command : "";
    try {
      if (checked?.kind !== "approval")
        throw new CodedError("APPROVAL_SIGNATURE", "not a signed approval");
      if (rolesOf(core.site, checked.operator) === undefined)
        throw new CodedError("COMMAND_KEY_UNKNOWN", "the signer is not in the site file");
      const waiting = core.machine.state.commands.get(command);
      if (waiting === undefined || waiting.deviceSequence > 0)
        throw new CodedError("APPROVAL_NOT_WAITING", "no command with this id waits for approval");
      if (waiting.approvals.includes(checked.operator))
        throw new CodedError("APPROVAL_REPEATED", "this operator has signed it already");
      // What is promised already is not written to the journal again (S9).
      if (core.isKnown(id)) return session.watches.watch(request, command);
      const item = { id, transaction, weighty: true, operator: checked.operator };
      core.pool.promise(item);
      session.watches.watch(request, command);
      this.host.accept({ kind: "approval", envelope }, item, place, () => {});
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      this.refuse(session, request, command, error);
    }
  }

  /** An alarm action: it ends where it is ordered, permitted or refused. */
  private act(session: Session, request: number, envelope: Envelope, place: number): void {
    const { core } = this;
    const { chain } = core.context;
    const id = alarmActionId(chain, envelope);
    if (core.isKnown(id)) return this.refuse(session, request, id, repeated(core, id));
    let notAfterMs: number | null = null;
    try {
      const action = readAlarmAction(chain, envelope);
      const { operator } = action;
      ({ notAfterMs } = action);
      mayPermit(core, id, notAfterMs);
      if (operatorOf(core.site, operator) === undefined)
        throw new CodedError("ALARM_KEY_UNKNOWN", "the signer is not in the site file");
      const transaction = { alarm: envelope } as WireTransaction;
      if (core.transactions.check(transaction) === null)
        throw new CodedError("ALARM_SIGNATURE", "the signature does not verify");
      mayTake(core);
      const item = { id, transaction, weighty: true, operator };
      core.pool.promise(item);
      session.watches.watch(request, id, notAfterMs, true);
      this.host.accept({ kind: "alarm", envelope }, item, place, () => {
        core.lives.move(id, core.nowMs(), { stage: "received" });
      });
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      this.refuse(session, request, id, error, notAfterMs);
    }
  }

  private answer(query: WireQuery): Partial<WireAnswer> {
    const { core } = this;
    const answer = answerOf(core, query);
    if (answer !== null) return answer;
    if (query.evidence === true) return { equivocations: [...this.host.evidence.all] };
    return { json: JSON.stringify(this.status()) };
  }

  /** What this agent knows of the site. */
  status(): AgentStatus {
    return statusOf(this.core, this.host.peers, {
      guardIsUp: (guard) => this.guardIsUp(guard),
      guardIsTwice: (guard) => this.guardIsTwice(guard),
      links: this.linkCount,
      heldEvents: this.host.heldEvents(),
      evidence: this.host.evidence,
    });
  }

  // blocks, seen from outside --------------------------------------------------------------------

  blockOrdered(block: BuiltBlock): void {
    const timeMs = this.core.nowMs();
    for (const { sequence, item } of block.entries) {
      if (item.kind !== "verdict" || item.decision === "deny") continue;
      const stage = item.decision === "wait" ? "waiting" : "ordered";
      this.core.lives.move(item.id, timeMs, { stage, sequence, block: block.number });
    }
  }

  blockCertified(block: BuiltBlock): void {
    for (const { sequence, item } of block.entries) {
      if (item.kind !== "verdict" || item.decision !== "permit") continue;
      const ballots = this.core.box.standBehind(block.number, sequence);
      const stage = this.core.lives.get(item.id)?.stage;
      if (stage === "ordered" || stage === "received")
        this.core.lives.move(item.id, this.core.nowMs(), { stage: "certified", ballots });
    }
  }

  /** What a guard has to do in this block, with the ballots known so far. */
  offerBlock(block: BuiltBlock): void {
    for (const session of this.sessions) {
      if (session.role.kind !== "guard") continue;
      if (!this.isServed(session, session.role.spec.name)) continue;
      const sequences = this.sequencesFor(session.role.spec, block);
      this.sendCertificates(session, sequences.map((sequence) => [block.number, sequence]));
    }
  }

  private sequencesFor(guard: GuardSpec, block: BuiltBlock): number[] {
    const sequences: number[] = [];
    for (const { sequence, item } of block.entries) {
      const wanted =
        (item.kind === "verdict" && item.decision === "permit") || item.kind === "closing";
      if (wanted && this.guardOf(item) === guard.name) sequences.push(sequence);
    }
    return sequences;
  }

  private guardOf(item: Verdict | Closing): string | undefined {
    const { site, context, machine } = this.core;
    // While it is open its command need not be read again.
    const name =
      item.kind === "closing"
        ? item.device
        : (machine.state.commands.get(item.id)?.device ??
          readCommand(context.chain, item.command).device);
    return site.devices.find((device) => device.name === name)?.guard;
  }

  private sendCertificates(session: Session, places: readonly (readonly [number, number])[]): void {
    const certificates = places
      .map(([block, sequence]) => this.core.box.certificate(block, sequence))
      .filter((certificate) => certificate !== null)
      .filter(({ ballots }) => ballots.length > 0);
    for (const frame of certificateFrames(certificates)) this.send(session, frame);
  }

  /**
   * What has ended here, by which the guard sees whether its fence is an old copy, and where the
   * order is, by which one that is old or was lost finds its way (S4); then the next of this device
   * that it has not answered, in device order.
   */
  private catchUp(session: Session, fence: WireFence): void {
    const { device } = fence;
    const deviceSequence = this.core.endedPlace(device);
    const last = this.core.lastPlace(device);
    this.send(session, {
      fence: { device, deviceSequence, id: new Uint8Array(), catchUp: false, last },
    });
    // By that the guard knows that it has to ask again: a link that is dropped would help it less.
    if (session.link.waitingBytes > certificatesWaiting) return;
    const all = [...this.core.machine.state.commands.ofDevice(device)];
    all.sort((left, right) => left.deviceSequence - right.deviceSequence);
    const open = all.filter((one) => one.deviceSequence > fence.deviceSequence);
    // It takes them in this order and asks again: all of them, of many devices, would drown it.
    const window = open.slice(0, limits.catchUpCertificates);
    const to = window.at(-1)?.deviceSequence ?? fence.deviceSequence;
    // What lies at or below its fence it does not ask for again.
    const closed = all.filter((one) => one.closing !== "" && one.deviceSequence <= to);
    this.sendCertificates(session, [
      ...window.map((one) => [one.block, one.sequence] as const),
      ...closed.map((one) => [one.closingBlock, one.closingSequence] as const),
    ]);
  }

  // reports ------------------------------------------------------------------------------------

  private takeReport(session: Session, guard: GuardSpec, envelope: Envelope): void {
    const { core } = this;
    // Its guard says it again, to all agents, until it is ordered.
    if (core.isFarBehind) return;
    const report = readReport(envelope);
    if (report.guard !== guard.key) throw new CodedError("REPORT_GUARD", "not this guard's report");
    if (report.outcome === "written") {
      if (findDevice(core.site, report.device)?.guard !== guard.name)
        throw new CodedError("REPORT_GUARD", "not this guard's device");
      return this.tellWritten(report, envelope);
    }
    if (core.isReported(report.device, report.deviceSequence)) {
      const { device, deviceSequence } = report;
      this.send(session, { ordered: { device, deviceSequence } });
      return;
    }
    const transaction = { report: envelope } as WireTransaction;
    const id = core.idOf(transaction, { report });
    if (id === null)
      throw new CodedError("REPORT_SIGNATURE", "no signed report on this guard's devices");
    this.tellWritten(report, envelope);
    if (this.host.acceptReport({ id, transaction, weighty: true })) return;
    throw new CodedError("REPORT_POOL_FULL", "this agent has no room for further reports");
  }

  /** News for those who wait, from the guard's own link; they check its signature themselves. */
  private tellWritten(said: Report, report: Envelope): void {
    const { lives, machine } = this.core;
    const { id, device, deviceSequence } = said;
    // Not its place by this agent's order: not ordered here yet, ended already, or a lie.
    if (machine.state.commands.at(device, deviceSequence)?.id !== id) return;
    if (!saysWritten(said) || lives.get(id)?.stage === "written") return;
    lives.move(id, this.core.nowMs(), { stage: "written", report });
  }

  /** Tells the guard that its report is in the order, so that it need not say it again. */
  reportOrdered({ device, deviceSequence }: Ended): void {
    const name = this.core.site.devices.find((one) => one.name === device)?.guard ?? "";
    for (const session of this.guardSessions(name).slice(0, 1))
      this.send(session, { ordered: { device, deviceSequence } });
  }
}
