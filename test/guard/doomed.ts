/**
 * A guard in a process of its own that ends it, by SIGKILL, at one of its write points: what
 * happens between the adapter or fence and the guard is all that this file adds to a guard.
 */
import { readFileSync } from "node:fs";
import { type DeviceAdapter, openAdapters } from "@quorate/device-adapters";
import { decodeRecord, type GuardEdge, type GuardHome, startGuard } from "@quorate/guard";
import { openFence } from "../../guard/src/fence-file.ts";

export type Doom = "before-fence" | "before-write" | "after-write" | "before-report";

export interface Job {
  readonly home: Omit<GuardHome, "seed"> & { readonly seed: string };
  readonly doom: Doom;
  /** Place of the command that is not survived. */
  readonly sequence: number;
}

const path = process.argv[2];
if (path === undefined) throw new Error("which job?");
const { home, doom, sequence } = JSON.parse(readFileSync(path, "utf8")) as Job;

const die = (): Promise<never> => {
  process.kill(process.pid, "SIGKILL");
  return new Promise(() => {});
};

const dooming = (adapter: DeviceAdapter): DeviceAdapter => {
  const write = adapter.write.bind(adapter);
  adapter.write = async (order, withinMs) => {
    if (order.sequence !== sequence) return write(order, withinMs);
    if (doom === "before-write") return die();
    const results = await write(order, withinMs);
    return doom === "after-write" ? die() : results;
  };
  return adapter;
};

const isDoomed = (payload: Uint8Array): boolean => {
  const record = decodeRecord(payload);
  if (record.kind === "attempting") return doom === "before-fence" && record.sequence === sequence;
  if (record.kind !== "outcome" || doom !== "before-report") return false;
  return record.report.deviceSequence === sequence;
};

const edge: GuardEdge = {
  openFence: async (folder, owner) => {
    const { file, ...rest } = await openFence(folder, owner);
    const append = file.append.bind(file);
    const doomed = Object.create(file) as typeof file;
    doomed.append = (payload) => {
      if (isDoomed(payload)) void die();
      return append(payload);
    };
    doomed.sync = (done) => file.sync(done);
    doomed.close = () => file.close();
    return { ...rest, file: doomed };
  },
  openAdapters: (devices, options) => {
    const adapters = openAdapters(devices, options);
    return new Map([...adapters].map(([name, adapter]) => [name, dooming(adapter)]));
  },
};

await startGuard({ ...home, seed: Buffer.from(home.seed, "hex") }, edge);
