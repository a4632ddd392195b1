import type { PointValue } from "@quorate/protocol";
import type { CommandStage, CommandView } from "../../../src/shared/messages.ts";
import type { PointInfo } from "./points.ts";

/** The stations of a command that are shown, in their order. */
export const stations = [
  "submitted",
  "received",
  "waiting",
  "ordered",
  "certified",
  "written",
  "ended",
] as const satisfies readonly CommandStage[];
export type Station = (typeof stations)[number];

export interface StationView {
  readonly station: Station;
  readonly state: "done" | "now" | "open" | "failed" | "passed";
  readonly ms: number | null;
}

/** A refused command was never certified; what it never came to is not shown as still to come. */
const isPassed = (command: CommandView, station: Station): boolean =>
  command.stage === "ended" && station !== "ended" && command.at[station] === undefined;

export const lifeOf = (command: CommandView): readonly StationView[] => {
  const needsApproval = command.approvalsNeeded > 1;
  const shown = stations.filter((station) => station !== "waiting" || needsApproval);
  const reached = shown.filter(
    (station) => command.at[station] !== undefined || (station === "ended" && command.outcome),
  );
  const newest = reached.at(-1);
  return shown.map((station): StationView => {
    const ms = command.at[station] ?? null;
    if (station === "ended" && command.outcome !== null) {
      return { station, ms, state: command.outcome === "confirmed" ? "done" : "failed" };
    }
    if (ms !== null) return { station, ms, state: station === newest ? "now" : "done" };
    return { station, ms, state: isPassed(command, station) ? "passed" : "open" };
  });
};

/** The clocks of agents and workstation differ: a life that is short of the longest, ms. */
const marginMs = 1000;

/** Until when something is good that is signed now, if the site lets it live so long. */
export const goodUntil = (siteMs: number, wantedMs: number, ttlMaxMs: number): number =>
  Math.floor(siteMs + Math.min(wantedMs, Math.max(ttlMaxMs - marginMs, ttlMaxMs / 2)));

export const isOpen = ({ stage }: CommandView): boolean => stage !== "ended";

/** What is commanded of this point and not yet read back. */
export const targetOf = (
  commands: readonly CommandView[],
  info: PointInfo | undefined,
): PointValue | null => {
  if (info === undefined) return null;
  const { device, spec } = info;
  const open = commands.filter(
    (command) =>
      command.device === device.name &&
      spec.name in command.writes &&
      isOpen(command) &&
      command.at.ordered,
  );
  return open.at(-1)?.writes[spec.name] ?? null;
};

/** Waits for a second operator. */
export const waitsForApproval = (command: CommandView): boolean =>
  isOpen(command) &&
  command.stage === "waiting" &&
  command.approvals.length < command.approvalsNeeded;

export const shortId = (id: string): string => id.slice(0, 8);
