import type { Table } from "@quorate/protocol";
import modbusSerial from "modbus-serial";

/** The client class; the package is CommonJS and hangs it on `default`. */
export const ModbusClient = modbusSerial.default;
export type ModbusClient = InstanceType<typeof ModbusClient>;

export type ModbusRequest =
  | {
      readonly kind: "read";
      readonly table: Table;
      readonly register: number;
      readonly count: number;
    }
  | {
      readonly kind: "write";
      readonly table: "coil" | "holding";
      readonly register: number;
      readonly words: readonly number[];
      /** Function codes 15 and 16 even for a single coil or register. */
      readonly multiple: boolean;
    };

/** How one exchange with a unit ended. */
export type ModbusAnswer =
  | { readonly kind: "ok"; readonly words: readonly number[] }
  | { readonly kind: "exception"; readonly exception: number }
  | { readonly kind: "not-sent"; readonly code: string }
  | { readonly kind: "no-answer"; readonly code: string };

/**
 * Where a device's requests go: a TCP connection of its own, or a serial line shared by several
 * units. At most one request is outstanding on a connection.
 */
export interface ModbusLink {
  start(): void;
  stop(): Promise<void>;
  /** True once the device has answered on the present connection. */
  readonly up: boolean;
  request(unit: number, request: ModbusRequest, terms: RequestTerms): Promise<ModbusAnswer>;
  /** A connection was made, and has not answered yet: the moment to ask something. */
  onConnected(listener: () => void): void;
  onUp(listener: (up: boolean, reason?: string) => void): void;
}

/** Smaller goes first. Writes overtake reads; other parties' raw reads come last. */
export const priority = { write: 0, fresh: 1, scan: 2, raw: 3 } as const;

export interface RequestTerms {
  readonly priority: number;
  /** By the monotonic clock (`performance.now`): later than this the request is not sent. */
  readonly deadline?: number;
  /** Asked when its turn has come: false where nobody waits for the answer any more. */
  readonly isWanted?: () => boolean;
}

/** Exception codes of the Modbus application protocol V1.1b3 section 7. */
const exceptions: Readonly<Record<number, string>> = {
  1: "ILLEGAL_FUNCTION",
  2: "ILLEGAL_DATA_ADDRESS",
  3: "ILLEGAL_DATA_VALUE",
  4: "DEVICE_FAILURE",
  5: "ACKNOWLEDGE",
  6: "DEVICE_BUSY",
  7: "NEGATIVE_ACKNOWLEDGE",
  8: "MEMORY_PARITY_ERROR",
  10: "GATEWAY_PATH_UNAVAILABLE",
  11: "GATEWAY_TARGET_SILENT",
};

export const exceptionCode = (exception: number): string =>
  exceptions[exception] ?? `MODBUS_EXCEPTION_${exception}`;

/**
 * True when an exception leaves no doubt that nothing was written. 04 is a failure *while* the
 * action was attempted, 05 accepts the request for later, 11 is a gateway that lost the device
 * after passing the request on; exceptions the specification does not name prove nothing.
 */
export const provesUnwritten = (exception: number): boolean =>
  [1, 2, 3, 6, 7, 8, 10].includes(exception);

interface ModbusFault {
  readonly modbusCode?: number;
  readonly message?: string;
}

interface ReadResult {
  readonly data: readonly (number | boolean)[];
}

type Settle = (answer: ModbusAnswer) => void;

const badAnswer: ModbusAnswer = { kind: "no-answer", code: "BAD_ANSWER" };

const failed = (fault: ModbusFault): ModbusAnswer =>
  typeof fault.modbusCode === "number"
    ? { kind: "exception", exception: fault.modbusCode }
    : badAnswer;

/**
 * Hands one request to the client with the unit named in the call: the client's own unit id is
 * state shared by all callers. The promise stays pending when no answer comes; the caller times it.
 */
export const exchange = (
  client: ModbusClient,
  unit: number,
  request: ModbusRequest,
): Promise<ModbusAnswer> =>
  new Promise((settle) => {
    try {
      if (request.kind === "read") read(client, unit, request, settle);
      else write(client, unit, request, settle);
    } catch {
      // Whether any of it left is not known: as bad as an answer that says nothing.
      settle(badAnswer);
    }
  });

const read = (
  client: ModbusClient,
  unit: number,
  request: Extract<ModbusRequest, { kind: "read" }>,
  settle: Settle,
): void => {
  const { table, register, count } = request;
  const done = (fault: ModbusFault | null, result?: ReadResult): void => {
    if (fault !== null || result === undefined) return settle(failed(fault ?? {}));
    const words = result.data.slice(0, count).map(Number);
    settle(words.length === count ? { kind: "ok", words } : badAnswer);
  };
  switch (table) {
    case "coil":
      return client.writeFC1(unit, register, count, done);
    case "discrete":
      return client.writeFC2(unit, register, count, done);
    case "holding":
      return client.writeFC3(unit, register, count, done);
    case "input":
      return client.writeFC4(unit, register, count, done);
  }
};

interface WriteEcho {
  readonly address: number;
  readonly state?: boolean;
  readonly value?: number;
  readonly length?: number;
}

const write = (
  client: ModbusClient,
  unit: number,
  request: Extract<ModbusRequest, { kind: "write" }>,
  settle: Settle,
): void => {
  const { table, register, words, multiple } = request;
  const expect =
    (holds: (echo: WriteEcho) => boolean) =>
    (fault: ModbusFault | null, echo?: WriteEcho): void => {
      if (fault !== null || echo === undefined) return settle(failed(fault ?? {}));
      const mine = echo.address === register && holds(echo);
      settle(mine ? { kind: "ok", words: [] } : badAnswer);
    };
  const [first] = words;
  const single = words.length === 1 && !multiple && first !== undefined;
  if (table === "coil") {
    const states = words.map((word) => word !== 0);
    if (single) {
      const state = first !== 0;
      return client.writeFC5(unit, register, state, expect((echo) => echo.state === state));
    }
    return client.writeFC15(unit, register, states, expect((echo) => echo.length === words.length));
  }
  if (single) {
    return client.writeFC6(unit, register, first, expect((echo) => echo.value === first));
  }
  const inFull = expect((echo) => echo.length === words.length);
  return client.writeFC16(unit, register, [...words], inFull);
};
