import { link, snapshotNow, state } from "../live/live.ts";
import { makeStore } from "../ui/store.ts";
import type { AuditNews, AuditOrder } from "./audit-worker.ts";
import workerUrl from "./audit-worker.ts?worker&url";

const blocksEach = 64;
/** The worker is given the next blocks when it has told of these; then it waits so long, ms. */
const pauseMs = 1000;

export interface Audit {
  readonly state: "idle" | "running" | "broken";
  readonly from: number;
  readonly to: number;
  readonly entries: number;
  readonly hash: string;
  readonly fault: {
    readonly block: number;
    readonly code: string;
    readonly message: string;
  } | null;
}

const nothing: Audit = { state: "idle", from: 0, to: 0, entries: 0, hash: "", fault: null };

/** What this browser itself has verified of the ordered log. */
export const audit = makeStore<Audit>(nothing);

interface ScriptPolicy {
  createScriptURL(url: string): string;
}

declare const trustedTypes:
  | { createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy }
  | undefined;

/** The only thing that this page may load as a script by itself is this one worker. */
const policy: ScriptPolicy = (
  typeof trustedTypes === "undefined"
    ? { createPolicy: (_: string, rules: ScriptPolicy) => rules }
    : trustedTypes
).createPolicy("quorate-worker", {
  createScriptURL: (url) => {
    if (url !== workerUrl) throw new TypeError(`no worker of this page: ${url}`);
    return url;
  },
});

let worker: Worker | null = null;
let timer = 0;

const order = (message: AuditOrder): void => worker?.postMessage(message);

const feed = async (next: number): Promise<void> => {
  if (worker === null) return;
  try {
    if (next <= snapshotNow().log.block) {
      const from = Math.max(next, snapshotNow().log.firstBlock);
      const answer = await link.ask({ kind: "askBlocks", from, limit: blocksEach }, "blocks");
      if (answer.blocks.length > 0)
        return order({ kind: "blocks", from: answer.from, blocks: answer.blocks });
    }
  } catch {
    // No contact: the next turn asks again.
  }
  timer = window.setTimeout(() => void feed(next), pauseMs);
};

/** Begins at the oldest block that the server keeps, and goes on with the log. */
export const startAudit = (): void => {
  stopAudit();
  if (state.snapshot === null) return;
  worker = new Worker(policy.createScriptURL(workerUrl), { type: "module" });
  worker.onmessage = ({ data }: MessageEvent<AuditNews>) => {
    if (data.kind === "broken") {
      audit.set({ ...audit.get(), state: "broken", fault: data });
      worker?.terminate();
      worker = null;
      return;
    }
    const { from, to, entries, hash } = data;
    audit.set({ state: "running", from, to, entries, hash, fault: null });
    void feed(to + 1);
  };
  audit.set({ ...nothing, state: "running" });
  order({ kind: "begin", site: snapshotNow().site });
  void feed(1);
};

export const stopAudit = (): void => {
  window.clearTimeout(timer);
  worker?.terminate();
  worker = null;
  audit.set(nothing);
};
