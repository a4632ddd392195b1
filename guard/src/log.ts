import type { Log } from "@quorate/protocol";
import type { LeveledLog } from "@quorate/protocol/node";
import { pino } from "pino";

/** JSON lines on standard output; every line has a `stage` and a `code`. */
export const jsonLog = (base: Readonly<Record<string, string>>, level = "info"): LeveledLog => {
  const logger = pino({ level, base: { ...base }, timestamp: pino.stdTimeFunctions.isoTime });
  return {
    get level() {
      return logger.level;
    },
    set level(to) {
      logger.level = to;
    },
    debug: (stage, code, facts) => logger.debug({ stage, code, ...facts }),
    info: (stage, code, facts) => logger.info({ stage, code, ...facts }),
    warn: (stage, code, facts) => logger.warn({ stage, code, ...facts }),
    error: (stage, code, facts) => logger.error({ stage, code, ...facts }),
  };
};

/** How often each coded event happened; logged now and then, while they change. */
export class Counters {
  private readonly counts = new Map<string, number>();
  private changed = false;

  add(code: string): void {
    this.counts.set(code, (this.counts.get(code) ?? 0) + 1);
    this.changed = true;
  }

  get all(): Iterable<readonly [string, number]> {
    return this.counts;
  }

  tell(log: Log): void {
    if (!this.changed) return;
    this.changed = false;
    log.info("guard", "GUARD_COUNTERS", Object.fromEntries(this.counts));
  }
}
