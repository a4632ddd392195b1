import { spawn } from "node:child_process";

/** The debugger's prompt comes back after each of these; ms. */
const usualStepMs = 3000;

/**
 * Where a process is that does not answer: Node's own debugger interrupts it, even in a loop
 * without end, and prints its stack. The process runs on afterwards, so it has to be killed.
 */
export const stackOf = (pid: number, stepMs = usualStepMs): Promise<string> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ["inspect", "-p", String(pid)], {
      stdio: ["pipe", "pipe", "pipe"],
    });
    const out: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => out.push(text));
    child.stdin.on("error", () => {});
    ["pause", "backtrace", ".exit"].forEach((line, index) =>
      setTimeout(() => child.stdin.write(`${line}\n`), stepMs * (index + 1)).unref(),
    );
    const timer = setTimeout(() => child.kill("SIGKILL"), stepMs * 6);
    child.once("close", () => {
      clearTimeout(timer);
      resolve(out.join("").trim());
    });
  });
