import type { Agent } from "@quorate/edge-agent";

/** What bytes from outside may change in an agent only if they are good (S10). */
const stateOf = (agent: Agent): string => {
  const { gossip, machine, order, box, pool, unordered, store, log } = agent;
  const early = (box as unknown as { early: ReadonlyMap<number, unknown> }).early;
  return JSON.stringify([
    ...[store.size, order.hashgraph.size, order.hashgraph.decidedRound],
    ...[gossip.orphanCount, gossip.heldCount, pool.size, unordered.size, early.size],
    ...[machine.state.root(), machine.state.clock.block, log.last, agent.observer],
    ...[[...agent.equivocators], [...agent.mismatches.keys()]],
  ]);
};

/** S10: bytes that are garbage by construction leave an agent's state as it was. */
export class GarbageWatch {
  readonly problems: string[] = [];
  checked = 0;
  private readonly expected = new Set<string>();

  /** These bytes will come somewhere. */
  expect(bytes: Uint8Array): void {
    this.expected.add(Buffer.from(bytes).toString("latin1"));
  }

  deliver(
    bytes: Uint8Array,
    place: { readonly name: string; readonly agent: Agent | null },
    deliver: () => void,
  ): void {
    const { agent } = place;
    const isGarbage =
      this.expected.size > 0 && this.expected.has(Buffer.from(bytes).toString("latin1"));
    if (!isGarbage || agent === null) {
      deliver();
      return;
    }
    const before = stateOf(agent);
    const made = agent.ownTip?.sequence ?? 0;
    try {
      deliver();
    } catch (error) {
      this.problems.push(`S10: ${place.name} fell over garbage: ${error}`);
    }
    // It may have found that the time had come for an event of its own.
    if ((agent.ownTip?.sequence ?? 0) !== made) return;
    this.checked += 1;
    if (stateOf(agent) !== before)
      this.problems.push(`S10: garbage changed ${place.name}: ${before} to ${stateOf(agent)}`);
  }
}
