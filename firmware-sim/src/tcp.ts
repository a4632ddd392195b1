import type { AddressInfo, Server } from "node:net";
import { PlcError } from "./errors.ts";

export interface HostPort {
  readonly host: string;
  readonly port: number;
}

export const textOf = ({ host, port }: HostPort): string =>
  host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;

export const listenFailed = (where: string, error: unknown): PlcError => {
  const reason = error instanceof Error ? error.message : String(error);
  return new PlcError(
    "LISTEN_FAILED",
    `cannot listen on ${where}: ${reason}`,
    "choose a free port, or port 0 for any",
  );
};

/** The bound host and port. */
export const listen = async (server: Server, at: HostPort): Promise<HostPort> => {
  await new Promise<void>((resolve, reject) => {
    // Neither may stay behind: a port that is taken is tried again and again.
    const done = (): void => {
      server.off("error", fail);
      resolve();
    };
    const fail = (error: Error): void => {
      server.off("listening", done);
      reject(listenFailed(textOf(at), error));
    };
    server.once("error", fail).once("listening", done);
    server.listen(at.port, at.host);
  });
  const bound = server.address() as AddressInfo;
  return { host: bound.address, port: bound.port };
};
