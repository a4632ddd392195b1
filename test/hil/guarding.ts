import { openAdapter } from "@quorate/device-adapters";
import type { DeviceSpec, MailboxSpec, PointWrite } from "@quorate/protocol";
import { until } from "../until.ts";
import type { Ending, GuardSeat } from "./agents.ts";
import type { Bench } from "./bench.ts";
import {
  bothValues,
  expect,
  type Facts,
  firstPlan,
  numberPlan,
  type Scenario,
  text,
  withoutNumber,
  withoutPlans,
  writeOf,
} from "./scenario.ts";
import type { WritePlan } from "./target.ts";

const told = ({ outcome, code }: Ending): string => `${outcome} ${code}`.trim();

const running = async (
  bench: Bench,
  change?: (device: DeviceSpec) => DeviceSpec,
): Promise<GuardSeat> => {
  const seat = await bench.guard();
  await seat.start(change);
  const { mailbox } = bench.device;
  if (mailbox === undefined) return seat;
  // A program that has run before has used up numbers; a new guard begins behind them.
  const { deviceSequence: fence } = await seat.fence();
  const { echo } = await mailboxOf(bench, mailbox);
  expect(echo - fence <= skippedMost, `the mailbox stands at ${echo}: set it back to 0`);
  if (echo > fence) await seat.skipTo(echo);
  return seat;
};

/** Places that a new guard skips, to come up with a mailbox; each takes a round trip. */
const skippedMost = 1000;

interface Numbers {
  readonly sequence: number;
  readonly echo: number;
  readonly result: number;
}

const mailboxOf = async (bench: Bench, mailbox: MailboxSpec): Promise<Numbers> => {
  const adapter = await bench.open();
  const read = async (register: number): Promise<number> => {
    const raw = await adapter.readRaw?.("holding", register, 2);
    expect(raw !== undefined && raw.ok, `register ${register} of the mailbox cannot be read`);
    return (raw.words[0] ?? 0) * 65_536 + (raw.words[1] ?? 0);
  };
  const sequence = await read(mailbox.sequence);
  const numbers = { sequence, echo: await read(mailbox.echo), result: await read(mailbox.result) };
  await adapter.stop();
  return numbers;
};

const confirmed = async (
  bench: Bench,
  seat: GuardSeat,
  write: PointWrite,
): Promise<number> => {
  const beganMs = performance.now();
  const ending = await bench.command(seat, [write]);
  expect(ending.outcome === "confirmed", `${write.point} = ${text(write.value)}: ${told(ending)}`);
  return Math.round(performance.now() - beganMs);
};

const endToEnd: Scenario = {
  name: "guard: certificate to device",
  expected: "confirmed once; not again after a restart",
  without: withoutPlans,
  writes: bothValues,
  run: async (bench) => {
    const plan = firstPlan(bench);
    const [first, second] = plan.values.map((value) => writeOf(plan, value)) as [
      PointWrite,
      PointWrite,
    ];
    const seat = await running(bench);
    const { deviceSequence: fence } = await seat.fence();
    const spent = await confirmed(bench, seat, second);
    const before = bench.writesSeen();
    await bench.check([first]);
    const ruling = seat.permit([first]);
    seat.vote(ruling);
    const ending = await seat.ending(ruling);
    expect(ending.outcome === "confirmed", told(ending));
    const once = bench.writesSeen();
    await seat.start();
    const { deviceSequence: after } = await seat.fence();
    expect(after === fence + 2, `the fence stands at ${after}, not ${fence + 2}`);
    seat.vote(ruling);
    const again = await confirmed(bench, seat, second);
    const writes = bench.writesSeen() - once;
    const each = once - before;
    expect(!bench.simulated || writes === each, `${writes} writes after the restart, not ${each}`);
    return `confirmed in ${spent} ms; fence ${after} after a restart, then ${again} ms`;
  },
};

const limited = (device: DeviceSpec, { point, values }: WritePlan): DeviceSpec => ({
  ...device,
  points: device.points.map((one) =>
    one.name === point.name
      ? { ...one, limits: { min: values[0] as number, max: values[0] as number } }
      : one,
  ),
});

const limits: Scenario = {
  name: "guard: limits refused",
  expected: "refused ACTUATION_LIMIT, nothing written",
  without: withoutNumber,
  writes: (facts) => {
    const plan = numberPlan(facts);
    return plan === undefined ? [] : [writeOf(plan, plan.values[1])];
  },
  run: async (bench) => {
    const plan = numberPlan(bench) as WritePlan;
    const seat = await running(bench, (device) => limited(device, plan));
    const before = bench.writesSeen();
    const ending = await bench.command(seat, [writeOf(plan, plan.values[1])]);
    expect(ending.code === "ACTUATION_LIMIT" && ending.outcome === "refused", told(ending));
    expect(bench.writesSeen() === before, "a write reached the PLC");
    return told(ending);
  },
};

const expectation: Scenario = {
  name: "guard: expected value",
  expected: "refused ACTUATION_EXPECT where another is read",
  without: withoutPlans,
  writes: bothValues,
  run: async (bench) => {
    const plan = firstPlan(bench);
    const [first, second] = plan.values;
    const seat = await running(bench);
    await confirmed(bench, seat, writeOf(plan, first));
    await bench.check([writeOf(plan, second)]);
    const writes = [writeOf(plan, second)];
    const ending = await seat.run(writes, { expect: writes, notAfterMs: Date.now() + 60_000 });
    expect(ending.code === "ACTUATION_EXPECT" && ending.outcome === "refused", told(ending));
    return told(ending);
  },
};

const expired: Scenario = {
  name: "guard: not after its time",
  expected: "expired ACTUATION_EXPIRED, nothing written",
  without: withoutPlans,
  writes: (facts: Facts) => [writeOf(firstPlan(facts), firstPlan(facts).values[1])],
  run: async (bench) => {
    const plan = firstPlan(bench);
    const seat = await running(bench);
    const before = bench.writesSeen();
    const writes = [writeOf(plan, plan.values[1])];
    await bench.check(writes);
    const ending = await seat.run(writes, { notAfterMs: Date.now() - 1 });
    expect(ending.outcome === "expired", told(ending));
    expect(bench.writesSeen() === before, "a write reached the PLC");
    return told(ending);
  },
};

const readOnly: Scenario = {
  name: "guard: read-only port",
  expected: "shows the device, refuses every write",
  without: (facts) =>
    facts.device.protocol === "opcua" ? "Modbus alone" : withoutPlans(facts),
  writes: (facts: Facts) => [writeOf(firstPlan(facts), firstPlan(facts).values[1])],
  run: async (bench) => {
    const plan = firstPlan(bench);
    const seat = await running(bench);
    const before = bench.writesSeen();
    const { serial: _, mailbox: __, ...device } = bench.device;
    const address = seat.readOnly ?? "";
    const reader = openAdapter({ ...device, protocol: "modbus-tcp", address });
    try {
      reader.start();
      await until(() => reader.up, { what: "the read-only port", deadlineMs: 20_000 });
      await bench.value(reader, bench.device.points[0]?.name ?? "");
      const [result] = await bench.write(reader, [writeOf(plan, plan.values[1])]);
      const { outcome = "", code = "" } = result ?? {};
      expect(outcome === "refused", `${outcome} ${code}`);
      expect(bench.writesSeen() === before, "a write reached the PLC");
      return `read; a write ${outcome} ${code}`;
    } finally {
      await reader.stop();
    }
  },
};

const withoutMailbox = (facts: Facts): string | null =>
  facts.device.mailbox === undefined ? "no mailbox" : withoutPlans(facts);

const taken: Scenario = {
  name: "mailbox: sequence, echo, result",
  expected: "the program echoes the command's place, and result 1",
  without: withoutMailbox,
  writes: bothValues,
  run: async (bench) => {
    const mailbox = bench.device.mailbox as MailboxSpec;
    const plan = firstPlan(bench);
    const seat = await running(bench);
    await confirmed(bench, seat, writeOf(plan, plan.values[0]));
    const before = await mailboxOf(bench, mailbox);
    await confirmed(bench, seat, writeOf(plan, plan.values[1]));
    const { sequence, echo, result } = await mailboxOf(bench, mailbox);
    const seen = `sequence ${sequence}, echo ${echo}, result ${result}`;
    expect(sequence === before.sequence + 1 && echo === sequence && result === 1, seen);
    return seen;
  },
};

/** A fence that was lost, or an old copy of it: the PLC itself remembers. */
const swapped: Scenario = {
  name: "mailbox: a guard without its fence",
  expected: "an old number is refused, nothing is taken",
  without: withoutMailbox,
  writes: bothValues,
  run: async (bench) => {
    const mailbox = bench.device.mailbox as MailboxSpec;
    const plan = firstPlan(bench);
    const seat = await running(bench);
    await confirmed(bench, seat, writeOf(plan, plan.values[0]));
    await seat.stop();
    const { echo } = await mailboxOf(bench, mailbox);
    const other = await bench.anotherGuard();
    try {
      await other.start();
      const ending = await bench.command(other, [writeOf(plan, plan.values[1])]);
      expect(ending.outcome === "failed", told(ending));
      const adapter = await bench.open();
      await bench.shows(adapter, plan, plan.values[0]);
      await adapter.stop();
      const after = await mailboxOf(bench, mailbox);
      const seen = `${told(ending)}; stays at ${after.echo}`;
      expect(after.echo === echo || after.result !== 1, seen);
      return seen;
    } finally {
      await other.close();
    }
  },
};

export const guardScenarios: readonly Scenario[] = [
  ...[endToEnd, limits, expectation, expired, readOnly, taken, swapped],
];
