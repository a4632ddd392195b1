import { connect, type Socket } from "node:net";
import { until } from "../until.ts";

/** One exchange with a server, in bytes; `closed` where it hangs up instead. */
export const ask = async (socket: Socket, frame: readonly number[]): Promise<string> => {
  let answer = Buffer.alloc(0);
  const take = (chunk: Buffer): void => void (answer = Buffer.concat([answer, chunk]));
  socket.on("data", take);
  socket.write(Buffer.from(frame));
  const isWhole = (): boolean =>
    answer.length >= 6 && answer.length >= 6 + answer.readUInt16BE(4);
  await until(() => isWhole() || socket.closed, { what: "an answer or the end" });
  socket.off("data", take);
  return isWhole() ? answer.toString("hex") : "closed";
};

export const dial = async (address: string): Promise<Socket> => {
  const [host, port] = address.split(":");
  const socket = connect({ host: host ?? "", port: Number(port) });
  socket.on("error", () => socket.destroy());
  await new Promise((resolve) => socket.once("connect", resolve).once("close", resolve));
  return socket;
};
