import {
  decode,
  encode,
  type PointWritten,
  type Posted,
  type Settled,
  type WriteOrder,
} from "@quorate/device-adapters";
import type { Certified, DeviceSpec, MailboxSpec, PointSpec, PointWrite } from "@quorate/protocol";
import {
  Mailbox,
  type MailboxArgument,
  writtenOf,
} from "../../device-adapters/src/modbus-mailbox.ts";
import type { ModbusAnswer, ModbusRequest } from "../../device-adapters/src/modbus-request.ts";
import { Plc, PlcAdapter } from "./plc.ts";
import type { VirtualClock } from "./virtual-clock.ts";

type Mapped = PointSpec & { readonly register: number; readonly table: "holding" | "coil" };

/**
 * A register device with a mailbox: its program takes the set points of a sequence that is above
 * all before it. The journal holds what was taken, `values` what the registers show.
 */
export class MailboxPlc extends Plc {
  readonly registers = new Map<number, number>();
  /** Every sequence the program was shown, with what it said. */
  readonly looked: (readonly [sequence: number, result: number])[] = [];
  /** False while the program is stopped; its registers can still be read and written. */
  runs = true;
  /** Result for the next sequence in place of its own judgement. */
  verdict: number | null = null;
  /** Called before each request; what it answers is the answer. */
  onRequest: (request: ModbusRequest) => ModbusAnswer | null = () => null;
  private lastLooked = 0;
  private highest = 0;

  constructor(spec: DeviceSpec) {
    super(spec);
    for (const { name } of this.setPoints()) this.show(name, this.values.get(name) ?? 0);
  }

  get mailbox(): MailboxSpec {
    return this.spec.mailbox as MailboxSpec;
  }

  /** The program's memory is gone, and the registers with it. */
  loseMemory(): void {
    this.registers.clear();
    [this.lastLooked, this.highest] = [0, 0];
    for (const point of this.setPoints()) {
      this.show(point.name, zeroOf(point));
      this.inForce.set(point.name, zeroOf(point));
    }
  }

  number(register: number): number {
    const [high, low] = [this.registers.get(register), this.registers.get(register + 1)];
    return (high ?? 0) * 0x1_0000 + (low ?? 0);
  }

  put(register: number, value: number): void {
    this.registers.set(register, value >>> 16);
    this.registers.set(register + 1, value & 0xffff);
  }

  serve(request: ModbusRequest): ModbusAnswer {
    const scripted = this.onRequest(request);
    if (scripted !== null) return scripted;
    this.scan();
    const base = keyOf(request.table, request.register);
    if (request.kind === "write") {
      request.words.forEach((word, index) => this.registers.set(base + index, word));
      for (const point of this.setPoints()) this.values.set(point.name, this.argument(point));
      return { kind: "ok", words: [] };
    }
    const words = Array.from({ length: request.count }, (_, at) => this.registers.get(base + at));
    return { kind: "ok", words: words.map((word) => word ?? 0) };
  }

  scan(): void {
    const { sequence: register, echo, result } = this.mailbox;
    const sequence = this.number(register);
    if (!this.runs || sequence === this.lastLooked) return;
    this.lastLooked = sequence;
    const said = this.verdict ?? (sequence > this.highest ? 1 : 3);
    this.verdict = null;
    this.highest = Math.max(this.highest, sequence);
    this.looked.push([sequence, said]);
    if (said === 1) {
      // All arguments as one: what another command left there would come into force here.
      for (const point of this.setPoints()) {
        const value = this.argument(point);
        if (value !== this.inForce.get(point.name)) this.take({ point: point.name, value });
        this.inForce.set(point.name, value);
      }
    }
    this.put(result, said);
    this.put(echo, sequence);
  }

  private readonly inForce = new Map(this.values);

  private setPoints(): readonly Mapped[] {
    return this.spec.points.filter(({ access }) => access === "setpoint") as Mapped[];
  }

  private show(name: string, value: PointWrite["value"]): void {
    const { request } = argumentOf(this.spec, { point: name, value });
    const base = keyOf(request.table, request.register);
    request.words.forEach((word, index) => this.registers.set(base + index, word));
    this.values.set(name, value);
  }

  private argument(point: Mapped): PointWrite["value"] {
    const { request } = argumentOf(this.spec, { point: point.name, value: zeroOf(point) });
    const base = keyOf(point.table, point.register);
    const words = request.words.map((_, index) => this.registers.get(base + index) ?? 0);
    const decoded = decode(point, words);
    if (!decoded.ok) throw new TypeError(decoded.code);
    return decoded.value;
  }
}

const zeroOf = ({ type }: PointSpec): PointWrite["value"] => (type === "bool" ? false : 0);

/** Coils lie beyond the holding registers, so that one map holds both. */
const keyOf = (table: string, register: number): number =>
  table === "coil" ? 0x1_0000 + register : register;

const argumentOf = (device: DeviceSpec, { point: name, value }: PointWrite): MailboxArgument => {
  const point = device.points.find((one) => one.name === name) as Mapped;
  const encoded = encode(point, value);
  if (!encoded.ok) throw new TypeError(encoded.detail);
  const { table, register } = point;
  const words = encoded.words;
  return { point: name, request: { kind: "write", table, register, words, multiple: true } };
};

/** The way of one guard process to a mailbox, by the adapter's own mailbox code. */
export class MailboxAdapter extends PlcAdapter {
  private readonly mailbox: Mailbox;

  constructor(plc: MailboxPlc, clock: VirtualClock, alive: () => boolean) {
    super(plc, clock, alive);
    const wait = (ms: number): Promise<void> =>
      new Promise((resolve) => {
        clock.after(ms, () => alive() && resolve());
      });
    this.mailbox = new Mailbox(plc.mailbox, {
      request: async (request) => {
        await wait(plc.readMs);
        const answer = alive() ? plc.serve(request) : null;
        // The process that asked is gone: nobody hears the answer.
        return answer !== null && alive() ? answer : new Promise<ModbusAnswer>(() => {});
      },
      nowMs: () => clock.monotonicMs(),
      wait: (ms) => {
        plc.scan();
        return wait(ms);
      },
    });
  }

  override async write(order: Certified<WriteOrder>): Promise<readonly PointWritten[]> {
    const args = order.writes.map((write) => argumentOf(this.device, write));
    const end = await this.mailbox.write(args, order.sequence, { priority: 0 });
    return writtenOf(args, end);
  }

  settle({ sequence, writes, before }: Posted, withinMs: number): Promise<Settled | null> {
    const list = (of: readonly PointWrite[]): MailboxArgument[] =>
      of.map((write) => argumentOf(this.device, write));
    return this.mailbox.settle(sequence, { asked: list(writes), held: list(before) }, withinMs);
  }
}
