import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hexBytes } from "@quorate/protocol";
import type { ProcessLog } from "../../edge-agent/src/io/log.ts";
import { SnapshotFiles } from "../../edge-agent/src/io/snapshot-files.ts";
import type { StoredSnapshot } from "../../edge-agent/src/snapshot.ts";
import { encodeOwn, restoreNewest } from "../../edge-agent/src/snapshots.ts";
import { Cluster } from "../sim/cluster.ts";
import { calmNetwork, pass } from "./calm.ts";

let cluster: Cluster;
let folder = "";
let lines: string[] = [];

const note = (stage: string, code: string, facts?: object): void => {
  lines.push(`${stage} ${code} ${JSON.stringify(facts ?? {})}`);
};
const log: ProcessLog = { debug: note, info: note, warn: note, error: note };

const save = (snapshot: StoredSnapshot): Promise<Error | null> =>
  new Promise((resolve) => new SnapshotFiles(folder, log).save(snapshot, resolve));

/** The two newest of an agent of the cluster, newest first. */
const ofAgent = (index: number): readonly StoredSnapshot[] =>
  cluster.agents[index]?.snapshots.stored() as StoredSnapshot[];

/** Block of the snapshot that agent 0 would begin from; 0 without any. */
const restored = (): number => {
  const { site, signatures } = cluster;
  const context = { chain: hexBytes(site.chain), verify: signatures.verify };
  const stored = new SnapshotFiles(folder, log).stored();
  return restoreNewest({ context, site, self: 0 }, stored, log)?.header.number ?? 0;
};

const pathOf = (block: number): string =>
  join(folder, `snapshot-${String(block).padStart(12, "0")}.log`);

describe("snapshot files", function () {
  this.timeout(60_000);
  let newest = 0;
  let older = 0;

  before(async () => {
    cluster = new Cluster(3, {
      ...{ n: 4, network: calmNetwork, syncMs: [0.2, 1], skewMs: 0, snapshotRounds: 5 },
      consensus: { roundsNonAncient: 4 },
    });
    for (let value = 1; ofAgent(0).length < 2 || ofAgent(1).length < 2; value += 1) {
      cluster.command("x", value, 20_000);
      await pass(cluster, 60);
    }
    [newest, older] = ofAgent(0).map(({ block }) => block) as [number, number];
  });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "quorate-snapshots-"));
    lines = [];
    for (const snapshot of ofAgent(0)) assert.equal(await save(snapshot), null);
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("what was saved is there again, newest first; others can be let go of", () => {
    const files = new SnapshotFiles(folder, log);
    assert.deepEqual(
      files.stored().map(({ block, parts }) => [block, parts.length]),
      ofAgent(0).map(({ block, parts }) => [block, parts.length]),
    );
    assert.equal(restored(), newest);
    files.keepOnly([older]);
    assert.equal(restored(), older);
    assert.equal(files.stored().length, 1);
  });

  it("what a start finds unfinished is let go of", () => {
    const part = `${pathOf(newest)}.part`;
    writeFileSync(part, "half of it");
    assert.equal(restored(), newest);
    assert.ok(!existsSync(part));
  });

  it("any cut end gives the older one, and is told", () => {
    const whole = readFileSync(pathOf(newest));
    for (let share = 0; share < 20; share += 1) {
      writeFileSync(pathOf(newest), whole);
      truncateSync(pathOf(newest), Math.floor((statSync(pathOf(newest)).size * share) / 20));
      lines = [];
      assert.equal(restored(), older, `cut at ${share} of 20`);
      assert.ok(lines.some((line) => line.includes("SNAPSHOT_UNREADABLE")), `${share} of 20`);
    }
  });

  it("any changed byte gives the older one, or changes nothing", () => {
    const whole = readFileSync(pathOf(newest));
    for (let at = 0; at < whole.length; at += 397) {
      const bytes = Uint8Array.from(whole);
      bytes[at] = (bytes[at] as number) ^ 0x40;
      writeFileSync(pathOf(newest), bytes);
      assert.equal(restored(), older, `byte ${at}`);
    }
  });

  it("two files under each other's names are both passed over", () => {
    renameSync(pathOf(newest), join(folder, "kept"));
    renameSync(pathOf(older), pathOf(newest));
    renameSync(join(folder, "kept"), pathOf(older));
    assert.equal(restored(), 0);
    assert.equal(lines.filter((line) => line.includes("SNAPSHOT_HEAD")).length, 2);
  });

  it("another agent's snapshot is not taken for this one's memory (S6)", async () => {
    for (const { block } of ofAgent(0)) rmSync(pathOf(block));
    for (const snapshot of ofAgent(1)) await save(snapshot);
    assert.equal(restored(), 0);
    assert.ok(lines.some((line) => line.includes("SNAPSHOT_OWN")));
  });

  it("one that has made nothing yet can keep the snapshot of another", async () => {
    const nothing = { agent: 0, tip: null, tipTimeUs: 0, votedBlock: 0, loss: null, newest: [] };
    const [{ block, head, parts }] = ofAgent(1) as [StoredSnapshot];
    for (const one of ofAgent(0)) rmSync(pathOf(one.block));
    assert.equal(await save({ block, head, parts, own: encodeOwn(nothing) }), null);
    assert.equal(restored(), block);
  });

  it("what a crash left of a save is no snapshot, and in nobody's way", async () => {
    const [snapshot] = ofAgent(0) as [StoredSnapshot];
    rmSync(pathOf(newest));
    writeFileSync(`${pathOf(newest)}.part`, Uint8Array.of(1, 2, 3));
    assert.equal(restored(), older);
    assert.equal(await save(snapshot), null);
    assert.equal(restored(), newest);
    assert.ok(!readdirSync(folder).some((name) => name.endsWith(".part")));
  });

  it("a disk that takes none and lets go of none says so, and ends nobody", async () => {
    mkdirSync(`${pathOf(newest)}.part/in the way`, { recursive: true });
    const [snapshot] = ofAgent(0) as [StoredSnapshot];
    assert.ok((await save(snapshot)) instanceof Error);
    assert.equal(restored(), newest);
    assert.ok(lines.some((line) => line.includes("SNAPSHOT_UNREADABLE")));
  });

  it("a disk that takes none says so", async () => {
    rmSync(pathOf(newest));
    mkdirSync(join(pathOf(newest), "in the way"), { recursive: true });
    const [snapshot] = ofAgent(0) as [StoredSnapshot];
    assert.ok((await save(snapshot)) instanceof Error);
  });
});
