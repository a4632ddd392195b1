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

