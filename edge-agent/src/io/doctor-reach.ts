import { accessSync, constants } from "node:fs";
import { connect } from "node:net";
import {
  type AgentStatus,
  codeOf,
  type DeviceSpec,
  parseAddress,
  release,
  type Site,
} from "@quorate/protocol";
import { dialLink, newSeed, SiteLinks } from "@quorate/protocol/node";
import type { Examination } from "./doctor-finding.ts";

/** For a line that forwards nothing, ms. */
const reachMs = 3000;
const askMs = 3000;

/** Null when somebody takes the connection. */
const connectFault = (host: string, port: number): Promise<string | null> =>
  new Promise((resolve) => {
    const socket = connect({ host, port });
    const settle = (fault: string | null): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(fault);
    };
    const timer = setTimeout(() => settle("no answer"), reachMs);
    socket.once("connect", () => settle(null));
    socket.once("error", (error) => settle(codeOf(error)));
  });

/**
 * Whose key answers, asked with a key that nobody knows: a second link with the real one would take
 * the running service's place. Whoever is right refuses the stranger, and that is a good sign.
 */
const whoAnswers = async (address: string, expectKey: string): Promise<string | null> => {
  try {
    const seed = newSeed();
    const link = await dialLink({ address, seed, expectKey, limits: { handshakeMs: reachMs } });
    link.close();
    return null;
  } catch (error) {
    const code = codeOf(error);
    if (code === "LINK_REFUSED") return null;
    // Of a connection that failed, what the system said of it.
    return code === "LINK_CONNECT" ? codeOf((error as Error).cause) : code;
  }
};

const checkPeer = async (
  name: string,
  address: string,
  key: string,
  found: Examination,
): Promise<void> => {
  const fault = await whoAnswers(address, key);
  const what = `agent ${name} at ${address}`;
  if (fault === null) return found.pass("agent", `${name} answers at ${address}`);
  if (fault === "LINK_KEY_WRONG")
    return found.fault(
      ...["DOCTOR_PEER_KEY", what, "somebody with another key answers there"] as const,
      "compare site.yaml on both boxes (sha256sum); look who has this address",
    );
  if (fault === "LINK_VERSION")
    return found.fault(
      ...["DOCTOR_VERSION", what, "it speaks another version of the protocol"] as const,
      "install the same release on every box",
    );
  found.fault(
    ...["DOCTOR_PEER_UNREACHABLE", what, `nobody answers: ${fault}`] as const,
    "does it run there? cable, address, firewall on both sides (ping, then nc -vz)",
  );
};

/** Each agent at each of these addresses, all at the same time. */
export const checkPeers = async (
  site: Site,
  self: string | undefined,
  meet: boolean,
  found: Examination,
): Promise<void> => {
  const others = site.agents.filter(({ name }) => name !== self);
  const addresses = others.flatMap(({ name, key, address, api }) =>
    (meet ? [address, api] : [api]).map((at) => ({ name, key, at })),
  );
  await Promise.all(addresses.map(({ name, key, at }) => checkPeer(name, at, key, found)));
};

/** Where a device is dialled, by its protocol. */
const placeOf = (address: string): { host: string; port: number } | null => {
  const endpoint = /^opc\.tcp:\/\/([^/]+)/.exec(address)?.[1];
  return parseAddress(endpoint ?? address);
};

const serialFault = (path: string): string | null => {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return null;
  } catch (error) {
    return codeOf(error);
  }
};

const checkDevice = async (
  { name, protocol, address: at }: DeviceSpec,
  found: Examination,
): Promise<void> => {
  const what = `device ${name} at ${at}`;
  if (protocol === "modbus-rtu") {
    const fault = serialFault(at);
    if (fault === null) return found.pass("device", `${name}: ${at} can be opened`);
    return found.fault(
      ...["DOCTOR_SERIAL", what, `the line cannot be used: ${fault}`] as const,
      "is the adapter plugged in? The service's user belongs to the group dialout",
    );
  }
  const place = placeOf(at);
  const fault = place === null ? "no address" : await connectFault(place.host, place.port);
  if (fault === null) return found.pass("device", `${name} answers at ${at}`);
  found.fault(
    ...["DOCTOR_DEVICE_UNREACHABLE", what, `it takes no connection: ${fault}`] as const,
    "is the PLC on? cable, address, firewall; does it bear one more client?",
  );
};

export const checkDevices = async (
  devices: readonly DeviceSpec[],
  found: Examination,
): Promise<void> => {
  await Promise.all(devices.map((device) => checkDevice(device, found)));
};

interface Asked {
  readonly status: AgentStatus;
  /** The agent's clock less this one, ms, without half of the way there and back. */
  readonly aheadMs: number;
}

const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[values.length >> 1] ?? 0;

/** Clocks of the agents, and of this machine, against the median of all. */
const checkClocks = (asked: readonly Asked[], site: Site, found: Examination): void => {
  const { clockDriftMs } = site.policy;
  const middle = median([0, ...asked.map(({ aheadMs }) => aheadMs)]);
  const clocks = [
    { who: "this box", aheadMs: 0 },
    ...asked.map(({ status, aheadMs }) => ({ who: `agent ${status.agent}`, aheadMs })),
  ];
  const wrong = clocks.filter(({ aheadMs }) => Math.abs(aheadMs - middle) > clockDriftMs / 2);
  for (const { who, aheadMs } of wrong)
    found.fault(
      ...["DOCTOR_CLOCK", who] as const,
      `its clock is ${((aheadMs - middle) / 1000).toFixed(1)} s from the others'`,
      "set it, and let NTP hold it; events that are ahead by clockDrift are held back",
    );
  if (wrong.length === 0) found.pass("clocks", `${clocks.length} agree`);
};

const checkReleases = (asked: readonly Asked[], found: Examination): void => {
  const others = asked.filter(({ status }) => (status.release ?? "unknown") !== release);
  for (const { status } of others)
    found.warning(
      ...["DOCTOR_RELEASES", `agent ${status.agent}`] as const,
      `it runs ${status.release ?? "an unknown release"}, this is ${release}`,
      "finish the upgrade: the same release on every box",
    );
  if (others.length === 0) found.pass("releases", `${asked.length} agents run ${release}`);
};

const checkOrder = (asked: readonly Asked[], found: Examination): void => {
  for (const { status } of asked) {
    const { agent, ordering, why, whyCode } = status;
    if (ordering) found.pass("order", `${agent} orders`);
    else
      found.fault(
        ...["DOCTOR_ORDER", `agent ${agent}`, `it orders nothing: ${why}`] as const,
        `errors.md, "Status", has ${whyCode}`,
      );
  }
};

/** What only one whom agents know may ask: for homes of operators and consoles. */
export const checkAnswers = async (
  site: Site,
  seed: Uint8Array,
  found: Examination,
): Promise<void> => {
  const links = new SiteLinks(site, seed);
  try {
    await links.ready();
    const answers = await Promise.all(
      site.agents.map(async (_, index): Promise<Asked | null> => {
        const startedMs = performance.now();
        const answer = await links.ask(index, { status: true }, askMs);
        if (answer === null) return null;
        const status = JSON.parse(answer.json) as AgentStatus;
        const halfMs = (performance.now() - startedMs) / 2;
        return { status, aheadMs: status.clockMs + halfMs - Date.now() };
      }),
    );
    site.agents.forEach(({ name }, index) => {
      if (answers[index] !== null) return;
      // Who is there at all was seen before; what is told here is that it does not know this key.
      const reason = links.reasonOf(index);
      if (!/^the peer (answered|closed it)/.test(reason)) return;
      found.fault(
        ...["DOCTOR_SITE_DIFFERS", `agent ${name}`, "it does not know this key"] as const,
        "it runs with another site file: compare sha256sum site.yaml on both",
      );
    });
    const asked = answers.filter((one): one is Asked => one !== null);
    if (asked.length === 0) return;
    checkClocks(asked, site, found);
    checkReleases(asked, found);
    checkOrder(asked, found);
  } finally {
    links.close();
  }
};
