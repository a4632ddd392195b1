import { plain } from "@quorate/protocol";
import { useEffect, useState } from "preact/hooks";
import type { CommandView } from "../../../src/shared/messages.ts";
import { approve, codeAndText } from "../command/actions.ts";
import { End, Life } from "../command/follow.tsx";
import { atButtonOnly, onceOnly } from "../command/keys-pressed.ts";
import { operatorOf, session, unlock } from "../command/session.ts";
import {
  infoFor,
  infosNow,
  siteNow,
  snapshotNow,
  state,
  useIsLive,
  useSnapshot,
} from "../live/live.ts";
import { clockTime, whenText } from "../pure/age.ts";
import { shortId, waitsForApproval } from "../pure/command-life.ts";
import { mayCommand, type PointInfo } from "../pure/points.ts";
import { commandMs, iconFor, standing, writesText } from "../ui/command-line.tsx";
import { Icon } from "../ui/icons.tsx";
import { age, t, wordFor } from "../ui/prefs.ts";
import { RefusedProposals } from "../ui/refused-proposals.tsx";
import { go, pin, useRoute } from "../ui/router.ts";
import { useStore } from "../ui/store.ts";
import { showSigned } from "../ui/value.tsx";

/** Of the points that it writes, as far as the site has them. */
const infosOf = ({ device, writes }: CommandView): readonly PointInfo[] =>
  Object.keys(writes).flatMap((point) => infoFor(device, point) ?? []);

/** Why this operator's signature would not count; null when it does. */
const whyNot = (command: CommandView, chosen: string | null): string | null => {
  const operator = operatorOf(chosen);
  if (chosen === null) return t("denial.noKey");
  if (operator === undefined) return t("denial.unlisted");
  const { name, roles } = operator;
  if (command.operator === name || command.approvals.some((one) => one.operator === name))
    return t("approve.already", { name });
  const tags = Object.keys(command.writes).map((point) => `${command.device}/${point}`);
  const denied = infosNow().find(
    (info) => tags.includes(info.tag) && !mayCommand(snapshotNow().site, roles, info),
  );
  if (denied === undefined) return null;
  return t("denial.role", { name, roles: roles.join(", "), tag: denied.tag });
};

/** A finger that was on its way to something else does not sign, ms. */
const settleMs = 1000;

const useSettled = (): boolean => {
  const [isSettled, setSettled] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), settleMs);
    return () => clearTimeout(timer);
  }, []);
  return isSettled;
};

const Approve = ({ command }: { command: CommandView }) => {
  const { chosen, key } = useStore(session);
  const live = useIsLive();
  const isSettled = useSettled();
  const [fault, setFault] = useState("");
  const [isBusy, setBusy] = useState(false);
  useSnapshot("tick");
  const isHeavy = infosOf(command).some(({ confirmation }) => confirmation === "C");
  const asks = key === null || isHeavy;
  const no = whyNot(command, chosen);
  if (no !== null) return <p class="denial text">{no}</p>;
  const sign = async (form: HTMLFormElement): Promise<void> => {
    setBusy(true);
    try {
      const field = form.elements.namedItem("passphrase");
      if (asks && field instanceof HTMLInputElement) await unlock(field.value);
      const refusal = await approve(command.id);
      setFault(refusal === null ? "" : wordFor("code", refusal.code));
    } catch (error) {
      setFault(wordFor("code", codeAndText(error).code));
    }
    setBusy(false);
  };
  return (
    <form
      class="command approve"
      onKeyDown={atButtonOnly}
      onSubmit={(event) => {
        event.preventDefault();
        void sign(event.currentTarget);
      }}
    >
      <p>{t("approve.note", { left: age(command.notAfterMs - siteNow()) })}</p>
      {asks && (
        <label class="field">
          <span>{t(key === null ? "review.unlock" : "review.again")}</span>
          <input type="password" name="passphrase" required autocomplete="off" />
        </label>
      )}
      <p class="fault" role="alert">
        {fault}
      </p>
      <button
        type="submit"
        class="verb main"
        disabled={!live || !isSettled || isBusy || siteNow() > command.notAfterMs}
        onKeyDown={onceOnly}
      >
        {t("approve.sign", { what: writesText(command) })}
      </button>
    </form>
  );
};

const Detail = ({ command }: { command: CommandView }) => {
  const [info] = infosOf(command);
  const expected = Object.entries(command.expect);
  return (
    <section class="panel command-detail" data-detail={command.id}>
      <h2>
        {command.device}/{writesText(command)}
      </h2>
      <End command={command} info={info} />
      <Life command={command} />
      {waitsForApproval(command) && <Approve command={command} />}
      <dl class="facts">
        <dt>{t("commands.operator")}</dt>
        <dd>{command.operator || t("operator.unlisted")}</dd>
        <dt>{t("enter.reason")}</dt>
        <dd class="text">{plain(command.reason) || "\u2014"}</dd>
        <dt>{t("review.expect")}</dt>
        <dd>
          {expected.length === 0
            ? "\u2014"
            : expected
                .map(([point, value]) => {
                  const of = infoFor(command.device, point);
                  return `${point} ${showSigned(of, value)}`;
                })
                .join(", ")}
        </dd>
        <dt>{t("review.expiry")}</dt>
        <dd>{whenText(command.notAfterMs)}</dd>
        <dt>{t("commands.approvals")}</dt>
        <dd class="text">
          {command.approvals
            .map(({ operator, ms }) => `${operator} ${clockTime(ms)}`)
            .join(", ") || "\u2014"}{" "}
          ({command.approvals.length}/{command.approvalsNeeded})
        </dd>
        <dt>{t("commands.place")}</dt>
        <dd>
          {command.sequence === 0
            ? "\u2014"
            : t("commands.placeText", {
                sequence: command.sequence,
                block: command.block,
                device: command.deviceSequence,
              })}
        </dd>
        <dt>{t("commands.proof")}</dt>
        <dd>{t(`proof.${command.proof}`)}</dd>
        <dt>{t("review.id")}</dt>
        <dd class="mono text">{command.id}</dd>
      </dl>
    </section>
  );
};

const Row = ({ command, chosen }: { command: CommandView; chosen: boolean }) => {
  const ms = commandMs(command);
  return (
    <tr data-command={command.id} data-outcome={command.outcome ?? "open"} aria-selected={chosen}>
      <td>{ms === null ? "" : whenText(ms)}</td>
      <td>
        <button type="button" class="plain" onClick={() => go("commands", command.id)}>
          {command.device}/{writesText(command)}
        </button>
      </td>
      <td>
        <span class={`labelled outcome-word outcome-${command.outcome ?? "open"}`}>
          <Icon name={iconFor(command)} size={14} />
          {standing(command)}
        </span>
      </td>
      <td>{command.operator}</td>
      <td class="text">
        {command.code === "" ? plain(command.reason) : wordFor("code", command.code)}
      </td>
      <td class="mono dim">{shortId(command.id)}</td>
    </tr>
  );
};

/**
 * The command that the address names, and no other one. Without a name the first is written into
 * it: what comes later must not change what is shown and may be signed.
 */
const useChosen = (first: CommandView | undefined) => {
  const { page, part } = useRoute();
  const isOpen = page === "commands" && part === "" && first !== undefined;
  useEffect(() => {
    if (isOpen) pin("commands", first.id);
  }, [isOpen]);
  return { chosen: state.command(part), isGone: part !== "" && state.command(part) === undefined };
};

/** Every command with its life; those that wait for a signature first. */
export const Commands = () => {
  useSnapshot("commands");
  const commands = [...state.commands].reverse();
  const waiting = commands.filter(waitsForApproval);
  const rest = commands.filter((command) => !waitsForApproval(command));
  const ordered = [...waiting, ...rest];
  const { chosen, isGone } = useChosen(ordered[0]);
  return (
    <div class="page commands">
      <div class="row page-head">
        <h1>{t("nav.commands")}</h1>
        {waiting.length > 0 && (
          <span class="chip is-degraded" role="status">
            {t("commands.waiting", { count: waiting.length })}
          </span>
        )}
      </div>
      <RefusedProposals always={false} />
      <div class="commands-body">
        <section class="panel scroll">
          <table>
            <thead>
              <tr>
                <th>{t("log.time")}</th>
                <th>{t("commands.what")}</th>
                <th>{t("commands.state")}</th>
                <th>{t("commands.operator")}</th>
                <th>{t("commands.why")}</th>
                <th>{t("review.id")}</th>
              </tr>
            </thead>
            <tbody>
              {ordered.map((command) => (
                <Row key={command.id} command={command} chosen={command === chosen} />
              ))}
            </tbody>
          </table>
          {ordered.length === 0 && <p class="empty">{t("commands.none")}</p>}
        </section>
        {chosen !== undefined && <Detail key={chosen.id} command={chosen} />}
        {isGone && (
          <section class="panel command-detail" role="status" data-detail="gone">
            <p class="text">{t("commands.gone")}</p>
          </section>
        )}
      </div>
    </div>
  );
};
