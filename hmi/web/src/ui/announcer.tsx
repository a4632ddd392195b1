import { useEffect, useRef, useState } from "preact/hooks";
import { state, useTopics } from "../live/live.ts";
import { clockTime } from "../pure/age.ts";
import { occurrenceOf, toAnnounce } from "../pure/alarm-order.ts";
import { t, wordFor } from "./prefs.ts";

/** No voice can follow more: at most one urgent announcement in so long, ms. */
const pauseMs = 5000;

/** Says new alarms of the first priority to those who hear the page. */
export const Announcer = () => {
  useTopics("alarms");
  const told = useRef<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState({ text: "", ms: 0 });
  const urgent = toAnnounce(state.alarms);
  const untold = urgent.filter((alarm) => !told.current.has(occurrenceOf(alarm)));
  const [newest, ...others] = untold;
  useEffect(() => {
    if (newest === undefined) return undefined;
    const { device, point, priority, kind, raisedMs } = newest;
    const say = (): void => {
      told.current = new Set(urgent.map(occurrenceOf));
      const first = t("alarm.announce", {
        ...{ priority, tag: `${device}/${point}`, kind: wordFor("alarm.kind", kind) },
        time: clockTime(raisedMs ?? 0),
      });
      const more = others.length === 0 ? "" : t("alarm.announceMore", { count: others.length });
      setSaid({ text: `${first} ${more}`.trim(), ms: Date.now() });
    };
    const timer = window.setTimeout(say, Math.max(0, said.ms + pauseMs - Date.now()));
    return () => window.clearTimeout(timer);
  }, [untold.map(occurrenceOf).join(" ")]);
  return (
    <div class="hidden-text" role="alert" aria-live="assertive">
      {said.text}
    </div>
  );
};
