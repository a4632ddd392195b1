import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CodedError, type Hex } from "@quorate/protocol";
import {
  createFile,
  openRecordFile,
  type RecordFile,
  replaceRecordFile,
  resyncFile,
  syncFolder,
} from "@quorate/protocol/node";
import { shortenFence } from "./fence.ts";
import { encodeRecord } from "./fence-record.ts";

/** A fence file longer than this is shortened at start. */
const shortenAbove = 20_000;

export interface OpenFence {
  readonly file: RecordFile;
  readonly records: readonly Uint8Array[];
  /** An engineer asked that agents tell where it is to go on; `resumed` ends the wish. */
  readonly resync: boolean;
  resumed(): void;
}

const lost = (path: string): CodedError =>
  new CodedError("FENCE_LOST", `this guard has run before, and its fence file ${path} is gone`, {
    remedy:
      "nothing is written without it, or commands could be written twice: be sure that no other " +
      "process has its key, then let the agents tell where it stood with quorate resync",
  });

/**
 * Opens the fence file of a home. It is made at the first start only: a marker file beside it says
 * that there was one, so that a lost fence is not mistaken for a new guard's (S4). Another marker,
 * of `quorate resync` and `quorate restore`, says that it was lost or is an old copy.
 * Throws FENCE_LOST, RECORD_DAMAGED, RECORD_OPEN.
 */
export const openFence = async (
  home: string,
  owner: { readonly chain: Hex; readonly guard: Hex },
): Promise<OpenFence> => {
  const path = join(home, "fence");
  const marker = join(home, "fence.made");
  const wish = join(home, resyncFile);
  const resync = existsSync(wish);
  if (existsSync(marker) && !existsSync(path) && !resync) throw lost(path);
  let { file, records } = read(path);
  if (records.length > shortenAbove) {
    await file.close();
    replaceRecordFile(path, shortenFence(records));
    ({ file, records } = read(path));
  }
  if (records.length === 0) {
    if (existsSync(marker) && !resync) {
      await file.close();
      throw lost(path);
    }
    const head = encodeRecord({ kind: "head", ...owner });
    file.append(head);
    await durable(file);
    records.push(head);
  }
  if (!existsSync(marker)) createFile(marker, new TextEncoder().encode("the fence file exists\n"));
  const resumed = (): void => {
    rmSync(wish, { force: true });
    syncFolder(home);
  };
  return { file, records, resync, resumed };
};

const read = (path: string): { file: RecordFile; records: Uint8Array[] } => {
  const records: Uint8Array[] = [];
  const file = openRecordFile(path, { onRecord: (payload) => records.push(payload) });
  return { file, records };
};

const durable = (file: RecordFile): Promise<void> =>
  new Promise((resolve, reject) => {
    file.sync((error) => (error === null ? resolve() : reject(error)));
  });
