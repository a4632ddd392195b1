import { join } from "node:path";
import { formatKey } from "@quorate/protocol";
import type { Seat, SeatKind } from "./join-text.ts";
import type { NamedKey, SitePlan } from "./site-template.ts";

/** What `quorate init` is asked for. */
export interface InitFlags {
  readonly agents: number;
  readonly name: string;
  readonly host: string;
  /** One host for each agent, on the same ports; all on `host` and ports in a row where absent. */
  readonly hosts?: readonly string[];
  readonly guardHost?: string;
  readonly basePort: number;
  readonly modbus: string;
  readonly opcua: string;
  /** False with --no-exchanger. */
  readonly exchanger: boolean;
  readonly readOnlyPort?: number;
  /** Agents that get a gateway's key. */
  readonly gateway: readonly string[];
}

const winds = ["north", "east", "south", "west"];
const operators: readonly (readonly [string, readonly string[]])[] = [
  ["ann", ["operator"]],
  ["bo", ["operator", "supervisor"]],
  ["carl", ["viewer"]],
];
/** The API's ports begin so far behind the agents' own. */
const apiOffset = 100;
const readOnlyOffset = 200;
export const defaultBasePort = 7401;
/** With the usual ports the read-only server has the usual one too. */
const usualReadOnlyPort = 5020;

const tankGuard = "intake-guard";
const exchangerGuard = "exchanger-guard";
export const consoleName = "control-room";

const readOnlyOf = (first: number): number =>
  first === defaultBasePort ? usualReadOnlyPort : first + readOnlyOffset;

const nameOf = (index: number): string => winds[index] ?? `agent${index + 1}`;

export const agentNames = ({ agents }: InitFlags): string[] =>
  Array.from({ length: agents }, (_, index) => nameOf(index));

/** Guards that the devices of a template name; those of a new site where there is none. */
const guardsIn = (template: string | undefined, { exchanger }: InitFlags): string[] => {
  if (template === undefined) return exchanger ? [tankGuard, exchangerGuard] : [tankGuard];
  const named = [...template.matchAll(/^ +(?:- )?guard: *([\w.-]+)/gm)];
  const names = named.flatMap(([, name]) => (name === undefined ? [] : [name]));
  return names.length === 0 ? [tankGuard] : [...new Set(names)];
};

/** Everybody who has a key in the new site, gateways aside. */
export const seatsOf = (flags: InitFlags, template: string | undefined): readonly Seat[] => {
  const all = (kind: SeatKind, names: readonly string[]): Seat[] =>
    names.map((name) => ({ kind, name }));
  return [
    ...all("agent", agentNames(flags)),
    ...all("guard", guardsIn(template, flags)),
    ...all("console", [consoleName]),
    ...all("operator", operators.map(([name]) => name)),
  ];
};

/** Where `init` keeps what belongs to one seat, below the site's folder. */
export const seatFolder = ({ kind, name }: Seat): string =>
  kind === "console" ? "console" : join(`${kind}s`, name);

/** Addresses and keys of a new site. `keyOf` answers public keys, in hex. */
export const planSite = (
  flags: InitFlags,
  template: string | undefined,
  keyOf: (seat: Seat | "gateway", name: string) => string,
): SitePlan => {
  const { host, hosts, modbus, name } = flags;
  const key = (kind: SeatKind, one: string): NamedKey => ({
    ...{ name: one, key: formatKey(keyOf({ kind, name: one }, one)) },
  });
  const at = (port: number, index: number): string =>
    hosts === undefined ? `${host}:${port + index}` : `${hosts[index] ?? host}:${port}`;
  const readOnlyHost = flags.guardHost ?? hosts?.[0] ?? host;
  const readOnlyPort = flags.readOnlyPort ?? readOnlyOf(flags.basePort);
  const withExchanger = template === undefined && flags.exchanger;
  return {
    ...{ name, modbus },
    agents: agentNames(flags).map((one, index) => ({
      ...key("agent", one),
      address: at(flags.basePort, index),
      api: at(flags.basePort + apiOffset, index),
    })),
    ...(withExchanger ? { opcua: flags.opcua } : {}),
    guards: guardsIn(template, flags).map((one, index) => ({
      ...key("guard", one),
      // OPC UA servers know users who may only read; Modbus needs a port for them.
      ...(withExchanger && one === exchangerGuard
        ? {}
        : { modbusReadOnly: `${readOnlyHost}:${readOnlyPort + index}` }),
    })),
    consoles: [key("console", consoleName)],
    gateways: flags.gateway.map((one) => ({
      ...{ name: one, key: formatKey(keyOf("gateway", one)) },
    })),
    operators: operators.map(([one, roles]) => ({ ...key("operator", one), roles })),
  };
};
