import {
  type AgentStatus,
  type AlarmLine,
  type Envelope,
  type FrameLink,
  type Frame,
  type Log,
  type PointValue,
  type Quality,
  SiteClient,
  signReading,
  type Site,
  type WireAnswer,
  type WireBlock,
  type WireFrame,
  decodeFrame,
} from "@quorate/protocol";
import { systemClock } from "@quorate/protocol/node";
import type { PlantLinks } from "../../hmi/src/plant.ts";
import { chain, context, signerOf } from "../protocol/sealed.ts";

export interface FakeSample {
  readonly point: string;
  readonly value: PointValue | null;
  readonly quality?: Quality;
  readonly reason?: string;
  readonly sourceMs: number;
}

/** What the guard `g` signs about the tank; another signer makes what no agent may hand out. */
export const readingOf = (
  samples: readonly FakeSample[],
  timeMs: number,
  signer = "g",
  device = "tank",
): Envelope =>
  signReading(chain, signerOf(signer), {
    ...{ device, timeMs, up: true },
    samples: samples.map(({ point, value, quality = "good", reason, sourceMs }) => ({
      ...{ point, value, quality, sourceTimeMs: sourceMs, receivedTimeMs: sourceMs },
      ...(reason === undefined ? {} : { reason }),
    })),
  });

const empty = {
  ...{ json: "", readings: [], blocks: [], lastBlock: 0, code: "", detail: "" },
  ...{ equivocations: [], more: false, nextPlace: 0, unheard: [] },
};

/** One agent that says what a test wants; null where it is silent. */
export interface FakeAgent {
  readings: readonly Envelope[];
  buffered: readonly { readonly timeMs: number; readonly envelope: Envelope }[];
  alarms: readonly Partial<AlarmLine>[];
  /** Devices and points whose guard it does not hear. */
  unheard: readonly string[];
  blocks: readonly WireBlock[];
  /** In place of what it would say of its status, and of its graph. */
  json: string | null;
  up: boolean;
  /** Its clock less the system's, ms. */
  aheadMs: number;
}

const statusOf = (site: Site, agent: number, one: FakeAgent): AgentStatus => ({
  ...{ agent: site.agents[agent]?.name ?? "", observer: "", ordering: true, whyCode: "", why: "" },
  ...{ waitsCode: "", waits: "", block: one.blocks.length, round: 7, pending: 0 },
  ...{ ownOrdered: 1, voted: 1 },
  ...{ timeMs: Date.now() + one.aheadMs, clockMs: Date.now() + one.aheadMs },
  agents: site.agents.map(({ name }) => ({
    ...{ name, up: true, round: 7, block: one.blocks.length, lagMs: 5, skewMs: 0, outlier: false },
    ...{ lastEvent: 9, lastEventMs: Date.now(), lastCode: "", equivocated: false },
    ...{ equivocation: 0, diverged: false },
  })),
  guards: site.guards.map(({ name }) => ({ name, up: true, twice: false })),
  devices: site.devices.map(({ name, guard }) => ({ name, guard, up: true, sequence: 0, open: 0 })),
});

/** The links of a console to agents that a test has in its hand. */
export class FakeAgents implements PlantLinks {
  readonly site: Site;
  readonly context = context;
  readonly client: SiteClient;
  readonly agents: FakeAgent[];
  /** Frames that were handed to each agent. */
  readonly frames: { readonly agent: number; readonly frame: WireFrame }[] = [];

  constructor(site: Site) {
    this.site = site;
    this.client = new SiteClient(site, context, systemClock);
    this.agents = site.agents.map(() => ({
      ...{ readings: [], buffered: [], alarms: [], unheard: [], blocks: [], json: null },
      ...{ up: true, aheadMs: 0 },
    }));
    this.agents.forEach((_, agent) => {
      const link: FrameLink = {
        waitingBytes: 0,
        send: (bytes) => {
          this.frames.push({ agent, frame: decodeFrame(bytes) });
          return true;
        },
        close: () => {},
      };
      this.client.agentUp(agent, link);
    });
  }

  get upCount(): number {
    return this.agents.filter(({ up }) => up).length;
  }

  get missing(): string {
    return this.site.agents.flatMap(({ name }, at) => (this.reasonOf(at) ? [name] : [])).join(", ");
  }

  reasonOf(agent: number): string {
    return this.agents[agent]?.up === true ? "" : "LINK_LOST";
  }

  /** The same change for several of them. */
  change(agents: readonly number[], change: Partial<FakeAgent>): void {
    for (const agent of agents) Object.assign(this.agents[agent] as FakeAgent, change);
  }

  async ask(agent: number, query: Frame["query"]): Promise<WireAnswer | null> {
    const one = this.agents[agent];
    if (one === undefined || !one.up) return null;
    return { ...empty, ...this.answer(agent, one, query) };
  }

  askAll(query: Frame["query"]): Promise<readonly (WireAnswer | null)[]> {
    return Promise.all(this.agents.map((_, agent) => this.ask(agent, query)));
  }

  private answer(agent: number, one: FakeAgent, query: Frame["query"]): Partial<WireAnswer> {
    if (query?.readings) return { readings: one.readings };
    if (query?.graph) return { json: one.json ?? "[]" };
    if (query?.status) return { json: one.json ?? JSON.stringify(statusOf(this.site, agent, one)) };
    if (query?.alarms) return { json: JSON.stringify(one.alarms), unheard: one.unheard };
    if (query?.blocks) {
      const { from = 1, limit = 64 } = query.blocks;
      return { blocks: one.blocks.slice((from ?? 1) - 1, (from ?? 1) - 1 + (limit ?? 64)) };
    }
    if (query?.samples) {
      const { fromMs = 0, limit = 0 } = query.samples;
      const wanted = one.buffered.filter(({ timeMs }) => timeMs >= (fromMs ?? 0));
      const part = wanted.slice(0, limit ?? 0).map(({ envelope }) => envelope);
      return { readings: part, more: part.length < wanted.length };
    }
    return {};
  }
}

/** Keeps what was logged. */
export class HeardLog implements Log {
  readonly lines: { readonly code: string; readonly facts: object }[] = [];
  info(_stage: string, code: string, facts: object = {}): void {
    this.lines.push({ code, facts });
  }
  warn(stage: string, code: string, facts: object = {}): void {
    this.info(stage, code, facts);
  }
  has(code: string): boolean {
    return this.lines.some((line) => line.code === code);
  }
}
