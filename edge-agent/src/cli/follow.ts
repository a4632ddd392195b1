import {
  askSite,
  type ClientStage,
  type Envelope,
  findDevice,
  findPoint,
  type Following,
  type Hex,
  type Outcome,
  type PointWrite,
  type Report,
  tooEarly,
} from "@quorate/protocol";
import type { SiteLinks } from "@quorate/protocol/node";
import { complain, exitDone, exitFailed, note, say, sayJson } from "./output.ts";
import { showReading } from "./value.ts";

export const waits = ["ordered", "certified", "written", "confirmed"] as const;
export type Wait = (typeof waits)[number];

/** The shape of `quorate set --json`: scripts rely on it. */
export interface SetResult {
  readonly id: Hex;
  readonly device: string;
  readonly writes: Readonly<Record<string, PointWrite["value"]>>;
  readonly outcome: Outcome | Exclude<Wait, "confirmed"> | "waiting" | "unknown";
  readonly code?: string;
  readonly message?: string;
  readonly sequence?: number;
  readonly block?: number;
  readonly at: Readonly<Record<"submitted" | Wait, number | null>>;
  readonly ballots: { readonly have: number; readonly of: number };
}

export interface FollowOptions {
  readonly links: SiteLinks;
  readonly command: {
    readonly id: Hex;
    readonly device: string;
    readonly writes: readonly PointWrite[];
    readonly notAfterMs: number;
  };
  readonly wait: Wait;
  readonly json: boolean;
  /** A command that waits for a second signature is news enough for its sender. */
  readonly endsWaiting: boolean;
  /** Hands the command or the approval in. */
  readonly start: (listener: (following: Following) => void) => Following;
}

/** After a command's time has passed: for the verdict that closes it and the guard's answer. */
const marginMs = 4000;
/** A read-back without a time of its own, as the guard has it. */
const readBackMs = 2000;
/** No link to any agent by then: nothing was sent, so nothing has to be waited for. */
const noContactMs = 5000;
/** A command that stands still so long is explained to people. */
const explainMs = 2000;

const steps: readonly ClientStage[] = ["received", "ordered", "certified", "written"];
type At = Partial<Record<ClientStage | "submitted", number>>;

/** Follows one command to where the caller asked, tells every stage, answers what came of it. */
class Follower {
  private readonly options: FollowOptions;
  private readonly at: At = {};
  private readonly told = new Set<string>();
  private following: Following | null = null;
  /** Of the verdict; a report that ends the command has a place of its own. */
  private sequence = 0;
  private finish: (result: SetResult) => void = () => {};
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(options: FollowOptions) {
    this.options = options;
  }

  async run(): Promise<SetResult> {
    const { command, links, start } = this.options;
    const interrupt = (): void => this.end("unknown", "INTERRUPTED", "stopped from the keyboard");
    process.once("SIGINT", interrupt);
    const done = new Promise<SetResult>((resolve) => (this.finish = resolve));
    this.following = start((following) => this.news(following));
    this.at.submitted = this.following.at.submitted ?? Date.now();
    const untilMs = Math.max(command.notAfterMs - Date.now(), 0) + marginMs;
    this.after(untilMs, () => {
      // What was written is still being read back.
      if (this.at.written === undefined) void this.giveUp();
      else this.after(this.readBackMs(), () => void this.giveUp());
    });
    this.after(noContactMs, () => {
      if (!links.reached)
        this.end("unknown", "CONTACT_NONE", `nothing was sent, no agent answers: ${links.missing}`);
    });
    if (!this.options.json) this.after(explainMs, () => void this.explain());
    const result = await done;
    for (const timer of this.timers) clearTimeout(timer);
    process.off("SIGINT", interrupt);
    links.client.leave(this.following);
    return result;
  }

  private after(ms: number, action: () => void): void {
    this.timers.push(setTimeout(action, ms));
  }

  private readBackMs(): number {
    const { command, links } = this.options;
    const device = findDevice(links.site, command.device);
    const times = command.writes.map(({ point }) => {
      const spec = device === undefined ? undefined : findPoint(device, point);
      return spec?.readback?.withinMs ?? readBackMs;
    });
    return Math.max(...times);
  }

  private news(following: Following): void {
    this.following = following;
    const { stage } = following;
    if (stage === "ended") this.takeEnd(following);
    else {
      if (following.sequence > 0) this.sequence = following.sequence;
      for (const step of steps.slice(0, steps.indexOf(stage as ClientStage) + 1))
        if (following.at[step] !== undefined) this.at[step] ??= following.at[step];
      this.impute();
    }
    if (!this.options.json) this.tell(following);
    this.judge(following);
  }

  /** At an end only those stages are taken as passed that this kind of end implies. */
  private takeEnd({ outcome, sequence, report, at }: Following): void {
    const endedMs = at.ended ?? Date.now();
    if (outcome === "confirmed" || (report?.writtenMs ?? 0) > 0) this.at.written ??= endedMs;
    else if (sequence > 0) this.at.ordered ??= endedMs;
    if (report === null && this.sequence === 0) this.sequence = sequence;
    this.at.ended = endedMs;
    this.impute();
  }

  /** Who knows a later stage knows the earlier ones by the same time at the latest. */
  private impute(): void {
    if (this.at.written !== undefined) this.at.certified ??= this.at.written;
    if (this.at.certified !== undefined) this.at.ordered ??= this.at.certified;
  }

  private judge({ stage, outcome, code, detail, early }: Following): void {
    const { wait, endsWaiting } = this.options;
    if (stage === "ended") {
      const reached = outcome === "confirmed" && wait !== "confirmed" ? wait : outcome;
      return this.end(reached ?? "unknown", code, detail);
    }
    if (stage === "waiting" && endsWaiting) return this.end("waiting", "", "");
    // Nobody took it, but whoever keeps a copy can hand it in until its end.
    if (stage === "submitted" && early !== "") return this.end("unknown", tooEarly, early);
    if (wait !== "confirmed" && this.at[wait] !== undefined) this.end(wait, "", "");
  }

  private end(outcome: SetResult["outcome"], code: string, message: string): void {
    const { command, links } = this.options;
    const { block, ballots } = this.following as Following;
    const { sequence } = this;
    const { submitted = null, ordered = null, certified = null, written = null } = this.at;
    const confirmed = outcome === "confirmed" ? (this.at.ended ?? null) : null;
    this.finish({
      ...{ id: command.id, device: command.device },
      writes: Object.fromEntries(command.writes.map(({ point, value }) => [point, value])),
      outcome,
      ...(code === "" ? {} : { code }),
      ...(message === "" ? {} : { message }),
      ...(sequence > 0 ? { sequence } : {}),
      ...(block > 0 ? { block } : {}),
      at: { submitted, ordered, certified, written, confirmed },
      ballots: { have: ballots, of: links.site.agents.length },
    });
  }

  private async giveUp(): Promise<void> {
    const { stage, later } = this.following as Following;
    const { links, command } = this.options;
    const { ordering, why, guards } = await askSite(links);
    const word = later === "" ? "no agent's word is known" : `agents answered ${later}`;
    const known = stage === "submitted" ? word : `last known: ${stage}`;
    const name = findDevice(links.site, command.device)?.guard;
    const isDown = guards.some((guard) => guard.name === name && !guard.up);
    const silent = isDown ? `guard ${name} is not linked to the agents` : "no answer came";
    const cause = ordering ? silent : why;
    this.end("unknown", "CONTACT_LOST", `no agreement in time, ${known}; ${cause}`);
  }

  private async explain(): Promise<void> {
    const before = (this.following as Following).stage;
    if (before === "ended" || before === "waiting" || before === "written") return;
    const { ordering, why } = await askSite(this.options.links);
    if (!ordering && (this.following as Following).stage === before) note(`still waiting: ${why}`);
  }

  // for people ---------------------------------------------------------------------------------

  private line(stage: string, ms: number, text: string): void {
    if (this.told.has(stage)) return;
    this.told.add(stage);
    const span = `+${ms - (this.at.submitted ?? ms)} ms`;
    say(`${stage.padEnd(11)} ${span.padEnd(10)} ${text}`.trimEnd());
  }

  private tell(following: Following): void {
    const { at } = this;
    const { block, ballots, stage } = following;
    const { sequence } = this;
    const of = this.options.links.site.agents.length;
    if (stage === "waiting" && this.options.endsWaiting && following.at.waiting !== undefined)
      this.line("waiting", following.at.waiting, `#${sequence}: another operator has to sign`);
    const place = `#${sequence}${block > 0 ? ` in block ${block}` : ""}`;
    if (at.ordered !== undefined && sequence > 0) this.line("ordered", at.ordered, place);
    if (at.certified !== undefined && ballots > 0)
      this.line("certified", at.certified, `${ballots} of ${of} agents`);
    if (at.written !== undefined) this.line("written", at.written, "");
    if (stage !== "ended" || at.ended === undefined) return;
    const { outcome, report, code } = following;
    const text = outcome === "confirmed" ? this.readBack(report) : code;
    this.line(outcome ?? "ended", at.ended, text);
  }

  private readBack(report: Report | null): string {
    const device = findDevice(this.options.links.site, this.options.command.device);
    const after = (report?.points ?? []).flatMap(({ point, after }) => {
      const spec = device === undefined ? undefined : findPoint(device, point);
      if (after === undefined) return [];
      return [`${report?.points.length === 1 ? "" : `${point} `}${showReading(spec, after)}`];
    });
    return after.length === 0 ? "" : `read back ${after.join(", ")}`;
  }
}

const good: readonly SetResult["outcome"][] = [
  ...waits,
  "waiting",
];

/** Follows a command, prints what comes, and answers the exit status. */
export const follow = async (options: FollowOptions): Promise<number> => {
  const result = await new Follower(options).run();
  if (options.json) sayJson(result);
  const { outcome, code = "", message = outcome, id } = result;
  if (outcome === "waiting" && !options.json)
    say(`another operator signs it with: quorate approve ${id} --home …`);
  if (good.includes(outcome)) return exitDone;
  complain(code === "" ? outcome.toUpperCase() : code, message === "" ? outcome : message);
  return exitFailed;
};

/** A command that is signed and ready to be handed in. */
export interface Signed {
  readonly envelope: Envelope;
  readonly command: FollowOptions["command"];
}
