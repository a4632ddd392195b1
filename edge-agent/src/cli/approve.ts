import {
  CodedError,
  type Command as SiteCommand,
  type Entry,
  faultsOf,
  type Hex,
  hexBytes,
  type KeyHex,
  LogReader,
  openApproval,
  plain,
  readCommand,
  rulesFor,
  signApproval,
  type Site,
} from "@quorate/protocol";
import { Command } from "commander";
import type { SiteLinks } from "@quorate/protocol/node";
import { checkRoles } from "../policy.ts";
import { follow, type Wait } from "./follow.ts";
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

/** Where the log stands now, or a little before: what f+1 agents have, and so an honest one. */
export const lastBlock = async (
  links: Pick<SiteLinks, "site" | "askAll">,
): Promise<number> => {
  const faults = faultsOf(links.site.agents.length);
  const answers = await links.askAll({ blocks: { from: 1, fromSequence: 0, limit: 1 } }, 2000);
  const claims = answers.flatMap((answer) => answer?.lastBlock ?? []);
  return claims.sort((left, right) => right - left)[faults] ?? 0;
};

interface Waiting {
  readonly command: SiteCommand;
  /** Keys of those who have signed it. */
  readonly signers: Set<KeyHex>;
}

/** Commands that wait for a signature, as the certified log shows them. */
class WaitingCommands {
  readonly all = new Map<Hex, Waiting>();
  private readonly links: SiteLinks;

  constructor(links: SiteLinks) {
    this.links = links;
  }

  take({ item }: Entry): void {
    const { context } = this.links;
    if (item.kind === "approval") {
      const { command, operator } = openApproval(context, item.approval);
      this.all.get(command)?.signers.add(operator);
    } else if (item.kind === "verdict") {
      this.all.delete(item.id);
      if (item.decision !== "wait") return;
      const command = readCommand(context.chain, item.command);
      this.all.set(item.id, { command, signers: new Set([command.operator]) });
    }
  }
}

/** The waiting command with this id: nobody signs what he has not seen. */
const find = async (links: SiteLinks, id: string): Promise<Waiting> => {
  const from = Math.max(1, (await lastBlock(links)) - lookBack);
  const reader = new LogReader(links, { block: from });
  const waiting = new WaitingCommands(links);
  for (let blocks = await reader.next(); blocks.length > 0; blocks = await reader.next())
    for (const { checked } of blocks) for (const entry of checked.entries) waiting.take(entry);
  const found = [...waiting.all.values()].filter(({ command }) => command.id.startsWith(id));
  const [only] = found;
  if (found.length > 1)
    throw new CodedError("APPROVAL_AMBIGUOUS", `${found.length} commands that wait begin so`, {
      remedy: "give more digits of the id",
    });
  if (only !== undefined) return only;
  throw new CodedError("APPROVAL_NOT_WAITING", `no command ${id} waits for an approval`);
};

/** What the agents would pass over without a word is said here. */
const checkSigner = (site: Site, { command, signers }: Waiting, key: KeyHex): void => {
  if (signers.has(key))
    throw new CodedError("APPROVAL_REPEATED", "you have signed this command already");
  const rules = command.writes.flatMap(({ point }) => rulesFor(site, command.device, point));
  const denial = checkRoles(site, rules, key);
  if (denial !== null) throw new CodedError(denial.code, denial.detail);
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
    const waiting = await find(links, id);
    const { command } = waiting;
    const json = flags.json === true;
    const asker = home.site.operators.find(({ key }) => key === command.operator)?.name;
    if (!json) {
      introduce(home.site, command);
      const why = command.reason === "" ? "" : `: ${plain(command.reason)}`;
      say(`asked by    ${asker ?? "?"}${why}`);
    }
    checkSigner(home.site, waiting, home.publicKey);
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
