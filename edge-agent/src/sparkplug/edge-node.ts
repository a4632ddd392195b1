import {
  type BrokerSettings,
  type Clock,
  type Envelope,
  isQuorum,
  type Log,
  type Sample,
  type Signer,
  type Site,
} from "@quorate/protocol";
import { decodeSparkplug } from "@quorate/protocol/sparkplug";
import type { AgentStatus } from "@quorate/protocol";
import { Catalogue, commandMetrics, rebirthName } from "./catalogue.ts";
import { sparkplugLimits } from "./limits.ts";
import { Messages } from "./messages.ts";
import { valueOf } from "./metric.ts";
import type { HeldValue, Outage } from "./outage.ts";
import { type Delivered, type ProposalNews, Proposals } from "./proposals.ts";
import { Publisher } from "./publisher.ts";
import { Sequence } from "./sequence.ts";
import { type Dial, Session } from "./session.ts";
import {
  deviceTopic,
  type Inbound,
  type NodeIds,
  nodeTopic,
  plainTopic,
  stateTopic,
} from "./topics.ts";

export interface EdgeNodeOptions {
  readonly site: Site;
  readonly chain: Uint8Array;
  readonly ids: NodeIds;
  readonly settings: Pick<BrokerSettings, "urls" | "primaryHost" | "plainTopics">;
  readonly bdSeq: number | null;
  readonly outage: Outage;
  readonly clock: Clock;
  readonly log: Log;
  readonly dial: Dial;
  /** The gateway's key, where the site file lists it for this agent. */
  readonly signer: Signer | null;
  random(): number;
  nonce(): Uint8Array;
  count(code: string): void;
  /** A command from the broker that was refused; `count` is told too. */
  refused(device: string, code: string, timeMs: number): void;
  saveBdSeq(value: number): void;
  status(): Pick<AgentStatus, "ordering" | "why" | "block" | "pending" | "agents">;
  /** Commands that ended refused since this began. */
  rejected(): number;
  /** Hands a proposal in; its stages come back to `progress`. */
  submit(command: Envelope): void;
}

/** What was last heard of a device. */
interface Heard {
  atMs: number;
  readonly silentMs: number;
}

/** Refusals of one code are logged this often at most, ms; all are counted. */
const refusalLogMs = 10_000;

/**
 * A Sparkplug 3.0 edge node: group and node name the site and the agent, its devices are the
 * site's. It tells what the agent knows and takes nothing from the broker but requests for a
 * rebirth and proposals.
 */
export class EdgeNode {
  private readonly options: EdgeNodeOptions;
  private readonly catalogue: Catalogue;
  private readonly publisher: Publisher;
  private readonly session: Session;
  private readonly proposals: Proposals;
  private readonly heard = new Map<string, Heard>();
  private readonly refusedMs = new Map<string, number>();
  private plainPending: HeldValue[] = [];
  private plainMs = 0;
  private nodeMs = Number.NEGATIVE_INFINITY;
  private cancelTick: () => void = () => {};

  constructor(options: EdgeNodeOptions) {
    const { site, ids, settings, clock } = options;
    this.options = options;
    this.catalogue = new Catalogue(site);
    const nowMs = (): number => this.nowMs();
    const messages = new Messages(ids, this.catalogue, new Sequence(), nowMs);
    this.publisher = new Publisher({
      ...{ catalogue: this.catalogue, messages, outage: options.outage, nowMs },
      publish: (message) => this.session.publish(message),
      giveUp: (code, detail) => this.session.dropFor(code, detail),
      prove: () => this.session.prove(),
      told: (values) => this.tellPlainly(values),
    });
    this.session = new Session(
      {
        ...{ ids, urls: settings.urls, topics: this.topics(), clock, log: options.log },
        ...{ primaryHost: settings.primaryHost, bdSeq: options.bdSeq, dial: options.dial },
        count: (code) => options.count(code),
        random: () => options.random(),
        saveBdSeq: (value) => options.saveBdSeq(value),
      },
      {
        nodeDeath: (bdSeq) => messages.nodeDeath(bdSeq),
        birth: (bdSeq) => this.birth(bdSeq),
        pause: () => this.publisher.pause(),
        lost: () => this.publisher.lost(),
        mark: () => this.publisher.mark(),
        command: (inbound, delivered) => this.command(inbound, delivered),
      },
    );
    this.proposals = new Proposals({
      ...{ site, chain: options.chain, signer: options.signer, nowMs },
      monotonicMs: () => clock.monotonicMs(),
      nonce: () => options.nonce(),
      submit: (command) => options.submit(command),
      news: (news) => this.tell(news),
      refused: (device, code, detail) => this.refused(device, code, detail),
    });
    this.offerFixed();
  }

  start(): void {
    this.session.start();
    this.tick();
  }

  stop(): void {
    this.cancelTick();
    this.publisher.flush();
    this.session.stop();
    this.publisher.hold();
  }

  /** Births are out and data flows. */
  get isBorn(): boolean {
    return this.session.isBorn;
  }

  /** A reading that the agent took: which device, whether it is up, and what was seen. */
  reading(device: string, up: boolean, samples: readonly Sample[]): void {
    const metrics = this.catalogue.devices.get(device);
    if (metrics === undefined) return;
    for (const sample of samples) {
      const spec = metrics.byName.get(sample.point);
      if (spec?.point !== undefined) this.publisher.offer(device, spec, valueOf(sample));
    }
    const { scanMs } = metrics.spec;
    const silentMs = 2 * scanMs * this.options.site.policy.freshness;
    this.heard.set(device, {
      atMs: this.options.clock.monotonicMs(),
      silentMs: Math.max(silentMs, sparkplugLimits.silentMs),
    });
    if (up) this.publisher.deviceUp(device);
    else this.publisher.deviceDown(device, false);
  }

  /** A stage of a command that this gateway handed in. */
  progress(id: string, stage: string, outcome: string, code: string): void {
    this.proposals.progress(id, stage, outcome, code);
  }

  private nowMs(): number {
    return Math.floor(this.options.clock.nowUs() / 1000);
  }

  /** tck-id-message-flow-edge-node-ncmd-subscribe, tck-id-message-flow-device-dcmd-subscribe. */
  private topics(): string[] {
    const { ids, site, settings } = this.options;
    const { primaryHost } = settings;
    const writable = site.devices.filter(({ points }) =>
      points.some(({ access }) => access === "setpoint"),
    );
    return [
      nodeTopic(ids, "NCMD"),
      ...writable.map(({ name }) => deviceTopic(ids, "DCMD", name)),
      ...(primaryHost === undefined ? [] : [stateTopic(primaryHost)]),
    ];
  }

  private tick(): void {
    this.cancelTick = this.options.clock.after(sparkplugLimits.collectMs, () => {
      const nowMs = this.options.clock.monotonicMs();
      for (const [device, { atMs, silentMs }] of this.heard)
        if (nowMs - atMs > silentMs) this.publisher.deviceDown(device, true);
      if (nowMs - this.nodeMs >= sparkplugLimits.nodeMs) {
        this.nodeMs = nowMs;
        this.offerNode();
      }
      this.publisher.flush();
      this.flushPlain(nowMs);
      this.tick();
    });
  }

  private birth(bdSeq: number): void {
    this.offerNode();
    this.publisher.birth(bdSeq);
    this.options.log.info("mqtt", "MQTT_BORN", {
      ...{ bdSeq, devices: this.catalogue.devices.size },
      ...{ stored: this.options.outage.heldValues, dropped: this.options.outage.dropped },
    });
  }

  // node metrics ---------------------------------------------------------------------------------

  private offerFixed(): void {
    this.publisher.offerNode("software", "Quorate");
    this.publisher.offerNode("chain", this.options.site.chain);
    for (const key of ["lastId", "lastState", "lastCode"] as const)
      this.publisher.offerNode(key, "");
  }

  private offerNode(): void {
    const { outage, site } = this.options;
    const { ordering, why, block, pending, agents } = this.options.status();
    const up = agents.filter((agent) => agent.up);
    const lags = up.map(({ lagMs }) => lagMs ?? 0);
    const { publisher, proposals } = this;
    publisher.offerNode("ordering", ordering);
    publisher.offerNode("why", why);
    publisher.offerNode("block", block);
    publisher.offerNode("agentsUp", up.length);
    publisher.offerNode("quorum", isQuorum(up.length, site.agents.length));
    publisher.offerNode("lagMs", Math.max(0, ...lags));
    publisher.offerNode("open", pending);
    publisher.offerNode("rejected", this.options.rejected());
    publisher.offerNode("storedValues", outage.heldValues);
    publisher.offerNode("storedBytes", outage.heldBytes);
    publisher.offerNode("dropped", outage.dropped);
    publisher.offerNode("proposed", proposals.taken);
    publisher.offerNode("refused", proposals.refusals);
  }

  // commands -------------------------------------------------------------------------------------

  private command(inbound: Inbound, delivered: Delivered): void {
    if (inbound.kind === "device") {
      const metrics = this.catalogue.devices.get(inbound.device);
      if (metrics === undefined) this.options.count("COMMAND_GATEWAY_METRIC");
      else this.proposals.take(metrics, delivered);
    } else if (inbound.kind === "node") this.nodeCommand(delivered);
  }

  /** The one thing that the node does on command; all else is counted and passed over. */
  private nodeCommand({ payload, retained }: Delivered): void {
    let asked = false;
    try {
      const { metrics } = decodeSparkplug(payload);
      asked = (metrics ?? []).some(
        ({ name, booleanValue }) => name === rebirthName && booleanValue === true,
      );
    } catch {
      // Not decodable is not asked.
    }
    if (asked && !retained) this.session.rebirth();
    else this.options.count("MQTT_NODE_COMMAND");
  }

  private tell({ device, id, state, code }: ProposalNews): void {
    const metrics = this.catalogue.devices.get(device);
    const timeMs = this.nowMs();
    for (const [name, value] of [
      [commandMetrics.id, id],
      [commandMetrics.state, state],
      [commandMetrics.code, code],
    ] as const) {
      const spec = metrics?.byName.get(name);
      if (spec !== undefined)
        this.publisher.offer(device, spec, { value, quality: 192, reason: "", timeMs });
    }
    this.publisher.offerNode("lastId", id);
    this.publisher.offerNode("lastState", state);
    this.publisher.offerNode("lastCode", code);
  }

  private refused(device: string, code: string, detail: string): void {
    const { count, log, clock } = this.options;
    count(code);
    this.options.refused(device, code, this.nowMs());
    const nowMs = clock.monotonicMs();
    if (nowMs - (this.refusedMs.get(code) ?? Number.NEGATIVE_INFINITY) < refusalLogMs) return;
    this.refusedMs.set(code, nowMs);
    log.warn("mqtt", code, { device, detail, from: "broker" });
  }

  // plain topics ---------------------------------------------------------------------------------

  private tellPlainly(values: readonly HeldValue[]): void {
    if (!this.options.settings.plainTopics) return;
    this.plainPending.push(...values.filter(({ spec }) => spec.point !== undefined));
  }

  /** Behind the births, which are first (tck-id-principles-birth-certificates-order). */
  private flushPlain(nowMs: number): void {
    const values = this.plainPending;
    this.plainPending = [];
    if (!this.options.settings.plainTopics || !this.session.isBorn) return;
    if (nowMs - this.plainMs >= sparkplugLimits.plainMs) {
      this.plainMs = nowMs;
      for (const [device, { byName }] of this.catalogue.devices)
        for (const spec of byName.values())
          if (spec.point !== undefined)
            values.push({ device, spec, value: this.publisher.current(spec) });
    }
    for (const { device, spec, value } of values)
      if (!this.session.publish(this.plainMessage(device, spec.name, value))) return;
  }

  private plainMessage(device: string, point: string, value: HeldValue["value"]) {
    const units = this.catalogue.devices.get(device)?.byName.get(point)?.point?.units;
    const quality = { 0: "bad", 192: "good", 500: "stale" }[value.quality];
    const json = {
      ...{ value: value.value, quality, time: value.timeMs },
      ...(value.reason === "" ? {} : { reason: value.reason }),
      ...(units === undefined ? {} : { units }),
    };
    const payload = new TextEncoder().encode(JSON.stringify(json));
    return { topic: plainTopic(this.options.site, device, point), payload };
  }
}
