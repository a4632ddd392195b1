import {
  CodedError,
  type Command as SiteCommand,
  hexBytes,
  readCommand,
  signApproval,
} from "@quorate/protocol";
import { Command } from "commander";
import type { SiteLinks } from "../io/site-links.ts";
import { follow, type Wait } from "./follow.ts";
import { LogReader } from "./log-reader.ts";
import { say } from "./output.ts";
import {
  openSession,
  operatorOf,
  type SessionFlags,
  signerOf,
  withLinks,
  withSession,
} from "./session.ts";
import { introduce, waitOption } from "./set.ts";
import { UsageError } from "./value.ts";

interface ApproveFlags extends SessionFlags {
  readonly wait: Wait;
}

/** A command can wait no longer than its life allows; so many blocks back are looked at. */
const lookBack = 512;

/** Where the log stands now, by the most that any agent claims; a false claim finds nothing. */
const lastBlock = async (links: SiteLinks): Promise<number> => {
  const answers = await links.askAll({ blocks: { from: 1, fromSequence: 0, limit: 1 } }, 2000);
  return Math.max(0, ...answers.map((answer) => answer?.lastBlock ?? 0));
};

/** The waiting command as the certified log shows it: nobody signs what he has not seen. */
const find = async (links: SiteLinks, id: string): Promise<SiteCommand> => {
  const from = Math.max(1, (await lastBlock(links)) - lookBack);
  const reader = new LogReader(links, { block: from });
  for (let blocks = await reader.next(); blocks.length > 0; blocks = await reader.next())
    for (const { checked } of blocks)
      for (const { item } of checked.entries)
        if (item.kind === "verdict" && item.decision === "wait" && item.id.startsWith(id))
          return readCommand(links.context.chain, item.command);
  throw new CodedError("APPROVAL_NOT_WAITING", `no command ${id} waits for an approval`);
};

const run = async (text: string, flags: ApproveFlags): Promise<number> => {
  const id = text.toLowerCase();
  if (!/^[0-9a-f]{8,64}$/.test(id))
    throw new UsageError("COMMAND_ID", `${text} is no command id`, {
      remedy: "give the id that `quorate set` printed, or its first 8 digits at least",
    });
  const home = await openSession(flags);
  operatorOf(home);
  return withLinks(home, async (links) => {
    const command = await find(links, id);
    const json = flags.json === true;
    const asker = home.site.operators.find(({ key }) => key === command.operator)?.name;
    if (!json) {
      introduce(home.site, command);
      say(`asked by    ${asker ?? "?"}${command.reason === "" ? "" : `: ${command.reason}`}`);
    }
    const approval = signApproval(hexBytes(home.site.chain), signerOf(home), command.id);
    return follow({
      ...{ links, command, json, wait: flags.wait, endsWaiting: false },
      start: (listener) => links.client.approve(command.id, approval, listener),
    });
  });
};

export const approveCommand = (exit: (status: number) => void): Command =>
  withSession(new Command("approve"))
    .description("show a command that waits for a second operator, sign it and follow it")
    .argument("<command-id>", "as `quorate set` printed it; its first digits are enough")
    .addOption(waitOption())
    .action(async (id: string, flags: ApproveFlags) => {
      exit(await run(id, flags));
    });
