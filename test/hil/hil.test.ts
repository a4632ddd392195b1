import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PlantProcess } from "@quorate/deploy";
import { addressOf, launch, type Launched } from "../firmware-sim/launcher.ts";
import { until } from "../until.ts";
import { hasFailed, type Row } from "./report.ts";
import type { Restored } from "./keeper.ts";
import { run } from "./run.ts";
import { startSimulated } from "./simulated.ts";

const bin = fileURLToPath(new URL("../bin/hil.js", import.meta.url));

interface Planned {
  readonly device: string;
  readonly point: string;
  readonly value: string;
}

describe("hil: the simulated plants", function () {
  this.timeout(400_000);

  it("every row holds", async () => {
    const { target, firmware, lines, stop } = await startSimulated();
    try {
      const { rows, restored } = await run({
        ...{ target, firmware, lines, aborted: new AbortController().signal },
        onRow: () => {},
        mayWrite: () => Promise.resolve(true),
      });
      const failing = rows.filter(({ result }) => result === "FAIL");
      assert.deepEqual(failing, []);
      assert.ok(!hasFailed(rows) && rows.length > 15);
      assert.ok(rows.every(({ result }) => result !== "needs the simulated plant"));
      assert.ok(restored.length > 0 && restored.every(({ problem }) => problem === ""));
    } finally {
      await stop();
    }
  });
});

describe("hil: a target that the suite does not know", function () {
  this.timeout(400_000);
  let folder: string;
  let file: string;
  let plc: Launched;
  let elsewhere: string;
  let silent: PlantProcess;

  const journal = (): readonly { readonly value: unknown }[] =>
    readFileSync(join(folder, "writes.jsonl"), "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as { value: unknown });
  const hilAt = (target: string, ...args: readonly string[]): PlantProcess => {
    const started = new PlantProcess("hil", [bin, "--target", target, ...args]);
    started.start();
    return started;
  };
  const hil = (...args: readonly string[]): PlantProcess => hilAt(file, ...args);
  const targetAt = (address: string): string => `\
target: a bench
devices:
  - name: intake
    guard: intake-guard
    protocol: modbus-tcp
    address: ${address}
    scan: 200ms
    points:
      - { name: valve, access: setpoint, table: holding, register: 100, type: float32,
          limits: { min: 0, max: 100, maxStep: 25 } }
      - { name: pump, access: setpoint, table: coil, register: 3, type: bool }
write:
  - { point: intake/valve, values: [38, 42] }
  - { point: intake/pump, values: [false, true], restore: true }
`;

  before(() => {
    elsewhere = mkdtempSync(join(tmpdir(), "quorate-hil-test-"));
    const target = join(elsewhere, "target.yaml");
    writeFileSync(target, targetAt("127.0.0.1:1"));
    // It waits twenty seconds for an answer, in which the other tests are at work.
    silent = hilAt(target, "--yes");
  });
  after(async () => {
    await silent.kill("SIGKILL");
    rmSync(elsewhere, { recursive: true });
  });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "quorate-hil-test-"));
    file = join(folder, "target.yaml");
    const args = ["tank", "--modbus", "127.0.0.1:0", "--journal", join(folder, "writes.jsonl")];
    plc = launch(...args);
    writeFileSync(file, targetAt(await addressOf(plc, "modbus-tcp")));
  });
  afterEach(async () => {
    plc.process.kill("SIGTERM");
    await plc.ended;
    rmSync(folder, { recursive: true });
  });

  it("writes what the dry run told, restores it, and passes over what it cannot do", async () => {
    const dry = hil("--dry-run", "--json");
    assert.equal(await dry.end(), 0, dry.tail());
    const planned = JSON.parse(dry.out.join("\n")) as Planned[];
    assert.deepEqual(journal(), []);
    const real = hil("--yes", "--json", "--only", "write");
    assert.equal(await real.end(), 0, real.tail());
    const { rows, restored } = JSON.parse(real.out.join("\n")) as {
      rows: Row[];
      restored: Restored[];
    };
    const needing = rows.filter(({ result }) => result === "needs the simulated plant");
    assert.deepEqual(needing.map(({ scenario }) => scenario), ["refused write is refused"]);
    const summary = /^hil: [1-9] passed, 0 failed, 1 need the simulated plant$/;
    assert.match(real.err.at(-1) ?? "", summary);
    assert.deepEqual(
      restored.map(({ point, value, problem }) => [point, value, problem]),
      [["valve", 40, ""], ["pump", true, ""]],
    );
    const written = journal().map(({ value }) => value);
    const told = planned.map(({ value }) => value);
    const valueOf = (value: unknown): string =>
      value === 0 ? "false" : value === 1 ? "true" : String(value);
    const untold = written.slice(0, -2).filter((value) => !told.includes(valueOf(value)));
    assert.deepEqual(untold, []);
    assert.deepEqual(written.slice(-2), [40, 1]);
  });

  it("connects to nothing in a dry run", async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    writeFileSync(file, targetAt(`127.0.0.1:${port}`));
    const dry = hil("--dry-run");
    assert.equal(await dry.end(), 0);
    await new Promise((resolve) => server.close(resolve));
    assert.equal(connections, 0);
    assert.ok(dry.out.some((line) => /^intake +at the end +valve +what it was before$/.test(line)));
  });

  it("writes nothing when nobody is there to allow it", async () => {
    const alone = hil("--only", "write and read back");
    assert.equal(await alone.end(), 1);
    assert.ok(alone.err.some((line) => line.startsWith("HIL_NOT_ALLOWED: ")), alone.tail());
    assert.deepEqual(journal(), []);
  });

  it("restores after Ctrl-C", async () => {
    const running = hil("--yes", "--only", "nothing late");
    await until(() => journal().length > 0, { what: "a write", deadlineMs: 60_000 });
    await running.kill("SIGINT");
    assert.equal(await running.end(), 1);
    assert.ok(running.err.includes("restored intake/valve to 40"), running.tail());
    assert.deepEqual(journal().at(-1)?.value, 40);
  });

  it("a target that is not there or does not answer, and a wrong --only, are told", async () => {
    const nothing = hil("--only", "no such thing");
    assert.equal(await nothing.end(), 2);
    assert.match(nothing.err[0] ?? "", /^HIL_NOTHING: .*"no such thing"$/);
    assert.equal(await silent.end(), 1);
    const told = /^HIL_UNREACHABLE: intake does not answer at 127\.0\.0\.1:1$/;
    assert.match(silent.err[0] ?? "", told);
    rmSync(file);
    const missing = hil("--dry-run");
    assert.equal(await missing.end(), 1);
    assert.match(missing.err[0] ?? "", /^TARGET_FILE: cannot read .*: ENOENT$/);
  });

  it("does not begin where the first step would be too large", async () => {
    const far = readFileSync(file, "utf8").replace("[38, 42]", "[68, 72]");
    writeFileSync(file, far);
    const refused = hil("--yes");
    assert.equal(await refused.end(), 1);
    assert.match(refused.err[0] ?? "", /^HIL_STEP: intake\/valve stands at 40; 68 is more than/);
    assert.deepEqual(journal(), []);
  });
});
