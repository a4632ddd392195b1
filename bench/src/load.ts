import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import {
  type Envelope,
  faultsOf,
  type Following,
  hexBytes,
  type PointWrite,
  type Signer,
  type Site,
  SiteClient,
  signCommand,
} from "@quorate/protocol";
import { keepLink, nodeSigner, nodeVerify, systemClock } from "@quorate/protocol/node";
import { floatOf } from "./bank.ts";
import { type Percentiles, Stopwatch } from "./figures.ts";
import { deviceName, firstRegister, type LoadPlant, pointName } from "./load-plant.ts";
import { nowMs } from "./operator.ts";

/** Commands live this long, ms: long enough to end under any load that is offered here. */
const lifeMs = 30_000;
/** What a machine may need to sign one command, ms; signing is over before the load begins. */
const signingMs = 0.3;
/** Between the last signature and the first command, ms. */
const leadMs = 50;
/** After its `notAfter` a command has ended or is lost; the rest is the way of its closing. */
const patienceMs = lifeMs + 20_000;

const wordsOfFloat = 2;
const placeOf = (device: number, value: number): string => `${device} ${value}`;

/** Share of a load in which its first commands are on their way, which says nothing of its rate. */
const warmUp = 1 / 3;

/** An operator who is linked to f+1 agents, all of whom must say a thing for it to be believed. */
class LoadOperator {
  readonly signer: Signer;
  readonly client: SiteClient;
  private readonly links: readonly { close(): void }[];

  constructor(site: Site, seed: Uint8Array, first: number) {
    this.signer = nodeSigner(seed);
    const context = { chain: hexBytes(site.chain), verify: nodeVerify };
    this.client = new SiteClient(site, context, systemClock);
    const enough = faultsOf(site.agents.length) + 1;
    const count = site.agents.length;
    const chosen = Array.from({ length: enough }, (_, index) => (first + index) % count);
    this.links = chosen.map((index) => {
      const { api, key } = site.agents[index] as Site["agents"][number];
      return keepLink({
        ...{ address: api, seed, expectKey: key },
        onUp: (link) => {
          link.onFrame((bytes) => this.client.agentFrame(index, bytes));
          this.client.agentUp(index, link);
        },
        onDown: (_reason, link) => this.client.agentDown(index, link),
      });
    });
  }

  get isUp(): boolean {
    return this.client.agentsUp.length === this.links.length;
  }

  close(): void {
    this.client.close();
    for (const link of this.links) link.close();
  }
}

/** One command from when it was due: what became of it, and when, ms since 1970. */
interface Offered {
  readonly dueMs: number;
  /** Its device and the value of its first point, which no other command of its time has. */
  readonly place: string;
  readonly operator: LoadOperator;
  readonly envelope: Envelope;
  following: Following | null;
  orderedMs: number | null;
  certifiedMs: number | null;
  /** When the device had its first point. */
  writtenMs: number | null;
}

export interface LoadFigures {
  readonly offeredPerSecond: number;
  readonly seconds: number;
  readonly writesPerCommand: number;
  readonly offered: number;
  /** With a verdict of the order, be it a denial. */
  readonly ordered: number;
  /** Permitted and certified. */
  readonly certified: number;
  /** Certified while the load was on, its beginning left out: what it gets through, a second. */
  readonly goodputPerSecond: number;
  readonly orderedPerSecond: number;
  /** How many ended so, by outcome and code; `open` has no end and is lost. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly lost: number;
  /** From when each was due. */
  readonly msToOrdered: Percentiles;
  readonly msToCertified: Percentiles;
  readonly msToRegister: Percentiles;
  /** That the device took, of all commands' points. */
  readonly setPointsWritten: number;
  /** How much later than due commands were handed over: what the generator itself is late. */
  readonly msLate: Percentiles;
  /** CPU seconds of the generator, in a second of load. */
  readonly generatorCores: number;
}

/** An end stands for the earlier stages; only of one that was written is that true. */
const isCertified = ({ stage, outcome, at }: Following): boolean =>
  stage === "ended"
    ? outcome === "confirmed" || outcome === "failed"
    : at.certified !== undefined;

/** Commands by the clock, whatever became of the earlier ones, by operators in turn. */
export class Load {
  private readonly target: LoadPlant;
  private readonly chain: Uint8Array;
  private readonly operators: readonly LoadOperator[];
  private next = 0;

  constructor(target: LoadPlant) {
    const { site } = target.plant;
    this.target = target;
    this.chain = hexBytes(site.chain);
    this.operators = target.operatorSeeds.map((seed, index) => new LoadOperator(site, seed, index));
  }

  async ready(): Promise<void> {
    while (!this.operators.every(({ isUp }) => isUp)) await wait(20);
  }

  close(): void {
    for (const operator of this.operators) operator.close();
  }

  /** From the first command's due time until all have ended. */
  async run(rate: number, seconds: number, writes = 1): Promise<LoadFigures> {
    const ended = await this.offerAll(rate, seconds, writes);
    return ended();
  }

  /**
   * Resolves when the last command was handed over; the answer waits for what is still open. All
   * are signed before the first one is due.
   */
  async offerAll(rate: number, seconds: number, writes = 1): Promise<() => Promise<LoadFigures>> {
    const count = Math.round(rate * seconds);
    // What others wrote before is told, and forgotten.
    await this.target.bank.written();
    const begunMs = nowMs() + leadMs + count * signingMs;
    const all = Array.from({ length: count }, (_, index) =>
      this.offer(begunMs + (index * 1000) / rate, writes),
    );
    const msLate = new Stopwatch();
    let cpuBefore = process.cpuUsage();
    let ended = 0;
    for (let index = 0; index < count; ) {
      const now = nowMs();
      for (; index < count && (all[index] as Offered).dueMs <= now; index += 1) {
        const offered = all[index] as Offered;
        if (index === 0) cpuBefore = process.cpuUsage();
        msLate.record(nowMs() - offered.dueMs);
        this.submit(offered, () => (ended += 1));
      }
      await wait(1);
    }
    const loadMs = Math.max(nowMs() - begunMs, 1);
    const { user, system } = process.cpuUsage(cpuBefore);
    const generatorCores = Number(((user + system) / 1000 / loadMs).toFixed(2));
    return async () => {
      const deadlineMs = nowMs() + patienceMs;
      while (ended < count && nowMs() < deadlineMs) await wait(20);
      for (const { operator, following } of all)
        if (following !== null) operator.client.leave(following);
      const setPointsWritten = await this.noteWrites(all);
      return {
        ...{ offeredPerSecond: rate, seconds, writesPerCommand: writes, offered: count },
        ...figuresOf(all, begunMs, loadMs),
        ...{ setPointsWritten, msLate: msLate.percentiles(), generatorCores },
      };
    };
  }

  private offer(dueMs: number, writes: number): Offered {
    const index = this.next++;
    const { devices } = this.target.options;
    const operator = this.operators[index % this.operators.length] as LoadOperator;
    const values = Array.from({ length: writes }, (_, point): PointWrite => ({
      ...{ point: pointName(point), value: (index % 100_000) / 8 + point },
    }));
    const envelope = signCommand(this.chain, operator.signer, {
      ...{ device: deviceName(index % devices), writes: values, nonce: randomBytes(16) },
      notAfterMs: Math.floor(dueMs + lifeMs),
    });
    const place = placeOf(index % devices, (index % 100_000) / 8);
    const never = { following: null, orderedMs: null, certifiedMs: null, writtenMs: null };
    return { dueMs, place, operator, envelope, ...never };
  }

  /** Which commands the device has; answers how many set points. */
  private async noteWrites(all: readonly Offered[]): Promise<number> {
    const written = new Map<string, number>();
    let points = 0;
    for (const [t, unit, register, words] of await this.target.bank.written()) {
      points += words.length / wordsOfFloat;
      if (register === firstRegister) written.set(placeOf(unit - 1, floatOf(words)), t);
    }
    for (const offered of all) offered.writtenMs = written.get(offered.place) ?? null;
    return points;
  }

  private submit(offered: Offered, done: () => void): void {
    offered.following = offered.operator.client.submit(offered.envelope, (news) => {
      const now = nowMs();
      if (news.sequence > 0) offered.orderedMs ??= now;
      if (isCertified(news)) offered.certifiedMs ??= now;
      if (news.stage === "ended") done();
    });
  }
}

type Counted = Omit<
  LoadFigures,
  | ("offeredPerSecond" | "seconds" | "writesPerCommand" | "offered")
  | ("msLate" | "generatorCores" | "setPointsWritten")
>;

const outcomeOf = (following: Following | null): string => {
  if (following === null || following.stage !== "ended") return "open";
  return `${following.outcome ?? ""} ${following.code}`.trim();
};

const figuresOf = (all: readonly Offered[], begunMs: number, loadMs: number): Counted => {
  const [msToOrdered, msToCertified] = [new Stopwatch(), new Stopwatch()];
  const msToRegister = new Stopwatch();
  const outcomes: Record<string, number> = {};
  let [ordered, certified, orderedInTime, certifiedInTime] = [0, 0, 0, 0];
  const [fromMs, toMs] = [begunMs + loadMs * warmUp, begunMs + loadMs];
  const isInTime = (atMs: number): number => (atMs > fromMs && atMs <= toMs ? 1 : 0);
  for (const { dueMs, following, orderedMs, certifiedMs, writtenMs } of all) {
    const outcome = outcomeOf(following);
    if (writtenMs !== null) msToRegister.record(writtenMs - dueMs);
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    if (orderedMs !== null) {
      ordered += 1;
      orderedInTime += isInTime(orderedMs);
      msToOrdered.record(orderedMs - dueMs);
    }
    if (certifiedMs !== null) {
      certified += 1;
      certifiedInTime += isInTime(certifiedMs);
      msToCertified.record(certifiedMs - dueMs);
    }
  }
  return {
    ...{ ordered, certified, outcomes, lost: outcomes["open"] ?? 0 },
    goodputPerSecond: Math.round((certifiedInTime * 1000) / (toMs - fromMs)),
    orderedPerSecond: Math.round((orderedInTime * 1000) / (toMs - fromMs)),
    msToOrdered: msToOrdered.percentiles(),
    msToCertified: msToCertified.percentiles(),
    msToRegister: msToRegister.percentiles(),
  };
};
