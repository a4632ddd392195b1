import {
  alarmActionId,
  type AlarmVerdict,
  blockHash,
  type BlockHeader,
  commandId,
  encodeEntry,
  encodeHeader,
  type Entry,
  type Envelope,
  type Hex,
  LogExport,
  merkleRoot,
  merkleTree,
  type Report,
  sha256,
  signAlarmAction,
  signApproval,
  signReport,
  type Site,
  toHex,
  utf8,
  type WireBlock,
} from "@quorate/protocol";
import { ballotOf, beginMs, chain, newCommand, permitOf, signerOf, testSite } from "./sealed.ts";

/** The site of the protocol's tests with a second operator. */
export const auditSite = (): Site => {
  const site = testSite();
  const bo = { name: "bo", key: toHex(signerOf("bo").publicKey), roles: ["operator"] };
  return { ...site, operators: [...site.operators, bo] };
};

export interface BlockChanges {
  readonly header?: Partial<BlockHeader>;
  /** Agents that sign it; three of four where absent. */
  readonly signers?: readonly number[];
  /** Changes entries after they were hashed into the root. */
  readonly entries?: (entries: readonly Uint8Array[]) => readonly Uint8Array[];
}

/** Writes a chain of blocks as agents that keep every rule would, or as the changes say. */
export class ChainWriter {
  readonly blocks: WireBlock[] = [];
  private previous: Hex = toHex(chain);
  private sequence = 1;

  add(items: readonly Entry["item"][], changes: BlockChanges = {}): this {
    const number = this.blocks.length + 1;
    const timeUs = (beginMs + number * 1000) * 1000;
    const entries = items.map((item, index) =>
      encodeEntry({ sequence: this.sequence + index, timeUs: timeUs - items.length + index, item }),
    );
    const header = encodeHeader({
      ...{ chain: toHex(chain), number, previous: this.previous, round: number * 2, timeUs },
      ...{ firstSequence: this.sequence, entries: entries.length },
      root: toHex(merkleRoot(merkleTree(entries))),
      stateRoot: toHex(sha256(utf8(`state ${number}`))),
      ...changes.header,
    });
    const ballots = (changes.signers ?? [0, 1, 3]).map((agent) => ballotOf({ header }, agent));
    this.blocks.push({ header, entries: changes.entries?.(entries) ?? entries, ballots });
    this.previous = blockHash(chain, header);
    this.sequence += items.length;
    return this;
  }
}

export const reportOf = (
  command: Envelope,
  fields: Partial<Report> = {},
  guard = "g",
): Entry["item"] => ({
  kind: "report",
  report: signReport(chain, signerOf(guard), {
    ...{ device: "tank", deviceSequence: 1, id: commandId(chain, command), outcome: "confirmed" },
    ...{ code: "", detail: "", closing: "", points: [{ point: "level", asked: 20, code: "" }] },
    ...{ writtenMs: beginMs + 5, finishedMs: beginMs + 9 },
    ...fields,
  }),
});

export const denyOf = (command: Envelope): Entry["item"] => ({
  ...{ kind: "verdict", id: commandId(chain, command), decision: "deny", code: "POLICY_LIMIT" },
  ...{ detail: "too much", deviceSequence: 0, previous: "", command },
});

export const waitOf = (command: Envelope): Entry["item"] => ({
  ...{ kind: "verdict", id: commandId(chain, command), decision: "wait", code: "" },
  ...{ detail: "2 operators must sign", deviceSequence: 0, previous: "", command },
});

export const approvalOf = (command: Envelope, by = "bo"): Entry["item"] => ({
  kind: "approval",
  approval: signApproval(chain, signerOf(by), commandId(chain, command)),
});

export const closingOf = (command: Envelope, sequence: number, previous: Hex): Entry["item"] => ({
  ...{ kind: "closing", id: commandId(chain, command), code: "CERTIFICATE_LATE", device: "tank" },
  ...{ detail: "", deviceSequence: sequence, previous },
});

export const alarmOf = (action: Envelope, changes: Partial<AlarmVerdict> = {}): AlarmVerdict => ({
  ...{ kind: "alarm", id: alarmActionId(chain, action), decision: "permit", code: "", detail: "" },
  action,
  ...changes,
});

export const newAction = (by = "ann"): Envelope =>
  signAlarmAction(chain, signerOf(by), {
    ...{ alarm: "tank/level/high", action: "acknowledge", raisedMs: beginMs },
    ...{ notAfterMs: beginMs + 10_000, nonce: new Uint8Array(16) },
  });

/** Three commands with every kind of entry: one confirmed, one denied, one approved and closed. */
export const goodChain = (): ChainWriter => {
  const [first, second, third] = [newCommand(), newCommand(), newCommand()];
  const firstId = commandId(chain, first);
  return new ChainWriter()
    .add([permitOf(first), denyOf(second)])
    .add([reportOf(first), waitOf(third), alarmOf(newAction())])
    .add([approvalOf(third), permitOf(third, 2, firstId), closingOf(third, 2, firstId)])
    .add([reportOf(third, { deviceSequence: 2, outcome: "skipped", closing: "skipped" })]);
};

/** One part of an exported file, by the name that a fault in it has to mention. */
export interface Part {
  readonly name: "head" | "block" | "tail";
  readonly block: number;
  readonly from: number;
  readonly to: number;
}

export interface ExportedLog {
  readonly bytes: Uint8Array;
  readonly parts: readonly Part[];
}

export const exported = (blocks: readonly WireBlock[], site = auditSite()): ExportedLog => {
  const writer = new LogExport(site);
  const records = [writer.head(), ...blocks.map((block) => writer.block(block))];
  const all = [...records, writer.tail()];
  const bytes = Buffer.concat(all);
  let from = 0;
  const parts = all.map((record, index): Part => {
    const name = index === 0 ? "head" : index === all.length - 1 ? "tail" : "block";
    const part: Part = { name, block: index, from, to: from + record.length };
    from += record.length;
    return part;
  });
  return { bytes: new Uint8Array(bytes), parts };
};
