import { createServer } from "node:net";
import { CodedError, parseAddress, type Site } from "@quorate/protocol";

interface Port {
  readonly address: string;
  readonly owner: string;
}

const portsOf = (site: Site, console: string): Port[] => [
  { address: console, owner: "the console" },
  ...site.agents.flatMap(({ name, address, api }) => [
    { address, owner: `agent ${name}` },
    { address: api, owner: `agent ${name}, for clients` },
  ]),
  ...site.guards.flatMap(({ name, modbusReadOnly }) =>
    modbusReadOnly === undefined ? [] : [{ address: modbusReadOnly, owner: `guard ${name}` }],
  ),
  ...site.devices.map(({ name, address }) => ({
    ...{ address: address.replace("opc.tcp://", ""), owner: `the simulated ${name}` },
  })),
];

/** The code of the system's refusal, or null when the port can be had. */
const refusal = (address: string): Promise<string | null> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "unknown"));
    server.listen({ ...parseAddress(address) }, () => server.close(() => resolve(null)));
  });

/** Throws PORT_TAKEN, which names every port that cannot be had. */
export const checkPorts = async (
  site: Site,
  console: string,
  remedy: string,
): Promise<void> => {
  const ports = portsOf(site, console);
  const refusals = await Promise.all(ports.map(({ address }) => refusal(address)));
  const taken = ports.flatMap(({ address, owner }, index) => {
    const code = refusals[index];
    return code == null ? [] : [`${address} for ${owner} (${code})`];
  });
  if (taken.length === 0) return;
  throw new CodedError("PORT_TAKEN", `cannot listen on ${taken.join(", ")}`, { remedy });
};
