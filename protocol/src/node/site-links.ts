import type { SiteAsker } from "../ask.ts";
import { hexBytes } from "../bytes.ts";
import { SiteClient } from "../client.ts";
import type { SealContext } from "../envelope.ts";
import type { Frame } from "../frame.ts";
import { isQuorum, type Site } from "../site.ts";
import type { WireAnswer } from "../wire.ts";
import { systemClock } from "./clock.ts";
import { nodeVerify } from "./crypto.ts";
import { type KeptLink, keepLink } from "./link-dial.ts";

/** When a quorum is up, the others are waited for so much longer, ms. */
const graceMs = 100;
/** Nobody waits for links longer than this before a start, ms. */
const readyMs = 1500;

interface Lane {
  readonly kept: KeptLink;
  settled: boolean;
  /** Why there is no link to this agent, as far as is known. */
  reason: string;
}

/** A client's links to all agents of a site, with the key of an operator or a console. */
export class SiteLinks implements SiteAsker {
  readonly site: Site;
  readonly context: SealContext;
  readonly client: SiteClient;
  private readonly lanes: Lane[];
  private wake: () => void = () => {};
  private everUp = false;

  constructor(site: Site, seed: Uint8Array) {
    this.site = site;
    this.context = { chain: hexBytes(site.chain), verify: nodeVerify };
    this.client = new SiteClient(site, this.context, systemClock);
    this.lanes = site.agents.map((_, index) => this.lane(index, seed));
  }

  /** Whether any agent was reached in this run. */
  get reached(): boolean {
    return this.everUp;
  }

  get upCount(): number {
    return this.client.agentsUp.length;
  }

  /** Why there is no link to this agent; empty when there is one. */
  reasonOf(agent: number): string {
    return this.lanes[agent]?.reason ?? "";
  }

  /** One sentence that names the agents without a link. */
  get missing(): string {
    const names = this.site.agents.flatMap(({ name }, index) =>
      this.reasonOf(index) === "" ? [] : [`${name} (${this.reasonOf(index)})`],
    );
    return names.join(", ");
  }

  /** Resolves when every agent is up or has failed once, or soon after a quorum is up. */
  async ready(): Promise<void> {
    const deadlineMs = performance.now() + readyMs;
    let quorumMs = Number.POSITIVE_INFINITY;
    for (;;) {
      const nowMs = performance.now();
      if (this.lanes.every(({ settled }) => settled)) return;
      if (isQuorum(this.upCount, this.lanes.length)) quorumMs = Math.min(quorumMs, nowMs + graceMs);
      const untilMs = Math.min(deadlineMs, quorumMs);
      if (nowMs >= untilMs) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, untilMs - nowMs);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  ask(agent: number, query: Frame["query"], withinMs: number): Promise<WireAnswer | null> {
    return new Promise((resolve) => this.client.ask(agent, query, withinMs, resolve));
  }

  /** The answers of all agents in roster order; null of those that gave none. */
  askAll(query: Frame["query"], withinMs: number): Promise<readonly (WireAnswer | null)[]> {
    return Promise.all(this.lanes.map((_, index) => this.ask(index, query, withinMs)));
  }

  close(): void {
    this.client.close();
    for (const { kept } of this.lanes) kept.close();
  }

  private lane(index: number, seed: Uint8Array): Lane {
    const { api, key } = this.site.agents[index] as Site["agents"][number];
    const change = (settled: boolean, reason: string): void => {
      lane.settled ||= settled;
      lane.reason = reason;
      this.wake();
    };
    const kept = keepLink({
      ...{ address: api, seed, expectKey: key },
      onUp: (link) => {
        this.everUp = true;
        link.onFrame((bytes) => this.client.agentFrame(index, bytes));
        this.client.agentUp(index, link);
        change(true, "");
      },
      onDown: ({ code }, link) => {
        this.client.agentDown(index, link);
        change(true, code);
      },
      onFailed: ({ code, detail }) => change(true, detail?.split(": ").pop() ?? code),
    });
    const lane: Lane = { kept, settled: false, reason: "no answer yet" };
    return lane;
  }
}
