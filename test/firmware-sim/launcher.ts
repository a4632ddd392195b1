import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { until } from "../until.ts";

const bin = fileURLToPath(new URL("../../firmware-sim/bin/quorate-plc.js", import.meta.url));

export interface Launched {
  readonly process: ChildProcess;
  readonly out: readonly string[];
  readonly err: readonly string[];
  /** Exit status, or the signal's name. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/** Runs quorate-plc in a process of its own, as an operator would. */
export const launch = (...args: readonly string[]): Launched => {
  const child = spawn(process.execPath, [bin, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const out: string[] = [];
  const err: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => out.push(line));
  createInterface({ input: child.stderr }).on("line", (line) => err.push(line));
  const ended = once(child, "close").then(
    ([code, signal]) => (code ?? signal) as number | NodeJS.Signals,
  );
  return { process: child, out, err, ended };
};

/** The address on a line such as `listening modbus-tcp 127.0.0.1:43211`. */
export const addressOf = ({ out }: Launched, port: string): Promise<string> =>
  until(() => out.find((line) => line.startsWith(`listening ${port} `))?.split(" ")[2], {
    what: `a line 'listening ${port}'`,
  });

/** Sends orders to a control port, one a line, and gives the answers. */
export const control = async (
  address: string,
  ...orders: readonly unknown[]
): Promise<readonly Record<string, unknown>[]> => {
  const [host, port] = address.split(":");
  const socket = connect({ host: host ?? "", port: Number(port) });
  const answers: Record<string, unknown>[] = [];
  createInterface({ input: socket }).on("line", (line) => answers.push(JSON.parse(line)));
  for (const order of orders) {
    socket.write(`${typeof order === "string" ? order : JSON.stringify(order)}\n`);
  }
  await until(() => answers.length === orders.length, { what: "an answer to every order" });
  socket.destroy();
  return answers;
};
