import { limits } from "./limits.ts";
import type { AgentSpec, ConsoleSpec, GatewaySpec, GuardSpec, OperatorSpec } from "./site.ts";
import { faultsOf } from "./site.ts";
import type { Item } from "./site-check.ts";
import type { Path, Problems } from "./site-problem.ts";
import { suggest } from "./site-suggest.ts";

export interface Roster {
  readonly agents: readonly Item<AgentSpec>[];
  readonly guards: readonly Item<GuardSpec>[];
  readonly consoles: readonly Item<ConsoleSpec>[];
  readonly gateways: readonly Item<GatewaySpec>[];
  readonly operators: readonly Item<OperatorSpec>[];
}

/** n = 3f+1 boxes stand f faults; fewer than four stand none (S1). */
export const checkCount = (problems: Problems, agents: unknown): void => {
  const n = Array.isArray(agents) ? agents.length : 0;
  if (n > limits.agents)
    problems.error("AGENTS_MANY", ["agents"], `${n} agents, at most ${limits.agents}`);
  else if (n < 4)
    problems.error(
      "AGENTS_FEW",
      ["agents"],
      `${n} agents stand no fault`,
      "four agents stand one fault, seven stand two",
    );
  else if (n !== 3 * faultsOf(n) + 1)
    problems.warning(
      "AGENTS_SPARE",
      ["agents"],
      `${n} agents stand no more faults than ${3 * faultsOf(n) + 1}: ${faultsOf(n)}`,
      `have ${3 * faultsOf(n) + 1} or ${3 * faultsOf(n) + 4}`,
    );
};

/** Calls back with every later one that has the name of an earlier one. */
export const checkNames = (
  problems: Problems,
  what: string,
  parts: readonly Item<{ readonly name: string }>[],
): void => {
  const seen = new Map<string, Path>();
  for (const { value, path } of parts) {
    const at = [...path, "name"];
    const first = seen.get(value.name);
    if (first === undefined) seen.set(value.name, at);
    else
      problems.error(
        "DUPLICATE_NAME",
        at,
        `${what} "${value.name}" is already in line ${problems.lineOf(first)}`,
      );
  }
};

/** One key is one identity: whoever held two could count, or approve, twice. */
const checkKeys = (problems: Problems, roster: Roster): void => {
  const seen = new Map<string, Path>();
  for (const { value, path } of Object.values(roster).flat() as Item<{ key: string }>[]) {
    const at = [...path, "key"];
    const first = seen.get(value.key);
    if (first === undefined) seen.set(value.key, at);
    else
      problems.error(
        "KEY_DUPLICATE",
        at,
        `this key is already in line ${problems.lineOf(first)}`,
        "give everyone a key of their own",
      );
  }
};

const checkAddresses = (problems: Problems, { agents, guards }: Roster): void => {
  const listed: [string | undefined, Path][] = [
    ...agents.flatMap(({ value, path }): [string, Path][] => [
      [value.address, [...path, "address"]],
      [value.api, [...path, "api"]],
    ]),
    ...guards.map(({ value, path }): [string | undefined, Path] => [
      value.modbusReadOnly,
      [...path, "modbusReadOnly"],
    ]),
  ];
  const seen = new Map<string, Path>();
  for (const [address, path] of listed) {
    if (address === undefined) continue;
    const first = seen.get(address);
    if (first === undefined) seen.set(address, path);
    else
      problems.error(
        "ADDRESS_DUPLICATE",
        path,
        `${address} is already in line ${problems.lineOf(first)}`,
      );
  }
};

/** The names in a list of the file, whether or not the rest of each part is right. */
export const namesIn = (list: unknown): string[] => {
  if (!Array.isArray(list)) return [];
  return list.flatMap((part: unknown) => {
    const name = (part as { name?: unknown } | null)?.name;
    return typeof name === "string" ? [name] : [];
  });
};

export const checkRoster = (
  problems: Problems,
  roster: Roster,
  agentNames: readonly string[],
): void => {
  checkNames(problems, "agent", roster.agents);
  checkNames(problems, "guard", roster.guards);
  checkNames(problems, "console", roster.consoles);
  checkNames(problems, "operator", roster.operators);
  checkKeys(problems, roster);
  checkAddresses(problems, roster);
  for (const { value, path } of roster.gateways)
    if (!agentNames.includes(value.agent))
      problems.error(
        "UNKNOWN_AGENT",
        [...path, "agent"],
        `no agent is called "${value.agent}"`,
        suggest(value.agent, agentNames),
      );
};
