import { createHash } from "node:crypto";
import {
  blockHash,
  type CheckedBlock,
  CodedError,
  type Entry,
  encodeHeader,
  hexBytes,
  LogAudit,
  LogExport,
  readCommand,
  readReport,
  type Site,
  type VerifySignature,
} from "@quorate/protocol";
import { nodeVerify } from "@quorate/protocol/node";
import { BlockFiles } from "../../edge-agent/src/io/block-files.ts";
import { BlockLog } from "../../edge-agent/src/log.ts";
import { outcomeOfDenial } from "../../edge-agent/src/machine.ts";

/** A command as the certified log has it. */
export interface LoggedCommand {
  readonly id: string;
  readonly device: string;
  /** Its place in the device's chain; 0 when it was denied. */
  readonly deviceSequence: number;
  readonly points: readonly string[];
  readonly value: number;
  readonly notAfterMs: number;
  end: { readonly outcome: string; readonly code: string } | null;
}

export interface AgentLog {
  readonly agent: string;
  /** Of block 1, 2, ... */
  readonly hashes: readonly string[];
  /** What the audit found wrong; empty when all of it stands. */
  readonly broken: string;
  readonly commands: ReadonlyMap<string, LoggedCommand>;
  /** Codes of further verdicts on commands that had one, by command. */
  readonly repeated: ReadonlyMap<string, string>;
}

/** The four logs hold the same signatures: each is checked once. */
export const rememberingVerify = (): VerifySignature => {
  const good = new Set<string>();
  return (key, message, signature) => {
    const digest = createHash("sha256");
    for (const part of [key, message, signature]) digest.update(part).update(String(part.length));
    const name = digest.digest("base64");
    if (good.has(name)) return true;
    const isGood = nodeVerify(key, message, signature);
    if (isGood) good.add(name);
    return isGood;
  };
};

const noteEntry = (
  commands: Map<string, LoggedCommand>,
  repeated: Map<string, string>,
  chain: Uint8Array,
  { item }: Entry,
): void => {
  if (item.kind === "verdict" && item.decision !== "wait") {
    const { device, writes, notAfterMs } = readCommand(chain, item.command);
    const { id, deviceSequence, decision, code } = item;
    if (commands.has(id)) repeated.set(id, code);
    else commands.set(id, {
      ...{ id, device, deviceSequence, notAfterMs },
      ...{ points: writes.map(({ point }) => point), value: Number(writes[0]?.value) },
      end: decision === "deny" ? { outcome: outcomeOfDenial(code), code } : null,
    });
  } else if (item.kind === "report") {
    const { id, outcome, code } = readReport(item.report);
    const command = commands.get(id);
    if (command !== undefined) command.end = { outcome, code };
  }
};

/** Audits the log in one agent's folder as `quorate export` and `quorate verify` do. */
export const auditLog = (
  site: Site,
  agent: string,
  home: string,
  verify: VerifySignature,
): AgentLog => {
  const chain = hexBytes(site.chain);
  const hashes: string[] = [];
  const commands = new Map<string, LoggedCommand>();
  const repeated = new Map<string, string>();
  const onBlock = ({ header, entries }: CheckedBlock): void => {
    hashes.push(blockHash(chain, encodeHeader(header)));
    for (const entry of entries) noteEntry(commands, repeated, chain, entry);
  };
  const audit = new LogAudit(site, verify, onBlock);
  let broken = "";
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  try {
    const files = new BlockFiles(home, quiet);
    const log = new BlockLog(files);
    const out = new LogExport(site);
    audit.take(out.head());
    for (let number = 1; number <= log.last; number += 1) {
      const block = log.block(number);
      if (block !== undefined) audit.take(out.block(block));
    }
    audit.take(out.tail());
    audit.end();
    void files.close();
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    broken = `${error.code}: ${error.message}`;
  }
  return { agent, hashes, broken, commands, repeated };
};

