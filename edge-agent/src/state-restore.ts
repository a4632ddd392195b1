import {
  type BlockHeader,
  CodedError,
  type Envelope,
  type Hex,
  isCoded,
  decodeStrict,
  type Site,
  toHex,
  wire,
} from "@quorate/protocol";
import type { OpenCommand } from "./open-commands.ts";
import { ReplicatedState } from "./state.ts";

/** A key and its value, as they stand under a state root. */
export type StateEntry = readonly [key: string, value: Uint8Array];

const wrong = (what: string): CodedError => new CodedError("SNAPSHOT_STATE", what);

/** Hashes as they are held: empty where there is none. */
const hexOf = (bytes: Uint8Array): Hex => {
  if (bytes.length !== 0 && bytes.length !== 32) throw wrong("a hash has 32 bytes");
  return toHex(bytes);
};

const putClock = (state: ReplicatedState, value: Uint8Array): void => {
  const { round, timeUs, block, previous, nextSequence } = decodeStrict(
    wire.StateClock,
    value,
    "STATE",
  );
  Object.assign(state.clock, { round, timeUs, block, previous: hexOf(previous), nextSequence });
};

/** Needs the clock, which names the decided round. */
const putConsensus = (state: ReplicatedState, value: Uint8Array, members: number): void => {
  const message = decodeStrict(wire.StateConsensus, value, "STATE");
  const { round: decidedRound } = state.clock;
  const births = message.minimumBirthRounds;
  if (message.sequences.length !== members) throw wrong("a sequence of every agent");
  state.putConsensus({
    ...{ decidedRound, judges: message.judges.map(hexOf) },
    minimumJudges: births.map((birthRound, index) => ({
      round: decidedRound - births.length + 1 + index,
      birthRound,
    })),
    ...{ orderedEvents: message.orderedEvents, timeUs: message.timeUs },
    sequences: [...message.sequences],
  });
};

/** A permitted command's envelope is in its verdict, not in the state. */
const noEnvelope: Envelope = { body: new Uint8Array(), signature: new Uint8Array() };

const putCommand = (state: ReplicatedState, id: Hex, value: Uint8Array): void => {
  const message = decodeStrict(wire.StateCommand, value, "STATE");
  const { device, deviceSequence, notAfterMs, orderedUs, orderedRound, command } = message;
  const { block, sequence, vetoes, closing, closingBlock, closingSequence } = message;
  if (deviceSequence === 0 && command == null) throw wrong("a waiting command is not there");
  const open: OpenCommand = {
    ...{ id, device, deviceSequence, notAfterMs, orderedUs, orderedRound, block, sequence },
    ...{ previous: hexOf(message.previous), ballots: 0, vetoes },
    ...{ closing, closingBlock, closingSequence },
    reasons: [...message.reasons],
    approvals: message.approvals.map(hexOf),
    command: command ?? noEnvelope,
  };
  state.putCommand(open);
};

const putAlarm = (state: ReplicatedState, id: string, value: Uint8Array): void => {
  const message = decodeStrict(wire.StateAlarm, value, "STATE");
  const { acknowledgedMs, acknowledgedUs, shelvedUntilMs, shelvedReason } = message;
  const { outOfServiceReason, outOfServiceUs } = message;
  state.putAlarm(id, {
    ...{ acknowledgedMs, acknowledgedUs, shelvedUntilMs, shelvedReason },
    ...{ outOfServiceReason, outOfServiceUs },
    acknowledgedBy: hexOf(message.acknowledgedBy),
    shelvedBy: hexOf(message.shelvedBy),
    outOfServiceBy: hexOf(message.outOfServiceBy),
  });
};

const put = (state: ReplicatedState, [key, value]: StateEntry): void => {
  const [kind = "", name = ""] = key.split("/", 2);
  switch (kind) {
    case "device": {
      const { deviceSequence, last, open } = decodeStrict(wire.StateDevice, value, "STATE");
      return state.putDevice(name, { deviceSequence, last: hexOf(last), open });
    }
    case "command":
      return putCommand(state, name, value);
    case "seen":
      return state.putSeen(name, decodeStrict(wire.StateSeen, value, "STATE").untilUs);
    case "rate":
      return state.putRate(key, [...decodeStrict(wire.StateRate, value, "STATE").timesUs]);
    case "denials":
      return state.putDenials(name, decodeStrict(wire.StateDenials, value, "STATE").untilUs);
    case "alarm":
      return putAlarm(state, key.slice("alarm/".length), value);
    case "block": {
      const { header, ballots } = decodeStrict(wire.StateBlock, value, "STATE");
      return state.putOpenBlock(Number(name), { header, ballots });
    }
    default:
      throw wrong(`a key of no known kind: ${key.slice(0, 80)}`);
  }
};

const byKey = (entries: readonly StateEntry[], key: string): Uint8Array => {
  const found = entries.find(([one]) => one === key)?.[1];
  if (found === undefined) throw wrong(`no ${key}`);
  return found;
};

const build = (site: Site, entries: readonly StateEntry[]): ReplicatedState => {
  const state = new ReplicatedState(site);
  putClock(state, byKey(entries, "clock"));
  putConsensus(state, byKey(entries, "consensus"), site.agents.length);
  const own = entries.filter(([key]) => key !== "clock" && key !== "consensus");
  for (const entry of own) put(state, entry);
  // In whatever order they came.
  for (const open of [...state.commands.values()])
    state.commands.put({ ...open, ballots: state.ballotsOn(open.block) & ~open.vetoes });
  state.restored();
  return state;
};

/**
 * The state after the block with this header, from the entries under its state root. Whatever they
 * are, what is put together from them has that root, or the answer is an error: the root is all
 * that has to be trusted. Throws SNAPSHOT_STATE.
 */
export const restoreState = (
  site: Site,
  header: BlockHeader,
  headerBytes: Uint8Array,
  hash: Hex,
  entries: readonly StateEntry[],
): ReplicatedState => {
  try {
    const state = build(site, entries);
    if (state.root() !== header.stateRoot) throw wrong("its entries are not under the state root");
    if (header.number !== state.clock.block + 1 || header.round !== state.clock.round)
      throw wrong("its clock is not the block's");
    state.putBlock(header.number, hash, headerBytes, state.commands.isOpenIn(header.number));
    return state;
  } catch (error) {
    if (!isCoded(error) || error.code === "SNAPSHOT_STATE") throw error;
    throw wrong(`${error.code} (${error.message})`);
  }
};

/** The blocks whose certificates the guards may still ask for, ascending. */
export const blocksInUse = (state: ReplicatedState): number[] => {
  const numbers = new Set<number>();
  for (const { block, closingBlock } of state.commands.values())
    for (const number of [block, closingBlock]) if (number > 0) numbers.add(number);
  return [...numbers].sort((left, right) => left - right);
};

/** An open command gets its envelope back from the verdict that permitted it. */
export const giveEnvelope = (state: ReplicatedState, id: Hex, command: Envelope): void => {
  const open = state.commands.get(id);
  if (open !== undefined && open.command.body.length === 0)
    state.commands.put({ ...open, command });
};
