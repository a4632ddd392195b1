import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { BankWrite } from "./register-bank.ts";

/** The float32 of two words, the high one first. */
export const floatOf = ([high = 0, low = 0]: readonly number[]): number => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt16BE(high, 0);
  bytes.writeUInt16BE(low, 2);
  return bytes.readFloatBE(0);
};

/** The process of register-bank.ts. */
export class Bank {
  readonly port: number;
  private readonly child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    [this.child, this.port] = [child, port];
  }

  static async start(): Promise<Bank> {
    const child = fork(fileURLToPath(new URL("register-bank.ts", import.meta.url)), {
      execArgv: ["--import", "tsx"],
    });
    const [port] = (await once(child, "message")) as [number];
    return new Bank(child, port);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Every write since this was asked last, oldest first. */
  async written(): Promise<readonly BankWrite[]> {
    const told = once(this.child, "message");
    this.child.send("written");
    const [writes] = (await told) as [BankWrite[]];
    return writes;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = once(this.child, "exit");
    this.child.disconnect();
    await ended;
  }
}
