import { type Hex, type PointValue, readCommand } from "@quorate/protocol";
import type { Core } from "./core.ts";
import { bitCount, type OpenCommand } from "./open-commands.ts";
import { consentOf, operatorOf } from "./policy.ts";

/** A command that has not ended, as the replicated state has it (docs/wire.md, "Commands"). */
export interface OpenCommandLine {
  readonly id: Hex;
  readonly device: string;
  readonly writes: Readonly<Record<string, PointValue>>;
  readonly operator: string;
  readonly reason: string;
  readonly notAfterMs: number;
  readonly stage: "waiting" | "ordered" | "closing";
  /** Of its verdict in the log, and the block of that. */
  readonly sequence: number;
  readonly block: number;
  readonly deviceSequence: number;
  /** Operators who signed, in the order's order; how many have to, and with which roles. */
  readonly approvals: readonly string[];
  readonly needed: number;
  readonly roles: readonly (readonly string[])[];
  /** Agents whose ordered ballots stand behind it, and those that veto it. */
  readonly ballots: number;
  readonly vetoes: number;
  readonly reasons: readonly string[];
  readonly closing: string;
}

const lineOf = ({ site, context }: Core, open: OpenCommand): OpenCommandLine => {
  const { id, device, notAfterMs, sequence, block, deviceSequence, closing, reasons } = open;
  const command = readCommand(context.chain, open.command);
  const consent = consentOf(site, command);
  const ordered = closing === "" ? "ordered" : "closing";
  const name = (key: Hex): string => operatorOf(site, key)?.name ?? `${key.slice(0, 16)}…`;
  return {
    ...{ id, device, notAfterMs, sequence, block, deviceSequence, closing, reasons },
    writes: Object.fromEntries(command.writes.map(({ point, value }) => [point, value])),
    ...{ operator: name(command.operator), reason: command.reason },
    stage: deviceSequence === 0 ? "waiting" : ordered,
    approvals: open.approvals.map(name),
    needed: consent?.approvals ?? 1,
    roles: (consent?.rules ?? []).map(({ roles }) => roles),
    ...{ ballots: bitCount(open.ballots), vetoes: bitCount(open.vetoes) },
  };
};

/** In the order in which they were ordered. */
export const openCommandLines = (core: Core): OpenCommandLine[] =>
  [...core.machine.state.commands.values()]
    .filter(({ command }) => command.body.length > 0)
    .sort((left, right) => left.sequence - right.sequence)
    .map((open) => lineOf(core, open));
