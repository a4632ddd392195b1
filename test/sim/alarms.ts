import {
  alarmsOf,
  type AlarmVerdict,
  alarmVerbs,
  decode,
  decodeEntry,
  type Following,
  hexBytes,
  readAlarmAction,
  signAlarmAction,
  wire,
} from "@quorate/protocol";
import type { Cluster } from "./cluster.ts";
import { beginMs, type Chance } from "./world.ts";

interface Pace {
  /** When the operator stops, ms. */
  readonly endMs: number;
  readonly gapMs: number;
}

/** What the operator does about alarms besides commanding, and what must have become of it. */
export class AlarmWork {
  readonly actions: Following[] = [];
  private readonly cluster: Cluster;
  /** Of its own, so that it does not change what else is drawn from a seed. */
  private readonly chance: Chance;
  private readonly pace: Pace;

  constructor(cluster: Cluster, chance: Chance, pace: Pace) {
    this.cluster = cluster;
    this.chance = chance;
    this.pace = pace;
  }

  start(): void {
    const { world } = this.cluster;
    const { endMs, gapMs } = this.pace;
    world.after(this.chance.between(0, 4 * gapMs), () => {
      if (world.nowMs > endMs) return;
      this.give();
      this.start();
    });
  }

  get isSettled(): boolean {
    return this.actions.every(({ stage }) => stage === "ended");
  }

  /** Some of it is refused: too long, nothing there, no reason, not the operator's to do. */
  private give(): void {
    const { chance, cluster } = this;
    const { site, world, signatures, client } = cluster;
    const nowMs = Math.floor(beginMs + world.nowMs);
    const action = chance.pick(alarmVerbs);
    const known = chance.pick(alarmsOf(site));
    const envelope = signAlarmAction(hexBytes(site.chain), signatures.signerOf("ann"), {
      ...{ alarm: chance.happens(0.9) ? known.id : "x/a/lowLow", action },
      raisedMs: action === "acknowledge" ? nowMs - chance.below(500) : 0,
      untilMs: action === "shelve" ? nowMs + chance.pick([300, 2000, 90_000_000]) : 0,
      reason: chance.pick(["", "cleaning"]),
      notAfterMs: nowMs + chance.pick([600, 3000, 20_000]),
      nonce: chance.bytes(16),
    });
    this.actions.push(client.act(envelope, () => {}));
  }

  /** S2, S7, S8 over the alarm actions; in the middle of a run only what holds at any time. */
  problems(isOver: boolean): string[] {
    const logs = this.cluster.honest.map((index) => this.verdictsOf(index));
    const longest = logs.reduce((most, log) => (log.length > most.length ? log : most), []);
    const twice = longest.length - new Set(longest.map(({ id }) => id)).size;
    return [
      ...(twice === 0 ? [] : [`S2: ${twice} alarm actions are in the log twice`]),
      ...(isOver ? [...this.lost(longest), ...this.strayed(longest)] : []),
    ];
  }

  private verdictsOf(index: number): AlarmVerdict[] {
    const blocks = this.cluster.agents[index]?.blocks.stored() ?? [];
    return blocks.flatMap(({ payload }) =>
      decode(wire.Block, payload, "BLOCK").entries.flatMap((bytes) => {
        const { item } = decodeEntry(bytes);
        return item.kind === "alarm" ? [item] : [];
      }),
    );
  }

  /** S8: every action ended, as the log has it. */
  private lost(log: readonly AlarmVerdict[]): string[] {
    const decided = new Map(log.map((verdict) => [verdict.id, verdict]));
    return this.actions.flatMap(({ id, stage, outcome, code }) => {
      const name = `S8: alarm action ${id.slice(0, 8)}`;
      if (stage !== "ended") return [`${name} stands at ${stage}`];
      const isDone = decided.get(id)?.decision === "permit";
      if (isDone === (outcome === "confirmed")) return [];
      const logged = isDone ? "done" : "refused";
      return [`${name} ended ${outcome} ${code}, and the log has it ${logged}`];
    });
  }

  /** S7: every agent's marks are what the permitted actions of the log make, counted here anew. */
  private strayed(log: readonly AlarmVerdict[]): string[] {
    const chain = hexBytes(this.cluster.site.chain);
    const [acknowledged, shelved] = [new Map<string, number>(), new Map<string, number>()];
    for (const { decision, action } of log) {
      if (decision !== "permit") continue;
      const { alarm, action: verb, raisedMs, untilMs } = readAlarmAction(chain, action);
      if (verb === "acknowledge") acknowledged.set(alarm, raisedMs);
      if (verb === "shelve" || verb === "unshelve") shelved.set(alarm, untilMs);
    }
    return this.cluster.honest.flatMap((index) => {
      const { name, agent } = this.cluster.agents[index] ?? {};
      return alarmsOf(this.cluster.site).flatMap(({ id }) => {
        const marks = agent?.machine.state.alarms.get(id);
        const isSame =
          (marks?.acknowledgedMs ?? 0) === (acknowledged.get(id) ?? 0) &&
          (marks?.shelvedUntilMs ?? 0) === (shelved.get(id) ?? 0);
        return isSame || agent == null ? [] : [`S7: ${name} has other marks of ${id} than the log`];
      });
    });
  }
}
