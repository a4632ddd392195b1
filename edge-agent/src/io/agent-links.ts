import { type FrameLink, isCoded, type KeyHex, limits, parseAddress } from "@quorate/protocol";
import {
  type Counters,
  FairShare,
  type KeptLink,
  keepLink,
  type Link,
  type LinkListener,
  type ListenOptions,
  listenLink,
  type RefusedInfo,
} from "@quorate/protocol/node";
import type { Agent } from "../agent.ts";
import type { Home } from "./home.ts";
import { LinePace } from "./line-pace.ts";
import type { ProcessLog } from "./log.ts";

export interface AgentLinksOptions {
  readonly agent: Agent;
  readonly home: Home;
  readonly log: ProcessLog;
  readonly counters: Counters;
  /** Told of errors that are nobody's fault but this program's. */
  readonly fatal: (error: unknown) => void;
}

/** Failed attempts to reach one peer are logged at the first and then every so many. */
const logEvery = 60;
/** Refused connections of one code are logged this often at most; all are counted. */
const refusedLogMs = 10_000;

/**
 * The sockets of one agent. Of two agents the one that stands earlier in the roster dials; guards,
 * operators and consoles come in at the API's port.
 */
export class AgentLinks {
  private readonly options: AgentLinksOptions;
  private readonly kept: KeptLink[] = [];
  private readonly listeners: LinkListener[] = [];
  private readonly pace = new LinePace();
  private readonly refusedMs = new Map<string, number>();
  /** Of each peer, whatever link it has: one that dials anew has what is left to it. */
  private readonly shares: readonly FairShare[];
  /** Of each client's key, whatever links it has. */
  private readonly clientShares = new Map<KeyHex, FairShare>();

  constructor(options: AgentLinksOptions) {
    this.options = options;
    const { agents } = options.agent.site;
    const share = 1 / (agents.length - 1);
    this.shares = agents.map(() => new FairShare(share, limits.peerBurstMs));
  }

  /** Listens, then dials. Throws LINK_LISTEN. */
  async open(): Promise<{ readonly address: string; readonly api: string }> {
    const { agent, home } = this.options;
    const spec = agent.site.agents[agent.self] as Agent["site"]["agents"][number];
    const { address, api } = { ...spec, ...home.local.listen };
    const peers = await this.listen(address, {
      allow: (key) => this.indexOf(key) < agent.self && this.indexOf(key) >= 0,
      onLink: (link) => this.peer(this.indexOf(link.peerKey), link),
    });
    const clients = await this.listen(api, {
      allow: (key) => agent.clients.roleOf(key) !== null,
      onLink: (link) => this.client(link),
      limits: { queueBytes: limits.clientQueueBytes, linksPerKey: limits.clientLinksPerKey },
    });
    for (let index = agent.self + 1; index < agent.site.agents.length; index += 1) this.dial(index);
    return { address: peers.address, api: clients.address };
  }

  async close(): Promise<void> {
    for (const link of this.kept) link.close();
    await Promise.all(this.listeners.map((listener) => listener.close()));
  }

  private indexOf(key: KeyHex): number {
    return this.options.agent.site.agents.findIndex((agent) => agent.key === key);
  }

  private async listen(
    address: string,
    on: Pick<ListenOptions, "allow" | "onLink" | "limits">,
  ): Promise<LinkListener> {
    const { seed } = this.options.home;
    const { host, port } = parseAddress(address, true) ?? { host: address, port: 0 };
    const onRefused = (info: RefusedInfo): void => this.refused(info);
    const listener = await listenLink({ host, port, seed, ...on, onRefused });
    this.listeners.push(listener);
    return listener;
  }

  private refused({ code, ...facts }: RefusedInfo): void {
    this.options.counters.add(code);
    this.note(this.indexOf(facts.key ?? ""), code);
    const nowMs = performance.now();
    if (nowMs - (this.refusedMs.get(code) ?? Number.NEGATIVE_INFINITY) < refusedLogMs) return;
    this.refusedMs.set(code, nowMs);
    this.options.log.warn("gossip", code, { ...facts });
  }

  /** A peer that is too far apart will not come by itself: the status has to say why. */
  private note(index: number, code: string): void {
    const { agent } = this.options;
    if (index >= 0 && code === "LINK_VERSION") agent.lastCodes.set(agent.nameOf(index), code);
  }

  private dial(index: number): void {
    const { agent, home, log } = this.options;
    const { address, key } = agent.site.agents[index] as Agent["site"]["agents"][number];
    let failures = 0;
    const kept = keepLink({
      ...{ address, seed: home.seed, expectKey: key },
      onUp: (link) => {
        failures = 0;
        this.peer(index, link);
      },
      onFailed: ({ code, detail }, retryMs) => {
        this.note(index, code);
        if (failures % logEvery === 0)
          log.warn("gossip", code, { peer: agent.nameOf(index), detail, failures, retryMs });
        failures += 1;
      },
    });
    this.kept.push(kept);
  }

  /** A fault of the frame ends the link; any other error is this program's and ends it. */
  private guarded(take: (frame: Uint8Array) => void): (frame: Uint8Array) => void {
    return (frame) => {
      try {
        take(frame);
      } catch (error) {
        if (isCoded(error)) throw error;
        this.options.fatal(error);
      }
    };
  }

  private mayLog(key: KeyHex): boolean {
    return this.pace.allows(key, performance.now());
  }

  /** No peer gets more of this agent's time than its share, whatever it sends. */
  private peer(index: number, link: Link): void {
    const { agent, log, counters } = this.options;
    const peer = agent.nameOf(index);
    if (this.mayLog(link.peerKey)) log.info("gossip", "PEER_UP", { peer, remote: link.remote });
    link.onClose(({ code, detail }) => {
      agent.peerDown(index, link, code);
      if (this.mayLog(link.peerKey))
        log.warn("gossip", "PEER_DOWN", { peer, cause: code, detail });
    });
    const fair = this.shares[index] as FairShare;
    let checkMs: ReadonlyMap<number, number> = new Map();
    const take = this.guarded((frame) => {
      checkMs = agent.peerFrame(index, frame);
    });
    link.onFrame((frame) => {
      const begunMs = performance.now();
      take(frame);
      // What an agent lacks it has asked for, and has to work off whoever brings it.
      if (agent.isRecovering || !agent.isCaughtUp) return;
      const nowMs = performance.now();
      let ownMs = nowMs - begunMs;
      for (const [creator, ms] of checkMs) {
        if (creator === index) continue;
        ownMs -= ms;
        this.shares[creator]?.spend(ms, nowMs);
      }
      const waitMs = fair.spend(ownMs, nowMs);
      if (waitMs === 0) return;
      counters.add("GOSSIP_PEER_HELD");
      link.hold(waitMs);
    });
    agent.peerUp(index, link satisfies FrameLink);
  }

  private client(link: Link): void {
    const { agent, log, counters } = this.options;
    const client = agent.clientUp(link.peerKey, link);
    if (client === null) {
      const facts = { remote: link.remote, detail: "too many clients" };
      if (this.mayLog(link.peerKey)) log.warn("command", "CLIENT_REFUSED", facts);
      link.close("LINK_FULL");
      return;
    }
    const { kind, spec } = client.role;
    const facts = { client: `${kind} ${spec.name}`, remote: link.remote };
    const level = kind === "guard" ? "info" : "debug";
    // Whoever asks for debug lines wants all of them.
    const mayLog = (): boolean => level === "debug" || this.mayLog(link.peerKey);
    if (mayLog()) log[level]("command", "CLIENT_UP", facts);
    link.onClose(({ code, detail }) => {
      client.down();
      if (mayLog()) log[level]("command", "CLIENT_DOWN", { ...facts, cause: code, detail });
    });
    const fair = this.clientShare(link.peerKey);
    const take = this.guarded((frame) => client.frame(frame));
    link.onFrame((frame) => {
      if (fair.charge(link, () => take(frame))) counters.add("API_CLIENT_HELD");
    });
  }

  /** Far more than a guard or an operator at work needs, and never all of the time. */
  private clientShare(key: KeyHex): FairShare {
    const { clientTimePercent: percent, clientBurstMs } = limits;
    const share = this.clientShares.get(key) ?? new FairShare(percent / 100, clientBurstMs);
    this.clientShares.set(key, share);
    return share;
  }
}
