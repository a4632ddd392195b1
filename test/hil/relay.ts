import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/**
 * What stands between an adapter and its device: a cable that can be cut.
 *
 * - `pass`: nothing happens to what goes through.
 * - `deaf`: what the adapter sends never arrives.
 * - `mute`: requests arrive, answers are held back; `pass` gives them out, late.
 * - `late`: gives out the answers that `mute` held back, and is deaf to everything new.
 * - `stalled`: requests are held back, as by a network without a route; `pass` delivers them, late,
 *   as the sender's kernel would by sending again: unless the sender reset its connection.
 * - `down`: every connection is cut, new ones are refused.
 */
export type LineState = "pass" | "deaf" | "mute" | "late" | "stalled" | "down";

const scheme = "opc.tcp://";
const defaultOpcuaPort = 4840;
const hostAndPort =
  /^(?:opc\.tcp:\/\/)?(?:\[(?<six>[^\]]+)\]|(?<host>[^:/]+))(?::(?<port>\d{1,5}))?/;

const lineStates: readonly LineState[] = ["pass", "deaf", "mute", "late", "stalled", "down"];

const heardMs = 20;

/** A line to a device that a scenario can disturb. */
export interface Line {
  /** What it can be made to do; a serial line has no connection that could be stalled. */
  readonly states: ReadonlySet<LineState>;
  set(state: LineState): Promise<void>;
}

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  readonly requests: Buffer[];
  readonly answers: Buffer[];
  /** The near side ended in order while its requests were held back. */
  ended: boolean;
}

/** A TCP relay on a port of its own. */
export class Relay implements Line {
  readonly states: ReadonlySet<LineState> = new Set(lineStates);
  private readonly host: string;
  private readonly port: number;
  private readonly server: Server;
  private readonly pairs = new Set<Pair>();
  private state: LineState = "pass";

  private readonly device: string;

  /** `device`: host:port, or opc.tcp://host:port/path. */
  constructor(device: string) {
    const match = hostAndPort.exec(device);
    this.device = device;
    this.host = match?.groups?.["six"] ?? match?.groups?.["host"] ?? "";
    this.port = Number(match?.groups?.["port"] ?? defaultOpcuaPort);
    this.server = createServer({ noDelay: true, allowHalfOpen: true }, (near) => this.join(near));
  }

  /** The address that adapters are given in place of the device's. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    const { port } = this.server.address() as AddressInfo;
    const local = `${this.device.startsWith(scheme) ? scheme : ""}127.0.0.1:${port}`;
    return this.device.replace(hostAndPort, local);
  }

  async set(state: LineState): Promise<void> {
    // What either side has done by now is heard of before anything held back goes on.
    await new Promise((resolve) => setTimeout(resolve, heardMs));
    this.state = state;
    for (const pair of this.pairs) {
      if (state === "down") this.end(pair);
      else if (state === "pass") this.release(pair);
      else if (state === "late") this.giveAnswers(pair);
    }
  }

  async close(): Promise<void> {
    for (const pair of this.pairs) this.end(pair);
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private join(near: Socket): void {
    if (this.state === "down") {
      near.resetAndDestroy();
      return;
    }
    const far = connect({ host: this.host, port: this.port, noDelay: true });
    const pair: Pair = { near, far, requests: [], answers: [], ended: false };
    this.pairs.add(pair);
    near.on("data", (bytes) => this.toDevice(pair, bytes));
    near.on("end", () => this.nearEnded(pair));
    near.on("error", () => this.end(pair));
    far.on("data", (bytes) => {
      if (this.state === "mute" || this.state === "stalled") pair.answers.push(bytes);
      else if (near.writable) near.write(bytes);
    });
    far.on("error", () => this.end(pair));
    far.on("close", () => this.end(pair));
  }

  private toDevice(pair: Pair, bytes: Buffer): void {
    if (this.state === "deaf" || this.state === "late") return;
    if (this.state === "stalled") pair.requests.push(bytes);
    else if (pair.far.writable) pair.far.write(bytes);
  }

  private nearEnded(pair: Pair): void {
    if (this.state === "stalled" && pair.requests.length > 0) pair.ended = true;
    else this.end(pair);
  }

  private release(pair: Pair): void {
    for (const bytes of pair.requests.splice(0)) pair.far.write(bytes);
    this.giveAnswers(pair);
    if (pair.ended) pair.far.end();
  }

  private giveAnswers({ near, answers }: Pair): void {
    for (const bytes of answers.splice(0)) if (near.writable) near.write(bytes);
  }

  private end(pair: Pair): void {
    if (!this.pairs.delete(pair)) return;
    pair.near.destroy();
    pair.far.destroy();
  }
}
