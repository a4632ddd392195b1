import {
  CodedError,
  commandId,
  type DeviceSpec,
  type Envelope,
  isCoded,
  type PointWrite,
  type Signer,
  signCommand,
  type Site,
} from "@quorate/protocol";
import { decodeSparkplug, type SparkplugPayload } from "@quorate/protocol/sparkplug";
import type { DeviceMetrics } from "./catalogue.ts";
import { sparkplugLimits } from "./limits.ts";
import { writtenValue } from "./metric.ts";

/** What became of a command that came through the broker, as far as is known. */
export interface ProposalNews {
  readonly device: string;
  /** Empty where nothing was signed. */
  readonly id: string;
  /** A stage of docs/wire.md, or how it ended. */
  readonly state: string;
  readonly code: string;
}

/** A message of a command's topic as the broker delivered it. */
export interface Delivered {
  readonly payload: Uint8Array;
  readonly retained: boolean;
  readonly repeated: boolean;
}

export interface ProposalHost {
  readonly site: Site;
  readonly chain: Uint8Array;
  /** The gateway's key, where the site file lists it for this agent. */
  readonly signer: Signer | null;
  nowMs(): number;
  monotonicMs(): number;
  nonce(): Uint8Array;
  /** Hands a signed command in where every operator's is; its stages come to `progress`. */
  submit(command: Envelope): void;
  news(news: ProposalNews): void;
  /** A refusal, counted and logged. */
  refused(device: string, code: string, detail: string): void;
}

interface Open {
  readonly device: string;
  readonly untilMs: number;
}

const refuse = (code: string, detail: string): CodedError => new CodedError(code, detail);

const isEnd = (stage: string): boolean => stage === "ended" || stage === "refused";

/**
 * DCMD messages as proposals: a broker has no rights, so what it delivers is signed with the key of
 * this agent's gateway, which has the rights that the constitution gives it, and judged like
 * anybody else's command. A flood is cut off before anything is decoded or signed (S9).
 */
export class Proposals {
  taken = 0;
  refusals = 0;
  private readonly host: ProposalHost;
  private readonly open = new Map<string, Open>();
  private tokens: number = sparkplugLimits.proposalsAtOnce;
  private filledMs: number;
  private busyToldMs = Number.NEGATIVE_INFINITY;

  constructor(host: ProposalHost) {
    this.host = host;
    this.filledMs = host.monotonicMs();
  }

  take(device: DeviceMetrics, delivered: Delivered): void {
    const { name } = device.spec;
    try {
      this.admit();
      const command = this.sign(device.spec, this.read(device, delivered));
      const id = commandId(this.host.chain, command);
      this.taken += 1;
      const untilMs = this.host.monotonicMs() + this.ttlMs + sparkplugLimits.proposalGraceMs;
      this.open.set(id, { device: name, untilMs });
      this.host.news({ device: name, id, state: "submitted", code: "" });
      this.host.submit(command);
    } catch (error) {
      if (!isCoded(error)) throw error;
      this.refusals += 1;
      this.host.refused(name, error.code, error.message);
      // Those who flood are told by a counter, not by a message for each of theirs.
      if (error.code !== "COMMAND_GATEWAY_BUSY" || this.tellsBusy())
        this.host.news({ device: name, id: "", state: "refused", code: error.code });
    }
  }

  /** A stage of a command that was submitted here. */
  progress(id: string, stage: string, outcome: string, code: string): void {
    const open = this.open.get(id);
    if (open === undefined) return;
    if (isEnd(stage)) this.open.delete(id);
    const state = stage === "ended" ? outcome : stage;
    if (state === "refused") {
      this.refusals += 1;
      this.host.refused(open.device, code, `the command ${id.slice(0, 8)} was refused`);
    }
    this.host.news({ device: open.device, id, state, code });
  }

  private get ttlMs(): number {
    return Math.min(sparkplugLimits.proposalTtlMs, this.host.site.policy.ttlMaxMs);
  }

  private tellsBusy(): boolean {
    const nowMs = this.host.monotonicMs();
    if (nowMs - this.busyToldMs < 1000) return false;
    this.busyToldMs = nowMs;
    return true;
  }

  /** Rights, rate and room, before a byte is looked at. */
  private admit(): void {
    if (this.host.signer === null)
      throw refuse("COMMAND_GATEWAY_NONE", "the site file lists no gateway for this agent");
    const nowMs = this.host.monotonicMs();
    const { proposalsAtOnce, proposalsPerSecond, openProposals } = sparkplugLimits;
    const more = ((nowMs - this.filledMs) / 1000) * proposalsPerSecond;
    this.tokens = Math.min(proposalsAtOnce, this.tokens + Math.max(0, more));
    this.filledMs = nowMs;
    for (const [id, { untilMs }] of this.open) if (untilMs < nowMs) this.open.delete(id);
    if (this.open.size >= openProposals)
      throw refuse("COMMAND_GATEWAY_BUSY", `${this.open.size} commands of the gateway are open`);
    if (this.tokens < 1)
      throw refuse("COMMAND_GATEWAY_BUSY", `more than ${proposalsPerSecond} commands a second`);
    this.tokens -= 1;
  }

  private read(device: DeviceMetrics, { payload, retained, repeated }: Delivered): PointWrite[] {
    // What a broker kept is of the past; absolute or not, nobody wants it now (S5).
    if (retained || repeated)
      throw refuse("COMMAND_GATEWAY_RETAINED", "the broker delivered it again");
    const { timestamp, metrics } = decodeSparkplug(payload) satisfies SparkplugPayload;
    // tck-id-payloads-dcmd-timestamp
    const ageMs = timestamp == null ? Number.NaN : Math.abs(this.host.nowMs() - timestamp);
    if (!(ageMs <= sparkplugLimits.commandAgeMs))
      throw refuse("COMMAND_GATEWAY_STALE", "its timestamp is missing, or not of this time");
    const list = metrics ?? [];
    if (list.length === 0 || list.length > sparkplugLimits.commandMetrics)
      throw refuse("COMMAND_GATEWAY_METRIC", `${list.length} metrics`);
    return list.map((metric): PointWrite => {
      const { alias, name } = metric;
      const spec =
        alias == null ? device.byName.get(name ?? "") : device.byAlias.get(alias);
      if (spec?.point === undefined)
        throw refuse("COMMAND_GATEWAY_METRIC", `no point has ${name ?? `alias ${alias}`}`);
      const value = writtenValue(spec.type, metric);
      if (value === null)
        throw refuse("COMMAND_GATEWAY_METRIC", `${spec.name} takes a ${spec.type}`);
      return { point: spec.point.name, value };
    });
  }

  private sign({ name }: DeviceSpec, writes: readonly PointWrite[]): Envelope {
    const { host } = this;
    return signCommand(host.chain, host.signer as Signer, {
      ...{ device: name, writes, nonce: host.nonce(), reason: "MQTT" },
      notAfterMs: host.nowMs() + this.ttlMs,
    });
  }
}
