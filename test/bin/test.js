#!/usr/bin/env node
// npm test: all suites of test/. Those that watch the clock closely (hardware in the loop,
// browsers, kills) have the machine to themselves, one after the other; the others run two files
// at a time. The last line counts both.
// With arguments (`npm test -- test/guard/fence.test.ts`): Mocha, with those.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";

const mocha = createRequire(import.meta.url).resolve("mocha/bin/mocha.js");
const common = ["--no-config", "--import=tsx", "--extension", "ts", "--timeout", "60000"];
const alone = "test/{hil,hmi,kill}/**/*.test.ts";

/** Answers the exit status, Mocha's own count of what passed and failed, and its words on these. */
const run = (args) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [mocha, ...common, ...args], {
      stdio: ["inherit", "pipe", "inherit"],
    });
    let tail = "";
    child.stdout.on("data", (bytes) => {
      process.stdout.write(bytes);
      tail = (tail + bytes).slice(-200_000);
    });
    for (const signal of ["SIGINT", "SIGTERM"])
      process.once(signal, () => child.kill(signal));
    child.once("close", (status) => {
      const count = (word) =>
        Number([...tail.matchAll(new RegExp(`^ +(\\d+) ${word}`, "gm"))].at(-1)?.[1] ?? 0);
      const failures = /^ +\d+ failing[^]*/m.exec(tail)?.[0] ?? "";
      resolve({
        status: status ?? 1,
        passing: count("passing"),
        failing: count("failing"),
        failures,
      });
    });
  });

const given = process.argv.slice(2);
if (given.length > 0) {
  const files = given.some((argument) => /\.ts$/.test(argument)) ? [] : ["test/**/*.test.ts"];
  process.exit((await run([...given, ...files])).status);
}

const startedMs = performance.now();
const side = await run(["--parallel", "--jobs", "2", "--ignore", alone, "test/**/*.test.ts"]);
const solo = await run([alone]);
const passing = side.passing + solo.passing;
const failing = side.failing + solo.failing;
const minutes = ((performance.now() - startedMs) / 60_000).toFixed(1);
if (failing > 0) console.log(`\n${side.failures}${solo.failures}`);
console.log(`\n  ${passing} passing (${minutes} min)`);
if (failing > 0) console.log(`  ${failing} failing (said above)`);
process.exit(side.status !== 0 || solo.status !== 0 || passing === 0 ? 1 : 0);
