export interface CodedErrorOptions {
  /** Facts for a structured log line. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** What the reader can do about it. */
  readonly remedy?: string;
  readonly cause?: unknown;
}

/** An error that names its code, its cause and, where there is one, the remedy. */
export class CodedError extends Error {
  readonly code: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly remedy: string | undefined;

  constructor(code: string, message: string, options: CodedErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "CodedError";
    this.code = code;
    this.fields = options.fields ?? {};
    this.remedy = options.remedy;
  }
}

export const isCoded = (error: unknown): error is CodedError => error instanceof CodedError;

/** The code of any thrown thing: its own, or that of the system call that failed. */
export const codeOf = (error: unknown): string => {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : "UNEXPECTED";
};
