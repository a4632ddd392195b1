import { randomBytes } from "node:crypto";
import {
  alarmActionId,
  type AlarmActionFields,
  alarmsOf,
  type AlarmVerb,
  askAlarms,
  CodedError,
  type Following,
  hexBytes,
  isAlarm,
  limits,
  signAlarmAction,
  type Site,
  tooEarly,
} from "@quorate/protocol";
import type { SiteLinks } from "@quorate/protocol/node";
import { Command } from "commander";
import type { Home } from "../io/home.ts";
import { complain, exitDone, exitFailed, say, sayJson, showTime } from "./output.ts";
import {
  fewAnswer,
  openSession,
  operatorOf,
  type SessionFlags,
  signerOf,
  withLinks,
  withSession,
} from "./session.ts";
import { readDuration, UsageError } from "./value.ts";

interface ActionFlags extends SessionFlags {
  readonly for?: string;
  readonly reason?: string;
}

/** The shape of `quorate ack --json` and its like: scripts rely on it. */
export interface ActionResult {
  readonly id: string;
  readonly alarm: string;
  readonly action: AlarmVerb;
  /** confirmed: the order has it; refused or expired: the order has it with a code. */
  readonly outcome: "confirmed" | "refused" | "expired" | "unknown";
  readonly code?: string;
  readonly message?: string;
  /** Of its entry in the log. */
  readonly sequence?: number;
}

/** An action that its operator waits for lives so long, ms. */
const ttlMs = 10_000;
/** And so much longer its end is waited for. */
const marginMs = 2000;

const done: Readonly<Record<AlarmVerb, string>> = {
  ...{ acknowledge: "acknowledged", shelve: "shelved", unshelve: "unshelved" },
  ...{ "out-of-service": "out of service", "in-service": "in service" },
};

const checkAlarm = (site: Site, alarm: string): void => {
  if (isAlarm(site, alarm)) return;
  const ids = alarmsOf(site).map(({ id }) => id);
  const [device = ""] = alarm.split("/");
  const near = ids.filter((id) => id.startsWith(`${device}/`));
  const shown = (near.length > 0 ? near : ids).slice(0, 8).join(", ");
  throw new UsageError("ALARM_UNKNOWN", `${site.name} has no alarm ${alarm}`, {
    remedy: shown === "" ? "no point of the site file has alarms" : `there are: ${shown}`,
  });
};

/** What is acknowledged is what the agents agree on now: nobody signs what he has not seen. */
const raisedOf = async (links: SiteLinks, alarm: string): Promise<number> => {
  const { alarms, answered } = await askAlarms(links);
  if (answered === 0)
    throw new CodedError("CONTACT_NONE", `nothing was sent, no agent answers: ${links.missing}`);
  const few = fewAnswer(links, answered);
  if (few !== null) throw few;
  const found = alarms.find(({ id }) => id === alarm);
  const isUnheard = found?.line?.raisedMs === 0 && !found.heard;
  if (found?.line === null || isUnheard)
    throw new CodedError("ALARM_NOT_AGREED", `the agents do not agree on ${alarm}`, {
      remedy: "look at `quorate alarms` and `quorate status`, then try again",
    });
  const raisedMs = found?.line?.raisedMs ?? 0;
  if (raisedMs > 0) return raisedMs;
  throw new CodedError("ALARM_NOT_RAISED", `${alarm} was never raised`);
};

const follow = (
  { client }: SiteLinks,
  start: (listener: (following: Following) => void) => Following,
): Promise<Following> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      client.leave(following);
      resolve(following);
    };
    const timer = setTimeout(end, ttlMs + marginMs);
    const following = start(({ stage, early }) => {
      // The listener may be called before `start` has answered.
      if (stage === "ended" || early !== "") queueMicrotask(end);
    });
  });

const outcomeOf = ({ stage, outcome }: Following): ActionResult["outcome"] => {
  if (stage !== "ended") return "unknown";
  return outcome === "confirmed" || outcome === "expired" ? outcome : "refused";
};

const act = async (
  home: Home,
  links: SiteLinks,
  fields: Omit<AlarmActionFields, "nonce" | "notAfterMs">,
): Promise<ActionResult> => {
  const chain = hexBytes(home.site.chain);
  const notAfterMs = Date.now() + Math.min(ttlMs, home.site.policy.ttlMaxMs);
  const nonce = new Uint8Array(randomBytes(16));
  const envelope = signAlarmAction(chain, signerOf(home), { ...fields, notAfterMs, nonce });
  const following = await follow(links, (listener) => links.client.act(envelope, listener));
  const { alarm, action } = fields;
  const outcome = outcomeOf(following);
  const lost = `no agreement in time; ${links.missing === "" ? "no answer came" : links.missing}`;
  const unknown = following.early === "" ? ["CONTACT_LOST", lost] : [tooEarly, following.early];
  const known = [following.code, following.detail];
  const [code = "", message = ""] = outcome === "unknown" ? unknown : known;
  return {
    ...{ id: alarmActionId(chain, envelope), alarm, action, outcome },
    ...(code === "" ? {} : { code }),
    ...(message === "" ? {} : { message }),
    ...(following.sequence > 0 ? { sequence: following.sequence } : {}),
  };
};

const report = ({ alarm, action, outcome, code, message, sequence }: ActionResult): void => {
  const place = sequence === undefined ? "" : ` #${sequence}`;
  if (outcome === "confirmed") say(`${alarm} ${done[action]}${place}`);
  else complain(code ?? outcome.toUpperCase(), `${alarm}: ${message ?? outcome}`);
};

const fieldsOf = async (
  links: SiteLinks,
  alarm: string,
  action: AlarmVerb,
  { reason }: ActionFlags,
  forMs: number,
): Promise<Omit<AlarmActionFields, "nonce" | "notAfterMs">> => ({
  ...{ alarm, action },
  ...(action === "acknowledge" ? { raisedMs: await raisedOf(links, alarm) } : {}),
  ...(action === "shelve" ? { untilMs: Date.now() + forMs } : {}),
  ...(reason === undefined ? {} : { reason }),
});

const run = async (action: AlarmVerb, alarm: string, flags: ActionFlags): Promise<number> => {
  const home = await openSession(flags);
  operatorOf(home);
  checkAlarm(home.site, alarm);
  const forMs = flags.for === undefined ? 0 : readDuration(flags.for);
  if (forMs > limits.alarmShelveMs)
    throw new UsageError("ALARM_SHELVE_TOO_LONG", `${flags.for} is over 24h`, {
      remedy: "shelve it for 24h at most; `quorate out-of-service` is for longer",
    });
  return withLinks(home, async (links) => {
    const fields = await fieldsOf(links, alarm, action, flags, forMs);
    const json = flags.json === true;
    if (!json && fields.raisedMs !== undefined) say(`raised at ${showTime(fields.raisedMs)}`);
    const result = await act(home, links, fields);
    if (json) sayJson(result);
    else report(result);
    return result.outcome === "confirmed" ? exitDone : exitFailed;
  });
};

const command = (
  exit: (status: number) => void,
  name: string,
  action: AlarmVerb,
  description: string,
): Command =>
  withSession(new Command(name))
    .description(description)
    .argument("<alarm>", "DEVICE/POINT/KIND, as `quorate alarms` lists it")
    .action(async (alarm: string, flags: ActionFlags) => {
      exit(await run(action, alarm, flags));
    });

export const ackCommand = (exit: (status: number) => void): Command =>
  command(exit, "ack", "acknowledge", "acknowledge an alarm as it stands now").option(
    ...(["--reason <text>", "a remark for the log"] as const),
  );

export const shelveCommand = (exit: (status: number) => void): Command =>
  command(exit, "shelve", "shelve", "put an alarm aside for some time, 24h at most")
    .requiredOption("--for <duration>", "how long, such as 30m or 2h")
    .requiredOption("--reason <text>", "why, for the log");

export const unshelveCommand = (exit: (status: number) => void): Command =>
  command(exit, "unshelve", "unshelve", "take a shelved alarm back before its time").option(
    ...(["--reason <text>", "a remark for the log"] as const),
  );

export const outOfServiceCommand = (exit: (status: number) => void): Command =>
  command(
    ...([exit, "out-of-service", "out-of-service"] as const),
    "take an alarm out of service until `quorate in-service` (supervisors, engineers)",
  ).requiredOption("--reason <text>", "why, for the log");

export const inServiceCommand = (exit: (status: number) => void): Command =>
  command(
    ...([exit, "in-service", "in-service"] as const),
    "put an alarm back into service (supervisors, engineers)",
  ).option("--reason <text>", "a remark for the log");
