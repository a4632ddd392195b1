import { askStatus, type Command as SiteCommand, type Following } from "@quorate/protocol";
import { Command } from "commander";
import type { SiteLinks } from "@quorate/protocol/node";
import { follow, type Wait } from "./follow.ts";
import { complain, exitFailed, sayJson } from "./output.ts";
import { openSession, type SessionFlags, withLinks, withSession } from "./session.ts";
import { introduce, waitOption } from "./set.ts";
import { loadSigned } from "./signed-file.ts";

interface SubmitFlags extends SessionFlags {
  readonly wait: Wait;
}

/** What f+1 agents know of this command already; null when it is new to them. */
const history = async (links: SiteLinks, command: SiteCommand): Promise<Following | null> => {
  const following = links.client.follow(command.id, () => {});
  // Frames of a link are answered in order: after its status every agent has said what it knows.
  await askStatus(links);
  links.client.leave(following);
  return following.stage === "submitted" ? null : following;
};

const repeated = (
  links: SiteLinks,
  command: SiteCommand,
  known: Following,
  json: boolean,
): number => {
  const { stage, outcome, sequence, ballots } = known;
  const came = stage === "ended" ? `it ended ${outcome}` : "it is on its way";
  const message = `this command was given before; ${came}`;
  const { submitted = null } = known.at;
  if (json)
    sayJson({
      ...{ id: command.id, device: command.device },
      writes: Object.fromEntries(command.writes.map(({ point, value }) => [point, value])),
      ...{ outcome: "refused", code: "COMMAND_REPEATED", message },
      ...(sequence > 0 ? { sequence } : {}),
      at: { submitted, ordered: null, certified: null, written: null, confirmed: null },
      ballots: { have: ballots, of: links.site.agents.length },
    });
  complain("COMMAND_REPEATED", message);
  return exitFailed;
};

const run = async (file: string, flags: SubmitFlags): Promise<number> => {
  const home = await openSession(flags);
  const { envelope, command } = loadSigned(file, home.site);
  const json = flags.json === true;
  return withLinks(home, async (links) => {
    const known = await history(links, command);
    if (known !== null) return repeated(links, command, known, json);
    if (!json) introduce(home.site, command);
    return follow({
      ...{ links, command, json, wait: flags.wait, endsWaiting: true },
      start: (listener) => links.client.submit(envelope, listener),
    });
  });
};

export const submitCommand = (exit: (status: number) => void): Command =>
  withSession(new Command("submit"))
    .description("hand in a command that `quorate set --save` signed; each counts once")
    .argument("<file>", "the signed command")
    .addOption(waitOption())
    .action(async (file: string, flags: SubmitFlags) => {
      exit(await run(file, flags));
    });
