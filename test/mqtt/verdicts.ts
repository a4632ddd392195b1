import assert from "node:assert/strict";

/**
 * What the strict host and the tap have looked at: each check has the name of the specification's
 * statement that it holds the edge node against (statements.ts).
 */
export class Verdicts {
  /** How often each statement was looked at. */
  readonly checks = new Map<string, number>();
  readonly violations: string[] = [];

  check(id: string, holds: boolean, detail: string): void {
    this.checks.set(id, (this.checks.get(id) ?? 0) + 1);
    if (!holds) this.violations.push(`${id}: ${detail}`);
  }

  checkAll(ids: readonly string[], holds: boolean, detail: string): void {
    for (const id of ids) this.check(id, holds, detail);
  }

  assertNone(): void {
    assert.deepEqual(this.violations, []);
  }
}
