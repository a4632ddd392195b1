import { readFileSync } from "node:fs";

/** Resident memory of a process, as the kernel counts it. */
export const residentBytes = (pid: number): number => {
  const [, pages] = readFileSync(`/proc/${pid}/statm`, "utf8").split(" ");
  return Number(pages) * 4096;
};

/** What a process has used of the processors so far, user and system, in steps of 10 ms. */
export const cpuMs = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
};
