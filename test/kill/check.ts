import type { AgentLog, LoggedCommand } from "./logs.ts";
import type { Twice } from "./signed.ts";

/** One value of one command as it reached the PLC. */
export interface PointWrite {
  readonly device: string;
  readonly point: string;
  readonly value: number;
  /** Milliseconds since 1970. */
  readonly t: number;
}

/** A command as its operator gave it, and what the operator was told. */
export interface GivenCommand {
  readonly id: string;
  readonly device: string;
  readonly points: readonly string[];
  /** No other command has it. */
  readonly value: number;
  readonly notAfterMs: number;
  /** f+1 agents said that they have it. */
  readonly receipt: boolean;
  /** The end that f+1 agents told; null when none. */
  readonly told: { readonly outcome: string; readonly code: string } | null;
}

/** What a run leaves behind. */
export interface Remains {
  readonly twice: readonly Twice[];
  /** Agents against which an agent holds a proof. */
  readonly accused: readonly string[];
  readonly logs: readonly AgentLog[];
  /** In the order in which the PLCs' journals have them. */
  readonly writes: readonly PointWrite[];
  readonly given: readonly GivenCommand[];
}

export interface Violation {
  /** S1 .. S8, or what went wrong with a process. */
  readonly rule: string;
  readonly what: string;
}

/** A write may show in the PLC's journal so long after the adapter saw that it was in time, ms. */
export const writeSlackMs = 1000;

const short = (id: string): string => id.slice(0, 8);

/** Holds what is left against the safety rules. Knows nothing of how the run went. */
class Check {
  readonly violations: Violation[] = [];
  private readonly remains: Remains;
  /** Of the longest log. */
  private readonly commands: ReadonlyMap<string, LoggedCommand>;
  private readonly byValue = new Map<number, LoggedCommand>();
  private readonly writesOf = new Map<string, PointWrite[]>();

  constructor(remains: Remains) {
    this.remains = remains;
    const [longest] = [...remains.logs].sort((a, b) => b.hashes.length - a.hashes.length);
    this.commands = longest?.commands ?? new Map<string, LoggedCommand>();
    for (const command of this.commands.values()) this.byValue.set(command.value, command);
  }

  run(): readonly Violation[] {
    this.signedOnce();
    this.oneOrder();
    this.writes();
    this.judgedOnce();
    for (const command of this.commands.values()) this.endAgrees(command);
    for (const given of this.remains.given) this.nothingLost(given);
    return this.violations;
  }

  private fail(rule: string, what: string): void {
    this.violations.push({ rule, what });
  }

  private signedOnce(): void {
    const { twice, accused } = this.remains;
    for (const { agent, what, number } of twice)
      this.fail("S6", `${agent} signed two ${what}s ${number}`);
    for (const agent of new Set(accused))
      this.fail("S6", `an agent holds a proof that ${agent} signed twice`);
  }

  /** Each log stands its audit (S1: certificates), and is the beginning of the longest (S2). */
  private oneOrder(): void {
    const { logs } = this.remains;
    const [longest] = [...logs].sort((a, b) => b.hashes.length - a.hashes.length);
    for (const { agent, hashes, broken } of logs) {
      if (broken !== "") this.fail("S1", `the log of ${agent} does not stand its audit: ${broken}`);
      const differs = hashes.findIndex((hash, index) => hash !== longest?.hashes[index]);
      if (differs < 0) continue;
      this.fail("S2", `block ${differs + 1} of ${agent} is not that of ${longest?.agent}`);
    }
  }

  /** A command has one verdict; one that is said again much later is called forgotten (S8). */
  private judgedOnce(): void {
    for (const { repeated } of this.remains.logs)
      for (const [id, code] of repeated)
        if (code !== "POLICY_FORGOTTEN")
          this.fail("S8", `${short(id)} has a second verdict: ${code === "" ? "permit" : code}`);
  }

  private writes(): void {
    const last = new Map<string, number>();
    for (const write of this.remains.writes) {
      const { device, point, value, t } = write;
      const command = this.byValue.get(value);
      const where = `${device}/${point} got ${value}`;
      if (command?.device !== device || command.deviceSequence === 0) {
        this.fail("S1", `${where}, which no certified verdict permits`);
        continue;
      }
      const { id, deviceSequence, notAfterMs, points } = command;
      if (!points.includes(point)) this.fail("S1", `${where}, which ${short(id)} does not ask for`);
      const before = this.writesOf.get(id) ?? [];
      if (before.some((one) => one.point === point))
        this.fail("S4", `${where} twice: command ${short(id)}`);
      this.writesOf.set(id, [...before, write]);
      if (deviceSequence < (last.get(device) ?? 0))
        this.fail("S3", `${where}: place ${deviceSequence} after place ${last.get(device)}`);
      last.set(device, Math.max(deviceSequence, last.get(device) ?? 0));
      if (t > notAfterMs + writeSlackMs)
        this.fail("S5", `${where} ${t - notAfterMs} ms past its notAfter: command ${short(id)}`);
    }
  }

  /** The log calls confirmed what was written whole, and nothing written by another word. */
  private endAgrees({ id, value, device, points, end }: LoggedCommand): void {
    if (end === null) return;
    const written = this.writesOf.get(id) ?? [];
    const where = `${device}=${value} (${short(id)}) ended ${end.outcome} ${end.code}`.trim();
    const missing = points.filter((point) => !written.some((write) => write.point === point));
    if (end.outcome === "confirmed" && missing.length > 0)
      this.fail("S8", `${where}, and ${missing.join(", ")} was not written`);
    if (["refused", "expired", "skipped"].includes(end.outcome) && written.length > 0)
      this.fail("S8", `${where}, and was written`);
  }

  private nothingLost({ id, device, value, receipt, told }: GivenCommand): void {
    const end = this.commands.get(id)?.end ?? null;
    const where = `${device}=${value} (${short(id)})`;
    if (receipt && end === null) this.fail("S8", `${where} had a receipt and no end in the log`);
    if (receipt && told === null) this.fail("S8", `${where}: its operator was told no end`);
    if (end === null || told === null) return;
    // Agents that did not take it may know that it is too late before the order has denied it.
    const isTooLate = end.outcome === "expired" && told.outcome === "expired";
    if (end.outcome !== told.outcome || (end.code !== told.code && !isTooLate))
      this.fail(
        "S8",
        `${where} ended ${end.outcome} ${end.code}, its operator was told ` +
          `${told.outcome} ${told.code}`,
      );
  }
}

export const check = (remains: Remains): readonly Violation[] => new Check(remains).run();
