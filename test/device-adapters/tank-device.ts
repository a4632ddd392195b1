import type { Certified, DeviceSpec, PointSpec, PointWrite } from "@quorate/protocol";
import type { WriteOrder } from "@quorate/device-adapters";

/** The `intake` device of the example site, at the address of a simulated PLC. */
export const intake = (address: string, extra: Partial<DeviceSpec> = {}): DeviceSpec => ({
  name: "intake",
  guard: "intake-guard",
  protocol: "modbus-tcp",
  address,
  unit: 1,
  scanMs: 50,
  points: [
    setPoint("valve", { table: "holding", register: 100, type: "float32", units: "%" }),
    reading("valve-position", { table: "input", register: 10, type: "float32", units: "%" }),
    reading("level", {
      table: "input",
      register: 12,
      type: "uint16",
      scale: { raw: [0, 27_648], value: [0, 5] },
      units: "m",
    }),
    setPoint("pump", { table: "coil", register: 3, type: "bool" }),
  ],
  ...extra,
});

type Mapping = Omit<PointSpec, "name" | "access" | "order"> & Partial<Pick<PointSpec, "order">>;

export const setPoint = (name: string, mapping: Mapping): PointSpec => ({
  name,
  access: "setpoint",
  order: "ABCD",
  ...mapping,
});

export const reading = (name: string, mapping: Mapping): PointSpec => ({
  ...setPoint(name, mapping),
  access: "reading",
});

/** Stands in for a certificate: only these suites may write without one. */
export const certifiedOrder = (...writes: readonly PointWrite[]): Certified<WriteOrder> =>
  ({ device: "intake", sequence: 1, writes }) as unknown as Certified<WriteOrder>;
