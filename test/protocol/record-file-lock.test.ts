import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { folderUser, lockFolder, type Processes, remedyForDisk } from "@quorate/protocol/node";
import { until } from "../until.ts";

/** Takes the lock, says how that went, and keeps it until its input ends. */
const child = `
  import { lockFolder } from "@quorate/protocol/node";
  process.stdin.once("data", () => {
    try { lockFolder(process.argv[1]); console.log("held"); }
    catch (error) { console.log(error.code); }
  });
  console.log("ready");
  process.stdin.on("end", () => process.exit());
`;

describe("record file: folder lock", function () {
  this.timeout(120_000);
  let folder = "";
  let children: { process: ChildProcess; said: string }[] = [];

  const start = () => {
    const args = ["--import=tsx", "--input-type=module", "--eval", child, folder];
    const spawned = spawn(process.execPath, args, { cwd: import.meta.dirname });
    const started = { process: spawned, said: "" };
    started.process.stdout?.on("data", (data) => (started.said += data));
    started.process.stderr?.on("data", (data) => (started.said += data));
    children.push(started);
    return started;
  };
  const ready = (one: { said: string }) =>
    until(() => one.said.startsWith("ready"), {
      // Five at a time, each of which compiles all that it imports.
      ...{ what: "a child to start", deadlineMs: 60_000 },
    });
  const answer = (one: { said: string }) =>
    until(() => /ready\n(\w+)\n/.exec(one.said)?.[1], { what: `an answer: ${one.said}` });
  const ended = (one: { process: ChildProcess }) =>
    until(() => one.process.exitCode !== null || one.process.signalCode !== null, {
      what: "the end of a child",
    });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "quorate-lock-"));
    children = [];
  });
  afterEach(async () => {
    for (const one of children) {
      one.process.kill("SIGKILL");
      await ended(one);
    }
    rmSync(folder, { recursive: true });
  });

  it("keeps this process out too, until it is released", () => {
    const lock = lockFolder(folder);
    assert.throws(() => lockFolder(folder), {
      code: "LOCKED",
      message: new RegExp(`process ${process.pid} `),
    });
    lock.release();
    lock.release();
    lockFolder(folder).release();
    assert.deepEqual(readdirSync(folder), []);
  });

  it("names the process that holds it, and is free once that was killed", async () => {
    const holder = start();
    await ready(holder);
    holder.process.stdin?.write("go");
    assert.equal(await answer(holder), "held");
    assert.throws(() => lockFolder(folder), {
      code: "LOCKED",
      message: new RegExp(`process ${holder.process.pid} `),
    });
    holder.process.kill("SIGKILL");
    await ended(holder);
    lockFolder(folder).release();
  });

  it("only one of several takes over the lock of a dead process", async () => {
    writeFileSync(
      join(folder, "lock"),
      JSON.stringify({ pid: 2 ** 22 + 1, started: "", nonce: "0badcafe" }),
    );
    const racers = Array.from({ length: 5 }, start);
    for (const racer of racers) await ready(racer);
    for (const racer of racers) racer.process.stdin?.write("go");
    const answers: string[] = [];
    for (const racer of racers) answers.push(await answer(racer));
    assert.deepEqual(answers.sort(), ["LOCKED", "LOCKED", "LOCKED", "LOCKED", "held"]);
  });

  it("a later process with the same id is not the holder", () => {
    assert.ok(existsSync("/proc/self/stat"), "this needs Linux with /proc mounted");
    lockFolder(folder);
    const path = join(folder, "lock");
    const owner = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(path, JSON.stringify({ ...owner, pid: process.ppid }));
    lockFolder(folder).release();
    writeFileSync(path, JSON.stringify({ ...owner, started: "" }));
    assert.throws(() => lockFolder(folder), { code: "LOCKED" }, "unknown start: not taken");
  });

  it("a daemon with the same id and start after a reboot is not the holder", () => {
    lockFolder(folder);
    const path = join(folder, "lock");
    const owner = JSON.parse(readFileSync(path, "utf8"));
    const daemon = process.ppid;
    const stat = readFileSync(`/proc/${daemon}/stat`, "latin1");
    const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    const started = `another-boot/${ticks}`;
    writeFileSync(path, JSON.stringify({ ...owner, pid: daemon, started }));
    assert.equal(folderUser(folder), null);
    lockFolder(folder).release();
    const { command: _, ...former } = owner;
    writeFileSync(path, JSON.stringify({ ...former, pid: daemon, started }));
    assert.throws(() => lockFolder(folder), { code: "LOCKED" }, "an older release's lock");
  });

  it("another boot id beside the same process and start is the holder all the same", () => {
    const lock = lockFolder(folder);
    const path = join(folder, "lock");
    const owner = JSON.parse(readFileSync(path, "utf8")) as { started: string };
    const started = `another-boot/${owner.started.split("/")[1]}`;
    writeFileSync(path, JSON.stringify({ ...owner, started }));
    assert.equal(folderUser(folder), process.pid);
    assert.throws(() => lockFolder(folder), { code: "LOCKED" });
    lock.release();
    assert.equal(folderUser(folder), null);
  });

  describe("where the system hides other users' processes", () => {
    const uid = process.geteuid?.() ?? 0;
    const hidden: Processes = {
      uid: () => uid,
      signal: () => "EPERM",
      startOf: (pid) => (pid === process.pid ? "this-boot/77" : ""),
      commandOf: () => "",
    };
    const held = { pid: 4242, started: "this-boot/5", command: "", uid, nonce: "0badcafe" };
    const user = (owner: object, look: Partial<Processes>): number | null => {
      writeFileSync(join(folder, "lock"), JSON.stringify({ ...held, ...owner }));
      return folderUser(folder, { ...hidden, ...look });
    };

    it("an id that went to another user after a power cut holds nothing", () => {
      assert.equal(user({}, {}), null, "we may signal every process of our user");
      assert.equal(user({ started: "" }, {}), null);
      lockFolder(folder, hidden).release();
      assert.deepEqual(readdirSync(folder), []);
    });

    it("another user's process beside a changed owner of the folder holds it", () => {
      assert.equal(user({ uid: uid + 1 }, {}), 4242, "only the file's owner was changed");
      assert.equal(user({}, { uid: () => uid + 1 }), 4242, "another user's lock");
      assert.equal(user({ uid: undefined }, {}), 4242, "an older release's lock");
      assert.equal(user({}, { startOf: () => "this-boot/5" }), 4242, "it can be seen");
    });

    it("an id that went to a hidden process after a reboot holds nothing, whose it may be", () => {
      const ours = { signal: () => null };
      assert.equal(user({ started: "former-boot/5" }, ours), null);
      assert.equal(user({ started: "former-boot/5", uid: undefined }, {}), null);
      assert.equal(user({}, ours), 4242, "of the same boot: nobody can tell");
      assert.throws(() => lockFolder(folder, { ...hidden, ...ours }), { code: "LOCKED" });
    });

    it("boot ids that a container made up are compared with nothing", () => {
      const ours = { signal: () => null };
      assert.equal(user({ started: "/5" }, ours), 4242, "the holder's");
      const made = { startOf: (pid: number) => (pid === process.pid ? "/77" : "") };
      assert.equal(user({ started: "kernel/5" }, { ...ours, ...made }), 4242, "the asker's");
      const seen = { startOf: () => "/5" };
      const command = { commandOf: () => "daemon" };
      assert.equal(user({ started: "/5" }, { ...ours, ...seen }), 4242);
      assert.equal(user({ started: "/5", command: "us" }, { ...seen, ...command }), null);
    });
  });

  it("what keeps it from being made or read is told with its remedy", () => {
    writeFileSync(join(folder, "file"), "");
    assert.throws(() => lockFolder(join(folder, "file", "home")), {
      code: "LOCK_FILE",
      message: /ENOTDIR/,
      remedy: /owner and mode/,
    });
    mkdirSync(join(folder, "lock"));
    for (const look of [folderUser, lockFolder])
      assert.throws(() => look(folder), { code: "LOCK_FILE", message: /EISDIR/ });
    assert.match(remedyForDisk("ENOSPC"), /^make room/);
    assert.match(remedyForDisk("EROFS"), /ReadWritePaths=/);
  });

  it("what a power loss left of a lock is taken over", () => {
    for (const left of ["", "{", "[]", "null", '{"pid":1}', '{"pid":"x","nonce":"00000000"}']) {
      writeFileSync(join(folder, "lock"), left);
      lockFolder(folder).release();
      assert.deepEqual(readdirSync(folder), []);
    }
  });
});
