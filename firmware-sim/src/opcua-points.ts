import type {
  DataType,
  DataValue,
  ISessionContext,
  OPCUAServer,
  StatusCode,
  UAVariable,
} from "node-opcua";
import type { DataType as RegisterType } from "./codec.ts";
import type { OnWrite } from "./journal.ts";
import { type MapPoint, valueOf, wordsOf } from "./memory.ts";
import type { Stack } from "./opcua.ts";
import type { Plc } from "./plc.ts";

export interface PointsOf {
  readonly stack: Stack;
  readonly server: OPCUAServer;
  readonly plc: Plc;
  readonly onWrite: OnWrite;
  /** Everybody may write. */
  readonly open: boolean;
  /** Breaks off the connections, as the fault `cut` does instead of an answer. */
  readonly drop: () => void;
}

/** `outlet-target` of the exchanger is Exchanger.OutletTarget. */
export const nodeName = (skid: string, point: string): string => {
  const camel = (name: string): string =>
    name.replaceAll(/(^|-)(.)/g, (_all, _dash, letter: string) => letter.toUpperCase());
  return `${camel(skid)}.${camel(point)}`;
};

/** A scaled register is shown in its units; all else as the type that it has in the memory. */
const typeNames: Readonly<Record<RegisterType, keyof typeof DataType>> = {
  bool: "Boolean",
  int16: "Int16",
  uint16: "UInt16",
  int32: "Int32",
  uint32: "UInt32",
  int64: "Int64",
  uint64: "UInt64",
  float32: "Float",
  float64: "Double",
};

const typeOf = ({ type, scale }: MapPoint): keyof typeof DataType =>
  scale === undefined ? typeNames[type] : "Double";

/** How often a subscription may look at the memory, ms: once a scan is as often as it changes. */
const samplingMs = 20;

/** One variable over one point of the memory. */
class Point {
  readonly nodeId: string;
  readonly #of: PointsOf;
  readonly #point: MapPoint;
  readonly #type: DataType;

  constructor(of: PointsOf, point: MapPoint) {
    this.#of = of;
    this.#point = point;
    this.#type = of.stack.DataType[typeOf(point)];
    this.nodeId = `ns=1;s=${nodeName(of.plc.skid.name, point.name)}`;
  }

  /** The value as the last scan left it. */
  read(): DataValue {
    const { stack, plc } = this.#of;
    const value = plc.memory.get(this.#point.name);
    const isBool = this.#point.type === "bool";
    const now = new Date();
    return new stack.DataValue({
      value: { dataType: this.#type, value: isBool ? value !== 0 : value },
      statusCode: this.#faulty("read") ?? stack.StatusCodes.Good,
      sourceTimestamp: plc.scannedAtMs === 0 ? now : new Date(plc.scannedAtMs),
      serverTimestamp: now,
    });
  }

  write(
    { value }: DataValue,
    from: string,
    answer: (error: Error | null, status: StatusCode) => void,
  ): void {
    const { stack, plc, onWrite, drop } = this.#of;
    const { faults } = plc;
    const refused = this.#faulty("write");
    if (refused !== undefined) return answer(null, refused);
    if (faults.ofOpcua("deaf") !== undefined) return;
    const words = wordsOf(this.#point, Number(value.value));
    plc.write(this.#point.table, this.#point.register, words);
    const written = valueOf(this.#point, words);
    onWrite({ t: Date.now(), protocol: "opcua", nodeId: this.nodeId, value: written, from });
    if (faults.ofOpcua("mute") !== undefined) return;
    const cut = faults.ofOpcua("cut") !== undefined;
    const end = (): void => (cut ? drop() : answer(null, stack.StatusCodes.Good));
    const lateMs = faults.ofOpcua("delay")?.ms ?? 0;
    if (lateMs > 0) setTimeout(end, lateMs).unref();
    else end();
  }

  #faulty(on: "read" | "write"): StatusCode | undefined {
    const { stack, plc } = this.#of;
    const { name } = this.#point;
    const fault = plc.faults.find(
      "opcua-status",
      ({ on: service, point }) => service === on && (point ?? name) === name,
    );
    const codes = stack.StatusCodes as unknown as Readonly<Record<string, StatusCode>>;
    return fault && (codes[fault.status] ?? stack.StatusCodes.BadUnexpectedError);
  }
}

const addressOf = (context: ISessionContext | null): string => {
  const channel = context?.session?.channel as
    | { remoteAddress?: string; remotePort?: number }
    | undefined;
  return `${channel?.remoteAddress ?? "unknown"}:${channel?.remotePort ?? 0}`;
};

/** Makes the variable's setter know who writes; the stack's own setters are not told. */
const bind = (variable: UAVariable, point: Point, writable: boolean): void => {
  let from = "unknown";
  const inner = variable.writeValue.bind(variable) as (...all: readonly unknown[]) => unknown;
  const outer = (context: ISessionContext | null, ...rest: readonly unknown[]): unknown => {
    from = addressOf(context);
    return inner(context, ...rest);
  };
  variable.writeValue = outer as unknown as typeof variable.writeValue;
  type Setter = (value: DataValue, done: (error: Error | null, status: StatusCode) => void) => void;
  const setter: Setter = (value, done) => point.write(value, from, done);
  const options = {
    timestamped_get: () => point.read(),
    ...(writable ? { timestamped_set: setter } : {}),
  };
  variable.bindVariable(options as unknown as Parameters<typeof variable.bindVariable>[0], true);
};

/** Operators write, everybody else who came in reads; without users everybody is an operator. */
const permissionsOf = ({ stack, open }: PointsOf): { roleId: number; permissions: number }[] => {
  const { PermissionType, WellKnownRoles } = stack;
  const reads = PermissionType.Browse | PermissionType.Read | PermissionType.ReadRolePermissions;
  const writes = reads | PermissionType.Write;
  return [
    { roleId: WellKnownRoles.Anonymous, permissions: open ? writes : reads },
    { roleId: WellKnownRoles.Observer, permissions: reads },
    { roleId: WellKnownRoles.Operator, permissions: writes },
  ];
};

/** The plant as an object with one variable for each point of the map. */
export const addPoints = (of: PointsOf): void => {
  const { stack, server, plc } = of;
  const { addressSpace } = server.engine;
  if (addressSpace === null) throw new Error("the OPC UA server is not initialized");
  const namespace = addressSpace.getOwnNamespace();
  const { skid } = plc;
  const root = namespace.addObject({
    organizedBy: addressSpace.rootFolder.objects,
    browseName: nodeName(skid.name, "").slice(0, -1),
    nodeId: `s=${nodeName(skid.name, "").slice(0, -1)}`,
  });
  const names = skid.map.map(({ name }) => name);
  const mailbox = plc.memory.map.filter(({ name }) => name.startsWith("mailbox-"));
  for (const spec of [...names.map((name) => plc.memory.point(name)), ...mailbox]) {
    const point = new Point(of, spec);
    const writable = spec.table === "coil" || spec.table === "holding";
    const name = nodeName(skid.name, spec.name);
    const common = {
      componentOf: root,
      browseName: name.slice(name.indexOf(".") + 1),
      nodeId: `s=${name}`,
      dataType: typeOf(spec),
      accessLevel: writable ? "CurrentRead | CurrentWrite" : "CurrentRead",
      minimumSamplingInterval: samplingMs,
      rolePermissions: permissionsOf(of),
    };
    const { range, units } = spec;
    const variable =
      units === undefined
        ? namespace.addVariable(common)
        : namespace.addAnalogDataItem({
            ...common,
            engineeringUnitsRange: range ?? { low: 0, high: 1e9 },
            engineeringUnits: stack.makeEUInformation(units, units, units),
          });
    bind(variable, point, writable);
  }
};
