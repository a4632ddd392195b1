import assert from "node:assert/strict";
import { decodeRecord } from "@quorate/guard";
import { readReport } from "@quorate/protocol";
import type { Ruling } from "./council.ts";
import { MailboxPlc } from "./mailbox-plc.ts";
import { GuardWorld } from "./world.ts";

type Mode = "direct" | "mailbox";

const never = <T>(): Promise<T> => new Promise(() => {});

interface Scene {
  readonly world: GuardWorld;
  readonly ruling: Ruling;
  readonly mode: Mode;
  /** The guard's process ends, right here. */
  readonly kill: (kept?: number) => void;
}

const mailboxOf = ({ world }: Scene): MailboxPlc => {
  assert.ok(world.plc instanceof MailboxPlc);
  return world.plc;
};

const atRecord = (kind: string, kept: number) =>
  ({ world, kill }: Scene): void => {
    world.disk.onAppend = (payload) => {
      if (decodeRecord(payload).kind === kind) kill(kept);
    };
  };

/** The guard dies with the request for this register, before or after the device has it. */
const atRegister = (register: number, when: "before" | "after") => (scene: Scene): void => {
  const plc = mailboxOf(scene);
  plc.onRequest = (request) => {
    if (request.kind !== "write" || request.register !== register) return null;
    plc.onRequest = () => null;
    if (when === "before") {
      scene.kill();
      return { kind: "no-answer", code: "CONNECTION_CLOSED" };
    }
    const answer = plc.serve(request);
    scene.kill();
    return answer;
  };
};

interface Point {
  readonly point: string;
  readonly modes?: readonly Mode[];
  readonly arm: (scene: Scene) => void;
  /** While the guard is away. */
  readonly meanwhile?: (scene: Scene) => void;
  readonly outcome: string | Readonly<Record<Mode, string>>;
  readonly writes: number;
}

const taken = "confirmed";
const lost = { direct: "failed OUTCOME_UNKNOWN", mailbox: "failed MAILBOX_NOT_TAKEN" };
const both: readonly Mode[] = ["direct", "mailbox"];

const points: readonly Point[] = [
  {
    ...{ point: "after decode, before a quorum", outcome: taken, writes: 1 },
    arm: ({ world, ruling, kill }) => {
      world.vote(ruling, [0]);
      kill();
    },
  },
  {
    ...{ point: "after verify, while the device is read", outcome: taken, writes: 1 },
    arm: ({ world, kill }) => {
      world.adapter.read = () => {
        kill();
        return never();
      };
    },
  },
  {
    ...{ point: "before the fence is durable, its record lost", outcome: taken, writes: 1 },
    arm: atRecord("attempting", 0),
  },
  {
    ...{ point: "before the fence is known durable, its record kept", outcome: lost, writes: 0 },
    arm: atRecord("attempting", 1),
  },
  {
    ...{ point: "after the fence is durable, before the write", outcome: lost, writes: 0 },
    arm: ({ world, kill }) => {
      world.adapter.write = () => {
        kill();
        return never();
      };
    },
  },
  {
    ...{ point: "after the arguments, before the sequence", outcome: lost, writes: 0 },
    ...{ modes: ["mailbox"], arm: atRegister(900, "before") },
  },
  {
    ...{ point: "after the sequence, before the program looks", outcome: taken, writes: 1 },
    ...{ modes: ["mailbox"], arm: atRegister(900, "after") },
  },
  {
    ...{ point: "after the sequence, the program stopped", outcome: lost, writes: 0 },
    modes: ["mailbox"],
    arm: (scene) => {
      mailboxOf(scene).runs = false;
      atRegister(900, "after")(scene);
    },
  },
  {
    ...{ point: "after the sequence, refused meanwhile", writes: 0, modes: ["mailbox"] },
    outcome: "failed MAILBOX_FORBIDDEN",
    arm: atRegister(900, "after"),
    meanwhile: (scene) => {
      mailboxOf(scene).verdict = 4;
    },
  },
  {
    ...{ point: "after the sequence, memory lost meanwhile", writes: 1, modes: ["mailbox"] },
    outcome: "failed OUTCOME_UNKNOWN",
    arm: atRegister(900, "after"),
    meanwhile: (scene) => {
      mailboxOf(scene).scan();
      mailboxOf(scene).loseMemory();
    },
  },
  {
    ...{ point: "after the write, before its answer", outcome: taken, writes: 1 },
    arm: (scene) => {
      const { plc } = scene.world;
      const take = plc.take.bind(plc);
      plc.take = (write) => {
        plc.take = take;
        take(write);
        scene.kill();
      };
    },
  },
  {
    ...{ point: "before the outcome is durable, its record lost", outcome: taken, writes: 1 },
    arm: atRecord("outcome", 0),
  },
  {
    ...{ point: "before the outcome is known durable, its record kept", outcome: taken, writes: 1 },
    arm: atRecord("outcome", 1),
  },
  {
    ...{ point: "before the report is sent", outcome: taken, writes: 1 },
    arm: ({ world, kill }) => {
      world.onSend = ({ report }) => {
        if (report && readReport(report).outcome !== "written") kill();
      };
    },
  },
];

/** One command goes well, during the next the guard is killed; then comes its next life. */
const live = async (
  { arm, meanwhile }: Point,
  mode: Mode,
): Promise<{ outcome: string; later: string; journal: unknown[] }> => {
  const world = await GuardWorld.started(4, mode === "mailbox");
  world.vote(world.council.permit("intake", [{ point: "valve", value: 5 }]));
  await world.clock.pass(1000);
  const ruling = world.council.permit("intake", [{ point: "valve", value: 20 }]);
  let killed = false;
  const kill = (kept = 0): void => {
    killed = true;
    [world.disk.onAppend, world.onSend] = [() => {}, () => {}];
    world.crash(kept);
  };
  const scene: Scene = { world, ruling, mode, kill };
  arm(scene);
  if (!killed) world.vote(ruling);
  await world.clock.pass(2000);
  assert.ok(killed, "the guard was never killed");
  assert.equal(world.outcome(ruling), "none", "an end was told before the kill");
  meanwhile?.(scene);
  world.boot();
  await world.clock.pass(10);
  for (let again = 0; again < 3; again += 1) {
    world.vote(ruling);
    await world.clock.pass(12_000);
  }
  // Whatever runs late on the device's side comes now, and must not bring the command back.
  if (world.plc instanceof MailboxPlc) {
    world.plc.runs = true;
    world.plc.scan();
  }
  const [outcome, journal] = [world.outcome(ruling), world.written()];
  const next = world.council.permit("intake", [{ point: "pump", value: true }]);
  world.vote(next);
  await world.clock.pass(5000);
  const after = world.written().slice(journal.length);
  assert.deepEqual(after, [true], "the next command brings nothing of the one before with it");
  return { outcome, journal, later: world.outcome(next) };
};

describe("guard: killed at each of its write points (S4, S8)", () => {
  const table: string[][] = [];

  for (const point of points)
    for (const mode of point.modes ?? both)
      it(`${point.point} (${mode})`, async () => {
        const { outcome, journal, later } = await live(point, mode);
        const writes = journal.filter((value) => value === 20).length;
        table.push([point.point, mode, outcome, String(writes)]);
        const expected = typeof point.outcome === "string" ? point.outcome : point.outcome[mode];
        assert.equal(outcome, expected);
        assert.equal(writes, point.writes, "writes seen by the device");
        assert.equal(later, "confirmed", "the next command");
      });

  after(() => {
    const rows = [["killed", "mode", "outcome", "writes"], ...table];
    const widths = [0, 1, 2, 3].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
    for (const row of rows) {
      const cells = row.map((cell, at) => cell.padEnd(widths[at] ?? 0));
      process.stdout.write(`    ${cells.join("  ").trimEnd()}\n`);
    }
  });
});
