import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  commandId,
  encodeFrame,
  hexBytes,
  LogAudit,
  readCommand,
  signAlarmAction,
} from "@quorate/protocol";
import { nodeVerify } from "@quorate/protocol/node";
import WebSocket from "ws";
import type { Kept } from "../../hmi/src/chunk.ts";
import { limits } from "../../hmi/src/limits.ts";
import { Page, type PageSocket } from "../../hmi/src/page.ts";
import { contentPolicy, Server } from "../../hmi/src/server.ts";
import type { PageMessage, ServerMessage } from "../../hmi/src/shared/messages.ts";
import { dayMs } from "../../hmi/src/store.ts";
import { auditSite, goodChain } from "../protocol/audit-log.ts";
import { chain, newCommand, signerOf } from "../protocol/sealed.ts";
import { until } from "../until.ts";
import { damageUnder, type FakeConsole, holdReads, startPlant } from "./console-plant.ts";
import { readingOf } from "./fake-agents.ts";

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

const deadlineMs = 30_000;

/** One page that a test speaks for. */
class TestPage {
  readonly heard: ServerMessage[] = [];
  closed: number | null = null;
  readonly socket: WebSocket;

  constructor(address: string, headers: Readonly<Record<string, string>>) {
    this.socket = new WebSocket(`${address.replace("http", "ws")}/live`, { headers });
    this.socket.on("message", (data: Buffer) =>
      this.heard.push(JSON.parse(data.toString()) as ServerMessage),
    );
    this.socket.on("close", (code) => (this.closed = code));
    this.socket.on("error", () => (this.closed ??= 0));
  }

  async of<Kind extends ServerMessage["kind"]>(
    kind: Kind,
    request?: number,
  ): Promise<Extract<ServerMessage, { kind: Kind }>> {
    const found = await until(
      () =>
        this.heard.find(
          (one) =>
            one.kind === kind &&
            (request === undefined || ("request" in one && one.request === request)),
        ),
      { deadlineMs, what: `${kind} ${request ?? ""}` },
    );
    return found as Extract<ServerMessage, { kind: Kind }>;
  }

  says(message: PageMessage | object): void {
    this.socket.send(JSON.stringify(message));
  }
}

describe("console: server", function () {
  this.timeout(120_000);
  let folder = "";
  let plant: FakeConsole;
  let server: Server;
  let address = "";
  let readMs = 0;
  const pages: TestPage[] = [];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "quorate-page-"));
    mkdirSync(join(folder, "assets"));
    writeFileSync(join(folder, "index.html"), "<!doctype html><title>page</title>");
    writeFileSync(join(folder, "assets", "index-1.js"), "export {};");
    writeFileSync(join(folder, ".secret"), "none of anybody's business");
    // Scanned so seldom that no value is stale before it is kept.
    const [tank, far] = auditSite().devices;
    assert.ok(tank !== undefined && far !== undefined);
    const site = { ...auditSite(), devices: [{ ...tank, scanMs: 10_000 }, far] };
    plant = await startPlant(site, (agents) => {
      agents.change([0, 1, 2, 3], { blocks: goodChain().blocks });
    });
    await until(() => plant.plant.link.state === "live", { deadlineMs, what: "contact" });
    readMs = Date.now();
    const readings = [readingOf([{ point: "level", value: 42, sourceMs: readMs }], readMs)];
    plant.agents.change([0, 1, 2, 3], { readings });
    await until(() => plant.plant.values.all[0]?.[1] === 42, { deadlineMs, what: "the value" });
    server = new Server({
      ...{ plant: plant.plant, page: folder, log: plant.log },
      ...{ host: "127.0.0.1", port: 0, tls: null },
      ...{ snapshot: () => JSON.stringify({ kind: "snapshot" }) },
      demoKeys: new Map([["ann", "a demo key"]]),
    });
    plant.listener = (message) => server.tell(JSON.stringify(message));
    address = await server.start();
  });

  after(async () => {
    for (const { socket } of pages) socket.terminate();
    await server.stop();
    await plant.end();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = (
    path: string,
    headers: Readonly<Record<string, string>> = {},
    method = "GET",
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { hostname, port, host } = new URL(address);
      const all = { host, connection: "close", ...headers };
      const asked = httpRequest({ hostname, port, path, method, headers: all }, (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("error", reject);
        answer.on("end", () =>
          resolve({
            ...{ status: answer.statusCode ?? 0, headers: answer.headers },
            body: Buffer.concat(parts),
          }),
        );
      });
      asked.on("error", reject);
      asked.end();
    });

  const page = (headers: Readonly<Record<string, string>> = { origin: address }): TestPage => {
    const made = new TestPage(address, headers);
    pages.push(made);
    return made;
  };

  it("has these routes and no other, and each is marked as allowed", () => {
    const made = server.routes.filter(({ method }) => method !== "HEAD");
    assert.deepEqual(made.map(({ method, url, kind }) => `${method} ${url} ${kind}`).sort(), [
      "GET / file",
      "GET /assets/index-1.js file",
      "GET /demo/ann.pem demo",
      "GET /export/history.csv export",
      "GET /export/log.qlog export",
      "GET /index.html file",
      "GET /live live",
    ]);
  });

  it("denies every route to a foreign host, a foreign origin, and any other method", async () => {
    for (const { url } of server.routes.filter(({ method }) => method !== "HEAD")) {
      const foreign = await ask(url, { host: "evil.example:80" });
      assert.deepEqual([url, foreign.status], [url, 421]);
      const crossed = await ask(url, { origin: "http://evil.example" });
      assert.deepEqual([url, crossed.status], [url, 403]);
      const fetched = await ask(url, { "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors" });
      assert.deepEqual([url, fetched.status], [url, 403]);
      for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"]) {
        const { status } = await ask(url, {}, method);
        assert.ok([404, 405].includes(status), `${method} ${url}: ${status}`);
      }
    }
  });

  it("serves nothing else, whatever path is asked for", async () => {
    const paths = [
      ...["/.secret", "/../package.json", "/assets/../.secret", "/assets/", "/api", "//", "/LIVE"],
      ...["/%2e%2e/package.json", "/assets/%2e%2e/.secret", "/demo/bo.pem"],
    ];
    for (const path of paths) {
      const { status, body } = await ask(path);
      assert.ok(status === 404 || status === 400, `${path}: ${status}`);
      assert.doesNotMatch(body.toString(), /business|quorate/, path);
    }
  });

  it("sends the same strict headers with pages, errors and exports", async () => {
    assert.match(contentPolicy, /^default-src 'none';.* require-trusted-types-for 'script'/);
    assert.doesNotMatch(contentPolicy, /unsafe|\*|http|data:|blob:/);
    for (const path of ["/", "/nothing", "/assets/index-1.js", "/export/history.csv"]) {
      const { headers } = await ask(path);
      assert.equal(headers["content-security-policy"], contentPolicy, path);
      assert.equal(headers["x-content-type-options"], "nosniff", path);
      assert.equal(headers["referrer-policy"], "no-referrer", path);
      assert.equal(headers["cross-origin-opener-policy"], "same-origin", path);
      assert.equal(headers["access-control-allow-origin"], undefined, path);
    }
    const asset = await ask("/assets/index-1.js");
    assert.match(String(asset.headers["cache-control"]), /immutable/);
    assert.equal((await ask("/")).headers["cache-control"], "no-cache");
  });

  it("opens the WebSocket to its own page alone", async () => {
    const own = page();
    await own.of("snapshot");
    const port = new URL(address).port;
    const strangers = [
      ...[{}, { origin: "http://evil.example" }, { origin: `http://127.0.0.1:1${port}` }],
      ...[{ origin: "null" }, { origin: address, host: `evil.example:${port}` }],
    ];
    for (const headers of strangers) {
      const stranger = page(headers);
      await until(() => stranger.closed !== null, { deadlineMs, what: "the refusal" });
      assert.deepEqual(stranger.heard, [], JSON.stringify(headers));
    }
  });

  it("tells all pages what changes", async () => {
    const two = [page(), page()];
    for (const one of two) await one.of("tick");
  });

  it("answers what a page asks", async () => {
    const one = page();
    await one.of("snapshot");
    await until(() => plant.plant.keeper.next === 5, { deadlineMs, what: "the log" });
    one.says({ kind: "askBlocks", request: 1, from: 2, limit: 2 });
    assert.equal((await one.of("blocks", 1)).blocks.length, 2);
    one.says({ kind: "askLogLines", request: 2, before: 0, limit: 3, text: "" });
    const lines = await one.of("logLines", 2);
    assert.deepEqual(lines.lines.map(({ sequence }) => sequence), [9, 8, 7]);
    assert.equal(lines.before, 7);
    one.says({ kind: "askPointTable", request: 3, point: 0 });
    assert.equal((await one.of("pointTable", 3)).rows.length, 4);
    const range = { fromMs: readMs - 2000, toMs: readMs + 1 };
    one.says({ kind: "askHistory", request: 4, points: [0], ...range, buckets: 10 });
    assert.deepEqual((await one.of("history", 4)).series[0]?.times, [readMs]);
    one.says({ kind: "askAlarmEvents", request: 5, fromMs: 0, toMs: 9, limit: 5 });
    assert.deepEqual((await one.of("alarmEvents", 5)).events, []);
    one.says({ kind: "askGraph", request: 6, agent: 1 });
    assert.deepEqual((await one.of("graph", 6)).events, []);
  });

  it("history that cannot be read costs the question alone, with a remedy", async () => {
    const one = page();
    await one.of("snapshot");
    const range = { fromMs: readMs - 2000, toMs: readMs + 1 };
    const question = { kind: "askHistory", points: [0, 1], ...range, buckets: 10 };
    await plant.plant.history.flush();
    for (const [place, prefix] of ["day/", "mark/", "alarm/"].entries()) {
      const whole = damageUnder(plant.database, prefix);
      const asked = prefix === "alarm/" ? { kind: "askAlarmEvents", ...range, limit: 5 } : question;
      one.says({ ...asked, request: 81 + place });
      const { code, remedy } = await one.of("failed", 81 + place);
      assert.deepEqual([prefix, code], [prefix, "HISTORY_READ"]);
      assert.match(remedy, /move its history folder aside/);
      whole();
    }
    assert.ok(plant.log.has("HISTORY_READ"));
    one.says({ ...question, request: 84 });
    assert.deepEqual((await one.of("history", 84)).series[0]?.times, [readMs]);
    assert.equal(one.closed, null);
  });

  it("reads history for one question at a time, and for no page that has left", async () => {
    await plant.plant.history.flush();
    const [first, second, third] = [page(), page(), page()];
    for (const one of [first, second, third]) await one.of("snapshot");
    const reads = holdReads(plant.database);
    const range = { fromMs: readMs - 2000, toMs: readMs + 1, buckets: 10 };
    const asks = (one: TestPage, request: number, points: readonly number[]): void =>
      one.says({ kind: "askHistory", request, points, ...range });
    asks(first, 91, [0, 1]);
    await until(() => reads.points.length > 0, { deadlineMs, what: "the first one's turn" });
    asks(third, 92, [1]);
    third.says({ kind: "askPointTable", request: 93, point: 0 });
    await third.of("pointTable", 93);
    asks(second, 94, [0]);
    const seen = server.pageCount;
    for (const { socket } of [first, third]) socket.close();
    await until(() => server.pageCount === seen - 2, { deadlineMs, what: "two to have left" });
    reads.release();
    assert.deepEqual((await second.of("history", 94)).series[0]?.times, [readMs]);
    reads.end();
    assert.deepEqual([reads.most, [...new Set(reads.points)]], [1, ["tank/level"]]);
  });

  it("a graph that is none is an empty one, and its asker stays", async () => {
    const one = page();
    await one.of("snapshot");
    const node = { hash: "a", creator: 1, sequence: 1, birthRound: 1, timeUs: 5, parents: 5 };
    const broken = [null, 5, "x", [], node, { ...node, parents: [null, "a", {}], timeUs: "now" }];
    plant.agents.change([2], { json: JSON.stringify(broken) });
    one.says({ kind: "askGraph", request: 61, agent: 2 });
    const { events } = await one.of("graph", 61);
    assert.ok(events.every(({ creator, parents }) => creator === 1 && Array.isArray(parents)));
    assert.equal(one.closed, null);
    plant.agents.change([2], { json: null });
  });

  it("hands a signed command to the agents, and follows it", async () => {
    const one = page();
    await one.of("snapshot");
    const envelope = newCommand({ notAfterMs: Date.now() + 60_000 });
    const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
    const { body, signature } = envelope;
    const submit = {
      ...{ kind: "submit", what: "command", body: base64(body), signature: base64(signature) },
    };
    one.says({ ...submit, request: 7 });
    const id = commandId(chain, envelope);
    assert.equal((await one.of("submitted", 7)).id, id);
    const handed = plant.agents.frames.filter(({ frame }) => {
      const given = frame.submit?.command;
      return given != null && readCommand(chain, given).id === id;
    });
    assert.equal(handed.length, 2, "f+1 agents");
    await until(
      () => one.heard.some((news) => news.kind === "changes" && news.commands?.[0]?.id === id),
      { deadlineMs, what: "the command's life" },
    );
    one.says({ ...submit, request: 8, body: base64(new Uint8Array(9)) });
    assert.equal((await one.of("failed", 8)).code, "COMMAND_DECODE");
  });

  it("says that an alarm action came too late, not that contact is lost", async () => {
    const one = page();
    await one.of("snapshot");
    const { body, signature } = signAlarmAction(chain, signerOf("ann"), {
      ...{ alarm: "tank/level/high", action: "acknowledge", raisedMs: 5 },
      ...{ notAfterMs: Date.now() + 60_000, nonce: new Uint8Array(16) },
    });
    const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
    const envelope = { body: base64(body), signature: base64(signature) };
    one.says({ kind: "submit", what: "alarm", ...envelope, request: 71 });
    const id = hexBytes((await one.of("submitted", 71)).id);
    const given = plant.agents.frames.filter(({ frame }) => frame.submit?.alarm);
    for (const { agent, frame } of given) {
      const end = { stage: "ended", outcome: "expired", code: "ALARM_EXPIRED" };
      const { request } = frame;
      plant.agents.client.agentFrame(agent, encodeFrame({ request, progress: { id, ...end } }));
    }
    const { outcome, code } = await one.of("settled", 71);
    assert.deepEqual([outcome, code], ["refused", "ALARM_EXPIRED"]);
  });

  it("refuses with a code what is no message, and stays", async () => {
    const one = page();
    await one.of("snapshot");
    const broken: readonly object[] = [
      ...[{ kind: "evil" }, { kind: "__proto__" }, { kind: "askBlocks", from: -1, limit: 1 }],
      ...[{ kind: "askBlocks", from: 1, limit: 65 }, { kind: "askHistory", points: [] }],
      ...[{ kind: "submit", what: "site" }, { kind: "askLogLines", before: 0, limit: 1, text: 5 }],
      ...[{ kind: "askPointTable", point: 99 }, { kind: "askGraph", agent: 17 }],
    ];
    for (const [index, message] of broken.entries()) {
      one.says({ ...message, request: index + 100 });
      assert.equal((await one.of("failed", index + 100)).code, "CONSOLE_REQUEST");
    }
    one.socket.send("[1, 2");
    assert.equal((await one.of("failed", 0)).code, "CONSOLE_REQUEST");
    one.socket.send(`{"kind":"${"x".repeat(limits.pageMessageBytes)}"}`);
    await until(() => one.closed !== null, { deadlineMs, what: "the end of a page that floods" });
    assert.equal(one.closed, 1009);
  });

  it("answers no more than a page may ask", async () => {
    const one = page();
    await one.of("snapshot");
    for (let request = 1; request <= limits.requestsPerTenSeconds + 50; request += 1)
      one.says({ kind: "askPointTable", request, point: 0 });
    assert.equal((await one.of("failed")).code, "CONSOLE_BUSY");
  });

  it("exports history as CSV and the log as quorate verify reads it", async () => {
    const range = `from=${readMs - 2000}&to=${readMs + 1}`;
    const asked = await ask(`/export/history.csv?points=tank/level&${range}`);
    const { status, headers, body } = asked;
    assert.equal(status, 200);
    assert.match(String(headers["content-type"]), /^text\/csv/);
    const [head, first] = body.toString().split("\r\n");
    assert.equal(head, "time,milliseconds,point,value,units,quality,reason");
    const at = new Date(readMs).toISOString();
    assert.equal(first, `${at},${readMs},tank/level,42,,good,`);
    for (const query of ["", "?points=a/b&from=0&to=1", "?points=tank/level&from=x&to=1"])
      assert.equal((await ask(`/export/history.csv${query}`)).status, 400, query);
    await until(() => plant.plant.keeper.next === 5, { deadlineMs, what: "the log" });
    const audit = new LogAudit(auditSite(), nodeVerify);
    audit.take((await ask("/export/log.qlog")).body);
    assert.equal(audit.end().blocks, 4);
  });

  it("exports no more than a span of history, in order, and to nobody who has left", async () => {
    const csv = (points: string, fromMs: number, toMs: number): string =>
      `/export/history.csv?points=${points}&from=${fromMs}&to=${toMs}`;
    const over = await ask(csv("tank/level", 0, 999_999_999_999_999));
    assert.equal(over.status, 400);
    assert.equal((JSON.parse(over.body.toString()) as { code: string }).code, "CONSOLE_REQUEST");
    const oldMs = readMs - 10 * dayMs;
    const sample = (second: number): Kept => ({
      ...{ ms: oldMs + second * 1000, value: second, quality: 2, reason: "" },
    });
    for (const seconds of [[0, 1, 2, 3], [2, 3, 4]])
      await plant.plant.history.insert(new Map([[0, seconds.map(sample)]]));
    const old = await ask(csv("tank/level", oldMs, oldMs + 60_000));
    const rows = old.body.toString().trim().split("\r\n").slice(1);
    assert.deepEqual(rows.map((row) => Number(row.split(",")[3])), [0, 1, 2, 3, 4]);

    const reads = holdReads(plant.database);
    let left = 0;
    const mind = (socket: Socket): void => void socket.once("close", () => (left += 1));
    server.app.server.on("connection", mind);
    const leavers = [1, 2].map((day) => {
      const [fromMs, toMs] = [oldMs + day * dayMs, oldMs + (day + 1) * dayMs];
      return httpRequest(`${address}${csv("far/pump,tank/pump", fromMs, toMs)}`);
    });
    for (const one of leavers) one.on("error", () => {}).end();
    await until(() => reads.points.length === 2, { deadlineMs, what: "two reads" });
    server.app.server.off("connection", mind);
    for (const one of leavers) one.destroy();
    await until(() => left === 2, { deadlineMs, what: "two to have left" });
    reads.release();
    const ahead = csv("far/level", readMs, readMs + 300 * dayMs);
    const isDone = async (): Promise<boolean> => (await ask(ahead)).status === 200;
    await until(isDone, { deadlineMs, what: "room for another export" });
    reads.end();
    const counted = (name: string): number => reads.points.filter((one) => one === name).length;
    assert.ok(counted("far/level") <= 2, "no day that is to come is looked for");
    assert.equal(counted("tank/pump"), 0, "nobody waited for it any more");
  });

  it("lets a web site open the page by a link, and nothing else", async () => {
    const link = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" };
    const range = `points=tank/level&from=${readMs}&to=${readMs + 1}`;
    for (const path of [`/export/history.csv?${range}`, "/export/log.qlog", "/demo/ann.pem"])
      assert.deepEqual([path, (await ask(path, link)).status], [path, 403]);
    assert.equal((await ask("/", link)).status, 200);
  });

  it("gives a page that reads too slowly a fresh snapshot in place of its queue", () => {
    const sent: string[] = [];
    let ended = false;
    const socket: PageSocket & { bufferedAmount: number } = {
      ...{ send: (text) => sent.push(text), close: () => {}, bufferedAmount: 0 },
      terminate: () => (ended = true),
    };
    const slow = new Page(socket, () => "snapshot");
    slow.tell("one", 0);
    socket.bufferedAmount = limits.pageQueueBytes + 1;
    slow.tell("two", 10);
    slow.tell("three", 20);
    assert.deepEqual([sent, slow.isBehind], [["snapshot", "one"], true]);
    socket.bufferedAmount = 0;
    slow.tell("four", 30);
    slow.tell("five", 40);
    assert.deepEqual(sent, ["snapshot", "one", "snapshot", "five"]);
    socket.bufferedAmount = limits.pageQueueBytes + 1;
    slow.tell("six", 50);
    slow.tell("seven", 50 + limits.pageSilentMs + 1);
    assert.equal(ended, true);
  });
});
