import { codeOf } from "@quorate/protocol";
import type { GuardIo } from "./io.ts";
import { guardLimits } from "./limits.ts";

/** Somebody's garbage (S10): counted under its own code, logged now and then, changing nothing. */
export class Garbage {
  private readonly io: GuardIo;
  private readonly logged = new Map<string, number>();

  constructor(io: GuardIo) {
    this.io = io;
  }

  drop(stage: string, code: string, facts: Readonly<Record<string, unknown>> = {}): void {
    this.io.count(code);
    const now = this.io.clock.monotonicMs();
    const last = this.logged.get(code);
    if (last !== undefined && now - last < guardLimits.garbageLogMs) return;
    this.logged.set(code, now);
    this.io.log.warn(stage, code, facts);
  }

  dropError(stage: string, error: unknown, facts: Readonly<Record<string, unknown>> = {}): void {
    const message = error instanceof Error ? error.message : String(error);
    this.drop(stage, codeOf(error), { ...facts, message });
  }
}
