import assert from "node:assert/strict";
import fc from "fast-check";
import type { Ruling } from "./council.ts";
import { MailboxPlc } from "./mailbox-plc.ts";
import { GuardWorld } from "./world.ts";

type Step =
  | { readonly kind: "ballot"; readonly command: number; readonly agent: number }
  | { readonly kind: "certificate"; readonly command: number }
  | { readonly kind: "closing"; readonly command: number; readonly code: string }
  | { readonly kind: "crash"; readonly kept: number }
  | { readonly kind: "pass"; readonly ms: number }
  | { readonly kind: "fault"; readonly fault: "refused" | "not-sent" | "lost" | "silent" }
  | { readonly kind: "slow"; readonly writeMs: number; readonly syncMs: number }
  | { readonly kind: "link"; readonly agent: number };

const commands = 8;
const command = fc.nat(commands - 1);

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("ballot" as const), command, agent: fc.nat(3) }),
  fc.record({ kind: fc.constant("certificate" as const), command }),
  fc.record({ kind: fc.constant("certificate" as const), command }),
  fc.record({
    ...{ kind: fc.constant("closing" as const), command },
    code: fc.constantFrom("POLICY_EXPIRED", "CERTIFICATE_VETOED", "CERTIFICATE_LATE"),
  }),
  fc.record({ kind: fc.constant("crash" as const), kept: fc.nat(3) }),
  fc.record({ kind: fc.constant("pass" as const), ms: fc.constantFrom(0, 1, 5, 20, 60, 500) }),
  fc.record({ kind: fc.constant("pass" as const), ms: fc.constantFrom(0, 1, 5, 20, 60, 500) }),
  fc.record({
    kind: fc.constant("fault" as const),
    fault: fc.constantFrom("refused", "not-sent", "lost", "silent"),
  }),
  fc.record({
    ...{ kind: fc.constant("slow" as const), writeMs: fc.constantFrom(0, 10, 40) },
    syncMs: fc.constantFrom(0, 5, 30),
  }),
  fc.record({ kind: fc.constant("link" as const), agent: fc.nat(3) }),
);

interface Told {
  readonly ruling: Ruling;
  readonly closings: Map<string, Ruling>;
}

const pointOf = (index: number): string => (index % 3 === 0 ? "speed" : "valve");
const valueOf = (index: number): number => 1 + index;

const orderAll = (world: GuardWorld): Told[] =>
  Array.from({ length: commands }, (_, index) => ({
    ruling: world.council.permit("intake", [{ point: pointOf(index), value: valueOf(index) }]),
    closings: new Map<string, Ruling>(),
  }));

const closingOf = (
  world: GuardWorld,
  told: readonly Told[],
  index: number,
  code: string,
): Ruling => {
  const { ruling, closings } = told[index] as Told;
  const previous = told[index - 1]?.ruling.id ?? "";
  const known = closings.get(code) ?? world.council.close("intake", ruling, previous, code);
  closings.set(code, known);
  return known;
};

const take = async (world: GuardWorld, told: readonly Told[], step: Step): Promise<void> => {
  switch (step.kind) {
    case "ballot":
      world.vote((told[step.command] as Told).ruling, [step.agent]);
      break;
    case "certificate":
      world.bring(world.council.certificate((told[step.command] as Told).ruling, [0, 1, 2]));
      break;
    case "closing":
      world.vote(closingOf(world, told, step.command, step.code));
      break;
    case "crash":
      await world.restart(step.kept);
      break;
    case "pass":
      await world.clock.pass(step.ms);
      break;
    case "fault":
      world.plc.fault = step.fault;
      break;
    case "slow":
      [world.plc.writeMs, world.disk.syncMs] = [step.writeMs, step.syncMs];
      if (world.plc instanceof MailboxPlc) world.plc.readMs = step.writeMs / 4;
      break;
    case "link":
      world.guard.agentDown(step.agent);
      world.connect(step.agent);
      break;
  }
  checkOrder(world);
};

/** S3 and S4: what reached the device is in device order, and nothing is there twice. */
const checkOrder = (world: GuardWorld): void => {
  const values = world.written() as number[];
  for (let index = 1; index < values.length; index += 1)
    assert.ok((values[index] as number) > (values[index - 1] as number), `written: ${values}`);
};

/** S8: every command has ended, everywhere alike, and the end is what the device knows. */
const checkEnds = (world: GuardWorld, told: readonly Told[]): void => {
  const journal = new Set(world.written());
  const reports = world.reports().filter(({ outcome }) => outcome !== "written");
  told.forEach(({ ruling }, index) => {
    const finals = reports.filter(({ id }) => id === ruling.id);
    const last = finals.at(-1);
    assert.ok(last !== undefined, `command ${index + 1} has not ended`);
    const different = new Set(finals.map(({ outcome, code }) => `${outcome} ${code}`));
    assert.equal(different.size, 1, `command ${index + 1} ended twice: ${[...different]}`);
    const written = journal.has(valueOf(index));
    const { outcome, code, closing } = last;
    if (outcome === "confirmed" || code === "SUPERSEDED") assert.ok(written, `${index}: ${code}`);
    if (outcome !== "confirmed" && outcome !== "failed")
      assert.ok(!written, `${index} is ${outcome} and was written`);
    const isCertain = /DEVICE_REFUSED|NOT_SENT|NOT_TAKEN|UNSETTLED/.test(code);
    if (isCertain) assert.ok(!written, `${index}: ${code}`);
    if (closing === "skipped") assert.ok(!written, `${index} was written, not skipped`);
  });
};

/** Random certificates, closings, crashes and faults, then the time to bring all to an end. */
const survive = async (steps: readonly Step[], mailbox: boolean): Promise<void> => {
  const world = await GuardWorld.started(4, mailbox);
  const told = orderAll(world);
  for (const one of steps) await take(world, told, one);
  [world.plc.fault, world.plc.writeMs, world.plc.readMs, world.disk.syncMs] = [null, 0, 0, 0];
  for (const agent of [0, 1]) world.ordering.add(agent);
  for (let round = 0; round < 2; round += 1) {
    for (const { ruling } of told) world.vote(ruling);
    await world.clock.pass(12_000);
  }
  checkOrder(world);
  checkEnds(world, told);
  if (!(world.plc instanceof MailboxPlc)) return;
  const seen = world.plc.looked.map(([sequence]) => sequence);
  assert.deepEqual(seen, [...new Set(seen)].sort((left, right) => left - right), "sequences");
};

describe("guard: random interleavings", () => {
  for (const [mode, mailbox, numRuns] of [
    ["directly", false, 60],
    ["through a mailbox", true, 30],
  ] as const)
    it(`${mode}: nothing twice, nothing out of order, all ends (S3, S4, S8)`, async () => {
      const steps = fc.array(step, { minLength: 5, maxLength: 60 });
      const property = fc.asyncProperty(steps, (some) => survive(some, mailbox));
      await fc.assert(property, { numRuns, seed: 20_261_101 });
    });
});
