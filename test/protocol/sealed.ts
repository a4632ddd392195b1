import assert from "node:assert/strict";
import {
  blockHash,
  commandId,
  type CommandFields,
  encodeEntry,
  encodeHeader,
  type Entry,
  type Envelope,
  type Hex,
  isCoded,
  merklePath,
  merkleRoot,
  merkleTree,
  sha256,
  signBallot,
  signCommand,
  type Signer,
  type Site,
  toHex,
  utf8,
  type Veto,
  type WireCertificate,
} from "@quorate/protocol";
import { nodeSigner, nodeVerify } from "@quorate/protocol/node";
import fc from "fast-check";

const signers = new Map<string, Signer>();

/** Keys made from names. */
export const signerOf = (name: string): Signer => {
  const known = signers.get(name);
  if (known !== undefined) return known;
  const made = nodeSigner(sha256(utf8(`protocol test ${name}`)));
  signers.set(name, made);
  return made;
};
export const keyOf = (name: string): Hex => toHex(signerOf(name).publicKey);

export const chain = sha256(utf8("protocol test site"));
export const otherChain = sha256(utf8("another site"));
export const context = { chain, verify: nodeVerify };
export const otherContext = { chain: otherChain, verify: nodeVerify };

/** 2026-01-01T00:00:00Z. */
export const beginMs = 1_767_225_600_000;

/** n agents, a guard with one device, another guard with another, one operator. */
export const testSite = (n = 4): Site => {
  const names = Array.from({ length: n }, (_, index) => `agent${index}`);
  const points = [
    { name: "level", access: "setpoint", type: "float32", order: "ABCD" },
    { name: "pump", access: "setpoint", type: "bool", order: "ABCD" },
  ] as const;
  const device = { protocol: "modbus-tcp", address: "127.0.0.1:502", scanMs: 500, points } as const;
  return {
    name: "protocol test",
    chain: toHex(chain),
    agents: names.map((name) => ({ name, key: keyOf(name), address: name, api: name })),
    guards: ["g", "far-guard"].map((name) => ({ name, key: keyOf(name) })),
    ...{ consoles: [], gateways: [] },
    operators: [{ name: "ann", key: keyOf("ann"), roles: ["operator"] }],
    devices: [
      { name: "tank", guard: "g", ...device },
      { name: "far", guard: "far-guard", ...device },
    ],
    policy: {
      ...{ ttlMaxMs: 60_000, certifyWithinMs: 2000, clockDriftMs: 5000, freshness: 3, rules: [] },
    },
  };
};

/** Records that compare equal to what a decoder makes: with the prototype of every object. */
export const record = ((model: never, constraints?: object) =>
  fc.record(model, { ...constraints, noNullPrototype: true } as never)) as typeof fc.record;

/** Asserts that the action fails with this very code. */
export const throwsCode = (code: string, action: () => unknown): void => {
  assert.throws(action, (error) => {
    assert.ok(isCoded(error), `not a coded error: ${String(error)}`);
    assert.equal(error.code, code);
    return true;
  });
};

let nonces = 0;

export const newCommand = (fields: Partial<CommandFields> = {}, by = "ann"): Envelope => {
  nonces += 1;
  return signCommand(chain, signerOf(by), {
    ...{ device: "tank", writes: [{ point: "level", value: 20 }], notAfterMs: beginMs + 10_000 },
    nonce: sha256(utf8(`nonce ${nonces}`)).slice(0, 16),
    ...fields,
  });
};

export const permitOf = (command: Envelope, deviceSequence = 1, previous = ""): Entry["item"] => ({
  ...{ kind: "verdict", id: commandId(chain, command), decision: "permit", code: "", detail: "" },
  ...{ deviceSequence, previous, command },
});

/** A block over some items, and what is needed to sign for one of them. */
export interface TestBlock {
  readonly header: Uint8Array;
  readonly hash: Hex;
  readonly entries: readonly Uint8Array[];
  readonly firstSequence: number;
}

export const blockOf = (
  items: readonly Entry["item"][],
  options: { readonly number?: number; readonly chain?: Uint8Array; readonly first?: number } = {},
): TestBlock => {
  const number = options.number ?? 1;
  const firstSequence = options.first ?? 10;
  const timeUs = beginMs * 1000;
  const entries = items.map((item, index) =>
    encodeEntry({ sequence: firstSequence + index, timeUs, item }),
  );
  const of = options.chain ?? chain;
  const header = encodeHeader({
    ...{ chain: toHex(of), number, previous: toHex(of), round: 3, timeUs, firstSequence },
    ...{ entries: entries.length, root: toHex(merkleRoot(merkleTree(entries))) },
    stateRoot: toHex(sha256(utf8("state"))),
  });
  return { header, hash: blockHash(of, header), entries, firstSequence };
};

export interface BallotOptions {
  readonly vetoes?: readonly Veto[];
  readonly signer?: Signer;
  readonly chain?: Uint8Array;
}

export const ballotOf = (
  { header }: Pick<TestBlock, "header">,
  agent: number,
  options: BallotOptions = {},
): Envelope =>
  signBallot(options.chain ?? chain, options.signer ?? signerOf(`agent${agent}`), {
    ...{ agent, headerBytes: header, clockUs: beginMs * 1000, vetoes: options.vetoes ?? [] },
  });

export const certificateOf = (
  block: TestBlock,
  index: number,
  ballots: readonly Envelope[],
): WireCertificate => ({
  ...{ entry: block.entries[index] as Uint8Array, index, ballots },
  path: merklePath(merkleTree(block.entries), index),
});
