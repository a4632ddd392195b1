import { join } from "node:path";
import type { Plant } from "@quorate/deploy";
import { SiteLinks } from "@quorate/edge-agent";
import { type Following, hexBytes, type Signer, signCommand } from "@quorate/protocol";
import { nodeSigner, readKey } from "@quorate/protocol/node";
import type { Random } from "../consensus/random.ts";
import type { GivenCommand } from "./check.ts";
import { killDevices, killPoints, valuesMax } from "./site.ts";

interface Given {
  readonly device: string;
  readonly points: readonly string[];
  readonly value: number;
  readonly notAfterMs: number;
  readonly following: Following;
}

const operators = ["ann", "bo"] as const;
/** How long commands live, ms: some expire while agents are away, some outlive the outage. */
const usualLives = [1500, 4000, 10_000, 45_000] as const;
/** An operator who hears nothing stops asking. */
const mostOpen = 1500;
const tickMs = 20;

interface LoadOptions {
  readonly random: Random;
  /** Commands a second. */
  readonly rate: number;
  readonly lives: readonly number[];
}

class Operator {
  readonly links: SiteLinks;
  private readonly chain: Uint8Array;
  private readonly signer: Signer;

  constructor(plant: Plant, name: string) {
    const { seed } = readKey(join(plant.home(name), "key.pem"));
    this.links = new SiteLinks(plant.site, seed);
    this.chain = hexBytes(plant.site.chain);
    this.signer = nodeSigner(seed);
  }

  give(
    { random, lives }: Pick<LoadOptions, "random" | "lives">,
    value: number,
    onNews: (following: Following) => void,
  ): Given {
    const device = random.pick(killDevices);
    const points = random.shuffled(killPoints).slice(0, random.chance(0.2) ? 2 : 1);
    const notAfterMs = Date.now() + random.pick(lives);
    const nonce = new Uint8Array(16);
    new DataView(nonce.buffer).setFloat64(0, value);
    const command = signCommand(this.chain, this.signer, {
      ...{ device, writes: points.map((point) => ({ point, value })), nonce, notAfterMs },
    });
    const following = this.links.client.submit(command, onNews);
    return { device, points, value, notAfterMs, following };
  }
}

/** Operators who give commands at a steady rate, each with a value of its own. */
export class Load {
  /** Wall clock ms at which a command was seen to be ordered, ascending. */
  readonly orderedMs: number[] = [];
  private readonly given: Given[] = [];
  private readonly options: LoadOptions;
  private readonly operators: readonly Operator[];
  private readonly timer: NodeJS.Timeout;
  private due = 0;
  private value = 0;
  private ended = 0;
  private lastMs = performance.now();

  constructor(
    plant: Plant,
    random: Random,
    rate: number,
    lives: readonly number[] = usualLives,
  ) {
    this.options = { random, rate, lives };
    this.operators = operators.map((name) => new Operator(plant, name));
    this.timer = setInterval(() => this.tick(), tickMs);
  }

  get links(): SiteLinks {
    return (this.operators[0] as Operator).links;
  }

  get count(): number {
    return this.given.length;
  }

  /** Commands with a receipt that their operator knows no end of. */
  get waiting(): number {
    return this.given.filter(({ following }) => isPromised(following) && !hasEnded(following))
      .length;
  }

  end(): void {
    clearInterval(this.timer);
  }

  close(): void {
    this.end();
    for (const { links } of this.operators) links.close();
  }

  /** Of every command when it was given and when its end was told, by one clock, ms. */
  times(): { readonly submittedMs: number; readonly endedMs: number | null }[] {
    return this.given.map(({ following: { at } }) => ({
      ...{ submittedMs: at.submitted ?? 0, endedMs: at.ended ?? null },
    }));
  }

  commands(): GivenCommand[] {
    return this.given.map(({ device, points, value, notAfterMs, following }) => ({
      ...{ id: following.id, device, points, value, notAfterMs },
      receipt: isPromised(following),
      told: hasEnded(following)
        ? { outcome: following.outcome ?? "", code: following.code }
        : null,
    }));
  }

  private tick(): void {
    const nowMs = performance.now();
    // A process that was kept from running does not make up for it at once.
    this.due = Math.min(this.due + ((nowMs - this.lastMs) * this.options.rate) / 1000, 10);
    this.lastMs = nowMs;
    for (; this.due >= 1; this.due -= 1) this.give();
  }

  private give(): void {
    if (this.count - this.ended >= mostOpen || this.value >= valuesMax) return;
    this.value += 1;
    let isOrdered = false;
    let isOver = false;
    const { random } = this.options;
    const given = random.pick(this.operators).give(this.options, this.value, (news) => {
      if (!isOrdered && news.at.ordered !== undefined) {
        isOrdered = true;
        this.orderedMs.push(Date.now());
      }
      if (isOver || news.stage !== "ended") return;
      isOver = true;
      this.ended += 1;
    });
    this.given.push(given);
  }
}

const hasEnded = ({ stage }: Following): boolean => stage === "ended";

/** f+1 agents said that they have it, whatever they said later. */
const isPromised = ({ at }: Following): boolean => at.received !== undefined;
