import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freeBase, PlcProcess, until } from "@quorate/deploy";
import { Box, cleanRoot, need, needTools, run, Steps } from "../boxes/box.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const dist = join(root, "dist");
const version = (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  version: string;
}).version;

const debOf = (architecture: string): string =>
  join(dist, `quorate_${version}_${architecture}.deb`);

const agents = ["north", "east", "south", "west"];
const units = [
  ...agents.map((name) => ({ unit: `quorate-agent@${name}`, user: "quorate-agent" })),
  { unit: "quorate-guard@intake-guard", user: "quorate-guard" },
  { unit: "quorate-console@control-room", user: "quorate-console" },
];

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
  });

/** Machine code of the package, by the `file` program's word. */
const machineCode = (folder: string): string[] =>
  run("file", "--no-pad", ...filesBelow(folder))
    .split("\n")
    .filter((line) => /\b(ELF|PE32|Mach-O)\b/.test(line));

const checkArm = (folder: string): void => {
  run("dpkg-deb", "--extract", debOf("arm64"), folder);
  const code = machineCode(folder);
  assert.ok(code.length >= 3, code.join("\n"));
  for (const line of code) assert.match(line, /ELF 64-bit LSB .*ARM aarch64/);
};

/** A root with arm64's libc, in which qemu finds what the program is linked with. */
const startArm = (folder: string): string => {
  const libraries = join(dist, "cache", "root-arm64");
  need("/usr/bin/qemu-aarch64-static", "apt-get install qemu-user-static");
  if (!existsSync(join(libraries, "lib", "aarch64-linux-gnu", "libc.so.6"))) {
    const args = ["--foreign", "--arch=arm64", "--variant=minbase", "--include=libstdc++6"];
    run("debootstrap", ...args, "bookworm", libraries, "http://deb.debian.org/debian");
  }
  const archives = join(libraries, "var", "cache", "apt", "archives");
  if (!existsSync(join(libraries, "usr", "lib", "aarch64-linux-gnu", "libstdc++.so.6")))
    for (const name of readdirSync(archives).filter((one) => /^libstdc\+\+6_/.test(one)))
      run("dpkg-deb", "--extract", join(archives, name), libraries);
  const at = join(folder, "usr", "lib", "quorate");
  const emulated = ["-L", libraries, join(at, "bin", "node")];
  const version_ = run("qemu-aarch64-static", ...emulated, "--version").trim();
  const native =
    "for (const name of ['classic-level', '@serialport/bindings-cpp']) " +
    "console.log(name, typeof require(process.argv[1] + '/node_modules/' + name));";
  const loaded = run("qemu-aarch64-static", ...emulated, "-e", native, at);
  assert.match(loaded, /classic-level (function|object)\n@serialport\/bindings-cpp object/);
  const help = run("qemu-aarch64-static", ...emulated, join(at, "app", "quorate.mjs"), "--help");
  assert.match(help, /Usage: quorate/);
  return version_;
};

const install = (box: Box): void => {
  copyFileSync(debOf("amd64"), join(box.root, "root", "quorate.deb"));
  box.sh("dpkg -i quorate.deb");
  const verified = box.sh(
    `systemd-analyze verify ${units.map(({ unit }) => `${unit}.service`).join(" ")} 2>&1`,
  );
  // It answers 0 on what it does not know: what it says counts. Its own man pages are not there.
  const said = verified.split("\n").filter((line) => line !== "" && !/man .* failed/.test(line));
  assert.deepEqual(said, []);
  for (const kind of ["agent", "guard", "console"]) {
    const unit = `/usr/lib/systemd/system/quorate-${kind}@.service`;
    const told = box.sh(`systemd-analyze security --offline=true ${unit} 2>&1 | tail -n 1`);
    const exposure = Number(/quorate-.*: ([\d.]+)/.exec(told)?.[1]);
    assert.ok(exposure <= 2, told);
  }
};

/** A whole site in one box: each process from its unit, as its own user. */
const found = (box: Box, modbus: string, base: number): void => {
  const at = `--base-port ${base} --modbus ${modbus} --no-exchanger`;
  box.sh(`quorate init plant ${at}`);
  // The load that is put on it later is more than its rule about valves allows.
  box.sh("sed -i '/ratePerMinute/d' plant/site.yaml");
  const move = (from: string, kind: string, name: string): string =>
    `cp -r plant/${from} /var/lib/quorate/${kind}s/${name} && ` +
    `chown -R quorate-${kind}:quorate-${kind} /var/lib/quorate/${kind}s/${name}`;
  box.sh("cp plant/site.yaml /var/lib/quorate/site.yaml && chmod 644 /var/lib/quorate/site.yaml");
  for (const name of agents) box.sh(move(`agents/${name}`, "agent", name));
  box.sh(move("guards/intake-guard", "guard", "intake-guard"));
  box.sh(move("console", "console", "control-room"));
};

const startUnits = async (box: Box): Promise<void> => {
  box.sh(`systemctl start ${units.map(({ unit }) => unit).join(" ")}`);
  for (const { unit, user } of units) {
    const shown = box.sh(`systemctl show -p ActiveState,MainPID,StatusText ${unit}`);
    assert.match(shown, /ActiveState=active/);
    const pid = /MainPID=(\d+)/.exec(shown)?.[1] ?? "";
    assert.equal(box.sh(`stat -c %U /proc/${pid}`).trim(), user);
  }
};

const confirm = async (box: Box, value: number): Promise<void> => {
  const line = `quorate set intake valve=${value} --home plant/operators/ann --ttl 30s --json`;
  const { outcome } = JSON.parse(box.sh(line)) as { outcome: string };
  assert.equal(outcome, "confirmed");
};

/** Resident and proportional memory of the agents' processes, MiB. */
const memory = (box: Box): string[] =>
  agents.map((name) => {
    const pid = box.sh(`systemctl show -p MainPID --value quorate-agent@${name}`).trim();
    const text = box.sh(`cat /proc/${pid}/smaps_rollup`);
    const of = (field: string): number =>
      Number(new RegExp(`^${field}: +(\\d+) kB`, "m").exec(text)?.[1] ?? 0) / 1024;
    return `${name} ${of("Rss").toFixed(0)} (${of("Pss").toFixed(0)} proportional)`;
  });

const underLoad = { rate: 50, seconds: 20 };

/** An operator in the box's network; answers the agents' memory as it was last under the load. */
const loadedMemory = async (box: Box): Promise<string[]> => {
  const at = join(box.root, "root", "plant");
  const drive = fileURLToPath(new URL("drive.ts", import.meta.url));
  const { rate, seconds } = underLoad;
  const args = [join(at, "site.yaml"), join(at, "operators", "ann", "key.pem")];
  const node = [process.execPath, "--import", "tsx", drive, ...args, `${rate}`, `${seconds}`];
  const driven = new Promise<string>((resolve, reject) => {
    execFile("ip", ["netns", "exec", box.space, ...node], { cwd: root }, (error, out, err) => {
      if (error === null) resolve(out);
      else reject(new Error(`${error.message}\n${out}${err}`));
    });
  });
  let seen: string[] = [];
  const look = setInterval(() => (seen = memory(box)), 1000);
  try {
    process.stdout.write(`     ${(await driven).trim()}\n`);
  } finally {
    clearInterval(look);
  }
  return seen;
};

/** From `systemctl start` to READY, ms, of a single agent of a running site. */
const restartMs = (box: Box): number => {
  box.sh("systemctl stop quorate-agent@west");
  const startedMs = performance.now();
  box.sh("systemctl start quorate-agent@west");
  return Math.round(performance.now() - startedMs);
};

const wholeSite = async (box: Box, folder: string, steps: Steps): Promise<void> => {
  const base = await freeBase([0]);
  const modbus = `127.0.0.1:${base + 290}`;
  // The PLC's process stands in the box's network, as if it were a cable away.
  const plc = new PlcProcess(folder, { name: "plc", args: ["tank", "--modbus", modbus] });
  plc.start(["ip", "netns", "exec", box.space]);
  try {
    await plc.listening("modbus-tcp");
    await steps.step("a site is made and its homes are placed", () => found(box, modbus, base));
    await steps.step("agents, guard and console start from their units", () => startUnits(box));
    await steps.step("a command is confirmed by the PLC", () => confirm(box, 20));
    await steps.step("the console serves its page", () => {
      const script = "fetch('http://127.0.0.1:8080/').then(async (r) => console.log(r.status))";
      assert.equal(box.sh(`/usr/lib/quorate/bin/node -e "${script}"`).trim(), "200");
    });
    await steps.step("the units tell how they are doing, and beat", async () => {
      const told = (): string => box.sh("systemctl show -p StatusText quorate-agent@north");
      await until(() => /orders; block/.test(told()), {
        ...{ what: "a status of the agent", deadlineMs: 60_000 },
      });
      const property = "WatchdogTimestampMonotonic";
      const beat = box.sh(`systemctl show -p ${property} --value quorate-agent@north`);
      assert.ok(Number(beat) > 0);
    });
    await steps.step("the watchdog ends an agent that hangs, and it comes back", async () => {
      const pid = (): string =>
        box.sh("systemctl show -p MainPID --value quorate-agent@east").trim();
      const before = pid();
      box.sh(`kill -STOP ${before}`);
      const back = (): boolean =>
        !["0", before].includes(pid()) &&
        box.try("systemctl is-active quorate-agent@east").output.trim() === "active";
      await until(back, { what: "another process", deadlineMs: 200_000 });
      await confirm(box, 30);
    });
    await steps.step("doctor finds nothing at the agent and the guard", () => {
      for (const [user, home] of [["agent", "agents/north"], ["guard", "guards/intake-guard"]]) {
        const as = `runuser -u quorate-${user} --`;
        box.sh(`${as} quorate doctor --home /var/lib/quorate/${home}`);
      }
    });
    const started = await steps.step("an agent starts again", () => restartMs(box));
    process.stdout.write(`     start to READY: ${started} ms\n`);
    process.stdout.write(`     memory at rest, MiB: ${memory(box).join(", ")}\n`);
    const loaded = await steps.step(`${underLoad.rate} commands a second`, () => loadedMemory(box));
    process.stdout.write(`     memory under them, MiB: ${loaded?.join(", ")}\n`);
    const [size] = box.sh("du -sm /usr/lib/quorate").split("\t");
    process.stdout.write(`     installed: ${size} MiB\n`);
  } finally {
    await plc.kill("SIGTERM");
  }
};

export const main = async (): Promise<number> => {
  needTools();
  for (const architecture of ["amd64", "arm64"]) need(debOf(architecture), "npm run package");
  const steps = new Steps();
  const folder = mkdtempSync(join(tmpdir(), "quorate-package-"));
  const box = new Box("package", folder, cleanRoot(dist));
  try {
    const arm = join(folder, "arm64");
    await steps.step("arm64: all machine code is aarch64's", () => checkArm(arm));
    const node = await steps.step("arm64: starts under qemu, with its native modules", () =>
      startArm(arm),
    );
    process.stdout.write(`     Node ${node ?? "did not start"}\n`);
    box.makeNetwork();
    const booted = await steps.step("a clean Debian boots", () => box.boot().then(() => true));
    if (booted !== true) return steps.end("package");
    await steps.step("the package installs, its units are clean and hardened", () => install(box));
    await wholeSite(box, folder, steps);
    if (process.argv.includes("--journal"))
      writeFileSync(join(dist, "package-journal.txt"), box.sh("journalctl --no-pager"));
  } finally {
    await box.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return steps.end("package");
};
