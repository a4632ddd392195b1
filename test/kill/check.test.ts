import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Envelope,
  encode,
  type EventParent,
  eventHash,
  signEvent,
  wire,
} from "@quorate/protocol";
import { nodeVerify, openRecordFile } from "@quorate/protocol/node";
import { BlockFiles } from "../../edge-agent/src/io/block-files.ts";
import { journalRecord } from "../../edge-agent/src/journal.ts";
import { auditSite, type ChainWriter, goodChain, reportOf } from "../protocol/audit-log.ts";
import { ballotOf, blockOf, chain, newCommand, permitOf, signerOf } from "../protocol/sealed.ts";
import { check, type GivenCommand, type PointWrite, type Remains, writeSlackMs } from "./check.ts";
import { type AgentLog, auditLog, type LoggedCommand } from "./logs.ts";
import { Signed } from "./signed.ts";

const notAfterMs = 10_000;

interface Fate {
  readonly place: number;
  readonly outcome: string;
  readonly code?: string;
  readonly points?: readonly string[];
}

/** Command 1 confirmed, 2 denied, 3 confirmed with two points, 4 skipped, 5 unresolved. */
const fates: Readonly<Record<number, Fate>> = {
  1: { place: 1, outcome: "confirmed" },
  2: { place: 0, outcome: "refused", code: "POLICY_LIMIT" },
  3: { place: 2, outcome: "confirmed", points: ["p1", "p2"] },
  4: { place: 3, outcome: "skipped", code: "CERTIFICATE_LATE" },
  5: { place: 4, outcome: "failed", code: "OUTCOME_UNKNOWN" },
};

const loggedOf = (value: number, fate: Fate): LoggedCommand => ({
  ...{ id: `id-${value}`, device: "left", deviceSequence: fate.place, value, notAfterMs },
  ...{ points: fate.points ?? ["p1"], end: { outcome: fate.outcome, code: fate.code ?? "" } },
});

const logOf = (agent: string, blocks = 3): AgentLog => ({
  ...{ agent, broken: "", hashes: ["a", "b", "c"].slice(0, blocks), repeated: new Map() },
  commands: new Map(
    Object.entries(fates).map(([value, fate]) => [`id-${value}`, loggedOf(Number(value), fate)]),
  ),
});

const write = (value: number, point = "p1", t = 500): PointWrite => ({
  ...{ device: "left", point, value, t },
});

const givenOf = (value: number): GivenCommand => {
  const { outcome, code = "", points = ["p1"] } = fates[value] as Fate;
  const told = { outcome, code };
  return { id: `id-${value}`, device: "left", points, value, notAfterMs, receipt: true, told };
};

/** What a run leaves in which every rule held. */
const good = (): Remains => ({
  ...{ twice: [], accused: [] },
  logs: [logOf("north"), logOf("east", 2), logOf("south")],
  writes: [write(1), write(3), write(3, "p2"), write(5)],
  given: [1, 2, 3, 4, 5].map(givenOf),
});

const changed = (change: Partial<Remains>): Remains => ({ ...good(), ...change });

const rulesOf = (remains: Remains): string[] => check(remains).map(({ rule }) => rule);

/** The log of `good`, with one command's fate exchanged in every copy. */
const withFate = (value: number, fate: Fate | null): readonly AgentLog[] =>
  good().logs.map((log) => {
    const commands = new Map(log.commands);
    if (fate === null) commands.delete(`id-${value}`);
    else commands.set(`id-${value}`, loggedOf(value, fate));
    return { ...log, commands };
  });

describe("kill: the checker", () => {
  it("finds nothing where every rule held", () => {
    assert.deepEqual(check(good()), []);
  });

  it("a value that no certified verdict permits (S1)", () => {
    assert.deepEqual(rulesOf(changed({ writes: [...good().writes, write(99)] })), ["S1"]);
    assert.ok(rulesOf(changed({ writes: [...good().writes, write(2)] })).includes("S1"));
    const elsewhere = { ...write(1), device: "right" };
    assert.ok(rulesOf(changed({ writes: [...good().writes, elsewhere] })).includes("S1"));
    assert.ok(rulesOf(changed({ writes: [...good().writes, write(5, "p4")] })).includes("S1"));
  });

  it("a log that does not stand its audit (S1), or is another than the longest (S2)", () => {
    const [north, east, south] = good().logs as [AgentLog, AgentLog, AgentLog];
    const broken = { ...south, broken: "AUDIT_BALLOT: 2 of 4 agents are no quorum" };
    assert.deepEqual(rulesOf(changed({ logs: [north, east, broken] })), ["S1"]);
    const strayed = { ...east, hashes: ["a", "x"] };
    assert.deepEqual(rulesOf(changed({ logs: [north, strayed, south] })), ["S2"]);
  });

  it("writes in another order than the log's (S3)", () => {
    const writes = [write(3), write(3, "p2"), write(1), write(5)];
    assert.deepEqual(rulesOf(changed({ writes })), ["S3"]);
  });

  it("a command written twice (S4)", () => {
    const writes = [write(1), write(1), write(3), write(3, "p2"), write(5)];
    assert.deepEqual(rulesOf(changed({ writes })), ["S4"]);
  });

  it("a write past its notAfter (S5)", () => {
    const late = notAfterMs + writeSlackMs + 1;
    const writes = [write(1), write(3), write(3, "p2"), write(5, "p1", late)];
    assert.deepEqual(rulesOf(changed({ writes })), ["S5"]);
  });

  it("two signatures for one place (S6)", () => {
    const twice = [{ agent: "west", what: "event", number: 7 }] as const;
    assert.deepEqual(rulesOf(changed({ twice })), ["S6"]);
    assert.deepEqual(rulesOf(changed({ accused: ["west"] })), ["S6"]);
  });

  it("a command with a receipt and no end, or of which nobody was told (S8)", () => {
    const [first, ...rest] = good().given as [GivenCommand, ...GivenCommand[]];
    assert.ok(rulesOf(changed({ logs: withFate(4, null) })).includes("S8"));
    assert.deepEqual(rulesOf(changed({ given: [{ ...first, told: null }, ...rest] })), ["S8"]);
    const lie = { ...first, told: { outcome: "expired", code: "" } };
    assert.deepEqual(rulesOf(changed({ given: [lie, ...rest] })), ["S8"]);
    const without = { ...first, id: "id-9", value: 9, receipt: false, told: null };
    assert.deepEqual(rulesOf(changed({ given: [...good().given, without] })), []);
  });

  it("a second verdict on one command (S8), unless it is only too old", () => {
    const [north, ...rest] = good().logs as [AgentLog, ...AgentLog[]];
    const twice = (code: string): Remains =>
      changed({ logs: [{ ...north, repeated: new Map([["id-1", code]]) }, ...rest] });
    assert.deepEqual(rulesOf(twice("")), ["S8"]);
    assert.deepEqual(rulesOf(twice("POLICY_EXPIRED")), ["S8"]);
    assert.deepEqual(rulesOf(twice("POLICY_FORGOTTEN")), []);
  });

  it("an end that the PLC's journal contradicts (S8)", () => {
    assert.deepEqual(rulesOf(changed({ writes: [write(1), write(3), write(5)] })), ["S8"]);
    const writes = [write(1), write(3), write(3, "p2"), write(4), write(5)];
    assert.deepEqual(rulesOf(changed({ writes })), ["S8"]);
    const unwritten = [write(1), write(3), write(3, "p2")];
    assert.deepEqual(rulesOf(changed({ writes: unwritten })), [], "unknown may be either");
  });
});

describe("kill: what is read from the disks", () => {
  const site = auditSite();
  let folder = "";

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "quorate-remains-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const journal = async (agent: string, records: readonly Uint8Array[]): Promise<string> => {
    const home = join(folder, agent);
    mkdirSync(home);
    const file = openRecordFile(join(home, "journal-00000001.log"));
    for (const one of records) file.append(one);
    await file.close();
    return home;
  };

  const event = (sequence: number, coin: number, parents: readonly EventParent[] = []): Envelope =>
    signEvent(chain, signerOf("agent1"), {
      ...{ creator: 1, sequence, birthRound: 1, parents, coin, timeUs: 1000 + sequence },
      transactions: [],
    });
  const eventRecord = (envelope: Envelope): Uint8Array =>
    journalRecord({ kind: "event", envelope });

  it("a fork, whose branches lie in two agents' journals", async () => {
    const [one, other] = [event(1, 1), event(1, 2)];
    const parent = { hash: eventHash(chain, one), creator: 1, sequence: 1, birthRound: 1 };
    const next = event(2, 3, [parent]);
    const signed = new Signed(site);
    signed.takeFolder(await journal("north", [one, next].map(eventRecord)));
    signed.takeFolder(await journal("east", [one, next].map(eventRecord)));
    assert.deepEqual(signed.twice, []);
    assert.deepEqual(signed.counts, { events: 2, ballots: 0 });
    signed.takeFolder(await journal("south", [eventRecord(other)]));
    assert.deepEqual(signed.twice, [{ agent: "agent1", what: "event", number: 1 }]);
  });

  it("two ballots for one block, one of them in another's event", async () => {
    const [one, other] = [newCommand(), newCommand()].map((command) =>
      ballotOf(blockOf([permitOf(command)]), 2),
    ) as [Envelope, Envelope];
    const carrier = signEvent(chain, signerOf("agent1"), {
      ...{ creator: 1, sequence: 1, birthRound: 1, parents: [], coin: 0, timeUs: 1 },
      transactions: [{ ballot: other }],
    });
    const signed = new Signed(site);
    signed.takeFolder(await journal("north", [journalRecord({ kind: "ballot", envelope: one })]));
    assert.deepEqual(signed.twice, []);
    signed.takeFolder(await journal("east", [eventRecord(carrier)]));
    assert.deepEqual(signed.twice, [{ agent: "agent2", what: "ballot", number: 1 }]);
  });

  const auditOf = async (writer: ChainWriter): Promise<AgentLog> => {
    const home = join(folder, "north");
    mkdirSync(home);
    const quiet = { debug() {}, info() {}, warn() {}, error() {} };
    const files = new BlockFiles(home, quiet);
    for (const block of writer.blocks) files.append(encode(wire.Block, block));
    await files.close();
    return auditLog(site, "north", home, nodeVerify);
  };

  it("a log with its commands and their ends", async () => {
    const log = await auditOf(goodChain());
    assert.deepEqual([log.broken, log.hashes.length], ["", 4]);
    assert.deepEqual(
      [...log.commands.values()].map(({ deviceSequence, end }) => [deviceSequence, end?.outcome]),
      [
        [1, "confirmed"],
        [0, "refused"],
        [2, "skipped"],
      ],
    );
  });

  it("a block that too few have signed", async () => {
    const command = newCommand();
    const writer = goodChain().add([reportOf(command)], { signers: [0, 1] });
    assert.match((await auditOf(writer)).broken, /^AUDIT_BALLOT: block 5, ballots: 2 of 4/);
  });
});
