import {
  type Ballot,
  type BlockHeader,
  certify,
  decode,
  decodeEntry,
  decodeHeader,
  type Entry,
  type Envelope,
  type Hex,
  hexBytes,
  isCoded,
  merklePath,
  merkleTree,
  readBallot,
  readCommand,
  readEvent,
  toHex,
  verifyBallot,
  type WireBlock,
  wire,
} from "@quorate/protocol";
import type { Cluster, SimAgent } from "./cluster.ts";
import { beginMs } from "./world.ts";

/** From the guard's last look at the time to the device's register, ms: fence, cable, device. */
const writeSlackMs = 100;

interface LogBlock {
  readonly block: WireBlock;
  readonly header: BlockHeader;
  readonly entries: readonly Entry[];
}

/** A ballot, with its place among all that its agent ever had on its disk. */
interface SignedBallot {
  readonly ballot: Ballot;
  readonly envelope: Envelope;
  readonly position: number;
}

/** A permitted command as the log has it. */
interface Permitted {
  readonly id: Hex;
  readonly device: string;
  readonly deviceSequence: number;
  readonly notAfterMs: number;
  readonly values: readonly unknown[];
  readonly points: readonly string[];
  readonly block: LogBlock;
  readonly index: number;
}

const blocksOf = (agent: SimAgent): LogBlock[] =>
  agent.blocks.stored().map(({ payload }) => {
    const block = decode(wire.Block, payload, "BLOCK");
    return { block, header: decodeHeader(block.header), entries: block.entries.map(decodeEntry) };
  });

/** The rules, checked from what is on disks and in devices, apart from the code that keeps them. */
export class Checkers {
  readonly problems: string[] = [];
  private readonly cluster: Cluster;
  /** Agents that keep to the rules: the others may have anything on their disks. */
  private readonly honest: readonly { readonly place: SimAgent; readonly index: number }[];
  private readonly logs: LogBlock[][];
  private readonly permitted: Permitted[];
  private readonly ballots = new Map<number, readonly SignedBallot[]>();

  constructor(cluster: Cluster) {
    this.cluster = cluster;
    this.honest = cluster.honest.map((index) => {
      return { place: cluster.agents[index] as SimAgent, index };
    });
    this.logs = this.honest.map(({ place }) => blocksOf(place));
    const longest = [...this.logs].sort((a, b) => b.length - a.length)[0] ?? [];
    this.permitted = longest.flatMap((block) => this.permittedIn(block));
  }

  /**
   * All rules; the answer is empty when every one held. In the middle of a run, that something is
   * done in the end cannot be asked for.
   */
  check(isOver = true): string[] {
    this.oneOrder();
    this.quorumAndOrderOfWrites();
    this.neverSignedTwice();
    this.neverDiverged();
    if (isOver) this.nothingLost();
    if (isOver) this.sameState();
    this.problems.push(...this.cluster.garbage.problems, ...this.cluster.problems);
    return this.problems;
  }

  private fail(rule: string, what: string): void {
    this.problems.push(`${rule}: ${what}`);
  }

  private permittedIn(block: LogBlock): Permitted[] {
    const chain = hexBytes(this.cluster.site.chain);
    return block.entries.flatMap((entry, index) => {
      if (entry.item.kind !== "verdict" || entry.item.decision !== "permit") return [];
      const command = readCommand(chain, entry.item.command);
      const values = command.writes.map(({ value }) => value);
      const points = command.writes.map(({ point }) => point);
      const { id, device, notAfterMs } = command;
      const { deviceSequence } = entry.item;
      return [{ id, device, deviceSequence, notAfterMs, values, points, block, index }];
    });
  }

  /** S2 and S7: the same block, bytes for bytes, at every height that two agents have. */
  private oneOrder(): void {
    const headers = new Map<number, string>();
    for (const log of this.logs)
      log.forEach(({ header, block }, index) => {
        if (header.number !== index + 1) this.fail("S2", `block ${header.number} at ${index + 1}`);
        const bytes = toHex(block.header);
        const other = headers.get(header.number);
        if (other !== undefined && other !== bytes)
          this.fail("S2", `two agents have different blocks ${header.number}`);
        headers.set(header.number, bytes);
        this.standsInLog(block, header);
      });
  }

  /** S1: what a log calls certified has the signatures of more than two thirds with it. */
  private standsInLog(block: WireBlock, { number }: BlockHeader): void {
    const { site, signatures } = this.cluster;
    const context = { chain: hexBytes(site.chain), verify: signatures.verify };
    const signed = new Set<number>();
    for (const envelope of block.ballots) {
      const ballot = readBallot(envelope);
      if (ballot.headerHex !== toHex(block.header)) continue;
      signed.add(verifyBallot(context, site, envelope, ballot).agent);
    }
    if (3 * signed.size <= 2 * site.agents.length)
      this.fail("S1", `block ${number} is logged with no quorum of ballots`);
  }

  /** S1, S3, S4, S5: each write certified, in device order, once, and not late. */
  private quorumAndOrderOfWrites(): void {
    for (const [device, plant] of this.cluster.plants) {
      let last = 0;
      for (const { value, atMs, journals } of plant.writes) {
        const command = this.permitted.find(
          (one) => one.device === device && one.values.includes(value),
        );
        if (command === undefined) {
          this.fail("S1", `${device} got ${value}, which no logged verdict permits`);
          continue;
        }
        const { deviceSequence: sequence } = command;
        if (sequence === last) this.fail("S4", `${device} got command ${sequence} twice`);
        else if (sequence < last) this.fail("S3", `${device} got ${sequence} after ${last}`);
        last = Math.max(last, sequence);
        if (beginMs + atMs > command.notAfterMs + this.clockSlackMs())
          this.fail("S5", `${device} got ${sequence} late`);
        this.certified(command);
        this.signedInTime(command, journals);
      }
    }
  }

  /** The guard goes by the later of its clock and what an honest agent says at the least. */
  private clockSlackMs(): number {
    const { slowestAgentMs, slowestGuardMs } = this.cluster;
    return writeSlackMs - Math.max(slowestAgentMs, slowestGuardMs);
  }

  /** S1, counted apart from the code that counts: who had signed the block when the write came. */
  private signedInTime({ block, index, id }: Permitted, journals: readonly number[]): void {
    const headerHex = toHex(block.block.header);
    const sequence = block.header.firstSequence + index;
    const signed = this.cluster.agents.filter(({ byzantine }, agent) => {
      if (byzantine !== null) return true;
      const position = this.standingBehind(agent, headerHex, sequence)?.position;
      return position !== undefined && position < (journals[agent] ?? 0);
    });
    const n = this.cluster.agents.length;
    if (3 * signed.length <= 2 * n)
      this.fail("S1", `${id.slice(0, 8)} was written when ${signed.length} of ${n} had signed`);
  }

  private ballotsOf(agent: number): readonly SignedBallot[] {
    const known = this.ballots.get(agent);
    if (known !== undefined) return known;
    const journal = this.cluster.agents[agent]?.journal.history() ?? [];
    const ballots = journal
      .filter(({ payload }) => payload[0] === 2)
      .map(({ payload, position }) => {
        const envelope = decode(wire.Envelope, payload.subarray(1), "JOURNAL");
        return { ballot: readBallot(envelope), envelope, position };
      });
    for (const envelope of this.cluster.agents[agent]?.byzantine?.ballots.values() ?? [])
      ballots.push({ ballot: readBallot(envelope), envelope, position: 0 });
    this.ballots.set(agent, ballots);
    return ballots;
  }

  /** A ballot of the agent, kept or sent, over this header that does not veto this entry. */
  private standingBehind(
    agent: number,
    headerHex: string,
    sequence: number,
  ): SignedBallot | undefined {
    return this.ballotsOf(agent).find(
      ({ ballot }) =>
        ballot.agent === agent &&
        ballot.headerHex === headerHex &&
        ballot.vetoes.every((veto) => veto.sequence !== sequence),
    );
  }

  private certified({ block, index, id }: Permitted): void {
    const { site } = this.cluster;
    const entry = block.block.entries[index] as Uint8Array;
    const path = merklePath(merkleTree(block.block.entries), index);
    const sequence = block.header.firstSequence + index;
    const headerHex = toHex(block.block.header);
    const ballots = this.cluster.agents.flatMap(
      (_, agent) => this.standingBehind(agent, headerHex, sequence)?.envelope ?? [],
    );
    try {
      const { verify } = this.cluster.signatures;
      const context = { chain: hexBytes(site.chain), verify };
      certify(context, site, { entry, index, path, ballots });
    } catch (error) {
      if (!isCoded(error)) throw error;
      this.fail("S1", `${id.slice(0, 8)} was written without a certificate: ${error.code}`);
    }
  }

  /** S6: one event a place in the chain, one ballot a block, over all that was ever on the disk. */
  private neverSignedTwice(): void {
    const isHonest = new Set(this.cluster.honest);
    for (const { place, index } of this.honest) {
      const { agent, name } = place;
      const forkers = [...(agent?.equivocators ?? [])].filter((one) => isHonest.has(one));
      if (forkers.length > 0) this.fail("S6", `${name} saw a fork of ${forkers.join(", ")}`);
      this.oneEventAPlace(place);
      const blocks = new Set<number>();
      for (const { ballot } of this.ballotsOf(index)) {
        const { number } = ballot.header;
        if (blocks.has(number)) this.fail("S6", `${name} signed two ballots for block ${number}`);
        blocks.add(number);
      }
    }
  }

  /** Over all that was ever durable, whoever saw it. */
  private oneEventAPlace({ name, journal }: SimAgent): void {
    const chain = hexBytes(this.cluster.site.chain);
    const self = this.cluster.agents.findIndex((place) => place.name === name);
    const places = new Map<number, string>();
    for (const { payload } of journal.history()) {
      if (payload[0] !== 1) continue;
      const envelope = decode(wire.Envelope, payload.subarray(1), "JOURNAL");
      const { creator, sequence, hash } = readEvent(chain, envelope);
      if (creator !== self) continue;
      const before = places.get(sequence);
      if (before !== undefined && before !== hash)
        this.fail("S6", `${name} signed two events ${sequence}`);
      places.set(sequence, hash);
    }
  }

  /** S8: every command that f+1 agents took has ended, and the log and the plant agree on it. */
  private nothingLost(): void {
    const { cluster } = this;
    for (const { id, stage, outcome, code } of cluster.followings) {
      const given = cluster.commands.get(id);
      const where = `${given?.device}=${given?.value} (${id.slice(0, 8)})`;
      if (stage !== "ended") this.fail("S8", `${where} stands at ${stage}`);
      const writes = cluster.plants.get(given?.device ?? "")?.writes ?? [];
      const written = writes.some(({ value }) => value === given?.value);
      const unwritten = ["refused", "expired", "skipped"].includes(outcome ?? "");
      // Given last is not ordered last: a command that was given before may have come to an agent,
      // and so into the order and to the device, after it (S3).
      const isDone = outcome === "confirmed" || code === "SUPERSEDED";
      if (code === "SUPERSEDED" && !this.isSuperseded(id))
        this.fail("S3", `${where} ended ${code}, and no later command writes its point`);
      if (this.cluster.probes.has(id) && stage === "ended" && !isDone)
        this.fail("S8", `${where} came after all was healed and ended ${outcome} ${code}`);
      if (outcome === "confirmed" && !written) this.fail("S8", `${where} confirmed, not written`);
      if (unwritten && written)
        this.fail("S8", `${where} was written and ended ${outcome} ${code}`);
    }
  }

  /** S7: an agent that comes to another state is healed by the others, so the end shows nothing. */
  private neverDiverged(): void {
    const count = this.cluster.counts.get("STATE_DIVERGED") ?? 0;
    if (count > 0) this.fail("S7", `${count} times an honest agent came to another state`);
  }

  /** The order has a later command of the same device that writes one of its points. */
  private isSuperseded(id: string): boolean {
    const command = this.permitted.find((one) => one.id === id);
    return this.permitted.some(
      ({ device, deviceSequence, points }) =>
        device === command?.device &&
        deviceSequence > command.deviceSequence &&
        points.some((point) => command.points.includes(point)),
    );
  }

  /** S7: when all is quiet all agents hold one state, and none stopped signing. */
  private sameState(): void {
    const states = this.honest.flatMap(({ place: { agent, name } }) => {
      if (agent === null) return [];
      if (agent.observer !== "") this.fail("S7", `${name} only watches: ${agent.observer}`);
      const { block } = agent.machine.state.clock;
      return [{ name, block, root: agent.machine.state.clock.previous }];
    });
    const highest = Math.max(...states.map(({ block }) => block));
    for (const { name, block, root } of states) {
      if (block !== highest) this.fail("S8", `${name} stands at block ${block} of ${highest}`);
      else if (root !== states.find((state) => state.block === highest)?.root)
        this.fail("S7", `${name} ends on another block ${block}`);
    }
  }
}
