import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../until.ts";

const socat = "/usr/bin/socat";

/** A serial cable: what is written at one end is read at the other. */
export interface Cable {
  readonly plc: string;
  readonly master: string;
  cut(): Promise<void>;
}

/** Lays a cable of two pseudo terminals. */
export const layCable = async (): Promise<Cable> => {
  assert.ok(existsSync(socat), `${socat} is missing; install it: apt-get install -y socat`);
  const folder = await mkdtemp(join(tmpdir(), "quorate-pty-"));
  const [plc, master] = [join(folder, "plc"), join(folder, "master")];
  const ends = [plc, master].map((link) => `pty,raw,echo=0,link=${link}`);
  const child = spawn(socat, ends, { stdio: "ignore" });
  const ended = once(child, "close");
  await until(() => existsSync(plc) && existsSync(master), { what: "both ends of the cable" });
  return {
    plc,
    master,
    cut: async () => {
      child.kill();
      await ended;
      await rm(folder, { recursive: true });
    },
  };
};
