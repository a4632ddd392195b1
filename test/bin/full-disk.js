#!/usr/bin/env node
import { register } from "tsx/esm/api";

register();
const { runFullDisk } = await import("../kill/full-disk.ts");
const result = await runFullDisk({
  ...{ seed: 1, rate: 100, roomBytes: 3 * 2 ** 20, moreBytes: 2 ** 30 },
  say: (line) => console.error(line),
});
console.log(JSON.stringify(result));
process.exit(result.violations.length === 0 ? 0 : 1);
