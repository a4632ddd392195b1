import {
  type AgreedAlarm,
  askAlarms,
  findDevice,
  findPoint,
  plain,
  type Site,
} from "@quorate/protocol";
import { Command } from "commander";
import { complain, exitDone, say, sayJson, showTime, table } from "./output.ts";
import { fewAnswer, openSession, type SessionFlags, withLinks, withSession } from "./session.ts";
import { showReading, showValue } from "./value.ts";

interface AlarmsFlags extends SessionFlags {
  readonly all?: boolean;
}

/** The most urgent first: unacknowledged before the rest, then by priority, then the newest. */
const byUrgency = (left: AgreedAlarm, right: AgreedAlarm): number => {
  const rank = ({ line }: AgreedAlarm): number =>
    line === null ? 0 : line.state === "UNACK" ? 1 : line.state === "RTN_UNACK" ? 2 : 3;
  const raised = ({ line }: AgreedAlarm): number => line?.raisedMs ?? 0;
  return (
    rank(left) - rank(right) || left.priority - right.priority || raised(right) - raised(left)
  );
};

/** No f+1 agents that hear its guard can say that it is normal. */
const isUnknown = ({ line, heard, agree }: AgreedAlarm): boolean =>
  !heard && (line === null ? agree === 0 : line.state === "NORMAL");

const remarks = ({ line, heard }: AgreedAlarm): string => {
  if (line === null) return "";
  const { held, below, state, acknowledged, shelved, outOfService } = line;
  return [
    ...(state === below ? [] : [`below: ${below}`]),
    ...(heard ? [] : ["guard not heard"]),
    ...(held ? ["no good value"] : []),
    ...(acknowledged === null ? [] : [`acknowledged by ${acknowledged.by}`]),
    ...(shelved === null
      ? []
      : [`until ${showTime(shelved.untilMs)} by ${shelved.by}: ${plain(shelved.reason)}`]),
    ...(outOfService === null ? [] : [`by ${outOfService.by}: ${plain(outOfService.reason)}`]),
  ].join(", ");
};

const show = (site: Site, alarms: readonly AgreedAlarm[]): void => {
  const rows = alarms.map((alarm) => {
    const { id, device: name, point, priority, limit, line, agree, of } = alarm;
    const device = findDevice(site, name);
    const spec = device === undefined ? undefined : findPoint(device, point);
    const value = line?.value ?? null;
    return [
      ...[String(priority), id, line === null ? "not agreed" : line.state],
      ...[line !== null && line.raisedMs > 0 ? showTime(line.raisedMs) : "-"],
      ...[value === null ? "-" : showReading(spec, value), showValue(spec, limit)],
      ...[`${agree} of ${of}`, remarks(alarm)],
    ];
  });
  say(table(["prio", "alarm", "state", "raised", "value", "limit", "agree", ""], rows));
};

/** One line, not one for each of them: a guard that is away may have thousands. */
const tellUnknown = (site: Site, unknown: readonly AgreedAlarm[]): void => {
  if (unknown.length === 0) return;
  const devices = new Set(unknown.map(({ device }) => device));
  const guards = new Set([...devices].map((name) => findDevice(site, name)?.guard ?? ""));
  const many = unknown.length === 1 ? "1 alarm" : `${unknown.length} alarms`;
  const who = `${many} of ${[...devices].join(", ")}: not heard by f+1 agents`;
  complain("ALARM_UNHEARD", `${who}, so they may be active; guard ${[...guards].join(", ")}`);
};

const run = async (flags: AlarmsFlags): Promise<number> => {
  const home = await openSession(flags);
  const { site } = home;
  return withLinks(home, async (links) => {
    const { alarms, answered } = await askAlarms(links);
    const few = fewAnswer(links, answered);
    // A list of what so few know, or an empty one, would be taken for the site's.
    if (few !== null) throw few;
    const listed = alarms.filter(
      (alarm) => flags.all === true || alarm.line?.state !== "NORMAL" || isUnknown(alarm),
    );
    const sorted = listed.sort(byUrgency);
    const unknown = sorted.filter(isUnknown);
    const isListed = ({ line }: AgreedAlarm): boolean => flags.all === true && line !== null;
    const known = sorted.filter((alarm) => !isUnknown(alarm) || isListed(alarm));
    if (flags.json === true) sayJson(sorted);
    else if (known.length > 0) show(site, known);
    else if (unknown.length === 0) say("no alarms");
    tellUnknown(site, unknown);
    return exitDone;
  });
};

export const alarmsCommand = (exit: (status: number) => void): Command =>
  withSession(new Command("alarms"))
    .description("alarms that f+1 agents agree on, the most urgent first")
    .option("--all", "also those that are normal and acknowledged")
    .action(async (flags: AlarmsFlags) => {
      exit(await run(flags));
    });
