import { readAlarmAction, verifyAlarmAction } from "./alarm.ts";
import { type Ballot, readBallot, verifyBallot } from "./ballot.ts";
import {
  type BlockHeader,
  blockHash,
  type Closing,
  decodeEntry,
  decodeHeader,
  type Entry,
  type Verdict,
} from "./block.ts";
import { type Hex, hexBytes, sameBytes, toHex } from "./bytes.ts";
import { openApproval, readCommand, verifyCommand } from "./command.ts";
import type { SealContext } from "./envelope.ts";
import { CodedError, isCoded } from "./errors.ts";
import { merkleRoot, merkleTree } from "./merkle.ts";
import { readReport, verifyReport } from "./report.ts";
import { findDevice, isQuorum, type Site } from "./site.ts";
import type { Envelope, WireBlock } from "./wire.ts";

/** A permitted command in its device's chain (S3). */
interface Link {
  readonly sequence: number;
  readonly id: Hex;
}

/** Where the next block has to join on. `devices` is null when earlier blocks were not seen. */
export interface ChainPlace {
  readonly number: number;
  readonly previous: Hex;
  readonly firstSequence: number;
  readonly timeUs: number;
  readonly devices: ReadonlyMap<string, DeviceChain> | null;
}

/** One device: its last permitted command, and those that no report has ended. */
interface DeviceChain {
  readonly last: Link;
  readonly open: ReadonlyMap<Hex, number>;
}

export interface CheckedBlock {
  readonly header: BlockHeader;
  readonly entries: readonly Entry[];
  /** Roster indices of the agents whose ballots stand under it. */
  readonly agents: readonly number[];
  readonly next: ChainPlace;
}

/** The place of a chain's first block. */
export const startOf = (site: Site): ChainPlace => ({
  ...{ number: 1, previous: site.chain, firstSequence: 1, timeUs: 0, devices: new Map() },
});

const detail = (error: unknown): string => {
  if (!isCoded(error)) throw error;
  return `${error.code} (${error.message})`;
};

/** Runs a step; its coded error becomes one that names the broken item. */
const step = <T>(code: string, item: string, action: () => T): T => {
  try {
    return action();
  } catch (error) {
    throw new CodedError(code, `${item}: ${detail(error)}`);
  }
};

const checkJoin = (site: Site, header: BlockHeader, after: ChainPlace | null): void => {
  const broken = (what: string): CodedError =>
    new CodedError("AUDIT_BLOCK", `block ${after?.number ?? header.number}: ${what}`);
  if (after !== null && header.number !== after.number)
    throw broken(`its number is ${header.number}`);
  if (header.chain !== site.chain) throw broken("it belongs to another chain");
  if (after === null) return;
  if (header.previous !== after.previous)
    throw broken("it does not name the hash of the block before it");
  if (header.firstSequence !== after.firstSequence)
    throw broken(`its first sequence is ${header.firstSequence}, not ${after.firstSequence}`);
  if (header.timeUs < after.timeUs) throw broken("its time is before that of the block before it");
};

/** Which ballots are not over this header: all of them, and then it is the header that is wrong. */
const checkHeaders = (
  site: Site,
  header: BlockHeader,
  bytes: Uint8Array,
  ballots: readonly Ballot[],
): void => {
  const others = ballots.filter((ballot) => !sameBytes(ballot.headerBytes, bytes));
  const [first] = others;
  if (first === undefined) return;
  if (others.length === ballots.length)
    throw new CodedError(
      "AUDIT_BLOCK",
      `block ${header.number}: its header is not the one that the ballots are over`,
    );
  const name = site.agents[first.agent]?.name ?? `agent ${first.agent}`;
  const item = `block ${header.number}, ballot of ${name}`;
  throw new CodedError("AUDIT_BALLOT", `${item}: not over this block's header`);
};

const checkBallots = (
  context: SealContext,
  site: Site,
  number: number,
  envelopes: readonly Envelope[],
  ballots: readonly Ballot[],
): void => {
  const seen = new Set<number>();
  ballots.forEach((ballot, index) => {
    const name = site.agents[ballot.agent]?.name ?? `agent ${ballot.agent}`;
    const item = `block ${number}, ballot of ${name}`;
    step("AUDIT_BALLOT", item, () =>
      verifyBallot(context, site, envelopes[index] as Envelope, ballot),
    );
    if (seen.has(ballot.agent))
      throw new CodedError("AUDIT_BALLOT", `${item}: it stands there twice`);
    seen.add(ballot.agent);
  });
  const n = site.agents.length;
  if (isQuorum(ballots.length, n)) return;
  const item = `block ${number}, ballots`;
  throw new CodedError("AUDIT_BALLOT", `${item}: ${ballots.length} of ${n} agents are no quorum`);
};

/** The signatures inside an entry, and what it says of itself. */
const checkSigned = (context: SealContext, site: Site, { item }: Entry): void => {
  if (item.kind === "verdict") {
    const command = readCommand(context.chain, item.command);
    const known = [...site.operators, ...site.gateways].some(({ key }) => key === command.operator);
    if (!known) throw new CodedError("COMMAND_KEY_UNKNOWN", "its signer is not in the site file");
    verifyCommand(context, item.command, command);
    if (item.id !== command.id)
      throw new CodedError("VERDICT_ID", "the verdict does not name its command's id");
    if ((item.decision === "permit") !== item.deviceSequence > 0)
      throw new CodedError("VERDICT_SEQUENCE", "only what is permitted has a device sequence");
  } else if (item.kind === "report") {
    const report = readReport(item.report);
    const guard = findDevice(site, report.device)?.guard;
    if (site.guards.find(({ name }) => name === guard)?.key !== report.guard)
      throw new CodedError("REPORT_GUARD", `not signed by the guard of ${report.device}`);
    verifyReport(context, item.report, report);
  } else if (item.kind === "approval") {
    const { operator } = openApproval(context, item.approval);
    if (!site.operators.some(({ key }) => key === operator))
      throw new CodedError("APPROVAL_KEY_UNKNOWN", "its signer is not in the site file");
  } else if (item.kind === "alarm") {
    const action = readAlarmAction(context.chain, item.action);
    if (!site.operators.some(({ key }) => key === action.operator))
      throw new CodedError("ALARM_KEY_UNKNOWN", "its signer is not in the site file");
    verifyAlarmAction(context, item.action, action);
    if (item.id !== action.id)
      throw new CodedError("VERDICT_ID", "the verdict does not name its alarm action's id");
  }
};

type Devices = Map<string, DeviceChain>;

const emptyChain: DeviceChain = { last: { sequence: 0, id: "" }, open: new Map() };

const permitted = (chain: Uint8Array, devices: Devices, item: Verdict): void => {
  const { device } = readCommand(chain, item.command);
  const { last, open } = devices.get(device) ?? emptyChain;
  if (item.deviceSequence !== last.sequence + 1)
    throw new CodedError(
      "DEVICE_SEQUENCE",
      `it is number ${item.deviceSequence} of ${device}, after number ${last.sequence}`,
    );
  if (item.previous !== last.id)
    throw new CodedError("DEVICE_PREVIOUS", `it does not name the command of ${device} before it`);
  devices.set(device, {
    last: { sequence: item.deviceSequence, id: item.id },
    open: new Map([...open, [item.id, item.deviceSequence]]),
  });
};

const isOpen = (devices: Devices, device: string, id: Hex, sequence: number): boolean =>
  devices.get(device)?.open.get(id) === sequence;

const closed = (devices: Devices, item: Closing): void => {
  if (!isOpen(devices, item.device, item.id, item.deviceSequence))
    throw new CodedError("CLOSING_UNKNOWN", `no open command of ${item.device} is this one`);
};

const reported = (devices: Devices, envelope: Envelope): void => {
  const { device, id, deviceSequence } = readReport(envelope);
  const known = devices.get(device);
  if (known === undefined || !isOpen(devices, device, id, deviceSequence))
    throw new CodedError("REPORT_UNKNOWN", `no open command of ${device} is this one`);
  const open = new Map(known.open);
  open.delete(id);
  devices.set(device, { ...known, open });
};

/** S3, S4: the chain of each device has no gap, and what ends or closes is open. */
const follow = (chain: Uint8Array, devices: Devices, { item }: Entry): void => {
  if (item.kind === "verdict" && item.decision === "permit") permitted(chain, devices, item);
  else if (item.kind === "closing") closed(devices, item);
  else if (item.kind === "report") reported(devices, item.report);
};

const checkEntries = (
  context: SealContext,
  site: Site,
  block: WireBlock,
  header: BlockHeader,
  devices: Devices | null,
): Entry[] => {
  const total = block.entries.length;
  const entries = block.entries.map((bytes, index): Entry => {
    const sequence = header.firstSequence + index;
    const item = `block ${header.number}, entry ${index + 1} (sequence ${sequence})`;
    return step("AUDIT_ENTRY", item, () => {
      const entry = decodeEntry(bytes);
      if (entry.sequence !== sequence)
        throw new CodedError("ENTRY_SEQUENCE", `it says sequence ${entry.sequence}`);
      checkSigned(context, site, entry);
      if (devices !== null) follow(context.chain, devices, entry);
      return entry;
    });
  });
  if (toHex(merkleRoot(merkleTree(block.entries))) === header.root) return entries;
  if (total === 0)
    throw new CodedError(
      "AUDIT_BLOCK",
      `block ${header.number}: it has no entries, and its root is not that of none`,
    );
  const [first, last] = [header.firstSequence, header.firstSequence + total - 1];
  const which =
    total === 1
      ? `entry 1 (sequence ${first}): not`
      : `entries 1 to ${total} (sequences ${first} to ${last}): at least one is not`;
  throw new CodedError(
    "AUDIT_ENTRY",
    `block ${header.number}, ${which} under the block's root`,
  );
};

export interface CheckBlockOptions {
  /** Where the block has to join on; null when the blocks before it were not seen. */
  readonly after: ChainPlace | null;
  /**
   * The ballots stand for the signatures inside the entries: more than two thirds looked at those
   * before they signed. An audit, which believes nobody, looks for itself.
   */
  readonly trustsBallots?: boolean;
}

/**
 * Checks one block of the log from its bytes up: its place in the chain, valid ballots of more than
 * two thirds over this very header (all that are there must be valid), its entries under its root,
 * the signatures inside them and, from the first block on, the chain of each device.
 * Throws AUDIT_BLOCK, AUDIT_BALLOT, AUDIT_ENTRY with a message that names the broken item.
 */
export const checkBlock = (
  context: SealContext,
  site: Site,
  block: WireBlock,
  { after, trustsBallots = false }: CheckBlockOptions,
): CheckedBlock => {
  const name = after === null ? "block" : `block ${after.number}`;
  const header = step("AUDIT_BLOCK", `${name}, header`, () => decodeHeader(block.header));
  const ballots = block.ballots.map((envelope, index) =>
    step("AUDIT_BALLOT", `block ${after?.number ?? header.number}, ballot ${index + 1}`, () =>
      readBallot(envelope),
    ),
  );
  checkJoin(site, header, after);
  checkHeaders(site, header, block.header, ballots);
  checkBallots(context, site, header.number, block.ballots, ballots);
  if (header.entries !== block.entries.length)
    throw new CodedError(
      "AUDIT_BLOCK",
      `block ${header.number}: ${block.entries.length} entries, its header says ${header.entries}`,
    );
  const devices = after?.devices == null ? null : new Map(after.devices);
  const inside = trustsBallots ? { ...context, verify: () => true } : context;
  const entries = checkEntries(inside, site, block, header, devices);
  const next: ChainPlace = {
    number: header.number + 1,
    previous: blockHash(hexBytes(site.chain), block.header),
    firstSequence: header.firstSequence + entries.length,
    timeUs: header.timeUs,
    devices,
  };
  return { header, entries, agents: ballots.map(({ agent }) => agent), next };
};
