/** Which requests a fault of a link concerns: all that it can, where nothing is said. */
interface Narrowed {
  /** Modbus function codes. A fault that names some spares OPC UA. */
  readonly functions?: readonly number[];
  /** Modbus unit id. A fault that names one spares OPC UA. */
  readonly unit?: number;
}

/** Faults of the communication processor. */
export type LinkFault =
  /** Answer with a Modbus exception, and do nothing. */
  | ({ readonly fault: "refuse"; readonly exception: number } & Narrowed)
  /** Carry out at once, answer late. */
  | ({ readonly fault: "delay"; readonly ms: number } & Narrowed)
  /** Carry out, never answer. */
  | ({ readonly fault: "mute" } & Narrowed)
  /** Neither carry out nor answer. */
  | ({ readonly fault: "deaf" } & Narrowed)
  /** Carry out, answer under another transaction id (Modbus TCP). */
  | ({ readonly fault: "wrong-transaction" } & Narrowed)
  /** Carry out, answer with a wrong checksum (Modbus RTU). */
  | ({ readonly fault: "crc" } & Narrowed)
  /** Carry out, break off the answer half-way, close the connection. */
  | ({ readonly fault: "cut" } & Narrowed);

/** An actuator that no longer follows. */
type ActuatorFault = { readonly fault: "stuck"; readonly actuator: string };

/** Sensors that say something else than the plant does; the program believes them. */
export type SensorFault =
  /** Wanders away, in units of the reading per second. */
  | { readonly fault: "drift"; readonly sensor: string; readonly perSecond: number }
  | { readonly fault: "frozen"; readonly sensor: string }
  /** Not a number; in a scaled whole register 7FFF, as after a broken wire. */
  | { readonly fault: "nan"; readonly sensor: string };

/** What a program answers to a mailbox sequence (mailbox.ts). */
export type RefusedResult = 2 | 3 | 4;

export type ProgramFault =
  /** The PLC answers well and takes a value within these bounds instead. */
  | { readonly fault: "clamp"; readonly point: string; readonly min: number; readonly max: number }
  /** A scan only every so many milliseconds. */
  | { readonly fault: "slow-scan"; readonly ms: number }
  /** The mailbox refuses every sequence, or this one, with the result. */
  | { readonly fault: "mailbox"; readonly result: RefusedResult; readonly sequence?: number };

/** OPC UA services that answer this status for one point, or for all. A write is not taken. */
export interface OpcuaFault {
  readonly fault: "opcua-status";
  readonly on: "read" | "write";
  /** A name such as BadNotConnected (OPC UA Part 6, StatusCode). */
  readonly status: string;
  readonly point?: string;
}

export type Fault = LinkFault | ActuatorFault | SensorFault | ProgramFault | OpcuaFault;
export type FaultKind = Fault["fault"];
type Of<K extends FaultKind> = Extract<Fault, { fault: K }>;

export const writeFunctions: readonly number[] = [5, 6, 15, 16];

/** What tells two faults of one kind apart; one of each can be in force. */
const targetOf = (fault: Fault): string => {
  switch (fault.fault) {
    case "stuck":
      return fault.actuator;
    case "drift":
    case "frozen":
    case "nan":
      return fault.sensor;
    case "clamp":
      return fault.point;
    case "opcua-status":
      return fault.point ?? fault.on;
    case "slow-scan":
    case "mailbox":
      return "";
    default:
      return fault.unit === undefined ? "" : String(fault.unit);
  }
};

const keyOf = (fault: Fault): string => {
  const on = fault.fault === "opcua-status" ? fault.on : "";
  return `${fault.fault} ${targetOf(fault)} ${on}`;
};

/** Faults in force: at most one of each kind and target. */
export class Faults {
  readonly #active = new Map<string, Fault>();

  set(fault: Fault): void {
    this.#active.set(keyOf(fault), fault);
  }

  /** Ends one kind of fault, of one target where it is named, or all. */
  clear(kind?: FaultKind, target?: string): void {
    for (const [key, fault] of this.#active) {
      const isMeant = kind === undefined || fault.fault === kind;
      if (isMeant && (target === undefined || targetOf(fault) === target)) this.#active.delete(key);
    }
  }

  list(): readonly Fault[] {
    return [...this.#active.values()];
  }

  isStuck(actuator: string): boolean {
    return this.find("stuck", (fault) => fault.actuator === actuator) !== undefined;
  }

  /** The fault of the kind that satisfies the condition. */
  find<K extends FaultKind>(
    kind: K,
    condition: (fault: Of<K>) => boolean = () => true,
  ): Of<K> | undefined {
    for (const fault of this.#active.values()) {
      if (fault.fault === kind && condition(fault as Of<K>)) return fault as Of<K>;
    }
    return undefined;
  }

  /** The fault of this kind, where it concerns the Modbus request. A refusal spares reads. */
  of<K extends LinkFault["fault"]>(kind: K, code: number, unit?: number): Of<K> | undefined {
    return this.find(kind, (fault) => {
      const narrowed: Narrowed = fault as LinkFault;
      const functions = narrowed.functions ?? (kind === "refuse" ? writeFunctions : undefined);
      const isCode = functions === undefined || functions.includes(code);
      return isCode && (narrowed.unit === undefined || narrowed.unit === unit);
    });
  }

  /** The fault of this kind, where it concerns an OPC UA write. */
  ofOpcua<K extends "delay" | "mute" | "deaf" | "cut">(kind: K): Of<K> | undefined {
    return this.find(kind, (fault) => {
      const { functions, unit }: Narrowed = fault as LinkFault;
      return functions === undefined && unit === undefined;
    });
  }
}
