import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { until } from "@quorate/deploy";

export const run = (program: string, ...args: readonly string[]): string =>
  execFileSync(program, [...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/** A clean Debian with systemd and nothing of ours in it; made once and kept. */
export const cleanRoot = (dist: string): string => {
  const folder = join(dist, "cache", "root-amd64");
  if (existsSync(join(folder, "usr", "bin", "systemctl"))) return folder;
  mkdirSync(join(dist, "cache"), { recursive: true });
  const mirror = "http://deb.debian.org/debian";
  const args = ["--variant=minbase", "--include=systemd,dbus,iproute2"];
  execFileSync("debootstrap", [...args, "bookworm", folder, mirror], { stdio: "inherit" });
  return folder;
};

export interface Ended {
  readonly status: number;
  readonly output: string;
}

/**
 * A machine of its own, as far as a kernel can be shared: Debian over a clean root, booted by its
 * own systemd, in its own namespaces of processes, mounts and network.
 */
export class Box {
  readonly name: string;
  readonly root: string;
  private readonly folder: string;
  private readonly clean: string;
  private child: ChildProcess | null = null;
  private leader = 0;

  constructor(name: string, folder: string, clean: string) {
    this.name = name;
    this.folder = join(folder, name);
    this.root = join(this.folder, "root");
    this.clean = clean;
  }

  /** The name of its network namespace. */
  get space(): string {
    return `quorate-${this.name}`;
  }

  makeNetwork(): void {
    run("ip", "netns", "add", this.space);
    run("ip", "-n", this.space, "link", "set", "lo", "up");
  }

  async boot(): Promise<void> {
    for (const part of ["root", "upper", "work"])
      mkdirSync(join(this.folder, part), { recursive: true });
    const [upper, work] = [join(this.folder, "upper"), join(this.folder, "work")];
    const layers = `lowerdir=${this.clean},upperdir=${upper},workdir=${work}`;
    run("mount", "-t", "overlay", "overlay", "-o", layers, this.root);
    const log = openSync(join(this.folder, "console.log"), "w");
    const network = `--network-namespace-path=/run/netns/${this.space}`;
    const args = ["--register=no", "--keep-unit", network, "-D", this.root, "--boot", "--quiet"];
    const machine = `--machine=${this.name}`;
    this.child = spawn("systemd-nspawn", [...args, machine], { stdio: ["ignore", log, log] });
    closeSync(log);
    const pid = this.child.pid ?? 0;
    const isUp = (): boolean => {
      const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "latin1").trim();
      this.leader = Number(children.split(" ")[0] ?? 0);
      if (this.leader === 0) return false;
      return /^(running|degraded)/.test(this.try("systemctl is-system-running").output);
    };
    await until(isUp, { what: `${this.name} to boot`, deadlineMs: 180_000 });
  }

  /** A line of shell as root inside the box. */
  try(line: string): Ended {
    const path = "PATH=/usr/sbin:/usr/bin:/sbin:/bin";
    const inside = ["env", "-i", path, "HOME=/root", "/bin/sh", "-c", `cd /root && ${line}`];
    const args = ["--all", "--target", `${this.leader}`, "--root", "--wd", ...inside];
    try {
      return { status: 0, output: run("nsenter", ...args) };
    } catch (error) {
      const { status, stdout, stderr } = error as Record<string, string> & { status: number };
      return { status: status ?? 1, output: `${stdout ?? ""}${stderr ?? ""}` };
    }
  }

  /** The same, for lines that have to succeed. */
  sh(line: string): string {
    const { status, output } = this.try(line);
    if (status === 0) return output;
    throw new Error(`${this.name}: ${line}\nstatus ${status}\n${output}`);
  }

  /** Ends it and leaves nothing of it behind. */
  async stop(): Promise<void> {
    const { child } = this;
    if (child !== null && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 30_000);
      await ended;
      clearTimeout(timer);
    }
    for (const undo of [
      () => run("umount", this.root),
      () => run("ip", "netns", "del", this.space),
      () => rmSync(this.folder, { recursive: true, force: true }),
    ])
      try {
        undo();
      } catch {
        // It never came so far.
      }
  }
}

export const need = (file: string, what: string): void => {
  if (existsSync(file)) return;
  throw new Error(`${file} is missing: ${what}`);
};

/** Throws, naming the line that brings what is missing. */
export const needTools = (): void => {
  if (process.getuid?.() !== 0) throw new Error("boxes need root: run it with sudo");
  const install = "bash deploy/install-test-tools.sh boxes";
  for (const tool of ["/usr/sbin/debootstrap", "/usr/bin/systemd-nspawn", "/usr/sbin/nft"])
    need(tool, install);
};

/** Says each step and how it went; the last line counts. */
export class Steps {
  private passed = 0;
  private failed = 0;
  private readonly startedMs = performance.now();

  async step<T>(name: string, action: () => T | Promise<T>): Promise<T | null> {
    const startedMs = performance.now();
    const took = (): string => `${((performance.now() - startedMs) / 1000).toFixed(1)} s`;
    try {
      const result = await action();
      this.passed += 1;
      process.stdout.write(`ok   ${name} (${took()})\n`);
      return result;
    } catch (error) {
      this.failed += 1;
      const text = error instanceof Error ? error.message : String(error);
      process.stdout.write(`FAIL ${name} (${took()})\n${text.replaceAll(/^/gm, "     ")}\n`);
      return null;
    }
  }

  /** The exit status. */
  end(what: string): number {
    const seconds = ((performance.now() - this.startedMs) / 1000).toFixed(0);
    const { passed, failed } = this;
    process.stdout.write(`${what}: ${passed} passed, ${failed} failed, ${seconds} s\n`);
    return failed === 0 && passed > 0 ? 0 : 1;
  }
}
