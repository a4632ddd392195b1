import { useEffect, useState } from "preact/hooks";
import type { HistoryMessage } from "../../../src/shared/messages.ts";
import { link, siteNow, useIsLive } from "./live.ts";

export interface HistorySpan {
  readonly fromMs: number;
  readonly toMs: number;
}

export type History = HistoryMessage & HistorySpan;

/** The server takes so many points in one question. */
const pointsEach = 12;

const ask = async (
  points: readonly number[],
  span: HistorySpan,
  buckets: number,
): Promise<History> => {
  const parts = [];
  for (let at = 0; at < points.length; at += pointsEach)
    parts.push(
      link.ask(
        { kind: "askHistory", points: points.slice(at, at + pointsEach), ...span, buckets },
        "history",
      ),
    );
  const answers = await Promise.all(parts);
  const series = answers.flatMap((answer) => answer.series);
  const marks = answers.flatMap((answer) => answer.marks);
  return { kind: "history", request: 0, series, marks, ...span };
};

/** The newest `windowMs` of these points, asked for again every `everyMs`. */
export const useRecent = (
  points: readonly number[],
  windowMs: number,
  buckets: number,
  everyMs: number,
): History | null => {
  const [history, setHistory] = useState<History | null>(null);
  const live = useIsLive();
  const key = points.join(",");
  useEffect(() => {
    if (!live || points.length === 0) return undefined;
    let isWanted = true;
    const load = (): void => {
      const toMs = siteNow();
      ask(points, { fromMs: toMs - windowMs, toMs }, buckets).then(
        (answer) => isWanted && setHistory(answer),
        // The next turn asks again; until then the older picture stands.
        () => {},
      );
    };
    load();
    const timer = window.setInterval(load, everyMs);
    return () => {
      isWanted = false;
      window.clearInterval(timer);
    };
  }, [key, windowMs, buckets, everyMs, live]);
  return history;
};

/** A fixed span, asked for once; `failure` is what went wrong. */
export const useSpan = (
  points: readonly number[],
  span: HistorySpan,
  buckets: number,
): { readonly history: History | null; readonly failure: string } => {
  const [history, setHistory] = useState<History | null>(null);
  const [failure, setFailure] = useState("");
  const { fromMs, toMs } = span;
  useEffect(() => {
    let isWanted = true;
    ask(points, { fromMs, toMs }, buckets).then(
      (answer) => {
        if (!isWanted) return;
        setHistory(answer);
        setFailure("");
      },
      (error: Error) => isWanted && setFailure(error.message),
    );
    return () => {
      isWanted = false;
    };
  }, [points.join(","), fromMs, toMs, buckets]);
  return { history, failure };
};
