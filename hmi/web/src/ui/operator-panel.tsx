import { useState } from "preact/hooks";
import {
  choose,
  fingerprint,
  idleMs,
  importKey,
  lock,
  makeKey,
  operatorOf,
  removeKey,
  session,
  unlock,
} from "../command/session.ts";
import { codeAndText } from "../command/actions.ts";
import { useSnapshot } from "../live/live.ts";
import { Icon } from "./icons.tsx";
import { t, wordFor } from "./prefs.ts";
import { useStore } from "./store.ts";

/** Runs what may take a second (a passphrase is stretched), and shows what went wrong. */
const useWork = () => {
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const run = async (work: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    setFault("");
    // The word that it works must be on the screen before the work takes the page's time.
    await new Promise((resolve) => setTimeout(resolve, 30));
    try {
      await work();
    } catch (error) {
      setFault(wordFor("code", codeAndText(error).code));
    }
    setBusy(false);
  };
  return { isBusy, fault, run };
};

type Work = ReturnType<typeof useWork>;

const Passphrase = ({ label, name }: { label: string; name: string }) => (
  <label class="field">
    <span>{label}</span>
    <input type="password" name={name} autocomplete="off" required />
  </label>
);

const textOf = (form: HTMLFormElement, name: string): string => {
  const field = form.elements.namedItem(name);
  return field instanceof HTMLInputElement || field instanceof HTMLSelectElement
    ? field.value
    : "";
};

const onForm = (action: (form: HTMLFormElement) => void) => (event: SubmitEvent) => {
  event.preventDefault();
  if (event.currentTarget instanceof HTMLFormElement) action(event.currentTarget);
};

const Current = ({ work }: { work: Work }) => {
  const { chosen, key } = useStore(session);
  if (chosen === null) return <p class="text">{t("key.none")}</p>;
  const operator = operatorOf(chosen);
  return (
    <section class="part" data-current-key={chosen}>
      <p class="operator-name">
        <Icon name={key === null ? "lock" : "key"} />
        {operator?.name ?? t("operator.unlisted")}
      </p>
      <dl class="facts">
        <dt>{t("operator.roles")}</dt>
        <dd>{operator?.roles.join(", ") ?? "\u2014"}</dd>
        <dt>{t("key.fingerprint")}</dt>
        <dd class="mono">{fingerprint(chosen)}</dd>
        <dt>{t("key.state")}</dt>
        <dd>{key === null ? t("key.locked") : `${t("key.open")} (${key.by})`}</dd>
      </dl>
      {operator === undefined && (
        <p class="text">
          {t("key.unlisted")} <span class="mono key-text">ed25519:{chosen}</span>
        </p>
      )}
      {key !== null && (
        <button type="button" onClick={lock}>
          {t("key.lock")}
        </button>
      )}
      {key === null && (
        <form
          class="command"
          onSubmit={onForm((form) => void work.run(() => unlock(textOf(form, "unlock"))))}
        >
          <Passphrase label={t("key.passphrase")} name="unlock" />
          <button type="submit" disabled={work.isBusy}>
            {t("key.unlock")}
          </button>
        </form>
      )}
    </section>
  );
};

const Others = () => {
  const { sealed, chosen } = useStore(session);
  const [sure, setSure] = useState("");
  if (sealed.length === 0) return null;
  return (
    <section class="part">
      <h3>{t("key.inBrowser")}</h3>
      <ul>
        {sealed.map(({ publicKey }) => (
          <li key={publicKey} class="row key-row">
            <button
              type="button"
              aria-pressed={publicKey === chosen}
              onClick={() => choose(publicKey)}
            >
              {operatorOf(publicKey)?.name ?? t("operator.unlisted")}
            </button>
            <span class="mono dim">{fingerprint(publicKey)}</span>
            <span class="spacer" />
            <button
              type="button"
              class="plain"
              onClick={() =>
                sure === publicKey ? void removeKey(publicKey) : setSure(publicKey)
              }
            >
              {t(sure === publicKey ? "key.removeSure" : "key.remove")}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};

const importFile = async (form: HTMLFormElement): Promise<void> => {
  const field = form.elements.namedItem("file");
  const file = field instanceof HTMLInputElement ? field.files?.[0] : undefined;
  if (file === undefined) return;
  await importKey(await file.text(), textOf(form, "import-passphrase"));
  form.reset();
};

const Import = ({ work }: { work: Work }) => (
  <section class="part">
    <h3>{t("key.import")}</h3>
    <form class="command" onSubmit={onForm((form) => void work.run(() => importFile(form)))}>
      <label class="field">
        <span>{t("key.file")}</span>
        <input type="file" name="file" accept=".pem" required />
      </label>
      <Passphrase label={t("key.filePassphrase")} name="import-passphrase" />
      <button type="submit" disabled={work.isBusy}>
        {t("key.import")}
      </button>
    </form>
  </section>
);

const importDemo = async (form: HTMLFormElement): Promise<void> => {
  const path = textOf(form, "demo-operator");
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  await importKey(await answer.text(), textOf(form, "demo-passphrase"));
  form.reset();
};

const Demo = ({ work }: { work: Work }) => {
  const { demoKeys } = useSnapshot().console;
  if (demoKeys.length === 0) return null;
  return (
    <section class="part">
      <h3>{t("key.demo")}</h3>
      <p class="second text">{t("key.demoNote")}</p>
      <form class="command" onSubmit={onForm((form) => void work.run(() => importDemo(form)))}>
        <label class="field">
          <span>{t("operator.title")}</span>
          <select name="demo-operator">
            {demoKeys.map(({ operator, path }) => (
              <option key={operator} value={path}>
                {operator}
              </option>
            ))}
          </select>
        </label>
        <Passphrase label={t("key.passphrase")} name="demo-passphrase" />
        <button type="submit" disabled={work.isBusy}>
          {t("key.take")}
        </button>
      </form>
    </section>
  );
};

const Make = ({ work }: { work: Work }) => (
  <section class="part">
    <h3>{t("key.make")}</h3>
    <p class="second text">{t("key.makeNote")}</p>
    <form
      class="command"
      onSubmit={onForm((form) =>
        void work.run(async () => {
          if (textOf(form, "new-passphrase") !== textOf(form, "new-again"))
            throw Object.assign(new Error(), { code: "KEY_DIFFER" });
          await makeKey(textOf(form, "new-passphrase"));
          form.reset();
        }),
      )}
    >
      <Passphrase label={t("key.passphrase")} name="new-passphrase" />
      <Passphrase label={t("key.again")} name="new-again" />
      <button type="submit" disabled={work.isBusy}>
        {t("key.make")}
      </button>
    </form>
  </section>
);

/** Who sits here, and the keys of this browser. */
export const OperatorPanel = () => {
  useSnapshot();
  const work = useWork();
  return (
    <div class="operator-panel">
      <Current work={work} />
      <p class="fault" role="alert">
        {work.isBusy ? t("key.busy") : work.fault}
      </p>
      <Others />
      <Demo work={work} />
      <Import work={work} />
      <Make work={work} />
      <p class="dim text part">{t("key.note", { minutes: Math.round(idleMs / 60_000) })}</p>
    </div>
  );
};
