import {
  type AlarmActionFields,
  commandId,
  type Envelope,
  hexBytes,
  sha256,
  signAlarmAction,
  signApproval,
  signBallot,
  signCommand,
  type Signer,
  signReport,
  type Site,
  toHex,
  utf8,
  type WireTransaction,
} from "@quorate/protocol";
import { nobleSigner } from "@quorate/protocol/noble";
import { nodeVerify } from "@quorate/protocol/node";
import { type BuiltBlock, Machine, type Step } from "../../edge-agent/src/machine.ts";
import { Transactions } from "../../edge-agent/src/transactions.ts";
import { chainHex, seedOf } from "./messages.ts";

// What test/vectors/log.json is made from: a small life of the replicated state machine.

type Kind = "command" | "approval" | "report" | "ballot" | "alarm";

/** A transaction as an event carries it. */
export interface LogInput {
  readonly timeUs: number;
  readonly kind: Kind;
  readonly body: string;
  readonly signature: string;
}

export interface LogRound {
  readonly round: number;
  readonly timeUs: number;
  readonly transactions: readonly LogInput[];
}

export interface LogBlock {
  readonly number: number;
  readonly header: string;
  readonly hash: string;
  readonly entries: readonly string[];
}

export interface LogVectors {
  readonly site: Site;
  /** What goes in, in the order that consensus gave it. */
  readonly rounds: readonly LogRound[];
  /** What has to come out. */
  readonly blocks: readonly LogBlock[];
  readonly ended: readonly (readonly [id: string, outcome: string, code: string])[];
  readonly stateRoot: string;
}

const chain = hexBytes(chainHex);
const beginUs = 1_767_225_600_000_000;
const signerOf = (name: string): Signer => nobleSigner(hexBytes(seedOf(name)));
const keyOf = (name: string): string => toHex(signerOf(name).publicKey);

const point = (name: string, rest: object = {}): Site["devices"][number]["points"][number] => ({
  ...{ name, access: "setpoint", type: "float32", order: "ABCD", limits: { min: 0, max: 100 } },
  ...rest,
});

const alarms = { high: 90, priority: 2, deadband: 1, delayMs: 0 };

const site = (): Site => ({
  ...{ name: "vectors", chain: chainHex, consoles: [], gateways: [] },
  agents: ["agent0", "agent1", "agent2", "agent3"].map((name) => ({
    ...{ name, key: keyOf(name), address: "", api: "" },
  })),
  guards: [{ name: "guard", key: keyOf("guard") }],
  operators: ["ann", "bob"].map((name) => ({ name, key: keyOf(name), roles: ["operator"] })),
  devices: ["intake", "mixer"].map((name) => ({
    ...{ name, guard: "guard", protocol: "modbus-tcp", address: "", scanMs: 500 },
    points: [point("valve", { alarms }), point("heat", { class: "C" })],
  })),
  policy: {
    ...{ ttlMaxMs: 60_000, certifyWithinMs: 2000, clockDriftMs: 5000, freshness: 3 },
    rules: [
      {
        ...{ points: ["*/*"], roles: ["operator"], approvals: 1, ratePerMinute: 4 },
        interlocks: [],
      },
    ],
  },
});

/** Feeds rounds to a machine as an agent would: each transaction checked first. */
export class LogRun {
  readonly rounds: LogRound[] = [];
  readonly blocks: BuiltBlock[] = [];
  readonly ended: Step["ended"][number][] = [];
  readonly machine: Machine;
  private readonly transactions: Transactions;

  constructor(of: Site) {
    this.machine = new Machine(of);
    this.transactions = new Transactions(of, { chain: hexBytes(of.chain), verify: nodeVerify });
  }

  apply(round: LogRound): void {
    this.rounds.push(round);
    const transactions = round.transactions.map(({ timeUs, kind, body, signature }) => {
      const envelope = { body: hexBytes(body), signature: hexBytes(signature) };
      const given = { [kind]: envelope } as unknown as WireTransaction;
      const transaction = this.transactions.check(given);
      if (transaction === null) throw new Error(`a ${kind} that does not check out`);
      return { timeUs, transaction };
    });
    const step = this.machine.apply({ ...round, transactions });
    this.blocks.push(...step.blocks);
    this.ended.push(...step.ended);
  }

  result(of: Site): LogVectors {
    const { state } = this.machine;
    return {
      ...{ site: of, rounds: this.rounds },
      blocks: this.blocks.map(({ number, header, hash, entryBytes }) => ({
        ...{ number, header: toHex(header), hash },
        entries: entryBytes.map(toHex),
      })),
      ended: this.ended.map(({ id, outcome, code }) => [id, outcome, code] as const),
      stateRoot: state.root(),
    };
  }
}

type Given = readonly [Kind, Envelope];

let atUs = 0;

const command = (by: string, device: string, pointName: string, value: number, ttlMs = 5000) => {
  const nonce = sha256(utf8(`${by} ${device} ${pointName} ${value}`)).slice(0, 16);
  const notAfterMs = Math.floor((beginUs + atUs) / 1000) + ttlMs;
  const writes = [{ point: pointName, value }];
  return signCommand(chain, signerOf(by), { device, writes, notAfterMs, nonce });
};

const action = (by: string, fields: Omit<AlarmActionFields, "alarm" | "notAfterMs" | "nonce">) =>
  signAlarmAction(chain, signerOf(by), {
    ...{ alarm: "intake/valve/high", notAfterMs: Math.floor((beginUs + atUs) / 1000) + 5000 },
    nonce: sha256(utf8(JSON.stringify(fields))).slice(0, 16),
    ...fields,
  });

const round = (run: LogRun, afterMs: number, given: readonly Given[]): void => {
  atUs += afterMs * 1000;
  const transactions = given.map(([kind, { body, signature }], index) => ({
    ...{ timeUs: beginUs + atUs + index, kind, body: toHex(body), signature: toHex(signature) },
  }));
  const timeUs = beginUs + atUs + Math.max(0, given.length - 1);
  run.apply({ round: run.rounds.length + 1, timeUs, transactions });
};

const ballots = (run: LogRun, agents: readonly number[], vetoed: readonly number[]): Given[] =>
  agents.map((agent) => {
    const { header: headerBytes } = run.blocks.at(-1) as BuiltBlock;
    const vetoes = vetoed.map((sequence) => ({ sequence, code: "INTERLOCK", detail: "dry" }));
    const fields = { agent, headerBytes, clockUs: beginUs + atUs, vetoes };
    return ["ballot", signBallot(chain, signerOf(`agent${agent}`), fields)];
  });

const reportOn = (device: string, deviceSequence: number, id: string, outcome: string): Given => [
  "report",
  signReport(chain, signerOf("guard"), {
    ...{ device, deviceSequence, id, outcome: outcome as "confirmed", code: "", detail: "" },
    ...{ points: [], writtenMs: 0, finishedMs: 1, closing: outcome === "skipped" ? "skipped" : "" },
  }),
];

/**
 * Permits, denials of several kinds, an approval, ballots, vetoes, closings, reports, and alarm
 * actions.
 */
export const makeLog = (): LogVectors => {
  atUs = 0;
  const of = site();
  const run = new LogRun(of);
  const idOf = (envelope: Envelope): string => commandId(chain, envelope);
  const first = command("ann", "intake", "valve", 1);
  const second = command("bob", "intake", "valve", 2);
  const over = command("ann", "mixer", "valve", 101);
  round(run, 10, [["command", first], ["command", second], ["command", over], ["command", first]]);
  round(run, 5, []);
  round(run, 5, ballots(run, [0, 1, 2], []));
  round(run, 20, [reportOn("intake", 1, idOf(first), "confirmed")]);
  const [heat, veto] = [command("ann", "mixer", "heat", 3), command("bob", "mixer", "valve", 4)];
  round(run, 10, [["command", heat], ["command", veto]]);
  round(run, 10, [
    ["approval", signApproval(chain, signerOf("ann"), idOf(heat))],
    ["approval", signApproval(chain, signerOf("bob"), idOf(heat))],
  ]);
  const late = command("ann", "intake", "valve", 5);
  round(run, 10, [["command", late]]);
  round(run, 5, ballots(run, [0, 3], [run.blocks.at(-1)?.firstSequence as number]));
  for (let quiet = 0; quiet < 9; quiet += 1) round(run, 10, []);
  round(run, 2100, []);
  round(run, 3000, []);
  round(run, 10, [
    reportOn("intake", 2, idOf(second), "expired"),
    reportOn("intake", 3, idOf(late), "skipped"),
    reportOn("mixer", 1, idOf(veto), "skipped"),
    reportOn("mixer", 2, idOf(heat), "skipped"),
  ]);
  const seen = { action: "acknowledge" as const, raisedMs: beginUs / 1000 };
  const aside = { action: "shelve" as const, untilMs: beginUs / 1000 + 60_000 };
  round(run, 10, [
    ["alarm", action("ann", seen)],
    ["alarm", action("bob", { ...aside, reason: "cleaning" })],
    ["alarm", action("bob", aside)],
  ]);
  return run.result(of);
};
