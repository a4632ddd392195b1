import type { DataValue } from "node-opcua-client";
import type {
  Certified,
  DeviceSpec,
  PointSpec,
  PointValue,
  PointWrite,
  Sample,
} from "@quorate/protocol";
import {
  AdapterError,
  type AdapterOptions,
  type DeviceAdapter,
  type PointWritten,
  type ScanListener,
  type UpListener,
  type WriteOrder,
} from "./adapter.ts";
import { backOffMs } from "./delay.ts";
import { toRaw } from "./codec.ts";
import { defaults, limits } from "./limits.ts";
import { type ConnectionTerms, type Node, OpcuaConnection } from "./opcua-connection.ts";
import { statusCode } from "./opcua-library.ts";
import { Namespaces } from "./opcua-namespaces.ts";
import { nodeValueOf, outcomeOf, readingOf } from "./opcua-value.ts";
import { agedSample, badSample, notWritten } from "./samples.ts";

interface NodePoint extends PointSpec {
  readonly nodeId: string;
}

const mapPoint = (device: DeviceSpec, point: PointSpec): NodePoint => {
  const { nodeId } = point;
  if (nodeId !== undefined) return { ...point, nodeId };
  throw new AdapterError("POINT_UNMAPPED", device.name, `point '${point.name}' has no nodeId`);
};

const securityOf = (device: DeviceSpec): ConnectionTerms["security"] => {
  const { security, address, name } = device;
  if (!/^opc\.tcp:\/\/\S+$/.test(address)) {
    const detail = `address '${address}' is no opc.tcp://host:port`;
    throw new AdapterError("ADDRESS_INVALID", name, detail);
  }
  return security ?? { policy: "None", mode: "None" };
};

/** The adapter of an OPC UA server's nodes. */
export const openOpcua = (device: DeviceSpec, options: AdapterOptions): DeviceAdapter => {
  const security = securityOf(device);
  const credentials = options.credentials?.[device.name];
  if (security.user !== undefined && credentials === undefined) {
    const { name } = device;
    const detail = `no password for the user ${security.user}: local.yaml, credentials.${name}`;
    throw new AdapterError("OPCUA_CREDENTIALS", device.name, detail);
  }
  if (security.mode !== "None" && options.certificates === undefined) {
    const detail = `mode ${security.mode} takes a folder for certificates`;
    throw new AdapterError("OPCUA_FOLDER", device.name, detail);
  }
  return new OpcuaDevice(device, options);
};

/** What the server said of a point last, and when, by the monotonic clock and by the wall's. */
interface Known {
  readonly answer: DataValue;
  readonly atMs: number;
  readonly wallMs: number;
}

type NodeWrite = { readonly point: string; readonly nodeId: string; readonly raw: PointValue };
type WriteStep =
  | NodeWrite
  | { readonly point: string; readonly code: string; readonly detail: string };

class OpcuaDevice implements DeviceAdapter {
  readonly device: DeviceSpec;
  readonly #options: AdapterOptions;
  readonly #points: ReadonlyMap<string, NodePoint>;
  readonly #namespaces: Namespaces;
  readonly #now: () => number;
  readonly #scanListeners: ScanListener[] = [];
  readonly #upListeners: UpListener[] = [];
  readonly #lastGood = new Map<string, Sample>();
  readonly #known = new Map<string, Known>();
  readonly #groups = new Map<number, NodePoint[]>();
  readonly #timers: NodeJS.Timeout[] = [];
  #connection: OpcuaConnection | undefined;
  #reconnect: NodeJS.Timeout | undefined;
  #running = false;
  #life = 0;
  #failures = 0;
  #up = false;
  #alive = { atMs: 0, wallMs: 0 };
  #lostCode = "NOT_CONNECTED";
  /** Groups that are being asked for, by interval. */
  readonly #polling = new Set<number>();
  #slowTold = "";

  constructor(device: DeviceSpec, options: AdapterOptions) {
    this.device = device;
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#points = new Map(
      device.points.map((point) => [point.name, mapPoint(device, point)]),
    );
    const nodeIds = [...this.#points.values()].map(({ nodeId }) => nodeId);
    this.#namespaces = new Namespaces(nodeIds, device.namespaces);
    for (const point of this.#points.values()) {
      const intervalMs = point.scanMs ?? device.scanMs;
      this.#groups.set(intervalMs, [...(this.#groups.get(intervalMs) ?? []), point]);
    }
  }

  get up(): boolean {
    return this.#up;
  }

  onScan(listener: ScanListener): void {
    this.#scanListeners.push(listener);
  }

  onUp(listener: UpListener): void {
    this.#upListeners.push(listener);
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    for (const intervalMs of this.#groups.keys())
      this.#timers.push(setInterval(() => this.#scan(intervalMs), intervalMs));
    const watchMs = Math.min(limits.patienceMinMs, ...this.#groups.keys());
    this.#timers.push(setInterval(() => this.#watch(), watchMs));
    void this.#connect();
  }

  async stop(): Promise<void> {
    this.#running = false;
    clearTimeout(this.#reconnect);
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
    const connection = this.#connection;
    this.#lost("STOPPED", this.device.address);
    await connection?.close();
  }

  async read(points: readonly string[], withinMs?: number): Promise<readonly Sample[]> {
    const askedMs = this.#now();
    const connection = this.#connection;
    const wanted = [...new Set(points)].flatMap((name) => this.#points.get(name) ?? []);
    const samples = new Map<string, Sample>();
    if (connection?.isOpen === true && wanted.length > 0) {
      const answer = await connection.read(wanted.map(({ nodeId }) => nodeId), withinMs);
      wanted.forEach((point, index) => {
        const sample = answer.ok
          ? this.#fresh(connection, point, answer.value[index], askedMs)
          : badSample(point.name, answer.code, askedMs);
        samples.set(point.name, sample);
      });
    }
    return points.map((name) => {
      const reason = this.#points.has(name) ? "NOT_CONNECTED" : "UNKNOWN_POINT";
      return samples.get(name) ?? badSample(name, reason, askedMs);
    });
  }

  async write(
    order: Certified<WriteOrder>,
    withinMs?: number,
  ): Promise<readonly PointWritten[]> {
    const deadline = withinMs === undefined ? undefined : performance.now() + withinMs;
    const plan = order.writes.map((write) => this.#planWrite(order.device, write));
    const results: PointWritten[] = [];
    let stopped = plan.some((step) => "code" in step) ? "OTHER_POINT_INVALID" : undefined;
    for (const step of plan) {
      const { point } = step;
      if ("code" in step) results.push(notWritten(point, "not-sent", step.code, step.detail));
      else if (stopped !== undefined) {
        const detail = "another point of the same order failed";
        results.push(notWritten(point, "not-sent", stopped, detail));
      } else {
        const result = await this.#writePoint(step, deadline);
        if (!result.ok) stopped = "EARLIER_POINT_FAILED";
        results.push(result);
      }
    }
    return results;
  }

  #planWrite(device: string, write: PointWrite): WriteStep {
    const { point: name } = write;
    const no = (code: string, detail: string): WriteStep => ({ point: name, code, detail });
    if (device !== this.device.name) return no("WRONG_DEVICE", `this is ${this.device.name}`);
    const point = this.#points.get(name);
    if (point === undefined) return no("UNKNOWN_POINT", `${this.device.name} has no such point`);
    if (point.access !== "setpoint") return no("NOT_WRITABLE", `${name} is a reading`);
    const result = toRaw(point, write.value);
    if (!result.ok) return no(result.code, result.detail);
    return { point: name, nodeId: point.nodeId, raw: result.raw };
  }

  /** Nothing is sent but on a connection that is open now, and then once (S4, S5). */
  async #writePoint(step: NodeWrite, deadline: number | undefined): Promise<PointWritten> {
    const { point, nodeId, raw } = step;
    const no = (code: string, detail: string): PointWritten =>
      notWritten(point, "not-sent", code, detail);
    const connection = this.#connection;
    if (connection?.isOpen !== true || !this.#up)
      return no("NOT_CONNECTED", "nothing was sent to the device");
    const dataType = await connection.dataTypeOf(nodeId);
    if (dataType === null)
      return no("OPCUA_TYPE_UNKNOWN", `the server does not say what ${nodeId} is`);
    const value = nodeValueOf(connection.library, dataType, raw);
    if (!value.ok) return no(value.code, value.detail);
    if (deadline !== undefined && performance.now() >= deadline)
      return no("EXPIRED", "nothing was sent to the device");
    // Asking for the type took time.
    if (this.#connection !== connection || !connection.isOpen)
      return no("NOT_CONNECTED", "nothing was sent to the device");
    const answer = await connection.write(nodeId, dataType, value.value);
    if (!answer.ok) {
      const outcome = answer.code === "NOT_CONNECTED" ? "not-sent" : "unknown";
      return notWritten(point, outcome, answer.code, answer.detail);
    }
    const outcome = outcomeOf(answer.value);
    if (outcome === "written") return { point, ok: true, outcome };
    const { name, description } = answer.value;
    return notWritten(point, outcome, statusCode(name), `${name}: ${description}`);
  }

  async #connect(): Promise<void> {
    const life = this.#life;
    this.#known.clear();
    let connection: OpcuaConnection;
    try {
      connection = await OpcuaConnection.make(this.#terms());
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      if (life === this.#life) this.#lost("OPCUA_START", detail);
      return;
    }
    if (life !== this.#life) return connection.close();
    this.#connection = connection;
    if (!(await connection.connect()) || this.#connection !== connection) return;
    this.#failures = 0;
    this.#up = true;
    for (const listener of this.#upListeners) listener(true);
    for (const intervalMs of this.#groups.keys()) this.#scan(intervalMs);
  }

  #terms(): ConnectionTerms {
    const { name, address } = this.device;
    const { credentials, certificates: folder, trustOnFirstUse = false } = this.#options;
    const { requestTimeoutMs = defaults.opcuaTimeoutMs } = this.#options;
    const { connectTimeoutMs = defaults.opcuaConnectMs } = this.#options;
    const security = securityOf(this.device);
    const life = this.#life;
    const tell = (code: string, detail: string): void => this.#log(code, detail);
    const trusts = folder !== undefined && security.mode !== "None";
    const nodes = [...this.#groups].flatMap(([intervalMs, points]) =>
      points.map((point): Node => ({ name: point.name, nodeId: point.nodeId, intervalMs })),
    );
    return {
      ...{ url: address, security, credentials: credentials?.[name], nodes },
      ...{ requestTimeoutMs, connectTimeoutMs, namespaces: this.#namespaces },
      trust: trusts ? { folder, device: name, trustOnFirstUse, tell } : undefined,
      onValue: (point, answer) => {
        if (life === this.#life) this.#learn(point, answer);
      },
      onAlive: () => {
        if (life === this.#life) this.#alive = { atMs: performance.now(), wallMs: this.#now() };
      },
      onSlow: (detail) => {
        if (life !== this.#life || detail === this.#slowTold) return;
        this.#slowTold = detail;
        this.#log("OPCUA_SAMPLING", detail);
      },
      onLost: (code, detail) => {
        if (life === this.#life) this.#lost(code, detail);
      },
    };
  }

  #learn(point: string, answer: DataValue): void {
    this.#known.set(point, { answer, atMs: performance.now(), wallMs: this.#now() });
  }

  /** Each life has one connection at most; what an earlier one still says is not listened to. */
  #lost(code: string, detail: string): void {
    this.#life += 1;
    this.#connection = undefined;
    this.#log(code, detail);
    const wasUp = this.#up;
    this.#up = false;
    this.#lostCode = code;
    if (wasUp) for (const listener of this.#upListeners) listener(false, code);
    if (!this.#running) return;
    const waitMs = backOffMs(this.#options, this.#failures);
    this.#failures += 1;
    this.#reconnect = setTimeout(() => void this.#connect(), waitMs);
  }

  #log(code: string, detail: string): void {
    this.#options.log?.({ code, device: this.device.name, detail });
  }

  /** Distrusts a server that keeps a connection and says nothing on it. */
  #watch(): void {
    const connection = this.#connection;
    if (!this.#up || connection === undefined) return;
    const patienceMs = Math.min(
      limits.patienceMaxMs,
      Math.max(limits.patienceMinMs, this.#staleScans() * Math.min(...this.#groups.keys())),
    );
    const silentMs = Math.round(performance.now() - this.#alive.atMs);
    if (silentMs > connection.silenceMs + patienceMs)
      connection.lose("OPCUA_SILENT", `no report of the subscription for ${silentMs} ms`);
  }

  /** Tells what is known of a group of points. */
  #scan(intervalMs: number): void {
    const points = this.#groups.get(intervalMs) ?? [];
    const connection = this.#connection;
    if (this.#up && connection !== undefined) this.#poll(connection, points, intervalMs);
    const samples = points.map((point) => this.#scanned(point, intervalMs));
    for (const listener of this.#scanListeners) listener(samples);
  }

  /** What the server will not watch is asked for at each scan; no group waits for another. */
  #poll(connection: OpcuaConnection, points: readonly NodePoint[], intervalMs: number): void {
    const nodes = points.filter(({ name }) => !connection.isWatched(name));
    if (nodes.length === 0 || this.#polling.has(intervalMs)) return;
    this.#polling.add(intervalMs);
    void connection.read(nodes.map(({ nodeId }) => nodeId)).then((answer) => {
      this.#polling.delete(intervalMs);
      if (!answer.ok || this.#connection !== connection) return;
      nodes.forEach(({ name }, index) => {
        const value = answer.value[index];
        if (value !== undefined) this.#learn(name, value);
      });
    });
  }

  #scanned(point: NodePoint, intervalMs: number): Sample {
    const connection = this.#connection;
    const known = this.#known.get(point.name);
    const now = performance.now();
    if (!this.#up || connection === undefined) {
      const misses = Math.max(1, Math.floor((now - this.#alive.atMs) / intervalMs));
      return this.#aged(point, misses, this.#lostCode);
    }
    if (known === undefined) return badSample(point.name, "NO_VALUE", this.#now());
    const isWatched = connection.isWatched(point.name);
    // An unchanged value holds for as long as the server reports at all.
    const last = isWatched && this.#alive.atMs > known.atMs ? this.#alive : known;
    const dueMs = isWatched ? connection.silenceMs : intervalMs;
    const misses = Math.floor(Math.max(0, now - last.atMs - dueMs) / intervalMs);
    if (misses > 0) return this.#aged(point, misses, "TIMEOUT");
    const sample = this.#fresh(connection, point, known.answer, last.wallMs);
    const good = this.#lastGood.get(point.name);
    if (sample.quality !== "bad" || good === undefined) return sample;
    return { ...good, quality: "bad", reason: sample.reason ?? "BAD" };
  }

  /**
   * Dated by the clock here: a server's time of a value is when it last changed, by a clock of its
   * own, and says nothing of how fresh it is.
   */
  #fresh(
    { library }: OpcuaConnection,
    point: NodePoint,
    answer: DataValue | undefined,
    sourceTimeMs: number,
  ): Sample {
    const reading = readingOf(library, point, answer);
    const receivedTimeMs = Math.max(sourceTimeMs, this.#now());
    const sample = { point: point.name, ...reading, sourceTimeMs, receivedTimeMs };
    if (sample.quality !== "bad") this.#lastGood.set(point.name, sample);
    return sample;
  }

  #aged(point: NodePoint, misses: number, reason: string): Sample {
    const aging = { misses, staleScans: this.#staleScans(), reason, nowMs: this.#now() };
    return agedSample(point, this.#lastGood.get(point.name), aging);
  }

  #staleScans(): number {
    return this.#options.staleScans ?? defaults.staleScans;
  }
}
