import { useEffect, useReducer } from "preact/hooks";
import type { PointState, SnapshotMessage } from "../../../src/shared/messages.ts";
import { type PointInfo, pointInfos } from "../pure/points.ts";
import { Link } from "./link.ts";
import { LiveState, type Topic } from "./state.ts";

export const state = new LiveState();

let isDrawing = false;

/** Draws once a frame at most, and once a second in a hidden tab. */
const draw = (): void => {
  isDrawing = false;
  for (const listener of state.takeDue()) listener();
};

const schedule = (): void => {
  if (isDrawing || !state.hasDue) return;
  isDrawing = true;
  if (document.hidden) window.setTimeout(draw, 1000);
  else requestAnimationFrame(draw);
};

export const link = new Link(state, schedule);

/** Draws this component again when one of the topics changes. */
export const useTopics = (...topics: readonly Topic[]): void => {
  const [, again] = useReducer<number, null>((count) => count + 1, 0);
  const drawn = state.version;
  useEffect(() => {
    const ends = topics.map((topic) => state.on(topic, () => again(null)));
    // The effect runs after the paint: what has changed in between was not drawn and not heard.
    if (state.version !== drawn) again(null);
    return () => ends.forEach((end) => end());
  }, [topics.join(" ")]);
};

/** Pages are drawn only when there is a snapshot. */
export const useSnapshot = (...topics: readonly Topic[]): SnapshotMessage => {
  useTopics("snapshot", ...topics);
  return snapshotNow();
};

export const snapshotNow = (): SnapshotMessage => {
  if (state.snapshot === null) throw new TypeError("there is no snapshot yet");
  return state.snapshot;
};

export const usePoint = (index: number): PointState | undefined => {
  useTopics("snapshot", `point:${index}`);
  return state.point(index);
};

/**
 * The agents' time now, from the last tick on by the machine's clock, which goes on while the
 * machine sleeps: what was agreed before is old when it wakes.
 */
export const siteNow = (): number => {
  const { snapshot, tickAtMs } = state;
  return snapshot === null ? Date.now() : snapshot.tick.siteMs + (Date.now() - tickAtMs);
};

/** The site's time, drawn again every second. */
export const useSiteNow = (): number => {
  useTopics("tick");
  return siteNow();
};

let known: { readonly of: SnapshotMessage["site"]; readonly infos: readonly PointInfo[] } | null =
  null;

/** The points of the site in the order of their numbers. */
export const infosNow = (): readonly PointInfo[] => {
  const { site } = snapshotNow();
  if (known?.of.chain !== site.chain) known = { of: site, infos: pointInfos(site) };
  return known.infos;
};

export const infoFor = (device: string, point: string): PointInfo | undefined =>
  infosNow().find(({ tag }) => tag === `${device}/${point}`);

/** True while what is shown is live: only then can anything be commanded. */
export const isLive = (): boolean =>
  state.contact === "live" && state.snapshot?.link.state === "live";

export const useIsLive = (): boolean => {
  useTopics("contact", "link", "snapshot");
  return isLive();
};

/** Since when what is shown has not been live, ms since 1970. */
export const notLiveSince = (): number =>
  state.contact === "lost" ? state.lostSinceMs : snapshotNow().link.sinceMs;
