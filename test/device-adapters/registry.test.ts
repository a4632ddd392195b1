import assert from "node:assert/strict";
import { AdapterError, knownProtocols, openAdapter } from "@quorate/device-adapters";
import type { DeviceSpec } from "@quorate/protocol";
import { intake, reading } from "./tank-device.ts";

const codeOf = (device: DeviceSpec): string | undefined => {
  try {
    openAdapter(device);
  } catch (error) {
    assert.ok(error instanceof AdapterError);
    assert.equal(error.device, "intake");
    return error.code;
  }
  return undefined;
};

const at = (extra: Partial<DeviceSpec>): string | undefined => codeOf(intake("plc:502", extra));

describe("registry: openAdapter", () => {
  it("opens what it knows, without connecting", () => {
    assert.deepEqual(knownProtocols(), ["modbus-tcp", "modbus-rtu", "opcua"]);
    assert.equal(openAdapter(intake("127.0.0.1:1")).up, false);
    assert.equal(openAdapter(intake("[::1]:502")).up, false);
  });

  it("refuses descriptions that cannot work, each with its code", () => {
    assert.equal(at({}), undefined);
    assert.equal(at({ protocol: "smoke-signals" as "opcua" }), "PROTOCOL_UNKNOWN");
    assert.equal(at({ address: "plc" }), "ADDRESS_INVALID");
    assert.equal(at({ address: "plc:0" }), "ADDRESS_INVALID");
    assert.equal(at({ address: "plc:70000" }), "ADDRESS_INVALID");
    assert.equal(at({ unit: 256 }), "UNIT_INVALID");
    const point = (mapping: Parameters<typeof reading>[1]): Partial<DeviceSpec> => ({
      points: [reading("p", mapping)],
    });
    assert.equal(at(point({ type: "bool" })), "POINT_UNMAPPED");
    const last = { table: "holding", register: 0xffff } as const;
    assert.equal(at(point({ ...last, type: "uint16" })), undefined);
    assert.equal(at(point({ ...last, type: "float32" })), "REGISTER_INVALID");
    assert.equal(at(point({ table: "coil", register: 1, type: "uint16" })), "TYPE_INVALID");
    const long = { table: "holding", register: 0, type: "string", length: 124 } as const;
    assert.equal(at(point(long)), "TYPE_INVALID");
  });
});
