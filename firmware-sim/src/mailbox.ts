import type { ProgramFault } from "./faults.ts";
import type { MapPoint, Memory } from "./memory.ts";
import type { Demands, Skid } from "./skid.ts";

const sequenceRegister = 120;

/** Zero-based holding registers, each a uint32 in two of them, most significant first. */
export const mailboxMap: readonly MapPoint[] = (["sequence", "echo", "result"] as const).map(
  (name, index) => ({
    name: `mailbox-${name}`,
    table: "holding",
    register: sequenceRegister + index * 2,
    type: "uint32",
    order: "ABCD",
  }),
);

const taken = 1;
const outOfRange = 2;
const replayed = 3;
const forbidden = 4;

type MailboxFault = Extract<ProgramFault, { fault: "mailbox" }>;

/**
 * The part of a PLC program that takes commands by number. The set points' own registers are only
 * arguments: they have no effect before a sequence above every one before it has come, and then
 * all of them have it in one scan. Echo and result answer; the result is written first, so that
 * an echo never stands beside the result of another sequence.
 */
export class Mailbox implements Demands {
  readonly #memory: Memory;
  readonly #skid: Skid;
  readonly #inForce = new Map<string, number>();
  /** The sequence register as it was at the last look. */
  #looked = 0;
  /** The highest sequence that was used up, retained when the PLC restarts. */
  #highest = 0;

  constructor(memory: Memory, skid: Skid) {
    this.#memory = memory;
    this.#skid = skid;
  }

  /** What the registers hold is in force; no sequence was ever used. */
  powerOn(): void {
    this.#looked = 0;
    this.#highest = 0;
    for (const { name } of this.#skid.setPoints) this.#inForce.set(name, this.#memory.get(name));
  }

  get(name: string): number {
    return this.#inForce.get(name) ?? 0;
  }

  /** A register follows only what the program changes, or it would wipe out new arguments. */
  set(name: string, value: number): void {
    if (Object.is(this.get(name), value)) return;
    this.#inForce.set(name, value);
    this.#memory.set(name, value);
  }

  /** Once a scan, before the program. */
  scan(faultFor: (sequence: number) => MailboxFault | undefined): void {
    const sequence = this.#memory.get("mailbox-sequence");
    if (sequence === this.#looked) return;
    this.#looked = sequence;
    const result = faultFor(sequence)?.result ?? this.#judge(sequence);
    if (result !== replayed) this.#highest = Math.max(this.#highest, sequence);
    for (const { name } of this.#skid.setPoints) {
      if (result === taken) this.#inForce.set(name, this.#memory.get(name));
      // What was refused must not be among the next command's arguments.
      else this.#memory.set(name, this.get(name));
    }
    this.#memory.set("mailbox-result", result);
    this.#memory.set("mailbox-echo", sequence);
  }

  #judge(sequence: number): number {
    if (sequence <= this.#highest) return replayed;
    const asked = (name: string): number => this.#memory.get(name);
    const isWithin = this.#skid.setPoints.every(
      ({ name, min, max }) => asked(name) >= min && asked(name) <= max,
    );
    if (!isWithin) return outOfRange;
    return this.#skid.forbids(asked, (name) => this.get(name)) ? forbidden : taken;
  }
}
