import { randomBytes } from "node:crypto";
import {
  type Command as SiteCommand,
  type Envelope,
  findDevice,
  hexBytes,
  isCoded,
  type PointWrite,
  readCommand,
  signaturesFor,
  signCommand,
  type Site,
} from "@quorate/protocol";
import { Command, Option } from "commander";
import type { Home } from "../io/home.ts";
import { type Signed, follow, type Wait, waits } from "./follow.ts";
import { exitDone, say, sayJson, shellWord, showTime } from "./output.ts";
import {
  openSession,
  operatorOf,
  type SessionFlags,
  signerOf,
  withLinks,
  withSession,
} from "./session.ts";
import { saveSigned } from "./signed-file.ts";
import { readDuration, readWrite, showWrites, UsageError } from "./value.ts";

interface SetFlags extends SessionFlags {
  readonly expect: readonly string[];
  readonly ttl?: string;
  readonly reason?: string;
  readonly wait: Wait;
  readonly save?: string;
}

/** A command that one operator sees through lives so long, ms. */
const ttlMs = 10_000;

const collect = (text: string, before: readonly string[]): readonly string[] => [...before, text];

export const waitOption = (): Option =>
  new Option("--wait <stage>", "how far to follow it").choices([...waits]).default("confirmed");

/** What needs a second operator gets the longest life, so that one can be found. */
const defaultTtlMs = (site: Site, device: string, writes: readonly PointWrite[]): number => {
  const several = writes.some(({ point }) => signaturesFor(site, device, point) > 1);
  return several ? site.policy.ttlMaxMs : Math.min(ttlMs, site.policy.ttlMaxMs);
};

/** What nobody could take is never signed. Throws UsageError VALUE_REPEATED. */
const checkOnce = (writes: readonly PointWrite[]): void => {
  const names = writes.map(({ point }) => point);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new UsageError("VALUE_REPEATED", `${twice} is given twice`, {
    remedy: "give each point once",
  });
};

/** As agents read it. Throws UsageError COMMAND_SIZE. */
const readBack = (chain: Uint8Array, envelope: Envelope): SiteCommand => {
  try {
    return readCommand(chain, envelope);
  } catch (error) {
    if (!isCoded(error)) throw error;
    throw new UsageError(error.code, error.message, {
      remedy: "set fewer points at once, or give a shorter --reason",
    });
  }
};

const sign = (home: Home, device: string, texts: readonly string[], flags: SetFlags): Signed => {
  const { site } = home;
  const writes = texts.map((text) => readWrite(site, device, text));
  checkOnce(writes);
  const expect = flags.expect.map((text) => readWrite(site, device, text));
  const lifeMs = flags.ttl === undefined ? null : readDuration(flags.ttl);
  const chain = hexBytes(site.chain);
  const notAfterMs = Date.now() + (lifeMs ?? defaultTtlMs(site, device, writes));
  const envelope = signCommand(chain, signerOf(home), {
    ...{ device, writes, expect, notAfterMs, nonce: new Uint8Array(randomBytes(16)) },
    ...(flags.reason === undefined ? {} : { reason: flags.reason }),
  });
  return { envelope, command: readBack(chain, envelope) };
};

export const introduce = (
  site: Site,
  command: Pick<SiteCommand, "id" | "device" | "writes" | "notAfterMs">,
): void => {
  const what = showWrites(findDevice(site, command.device), command.writes);
  say(`${command.device} ${what}, not after ${showTime(command.notAfterMs)}`);
  say(`command     ${command.id}`);
};

const run = async (
  device: string,
  texts: readonly string[],
  flags: SetFlags,
): Promise<number> => {
  const home = await openSession(flags);
  operatorOf(home);
  // What was typed is judged before anybody is connected to.
  const first = sign(home, device, texts, flags);
  if (flags.save !== undefined) {
    saveSigned(flags.save, home.site, first);
    const { id, notAfterMs } = first.command;
    if (flags.json === true) sayJson({ id, device, file: flags.save, notAfter: notAfterMs });
    else {
      say(`signed ${id} into ${flags.save}`);
      say(`hand it in with: quorate submit ${shellWord(flags.save)}`);
    }
    return exitDone;
  }
  return withLinks(home, async (links) => {
    const { envelope, command } = sign(home, device, texts, flags);
    const json = flags.json === true;
    if (!json) introduce(home.site, command);
    return follow({
      ...{ links, command, json, wait: flags.wait, endsWaiting: true },
      start: (listener) => links.client.submit(envelope, listener),
    });
  });
};

export const setCommand = (exit: (status: number) => void): Command =>
  withSession(new Command("set"))
    .description("sign set points of one device and follow them until they are read back")
    .argument("<device>", "name of the device in the site file")
    .argument("<point=value...>", "absolute values, such as valve=40")
    .option("--expect <point=value>", "refuse when the device reads otherwise", collect, [])
    .option("--ttl <duration>", "never written later than this from now (default: 10s)")
    .option("--reason <text>", "why, for the log")
    .addOption(waitOption())
    .option("--save <file>", "sign into a file instead of sending; `quorate submit` sends it")
    .action(async (device: string, texts: string[], flags: SetFlags) => {
      exit(await run(device, texts, flags));
    });
