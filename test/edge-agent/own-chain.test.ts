import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CodedError,
  encode,
  encodeEquivocation,
  encodeHeader,
  type Envelope,
  equivocationOf,
  eventHash,
  formatKey,
  hexBytes,
  parseSiteOrThrow,
  signBallot,
  signEvent,
  type Signer,
  wire,
} from "@quorate/protocol";
import { newKey, nodeSigner, openRecordFile, readKey } from "@quorate/protocol/node";
import { newSiteFile } from "../../edge-agent/src/cli/site-template.ts";
import { journalRecord } from "../../edge-agent/src/journal.ts";
import { startAgent } from "../../edge-agent/src/main.ts";
import { beginMs } from "./site.ts";
import { newPlan } from "./cli-site.ts";

const zeros = "00".repeat(32);
const journalFile = "journal-00000001.log";

/** What an agent writes while it runs with one site file. */
class Writer {
  readonly text: string;
  readonly chain: string;
  private readonly signer: Signer;

  constructor(text: string, signer: Signer) {
    this.text = text;
    this.chain = parseSiteOrThrow(text).chain;
    this.signer = signer;
  }

  private header(number: number): Uint8Array {
    return encodeHeader({
      ...{ chain: this.chain, number, previous: zeros, round: number, timeUs: number },
      ...{ firstSequence: 1, entries: 0, root: zeros, stateRoot: zeros },
    });
  }

  private signed(coin: number): Envelope {
    return signEvent(hexBytes(this.chain), this.signer, {
      ...{ creator: 0, sequence: 1, birthRound: 1, timeUs: beginMs * 1000, coin },
      ...{ parents: [], transactions: [] },
    });
  }

  event(): Uint8Array {
    return journalRecord({ kind: "event", envelope: this.signed(0) });
  }

  ballot(number: number): Uint8Array {
    const envelope = signBallot(hexBytes(this.chain), this.signer, {
      ...{ agent: 0, headerBytes: this.header(number), clockUs: beginMs * 1000, vetoes: [] },
    });
    return journalRecord({ kind: "ballot", envelope });
  }

  block(number: number): Uint8Array {
    return encode(wire.Block, { header: this.header(number), entries: [], ballots: [] });
  }

  /** Good by its head alone, so that a start with the right site file passes it over. */
  snapshot(number: number): readonly Uint8Array[] {
    const head = encode(wire.SnapshotHead, { header: this.header(number), ballots: [], parts: 1 });
    return [encode(wire.SnapshotOwn, { agent: 1 }), head, Uint8Array.of(0)];
  }

  proof(): Uint8Array {
    const events = [0, 1].map((coin) => {
      const envelope = this.signed(coin);
      return { hash: eventHash(hexBytes(this.chain), envelope), envelope };
    });
    const [one, other] = events as [(typeof events)[number], (typeof events)[number]];
    return encodeEquivocation(equivocationOf(one, other));
  }
}

describe("agent: files of another chain in its home (S6)", function () {
  this.timeout(60_000);
  let home = "";
  let before: Writer;
  let after: Writer;
  /** Where the agent shall listen: a start that gets so far ends there. */
  let taken: Server;

  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), "quorate-chain-"));
    const key = formatKey(newKey(join(home, "key.pem")).publicKey);
    const signer = nodeSigner(readKey(join(home, "key.pem")).seed);
    const plan = newPlan();
    const agents = plan.agents.map((one, index) => (index === 0 ? { ...one, key } : one));
    const writer = (name: string): Writer =>
      new Writer(newSiteFile({ ...plan, agents, name }), signer);
    [before, after] = [writer("works"), writer("works-with-more")];
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const { port } = taken.address() as { port: number };
    const listen = `listen: { address: "127.0.0.1:${port}", api: "127.0.0.1:0" }`;
    writeFileSync(join(home, "local.yaml"), `${listen}\nlog: { level: error }\n`);
  });
  afterEach(async () => {
    await new Promise((resolve) => taken.close(resolve));
    rmSync(home, { recursive: true });
  });

  const write = async (name: string, payloads: readonly Uint8Array[]): Promise<void> => {
    const file = openRecordFile(join(home, name));
    for (const payload of payloads) file.append(payload);
    await file.close();
  };

  const fault = async ({ text }: Writer): Promise<CodedError> => {
    writeFileSync(join(home, "site.yaml"), text);
    const unseen = (error: unknown): void => assert.fail(String(error));
    const found = await startAgent({ home, fatal: unseen }).then(
      () => assert.fail("it started"),
      (error: unknown) => error,
    );
    assert.ok(found instanceof CodedError, String(found));
    return found;
  };

  /** Refused with the other site file, which changes nothing; with its own it is no matter. */
  const refused = async (names: readonly string[], what: RegExp): Promise<CodedError> => {
    const bytes = (): Buffer[] => names.map((name) => readFileSync(join(home, name)));
    const kept = bytes();
    const error = await fault(after);
    assert.equal(error.code, "JOURNAL_CHAIN", error.message);
    assert.ok(error.message.includes(home), error.message);
    assert.ok(error.message.includes(`the site file makes ${after.chain.slice(0, 16)}…`));
    assert.match(error.message, what);
    assert.match(error.remedy ?? "", /operations\.md, "Adding a device"/);
    assert.deepEqual(bytes(), kept);
    assert.equal((await fault(before)).code, "LINK_LISTEN");
    return error;
  };

  const cases: readonly (readonly [
    what: string,
    name: string,
    records: () => readonly Uint8Array[],
  ])[] = [
    ["ballots", journalFile, () => [before.ballot(1), before.ballot(2)]],
    ["blocks", "blocks-000000000001.log", () => [before.block(1), before.block(2)]],
    ["a snapshot", "snapshot-000000000007.log", () => before.snapshot(7)],
  ];
  for (const [what, name, records] of cases)
    it(`${what}: a start is refused, and names both chains`, async () => {
      await write(name, records());
      const error = await refused([name], new RegExp(` holds ${what} of chain `));
      assert.ok(error.message.includes(`of chain ${before.chain.slice(0, 16)}…`), error.message);
    });

  it("events or evidence alone: a start is refused, by signatures", async () => {
    await write(journalFile, [before.event()]);
    await refused([journalFile], / holds events of another chain/);
    rmSync(join(home, journalFile));
    await write("evidence.log", [before.proof()]);
    await refused(["evidence.log"], / holds evidence of another chain/);
  });

  it("a journal that two chains have used is refused with either site file", async () => {
    const parts: readonly ((writer: Writer) => Uint8Array)[] = [
      (writer) => writer.ballot(1),
      (writer) => writer.event(),
    ];
    for (const part of parts) {
      await write(journalFile, [part(before), part(after)]);
      for (const writer of [before, after])
        assert.equal((await fault(writer)).code, "JOURNAL_CHAIN");
      rmSync(join(home, journalFile));
    }
  });

  it("a home whose files were moved aside starts, as an empty one does", async () => {
    assert.equal((await fault(after)).code, "LINK_LISTEN");
    for (const [, name, records] of cases) await write(`before/${name}`, records());
    assert.equal((await fault(after)).code, "LINK_LISTEN");
  });
});
