import { readFileSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { join } from "node:path";
import { CodedError, codeOf, isAlarmKind } from "@quorate/protocol";
import type { AlarmMemory, KeptCondition } from "./alarms.ts";
import { guardLimits } from "./limits.ts";

const isTime = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

const conditionOf = (given: unknown): KeptCondition => {
  const { device, point, kind, active, raisedMs, clearedMs } = (given ?? {}) as Record<
    string,
    unknown
  >;
  const isNamed = typeof device === "string" && typeof point === "string";
  if (!isNamed || typeof kind !== "string" || !isAlarmKind(kind) || typeof active !== "boolean")
    throw new CodedError("ALARM_FILE", "an entry names no alarm");
  if (!isTime(raisedMs) || !isTime(clearedMs) || (active ? clearedMs !== 0 : clearedMs < raisedMs))
    throw new CodedError("ALARM_FILE", `${device}/${point}/${kind}: its times are in disorder`);
  return { device, point, kind, active, raisedMs, clearedMs, held: true };
};

const read = (path: string): readonly KeptCondition[] => {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw new CodedError("ALARM_FILE", `cannot read ${path}: ${codeOf(error)}`);
  }
  try {
    return (JSON.parse(text) as unknown[]).map(conditionOf);
  } catch (error) {
    throw new CodedError("ALARM_FILE", `${path}: ${(error as Error).message}`);
  }
};

/**
 * The conditions in a file of the guard's folder. It is written off the main thread, one version
 * at a time and not often, for no write to a device may wait for it.
 */
export class AlarmFile implements AlarmMemory {
  readonly kept: readonly KeptCondition[];
  private readonly path: string;
  private readonly failed: (error: CodedError) => void;
  private next: readonly KeptCondition[] | null = null;
  private writing: Promise<void> | null = null;
  private closed = false;
  private wake: () => void = () => {};

  /** `failed` is told of a file that cannot be read or written; the guard runs on without. */
  constructor(folder: string, failed: (error: CodedError) => void) {
    this.path = join(folder, "alarms.json");
    this.failed = failed;
    let kept: readonly KeptCondition[] = [];
    try {
      kept = read(this.path);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      failed(error);
    }
    this.kept = kept;
  }

  keep(conditions: readonly KeptCondition[]): void {
    this.next = conditions;
    this.writing ??= this.write();
  }

  /** Once what was kept last is on the disk. */
  async close(): Promise<void> {
    this.closed = true;
    this.wake();
    await this.writing;
  }

  private async write(): Promise<void> {
    while (this.next !== null) {
      const text = JSON.stringify(this.next);
      this.next = null;
      try {
        await replace(this.path, text);
      } catch (error) {
        this.failed(new CodedError("ALARM_FILE", `cannot write ${this.path}: ${codeOf(error)}`));
      }
      await this.pause();
    }
    this.writing = null;
  }

  /** An alarm that chatters must not keep the disk busy. */
  private pause(): Promise<void> {
    if (this.closed) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, guardLimits.alarmFileEveryMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** A crash leaves the old version or the new one. */
const replace = async (path: string, text: string): Promise<void> => {
  const next = `${path}.new`;
  const file = await open(next, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(next, path);
};
