import { existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { CodedError, codeOf, type Hex, type RecordLog } from "@quorate/protocol";
import {
  createFile,
  openRecordFile,
  type RecordDisk,
  type RecordFile,
  replaceRecordFile,
  resyncFile,
  syncFolder,
} from "@quorate/protocol/node";
import { encodeRecord } from "./fence-record.ts";
import { guardLimits } from "./limits.ts";
import { ShortFence } from "./short-fence.ts";

export interface FenceFileOptions {
  /** Told when the file could not be written anew: it goes on growing. */
  readonly onFailed?: (error: CodedError) => void;
  /** Records by which it has grown when it is written anew; `guardLimits` where absent. */
  readonly rewriteAfter?: number;
  /** Between two slices of its writing anew, ms; `guardLimits` where absent. */
  readonly sliceEveryMs?: number;
  /** What writes and syncs; replaced in tests that look at the disk at every step. */
  readonly disk?: RecordDisk;
}

export interface OpenFence {
  readonly file: RecordLog & { close(): Promise<void> };
  readonly records: readonly Uint8Array[];
  /** An engineer asked that agents tell where it is to go on; `resumed` ends the wish. */
  readonly resync: boolean;
  resumed(): void;
}

type Done = (error: Error | null) => void;

const lost = (path: string): CodedError =>
  new CodedError("FENCE_LOST", `this guard has run before, and its fence file ${path} is gone`, {
    remedy:
      "nothing is written without it, or commands could be written twice: be sure that no other " +
      "process has its key, then let the agents tell where it stood with quorate resync",
  });

/**
 * Opens the fence file of a home. It is made at the first start only: a marker file beside it says
 * that there was one, so that a lost fence is not mistaken for a new guard's (S4). Another marker,
 * of `quorate resync` and `quorate restore`, says that it was lost or is an old copy. A file of any
 * length is read in bounded memory, and shortened (S9).
 * Throws FENCE_LOST, FENCE_DAMAGED, RECORD_DAMAGED, RECORD_OPEN.
 */
export const openFence = async (
  home: string,
  owner: { readonly chain: Hex; readonly guard: Hex },
  options: FenceFileOptions = {},
): Promise<OpenFence> => {
  const path = join(home, "fence");
  const marker = join(home, "fence.made");
  const wish = join(home, resyncFile);
  const resync = existsSync(wish);
  if (existsSync(marker) && !existsSync(path) && !resync) throw lost(path);
  let found = read(path, options);
  if (found.positions.length > (options.rewriteAfter ?? guardLimits.fenceFileRecords)) {
    await found.file.close();
    try {
      replaceRecordFile(path, found.records);
    } catch (error) {
      // A disk without room for it: the old file is as good, only long.
      options.onFailed?.(rewriteError(path, error));
    }
    found = read(path, options);
  }
  const { file, records, positions } = found;
  if (records.length === 0) {
    if (existsSync(marker) && !resync) {
      await file.close();
      throw lost(path);
    }
    const head = encodeRecord({ kind: "head", ...owner });
    positions.push(file.append(head));
    await durable(file);
    records.push(head);
  }
  if (!existsSync(marker)) createFile(marker, new TextEncoder().encode("the fence file exists\n"));
  const resumed = (): void => {
    rmSync(wish, { force: true });
    syncFolder(home);
  };
  return { file: new FenceFile(file, positions, options), records, resync, resumed };
};

interface Found {
  readonly file: RecordFile;
  /** Those that are needed. */
  readonly records: Uint8Array[];
  /** Of all. */
  readonly positions: number[];
}

const read = (path: string, options: FenceFileOptions): Found => {
  const short = new ShortFence();
  const positions: number[] = [];
  const file = openRecordFile(path, {
    ...diskOf(options),
    onRecord: (payload, position) => {
      short.add(payload);
      positions.push(position);
    },
  });
  return { file, records: short.records(), positions };
};

const diskOf = ({ disk }: FenceFileOptions): { disk?: RecordDisk } =>
  disk === undefined ? {} : { disk };

/** On a full disk its bytes are what the old file needs. */
const takeAway = (path: string): void => {
  try {
    rmSync(path, { force: true });
  } catch {
    // A disk that cannot do that either; the next one that is made takes its place.
  }
};

const rewriteError = (path: string, cause: unknown): CodedError =>
  new CodedError("FENCE_REWRITE", `cannot write ${path} anew: ${codeOf(cause)}`, { cause });

const durable = (file: RecordFile): Promise<void> =>
  new Promise((resolve, reject) => {
    file.sync((error) => (error === null ? resolve() : reject(error)));
  });

/**
 * The fence file of a running guard. Once it has grown by a lot it is written anew beside itself, a
 * little at a time, while the old file takes what comes; all of it is in the new one, and durable
 * there, before that takes the old one's place. Only for this last step appends wait, and nothing
 * is called durable that stands in neither (S4): a crash at any time leaves the one file or the
 * other, and both have all that was ever answered for.
 */
class FenceFile implements RecordLog {
  private file: RecordFile;
  private readonly options: FenceFileOptions;
  /** Of the records in the file. */
  private positions: number[];
  /** Records that it had when it was last written anew, or that was last given up. */
  private base: number;
  /** What the old file got since the new one was begun, and the new one has not. */
  private behind: Uint8Array[] | null = null;
  /** What comes while the new file takes its place, in its order. */
  private held: (Uint8Array | Done)[] | null = null;
  private rewriting: Promise<void> | null = null;
  private broken: CodedError | null = null;
  private closed = false;

  constructor(file: RecordFile, positions: number[], options: FenceFileOptions) {
    this.file = file;
    this.positions = positions;
    this.options = options;
    this.base = this.rewriteAfter < positions.length ? positions.length : 0;
  }

  append(payload: Uint8Array): void {
    if (this.held !== null) {
      this.held.push(payload);
      return;
    }
    this.positions.push(this.file.append(payload));
    this.behind?.push(payload);
    if (this.positions.length - this.base < this.rewriteAfter) return;
    if (!this.closed) this.rewriting ??= this.rewrite();
  }

  sync(done: Done): void {
    const { broken } = this;
    if (this.held !== null) this.held.push(done);
    else if (broken !== null) process.nextTick(() => done(broken));
    else this.file.sync(done);
  }

  /** Makes all durable and closes. Rejects with the error that prevented it. */
  async close(): Promise<void> {
    this.closed = true;
    await this.rewriting;
    await this.file.close();
  }

  private get rewriteAfter(): number {
    return this.options.rewriteAfter ?? guardLimits.fenceFileRecords;
  }

  /** Never rejects: until the new file has its place the old one is as good as ever. */
  private async rewrite(): Promise<void> {
    const { file: old } = this;
    const { path } = old;
    const next = `${path}.new`;
    let made: RecordFile | null = null;
    this.behind = [];
    try {
      const records = await this.shortened();
      rmSync(next, { force: true });
      made = openRecordFile(next, diskOf(this.options));
      const positions = await this.copy(records, made);
      this.held = [];
      // The old file's last answers come before any of the new one's.
      await durable(old);
      for (const payload of this.behind) positions.push(made.append(payload));
      await durable(made);
      made.moveTo(path);
      [this.file, this.positions] = [made, positions];
      this.settle(dirname(path));
    } catch (error) {
      if (!this.closed) this.options.onFailed?.(rewriteError(path, error));
    }
    this.base = this.positions.length;
    this.behind = null;
    this.release();
    const unused = this.file === made ? old : made;
    await unused?.close().catch(() => {});
    if (unused === made) takeAway(next);
    this.rewriting = null;
  }

  /** The old file's records that are needed, up to here. */
  private async shortened(): Promise<Uint8Array[]> {
    const short = new ShortFence();
    const positions = this.positions.slice();
    for (let start = 0; start < positions.length; start += guardLimits.fenceSliceRecords) {
      await this.pause();
      const slice = positions.slice(start, start + guardLimits.fenceSliceRecords);
      for (const payload of this.file.readEach(slice)) short.add(payload);
    }
    return short.records();
  }

  /** Them, and of what came meanwhile all but a little. */
  private async copy(records: readonly Uint8Array[], to: RecordFile): Promise<number[]> {
    const positions: number[] = [];
    for (const [index, payload] of records.entries()) {
      if (index % guardLimits.fenceSliceRecords === 0) await this.pause();
      if (index % guardLimits.fenceTrimRecords === 0) await durable(to);
      positions.push(to.append(payload));
    }
    for (const payload of this.behind?.splice(0) ?? []) positions.push(to.append(payload));
    await durable(to);
    return positions;
  }

  private async pause(): Promise<void> {
    await wait(this.options.sliceEveryMs ?? guardLimits.fenceSliceEveryMs);
    if (this.closed) throw new CodedError("RECORD_CLOSED", "the fence file is closed");
  }

  /**
   * Before this a crash could bring the old file back, which lacks what comes next. Where it fails
   * whoever asks hears it from now on, and the guard writes no more.
   */
  private settle(home: string): void {
    try {
      syncFolder(home);
    } catch (error) {
      const message = `cannot sync ${home}: ${codeOf(error)}`;
      this.broken = new CodedError("RECORD_WRITE", message, { cause: error });
    }
  }

  private release(): void {
    const held = this.held ?? [];
    this.held = null;
    for (const item of held)
      if (typeof item === "function") this.sync(item);
      else this.append(item);
  }
}
