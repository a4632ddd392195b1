import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { CodedError } from "@quorate/protocol";
import { createFile, folderUser, resyncFile } from "@quorate/protocol/node";
import { Command } from "commander";
import { readBackup, restoreBackup, type Role, roleOf, writeBackup } from "../io/backup.ts";
import { exitDone, note, say, sayJson } from "./output.ts";
import {
  homeFolder,
  homeOption,
  jsonOption,
  openSession,
  type SessionFlags,
  withSession,
} from "./session.ts";

type Exit = (status: number) => void;

const alone = "no other process, on any box, has this guard's key: two would write twice";

/** What a home that was filled from a backup does when it is started. */
const after: Readonly<Record<Role, readonly string[]>> = {
  agent: [
    "its old process is gone for good: two with one key sign twice",
    "it follows at once and signs again when all other agents told what they have of it",
  ],
  guard: [alone, "it writes again when more than two thirds of the agents told where it stood"],
  console: ["its history begins anew; the log comes back whole"],
  operator: [],
};

export const backupCommand = (exit: Exit): Command =>
  withSession(
    new Command("backup")
      .description("save keys and settings of a home, running or not; never journal or fence")
      .argument("<file>", "a new file, readable for its owner alone"),
  ).action(async (file: string, flags: SessionFlags) => {
    const home = await openSession(flags);
    const { backup, notTaken } = writeBackup(home, resolve(file));
    const { role, name, chain, files } = backup;
    const paths = files.map(({ path }) => path);
    const saved = resolve(file);
    if (flags.json === true) sayJson({ role, name, chain, file: saved, files: paths, notTaken });
    else {
      say(`saved ${role} ${name}: ${paths.join(", ")}`);
      say(`  ${saved} holds its private key: keep it where keys are kept`);
    }
    for (const { path, why } of notTaken) note(`not in it: ${path}: ${why}`);
    exit(exitDone);
  });

export const restoreCommand = (exit: Exit): Command =>
  new Command("restore")
    .description("fill an empty home from a backup")
    .argument("<file>", "a file of quorate backup")
    .addOption(homeOption())
    .addOption(jsonOption())
    .action((file: string, flags: SessionFlags) => {
      const home = resolve(homeFolder(flags));
      const backup = readBackup(file);
      restoreBackup(backup, home);
      const { role, name, chain } = backup;
      if (flags.json === true) sayJson({ role, name, chain, home });
      else {
        say(`restored ${role} ${name} into ${home}`);
        for (const line of after[role]) say(`  [ ] ${line}`);
      }
      exit(exitDone);
    });

/** Asks the guard's next start to let its agents tell where it stood (S4). */
export const resyncCommand = (exit: Exit): Command =>
  withSession(
    new Command("resync").description(
      "let the agents tell a guard where its fence stood, which was lost or is an old copy",
    ),
  ).action(async (flags: SessionFlags) => {
    const home = await openSession(flags);
    const { role, name } = roleOf(home);
    if (role !== "guard")
      throw new CodedError("RESYNC_NO_GUARD", `this is the home of ${role} ${name}`, {
        remedy: "give the guard's home; an agent finds its way back by itself",
      });
    const user = folderUser(home.folder);
    if (user !== null)
      throw new CodedError("LOCKED", `process ${user} uses this folder`, {
        remedy: "end the guard first, and be sure that no other process has its key",
      });
    const path = join(home.folder, resyncFile);
    if (!existsSync(path)) createFile(path, Buffer.from("asked for by quorate resync\n"));
    if (flags.json === true) sayJson({ guard: name, file: path });
    else {
      say(`guard ${name} asks its agents at its next start where to go on`);
      say(`  [ ] ${alone}`);
      say("  [ ] what it had begun and not reported ends as unknown: look at the plant");
    }
    exit(exitDone);
  });
