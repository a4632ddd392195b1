import { useState } from "preact/hooks";
import type { AlarmView } from "../../../src/shared/messages.ts";
import { type AlarmVerb, actOnAlarm } from "../command/alarm-actions.ts";
import { codeAndText } from "../command/actions.ts";
import { operatorOf, session, unlock } from "../command/session.ts";
import { infosNow, siteNow, state, useIsLive, useTopics } from "../live/live.ts";
import { isUnacknowledged } from "../pure/alarm-order.ts";
import { whenText } from "../pure/age.ts";
import { AlarmMark } from "./alarm-mark.tsx";
import { alarmWords, stateWords } from "./banner.tsx";
import { t, wordFor } from "./prefs.ts";
import { openFaceplate, openSide } from "./side.ts";
import { useStore } from "./store.ts";
import { Value } from "./value.tsx";

const minutes = [5, 15, 60, 240, 480, 1440] as const;

const Facts = ({ alarm }: { alarm: AlarmView }) => {
  const { raisedMs, clearedMs, acknowledged, shelved } = alarm;
  return (
    <dl class="facts">
      <dt>{t("alarms.priority")}</dt>
      <dd>{alarm.priority}</dd>
      <dt>{t("alarms.condition")}</dt>
      <dd>{t(`alarm.condition.${alarm.condition}`)}</dd>
      <dt>{t("alarms.raised")}</dt>
      <dd>{raisedMs === null ? "\u2014" : whenText(raisedMs)}</dd>
      <dt>{t("alarms.cleared")}</dt>
      <dd>{clearedMs === null ? "\u2014" : whenText(clearedMs)}</dd>
      <dt>{t("alarms.acknowledged")}</dt>
      <dd>
        {acknowledged === null ? "\u2014" : `${acknowledged.by}, ${whenText(acknowledged.ms)}`}
      </dd>
      {shelved !== null && (
        <>
          <dt>{t("alarms.shelvedUntil")}</dt>
          <dd>
            {whenText(shelved.untilMs)}, {shelved.by}
          </dd>
          <dt>{t("enter.reason")}</dt>
          <dd class="text">{shelved.reason}</dd>
          <dt>{t("alarms.below")}</dt>
          <dd>{t(`alarm.${alarm.below}`)}</dd>
        </>
      )}
    </dl>
  );
};

/** What may be done with an alarm as it stands. */
const verbsFor = (alarm: AlarmView): readonly AlarmVerb[] => [
  ...(isUnacknowledged(alarm) ? (["acknowledge"] as const) : []),
  ...(alarm.state === "SHELVED" ? (["unshelve"] as const) : []),
  ...(alarm.state === "OUT_OF_SERVICE" ? (["in-service"] as const) : []),
  ...(alarm.state !== "SHELVED" && alarm.state !== "OUT_OF_SERVICE"
    ? (["shelve", "out-of-service"] as const)
    : []),
];

const needsReason = (verb: AlarmVerb | null): boolean =>
  verb === "shelve" || verb === "out-of-service";

interface Ask {
  readonly verb: AlarmVerb;
  readonly alarm: AlarmView;
  readonly done: () => void;
}

const fieldText = (form: HTMLFormElement, name: string): string => {
  const field = form.elements.namedItem(name);
  return field instanceof HTMLInputElement || field instanceof HTMLSelectElement
    ? field.value
    : "";
};

/** The signature, and for what takes an alarm out of sight, its reason. */
const Sign = ({ verb, alarm, done }: Ask) => {
  const { key } = useStore(session);
  const live = useIsLive();
  const [fault, setFault] = useState("");
  const [isBusy, setBusy] = useState(false);
  const sign = async (form: HTMLFormElement): Promise<void> => {
    setBusy(true);
    try {
      if (key === null) await unlock(fieldText(form, "passphrase"));
      const untilMs = Math.floor(siteNow()) + Number(fieldText(form, "minutes") || 0) * 60_000;
      const refusal = await actOnAlarm(verb, alarm, fieldText(form, "reason").trim(), untilMs);
      if (refusal === null) return done();
      setFault(wordFor("code", refusal.code));
    } catch (error) {
      setFault(wordFor("code", codeAndText(error).code));
    }
    setBusy(false);
  };
  return (
    <form
      class="command"
      data-verb={verb}
      onSubmit={(event) => {
        event.preventDefault();
        void sign(event.currentTarget);
      }}
    >
      {verb === "shelve" && (
        <label class="field">
          <span>{t("alarms.shelveFor")}</span>
          <select name="minutes">
            {minutes.map((one) => (
              <option key={one} value={one}>
                {one < 60 ? t("age.min", { value: one }) : t("age.h", { value: one / 60 })}
              </option>
            ))}
          </select>
        </label>
      )}
      {needsReason(verb) && (
        <label class="field">
          <span>{t("alarms.reasonNeeded")}</span>
          <input name="reason" required maxLength={200} autocomplete="off" />
        </label>
      )}
      {key === null && (
        <label class="field">
          <span>{t("review.unlock")}</span>
          <input type="password" name="passphrase" required autocomplete="off" />
        </label>
      )}
      <p class="fault" role="alert">
        {fault}
      </p>
      <div class="buttons">
        <button type="button" class="verb" onClick={done}>
          {t("enter.cancel")}
        </button>
        <button type="submit" class="verb main" disabled={!live || isBusy}>
          {t(`alarmVerb.${verb}`)}
        </button>
      </div>
    </form>
  );
};

const Actions = ({ alarm }: { alarm: AlarmView }) => {
  const { chosen, key } = useStore(session);
  const [verb, setVerb] = useState<AlarmVerb | null>(null);
  const [fault, setFault] = useState("");
  const live = useIsLive();
  const mayAct = operatorOf(chosen) !== undefined;
  if (!mayAct)
    return (
      <div class="command denial">
        <p>{t(chosen === null ? "denial.noKey" : "denial.unlisted")}</p>
        <button type="button" onClick={() => openSide({ kind: "operator" })}>
          {t("denial.openKeys")}
        </button>
      </div>
    );
  if (verb !== null)
    return <Sign verb={verb} alarm={alarm} done={() => setVerb(null)} />;
  const begin = async (next: AlarmVerb): Promise<void> => {
    setFault("");
    // An acknowledge by an open key needs no more words.
    if (needsReason(next) || key === null) return setVerb(next);
    const refusal = await actOnAlarm(next, alarm, "", 0);
    setFault(refusal === null ? "" : wordFor("code", refusal.code));
  };
  return (
    <div class="command">
      <p class="fault" role="alert">
        {fault}
      </p>
      <div class="buttons">
        {verbsFor(alarm).map((one) => (
          <button
            key={one}
            type="button"
            class={one === "acknowledge" ? "verb main" : "verb"}
            data-verb={one}
            disabled={!live}
            onClick={() => void begin(one)}
          >
            {t(`alarmVerb.${one}`)}
          </button>
        ))}
      </div>
    </div>
  );
};

/** One alarm: what it is, who saw it, what can be done. */
export const AlarmPanel = ({ id }: { id: string }) => {
  useTopics("alarms", "snapshot", "contact", "link");
  const alarm = state.alarm(id);
  if (alarm === undefined) return <p class="empty">{t("alarms.gone")}</p>;
  const info = infosNow().find(({ tag }) => tag === `${alarm.device}/${alarm.point}`);
  return (
    <div class="alarm-panel" data-alarm-panel={id}>
      <p class="alarm-title">
        <AlarmMark {...alarm} size={22} />
        <strong>
          {alarm.device}/{alarm.point}
        </strong>
      </p>
      <p>{alarmWords(alarm)}</p>
      <p data-alarm-state={alarm.state}>{stateWords(alarm)}</p>
      {!alarm.agreed && alarm.unheard !== true && (
        <p class="integrity-chip">{t("alarm.notAgreed")}</p>
      )}
      {info !== undefined && (
        <button type="button" class="plain" onClick={() => openFaceplate(info.index)}>
          <Value index={info.index} size="key" />
        </button>
      )}
      <Actions alarm={alarm} />
      <Facts alarm={alarm} />
    </div>
  );
};
