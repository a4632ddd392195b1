import { type LogLevel, logLevels } from "../site-local.ts";

/** A log whose level can be changed while the process runs. */
export interface LeveledLog {
  level: string;
  info(stage: string, code: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(stage: string, code: string, facts?: Readonly<Record<string, unknown>>): void;
  debug(stage: string, code: string, facts?: Readonly<Record<string, unknown>>): void;
  error(stage: string, code: string, facts?: Readonly<Record<string, unknown>>): void;
}

type Write = (line: Readonly<Record<string, unknown>>) => void;

/** What is needed of pino, or of whatever writes the lines. */
interface LineWriter {
  level: string;
  readonly debug: Write;
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
}

/** A log of lines that each have a `stage` and a `code`. */
export const leveledLog = (writer: LineWriter): LeveledLog => ({
  get level() {
    return writer.level;
  },
  set level(to) {
    writer.level = to;
  },
  debug: (stage, code, facts) => writer.debug({ stage, code, ...facts }),
  info: (stage, code, facts) => writer.info({ stage, code, ...facts }),
  warn: (stage, code, facts) => writer.warn({ stage, code, ...facts }),
  error: (stage, code, facts) => writer.error({ stage, code, ...facts }),
});

/** One step more talkative; from the most talkative to the most silent. */
export const nextLevel = (level: string): LogLevel =>
  logLevels[(logLevels.indexOf(level as LogLevel) + 1) % logLevels.length] as LogLevel;

/**
 * Every SIGUSR2 makes the log one step more talkative: error, warn, info, debug, and error again.
 * It says so at the new level, so that the line is seen whichever it is. `log` answers the log that
 * is in use by then: a signal that comes during the start must not end the process.
 */
export const onLevelSignal = (stage: string, log: () => LeveledLog): void => {
  process.on("SIGUSR2", () => {
    const current = log();
    const before = current.level;
    const level = nextLevel(before);
    current.level = level;
    current[level](stage, "LOG_LEVEL", { level, before });
  });
};
