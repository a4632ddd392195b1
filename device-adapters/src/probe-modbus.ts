import type {
  ByteOrder,
  DeviceSpec,
  PointSpec,
  PointType,
  PointValue,
  Table,
} from "@quorate/protocol";
import type { AdapterOptions, RawRead } from "./adapter.ts";
import { decode, registersOf } from "./codec.ts";
import { openAdapter } from "./registry.ts";

/** What registers would mean if a point of this type and order began there. */
export interface Interpretation {
  readonly register: number;
  readonly type: PointType;
  readonly values: Readonly<Partial<Record<ByteOrder, PointValue | null>>>;
}

const orders: readonly ByteOrder[] = ["ABCD", "CDAB", "BADC", "DCBA"];
/** In a single register there are no words to swap. */
const ordersOfOne: readonly ByteOrder[] = ["ABCD", "BADC"];
const numbers: readonly PointType[] = [
  ...(["int16", "uint16", "int32", "uint32", "float32"] as const),
  ...(["int64", "uint64", "float64"] as const),
];

/** Every type in every byte order, at every register where it has room; null is no value. */
export const interpretRegisters = (
  table: Table,
  register: number,
  words: readonly number[],
): readonly Interpretation[] =>
  words.flatMap((_, start) =>
    numbers.flatMap((type): Interpretation[] => {
      const point = (order: ByteOrder): PointSpec => ({
        ...{ name: type, access: "reading", type, order, table, register: register + start },
      });
      const count = registersOf(point("ABCD"));
      if (start + count > words.length) return [];
      const part = words.slice(start, start + count);
      const values = (count === 1 ? ordersOfOne : orders).map((order) => {
        const decoded = decode(point(order), part);
        return [order, decoded.ok ? decoded.value : null] as const;
      });
      return [{ register: register + start, type, values: Object.fromEntries(values) }];
    }),
  );

const pauseMs = 50;

/** Reads registers of a device once. Answers within `withinMs`, whatever the device does. */
export const readRegisters = async (
  device: DeviceSpec,
  { table, register, count }: { table: Table; register: number; count: number },
  options: AdapterOptions & { readonly withinMs: number },
): Promise<RawRead> => {
  let code = "NOT_CONNECTED";
  const adapter = openAdapter(device, { ...options, log: (event) => (code = event.code) });
  const end = performance.now() + options.withinMs;
  adapter.start();
  try {
    for (;;) {
      const answer = await adapter.readRaw?.(table, register, count);
      if (answer === undefined) return { ok: false, code: "DEVICE_NOT_MODBUS" };
      const isDown = !answer.ok && answer.code === "NOT_CONNECTED";
      if (!isDown) return answer;
      if (performance.now() > end) return { ok: false, code };
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  } finally {
    await adapter.stop();
  }
};
