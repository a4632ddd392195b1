import assert from "node:assert/strict";
import { control } from "../firmware-sim/launcher.ts";
import type { Plant } from "../plant/harness.ts";

/** Values that reached a holding register of the PLC, oldest first. */
export const writtenTo = (plant: Plant, register: number): unknown[] =>
  plant.plc
    .journal()
    .filter((write) => write.register === register && write.table !== "coil")
    .map(({ value }) => value);

/** Changes one byte in the middle of the second block on its way to the page. */
export const tampered = (text: string): string => {
  const message = JSON.parse(text) as { kind: string; from: number; blocks: string[] };
  if (message.kind !== "blocks" || message.from > 2) return text;
  const bytes = Buffer.from(message.blocks[2 - message.from] ?? "", "base64");
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] as number) ^ 1;
  message.blocks[2 - message.from] = bytes.toString("base64");
  return JSON.stringify(message);
};

export const valveRegister = 100;
export const pumpCoil = 3;
export const dosingRegister = 110;

/**
 * The valve's position is an alarm of the first priority above 60 %, 33 % is under an interlock
 * that nothing fulfils, a point has class C, and units begin as formulas of spreadsheets do. No
 * value is stale because the machine was held up for a moment.
 */
export const changedSite = (text: string): string =>
  text
    .replace(
      /(name: valve-position,.*) \}/,
      "$1, alarms: { high: 60, priority: 1, deadband: 1, delay: 0s } }",
    )
    .replace(
      / {4}- points: \["intake\/\*"\]/,
      `    - points: [intake/valve]
      roles: [operator]
      interlocks:
        - { when: "value == 33.0", require: "intake['level'] > 4.9", because: "never 33 %" }
$&`,
    )
    .replace(
      / {6}- name: pump\n/,
      `      - { name: dosing, access: setpoint, table: holding, register: ${dosingRegister},
          type: float32, order: ABCD, class: C, limits: { min: 0, max: 20 } }\n$&`,
    )
    .replace(/(name: inflow,.*units: )"[^"]*"/, '$1"=1+1"')
    .replace(/(name: outflow,.*units: )"[^"]*"/, '$1"@SUM(1)"')
    .replace(/units: m\n/, 'units: "-2+3"\n')
    .replace(/freshness: \d+/, "freshness: 20");

/** Whatever the server says, its time is this much earlier: a command is good for less. */
export const earlier = (text: string, byMs: number): string => {
  const message = JSON.parse(text) as { kind: string; siteMs?: number; tick?: { siteMs: number } };
  if (message.siteMs !== undefined) message.siteMs -= byMs;
  if (message.tick !== undefined) message.tick.siteMs -= byMs;
  return JSON.stringify(message);
};

/** Time goes on in the page as a test wants it to. */
export const movableClock = `
  const clock = Date.now;
  window.aheadMs = 0;
  Date.now = () => clock() + window.aheadMs;`;

/** To the control port of the PLC. */
export const orderPlc = async (plant: Plant, order: object): Promise<void> => {
  const [answer] = await control(await plant.plc.listening("control"), order);
  assert.equal(answer?.["ok"], true, JSON.stringify(answer));
};
