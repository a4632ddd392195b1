import { useEffect, useRef } from "preact/hooks";
import { useIsLive, usePoint } from "../live/live.ts";
import type { PointInfo } from "../pure/points.ts";
import { isFresh } from "../pure/value-state.ts";
import { exact, t } from "../ui/prefs.ts";
import { useStore } from "../ui/store.ts";
import { showSigned, showValue, Value } from "../ui/value.tsx";
import { beginCommand, beginReview, dismiss, flow } from "./actions.ts";
import { Denial, useDenial } from "./denial.tsx";
import { type Flow, giveReason, type, type InputFault } from "./flow.ts";
import { Follow } from "./follow.tsx";
import { Review } from "./review.tsx";

type Enter = Extract<Flow, { step: "enter" }>;

const faultText = (info: PointInfo, fault: InputFault): string => {
  const { min = 0, max = 0, maxStep = 0 } = info.spec.limits ?? {};
  const units = info.spec.units ?? "";
  switch (fault) {
    case "below":
      return t("enter.below", { limit: `${exact(min)} ${units}` });
    case "above":
      return t("enter.above", { limit: `${exact(max)} ${units}` });
    case "step":
      return t("enter.step", { limit: `${exact(maxStep)} ${units}` });
    case "not-fresh":
      return t("command.notFresh");
    default:
      return t(`enter.${fault}`);
  }
};

const limitsText = ({ spec }: PointInfo): string => {
  const { min, max, maxStep } = spec.limits ?? {};
  const units = spec.units === undefined ? "" : ` ${spec.units}`;
  const [low, high] = [min, max].map((end) => (end === undefined ? "" : exact(end)));
  const range =
    min === undefined && max === undefined
      ? t("enter.noLimits")
      : `${low} \u2026 ${high}${units}`;
  return maxStep === undefined
    ? range
    : `${range}, ${t("enter.maxStep", { step: `${exact(maxStep)}${units}` })}`;
};

/** Values that have names of their own are picked, not typed. */
const choicesOf = (info: PointInfo): readonly (readonly [string, string])[] | null => {
  if (info.spec.type === "bool")
    return [true, false].map((value) => [String(value), showValue(info, value)] as const);
  const { labels } = info.spec;
  return labels === undefined ? null : Object.entries(labels);
};

const Choices = ({ entered, info }: { entered: Enter; info: PointInfo }) => (
  <fieldset class="choices">
    <legend>{t("enter.newValue")}</legend>
    {choicesOf(info)?.map(([value, label], place) => (
      <label class="choice" key={value}>
        <input
          type="radio"
          name="choice"
          value={value}
          checked={entered.typed === value}
          data-first={place === 0}
          onChange={() => flow.set(type(flow.get(), value))}
        />
        {label}
      </label>
    ))}
  </fieldset>
);

const TextEntry = ({ entered, info }: { entered: Enter; info: PointInfo }) => (
  <label class="field">
    <span>{t("enter.newValue")}</span>
    <span class="row">
      <input
        class="entry"
        name="value"
        inputMode={info.spec.type === "string" ? "text" : "decimal"}
        autocomplete="off"
        value={entered.typed}
        aria-invalid={entered.fault !== null}
        aria-describedby="entry-fault entry-limits"
        onInput={({ currentTarget }) => flow.set(type(flow.get(), currentTarget.value))}
      />
      <span class="second">{info.spec.units}</span>
    </span>
  </label>
);

const EnterForm = ({ entered, info }: { entered: Enter; info: PointInfo }) => {
  const form = useRef<HTMLFormElement>(null);
  const now = usePoint(info.index);
  useEffect(() => {
    form.current?.querySelector<HTMLInputElement>("input.entry, input[data-first=true]")?.focus();
  }, []);
  return (
    <form
      ref={form}
      class="command enter"
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        beginReview(info);
      }}
    >
      <dl class="facts">
        <dt>{t("enter.current")}</dt>
        <dd class="set-ink">
          {isFresh(now) && now?.[1] != null ? (
            showSigned(info, now[1])
          ) : (
            <Value index={info.index} />
          )}
        </dd>
        <dt>{t("enter.limits")}</dt>
        <dd id="entry-limits">{limitsText(info)}</dd>
      </dl>
      {choicesOf(info) === null ? (
        <TextEntry entered={entered} info={info} />
      ) : (
        <Choices entered={entered} info={info} />
      )}
      <p id="entry-fault" class="fault" role="alert">
        {entered.fault === null ? "" : faultText(info, entered.fault)}
      </p>
      <label class="field">
        <span>{t("enter.reason")}</span>
        <input
          name="reason"
          maxLength={200}
          value={entered.reason}
          onInput={({ currentTarget }) => flow.set(giveReason(flow.get(), currentTarget.value))}
        />
      </label>
      <div class="buttons">
        <button type="button" class="verb" onClick={dismiss}>
          {t("enter.cancel")}
        </button>
        <button type="submit" class="verb main">
          {t("enter.review")}
        </button>
      </div>
    </form>
  );
};

const Begin = ({ info }: { info: PointInfo }) => {
  const point = usePoint(info.index);
  const live = useIsLive();
  const denial = useDenial(info);
  if (denial !== null) return <Denial denial={denial} />;
  const fresh = isFresh(point);
  return (
    <div class="command">
      <button
        type="button"
        class="verb"
        data-begin={info.tag}
        disabled={!live || !fresh}
        onClick={() => beginCommand(info)}
      >
        {t("command.change")}
      </button>
      {live && !fresh && <p class="second">{t("command.notFresh")}</p>}
    </div>
  );
};

/** Select, enter, review and sign, follow: for one set point, in its faceplate. */
export const CommandPanel = ({ info }: { info: PointInfo }) => {
  const now = useStore(flow);
  if (now.step === "idle" || now.index !== info.index) return <Begin info={info} />;
  if (now.step === "enter") return <EnterForm entered={now} info={info} />;
  if (now.step === "review") return <Review reviewed={now} info={info} />;
  return <Follow followed={now} info={info} />;
};
