import { useEffect, useState } from "preact/hooks";
import { state, useTopics } from "../live/live.ts";
import { t, wordFor } from "./prefs.ts";

/** No voice can follow more: at most one urgent announcement in so long, ms. */
const pauseMs = 5000;

const urgent = () =>
  state.alarms
    .filter(({ priority, state: now }) => priority === 1 && now === "UNACK")
    .sort((left, right) => (right.raisedMs ?? 0) - (left.raisedMs ?? 0));

/** Says new alarms of the first priority to those who hear the page. */
export const Announcer = () => {
  useTopics("alarms");
  const [said, setSaid] = useState({ name: "", text: "", ms: 0 });
  const newest = urgent()[0];
  const name = newest === undefined ? "" : `${newest.id} ${newest.raisedMs}`;
  useEffect(() => {
    if (newest === undefined || name === said.name) return undefined;
    const tag = `${newest.device}/${newest.point}`;
    const kind = wordFor("alarm.kind", newest.kind);
    const say = (): void => {
      const text = t("alarm.announce", { priority: newest.priority, tag, kind });
      setSaid({ name, text, ms: Date.now() });
    };
    const timer = window.setTimeout(say, Math.max(0, said.ms + pauseMs - Date.now()));
    return () => window.clearTimeout(timer);
  }, [name]);
  return (
    <div class="hidden-text" role="alert" aria-live="assertive">
      {said.text}
    </div>
  );
};
