import { findDevice, isoTime, type LogLine, plain, type Site } from "@quorate/protocol";
import { showWrites } from "./value.ts";

/** One line for people, whatever names and texts somebody has signed. */
export const showLine = (site: Site, line: LogLine): string => {
  const writes = Object.entries(line.writes ?? {}).map(([point, value]) => ({ point, value }));
  const device = findDevice(site, line.device ?? "");
  const until = line.until === undefined ? "" : ` until ${isoTime(line.until)}`;
  const what =
    line.alarm === undefined
      ? `${line.device ?? "?"} ${showWrites(device, writes)}`.trim()
      : `${line.alarm} ${line.action}${until}`;
  const who = line.kind === "report" ? (line.guard ?? "?") : (line.operator ?? "-");
  const why = [line.code, line.message].filter((text) => text !== undefined).join(": ");
  const parts = [
    `#${line.sequence}`.padEnd(6),
    isoTime(line.time),
    line.kind.padEnd(8),
    line.outcome.padEnd(9),
    line.id.slice(0, 8),
    who.padEnd(8),
    what,
    ...(why === "" ? [] : [`(${why})`]),
    ...(line.reason === undefined ? [] : [`"${line.reason}"`]),
  ];
  return plain(parts.join(" "));
};
