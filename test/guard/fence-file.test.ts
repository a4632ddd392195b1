import assert from "node:assert/strict";
import {
  copyFileSync,
  existsSync,
  fdatasync,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  type Stats,
  statSync,
  truncateSync,
  write,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fence, guardLimits, openFence, ShortFence, shortenFence } from "@quorate/guard";
import { encodeReport, hexBytes, type RecordLog, toHex } from "@quorate/protocol";
import { openRecordFile, type RecordDisk } from "@quorate/protocol/node";
import { until } from "../until.ts";
import { chain, signerOf } from "./site.ts";

const owner = { chain: toHex(chain), guard: toHex(signerOf("g").publicKey) };
const idOf = (sequence: number): string => sequence.toString(16).padStart(64, "0");

const reportOf = (sequence: number): Uint8Array =>
  encodeReport(hexBytes(owner.guard), {
    ...{ device: "intake", deviceSequence: sequence, id: idOf(sequence), outcome: "confirmed" },
    ...{ code: "", detail: "", points: [], writtenMs: 1, finishedMs: 2, closing: "" },
  });

/** What was answered as durable. */
interface Answered {
  attempted: number;
  ended: number;
}

/** One command after the other, each ordered at the end. */
const command = async (fence: Fence, sequence: number, answered: Answered): Promise<void> => {
  const attempt = { device: "intake", sequence, id: idOf(sequence), writes: [] };
  await new Promise<void>((done) => fence.attempting(attempt, done));
  answered.attempted = sequence;
  const body = reportOf(sequence);
  await new Promise<void>((done) => fence.outcome("intake", sequence, idOf(sequence), body, done));
  answered.ended = sequence;
  fence.ordered("intake", sequence);
};

/** Inodes are used again. */
const fileOf = ({ ino, birthtimeMs }: Stats): string => `${ino}/${birthtimeMs}`;

/** The bytes of each file that a power cut leaves for certain. */
class CountingDisk implements RecordDisk {
  readonly durable = new Map<string, number>();
  onStep: () => void = () => {};
  failing = (_fd: number): boolean => false;

  readonly write: RecordDisk["write"] = ((
    ...[fd, bytes, offset, length, position, done]: [
      ...[number, Buffer, number, number, number],
      (error: Error | null, written: number) => void,
    ]
  ): void => {
    this.onStep();
    if (this.failing(fd)) {
      setImmediate(() => done(Object.assign(new Error("full"), { code: "ENOSPC" }), 0));
      return;
    }
    write(fd, bytes, offset, length, position, (error, written) => {
      this.onStep();
      done(error, written);
    });
  }) as RecordDisk["write"];

  readonly fdatasync: RecordDisk["fdatasync"] = ((
    fd: number,
    done: (error: Error | null) => void,
  ): void => {
    const stat = fstatSync(fd);
    this.onStep();
    fdatasync(fd, (error) => {
      this.durable.set(fileOf(stat), stat.size);
      this.onStep();
      done(error);
    });
  }) as RecordDisk["fdatasync"];
}

describe("guard: a long fence file", function () {
  // Thousands of times something is made durable: a disk may take its time.
  this.timeout(180_000);
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "quorate-fence-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const home = (name = "home"): string => {
    mkdirSync(join(folder, name), { recursive: true });
    return join(folder, name);
  };

  const broken = (error: Error): never => assert.fail(error.message);

  const recordsIn = async (path: string): Promise<number> => {
    let count = 0;
    await openRecordFile(path, { onRecord: () => (count += 1) }).close();
    return count;
  };

  it("is shortened while it is read, however long it is (S9)", () => {
    const written: Uint8Array[] = [];
    const log: RecordLog = {
      append: (payload) => void written.push(payload),
      sync: (done) => done(null),
    };
    const fence = new Fence(owner, log, [], broken);
    const short = new ShortFence();
    const count = guardLimits.fenceTrimRecords;
    const needed = 3 * guardLimits.historyPerDevice + 2;
    for (let sequence = 1; sequence <= count; sequence += 1) {
      const [id, writes] = [idOf(sequence), []];
      fence.attempting({ device: "intake", sequence, id, writes }, () => {});
      fence.outcome("intake", sequence, id, reportOf(sequence), () => {});
      fence.ordered("intake", sequence);
    }
    for (const payload of written) {
      short.add(payload);
      assert.ok(short.size <= needed + guardLimits.fenceTrimRecords, `${short.size} held`);
    }
    assert.deepEqual(short.records(), shortenFence(written.slice()));
    assert.equal(short.size, needed);
    const again = new Fence(owner, log, short.records(), broken);
    assert.equal(again.device("intake").sequence, count);
  });

  it("is written anew while the guard runs, and loses nothing at any step (S4, S9)", async () => {
    const disk = new CountingDisk();
    const rewriteAfter = 200;
    const options = { rewriteAfter, sliceEveryMs: 0, disk };
    const { file, records } = await openFence(home(), owner, options);
    const answered: Answered = { attempted: 0, ended: 0 };
    const cuts: { name: string; answered: Answered; files: number }[] = [];
    disk.onStep = () => {
      const files = readdirSync(home());
      // Without a second file it is the record file's own affair.
      if (!files.includes("fence.new")) return;
      const name = `cut${cuts.length}`;
      for (const one of files) {
        const [from, to] = [join(home(), one), join(home(name), one)];
        copyFileSync(from, to);
        const kept = disk.durable.get(fileOf(statSync(from)));
        if (kept !== undefined) truncateSync(to, kept);
      }
      cuts.push({ name, answered: { ...answered }, files: files.length });
    };
    const fence = new Fence(owner, file, records, broken);
    const path = join(home(), "fence");
    const files = new Set([fileOf(statSync(path))]);
    let commands = 0;
    while (commands < 400 || files.size < 4) {
      assert.ok(commands < 20_000, `written anew ${files.size - 1} times`);
      commands += 1;
      await command(fence, commands, answered);
      files.add(fileOf(statSync(path)));
    }
    await file.close();
    const most = 3 * guardLimits.historyPerDevice + 2 * rewriteAfter;
    assert.ok((await recordsIn(path)) < most, "it does not grow");
    assert.ok(!existsSync(`${path}.new`));
    assert.ok(cuts.length > 20, `cut at ${cuts.length} steps`);
    for (const cut of cuts) {
      const opened = await openFence(join(folder, cut.name), owner);
      const { sequence, entries } = new Fence(owner, opened.file, opened.records, broken)
        .device("intake");
      assert.ok(sequence >= cut.answered.attempted, `${cut.name}: an attempt is lost`);
      const { ended } = cut.answered;
      assert.ok(ended === 0 || entries.get(ended)?.report, `${cut.name}: an outcome is lost`);
      await opened.file.close();
    }
    const last = await openFence(home(), owner, { rewriteAfter });
    const known = new Fence(owner, last.file, last.records, broken).device("intake");
    assert.deepEqual([known.sequence, known.id], [commands, idOf(commands)]);
    assert.ok([...known.entries.values()].every(({ report, ordered }) => report && ordered));
    assert.ok(known.entries.size >= guardLimits.historyPerDevice);
    await last.file.close();
  });

  it("goes on in the old file where there is no room for a second one", async () => {
    const disk = new CountingDisk();
    const failures: string[] = [];
    const { file, records } = await openFence(home(), owner, {
      ...{ rewriteAfter: 60, disk },
      onFailed: ({ code }) => failures.push(code),
    });
    const path = join(home(), "fence");
    const old = fileOf(statSync(path));
    disk.failing = (fd) => fileOf(fstatSync(fd)) !== old;
    const fence = new Fence(owner, file, records, broken);
    const answered: Answered = { attempted: 0, ended: 0 };
    let sequence = 0;
    while (sequence < 60) await command(fence, (sequence += 1), answered);
    await until(() => failures.length > 0, { what: "word of it" });
    assert.equal(failures[0], "FENCE_REWRITE");
    assert.equal(fileOf(statSync(path)), old);
    await until(() => !existsSync(`${path}.new`), { what: "its bytes to be free again" });
    disk.failing = () => false;
    while (sequence < 120) await command(fence, (sequence += 1), answered);
    await until(() => fileOf(statSync(path)) !== old, { what: "a new file" });
    await file.close();
    const last = await openFence(home(), owner);
    const known = new Fence(owner, last.file, last.records, broken).device("intake");
    assert.equal(known.sequence, 120);
    await last.file.close();
  });

  it("starts with a long file where there is no room for a shorter one", async () => {
    const { file, records } = await openFence(home(), owner);
    const fence = new Fence(owner, file, records, broken);
    const answered: Answered = { attempted: 0, ended: 0 };
    for (let sequence = 1; sequence <= 30; sequence += 1) await command(fence, sequence, answered);
    await file.close();
    // A folder in its place: the shorter file cannot be made.
    const next = join(home(), "fence.new");
    mkdirSync(join(next, "full"), { recursive: true });
    const failures: string[] = [];
    const onFailed = ({ code }: { code: string }): void => void failures.push(code);
    const found = await openFence(home(), owner, { rewriteAfter: 20, onFailed });
    assert.deepEqual(failures, ["FENCE_REWRITE"]);
    assert.equal(new Fence(owner, found.file, found.records, broken).device("intake").sequence, 30);
    await found.file.close();
    rmSync(next, { recursive: true });
  });
});
