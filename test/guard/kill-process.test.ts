import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type RunningPlc, startPlc, type WriteRecord } from "@quorate/firmware-sim";
import { type GuardHome, type RunningGuard, startGuard } from "@quorate/guard";
import { type Site, toHex } from "@quorate/protocol";
import { intake } from "../device-adapters/tank-device.ts";
import { until } from "../until.ts";
import { AgentPort, readAt, reportAt, unlinked, voteAt } from "./agent-port.ts";
import { Council } from "./council.ts";
import type { Doom, Job } from "./doomed.ts";
import { seedOf, signerOf, testSite } from "./site.ts";

type Mode = "direct" | "mailbox";

const script = fileURLToPath(new URL("./doomed.ts", import.meta.url));
const mailbox = { sequence: 120, echo: 122, result: 124 };

const rows: readonly (readonly [Doom, Mode, outcome: string, writes: number])[] = [
  ["before-fence", "direct", "confirmed", 1],
  ["before-write", "direct", "failed OUTCOME_UNKNOWN", 0],
  ["before-write", "mailbox", "failed MAILBOX_NOT_TAKEN", 0],
  ["after-write", "direct", "confirmed", 1],
  ["after-write", "mailbox", "confirmed", 1],
  ["before-report", "mailbox", "confirmed", 1],
];

describe("guard: a process killed at its write points (S4, S8)", function () {
  // A start compiles all that it imports.
  this.timeout(180_000);
  let folder: string;
  let plc: RunningPlc;
  let ports: AgentPort[];
  let site: Site;
  let council: Council;
  let written: WriteRecord[];
  let child: ChildProcess | null = null;
  let next: RunningGuard | null = null;

  const prepare = async (mode: Mode): Promise<void> => {
    written = [];
    const onWrite = (record: WriteRecord): void => void written.push(record);
    const served = { modbus: "127.0.0.1:0", mailbox: mode === "mailbox" };
    plc = await startPlc({ skid: "tank", ...served, onWrite });
    const base = testSite();
    const guardKey = base.guards[0]?.key ?? "";
    ports = await Promise.all(
      base.agents.map(({ name }) => new AgentPort(name, guardKey).listen()),
    );
    const agents = base.agents.map((agent, index) => ({
      ...{ ...agent, api: ports[index]?.listener.address ?? "" },
    }));
    const extra = { guard: "g", ...(mode === "mailbox" ? { mailbox } : {}) };
    site = { ...base, agents, devices: [intake(plc.modbus, extra)] };
    council = new Council(agents.map(({ name }) => signerOf(name)));
  };

  const home = (): GuardHome => ({
    ...{ folder, site, warnings: [], seed: seedOf("g"), logLevel: "silent", credentials: {} },
  });

  const linked = (): Promise<unknown> =>
    until(() => readAt(ports), {
      ...{ what: "readings of a device that is up", deadlineMs: 60_000 },
    });

  const launch = (doom: Doom): Promise<unknown[]> => {
    const job: Job = { home: { ...home(), seed: toHex(seedOf("g")) }, doom, sequence: 2 };
    const path = join(folder, "job.json");
    writeFileSync(path, JSON.stringify(job));
    child = spawn(process.execPath, ["--import=tsx", script, path], { stdio: "inherit" });
    return once(child, "exit");
  };

  /** How often the second command's own write reached the PLC. */
  const writes = (mode: Mode): number =>
    written.filter(({ register, value }) =>
      mode === "mailbox" ? register === mailbox.sequence && value === 2 : value === 55,
    ).length;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "quorate-doomed-"));
  });

  afterEach(async () => {
    child?.kill("SIGKILL");
    await next?.stop();
    [child, next] = [null, null];
    await Promise.all(ports.map(({ listener }) => listener.close()));
    await plc.stop();
    rmSync(folder, { recursive: true });
  });

  for (const [doom, mode, expected, count] of rows)
    it(`${doom} (${mode}): ${expected}`, async () => {
      await prepare(mode);
      const ended = launch(doom);
      await linked();
      const first = council.permit("intake", [{ point: "valve", value: 45 }]);
      voteAt(ports, council, first);
      assert.equal(await reportAt(ports, first), "confirmed");
      const second = council.permit("intake", [{ point: "valve", value: 55 }]);
      voteAt(ports, council, second);
      const [, signal] = (await ended) as [number | null, string | null];
      assert.equal(signal, "SIGKILL");
      await unlinked(ports);
      for (const { frames } of ports) frames.length = 0;
      next = await startGuard(home());
      await linked();
      voteAt(ports, council, second);
      assert.equal(await reportAt(ports, second), expected);
      assert.equal(writes(mode), count, "writes that reached the PLC");
    });
});
