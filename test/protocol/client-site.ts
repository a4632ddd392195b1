import {
  type ClientStage,
  commandId,
  decodeFrame,
  encodeFrame,
  type Envelope,
  type Following,
  type FrameLink,
  hexBytes,
  type Report,
  signReport,
  SiteClient,
  type WireFrame,
  type WireProgress,
} from "@quorate/protocol";
import { VirtualClock } from "../guard/virtual-clock.ts";
import { beginMs, chain, context, newCommand, signerOf, testSite } from "./sealed.ts";

export const command = newCommand();
export const id = commandId(chain, command);

export const reportOf = (changes: Partial<Report> = {}, by = "g", of = chain): Envelope =>
  signReport(of, signerOf(by), {
    ...{ device: "tank", deviceSequence: 1, id, outcome: "written", code: "", detail: "" },
    ...{ points: [], writtenMs: beginMs, finishedMs: beginMs, closing: "" },
    ...changes,
  });

/** A client of n agents whose every answer the test gives. */
export class Site {
  readonly clock = new VirtualClock();
  readonly client: SiteClient;
  readonly sent: WireFrame[][];
  readonly seen: string[] = [];
  private readonly links = new Map<number, FrameLink>();

  constructor(n = 4, up: readonly number[] = [0, 1, 2, 3]) {
    this.client = new SiteClient(testSite(n), context, this.clock);
    this.sent = Array.from({ length: n }, () => []);
    for (const agent of up) this.up(agent);
  }

  up(agent: number): void {
    const send = (bytes: Uint8Array): boolean => {
      this.sent[agent]?.push(decodeFrame(bytes));
      return true;
    };
    const link = { waitingBytes: 0, send, close: () => {} };
    this.links.set(agent, link);
    this.client.agentUp(agent, link);
  }

  down(agent: number): void {
    const link = this.links.get(agent);
    if (link !== undefined) this.client.agentDown(agent, link);
  }

  submit(envelope = command): Following {
    return this.client.submit(envelope, ({ stage }) => this.seen.push(stage));
  }

  /** Agents that were handed the command itself. */
  get targets(): number[] {
    return [...this.sent.keys()].filter((agent) => this.given(agent) > 0);
  }

  given(agent: number): number {
    return (this.sent[agent] as WireFrame[]).filter((frame) => frame.submit?.command).length;
  }

  says(
    agent: number,
    stage: ClientStage | "refused",
    news: Partial<WireProgress> = {},
    request = this.sent.flat().at(-1)?.request ?? 1,
  ): void {
    const progress = {
      ...{ id: hexBytes(id), stage, outcome: "", code: "", detail: "", timeMs: beginMs },
      ...{ sequence: 0, block: 0, ballots: 0 },
      ...news,
    };
    this.client.agentFrame(agent, encodeFrame({ request, progress }));
  }
}

export const ended = { outcome: "confirmed" } as const;
