import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Site } from "@quorate/protocol";
import { demoRunFile, makeDemoKey } from "@quorate/protocol/node";

/** Printed for everybody: it protects nothing, and shows how a passphrase is asked for. */
export const demoPassphrase = (name: string): string => `demo-${name}`;

/** File with an operator's passphrase; the command line looks for it beside a demo key. */
const passphraseFile = (folder: string, name: string): string =>
  join(folder, "operators", name, "passphrase");

/**
 * Marks the operators' keys as keys of a demo, which count only while it runs, and says that it
 * runs. The answer takes that back.
 */
export const openDemo = (folder: string, site: Site): (() => void) => {
  const running = join(folder, demoRunFile);
  for (const { name } of site.operators) {
    const passphrase = demoPassphrase(name);
    makeDemoKey(join(folder, "operators", name, "key.pem"), name, passphrase);
    writeFileSync(passphraseFile(folder, name), `${passphrase}\n`, { mode: 0o600 });
  }
  writeFileSync(running, `${process.pid}\n`);
  const close = (): void => rmSync(running, { force: true });
  process.once("exit", close);
  return close;
};
