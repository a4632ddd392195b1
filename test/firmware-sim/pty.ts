import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { until } from "../until.ts";

const socat = "/usr/bin/socat";

/** A serial cable: what is written at one end is read at the other. */
export interface Cable {
  readonly plc: string;
  readonly master: string;
  /** Both ends hang up; another cable may be laid in the same place. */
  pull(): Promise<void>;
  /** Pulls it, where it is not, and leaves nothing behind. */
  cut(): Promise<void>;
}

/** Lays a cable of two pseudo terminals, in the place of one that was pulled where it is given. */
export const layCable = async (pulled?: Cable): Promise<Cable> => {
  assert.ok(existsSync(socat), `${socat} is missing; install it: apt-get install -y socat`);
  const before = pulled && dirname(pulled.plc);
  const folder = before ?? (await mkdtemp(join(tmpdir(), "quorate-pty-")));
  const [plc, master] = [join(folder, "plc"), join(folder, "master")];
  const ends = [plc, master].map((link) => `pty,raw,echo=0,link=${link}`);
  const child = spawn(socat, ends, { stdio: "ignore" });
  const ended = once(child, "close");
  await until(() => existsSync(plc) && existsSync(master), { what: "both ends of the cable" });
  const pull = async (): Promise<void> => {
    child.kill();
    await ended;
  };
  return {
    plc,
    master,
    pull,
    cut: async () => {
      await pull();
      await rm(folder, { recursive: true });
    },
  };
};
