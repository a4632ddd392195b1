import {
  type AgreedAlarm,
  askAlarms,
  faultsOf,
  findDevice,
  findPoint,
  type Site,
} from "@quorate/protocol";
import { Command } from "commander";
import { complain, exitDone, exitFailed, say, sayJson, showTime, table } from "./output.ts";
import { openSession, type SessionFlags, withLinks, withSession } from "./session.ts";
import { showValue } from "./value.ts";

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

const remarks = ({ line }: AgreedAlarm): string => {
  if (line === null) return "";
  const { held, below, state, acknowledged, shelved, outOfService } = line;
  return [
    ...(state === below ? [] : [`below: ${below}`]),
    ...(held ? ["no good value"] : []),
    ...(acknowledged === null ? [] : [`acknowledged by ${acknowledged.by}`]),
    ...(shelved === null
      ? []
      : [`until ${showTime(shelved.untilMs)} by ${shelved.by}: ${shelved.reason}`]),
    ...(outOfService === null ? [] : [`by ${outOfService.by}: ${outOfService.reason}`]),
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
      ...[value === null ? "-" : showValue(spec, value), showValue(spec, limit)],
      ...[`${agree} of ${of}`, remarks(alarm)],
    ];
  });
  say(table(["prio", "alarm", "state", "raised", "value", "limit", "agree", ""], rows));
};

const run = async (flags: AlarmsFlags): Promise<number> => {
  const home = await openSession(flags);
  const { site } = home;
  return withLinks(home, async (links) => {
    const { alarms, answered } = await askAlarms(links);
    const listed = alarms.filter(
      ({ line }) => flags.all === true || line === null || line.state !== "NORMAL",
    );
    const sorted = listed.sort(byUrgency);
    if (flags.json === true) sayJson(sorted);
    else if (sorted.length === 0) say("no alarms");
    else show(site, sorted);
    const enough = faultsOf(site.agents.length) + 1;
    if (answered >= enough) return exitDone;
    const count = `${answered} of ${site.agents.length} agents answer`;
    complain("CONTACT_FEW", `${count}, ${enough} are needed to agree; missing: ${links.missing}`);
    return exitFailed;
  });
};

export const alarmsCommand = (exit: (status: number) => void): Command =>
  withSession(new Command("alarms"))
    .description("alarms that f+1 agents agree on, the most urgent first")
    .option("--all", "also those that are normal and acknowledged")
    .action(async (flags: AlarmsFlags) => {
      exit(await run(flags));
    });
