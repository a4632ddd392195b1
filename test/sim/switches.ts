/** A line of production code and what stands in its place. */
export interface Mutation {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export interface Switch {
  /** The rule that the check upholds. */
  readonly rule: string;
  readonly removes: string;
  readonly mutations: readonly Mutation[];
}

/**
 * Safety checks that a run of the simulator can go without, to see that a checker notices. They are
 * taken out from here, on the way into the process: the product has no such option.
 */
export const switches = {
  "two-thirds": {
    ...{ rule: "S1", removes: "more than two thirds, not two thirds" },
    mutations: [
      {
        ...{ file: "protocol/src/site.ts", from: "3 * count > 2 * n" },
        to: "3 * count >= 2 * n",
      },
    ],
  },
  "ignore-vetoes": {
    ...{ rule: "S1", removes: "a vetoing ballot does not count" },
    mutations: [
      {
        file: "protocol/src/certificate.ts",
        from: "(ballot) => !vetoable ||",
        to: "(ballot) => true || !vetoable ||",
      },
      {
        file: "guard/src/admission.ts",
        from: ".filter(({ vetoing }) => !vetoing)",
        to: ".filter(({ vetoing }) => vetoing || !vetoing)",
      },
    ],
  },
  "skip-signatures": {
    ...{ rule: "S1", removes: "a ballot is signed by its agent" },
    mutations: [
      {
        file: "protocol/src/ballot.ts",
        from: "return openEnvelope(domain, context, envelope, agent.key, ballot);",
        to: "return ballot as Verified<Ballot>;",
      },
    ],
  },
  "mix-rounds": {
    ...{ rule: "S2", removes: "decided rounds are applied in their order" },
    mutations: [
      {
        file: "edge-agent/src/agent.ts",
        from: "    this.decided.take(rounds);",
        to: "    for (const round of rounds) this.applyRound(round);",
      },
    ],
  },
  "skip-fence": {
    ...{ rule: "S4", removes: "the fence is durable before the write" },
    mutations: [
      {
        file: "guard/src/fence.ts",
        from: "    this.log.append(encodeRecord(record));\n    this.log.sync(",
        to: "    this.log.append(encodeRecord(record));\n    done();\n    this.log.sync(",
      },
      {
        file: "guard/src/fence.ts",
        from: "        done();\n        return;",
        to: "        return;",
      },
    ],
  },
  "accept-stale": {
    ...{ rule: "S5", removes: "nothing is written past its notAfter" },
    mutations: [
      {
        file: "guard/src/actuation.ts",
        from: "if (now <= current.turn.command.notAfterMs * 1000) return true;",
        to: "if (now > 0) return true;",
      },
      {
        file: "guard/src/actuation.ts",
        from: "now === null || now > notAfterMs * 1000",
        to: "now === null",
      },
    ],
  },
  "skip-record": {
    ...{ rule: "S6", removes: "what is signed is durable before it is sent" },
    mutations: [
      {
        file: "edge-agent/src/durable.ts",
        from: "    this.actions.push(action);",
        to: "    action();\n    this.actions.push(() => {});",
      },
    ],
  },
  "show-unsynced": {
    ...{ rule: "S6", removes: "peers that ask get only what is durable" },
    mutations: [
      {
        file: "edge-agent/src/agent.ts",
        from: "if (event.envelope === this.made)",
        to: "if (event.envelope === null)",
      },
    ],
  },
  "sign-twice": {
    ...{ rule: "S6", removes: "a ballot from before a restart is used again" },
    mutations: [
      {
        file: "edge-agent/src/voting.ts",
        from: "const kept = box.kept(block);",
        to: "const kept = undefined as Envelope | undefined;",
      },
      {
        file: "edge-agent/src/voting.ts",
        from: " || block.number <= core.votedBlock) return;",
        to: ") return;",
      },
    ],
  },
  "one-branch": {
    ...{ rule: "S8", removes: "the other branch of a fork is asked for by its hash" },
    mutations: [
      {
        file: "edge-agent/src/peers.ts",
        from: "const missing = this.host.events(peer.index, events);",
        to: `const missing = this.host
          .events(peer.index, events)
          .filter((one) => one.sequence > this.host.store.tip(one.creator).sequence);`,
      },
      // Told unasked it would come all the same.
      {
        file: "edge-agent/src/peers.ts",
        from: "if (peer.round < this.host.decidedRound()) this.closeBranches(peer);",
        to: "",
      },
    ],
  },
  "unbounded-orphans": {
    ...{ rule: "S9", removes: "orphans are bounded" },
    mutations: [
      {
        file: "edge-agent/src/gossip.ts",
        from: "> limits.orphansPerCreator)",
        to: "> 1e9)",
      },
      { file: "edge-agent/src/gossip.ts", from: "this.orphans.size > limits.orphans ||", to: "" },
    ],
  },
  "unsigned-events": {
    ...{ rule: "S10", removes: "an event is signed by its creator" },
    mutations: [
      {
        file: "protocol/src/event.ts",
        from: "openEnvelope(domain, context, event.envelope, key, event);",
        to: "(key === '' ? openEnvelope(domain, context, event.envelope, key, event) : event)" +
          " as never;",
      },
    ],
  },
} as const satisfies Record<string, Switch>;

export type SwitchName = keyof typeof switches;

/** What `--break NAME` among the arguments takes away. Throws SIM_SWITCH. */
export const mutationsOf = (args: readonly string[]): readonly Mutation[] => {
  const at = args.indexOf("--break");
  if (at < 0) return [];
  const found = (switches as Record<string, Switch>)[args[at + 1] ?? ""];
  if (found !== undefined) return found.mutations;
  throw new Error(`SIM_SWITCH: --break takes one of ${Object.keys(switches).join(", ")}`);
};
