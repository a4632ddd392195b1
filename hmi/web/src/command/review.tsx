import { useEffect, useRef, useState } from "preact/hooks";
import { siteNow, useIsLive, usePoint, useSiteNow } from "../live/live.ts";
import { clockTime } from "../pure/age.ts";
import { shortId } from "../pure/command-life.ts";
import type { PointInfo } from "../pure/points.ts";
import { isFresh } from "../pure/value-state.ts";
import { Icon } from "../ui/icons.tsx";
import { age, exact, t, wordFor } from "../ui/prefs.ts";
import { useStore } from "../ui/store.ts";
import { showSigned } from "../ui/value.tsx";
import { codeAndText, goBack, idOf, signAndSend } from "./actions.ts";
import type { Draft, Flow } from "./flow.ts";
import { atButtonOnly, onceOnly } from "./keys-pressed.ts";
import { checkPassphrase, session, unlock } from "./session.ts";

type Reviewed = Extract<Flow, { step: "review" }>;

const Change = ({ reviewed, info }: { reviewed: Reviewed; info: PointInfo }) => {
  const { before, write } = reviewed.draft;
  const { value } = write;
  const difference =
    typeof value === "number" && typeof before === "number" && info.spec.labels === undefined
      ? value - before
      : null;
  const rounded = difference === null ? 0 : Number(difference.toPrecision(12));
  return (
    <p class="change">
      <span>{showSigned(info, before)}</span>
      <Icon name="arrow" />
      <strong>{showSigned(info, value)}</strong>
      {difference !== null && (
        <span class="second">
          ({"\u0394"} {rounded > 0 ? "+" : ""}
          {exact(rounded)})
        </span>
      )}
    </p>
  );
};

const Facts = ({ reviewed, info }: { reviewed: Reviewed; info: PointInfo }) => {
  const now = useSiteNow();
  const { chosen } = useStore(session);
  const { device, before, notAfterMs, reason } = reviewed.draft;
  const left = notAfterMs - now;
  return (
    <dl class="facts">
      <dt>{t("review.device")}</dt>
      <dd>
        {device} ({info.device.protocol})
      </dd>
      <dt>{t("review.expect")}</dt>
      <dd>{showSigned(info, before)}</dd>
      <dt>{t("review.expiry")}</dt>
      <dd>
        {clockTime(notAfterMs)} ({left > 0 ? age(left) : t("review.over")})
      </dd>
      <dt>{t("review.signatures")}</dt>
      <dd>{info.signatures}</dd>
      {reason !== "" && <dt>{t("enter.reason")}</dt>}
      {reason !== "" && <dd class="text">{reason}</dd>}
      <dt>{t("review.id")}</dt>
      <dd class="mono">{chosen === null ? "" : shortId(idOf(reviewed.draft, chosen))}</dd>
    </dl>
  );
};

const Passphrase = ({ label }: { label: string }) => (
  <label class="field">
    <span>{label}</span>
    <input type="password" name="passphrase" autocomplete="off" required />
  </label>
);

/** A fault of the key itself stays in this form; what signing meets is told by the flow. */
const useSign = (draft: Draft, needsPassphrase: boolean, isOpen: boolean) => {
  const [fault, setFault] = useState("");
  const sign = async (form: HTMLFormElement): Promise<void> => {
    const field = form.elements.namedItem("passphrase");
    const passphrase = field instanceof HTMLInputElement ? field.value : "";
    try {
      if (!isOpen) await unlock(passphrase);
      else if (needsPassphrase) await checkPassphrase(passphrase);
      setFault("");
      await signAndSend(draft);
    } catch (error) {
      setFault(wordFor("code", codeAndText(error).code));
    }
  };
  return { fault, sign };
};

/** What is signed, once more and whole; the button is the verb. */
export const Review = ({ reviewed, info }: { reviewed: Reviewed; info: PointInfo }) => {
  const form = useRef<HTMLFormElement>(null);
  const { key } = useStore(session);
  const live = useIsLive();
  useSiteNow();
  const isHeavy = info.confirmation === "C";
  const fresh = isFresh(usePoint(info.index));
  const { fault, sign } = useSign(reviewed.draft, isHeavy, key !== null);
  const isOver = siteNow() > reviewed.draft.notAfterMs;
  useEffect(() => {
    // A: Enter signs. B: nothing is in reach of a stray Enter. C: the way out is nearest.
    const first = isHeavy ? ".cancel" : info.confirmation === "B" ? ".change-title" : ".main";
    const locked = key === null && !isHeavy ? "input[name=passphrase]" : first;
    form.current?.querySelector<HTMLElement>(locked)?.focus();
  }, []);
  const failure = reviewed.failure === null ? "" : wordFor("code", reviewed.failure.code);
  return (
    <form
      ref={form}
      class="command review"
      data-class={info.confirmation}
      {...(info.confirmation === "A" ? {} : { onKeyDown: atButtonOnly })}
      onSubmit={(event) => {
        event.preventDefault();
        void sign(event.currentTarget);
      }}
    >
      <h3 class="change-title" tabIndex={-1}>
        {t("review.title", { tag: info.tag })}
      </h3>
      <Change reviewed={reviewed} info={info} />
      <Facts reviewed={reviewed} info={info} />
      {key === null && <Passphrase label={t("review.unlock")} />}
      {key !== null && isHeavy && <Passphrase label={t("review.again")} />}
      <p class="fault" role="alert">
        {fault || failure || (live && !fresh ? t("command.notFresh") : "")}
      </p>
      <div class="buttons">
        <button type="button" class="verb cancel" onClick={goBack}>
          {t("review.back")}
        </button>
        <button
          type="submit"
          class="verb main"
          disabled={!live || !fresh || reviewed.isSigning || isOver}
          onKeyDown={onceOnly}
        >
          {t("review.sign", { value: showSigned(info, reviewed.draft.write.value) })}
        </button>
      </div>
      <p class="dim">{t(`review.class.${info.confirmation}`)}</p>
    </form>
  );
};
