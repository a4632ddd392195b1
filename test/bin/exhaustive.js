#!/usr/bin/env node
import { register } from "tsx/esm/api";

register();
const { exhaust } = await import("../consensus/exhaustive.ts");

/** What is tried, smallest first; the last takes minutes. */
const bounds = [
  { before: 0, free: 1, after: 6, heard: 0, coinFrequency: 3 },
  { before: 1, free: 1, after: 6, heard: 0, coinFrequency: 3 },
  { before: 2, free: 1, after: 6, heard: 0, coinFrequency: 12 },
  { before: 1, free: 2, after: 5, heard: 2, coinFrequency: 3 },
];
for (const one of bounds) {
  const { marks, ...counts } = exhaust(one);
  console.log(JSON.stringify({ ...one, ...counts, marks: Object.fromEntries(marks) }));
}
