#!/usr/bin/env node
// Runs the commands of README.md as a reader would, against the demo plant that README.md starts.
// A fence counts when a comment `<!-- ci: KIND -->` stands right before it:
//   demo      started in the background, until all else is done
//   run       every line has to end with status 0; before the demo or while it runs, as it stands
//   run, fails: N   the block has to end with status N
//   install, tests  are steps of .ci/run by themselves
// The demo gets a folder and ports of its own; what README.md calls demo/ is that folder.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const readyWithinMs = 60_000;
const blockWithinMs = 60_000;
const stopWithinMs = 15_000;

const fence = /<!-- ci: ([^>]+?) -->\n```\w*\n([\s\S]*?)```/g;
const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const blocks = [...readme.matchAll(fence)].map(([, kind, text]) => ({ kind, text: text.trim() }));

const scratch = mkdtempSync(join(tmpdir(), "quorate-readme-"));
const basePort = 21_000 + 300 * Math.floor(Math.random() * 30);
const elsewhere = (text) =>
  text
    .replace(/^npm start$/m, `npm start -- --data ${scratch}/demo --base-port ${basePort}`)
    .replaceAll(/(?<![\w/.])demo\//g, `${scratch}/demo/`);

/** In a process group of its own, so that whatever it starts ends with it. */
const start = (text) => {
  const child = spawn("bash", ["-euo", "pipefail", "-c", elsewhere(text)], {
    cwd: root,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, CI: "true" },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (output += data));
  return { child, output: () => output };
};

const signal = ({ child }, name) => {
  try {
    process.kill(-child.pid, name);
  } catch {
    // It has ended.
  }
};

const ended = async ({ child }, withinMs) => {
  if (child.exitCode !== null || child.signalCode !== null) return true;
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, withinMs, "late")));
  const first = await Promise.race([once(child, "exit"), late]);
  clearTimeout(timer);
  return first !== "late";
};

/** The exit status; 124 when it took too long. */
const run = async (text) => {
  const started = start(text);
  const inTime = await ended(started, blockWithinMs);
  if (!inTime) signal(started, "SIGKILL");
  return { status: inTime ? (started.child.exitCode ?? 1) : 124, output: started.output() };
};

const results = [];
const tell = (name, isGood, output) => {
  results.push(isGood);
  console.log(`${isGood ? "ok  " : "FAIL"} ${name}`);
  if (!isGood) console.log(output.replace(/^/gm, "     "));
};

let demo = null;
for (const { kind, text } of blocks) {
  if (kind === "demo") {
    demo = start(text);
    const until = Date.now() + readyWithinMs;
    const isReady = () => /^The plant is ready/m.test(demo.output());
    while (!isReady() && demo.child.exitCode === null && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 200));
    tell(text, isReady(), demo.output());
    if (!isReady()) break;
  } else if (/^run\b/.test(kind)) {
    const wanted = Number(/fails: (\d+)/.exec(kind)?.[1] ?? 0);
    const { status, output } = await run(text);
    tell(text.replaceAll("\n", "; "), status === wanted, `status ${status}\n${output}`);
  }
}
if (demo !== null) {
  signal(demo, "SIGINT");
  const isClean = await ended(demo, stopWithinMs);
  tell("Ctrl-C ends the demo", isClean && demo.child.exitCode !== 1, demo.output());
  signal(demo, "SIGKILL");
}
rmSync(scratch, { recursive: true, force: true });
const passed = results.filter(Boolean).length;
console.log(`readme: ${passed} passed, ${results.length - passed} failed`);
process.exitCode = passed === results.length && results.length > 0 ? 0 : 1;
