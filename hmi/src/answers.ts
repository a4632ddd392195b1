import {
  CodedError,
  type Envelope,
  type Following,
  type Hex,
  type Log,
  openApproval,
  readAlarmAction,
} from "@quorate/protocol";
import { askInterlocks } from "./interlock-rows.ts";
import { limits } from "./limits.ts";
import type { Plant } from "./plant.ts";
import type { Page } from "./page.ts";
import { readRequest, requestOf } from "./requests.ts";
import {
  type AnswerMessage,
  type AskHistory,
  graphEvents,
  type GraphEvent,
  type PageMessage,
  type Series,
  type SettledMessage,
  type SubmitRequest,
} from "./shared/messages.ts";
import { codedRead } from "./store.ts";
import { Turns } from "./turns.ts";

/** What was handed in and has no agreed answer after so long is told to be unknown, ms. */
const settleMs = 15_000;

/** One event as an agent answers it (docs/wire.md, "Queries"). */
interface Node {
  readonly hash: string;
  readonly creator: number;
  readonly sequence: number;
  readonly birthRound: number;
  readonly timeUs: number;
  readonly round: number | null;
  readonly parents: readonly string[];
  readonly witness: boolean;
  readonly judge: boolean;
  readonly received: number | null;
}

/** As many as agents can be. */
const parentsShown = 32;

const isNumber = (value: unknown): boolean => typeof value === "number";

/** An agent may answer anything (S10). */
const isNode = (value: Partial<Node> | null): value is Node => {
  if (value === null) return false;
  const { hash, creator, sequence, birthRound, timeUs, round, received, parents } = value;
  return (
    typeof hash === "string" &&
    [creator, sequence, birthRound, timeUs, round ?? 0, received ?? 0].every(isNumber) &&
    Array.isArray(parents)
  );
};

const parseNodes = (json: string): Node[] => {
  try {
    const nodes = JSON.parse(json) as unknown;
    return Array.isArray(nodes) ? nodes.slice(-graphEvents).filter(isNode) : [];
  } catch {
    return [];
  }
};

/** Parents that are not in the answer are left out: the picture ends there. */
const eventsOf = (nodes: readonly Node[]): GraphEvent[] => {
  const places = new Map(nodes.map(({ hash, creator, sequence }) => [hash, { creator, sequence }]));
  return nodes.map((node) => ({
    ...{ creator: node.creator, sequence: node.sequence, witness: node.witness === true },
    round: node.round ?? node.birthRound,
    judge: node.witness === true && node.received !== null ? node.judge === true : null,
    ordered: node.received !== null,
    timeMs: Math.floor(node.timeUs / 1000),
    parents: node.parents.slice(0, parentsShown).flatMap((hash) => places.get(hash) ?? []),
    transactions: 0,
  }));
};

const envelopeOf = ({ body, signature }: SubmitRequest): Envelope => ({
  body: Uint8Array.from(Buffer.from(body, "base64")),
  signature: Uint8Array.from(Buffer.from(signature, "base64")),
});

/** Answers what pages ask and hands in what operators signed there. */
export class Answers {
  private readonly plant: Plant;
  private readonly log: Log;
  /** Pages' questions about history, which may read much. */
  private readonly turns = new Turns();
  /** Own commands that have not ended. */
  private open = 0;

  constructor(plant: Plant, log: Log) {
    this.plant = plant;
    this.log = log;
  }

  /** One message of a page, whatever it is; every one of them gets an answer. */
  async take(page: Page, data: string): Promise<void> {
    let value: unknown = null;
    try {
      value = JSON.parse(data);
    } catch {
      // It is answered below as what it is: no message.
    }
    const request = requestOf(value);
    if (!page.begin(performance.now())) {
      const message = "this page has too many questions open, or asks too many";
      const remedy = "wait until some are answered";
      return page.answer({ kind: "failed", request, code: "CONSOLE_BUSY", message, remedy });
    }
    try {
      page.answer(await this.answer(readRequest(value), page));
    } catch (error) {
      const coded = codedRead(error);
      if (coded === null) throw error;
      const { code, message, remedy = "" } = coded;
      if (coded !== error) this.log.warn("console", code, { detail: message });
      page.answer({ kind: "failed", request, code, message, remedy });
    } finally {
      page.done();
    }
  }

  private async answer(message: PageMessage, page: Page): Promise<AnswerMessage> {
    const { request } = message;
    const { history, keeper, values } = this.plant;
    switch (message.kind) {
      case "submit":
        return { kind: "submitted", request, id: this.submit(message, page) };
      case "askHistory": {
        for (const point of message.points) this.checkPoint(point);
        return this.turns.take(() => this.history(message, page.gone));
      }
      case "askPointTable": {
        const state = this.checkPoint(message.point);
        return { kind: "pointTable", request, state, rows: values.table(message.point) };
      }
      case "askInterlocks": {
        this.checkPoint(message.point);
        const rows = await askInterlocks(this.plant.links, values.places[message.point]);
        return { kind: "interlocks", request, rows };
      }
      case "askLogLines": {
        const { before, limit, text } = message;
        return { kind: "logLines", request, ...(await keeper.search(before, limit, text)) };
      }
      case "askBlocks": {
        const blocks = await keeper.blocks(message.from, message.limit);
        return { kind: "blocks", request, from: message.from, blocks, last: keeper.next - 1 };
      }
      case "askAlarmEvents": {
        const { fromMs, toMs, limit } = message;
        const events = await history.alarmEvents(fromMs, toMs, limit);
        return { kind: "alarmEvents", request, events };
      }
      case "askGraph":
        return this.graph(request, message.agent);
    }
  }

  /** Point after point: what is read at once is a part of one, whatever is asked for. */
  private async history(
    { request, points, fromMs, toMs, buckets }: AskHistory,
    gone: AbortSignal,
  ): Promise<AnswerMessage> {
    const { history } = this.plant;
    const series: Series[] = [];
    for (const point of points) {
      if (gone.aborted) break;
      series.push(await history.series(point, fromMs, toMs, buckets, gone));
    }
    const marks = gone.aborted ? [] : await history.marks(points, fromMs, toMs);
    return { kind: "history", request, series, marks };
  }

  private checkPoint(point: number) {
    const state = this.plant.values.all[point];
    if (state !== undefined) return state;
    throw new CodedError("CONSOLE_REQUEST", `there is no point ${point}`);
  }

  private async graph(request: number, agent: number): Promise<AnswerMessage> {
    const { links, site } = this.plant;
    const name = site.agents[agent]?.name;
    if (name === undefined) throw new CodedError("CONSOLE_REQUEST", `there is no agent ${agent}`);
    const query = { graph: { fromRound: 0, limit: graphEvents } };
    const answer = await links.ask(agent, query, limits.answerMs);
    if (answer === null)
      throw new CodedError("CONTACT_NONE", `${name} gives no answer: ${links.reasonOf(agent)}`);
    const events = eventsOf(parseNodes(answer.json));
    const rounds = events.filter(({ judge }) => judge !== null).map(({ round }) => round);
    const decidedRound = Math.max(0, ...rounds);
    return { kind: "graph", request, agent, decidedRound, events };
  }

  // what operators signed ------------------------------------------------------------------------

  private submit(message: SubmitRequest, page: Page): Hex {
    const { links } = this.plant;
    if (links.upCount === 0)
      throw new CodedError("CONTACT_NONE", `no agent answers: ${links.missing}`, {
        remedy: "nothing was sent; sign again when there is contact",
      });
    const envelope = envelopeOf(message);
    switch (message.what) {
      case "command":
        return this.command(envelope);
      case "approval":
        return this.approval(envelope, message.request, page);
      case "alarm":
        return this.alarm(envelope, message.request, page);
    }
  }

  private command(envelope: Envelope): Hex {
    const { links, commands } = this.plant;
    if (this.open >= limits.ownOpen)
      throw new CodedError("CONSOLE_BUSY", `${this.open} commands of this console have not ended`);
    const { id } = commands.own(envelope, Date.now());
    this.open += 1;
    const following = links.client.submit(envelope, (news) => commands.followed(news));
    const leave = (): void => {
      const view = commands.get(id);
      if (view !== undefined && view.stage !== "ended") {
        setTimeout(leave, 1000).unref();
        return;
      }
      this.open -= 1;
      links.client.leave(following);
    };
    leave();
    return id;
  }

  private approval(envelope: Envelope, request: number, page: Page): Hex {
    const { links, commands } = this.plant;
    const { command, operator } = openApproval(links.context, envelope);
    const name = links.site.operators.find(({ key }) => key === operator)?.name;
    const isOrdered = (): boolean =>
      commands.get(command)?.approvals.some((one) => one.operator === name) === true;
    this.settle(
      { page, request, id: command, isOrdered },
      links.client.approve(command, envelope, () => {}),
    );
    return command;
  }

  private alarm(envelope: Envelope, request: number, page: Page): Hex {
    const { links } = this.plant;
    const { id } = readAlarmAction(links.context.chain, envelope);
    const following = links.client.act(envelope, () => {});
    const isOrdered = (): boolean =>
      following.stage === "ended" && following.outcome !== "refused" && following.code === "";
    this.settle({ page, request, id, isOrdered }, following);
    return id;
  }

  /** Tells the page what became of an approval or alarm action, once that is agreed. */
  private settle(
    what: {
      readonly page: Page;
      readonly request: number;
      readonly id: Hex;
      readonly isOrdered: () => boolean;
    },
    following: Following,
  ): void {
    const { page, request, id, isOrdered } = what;
    const untilMs = performance.now() + settleMs;
    const end = (outcome: SettledMessage["outcome"], code: string, message: string): void => {
      this.plant.links.client.leave(following);
      page.answer({ kind: "settled", request, id, outcome, code, message });
    };
    const look = (): void => {
      const { stage, outcome, code, detail } = following;
      if (isOrdered()) return end("ordered", "", "");
      const isDenied = outcome === "refused" || outcome === "expired";
      if (stage === "ended" && isDenied) return end("refused", code, detail);
      if (performance.now() > untilMs)
        return end("unknown", "CONTACT_LOST", "no agreement in time; the log will show it");
      setTimeout(look, 100).unref();
    };
    look();
  }
}

