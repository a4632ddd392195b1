import type { RefusedProposals as RefusedStatus } from "@quorate/protocol";

/**
 * Commands that came through the broker of this agent and were refused, in this run: by the agent
 * itself or by the order. For people, whom a single line in a log may escape.
 */
export class RefusedProposals {
  private newest: RefusedStatus | undefined;

  note(device: string, code: string, timeMs: number): void {
    const count = (this.newest?.count ?? 0) + 1;
    this.newest = { count, lastCode: code, lastDevice: device, lastAtMs: timeMs };
  }

  /** Undefined while none was refused. */
  get status(): RefusedStatus | undefined {
    return this.newest;
  }
}
