import { connect as connectTls } from "node:tls";
import { toHex, utf8 } from "@quorate/protocol";
import {
  type CloseReason,
  dialLink,
  type Link,
  type LinkListener,
  type LinkLimits,
  linkContext,
  listenLink,
  newSeed,
  nodeSigner,
  type RefusedInfo,
  type WireVersions,
  wireVersions,
} from "@quorate/protocol/node";
import { until } from "../until.ts";

export interface Identity {
  readonly seed: Uint8Array;
  readonly key: string;
}

export const newIdentity = (): Identity => {
  const seed = newSeed();
  return { seed, key: toHex(nodeSigner(seed).publicKey) };
};

export const server = newIdentity();
export const client = newIdentity();
export const stranger = newIdentity();

/** What a test opened, ended after it. */
export const opened: (() => unknown)[] = [];
export const serverLinks: Link[] = [];
export const refusals: RefusedInfo[] = [];

export const listen = async (
  limits: Partial<LinkLimits> = {},
  onLink: (link: Link) => void = () => undefined,
  versions: WireVersions = wireVersions,
): Promise<LinkListener> => {
  const listener = await listenLink({
    ...{ host: "127.0.0.1", port: 0, seed: server.seed, limits, versions },
    allow: (key) => key === client.key,
    onLink: (link) => {
      serverLinks.push(link);
      onLink(link);
    },
    onRefused: (info) => refusals.push(info),
  });
  opened.push(() => listener.close());
  return listener;
};

export const dial = async (
  address: string,
  {
    as = client,
    expectKey = server.key,
    limits = {} as Partial<LinkLimits>,
    versions = wireVersions,
  } = {},
): Promise<Link> => {
  const link = await dialLink({ address, seed: as.seed, expectKey, limits, versions });
  opened.push(() => link.close());
  return link;
};

export const closeOf = (link: Link): Promise<CloseReason> =>
  new Promise((resolve) => link.onClose(resolve));

export const framesOf = (link: Link): Uint8Array[] => {
  const frames: Uint8Array[] = [];
  link.onFrame((frame) => frames.push(frame));
  return frames;
};

/** A pair of links that are up. */
export const pair = async (
  limits: Partial<LinkLimits> = {},
): Promise<{ near: Link; far: Link }> => {
  const { address } = await listen(limits);
  const near = await dial(address, { limits });
  return { near, far: await until(() => serverLinks[0], { what: "the server's link" }) };
};

/** A raw TLS client with this identity, that sends whatever bytes a test wants. */
export const rawTls = (port: number, as: Identity | null) => {
  const socket = connectTls({
    ...{ host: "127.0.0.1", port, rejectUnauthorized: false },
    ...(as === null ? {} : { secureContext: linkContext(as.seed) }),
  });
  const received: Buffer[] = [];
  socket.on("data", (chunk) => received.push(chunk)).on("error", () => undefined);
  opened.push(() => socket.destroy());
  return { socket, text: () => Buffer.concat(received).toString("latin1") };
};

export const framed = (bytes: Uint8Array): Buffer => {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(bytes.length);
  return Buffer.concat([header, bytes]);
};

export const hello = framed(utf8("quorate-link/1"));

export const refusedWith = (code: string): Promise<RefusedInfo> =>
  until(() => refusals.find((info) => info.code === code), { what: `refusal ${code}` });

/** Ends everything that the test opened. */
export const endAll = async (): Promise<void> => {
  for (const end of opened.splice(0).reverse()) await end();
  serverLinks.length = 0;
  refusals.length = 0;
};
