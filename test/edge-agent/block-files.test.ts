import assert from "node:assert/strict";
import fs, {
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decode, decodeHeader, encode, encodeHeader, isCoded, wire } from "@quorate/protocol";
import { BlockFiles } from "../../edge-agent/src/io/block-files.ts";
import type { ProcessLog } from "../../edge-agent/src/io/log.ts";

const zeros = "00".repeat(32);

/** A kilobyte each, so that 16 of them fill a file. */
const blockOf = (number: number): Uint8Array => {
  const header = encodeHeader({
    ...{ chain: zeros, number, previous: zeros, round: number, timeUs: number },
    ...{ firstSequence: number, entries: 1, root: zeros, stateRoot: zeros },
  });
  return encode(wire.Block, { header, entries: [new Uint8Array(1024)], ballots: [] });
};

const numberOf = (block: Uint8Array): number =>
  decodeHeader(decode(wire.Block, block, "BLOCK").header).number;

const codeThrown = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (isCoded(error)) return error.code;
    throw error;
  }
  return "";
};

let folder = "";
let lines: string[] = [];
const opened: BlockFiles[] = [];

const note = (stage: string, code: string, facts?: object): void => {
  lines.push(`${stage} ${code} ${JSON.stringify(facts ?? {})}`);
};
const log: ProcessLog = { debug: note, info: note, warn: note, error: note };

const open = (): BlockFiles => {
  const files = new BlockFiles(folder, log, 16 * 1024);
  opened.push(files);
  return files;
};

const synced = (files: BlockFiles): Promise<void> =>
  new Promise((resolve, reject) => {
    files.sync((error) => (error === null ? resolve() : reject(error)));
  });

/** Blocks 1 to `count` on the disk; a new file is begun when one is full and durable. */
const fill = async (count: number): Promise<void> => {
  const files = open();
  for (let number = 1; number <= count; number += 1) {
    files.append(blockOf(number));
    if (number % 8 === 0) await synced(files);
  }
  await files.close();
};

/** While `act` runs, a file can be made and its first bytes have no room. */
const withoutRoom = async (act: () => Promise<void>): Promise<void> => {
  const { writeSync } = fs;
  fs.writeSync = () => {
    throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  };
  syncBuiltinESMExports();
  try {
    await act();
  } finally {
    fs.writeSync = writeSync;
    syncBuiltinESMExports();
  }
};

const names = (): string[] => readdirSync(folder).sort();
const pathOf = (index: number): string => join(folder, names().at(index) as string);

describe("block files", function () {
  this.timeout(60_000);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "quorate-blocks-"));
    lines = [];
  });

  afterEach(async () => {
    for (const files of opened.splice(0)) await files.close().catch(() => undefined);
    rmSync(folder, { recursive: true });
  });

  it("every block is found again, in whichever file it lies", async () => {
    await fill(36);
    assert.equal(names().length, 3);
    const files = open();
    assert.equal(files.last, 36);
    for (const number of [36, 1, 16, 17, 20, 32, 33]) {
      assert.equal(numberOf(files.read(number)), number);
    }
    files.append(blockOf(37));
    assert.equal(numberOf(files.read(37)), 37);
  });

  it("a torn end of the newest file is cut off and told; the next block goes there", async () => {
    await fill(3);
    truncateSync(pathOf(0), statSync(pathOf(0)).size - 100);
    const files = open();
    assert.equal(files.last, 2);
    assert.ok(lines.some((line) => line.includes("RECORD_TORN")));
    files.append(blockOf(3));
    await synced(files);
    await files.close();
    assert.equal(numberOf(open().read(3)), 3);
  });

  it("a changed byte before what is durable is no torn end: the start says so", async () => {
    await fill(20);
    const files = open();
    // The next record says that those before it were durable.
    files.append(blockOf(21));
    await synced(files);
    await files.close();
    const bytes = readFileSync(pathOf(-1));
    bytes[2000] = (bytes[2000] as number) ^ 1;
    writeFileSync(pathOf(-1), bytes);
    assert.equal(codeThrown(open), "RECORD_DAMAGED");
  });

  it("files under each other's names are noticed", async () => {
    await fill(36);
    const [first, second, third] = names() as [string, string, string];
    renameSync(join(folder, second), join(folder, "kept"));
    renameSync(join(folder, third), join(folder, second));
    renameSync(join(folder, "kept"), join(folder, third));
    assert.equal(codeThrown(open), "BLOCKS_MISSING");
    renameSync(join(folder, first), join(folder, "kept"));
    assert.equal(codeThrown(open), "BLOCKS_MISSING");
  });

  it("without its first blocks a log does not open", async () => {
    await fill(20);
    rmSync(pathOf(0));
    assert.equal(codeThrown(open), "BLOCKS_MISSING");
  });

  it("a lost file in the middle costs its blocks alone, and gives no others", async () => {
    await fill(36);
    rmSync(pathOf(1));
    const files = open();
    assert.equal(codeThrown(() => files.read(20)), "BLOCKS_MISSING");
    assert.equal(numberOf(files.read(3)), 3);
    assert.equal(numberOf(files.read(34)), 34);
  });

  it("so does a cut end of an older file", async () => {
    await fill(36);
    truncateSync(pathOf(0), statSync(pathOf(0)).size - 100);
    const files = open();
    assert.equal(codeThrown(() => files.read(16)), "BLOCKS_MISSING");
    assert.equal(numberOf(files.read(15)), 15);
    assert.equal(numberOf(files.read(17)), 17);
  });

  it("a file that could not be begun is not there: a start finds every block", async () => {
    const files = open();
    for (let number = 1; number <= 16; number += 1) files.append(blockOf(number));
    await withoutRoom(() => synced(files));
    assert.ok(lines.some((line) => line.includes("BLOCKS_WRITE")));
    assert.equal(names().length, 1, names().join(" "));
    for (let number = 17; number <= 40; number += 1) {
      files.append(blockOf(number));
      if (number % 4 === 0) await synced(files);
    }
    await files.close();
    assert.ok(names().length > 1);
    const again = open();
    for (let number = 1; number <= 40; number += 1)
      assert.equal(numberOf(again.read(number)), number);
  });
});
