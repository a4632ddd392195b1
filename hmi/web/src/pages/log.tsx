import { useEffect, useState } from "preact/hooks";
import type { LogLine } from "@quorate/protocol";
import { audit, startAudit } from "../audit/audit.ts";
import { infosNow, link, useIsLive, useSnapshot } from "../live/live.ts";
import { whenText } from "../pure/age.ts";
import { shortId } from "../pure/command-life.ts";
import { Icon } from "../ui/icons.tsx";
import { t, wordFor } from "../ui/prefs.ts";
import { useStore } from "../ui/store.ts";
import { showSigned } from "../ui/value.tsx";

const linesEach = 100;
/** Typing rests so long before the server is asked, ms. */
const restMs = 250;

const Verified = () => {
  const now = useStore(audit);
  const { log } = useSnapshot("log");
  useEffect(() => {
    if (audit.get().state === "idle") startAudit();
  }, []);
  const { fault, from, to, entries, hash } = now;
  if (fault !== null)
    return (
      <section class="panel verified is-broken" role="alert" data-audit="broken">
        <p class="verified-title">
          <Icon name="warning" size={20} />
          {t("log.broken", { block: fault.block })}
        </p>
        <p class="text">
          {fault.message} <span class="mono">{fault.code}</span>
        </p>
        <button type="button" onClick={startAudit}>
          {t("log.verifyAgain")}
        </button>
      </section>
    );
  const isWhole = to >= log.block && to > 0;
  return (
    <section class="panel verified" data-audit={isWhole ? "whole" : "running"}>
      <p class="verified-title">
        <Icon name={isWhole ? "check" : "wait"} size={20} />
        {to === 0 ? t("log.verifying") : t("log.verified", { from, to })}
      </p>
      {to > 0 && (
        <p class="second">
          {t("log.verifiedNote", { entries })} <span class="mono dim">{shortId(hash)}</span>
        </p>
      )}
      {!isWhole && log.block > 0 && (
        <progress max={log.block} value={to} aria-label={t("log.verifying")} />
      )}
    </section>
  );
};

const what = (line: LogLine): string => {
  const { device, writes } = line;
  if (writes === null) return device ?? "";
  const texts = Object.entries(writes).map(([point, value]) => {
    const info = infosNow().find(({ tag }) => tag === `${device}/${point}`);
    return `${point} ${showSigned(info, value)}`;
  });
  return `${device}/${texts.join(", ")}`;
};

const useLines = (text: string) => {
  const [lines, setLines] = useState<readonly LogLine[]>([]);
  const [before, setBefore] = useState(0);
  const [fault, setFault] = useState("");
  const { log } = useSnapshot("log");
  const live = useIsLive();
  const ask = (from: number, older: readonly LogLine[]): Promise<void> =>
    link
      .ask({ kind: "askLogLines", before: from, limit: linesEach, text }, "logLines")
      .then(
        (answer) => {
          setLines([...older, ...answer.lines]);
          setBefore(answer.before);
          setFault("");
        },
        (error: Error) => setFault(error.message),
      );
  const more = (): void => void ask(before, lines);
  useEffect(() => {
    if (!live) return undefined;
    const timer = window.setTimeout(() => void ask(0, []), restMs);
    return () => window.clearTimeout(timer);
  }, [text, live, log.sequence]);
  return { lines, fault, more, hasMore: before > 0 };
};

const Line = ({ line }: { line: LogLine }) => (
  <tr data-sequence={line.sequence}>
    <td class="right">{line.sequence}</td>
    <td class="right dim">{line.block}</td>
    <td>{whenText(line.time)}</td>
    <td>{wordFor("logKind", line.kind)}</td>
    <td>{wordFor("logOutcome", line.outcome)}</td>
    <td>{what(line)}</td>
    <td>{line.operator ?? line.guard ?? ""}</td>
    <td class="text">
      {line.code === undefined ? (line.reason ?? "") : wordFor("code", line.code)}
    </td>
    <td class="right dim">
      {line.ballots.have}/{line.ballots.of}
    </td>
    <td class="mono dim">{shortId(line.id)}</td>
  </tr>
);

/** The ordered log: searched at the server, verified by this browser, exported for anybody. */
export const Log = () => {
  const [text, setText] = useState("");
  const { lines, fault, more, hasMore } = useLines(text);
  return (
    <div class="page log">
      <div class="row wrap page-head">
        <h1>{t("nav.log")}</h1>
        <span class="spacer" />
        <label class="row">
          <span>{t("log.search")}</span>
          <input
            type="search"
            value={text}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        </label>
        <a class="button-link" href="/export/log.qlog" download>
          {t("log.export")}
        </a>
      </div>
      <Verified />
      {fault !== "" && <p class="fault">{fault}</p>}
      <section class="panel scroll">
        <table>
          <thead>
            <tr>
              <th class="right">{t("log.sequence")}</th>
              <th class="right">{t("agents.block")}</th>
              <th>{t("log.time")}</th>
              <th>{t("log.kind")}</th>
              <th>{t("log.outcome")}</th>
              <th>{t("commands.what")}</th>
              <th>{t("log.who")}</th>
              <th>{t("commands.why")}</th>
              <th class="right">{t("log.ballots")}</th>
              <th>{t("review.id")}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <Line key={line.sequence} line={line} />
            ))}
          </tbody>
        </table>
        {lines.length === 0 && <p class="empty">{t("log.none")}</p>}
        {hasMore && (
          <button type="button" onClick={more}>
            {t("log.older")}
          </button>
        )}
      </section>
    </div>
  );
};
