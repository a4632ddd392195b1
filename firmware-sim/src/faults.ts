import { PlcError } from "./errors.ts";

/** Faults of the communication processor; `functions` narrows them to some function codes. */
export type LinkFault =
  /** Answer with a Modbus exception, and do nothing. */
  | { readonly fault: "refuse"; readonly exception: number; readonly functions?: readonly number[] }
  /** Carry out at once, answer late. */
  | { readonly fault: "delay"; readonly ms: number; readonly functions?: readonly number[] }
  /** Carry out, never answer. */
  | { readonly fault: "mute"; readonly functions?: readonly number[] }
  /** Neither carry out nor answer. */
  | { readonly fault: "deaf"; readonly functions?: readonly number[] }
  /** Carry out, answer under another transaction id. */
  | { readonly fault: "wrong-transaction"; readonly functions?: readonly number[] }
  /** Carry out, send half of the answer, close the connection. */
  | { readonly fault: "cut"; readonly functions?: readonly number[] };

/** Faults of the plant: an actuator that no longer follows. */
export type PlantFault = { readonly fault: "stuck"; readonly actuator: string };

export type Fault = LinkFault | PlantFault;
export type FaultKind = Fault["fault"];

export const writeFunctions: readonly number[] = [5, 6, 15, 16];

/** Faults in force: at most one of each kind. */
export class Faults {
  readonly #active = new Map<FaultKind, Fault>();

  set(fault: Fault): void {
    this.#active.set(fault.fault, fault);
  }

  /** Ends one kind of fault, or all. */
  clear(kind?: FaultKind): void {
    if (kind === undefined) this.#active.clear();
    else this.#active.delete(kind);
  }

  list(): readonly Fault[] {
    return [...this.#active.values()];
  }

  isStuck(actuator: string): boolean {
    const fault = this.#active.get("stuck");
    return fault?.fault === "stuck" && fault.actuator === actuator;
  }

  /** The fault of this kind, where it concerns the function code. A refusal spares reads. */
  of<K extends LinkFault["fault"]>(
    kind: K,
    code: number,
  ): Extract<LinkFault, { fault: K }> | undefined {
    const fault = this.#active.get(kind) as Extract<LinkFault, { fault: K }> | undefined;
    if (fault === undefined) return undefined;
    const functions = fault.functions ?? (kind === "refuse" ? writeFunctions : undefined);
    return functions === undefined || functions.includes(code) ? fault : undefined;
  }
}

const kinds: readonly string[] = [
  "refuse",
  "delay",
  "mute",
  "deaf",
  "wrong-transaction",
  "cut",
  "stuck",
] satisfies readonly FaultKind[];

export const isFaultKind = (text: unknown): text is FaultKind =>
  typeof text === "string" && kinds.includes(text);

const isWithin = (value: unknown, min: number, max: number): value is number =>
  Number.isInteger(value) && (value as number) >= min && (value as number) <= max;

/** A fault as somebody wrote it in JSON. */
export const parseFault = (input: Record<string, unknown>, actuators: readonly string[]): Fault => {
  const bad = (message: string, remedy: string): never => {
    throw new PlcError("FAULT_INVALID", message, remedy);
  };
  const { fault: kind, functions } = input;
  if (!isFaultKind(kind)) return bad(`no fault '${String(kind)}'`, `one of ${kinds.join(", ")}`);
  if (kind === "stuck") {
    const { actuator } = input;
    if (typeof actuator !== "string" || !actuators.includes(actuator)) {
      return bad(`no actuator '${String(actuator)}'`, `one of ${actuators.join(", ")}`);
    }
    return { fault: kind, actuator };
  }
  const isList = Array.isArray(functions) && functions.every((code) => isWithin(code, 1, 127));
  if (functions !== undefined && !isList) {
    return bad("functions is not a list of function codes", 'for example "functions": [6, 16]');
  }
  const narrowed = isList ? { functions: functions as number[] } : {};
  if (kind === "refuse") {
    const { exception } = input;
    if (!isWithin(exception, 1, 255)) return bad("exception is not 1..255", '"exception": 4');
    return { fault: kind, exception, ...narrowed };
  }
  if (kind === "delay") {
    const { ms } = input;
    if (!isWithin(ms, 0, 600_000)) return bad("ms is not 0..600000", '"ms": 500');
    return { fault: kind, ms, ...narrowed };
  }
  return { fault: kind, ...narrowed };
};
