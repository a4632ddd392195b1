import { isIP } from "node:net";
import { parseAddress, type Site } from "@quorate/protocol";
import type { Box } from "./doctor-box.ts";
import type { Examination } from "./doctor-finding.ts";

const isLoopback = (ip: string): boolean => ip === "::1" || ip.startsWith("127.");

/** Of a name that nobody knows here, it is not known that it is this box. */
const isElsewhere = async ({ agents }: Site, box: Box): Promise<boolean> => {
  const hosts = agents.flatMap(({ address }) => parseAddress(address)?.host ?? []);
  const ips = await Promise.all(hosts.map((host) => box.lookup(host)));
  return ips.some((ip) => ip === null || !isLoopback(ip));
};

/**
 * A service listens at what a name means on its own box. Debian has the box's own name in
 * /etc/hosts as 127.0.1.1, where nobody else reaches it. `addresses` by their key in `listen`.
 */
export const checkNames = async (
  addresses: Readonly<Record<string, string | undefined>>,
  site: Site,
  found: Examination,
  box: Box,
): Promise<void> => {
  const names: { readonly text: string; readonly ip: string; readonly line: string }[] = [];
  for (const [key, text = ""] of Object.entries(addresses)) {
    const place = parseAddress(text, true);
    if (place === null || isIP(place.host) !== 0) continue;
    const ip = await box.lookup(place.host);
    if (ip === null || !isLoopback(ip)) continue;
    names.push({ text, ip, line: `${key}: "0.0.0.0:${place.port}"` });
  }
  if (names.length === 0 || !(await isElsewhere(site, box))) return;
  const lines = names.map(({ line }) => line).join(", ");
  found.fault(
    "DOCTOR_NAME_LOOPBACK",
    names.map(({ text }) => text).join(", "),
    `this name is ${names[0]?.ip} on this box, and nobody else reaches it there`,
    `in local.yaml listen: { ${lines} }, or with the box's address for 0.0.0.0: operations.md, ` +
      '"Ports"',
  );
};
