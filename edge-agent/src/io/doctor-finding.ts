/** A fault keeps something from working; a warning may do so one day. */
export type Severity = "fault" | "warning";

export interface Finding {
  readonly severity: Severity;
  readonly code: string;
  /** What was looked at: a file, an agent, a device. */
  readonly what: string;
  readonly message: string;
  readonly remedy: string;
}

/** Something that was looked at and is as it should be, for the record. */
export interface Passed {
  readonly check: string;
  readonly detail: string;
}

export interface Examined {
  readonly findings: readonly Finding[];
  readonly passed: readonly Passed[];
}

/** Gathers what a run finds. */
export class Examination implements Examined {
  readonly findings: Finding[] = [];
  readonly passed: Passed[] = [];

  fault(code: string, what: string, message: string, remedy: string): void {
    this.findings.push({ severity: "fault", code, what, message, remedy });
  }

  warning(code: string, what: string, message: string, remedy: string): void {
    this.findings.push({ severity: "warning", code, what, message, remedy });
  }

  pass(check: string, detail: string): void {
    this.passed.push({ check, detail });
  }
}
