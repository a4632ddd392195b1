import { spawn } from "node:child_process";

/** How a process is doing: one line for `systemctl status`, and whether it does its work at all. */
export interface Health {
  readonly works: boolean;
  readonly text: string;
}

export interface ServiceOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Hands lines such as READY=1 to the service manager. */
  readonly send?: (lines: readonly string[]) => void;
}

/**
 * Node has no datagram sockets of the AF_UNIX family, so systemd's own program carries the lines
 * (sd_notify(3)). The units have NotifyAccess=all for it: the sender is a child of this process.
 */
const byProgram = (lines: readonly string[]): void => {
  const child = spawn("systemd-notify", [...lines], { stdio: "ignore" });
  // What cannot be told is noticed by the manager itself: it stops what it hears nothing of.
  child.on("error", () => undefined);
  child.unref();
};

/** Without a watchdog the line is renewed so often, ms. */
const usualEveryMs = 20_000;
/** A manager that wants to hear something within a time hears it so many times in it. */
const perWatchdog = 3;

/** What systemd knows of this process; does nothing where no service manager started it. */
export class Service {
  private readonly send: (lines: readonly string[]) => void;
  private readonly isManaged: boolean;
  private readonly everyMs: number;
  private readonly hasWatchdog: boolean;
  private timer: NodeJS.Timeout | null = null;
  private told = "";

  constructor({ env = process.env, send = byProgram }: ServiceOptions = {}) {
    this.send = send;
    this.isManaged = (env["NOTIFY_SOCKET"] ?? "") !== "";
    const forUs = env["WATCHDOG_PID"] === undefined || env["WATCHDOG_PID"] === `${process.pid}`;
    const watchdogUs = forUs ? Number(env["WATCHDOG_USEC"] ?? 0) : 0;
    this.hasWatchdog = watchdogUs > 0;
    this.everyMs = this.hasWatchdog ? watchdogUs / 1000 / perWatchdog : usualEveryMs;
  }

  /** It is up; from now on the manager hears at intervals how it is doing, as long as it works. */
  ready(health: () => Health): void {
    if (!this.isManaged || this.timer !== null) return;
    this.told = health().text;
    this.send(["READY=1", `STATUS=${this.told}`]);
    this.timer = setInterval(() => this.beat(health()), this.everyMs);
    this.timer.unref();
  }

  stopping(): void {
    if (this.timer === null) return;
    clearInterval(this.timer);
    this.timer = null;
    this.send(["STOPPING=1"]);
  }

  private beat({ works, text }: Health): void {
    const lines = [
      ...(this.hasWatchdog && works ? ["WATCHDOG=1"] : []),
      ...(text === this.told ? [] : [`STATUS=${text}`]),
    ];
    this.told = text;
    if (lines.length > 0) this.send(lines);
  }
}
