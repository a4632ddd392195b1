import {
  type AgedSample,
  type AlarmLine,
  alarmsOf,
  interlocksOf,
  limits,
  type PointRef,
  type Site,
  tellOwn,
  type WireAnswer,
  type WireOwnRange,
  type WireOwnSamples,
  type WireQuery,
} from "@quorate/protocol";
import { alarmLines, unheardAlarms } from "./alarm-lines.ts";
import { openCommandLines } from "./command-lines.ts";
import type { Core } from "./core.ts";

/** As much of a list as an answer has room for, the first ones first. */
const listed = (lines: readonly object[]): Partial<WireAnswer> => {
  const texts: string[] = [];
  let bytes = 2;
  for (const line of lines) {
    const text = JSON.stringify(line);
    bytes += Buffer.byteLength(text) + 1;
    if (bytes > limits.answerBytes) return { json: `[${texts.join(",")}]`, more: true };
    texts.push(text);
  }
  return { json: `[${texts.join(",")}]` };
};

/** Alarms that want somebody come first, then the newest: what is left out matters least. */
const byConcern = (left: AlarmLine, right: AlarmLine): number => {
  const rest = ({ state }: AlarmLine): number => (state === "NORMAL" ? 1 : 0);
  return rest(left) - rest(right) || right.raisedMs - left.raisedMs;
};

const alarms = (core: Core): Partial<WireAnswer> => {
  const lines = alarmLines(core, alarmsOf(core.site));
  return { ...listed(lines.sort(byConcern)), unheard: unheardAlarms(core) };
};

const samples = (
  { readings }: Core,
  { fromMs, fromPlace, limit }: NonNullable<WireQuery["samples"]>,
): Partial<WireAnswer> => {
  const part = readings.buffer.read({ ms: fromMs, place: fromPlace }, limit);
  return { ...part, readings: [...part.readings] };
};

/** As old as they are now: the asker's clock may be another. */
const ownSamples = (core: Core, range: WireOwnRange): WireOwnSamples => {
  const { wallMs, monotonicMs } = core.now();
  const sample = (device: string, point: string): AgedSample | undefined => {
    const found = core.own?.sample(device, point);
    return found && { sample: found.sample, ageMs: monotonicMs - found.cameMs };
  };
  return tellOwn({ site: core.site, nowMs: wallMs, sample }, range);
};

/** Events of the graph, for the eye: rounds and fame are as last known. */
const graph = (
  { order }: Core,
  { fromRound, limit }: NonNullable<WireQuery["graph"]>,
): Partial<WireAnswer> => {
  const most = limit === 0 ? limits.graphEvents : Math.min(limit, limits.graphEvents);
  const nodes = order.hashgraph
    .nodes()
    .filter(({ round, event }) => (round ?? event.birthRound) >= fromRound);
  const lines = nodes.slice(-most).map(({ event, round, witness, famous, judge, ...rest }) => ({
    ...{ hash: event.hash, creator: event.creator, sequence: event.sequence },
    ...{ birthRound: event.birthRound, timeUs: event.timeUs, round: round ?? null },
    parents: event.parents.map(({ hash }) => hash),
    ...{ witness, famous: famous ?? null, judge, received: rest.roundReceived ?? null },
  }));
  return { ...listed(lines), ...(nodes.length > most ? { more: true } : {}) };
};

const pointsOf = ({ devices }: Site): PointRef[] =>
  devices.flatMap(({ name: device, points }) =>
    points.filter(({ access }) => access === "setpoint").map(({ name: point }) => ({
      ...{ device, point },
    })),
  );

/**
 * Every interlock over every set point, judged by this agent's own view as if the value that the
 * point has were written again: what would hold a command back now, and what that is known from.
 */
const interlocks = ({ site, view }: Core): Partial<WireAnswer> => {
  const compiled = interlocksOf(site);
  const lines = pointsOf(site).flatMap((ref) =>
    compiled.over(ref.device, ref.point).map(({ because, reads, judge }) => {
      const value = view.latest(ref)?.value ?? null;
      const result = value === null ? null : judge(value, (one) => view.latest(one)?.value ?? null);
      const seen = reads.map((one) => {
        const known = view.latest(one);
        return {
          ...{ device: one.device, point: one.point, value: known?.value ?? null },
          ...{ source: known?.source ?? null, text: view.tell(one) },
        };
      });
      const state = result === null ? "unread" : result.kind;
      return { ...ref, because, state, value, reads: seen };
    }),
  );
  return listed(lines);
};

/** What an agent answers from what it holds; null for a query of its surroundings. */
export const answerOf = (core: Core, query: WireQuery): Partial<WireAnswer> | null => {
  if (query.blocks) {
    const { from, fromSequence, limit } = query.blocks;
    const first = from > 0 ? from : core.log.blockOf(fromSequence);
    const count = Math.min(limit === 0 ? limits.logBlocks : limit, limits.logBlocks);
    const blocks = core.log.read(first, count, limits.syncBytes);
    return { blocks, lastBlock: core.log.last };
  }
  if (query.readings === true) return core.readings.answer();
  if (query.own) return { own: ownSamples(core, query.own) };
  if (query.samples) return samples(core, query.samples);
  if (query.alarms === true) return alarms(core);
  if (query.graph) return graph(core, query.graph);
  if (query.commands === true) return listed(openCommandLines(core));
  if (query.interlocks === true) return interlocks(core);
  return null;
};
