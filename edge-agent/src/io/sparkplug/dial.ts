import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls, type SecureContext } from "node:tls";
import { codeOf } from "@quorate/protocol";
import { MqttClient } from "mqtt";
import { sparkplugLimits } from "../../sparkplug/limits.ts";
import type { Message } from "../../sparkplug/messages.ts";
import { PacketWatch } from "../../sparkplug/packet-watch.ts";
import type { BrokerEvents, BrokerLink, Dial } from "../../sparkplug/session.ts";

export interface DialerOptions {
  /** Names this session at the broker, which lets a later one take over. */
  readonly clientId: string;
  readonly user?: string;
  readonly password?: string;
  /** Trust and certificates for mqtts. */
  readonly secureContext: SecureContext;
}

const connectMs = 10_000;
const keepaliveSeconds = 15;
/** A goodbye that nobody reads is not waited for longer, ms. */
const closeMs = 1000;
const defaultPorts = { "mqtt:": 1883, "mqtts:": 8883 } as const;

const openSocket = (url: string, secureContext: SecureContext): Socket => {
  const { protocol, hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  const at = { host, port: Number(port || defaultPorts[protocol as "mqtt:"]) };
  if (protocol === "mqtt:") return connectTcp(at);
  const isName = /[a-z]/i.test(host) && !host.includes(":");
  return connectTls({ ...at, secureContext, ...(isName ? { servername: host } : {}) });
};

/** One attempt: a transport, then a session on it, then its end; told of in `events`, once each. */
class Connection implements BrokerLink {
  private readonly options: DialerOptions;
  private readonly topics: readonly string[];
  private readonly events: BrokerEvents;
  private readonly socket: Socket;
  /** Resolves when nothing of it is left. */
  readonly gone: Promise<void>;
  private client: MqttClient | null = null;
  private cause: { readonly code: string; readonly detail: string } | null = null;
  /** Pings that wait for their answer: this link's own, and those that keep the session alive. */
  private readonly pings: ("own" | "keepalive")[] = [];
  private pinging = false;
  private closing = false;
  private timer: NodeJS.Timeout;

  constructor(
    url: string,
    topics: readonly string[],
    events: BrokerEvents,
    options: DialerOptions,
  ) {
    this.options = options;
    this.topics = topics;
    this.events = events;
    this.socket = openSocket(url, options.secureContext);
    this.socket.setNoDelay(true);
    this.timer = setTimeout(() => this.fail("MQTT_TIMEOUT", "no session in time"), connectMs);
    this.socket.once(url.startsWith("mqtts:") ? "secureConnect" : "connect", () => this.open());
    this.socket.on("error", (error) => this.note("MQTT_CONNECT", codeOf(error), error.message));
    this.gone = new Promise((resolve) => {
      this.socket.once("close", () => {
        this.closed();
        resolve();
      });
    });
  }

  publish({ topic, payload }: Message, qos: 0 | 1): boolean {
    const { client } = this;
    if (client === null || !client.connected || this.socket.destroyed) return false;
    if (this.socket.writableLength > sparkplugLimits.sendBytes) return false;
    client.publish(topic, payload as Buffer, { qos, retain: false });
    return true;
  }

  ping(): void {
    this.pinging = true;
    this.client?.sendPing();
    this.pinging = false;
  }

  /** Once: the library answers a second `end` at once, which would end the socket too early. */
  close(): void {
    if (this.closing) return;
    this.closing = true;
    if (this.client === null || !this.client.connected) return this.drop();
    this.note("MQTT_CLOSED", "", "ended in order");
    // Behind everything published, its death of QoS 1 included.
    this.client.end(false, { reasonCode: 0 }, () => this.socket.end());
    setTimeout(() => this.drop(), closeMs).unref();
  }

  drop(): void {
    this.client?.end(true);
    this.socket.destroy();
  }

  private fail(code: string, detail: string): void {
    this.note(code, "", detail);
    this.drop();
  }

  /** The first cause is the one that is told. */
  private note(code: string, cause: string, detail: string): void {
    this.cause ??= { code, detail: cause === "" ? detail : `${cause}: ${detail}` };
  }

  /** The transport is up: only now is a CONNECT sent, and a bdSeq used for it. */
  private open(): void {
    const watch = new PacketWatch(sparkplugLimits.packetBytes);
    this.socket.on("data", (chunk: Buffer) => {
      if (!watch.accepts(chunk)) this.fail("MQTT_PACKET", "the broker sent too large a packet");
    });
    const { topic, payload } = this.events.will();
    const { clientId, user, password } = this.options;
    const client = new MqttClient(() => this.socket, {
      ...{ clientId, protocolVersion: 4, protocolId: "MQTT", keepalive: keepaliveSeconds },
      ...(user === undefined ? {} : { username: user }),
      ...(password === undefined ? {} : { password }),
      // tck-id-principles-persistence-clean-session-311
      clean: true,
      // tck-id-payloads-ndeath-will-message, -qos and -retain
      will: { topic, payload: payload as Buffer, qos: 1, retain: false },
      // Nothing is queued, sent again or subscribed again behind this program's back.
      ...{ reconnectPeriod: 0, queueQoSZero: false, resubscribe: false },
      connectTimeout: connectMs,
    });
    this.client = client;
    client.on("error", (error) => this.fail("MQTT_REFUSED", error.message));
    client.on("connect", () => this.subscribe(client));
    client.on("message", (name, body, { retain, dup }) => {
      this.events.message(name, { payload: body, retained: retain, repeated: dup });
    });
    client.on("packetsend", ({ cmd }) => {
      if (cmd === "pingreq") this.pings.push(this.pinging ? "own" : "keepalive");
    });
    client.on("packetreceive", ({ cmd }) => {
      if (cmd === "pingresp" && this.pings.shift() === "own") this.events.pong();
    });
  }

  /** tck-id-message-flow-edge-node-ncmd-subscribe: with QoS 1. */
  private subscribe(client: MqttClient): void {
    client.subscribe([...this.topics], { qos: 1 }, (error, granted) => {
      const refused = granted?.find(({ qos }) => qos > 2);
      if (error !== null) return this.fail("MQTT_REFUSED", error.message);
      if (refused !== undefined)
        return this.fail("MQTT_REFUSED", `the broker does not let it subscribe ${refused.topic}`);
      clearTimeout(this.timer);
      this.events.up(this);
    });
  }

  private closed(): void {
    clearTimeout(this.timer);
    this.client?.end(true);
    const { code, detail } = this.cause ?? { code: "MQTT_DOWN", detail: "the broker closed it" };
    this.events.down(code, detail);
  }
}

export interface Dialer {
  readonly dial: Dial;
  /** Resolves when every connection that was given up is gone. */
  idle(): Promise<void>;
}

export const dialer = (options: DialerOptions): Dialer => {
  const connections = new Set<Connection>();
  return {
    dial: (url, topics, events) => {
      const connection = new Connection(url, topics, events, options);
      connections.add(connection);
      void connection.gone.then(() => connections.delete(connection));
      return () => connection.close();
    },
    idle: async () => {
      await Promise.all([...connections].map(({ gone }) => gone));
    },
  };
};
