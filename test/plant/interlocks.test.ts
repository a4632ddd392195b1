import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { AgreedValue } from "../../edge-agent/src/cli/get.ts";
import type { SetResult } from "../../edge-agent/src/cli/follow.ts";
import type { LogLine } from "../../protocol/src/index.ts";
import {
  type Request,
  type ScriptedDevice,
  startScriptedDevice,
  wordsOf,
} from "../device-adapters/scripted-device.ts";
import { until } from "../until.ts";
import { type CliResult, type Plant, startPlant } from "./harness.ts";

/** 5 m is 27648. */
const raw = (metres: number): number => Math.round((metres / 5) * 27_648);

/** Input register 12. */
const isForLevel = ({ pdu }: Request): boolean => {
  const [first, count] = [pdu.readUInt16BE(1), pdu.readUInt16BE(3)];
  return pdu[0] === 4 && first <= 12 && first + count > 12;
};

/**
 * Three interlocks against one danger. Each of them can be enforced at one place alone: what the
 * agents see of the level is a device of the test's, what the guard reads is the PLC's tank, 2 m.
 */
const rules = `
    - points: [intake/pump]
      roles: [operator]
      interlocks:
        - { when: "value == true", require: "intake['level'] > 1.0",
            because: "the pump must not run dry" }
    - points: [intake/valve]
      roles: [operator]
      interlocks:
        - { require: "value != 47", because: "the pump must not run dry: 47 % is too little" }
        - { when: "value == 49", require: "intake['level'] > 2.5",
            because: "the pump must not run dry: 49 % needs 2.5 m" }
`;

describe("plant: an interlock enforced at each of its places (n=4)", function () {
  this.timeout(300_000);
  let plant: Plant;
  let eyes: ScriptedDevice;
  /** What the agents read. */
  let level = 4;

  before(async () => {
    eyes = await startScriptedDevice((request) => {
      const isBits = (request.pdu[0] ?? 0) <= 2;
      request.reply(isBits ? [request.pdu[0] ?? 0, 1, 1] : wordsOf(request, raw(level)));
    });
    const site = (text: string): string =>
      text
        .replace(/( {4}address: [^\n]*\n)( {4}unit: 1\n)/, `$1    readAddress: ${eyes.address}\n$2`)
        .replace(/\n {4}- points: \[intake\/pump\][^]*$/, rules);
    plant = await startPlant({ site, start: false });
    // One box reads more than the others: that is for each to say.
    writeFileSync(join(plant.dir, "agents", "north", "local.yaml"), "reads: all\n");
    plant.start();
    await plant.ready();
    await until(
      () => plant.agents.every((agent) => agent.logged("FIELD_STARTED").length > 0),
      { what: "the agents' eyes" },
    );
  });
  after(async () => {
    await plant?.stop();
    await eyes?.stop();
  });

  const set = (write: string): Promise<CliResult> =>
    plant.cli(["set", "intake", write, "--ttl", "50s", "--json"]);
  const resultOf = ({ stdout }: CliResult): SetResult => JSON.parse(stdout) as SetResult;
  const log = async (): Promise<LogLine[]> => {
    const { stdout } = await plant.cli(["log", "--json"]);
    const lines = stdout.split("\n").filter((line) => line !== "");
    return lines.map((line) => JSON.parse(line) as LogLine);
  };
  /** Who asks a second time has what was answered first; each agent has a connection of its own. */
  const seeing = async (metres: number): Promise<void> => {
    level = metres;
    const from = eyes.requests.length;
    const haveLooked = (): boolean => {
      const once = new Set<unknown>();
      const twice = new Set<unknown>();
      for (const { socket } of eyes.requests.slice(from).filter(isForLevel))
        (once.has(socket) ? twice : once).add(socket);
      return twice.size >= plant.agents.length;
    };
    await until(haveLooked, { what: "the agents to look", deadlineMs: 60_000 });
  };
  const written = (): unknown[] => plant.plc.journal().map(({ value }) => value);

  it("readers of their own are counted as sources, and those that see something else", async () => {
    const sourcesOf = async (point: string): Promise<readonly number[]> => {
      const [value] = await plant.json<AgreedValue[]>("get", `intake/${point}`);
      return [value?.sources ?? 0, value?.readers ?? 0];
    };
    const sees = (point: string, wanted: readonly number[]): Promise<unknown> =>
      until(async () => isDeepStrictEqual(await sourcesOf(point), wanted), {
        ...{ what: `sources of ${point} to be ${wanted.join(" of ")}`, deadlineMs: 60_000 },
      });
    await seeing(2);
    await sees("level", [5, 5]);
    await sees("pump", [2, 2]);
    await seeing(4);
    await sees("level", [1, 5]);
    const line = /^intake +level +[12][.\d]* m +good .* [2-4] of 4 +1 of 5$/m;
    let shown = "";
    const isShown = async (): Promise<boolean> => {
      shown = (await plant.cli(["get", "intake/level"])).stdout;
      return line.test(shown);
    };
    await until(isShown, { what: "the same for people" }).catch(() => assert.match(shown, line));
  });

  it("everybody's view fulfils it: it is written", async () => {
    await seeing(4);
    const { code, stdout } = await set("valve=48");
    assert.deepEqual([code, resultOf({ code, stdout, stderr: "" }).outcome], [0, "confirmed"]);
    assert.deepEqual(written(), [48]);
  });

  it("order time: what needs no reading is denied, and asked of nobody", async () => {
    await seeing(4);
    const answer = await set("valve=47");
    const { outcome, code, message } = resultOf(answer);
    assert.deepEqual([answer.code, outcome, code], [1, "refused", "POLICY_INTERLOCK"]);
    assert.match(message ?? "", /valve: the pump must not run dry: 47 % is too little/);
    assert.match(answer.stderr, /POLICY_INTERLOCK.*run dry/);
    const kinds = (await log()).filter(({ id }) => id === resultOf(answer).id);
    assert.deepEqual(kinds.map(({ kind }) => kind), ["verdict"]);
    assert.deepEqual(written(), [48]);
  });

  it("veto: agents read 0.5 m themselves while the guard reads 2 m and would write", async () => {
    await seeing(0.5);
    const answer = await set("pump=true");
    const { id, outcome, code, message } = resultOf(answer);
    assert.deepEqual([answer.code, outcome, code], [1, "refused", "CERTIFICATE_VETOED"]);
    const veto = /INTERLOCK pump: the pump must not run dry; intake\/level=0\.5\d* \(own, \d+ m/;
    assert.match(message ?? "", veto);
    assert.match(answer.stderr, veto);
    const closing = (await log()).find((line) => line.id === id && line.kind === "closing");
    assert.equal(closing?.code, "CERTIFICATE_VETOED");
    assert.match(closing.message ?? "", veto);
    assert.deepEqual(written(), [48]);
    await seeing(4);
    assert.equal(resultOf(await set("pump=true")).outcome, "confirmed");
    assert.deepEqual(written().slice(1), [1]);
  });

  it("guard: it reads 2 m itself while all agents read 4 m and stand behind it", async () => {
    await seeing(4);
    const answer = await set("valve=49");
    const { outcome, code, message, ballots } = resultOf(answer);
    assert.deepEqual([outcome, code], ["refused", "ACTUATION_INTERLOCK"]);
    // The valve stands at 48 % since, and the tank fills by 2 mm a second.
    assert.match(message ?? "", /49 % needs 2\.5 m; intake\/level=(1\.9|2\b(?!\.[5-9]))/);
    assert.ok(ballots.have >= 3, "no agent held anything against it");
    assert.equal(written().length, 2);
  });

  it("nobody can read: the agents abstain, it ends vetoed, nothing is written", async () => {
    await eyes.stop();
    await plant.guard.kill("SIGSTOP");
    // Own readings and the guard's grow old: 3 scans of 500 ms.
    await until(async () => (await plant.status()).guards.every(({ up }) => !up), {
      what: "the agents to miss the guard",
      deadlineMs: 60_000,
    });
    const before = (await log()).length;
    const answer = set("pump=true");
    const closing = await until(
      async () => (await log()).slice(before).find(({ kind }) => kind === "closing"),
      { what: "the closing", deadlineMs: 40_000 },
    );
    assert.equal(closing.code, "CERTIFICATE_VETOED");
    await plant.guard.kill("SIGCONT");
    const { stderr } = await answer;
    const { id, code, message } = resultOf(await answer);
    assert.equal(id, closing.id);
    assert.equal(code, "CERTIFICATE_VETOED");
    const abstains = /: INTERLOCK_NO_READING pump: the pump must not run dry; intake\/level \(own/;
    assert.match(message ?? "", abstains);
    assert.match(stderr, abstains);
    assert.equal(written().length, 2);
  });

  it("`quorate log` says the same to people", async () => {
    const { stdout } = await plant.cli(["log"]);
    assert.match(stdout, /closing .*CERTIFICATE_VETOED: \w+: INTERLOCK pump: the pump must not/);
    assert.match(stdout, /INTERLOCK_NO_READING/);
    assert.match(stdout, /POLICY_INTERLOCK/);
    assert.match(stdout, /ACTUATION_INTERLOCK/);
  });
});
