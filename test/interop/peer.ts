import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";

const packages = "mbpoll python3-pymodbus python3-serial python3-serial-asyncio socat";

/** Debian's own, whatever else is called python3 here. */
export const python = "/usr/bin/python3";

/** Fails, never skips, where an independent peer is missing: an untested claim is no claim. */
export const requirePeer = (path: string): void => {
  assert.ok(existsSync(path), `${path} is missing; install it: apt-get install -y ${packages}`);
};

/** pymodbus, and what it imports for serial lines, which its package recommends only. */
export const requirePymodbus = (): void => {
  for (const name of ["pymodbus", "serial", "serial_asyncio"])
    requirePeer(`/usr/lib/python3/dist-packages/${name}/__init__.py`);
};

export interface Ended {
  readonly status: number;
  /** Standard output and standard error. */
  readonly text: string;
}

/** Runs a program to its end. */
export const run = (path: string, args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(path, [...args], { timeout: 15_000 }, (error, stdout, stderr) => {
      const status = typeof error?.code === "number" ? error.code : error === null ? 0 : -1;
      resolve({ status, text: stdout + stderr });
    });
  });
