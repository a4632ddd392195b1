import assert from "node:assert/strict";

export interface Deadline {
  readonly deadlineMs?: number;
  /** What is waited for, for the message of a failure. */
  readonly what: string;
}

/**
 * Waits until the condition gives something other than false, null or undefined, and returns it.
 * Fails, naming what was waited for, when the deadline passes first.
 */
export const until = async <T>(
  condition: () => T | Promise<T>,
  { deadlineMs = 20_000, what }: Deadline,
): Promise<Exclude<T, false | null | undefined>> => {
  const endMs = performance.now() + deadlineMs;
  for (;;) {
    const result = await condition();
    if (result !== false && result !== null && result !== undefined) {
      return result as Exclude<T, false | null | undefined>;
    }
    if (performance.now() > endMs) assert.fail(`waited ${deadlineMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};
