import assert from "node:assert/strict";
import {
  fdatasync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  write,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CodedError } from "@quorate/protocol";
import { type RecordDisk, RecordSegments } from "@quorate/protocol/node";
import fc from "fast-check";

const text = (payload: Uint8Array): string => new TextDecoder().decode(payload);
const bytes = (name: string): Uint8Array => new TextEncoder().encode(name.padEnd(40, "."));
const nameOf = (payload: Uint8Array): string => text(payload).replace(/\.+$/, "");

let folder = "";
const opened: RecordSegments[] = [];

/** A disk that has no room while `full`. */
const disk = { full: false };
const noRoom = (): NodeJS.ErrnoException =>
  Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
const failing: RecordDisk = {
  write: ((...args: Parameters<typeof write>) => {
    const done = args.at(-1) as unknown as (error: Error) => void;
    if (disk.full) process.nextTick(() => done(noRoom()));
    else (write as unknown as (...all: unknown[]) => void)(...args);
  }) as typeof write,
  fdatasync: ((fd: number, done: (error: Error | null) => void) => {
    if (disk.full) process.nextTick(() => done(noRoom()));
    else fdatasync(fd, done);
  }) as typeof fdatasync,
};

const limits = { segmentBytes: 400, heldBytes: 4000 };

const open = (records: string[] = []): RecordSegments => {
  const log = new RecordSegments(folder, "log", {
    ...{ limits, disk: failing },
    onRecord: (payload) => records.push(nameOf(payload)),
  });
  opened.push(log);
  return log;
};

const synced = (log: RecordSegments): Promise<Error | null> =>
  new Promise((resolve) => log.sync(resolve));
const recovered = (log: RecordSegments): Promise<Error | null> =>
  new Promise((resolve) => log.recover(resolve));
const files = (): string[] => readdirSync(folder).sort();

const read = async (): Promise<string[]> => {
  const records: string[] = [];
  await open(records).close();
  return records;
};

/** What a crash would not lose, in the order in which it was written; again is allowed. */
const inOrder = (records: readonly string[]): string[] => [...new Set(records)];

describe("record segments", () => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "quorate-segments-"));
    disk.full = false;
  });
  afterEach(async () => {
    disk.full = false;
    for (const log of opened.splice(0)) await log.close().catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  });

  it("begin anew when one is full, and give back all in order", async () => {
    const log = open();
    const names = Array.from({ length: 40 }, (_, index) => `r${index}`);
    const positions: number[] = [];
    for (const name of names) {
      positions.push(log.append(bytes(name)));
      assert.equal(await synced(log), null);
    }
    assert.ok(files().length > 3, files().join(" "));
    assert.deepEqual(positions.map((at) => nameOf(log.readAt(at))), names);
    await log.close();
    assert.deepEqual(await read(), names);
  });

  it("records that come while a segment is being begun are kept in their order", async () => {
    const log = open();
    const names = Array.from({ length: 60 }, (_, index) => `r${index}`);
    const positions = names.map((name) => log.append(bytes(name)));
    assert.deepEqual(positions.map((at) => nameOf(log.readAt(at))), names);
    assert.equal(await synced(log), null);
    assert.deepEqual(positions.map((at) => nameOf(log.readAt(at))), names);
    await log.close();
    assert.deepEqual(await read(), names);
  });

  it("drop what lies before a position, whole segments at a time", async () => {
    const log = open();
    const positions: number[] = [];
    for (let index = 0; index < 40; index += 1) {
      positions.push(log.append(bytes(`r${index}`)));
      await synced(log);
    }
    const before = files().length;
    log.dropBefore(positions[20] as number);
    assert.ok(files().length < before);
    assert.equal(nameOf(log.readAt(positions[20] as number)), "r20");
    assert.throws(() => log.readAt(positions[0] as number), /RECORD_DAMAGED|nothing/);
    log.dropBefore(log.end);
    assert.equal(files().length, 1);
    await log.close();
    const again = open();
    assert.equal(again.isWhole, false);
    assert.ok((await read()).includes("r39"));
  });

  it("that cannot be deleted keep those after them: a start finds no gap", async () => {
    const log = open();
    const positions: number[] = [];
    for (let index = 0; index < 40; index += 1) {
      positions.push(log.append(bytes(`r${index}`)));
      await synced(log);
    }
    const [before, first] = [files(), join(folder, files()[0] as string)];
    renameSync(first, `${first}.away`);
    mkdirSync(first);
    log.dropBefore(log.end);
    assert.deepEqual(files().filter((name) => !name.endsWith(".away")), before);
    assert.equal(nameOf(log.readAt(positions[0] as number)), "r0");
    rmdirSync(first);
    renameSync(`${first}.away`, first);
    log.dropBefore(log.end);
    assert.equal(files().length, 1);
    await log.close();
    assert.ok((await read()).includes("r39"));
  });

  it("refuse a folder from which a segment in the middle is missing", async () => {
    const log = open();
    for (let index = 0; index < 40; index += 1) {
      log.append(bytes(`r${index}`));
      await synced(log);
    }
    await log.close();
    rmSync(join(folder, files()[1] as string));
    assert.throws(open, (error) => error instanceof CodedError && error.code === "RECORD_DAMAGED");
  });

  it("go on in a new segment when there is room again; nothing is lost", async () => {
    const log = open();
    log.append(bytes("a"));
    assert.equal(await synced(log), null);
    disk.full = true;
    const positions = ["b", "c"].map((name) => log.append(bytes(name)));
    assert.equal((await synced(log)) instanceof CodedError, true);
    positions.push(log.append(bytes("d")));
    assert.ok((await recovered(log)) !== null, "there is no room yet");
    assert.ok((await synced(log)) !== null, "nothing is called durable");
    assert.deepEqual(positions.map((at) => nameOf(log.readAt(at))), ["b", "c", "d"]);
    disk.full = false;
    assert.equal(await recovered(log), null);
    positions.push(log.append(bytes("e")));
    assert.equal(await synced(log), null);
    assert.deepEqual(positions.map((at) => nameOf(log.readAt(at))), ["b", "c", "d", "e"]);
    await log.close();
    assert.deepEqual(inOrder(await read()), ["a", "b", "c", "d", "e"]);
  });

  it("hold no more than their bound while the disk takes nothing", async () => {
    const log = open();
    disk.full = true;
    log.append(bytes("a"));
    await synced(log);
    assert.equal(log.isFull, false);
    for (let index = 0; !log.isFull; index += 1) log.append(bytes(`r${index}`));
    assert.throws(
      () => {
        for (let index = 0; index < 100_000; index += 1) log.append(bytes("more"));
      },
      (error) => error instanceof CodedError && error.code === "RECORD_BACKLOG",
    );
    disk.full = false;
    assert.equal(await recovered(log), null);
    assert.equal(log.isFull, false);
  });

  it("whatever fails and when: what a sync answered for is there, in order", async () => {
    const steps = fc.array(fc.constantFrom("append", "sync", "fail", "mend", "recover", "drop"), {
      maxLength: 40,
    });
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (given) => {
        folder = mkdtempSync(join(folder, "run-"));
        runs += 1;
        disk.full = false;
        const log = open();
        const written: string[] = [];
        const promised = new Set<string>();
        let droppedTo = 0;
        for (const step of given) {
          if (step === "append") {
            written.push(`r${written.length}`);
            log.append(bytes(written.at(-1) as string));
          } else if (step === "fail") disk.full = true;
          else if (step === "mend") disk.full = false;
          else if (step === "drop") {
            log.dropBefore(log.end);
            droppedTo = written.length;
          } else {
            const upTo = [...written];
            const error = await (step === "sync" ? synced(log) : recovered(log));
            if (error === null) for (const name of upTo) promised.add(name);
          }
        }
        await log.close().catch(() => undefined);
        disk.full = false;
        const found = inOrder(await read());
        const kept = written.slice(droppedTo).filter((name) => promised.has(name));
        assert.deepEqual(found.filter((name) => kept.includes(name)), kept);
      }),
      { numRuns: 60 },
    );
    assert.equal(runs > 0, true);
  });
});
