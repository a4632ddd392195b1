import type { Clock, Log } from "@quorate/protocol";
import { HostState } from "./host-state.ts";
import { sparkplugLimits } from "./limits.ts";
import type { Message } from "./messages.ts";
import type { Delivered } from "./proposals.ts";
import { following } from "./sequence.ts";
import { type Inbound, type NodeIds, readTopic } from "./topics.ts";

/** One MQTT session, already up and subscribed. */
export interface BrokerLink {
  /** False when the connection is gone or takes no more; what was published is then lost. */
  publish(message: Message, qos: 0 | 1): boolean;
  /** Answered by `pong`, behind everything published before. */
  ping(): void;
  /** Says goodbye behind what was published, so that the broker does not publish the will. */
  close(): void;
  drop(): void;
}

export interface BrokerEvents {
  /** The transport is up and CONNECT is the next thing sent: the will to send with it. */
  will(): Message;
  up(link: BrokerLink): void;
  message(topic: string, delivered: Delivered): void;
  pong(): void;
  /** Once, whether it was up before or not. */
  down(code: string, detail: string): void;
}

/** Opens a connection; the answer gives it up. */
export type Dial = (url: string, topics: readonly string[], events: BrokerEvents) => () => void;

export interface SessionOptions {
  readonly ids: NodeIds;
  readonly urls: readonly string[];
  readonly topics: readonly string[];
  readonly primaryHost: string | undefined;
  /** Of the last CONNECT of an earlier run; null when there was none. */
  readonly bdSeq: number | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly dial: Dial;
  count(code: string): void;
  /** From 0 to 1. */
  random(): number;
  /** Durable when it returns: the next run has to go on from it. */
  saveBdSeq(value: number): void;
}

/** What a session is about: the edge node's messages. */
export interface SessionHost {
  nodeDeath(bdSeq: number): Message;
  /** Publishes all births; data may follow. */
  birth(bdSeq: number): void;
  /** Data has to wait until the next birth. */
  pause(): void;
  lost(): void;
  /** Whether something published is not proved; and what to do when all of it so far is. */
  mark(): (() => void) | null;
  command(inbound: Inbound, delivered: Delivered): void;
}

/** A session that lasted so long ends a row of failures, ms. */
const steadyMs = 5000;

/**
 * Keeps one MQTT session with one of the servers
 * (tck-id-operational-behavior-primary-application-state-with-multiple-servers-single-server):
 * will, birth-death sequence, primary host, reconnection with back-off, and the proof that the
 * broker has what was published. Every session is a new one: nothing of an earlier one is queued,
 * replayed or resumed.
 */
export class Session {
  private readonly options: SessionOptions;
  private readonly host: SessionHost;
  private readonly hostState: HostState;
  private bdSeq: number | null;
  private link: BrokerLink | null = null;
  private born = false;
  private server = 0;
  private failures = 0;
  private upSinceMs = 0;
  private bornMs = Number.NEGATIVE_INFINITY;
  private rebirthing = false;
  /** This session is ended because the host is not at its server: it counts as a failure. */
  private vain = false;
  private settle: (() => void) | null = null;
  private pingedMs = 0;
  private stopped = false;
  private giveUp: () => void = () => {};
  private cancelRetry: () => void = () => {};
  private cancelWait: () => void = () => {};
  private cancelTick: () => void = () => {};

  constructor(options: SessionOptions, host: SessionHost) {
    this.options = options;
    this.host = host;
    this.bdSeq = options.bdSeq;
    this.hostState = new HostState(options.primaryHost);
  }

  get isBorn(): boolean {
    return this.born;
  }

  start(): void {
    this.connect();
    this.tick();
  }

  /** Ends in order: the death of the node is the last message (section 5.5). */
  stop(): void {
    this.stopped = true;
    this.cancelTick();
    this.cancelRetry();
    this.end();
    this.giveUp();
  }

  /** False when there is no session that takes it. */
  publish(message: Message): boolean {
    if (this.link === null) return false;
    if (this.link.publish(message, 0)) return true;
    this.dropFor("MQTT_STALLED", "the broker does not take what is published");
    return false;
  }

  dropFor(code: string, detail: string): void {
    this.options.count(code);
    this.options.log.warn("mqtt", code, { detail });
    this.link?.drop();
  }

  /**
   * tck-id-operational-behavior-data-commands-rebirth-action-1 to -3: data stops at once; births
   * follow, at most so many in a time, with the session's own bdSeq.
   */
  rebirth(): void {
    if (!this.born || this.rebirthing) return;
    this.options.count("MQTT_REBIRTH");
    this.rebirthing = true;
    this.host.pause();
    const waitMs = this.bornMs + sparkplugLimits.rebirthMs - this.options.clock.monotonicMs();
    if (waitMs <= 0) this.bear();
    else this.options.clock.after(waitMs, () => this.bear());
  }

  private get url(): string {
    return this.options.urls[this.server] as string;
  }

  private connect(): void {
    const { dial, topics } = this.options;
    this.hostState.begin();
    let over = false;
    const guarded =
      <Args extends readonly unknown[]>(action: (...args: Args) => void) =>
      (...args: Args): void => {
        if (!over) action(...args);
      };
    this.giveUp = dial(this.url, topics, {
      will: () => this.host.nodeDeath(this.nextBdSeq()),
      up: guarded((link: BrokerLink) => this.up(link)),
      message: guarded((topic: string, delivered: Delivered) => this.message(topic, delivered)),
      pong: guarded(() => this.pong()),
      down: guarded((code: string, detail: string) => {
        over = true;
        this.down(code, detail);
      }),
    });
  }

  /** tck-id-topics-nbirth-bdseq-increment: one more for every CONNECT, over restarts too. */
  private nextBdSeq(): number {
    this.bdSeq = this.bdSeq === null ? 0 : following(this.bdSeq);
    this.options.saveBdSeq(this.bdSeq);
    return this.bdSeq;
  }

  private up(link: BrokerLink): void {
    if (this.stopped) return link.close();
    this.link = link;
    this.upSinceMs = this.options.clock.monotonicMs();
    this.options.log.info("mqtt", "MQTT_UP", { broker: this.url, bdSeq: this.bdSeq });
    if (this.hostState.isOnline) this.bear();
    else this.awaitHost();
  }

  /**
   * Where there is another server the host may be at that one: a server that lost its retained
   * messages tells nothing of it, and some tell that it is offline before they answer SUBSCRIBE.
   */
  private awaitHost(): void {
    const { urls, clock, log, primaryHost } = this.options;
    log.info("mqtt", "MQTT_HOST_WAIT", { host: primaryHost, broker: this.url });
    if (urls.length === 1) return;
    if (this.hostState.isOffline) this.walkOn();
    else this.cancelWait = clock.after(sparkplugLimits.hostWaitMs, () => this.walkOn());
  }

  private walkOn(): void {
    this.vain = true;
    this.end();
  }

  /** tck-id-message-flow-edge-node-birth-publish-connect, -phid-wait. */
  private bear(): void {
    this.rebirthing = false;
    if (this.stopped || this.link === null || !this.hostState.isOnline) return;
    this.cancelWait();
    this.born = true;
    this.bornMs = this.options.clock.monotonicMs();
    this.host.birth(this.bdSeq ?? 0);
  }

  private message(topic: string, delivered: Delivered): void {
    const inbound = readTopic(this.options.ids, topic);
    if (inbound?.kind === "state") this.stateOf(inbound.host, delivered.payload);
    else if (inbound !== null && this.born) this.host.command(inbound, delivered);
  }

  private stateOf(host: string, payload: Uint8Array): void {
    const news = this.hostState.take(this.url, host, payload);
    if (news === "malformed" || news === "old") this.options.count("MQTT_STATE");
    if (this.link === null) return;
    if (news === "online" && !this.born) this.bear();
    if (news !== "offline") return;
    this.options.log.warn("mqtt", "MQTT_HOST_OFFLINE", { host });
    // Alone with one server there is nowhere to go: what is not born waits here.
    if (this.born) this.end();
    else if (this.options.urls.length > 1) this.walkOn();
  }

  /**
   * tck-id-operational-behavior-edge-node-intentional-disconnect-ndeath: an MQTT 3.1.1 DISCONNECT
   * keeps the broker from publishing the will, so the death is published before it.
   */
  private end(): void {
    const { link } = this;
    if (link === null) return;
    if (this.born) link.publish(this.host.nodeDeath(this.bdSeq ?? 0), 1);
    this.forget();
    link.close();
  }

  private forget(): void {
    this.cancelWait();
    this.link = null;
    this.settle = null;
    this.rebirthing = false;
    if (this.born) this.host.lost();
    this.born = false;
  }

  private down(code: string, detail: string): void {
    const wasOfUse = this.upSinceMs > 0 && !this.vain;
    const lastedMs = this.options.clock.monotonicMs() - this.upSinceMs;
    this.forget();
    this.upSinceMs = 0;
    this.vain = false;
    if (this.stopped) return;
    if (wasOfUse && lastedMs >= steadyMs) this.failures = 0;
    this.options.count(code);
    // The first of a row, and then every eighth: a broker may be away for days.
    if (this.failures % 8 === 0)
      this.options.log.warn("mqtt", code, { broker: this.url, detail, failures: this.failures });
    this.server = (this.server + 1) % this.options.urls.length;
    const { retryMs, retryMaxMs } = sparkplugLimits;
    const longestMs = Math.min(retryMaxMs, retryMs * 2 ** Math.min(this.failures, 16));
    this.failures += 1;
    const delayMs = longestMs * (0.5 + this.options.random() / 2);
    this.cancelRetry = this.options.clock.after(delayMs, () => this.connect());
  }

  // proof --------------------------------------------------------------------------------------

  private tick(): void {
    this.cancelTick = this.options.clock.after(sparkplugLimits.proofMs, () => {
      this.prove();
      this.tick();
    });
  }

  /** Asks for the proof of what is published, now rather than at the next tick. */
  prove(): void {
    const nowMs = this.options.clock.monotonicMs();
    if (this.link === null) return;
    if (this.settle !== null) {
      if (nowMs - this.pingedMs > sparkplugLimits.pingMs)
        this.dropFor("MQTT_SILENT", "the broker does not answer a ping");
      return;
    }
    this.settle = this.host.mark();
    if (this.settle === null) return;
    this.pingedMs = nowMs;
    this.link.ping();
  }

  private pong(): void {
    const { settle } = this;
    this.settle = null;
    settle?.();
  }
}
