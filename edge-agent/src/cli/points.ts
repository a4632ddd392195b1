import { readFileSync, writeFileSync } from "node:fs";
import {
  CodedError,
  codeOf,
  formatPoints,
  formatProblem,
  parseSite,
  readWrittenPoints,
  replaceWrittenPoints,
  type SiteProblem,
} from "@quorate/protocol";
import { Command } from "commander";
import { exitDone, note, say } from "./output.ts";
import { type CsvPoints, pointsFromCsv, pointsToCsv } from "./points-csv.ts";

interface PointsFlags {
  readonly site: string;
  readonly out?: string;
}

const read = (path: string): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const why = error instanceof TypeError ? "it is no UTF-8 text" : codeOf(error);
    throw new CodedError("POINTS_FILE", `cannot read ${path}: ${why}`, {
      remedy: "name a file that exists; a spreadsheet saves it as `CSV UTF-8`",
    });
  }
};

/** Never over a file that is there: a site file is replaced on purpose, or not at all. */
const write = (path: string, text: string): void => {
  try {
    writeFileSync(path, text, { flag: "wx" });
  } catch (error) {
    throw new CodedError("POINTS_FILE", `cannot write ${path}: ${codeOf(error)}`, {
      remedy: "name a file that does not exist yet, in a folder that does",
    });
  }
};

const exportPoints = (device: string, flags: PointsFlags): number => {
  const csv = pointsToCsv(readWrittenPoints(read(flags.site), device));
  if (flags.out === undefined) process.stdout.write(csv);
  else {
    write(flags.out, csv);
    note(`${flags.out}: ${csv.split("\r\n").length - 2} points of ${device}`);
  }
  return exitDone;
};

/** The place in the CSV file that a problem of the site file comes from, where it does. */
const originOf = (problem: SiteProblem, csv: CsvPoints): string => {
  const match = /^devices\[\d+\]\.points\[(\d+)\](?:\.([\w.[\]-]+))?$/.exec(problem.path);
  const key = (match?.[2] ?? "name").replaceAll(/\[(\d+)\]/g, ".$1");
  const cell = match === null ? undefined : csv.cellOf(Number(match[1]), key);
  const where = cell === undefined ? problem.path : `line ${cell.line}:${cell.column}: ${key}`;
  const hint = problem.suggestion === undefined ? "" : ` (${problem.suggestion})`;
  return `  ${where}: ${problem.code}: ${problem.message}${hint}`;
};

/** Throws POINTS_INVALID; answers what is doubtful. */
const checkImport = (
  after: string,
  csv: CsvPoints,
  { device, file }: { readonly device: string; readonly file: string },
): readonly string[] => {
  const { site, problems } = parseSite(after);
  if (site === null) {
    const errors = problems.filter(({ severity }) => severity === "error");
    const lines = errors.map((problem) => originOf(problem, csv));
    throw new CodedError("POINTS_INVALID", [`${file} makes no site file:`, ...lines].join("\n"), {
      remedy: "correct these cells; nothing was changed",
    });
  }
  const index = site.devices.findIndex(({ name }) => name === device);
  return problems.map((problem) =>
    problem.path.startsWith(`devices[${index}].points[`)
      ? `${file}: warning:${originOf(problem, csv).slice(1)}`
      : `${file}: ${formatProblem(problem)}`,
  );
};

const importPoints = (device: string, file: string, flags: PointsFlags): number => {
  const csv = pointsFromCsv(read(file));
  const before = read(flags.site);
  const after = replaceWrittenPoints(before, device, csv.points);
  for (const warning of checkImport(after, csv, { device, file })) note(warning);
  if (flags.out === undefined) process.stdout.write(formatPoints(csv.points, 6));
  else {
    write(flags.out, after);
    say(`${flags.out}: ${csv.points.length} points of ${device}; all else is as in ${flags.site}`);
    note("a changed site file is a new chain: see docs/operations.md before it replaces the old");
  }
  return exitDone;
};

export const pointsCommand = (exit: (status: number) => void): Command => {
  const points = new Command("points").description("a device's points as a table for spreadsheets");
  points
    .command("export")
    .description("write the points of a device as CSV (RFC 4180)")
    .argument("<device>", "its name in the site file")
    .requiredOption("--site <file>", "the site file")
    .option("--out <file>", "a new file (default: standard output)")
    .action((device: string, flags: PointsFlags) => exit(exportPoints(device, flags)));
  points
    .command("import")
    .description("print the points of a CSV file as lines of a site file, once they are sound")
    .argument("<device>", "its name in the site file")
    .argument("<csv>", "as `points export` writes it; an empty cell is a key that is not there")
    .requiredOption("--site <file>", "the site file that they are for")
    .option("--out <file>", "write a new site file with them, its other parts and comments kept")
    .action((device: string, csv: string, flags: PointsFlags) =>
      exit(importPoints(device, csv, flags)),
    );
  return points;
};
