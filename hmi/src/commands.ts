import {
  type CheckedBlock,
  type Command,
  type Envelope,
  findDevice,
  type Following,
  type Hex,
  isQuorum,
  openApproval,
  type PointValue,
  type PointWrite,
  readBallot,
  readCommand,
  readReport,
  type Report,
  type SealContext,
  signaturesFor,
  type Site,
  tooEarly,
  type Verdict,
  type WireBlock,
} from "@quorate/protocol";
import { limits } from "./limits.ts";
import type { CommandMark, CommandStage, CommandView } from "./shared/messages.ts";

const order: readonly CommandStage[] = [
  ...(["submitted", "received", "waiting", "ordered", "certified", "written", "ended"] as const),
];

const isLater = (one: CommandStage, other: CommandStage): boolean =>
  order.indexOf(one) > order.indexOf(other);

/** What nobody answered so long after its last moment, ms, is given up; the log may settle it. */
const silenceMs = 15_000;

const record = (writes: readonly PointWrite[]): Record<string, PointValue> =>
  Object.fromEntries(writes.map(({ point, value }) => [point, value]));

/** How many people have to sign a command; the agents judge by the same rules. */
const approvalsOf = (site: Site, { device, writes }: Command): number =>
  Math.max(1, ...writes.map(({ point }) => signaturesFor(site, device, point)));

/** It ended at agents that would not take it, and not in the order. */
const isUntaken = ({ proof, sequence, outcome }: CommandView): boolean =>
  proof === "agents" && sequence === 0 && (outcome === "refused" || outcome === "expired");

/** Agents whose ballots under this block stand behind the entry. */
const standing = (wire: WireBlock, sequence: number): number =>
  wire.ballots.filter(
    (envelope) => !readBallot(envelope).vetoes.some((veto) => veto.sequence === sequence),
  ).length;

/**
 * The lives of commands. Certified blocks say what was ordered and how it ended; what comes before
 * that, f+1 agents say (`SiteClient`). The log has the last word.
 */
export class Commands {
  private readonly site: Site;
  private readonly context: SealContext;
  private readonly views = new Map<Hex, CommandView>();
  private readonly changed = new Set<Hex>();

  constructor(site: Site, context: SealContext) {
    this.site = site;
    this.context = context;
  }

  get(id: Hex): CommandView | undefined {
    return this.views.get(id);
  }

  /** Those that have not ended and the newest ended ones, oldest first. */
  recent(): CommandView[] {
    const all = [...this.views.values()];
    const ended = all.filter(({ stage }) => stage === "ended").slice(-limits.commandsShown);
    const kept = new Set(ended);
    return all.filter((view) => view.stage !== "ended" || kept.has(view));
  }

  open(): CommandView[] {
    return [...this.views.values()].filter(({ stage }) => stage !== "ended");
  }

  takeChanged(): CommandView[] {
    const changed = [...this.changed].flatMap((id) => this.views.get(id) ?? []);
    this.changed.clear();
    return changed;
  }

  /** A command that is handed in through this console. Throws as `readCommand` does. */
  own(envelope: Envelope, nowMs: number): CommandView {
    const command = readCommand(this.context.chain, envelope);
    const known = this.views.get(command.id);
    if (known !== undefined) return known;
    const view: CommandView = {
      ...this.begin(command),
      own: true,
      at: { submitted: nowMs },
    };
    this.put(view);
    return view;
  }

  /** What f+1 agents say of a command. */
  followed(following: Following): void {
    const view = this.views.get(following.id);
    if (view === undefined || view.proof === "log" && view.stage === "ended") return;
    const { stage, outcome, code, detail, sequence, block, ballots, report, early } = following;
    const isEarly = early !== "" && stage === "submitted";
    const wasEarly = !isEarly && view.code === tooEarly;
    const at = { ...following.at, ...view.at };
    const next = isLater(stage, view.stage) ? stage : view.stage;
    this.put({
      ...view,
      ...{ at, stage: next, proof: next === view.stage ? view.proof : "agents" },
      ...(sequence > 0 && view.sequence === 0 ? { sequence } : {}),
      ...(block > 0 && view.block === 0 ? { block } : {}),
      ballots: { have: Math.max(ballots, view.ballots.have), of: view.ballots.of },
      ...(isEarly ? { code: tooEarly, detail: early } : wasEarly ? { code: "", detail: "" } : {}),
      ...(stage === "ended" ? { outcome: outcome ?? "unknown", code, detail } : {}),
      ...(report === null ? {} : { readBack: this.readBackOf(report) }),
    });
  }

  /** Own commands whose time is over and of which nobody has said a word. */
  giveUp(siteMs: number): void {
    for (const view of this.views.values()) {
      if (!view.own || isLater(view.stage, "received") || view.stage === "ended") continue;
      if (siteMs < view.notAfterMs + silenceMs) continue;
      const detail = "no agent's word came; the log will show whether it was ordered";
      const end = { outcome: "unknown", code: "CONTACT_LOST", detail } as const;
      this.put({ ...view, ...end, stage: "ended", proof: "agents" });
    }
  }

  /** Takes a checked block; answers what it wrote to devices. `nowMs`: when it was learnt. */
  block(wire: WireBlock, { header, entries }: CheckedBlock, nowMs: number): CommandMark[] {
    const marks: CommandMark[] = [];
    for (const { item, sequence, timeUs } of entries) {
      const timeMs = Math.floor(timeUs / 1000);
      if (item.kind === "verdict") {
        const place = { sequence, block: header.number, have: standing(wire, sequence) };
        this.verdict(item, place, timeMs, nowMs);
      } else if (item.kind === "approval") this.approval(item.approval, timeMs);
      else if (item.kind === "closing") {
        const view = this.views.get(item.id);
        if (view !== undefined && view.stage !== "ended")
          this.put({ ...view, code: item.code, detail: item.detail });
      } else if (item.kind === "report") marks.push(...this.report(item.report, timeMs));
    }
    return marks;
  }

  private begin(command: Command): CommandView {
    const { id, device, reason, notAfterMs } = command;
    const operator = this.nameOf(command.operator);
    return {
      ...{ id, device, operator, reason, notAfterMs },
      ...{ writes: record(command.writes), expect: record(command.expect) },
      ...{ approvals: [], approvalsNeeded: approvalsOf(this.site, command) },
      ...{ stage: "submitted", outcome: null, code: "", detail: "", proof: "agents" },
      ...{ sequence: 0, block: 0, deviceSequence: 0, at: {}, readBack: {}, own: false },
      ballots: { have: 0, of: this.site.agents.length },
    };
  }

  private verdict(
    item: Verdict,
    place: { readonly sequence: number; readonly block: number; readonly have: number },
    timeMs: number,
    nowMs: number,
  ): void {
    const { decision, code, detail, deviceSequence } = item;
    const command = readCommand(this.context.chain, item.command);
    const before = this.views.get(command.id) ?? this.begin(command);
    const own = { operator: before.operator, ms: timeMs };
    const view: CommandView = {
      ...before,
      ...{ proof: "log", sequence: place.sequence, block: place.block, deviceSequence },
      approvals: before.approvals.length > 0 ? before.approvals : [own],
      ballots: { have: place.have, of: this.site.agents.length },
    };
    if (decision === "deny") {
      const outcome = code === "POLICY_EXPIRED" ? "expired" : "refused";
      const at = { ...view.at, ordered: timeMs, ended: timeMs };
      return this.put({ ...view, stage: "ended", outcome, code, detail, at });
    }
    // An end that agents told of may come before the block; that none took it is told too early.
    const isOver =
      before.stage === "ended" && before.outcome !== "unknown" && !isUntaken(before);
    const { ended: _, ...since } = before.at;
    const open = { outcome: null, code: "", detail: "" } as const;
    if (decision === "wait" && isOver)
      return this.put({ ...view, at: { ...before.at, waiting: timeMs } });
    if (decision === "wait")
      return this.put({ ...view, ...open, stage: "waiting", at: { ...since, waiting: timeMs } });
    const isCertified = isQuorum(place.have, this.site.agents.length);
    const reached = isCertified ? "certified" : "ordered";
    const certified = isCertified ? { certified: nowMs } : {};
    if (isOver) return this.put({ ...view, at: { ...certified, ...before.at, ordered: timeMs } });
    const at = { ...certified, ...since, ordered: timeMs };
    const stage = isLater(before.stage, reached) && before.stage !== "ended"
      ? before.stage
      : reached;
    this.put({ ...view, ...open, stage, at });
  }

  private approval(envelope: Envelope, timeMs: number): void {
    const { command, operator } = openApproval(this.context, envelope);
    const view = this.views.get(command);
    if (view === undefined) return;
    const added = { operator: this.nameOf(operator), ms: timeMs };
    this.put({ ...view, approvals: [...view.approvals, added] });
  }

  private report(envelope: Envelope, timeMs: number): CommandMark[] {
    const report = readReport(envelope);
    const view = this.views.get(report.id);
    const { outcome, code, detail, writtenMs } = report;
    if (view === undefined || outcome === "written") return [];
    const at = { ...view.at, ...(writtenMs > 0 ? { written: writtenMs } : {}), ended: timeMs };
    const end = { stage: "ended", proof: "log", outcome, code, detail } as const;
    this.put({ ...view, ...end, at, readBack: this.readBackOf(report) });
    if (writtenMs === 0) return [];
    const points = findDevice(this.site, view.device)?.points ?? [];
    return report.points.flatMap(({ point, asked }): CommandMark[] => {
      if (!points.some(({ name }) => name === point)) return [];
      const { id, operator } = view;
      const index = this.indexOf(view.device, point);
      return [{ id, point: index, ms: writtenMs, value: asked, operator }];
    });
  }

  private indexOf(device: string, point: string): number {
    let first = 0;
    for (const { name, points } of this.site.devices) {
      if (name === device) return first + points.findIndex((one) => one.name === point);
      first += points.length;
    }
    return -1;
  }

  private readBackOf({ points }: Report): Record<string, PointValue> {
    const read = points.flatMap(({ point, after }): (readonly [string, PointValue])[] =>
      after === undefined ? [] : [[point, after]],
    );
    return Object.fromEntries(read);
  }

  private nameOf(key: Hex): string {
    const { operators, gateways } = this.site;
    const gateway = gateways.find((one) => one.key === key)?.agent;
    const name = operators.find((one) => one.key === key)?.name;
    return name ?? (gateway === undefined ? "" : `gateway of ${gateway}`);
  }

  private put(view: CommandView): void {
    this.views.set(view.id, view);
    this.changed.add(view.id);
    if (this.views.size <= limits.commandsKept) return;
    const oldest = [...this.views.values()].find(({ stage }) => stage === "ended");
    const gone = oldest?.id ?? (this.views.keys().next().value as Hex);
    this.views.delete(gone);
    this.changed.delete(gone);
  }
}
