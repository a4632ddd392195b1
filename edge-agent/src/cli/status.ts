import { Command } from "commander";
import { askSite, type MergedAgent, type SiteStatus } from "@quorate/protocol";
import { exitDone, say, sayJson, showSpan, table } from "./output.ts";
import { openSession, type SessionFlags, withLinks, withSession } from "./session.ts";

const remarks = (agent: MergedAgent): string => {
  const { up, reason, observer, equivocated, equivocation, diverged, pending, outlier } = agent;
  return [
    ...(up ? [] : [reason]),
    ...(observer === "" ? [] : [`only watches: ${observer}`]),
    ...(equivocated
      ? [`EQUIVOCATED${equivocation > 0 ? `: two events with sequence ${equivocation}` : ""}`]
      : []),
    ...(outlier ? ["CLOCK out of line"] : []),
    ...(observer === "" && agent.why !== "" ? ["orders nothing itself"] : []),
    ...(diverged ? ["is on another state"] : []),
    ...(pending > 0 ? [`${pending} waiting`] : []),
  ].join(", ");
};

const span = (ms: number | null): string => (ms === null ? "-" : showSpan(ms));

const show = (status: SiteStatus): void => {
  const { ordering, why, waits, block, agents, guards, devices } = status;
  const up = agents.filter((agent) => agent.up).length;
  if (ordering) say(`ordering: yes; block ${block}; ${up} of ${agents.length} agents answer`);
  else say(`ordering: NO: ${why}`);
  const isQuiet = waits === "" && devices.every(({ open }) => open === 0);
  if (waits !== "") say(`waiting: ${waits}`);
  else if (ordering && isQuiet && agents.every(({ pending }) => pending === 0))
    say("waiting: nothing; the site is at rest");
  say("");
  const rows = agents.map((agent) => [
    ...[agent.name, agent.up ? "up" : "DOWN", String(agent.round), String(agent.block)],
    ...[span(agent.lagMs), agent.skewMs === null ? "-" : `${agent.skewMs} ms`],
    ...[`${agent.heardBy} of ${agents.length - 1}`, remarks(agent)],
  ]);
  say(table(["agent", "", "round", "block", "heard", "skew", "heard by", ""], rows));
  say("");
  // Guards and devices are known through agents alone: where none answers, they may well run.
  const said = (isUp: boolean): string => (isUp ? "up" : up > 0 ? "DOWN" : "?");
  const links = (count: number): string => (up > 0 ? `${count} of ${agents.length} agents` : "-");
  const counted = (count: number): string => (up > 0 ? String(count) : "-");
  say(
    table(
      ["guard", "", "linked to"],
      guards.map((guard) => [
        ...[guard.name, said(guard.up), links(guard.links)],
        guard.twice ? "TWICE: two processes may hold its key (ACTUATION_GUARD_TWICE)" : "",
      ]),
    ),
  );
  say("");
  say(
    table(
      ["device", "", "guard", "commands", "open"],
      devices.map((device) => [
        ...[device.name, said(device.up), device.guard],
        ...[counted(device.sequence), counted(device.open)],
      ]),
    ),
  );
};

const run = async (flags: SessionFlags): Promise<number> => {
  const home = await openSession(flags);
  const status = await withLinks(home, askSite);
  if (flags.json === true) sayJson(status);
  else show(status);
  return exitDone;
};

export const statusCommand = (exit: (status: number) => void): Command =>
  withSession(new Command("status"))
    .description("agents, guards and devices; why nothing is ordered, if nothing is")
    .action(async (flags: SessionFlags) => {
      exit(await run(flags));
    });
