import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  isCoded,
  parseSite,
  readWrittenPoints,
  replaceWrittenPoints,
  type WrittenPoint,
} from "@quorate/protocol";
import fc from "fast-check";
import { formatCsv, parseCsv } from "../../edge-agent/src/cli/csv.ts";
import { pointsFromCsv, pointsToCsv } from "../../edge-agent/src/cli/points-csv.ts";
import { newSiteFile } from "../../edge-agent/src/cli/site-template.ts";
import { runQuorate } from "../plant/harness.ts";
import { newPlan } from "./cli-site.ts";

const cells = (source: string): string[][] =>
  parseCsv(source).map((row) => row.map(({ text }) => text));

const faultOf = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    if (isCoded(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "none";
};

const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (x === 0 ? 0 : x));
const some = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });

const written: fc.Arbitrary<WrittenPoint> = fc
  .record({
    ...{ name: text, access: fc.constantFrom("setpoint", "reading"), type: text },
    ...{ table: some(text), register: some(fc.nat(65_535)), nodeId: some(text) },
    ...{ units: some(text), deadband: some(finite), class: some(text), scan: some(text) },
    scale: some(
      fc.record({ raw: fc.tuple(finite, finite), value: fc.tuple(finite, finite) }),
    ),
    limits: some(fc.record({ min: finite, max: finite })),
    readback: some(fc.record({ point: text, tolerance: finite, within: text })),
    labels: some(fc.dictionary(fc.integer().map(String), text, { minKeys: 1, maxKeys: 4 })),
    alarms: some(fc.record({ high: finite, priority: fc.nat(4), delay: text })),
  })
  .map((point) => JSON.parse(JSON.stringify(point)) as WrittenPoint);

describe("points: CSV", () => {
  it("cells are read as RFC 4180 says", () => {
    assert.deepEqual(cells('a,"b,c","d""e"\r\n"two\nlines",,x\n\n'), [
      ["a", "b,c", 'd"e'],
      ["two\nlines", "", "x"],
    ]);
    assert.deepEqual(cells("\uFEFFname\r\nlast"), [["name"], ["last"]]);
  });

  it("any cells come back as they went", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ unit: "grapheme" }), { minLength: 2, maxLength: 5 })),
        (rows) => assert.deepEqual(cells(formatCsv(rows)), rows),
      ),
    );
  });

  it("no cell is a formula to a spreadsheet", () => {
    const dangerous = ["=1+1", "+cmd", "-2+3", "@sum", "\t=1", " =1", "'=1", "\r=2"];
    for (const one of dangerous) {
      const line = formatCsv([[one, "x"]]);
      assert.match(line, /^"?'/, JSON.stringify(one));
      assert.deepEqual(cells(line), [[one, "x"]]);
    }
    assert.equal(formatCsv([["-5.5", "1e-7"]]), "-5.5,1e-7\r\n");
  });

  it("what cannot be meant is told with line and column", () => {
    const at = (source: string): string => faultOf(() => pointsFromCsv(source));
    assert.match(at('name\n"open'), /^POINTS_CSV: line 2:1: .*never closed/);
    assert.match(at('name,units\na,"b"c\n'), /^POINTS_CSV: line 2:6: a comma/);
    assert.match(at('name,units\na,b"c\n'), /^POINTS_CSV: line 2:4: a quotation mark in/);
    assert.match(at("name,reg\n"), /^POINTS_CSV: line 1:6: no column is called "reg"/);
    assert.match(at("name,name\n"), /^POINTS_CSV: line 1:6: "name" is there twice/);
    assert.match(at('name,register\n"a\nb",x1\n'), /^POINTS_CSV: line 3:4: "x1" is no number/);
    assert.match(at("name,register\na\n"), /^POINTS_CSV: line 2:1: 1 cells, 2 columns/);
    assert.match(at(""), /^POINTS_CSV: line 1:1: the file is empty/);
  });

  it("a row of nothing, as spreadsheets leave behind, is no point", () => {
    const { points, cellOf } = pointsFromCsv('name,units\na,m\n,\n" ", \nb,\n,\n');
    assert.deepEqual(points, [{ name: "a", units: "m" }, { name: "b" }]);
    assert.equal(cellOf(1, "name")?.line, 5);
  });

  it("any points come back as they were written", () => {
    fc.assert(
      fc.property(fc.array(written, { minLength: 1, maxLength: 6 }), (points) => {
        assert.deepEqual(pointsFromCsv(pointsToCsv(points)).points, points);
      }),
    );
  });
});

describe("points: in a site file", () => {
  const pump = "      - name: pump";
  const site = newSiteFile(newPlan()).replace(pump, `      # the pump\n${pump}`);

  it("the same points leave the file the same, save comments between them", () => {
    const points = readWrittenPoints(site, "intake");
    const after = replaceWrittenPoints(site, "intake", points);
    assert.equal(after, site.replace("      # the pump\n", ""));
  });

  it("any points go in, and nothing around them changes", () => {
    fc.assert(
      fc.property(fc.array(written, { minLength: 1, maxLength: 4 }), (points) => {
        const after = replaceWrittenPoints(site, "intake", points);
        assert.deepEqual(readWrittenPoints(after, "intake"), points);
        const [head = ""] = site.split("    points:");
        assert.ok(after.startsWith(head));
        assert.ok(after.endsWith(site.slice(site.indexOf("\npolicy:"))));
      }),
      { numRuns: 50 },
    );
  });

  it("a point that did not change keeps its text and comments", () => {
    const points = readWrittenPoints(site, "intake");
    const changed = points.map((point) =>
      point["name"] === "level" ? { ...point, deadband: 0.02 } : point,
    );
    const after = replaceWrittenPoints(site, "intake", changed);
    const { site: parsed, problems } = parseSite(after);
    assert.deepEqual(problems, []);
    assert.equal(parsed?.devices[0]?.points.find(({ name }) => name === "level")?.deadband, 0.02);
    const valve = site.slice(site.indexOf("- name: valve"), site.indexOf("      - {"));
    assert.ok(valve.length > 50 && after.includes(valve));
  });

  it("a device that is not there is named, with those that are", () => {
    const fault = faultOf(() => readWrittenPoints(site, "intak"));
    assert.match(fault, /^POINTS_DEVICE: no device is called "intak"; there are: intake/);
  });
});

describe("points: command", function () {
  this.timeout(60_000);
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "quorate-points-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("out of a site file, changed, and into a new one", async () => {
    const [site, csv, next] = ["site.yaml", "points.csv", "next.yaml"].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    writeFileSync(site, newSiteFile(newPlan()));
    const out = await runQuorate(["points", "export", "intake", "--site", site, "--out", csv]);
    assert.equal(out.code, 0, out.stderr);
    const text = readFileSync(csv, "utf8");
    assert.match(text, /^name,access,type,table,register/);
    writeFileSync(csv, text.replace(",12,", ",40,"));
    const args = ["points", "import", "intake", csv, "--site", site];
    const printed = await runQuorate(args);
    assert.equal(printed.code, 0, printed.stderr);
    assert.match(printed.stdout, /^ {6}- \{ name: valve, /);
    const done = await runQuorate([...args, "--out", next]);
    assert.equal(done.code, 0, done.stderr);
    const level = parseSite(readFileSync(next)).site?.devices[0]?.points.find(
      ({ name }) => name === "level",
    );
    assert.equal(level?.register, 40);
    const open = text.replace(/"?0"?,"?100"?,"?25"?/, ",,");
    assert.notEqual(open, text);
    writeFileSync(csv, open);
    const doubtful = await runQuorate(args);
    assert.equal(doubtful.code, 0, doubtful.stderr);
    assert.match(doubtful.stderr, /points\.csv: warning: line 2:1: name: SITE_NO_LIMITS: any/);
    writeFileSync(csv, text.replace(",12,", ",99999,"));
    const bad = await runQuorate(args);
    assert.equal(bad.code, 1);
    assert.match(bad.stderr, /^POINTS_INVALID: .*\n {2}line \d+:\d+: register: SITE_/);
  });
});
