import assert from "node:assert/strict";
import { fdatasync, mkdtempSync, readFileSync, rmSync, write, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  openRecordFile,
  type RecordDisk,
  type RecordFile,
  type RecordFileOptions,
  replaceRecordFile,
} from "@quorate/protocol/node";
import fc from "fast-check";
import { until } from "../until.ts";

const text = (payload: Uint8Array): string => new TextDecoder().decode(payload);
const bytes = (name: string): Uint8Array => new TextEncoder().encode(name);
const headBytes = 24;
const recordHeadBytes = 16;

let folder = "";
let path = "";
let files: RecordFile[] = [];

const open = (options: RecordFileOptions = {}): RecordFile => {
  const file = openRecordFile(path, options);
  files.push(file);
  return file;
};

const synced = (file: RecordFile): Promise<void> =>
  new Promise((resolve, reject) =>
    file.sync((error) => (error === null ? resolve() : reject(error))),
  );

/** Everything the file holds, as text, and what it had to cut off. */
const contents = async (): Promise<{ records: string[]; file: RecordFile }> => {
  const records: string[] = [];
  const file = open({ onRecord: (payload) => records.push(text(payload)) });
  await file.close();
  return { records, file };
};

/** A file with these records, each durable before the next. */
const make = async (...names: readonly string[]): Promise<number[]> => {
  const file = open();
  const positions: number[] = [];
  for (const name of names) {
    positions.push(file.append(bytes(name)));
    await synced(file);
  }
  await file.close();
  return positions;
};

const flip = (offset: number, mask = 1): void => {
  const image = readFileSync(path);
  image[offset] = (image[offset] ?? 0) ^ mask;
  writeFileSync(path, image);
};

const damagedAt = (offset: number) => (error: unknown) => {
  const { code, fields } = error as { code: string; fields: { offset: number } };
  assert.equal(code, "RECORD_DAMAGED");
  assert.equal(fields.offset, offset);
  return true;
};

const withFolder = (): void => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "quorate-record-"));
    path = join(folder, "home", "journal");
    files = [];
  });
  afterEach(async () => {
    for (const file of files) await file.close().catch(() => undefined);
    rmSync(folder, { recursive: true });
  });
};

describe("record file: append, sync, read", () => {
  withFolder();

  it("gives back what was appended, by position and in order after a restart", async () => {
    const file = open();
    assert.equal(file.torn, null);
    const positions = ["one", "two", "three"].map((name) => file.append(bytes(name)));
    assert.equal(text(file.readAt(positions[1] ?? 0)), "two", "before it is written");
    await synced(file);
    assert.equal(text(file.readAt(positions[1] ?? 0)), "two", "after it is written");
    await file.close();
    const again: [string, number][] = [];
    const reopened = open({ onRecord: (payload, at) => again.push([text(payload), at]) });
    assert.deepEqual(again, [
      ["one", positions[0]],
      ["two", positions[1]],
      ["three", positions[2]],
    ]);
    assert.equal(text(reopened.readAt(positions[2] ?? 0)), "three");
    const four = reopened.append(bytes("four"));
    await synced(reopened);
    await reopened.close();
    assert.equal(four, again.reduce((end, [name]) => end + recordHeadBytes + name.length, 24));
    assert.deepEqual((await contents()).records, ["one", "two", "three", "four"]);
  });

  it("reaches the file without a sync too", async () => {
    const file = open();
    file.append(bytes("lazy"));
    await until(() => readFileSync(path).includes("lazy"), { what: "the record in the file" });
  });

  it("makes close durable", async () => {
    const file = open();
    for (let index = 0; index < 100; index += 1) file.append(bytes(`r${index}`));
    await file.close();
    assert.equal((await contents()).records.length, 100);
    await assert.rejects(synced(file), { code: "RECORD_CLOSED" });
  });

  it("refuses empty and oversize records, and no position that was not answered", async () => {
    const file = open({ limits: { recordBytes: 10 } });
    assert.throws(() => file.append(new Uint8Array(0)), { code: "RECORD_SIZE" });
    assert.throws(() => file.append(new Uint8Array(11)), { code: "RECORD_SIZE" });
    const position = file.append(new Uint8Array(10));
    await synced(file);
    for (const wrong of [0, position - 1, position + 1, file.size, file.size + 100])
      assert.throws(() => file.readAt(wrong), { code: "RECORD_DAMAGED" });
  });

  it("holds its bounds", async () => {
    const file = open({ limits: { fileBytes: 200 } });
    const size = 100;
    file.append(new Uint8Array(size));
    await synced(file);
    file.append(new Uint8Array(size));
    await assert.rejects(synced(file), { code: "RECORD_FULL" });
    await assert.rejects(file.close(), { code: "RECORD_FULL" });
    assert.equal((await contents()).records.length, 1);
    const other = openRecordFile(join(folder, "other"), { limits: { pendingBytes: 1000 } });
    for (let index = 0; index < 20; index += 1) other.append(new Uint8Array(100));
    await assert.rejects(synced(other), { code: "RECORD_BACKLOG" });
    await assert.rejects(other.close());
  });

  it("replaces a file by a shorter one at once", async () => {
    await make("one", "two", "three");
    replaceRecordFile(path, [bytes("two"), bytes("four")]);
    assert.deepEqual((await contents()).records, ["two", "four"]);
  });
});

/** A disk that counts, and fails when it is told to. */
class TestDisk implements RecordDisk {
  writes = 0;
  syncs = 0;
  /** Syncs wait here until they are let go. */
  held: (() => void)[] | null = null;
  failWrite: { code: string; afterBytes: number } | null = null;
  failSync: string | null = null;

  readonly write = ((fd, buffer, offset, length, position, done) => {
    this.writes += 1;
    const { failWrite } = this;
    if (failWrite === null) return write(fd, buffer, offset ?? 0, length ?? 0, position ?? 0, done);
    const some = Math.min(length ?? 0, failWrite.afterBytes);
    failWrite.afterBytes -= some;
    const error = Object.assign(new Error("disk"), { code: failWrite.code });
    if (some === 0) return setImmediate(() => done(error, 0, buffer));
    write(fd, buffer, offset ?? 0, some, position ?? 0, done);
  }) as typeof write;

  readonly fdatasync = ((fd, done) => {
    this.syncs += 1;
    const { failSync, held } = this;
    const error = failSync === null ? null : Object.assign(new Error("disk"), { code: failSync });
    const act = () => (error === null ? fdatasync(fd, done) : setImmediate(() => done(error)));
    if (held === null) act();
    else held.push(act);
  }) as typeof fdatasync;
}

describe("record file: group commit", () => {
  withFolder();

  it("appends and syncs that come during a sync share the next one", async () => {
    const disk = new TestDisk();
    const file = open({ disk });
    disk.held = [];
    file.append(bytes("first"));
    const first = synced(file);
    await until(() => disk.held?.length === 1, { what: "the first sync" });
    const rest = Array.from({ length: 50 }, (_, index) => {
      file.append(bytes(`r${index}`));
      return synced(file);
    });
    const [letGo] = disk.held;
    disk.held = null;
    letGo?.();
    await Promise.all([first, ...rest]);
    assert.equal(disk.syncs, 2);
    assert.equal(disk.writes, 2);
    await synced(file);
    assert.equal(disk.syncs, 2, "nothing new: no sync");
  });

  it("a sync takes along what was appended in earlier turns and nobody waits for", async () => {
    const sizes: number[] = [];
    const counting = ((fd: number, buffer: Buffer, ...rest: [number, number, number, never]) => {
      sizes.push(buffer.length);
      write(fd, buffer, ...rest);
    }) as unknown as RecordDisk["write"];
    const file = open({ disk: { write: counting, fdatasync } });
    // From a timer to an immediate no other timer comes, however slow the machine is.
    await new Promise((resolve) => setTimeout(resolve));
    file.append(bytes("one"));
    await new Promise(setImmediate);
    file.append(bytes("two"));
    await synced(file);
    assert.deepEqual(sizes, [2 * (recordHeadBytes + 3)]);
  });

  it("answers while appends never stop", async () => {
    const file = open();
    let done = false;
    const feed = (): void => {
      if (done) return;
      file.append(new Uint8Array(1000));
      setImmediate(feed);
    };
    feed();
    for (let index = 0; index < 20; index += 1) await synced(file);
    done = true;
  });

  it("never calls back at once", () => {
    const file = open();
    let called = false;
    file.sync(() => (called = true));
    assert.equal(called, false);
  });
});

describe("record file: the disk fails", () => {
  withFolder();

  for (const afterBytes of [0, 1, 15, 16, 20, 50])
    it(`full after ${afterBytes} bytes: coded, and ends at the last whole write`, async () => {
      const disk = new TestDisk();
      const file = open({ disk });
      file.append(bytes("kept"));
      await synced(file);
      disk.failWrite = { code: "ENOSPC", afterBytes };
      const lost = file.append(bytes("lost ".repeat(20)));
      await assert.rejects(synced(file), { code: "RECORD_WRITE", message: /ENOSPC/ });
      disk.failWrite = null;
      file.append(bytes("after"));
      await assert.rejects(synced(file), { code: "RECORD_WRITE" }, "it stays failed");
      assert.throws(() => file.readAt(lost), { code: "RECORD_DAMAGED" });
      await assert.rejects(file.close(), { code: "RECORD_WRITE" });
      const { records, file: reopened } = await contents();
      assert.deepEqual(records, ["kept"]);
      assert.equal(reopened.torn, null);
    });

  it("a failed sync is never taken for done", async () => {
    const disk = new TestDisk();
    const file = open({ disk });
    disk.failSync = "EIO";
    file.append(bytes("unsure"));
    await assert.rejects(synced(file), { code: "RECORD_WRITE", message: /EIO/ });
    disk.failSync = null;
    await assert.rejects(synced(file), { code: "RECORD_WRITE" });
  });

  it("a folder that cannot be used is a coded error", () => {
    writeFileSync(join(folder, "home"), "a file");
    assert.throws(() => open(), { code: "RECORD_OPEN" });
  });
});

describe("record file: after a crash", () => {
  withFolder();

  it("a tail torn at any byte is cut off and told of", async () => {
    const positions = await make("one", "two", "the last one");
    const image = readFileSync(path);
    const lastAt = positions[2] ?? 0;
    for (let length = lastAt; length < image.length; length += 1) {
      writeFileSync(path, image.subarray(0, length));
      const { records, file } = await contents();
      assert.deepEqual(records, ["one", "two"], `cut at ${length}`);
      const droppedBytes = length - lastAt;
      assert.deepEqual(file.torn, droppedBytes === 0 ? null : { offset: lastAt, droppedBytes });
      assert.equal(readFileSync(path).length, lastAt, "repaired");
    }
  });

  it("a tail of zeros or of noise at any byte is cut off", async () => {
    await make("one", "two");
    const image = readFileSync(path);
    for (const fill of [0, 0xff, 0x01])
      for (let length = 1; length < 60; length += 1) {
        writeFileSync(path, Buffer.concat([image, Buffer.alloc(length, fill)]));
        const { records, file } = await contents();
        assert.deepEqual(records, ["one", "two"]);
        assert.equal(file.torn?.droppedBytes, length);
      }
  });

  it("records of one unfinished sync may be lost in any order", async () => {
    const file = open();
    file.append(bytes("durable"));
    await synced(file);
    const batch = ["a1", "b2", "c3"].map((name) => file.append(bytes(name)));
    await until(() => readFileSync(path).includes("c3"), { what: "the batch in the file" });
    const image = readFileSync(path);
    batch.forEach((position, index) => {
      const copy = Buffer.from(image);
      copy.fill(0, position, position + 18);
      writeFileSync(path, copy);
      const records: string[] = [];
      const reopened = open({ onRecord: (payload) => records.push(text(payload)) });
      assert.deepEqual(records, ["durable", "a1", "b2"].slice(0, 1 + index));
      assert.equal(reopened.torn?.offset, position);
    });
  });

  it("a file cut while it was made is made again", async () => {
    await make("one");
    const image = readFileSync(path);
    for (let length = 0; length < headBytes; length += 1) {
      writeFileSync(path, image.subarray(0, length));
      assert.deepEqual((await contents()).records, []);
      writeFileSync(path, Buffer.alloc(headBytes));
      assert.deepEqual((await contents()).records, []);
    }
  });

  it("appends after a repair are found again", async () => {
    const [, last = 0] = await make("one", "two");
    writeFileSync(path, readFileSync(path).subarray(0, last + 5));
    await make("three");
    assert.deepEqual((await contents()).records, ["one", "three"]);
  });
});

describe("record file: damage", () => {
  withFolder();

  it("any flipped bit of what was durable is found, with its place", async () => {
    const positions = await make("one", "two", "three");
    const image = readFileSync(path);
    for (let bit = headBytes * 8; bit < (positions[2] ?? 0) * 8; bit += 1) {
      flip(bit >> 3, 1 << (bit & 7));
      const position = positions.filter((start) => start * 8 <= bit).at(-1) ?? 0;
      assert.throws(() => open(), damagedAt(position), `bit ${bit}`);
      writeFileSync(path, image);
    }
    assert.deepEqual((await contents()).records, ["one", "two", "three"]);
  });

  it("a damaged record inside one sync that later records call durable", async () => {
    const file = open();
    const [first = 0] = ["a1", "b2"].map((name) => file.append(bytes(name)));
    await synced(file);
    file.append(bytes("c3"));
    await file.close();
    flip(first + recordHeadBytes);
    assert.throws(() => open(), damagedAt(first));
  });

  it("any flipped bit of the head", async () => {
    await make("one");
    const image = readFileSync(path);
    for (let bit = 0; bit < headBytes * 8; bit += 1) {
      flip(bit >> 3, 1 << (bit & 7));
      assert.throws(
        () => open(),
        ({ code }) => ["RECORD_FORMAT", "RECORD_DAMAGED", "RECORD_VERSION"].includes(code),
      );
      writeFileSync(path, image);
    }
  });

  it("another file, a text, another version", async () => {
    await make("one");
    const image = readFileSync(path);
    for (const other of ["site: here\n", "x".repeat(500)]) {
      writeFileSync(path, other);
      assert.throws(() => open(), { code: "RECORD_FORMAT" });
      assert.equal(readFileSync(path, "utf8"), other, "left alone");
    }
    const { crc32 } = await import("node:zlib");
    image.writeUInt32BE(2, 8);
    image.writeUInt32BE(crc32(image.subarray(0, 20)), 20);
    writeFileSync(path, image);
    assert.throws(() => open(), { code: "RECORD_VERSION" });
  });

  it("records of another file, or of another place, are none here", async () => {
    const [, second = 0] = await make("one", "two");
    const image = readFileSync(path);
    rmSync(path);
    await make("ONE", "TWO");
    const other = readFileSync(path);
    writeFileSync(path, Buffer.concat([image.subarray(0, second), other.subarray(second)]));
    assert.deepEqual((await contents()).records, ["one"]);
    writeFileSync(path, Buffer.concat([image, image.subarray(headBytes)]));
    assert.deepEqual((await contents()).records, ["one", "two"]);
  });

  it("a payload that looks like records is no record", async () => {
    await make("one");
    const image = readFileSync(path);
    const trap = Buffer.concat([image.subarray(headBytes), image, image]);
    const file = open();
    const position = file.append(trap);
    await file.close();
    writeFileSync(path, readFileSync(path).subarray(0, position + trap.length));
    const { records } = await contents();
    assert.deepEqual(records, ["one"]);
  });

  it("random damage never crashes, never invents a record, and is found or cut off", async () => {
    await make("one", "two", "three", "four");
    const image = readFileSync(path);
    const damage = fc.array(
      fc.record({ at: fc.nat(image.length - 1), byte: fc.nat(255) }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(damage, fc.nat(image.length), (hits, length) => {
        const copy = Buffer.from(image.subarray(0, length));
        for (const { at, byte } of hits) if (at < length) copy[at] = byte;
        writeFileSync(path, copy);
        const records: string[] = [];
        try {
          open({ onRecord: (payload) => records.push(text(payload)) });
        } catch (error) {
          assert.match((error as { code: string }).code, /^RECORD_/);
        }
        assert.deepEqual(records, ["one", "two", "three", "four"].slice(0, records.length));
      }),
      { numRuns: 500 },
    );
  });
});
