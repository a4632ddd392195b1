import { connect, createServer, type Server, type Socket } from "node:net";
import { freePort } from "../free-port.ts";
import { readRaw } from "./raw-payload.ts";
import type { Verdicts } from "./verdicts.ts";

interface Will {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: number;
  readonly retain: boolean;
}

interface Packet {
  readonly type: number;
  readonly flags: number;
  readonly body: Buffer;
}

/** What one session of the edge node sent, packet by packet. */
interface Tapped {
  will: Will | null;
  published: string[];
  lastTopic: string;
}

const text = (body: Buffer, at: number): readonly [Buffer, number] => {
  const end = at + 2 + body.readUInt16BE(at);
  return [body.subarray(at + 2, end), end];
};

/**
 * A wire tap between an edge node and its broker. A host sees what a broker delivers; what stands
 * in CONNECT and SUBSCRIBE, how a session ends, and with which QoS a message left is only seen
 * here. It can cut the connection, and keep the edge node off the broker.
 */
export class Tap {
  port = 0;
  /** Birth-death sequences of the wills, in order. */
  readonly bdSeqs: number[] = [];
  /** Topics of every session, in the order in which they were published. */
  readonly sessions: string[][] = [];
  readonly subscribed: string[] = [];
  /** Sessions that ended with a DISCONNECT. */
  disconnects = 0;
  private readonly verdicts: Verdicts;
  private readonly brokerPort: number;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  constructor(verdicts: Verdicts, brokerPort: number) {
    this.verdicts = verdicts;
    this.brokerPort = brokerPort;
    this.server = createServer((socket) => this.tap(socket));
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }

  /** Listens, at the port that it had before if it had one. */
  async start(): Promise<void> {
    if (this.port === 0) this.port = await freePort();
    await new Promise<void>((resolve) => {
      this.server.listen(this.port, "127.0.0.1", resolve);
    });
  }

  /** Connections now up. */
  get open(): number {
    return this.sockets.size;
  }

  /** Ends what is up and lets nobody in, until it is started again. */
  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private tap(socket: Socket): void {
    const broker = connect(this.brokerPort, "127.0.0.1");
    const tapped: Tapped = { will: null, published: [], lastTopic: "" };
    this.sessions.push(tapped.published);
    this.sockets.add(socket);
    let rest = Buffer.alloc(0);
    socket.on("data", (chunk: Buffer) => {
      const [packets, left] = split(Buffer.concat([rest, chunk]));
      rest = left;
      for (const packet of packets) this.packet(tapped, packet);
      broker.write(chunk);
    });
    broker.pipe(socket);
    const end = (): void => {
      this.sockets.delete(socket);
      socket.destroy();
      broker.destroy();
    };
    for (const one of [socket, broker]) {
      one.on("error", end);
      one.on("close", end);
    }
    socket.on("end", () => broker.end());
  }

  private packet(tapped: Tapped, packet: Packet): void {
    if (packet.type === 1) this.connect(tapped, packet.body);
    else if (packet.type === 3) this.publish(tapped, packet);
    else if (packet.type === 8) this.subscribe(packet.body);
    else if (packet.type === 14) this.disconnect(tapped);
  }

  /** MQTT 3.1.1, section 3.1. */
  private connect(tapped: Tapped, body: Buffer): void {
    const { verdicts } = this;
    const [, afterName] = text(body, 0);
    const level = body[afterName] as number;
    const flags = body[afterName + 1] as number;
    const isClean = (flags & 2) !== 0;
    verdicts.check("principles-persistence-clean-session-311", level === 4 && isClean, "CONNECT");
    const hasWill = (flags & 4) !== 0;
    const mustHave = [
      "payloads-ndeath-will-message",
      "message-flow-edge-node-birth-publish-will-message",
    ];
    verdicts.checkAll(mustHave, hasWill, "a CONNECT without a will");
    if (!hasWill) return;
    const [, afterId] = text(body, afterName + 4);
    const [topic, afterTopic] = text(body, afterId);
    const [payload] = text(body, afterTopic);
    const qos = (flags >> 3) & 3;
    const retain = (flags & 32) !== 0;
    this.will(tapped, { topic: topic.toString(), payload, qos, retain });
  }

  private will(tapped: Tapped, will: Will): void {
    const { verdicts } = this;
    tapped.will = will;
    const birthWill = "message-flow-edge-node-birth-publish-will-message";
    verdicts.checkAll(["payloads-ndeath-will-message-qos", `${birthWill}-qos`], will.qos === 1, "");
    const retained = ["payloads-ndeath-will-message-retain", `${birthWill}-will-retained`];
    verdicts.checkAll(retained, !will.retain, "a retained will");
    verdicts.check(`${birthWill}-topic`, /^spBv1\.0\/[^/]+\/NDEATH\/[^/]+$/.test(will.topic), "");
    const { metrics } = readRaw(will.payload);
    const [metric] = metrics;
    verdicts.check(`${birthWill}-payload`, metrics.length === 1, "the will's payload");
    const bdSeq = Number(metric?.value?.value ?? -1);
    const before = this.bdSeqs.at(-1);
    const isNext = before === undefined || bdSeq === (before + 1) % 256;
    const isMetric = metric?.name === "bdSeq" && metric.datatype === 4;
    verdicts.check(`${birthWill}-payload-bdSeq`, isMetric && isNext, `${bdSeq} after ${before}`);
    verdicts.check("topics-nbirth-bdseq-increment", isNext, `${bdSeq} after ${before}`);
    this.bdSeqs.push(bdSeq);
  }

  /** Section 3.3: what left the edge node, with its QoS and retain flag. */
  private publish(tapped: Tapped, { flags, body }: Packet): void {
    const { verdicts } = this;
    const [topicBytes, afterTopic] = text(body, 0);
    const topic = topicBytes.toString();
    const qos = (flags >> 1) & 3;
    const isFirst = tapped.published.length === 0;
    tapped.published.push(topic);
    tapped.lastTopic = topic;
    const isBirthFirst = !isFirst || topic.includes("/NBIRTH/");
    verdicts.check("principles-birth-certificates-order", isBirthFirst, topic);
    const verb = topic.startsWith("spBv1.0/") ? (topic.split("/")[2] ?? "") : "";
    if (verb === "NBIRTH") this.nodeBirth(tapped, body.subarray(afterTopic + (qos > 0 ? 2 : 0)));
    if (!/^(NBIRTH|DBIRTH|NDATA|DDATA|DDEATH)$/.test(verb)) return;
    const name = verb.toLowerCase();
    const isPlain = qos === 0 && (flags & 1) === 0;
    verdicts.check(`topics-${name}-mqtt`, isPlain, `QoS ${qos}, flags ${flags}`);
    if (verb === "DDEATH") return;
    verdicts.check(`payloads-${name}-qos`, qos === 0, `QoS ${qos}`);
    verdicts.check(`payloads-${name}-retain`, (flags & 1) === 0, "retained");
    const flow = {
      NBIRTH: "message-flow-edge-node-birth-publish-nbirth",
      DBIRTH: "message-flow-device-birth-publish-dbirth",
    }[verb];
    if (flow === undefined) return;
    verdicts.check(`${flow}-qos`, qos === 0, `QoS ${qos}`);
    verdicts.check(`${flow}-retained`, (flags & 1) === 0, "retained");
  }

  /** The birth has the bdSeq of its own session's will. */
  private nodeBirth(tapped: Tapped, payload: Buffer): void {
    const metric = readRaw(payload).metrics.find(({ name }) => name === "bdSeq");
    const will = tapped.will === null ? undefined : readRaw(tapped.will.payload).metrics[0];
    const isSame = metric !== undefined && metric.value?.value === will?.value?.value;
    const ids = [
      ...["topics-nbirth-bdseq-matching", "payloads-nbirth-bdseq-repeat", "payloads-ndeath-bdseq"],
      "message-flow-edge-node-birth-publish-nbirth-payload-bdSeq",
      "operational-behavior-data-commands-rebirth-action-3",
    ];
    this.verdicts.checkAll(ids, isSame, `${metric?.value?.value} in a birth`);
    this.verdicts.check(
      "message-flow-edge-node-birth-publish-connect",
      tapped.will !== null,
      "a birth before CONNECT",
    );
  }

  /** Section 3.8. */
  private subscribe(body: Buffer): void {
    for (let at = 2; at < body.length; ) {
      const [topicBytes, end] = text(body, at);
      const topic = topicBytes.toString();
      const qos = body[end] as number;
      at = end + 1;
      this.subscribed.push(topic);
      if (topic.includes("/NCMD/"))
        this.verdicts.check("message-flow-edge-node-ncmd-subscribe", qos === 1, `QoS ${qos}`);
      if (topic.includes("/DCMD/"))
        this.verdicts.check("message-flow-device-dcmd-subscribe", qos === 1, `QoS ${qos}`);
    }
  }

  private disconnect({ lastTopic }: Tapped): void {
    this.disconnects += 1;
    const ids = [
      "operational-behavior-edge-node-intentional-disconnect-ndeath",
      "operational-behavior-edge-node-intentional-disconnect-packet",
      "payloads-ndeath-will-message-publisher",
      "payloads-ndeath-will-message-publisher-disconnect-mqtt311",
    ];
    this.verdicts.checkAll(ids, lastTopic.includes("/NDEATH/"), `the last was ${lastTopic}`);
  }
}

/** Whole packets, and what is left (MQTT 3.1.1, section 2.2). */
const split = (bytes: Buffer): readonly [Packet[], Buffer<ArrayBuffer>] => {
  const packets: Packet[] = [];
  let at = 0;
  for (;;) {
    let length = 0;
    let head = at + 1;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[head++];
      if (byte === undefined) return [packets, Buffer.from(bytes.subarray(at))];
      length += (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    if (head + length > bytes.length) return [packets, Buffer.from(bytes.subarray(at))];
    const first = bytes[at] as number;
    const body = bytes.subarray(head, head + length);
    packets.push({ type: first >> 4, flags: first & 15, body });
    at = head + length;
  }
};
