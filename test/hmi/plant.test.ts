import assert from "node:assert/strict";
import { type AlarmLine, type Site, signCommand } from "@quorate/protocol";
import type { AlarmView, CommandView, PointState } from "../../hmi/src/shared/messages.ts";
import { auditSite, ChainWriter, goodChain, reportOf } from "../protocol/audit-log.ts";
import { chain, newCommand, permitOf, signerOf } from "../protocol/sealed.ts";
import { valueAt } from "../../hmi/web/src/ui/chart-data.ts";
import { limits } from "../../hmi/src/limits.ts";
import { orderKey } from "../../hmi/src/store.ts";
import { until } from "../until.ts";
import { damage, type FakeConsole, startPlant } from "./console-plant.ts";
import { readingOf } from "./fake-agents.ts";

const deadlineMs = 30_000;
const all = [0, 1, 2, 3];

/**
 * The site of the protocol's tests, with alarms at the tank's level; scanned so seldom that no
 * value is stale before it is shown.
 */
const site = (): Site => {
  const base = auditSite();
  const [tank, far] = base.devices;
  if (tank === undefined || far === undefined) throw new Error("the test site has two devices");
  const alarms = { high: 90, low: 10, priority: 2, deadband: 1, delayMs: 0 };
  const points = tank.points.map((point) =>
    point.name === "level" ? { ...point, alarms } : point,
  );
  return { ...base, devices: [{ ...tank, points, scanMs: 10_000 }, far] };
};

const line = (rest: Partial<AlarmLine> = {}): AlarmLine => ({
  ...{ id: "tank/level/high", device: "tank", point: "level", kind: "high", priority: 2 },
  ...{ limit: 90, units: "", condition: "active", held: false, raisedMs: 5, clearedMs: 0 },
  ...{ value: 95, state: "UNACK", below: "UNACK", acknowledged: null, shelved: null },
  ...{ outOfService: null, ...rest },
});

describe("console: the plant as f+1 agents see it", function () {
  this.timeout(120_000);
  let console: FakeConsole;

  const started = async (...prepare: Parameters<typeof startPlant>[1][]): Promise<FakeConsole> =>
    (console = await startPlant(site(), prepare[0]));
  afterEach(() => console.end());

  const command = (id: string): CommandView | undefined => console.plant.commands.get(id);
  const lies = (agent: number) => console.plant.status.agents[agent]?.lies ?? [];
  const high = (): AlarmView | undefined =>
    console.plant.alarms.all.find(({ kind }) => kind === "high");

  it("shows values, contact and time; says at once that contact is lost", async () => {
    await started();
    const nowMs = Date.now();
    const fresh = () => {
      const sample = { point: "level", value: 42, sourceMs: Date.now() };
      const readings = [readingOf([sample], sample.sourceMs)];
      console.agents.change(all, { readings, aheadMs: 60_000 });
    };
    fresh();
    await until(() => console.plant.values.all[0]?.[1] === 42, { deadlineMs, what: "the value" });
    assert.equal(console.plant.link.state, "live");
    await until(() => console.plant.clock.siteMs - Date.now() > 59_000, {
      ...{ deadlineMs, what: "the agents' time" },
    });
    console.agents.change([0, 1, 2], { up: false });
    const lostMs = performance.now();
    await until(() => console.changes.some(({ link }) => link?.state === "lost"), {
      ...{ deadlineMs, what: "the loss to be told" },
    });
    assert.ok(performance.now() - lostMs < 15_000);
    assert.match(console.plant.link.missing, /agent0, agent1, agent2/);
    console.agents.change([0, 1, 2], { up: true });
    await until(() => console.plant.link.state === "live", { deadlineMs, what: "contact" });
    assert.ok(nowMs > 0 && console.ticks.length > 0);
  });

  it("shows and keeps nothing by the workstation's clock before agents told theirs", async () => {
    const aheadMs = -3_600_000;
    const siteNow = (): number => Date.now() + aheadMs;
    await started((agents) => agents.change(all, { aheadMs, json: "no status" }));
    const { plant, agents, changes, ticks } = console;
    const tell = (value: number): void => {
      const sample = { point: "level", value, sourceMs: siteNow() };
      agents.change(all, { readings: [readingOf([sample], sample.sourceMs)] });
    };
    tell(41);
    const seen = ticks.length;
    await until(() => ticks.length >= seen + 2, { deadlineMs, what: "two seconds" });
    assert.equal(plant.link.state, "starting");
    assert.deepEqual(changes.filter(({ values }) => values !== undefined), []);
    agents.change(all, { json: null });
    const shows = async (value: number): Promise<void> => {
      const isShown = (): boolean => {
        tell(value);
        return plant.values.all[0]?.[1] === value && plant.values.all[0][2] === 2;
      };
      await until(isShown, { deadlineMs, what: String(value) });
    };
    await shows(42);
    assert.equal(plant.link.state, "live");
    const kept = await plant.history.samples(0, 0, Date.now() + 1000);
    assert.ok(kept.length > 0 && kept.every(({ ms }) => ms <= siteNow() + 1000));
  });

  it("keeps a failure whose values have the date of the last good one", async () => {
    await started();
    const { plant, agents } = console;
    const tell = (value: number, sourceMs: number, quality: "good" | "bad" = "good"): void => {
      const why = quality === "bad" ? { reason: "TIMEOUT" } : {};
      const sample = { point: "level", value, quality, sourceMs, ...why };
      agents.change(all, { readings: [readingOf([sample], Date.now())] });
    };
    const shows = async (what: string, is: (state: PointState) => boolean): Promise<void> => {
      await until(() => is(plant.values.all[0] as PointState), { deadlineMs, what });
    };
    const firstMs = Date.now();
    tell(41, firstMs);
    await shows("a value", ([, value, quality]) => value === 41 && quality === 2);
    const lastMs = Date.now();
    tell(42, lastMs);
    await shows("another value", ([, value, quality]) => value === 42 && quality === 2);
    tell(42, lastMs, "bad");
    await shows("the failure", ([, value, quality]) => value === 42 && quality === 0);
    // Until the failure is told it is not kept, and what is newer has to be newer than it.
    const kept = () => plant.history.samples(0, firstMs, Date.now() + 1000);
    await until(async () => (await kept()).some(({ quality }) => quality === 0), {
      ...{ deadlineMs, what: "the failure in the history" },
    });
    const backMs = Date.now() + 1;
    tell(43, backMs);
    await until(async () => (await kept()).some(({ value }) => value === 43), {
      ...{ deadlineMs, what: "the return in the history" },
    });
    const samples = (await kept()).filter(({ ms }) => ms >= lastMs && ms <= backMs);
    const qualities = samples.map(({ quality }) => quality);
    const turns = qualities.filter((quality, place) => quality !== qualities[place - 1]);
    assert.deepEqual(turns, [2, 0, 2]);
    const failedMs = samples.find(({ quality }) => quality === 0)?.ms ?? 0;
    assert.ok(failedMs > lastMs && failedMs < backMs, `${lastMs} ${failedMs} ${backMs}`);
    const series = await plant.history.series(0, firstMs, backMs, 100);
    assert.deepEqual([firstMs, lastMs, failedMs, backMs].map((ms) => valueAt(series, ms)), [
      ...[41, 42, null, 43],
    ]);
  });

  it("tells changes alone", async () => {
    await started((agents) => {
      agents.change(all, { readings: [readingOf([{ point: "level", value: 1, sourceMs: 5 }], 5)] });
    });
    await until(() => console.changes.some(({ values }) => values !== undefined), {
      ...{ deadlineMs, what: "a value" },
    });
    console.changes.length = 0;
    const seen = console.ticks.length;
    await until(() => console.ticks.length >= seen + 3, { deadlineMs, what: "three seconds" });
    assert.deepEqual(console.changes.filter(({ values }) => values !== undefined), []);
  });

  it("lives a command by the certified log, and names who shows another one", async () => {
    const blocks = goodChain().blocks;
    const liar = new ChainWriter().add([permitOf(newCommand())], { signers: [0, 1] });
    await started((agents) => {
      agents.change([0], { blocks: liar.blocks });
      agents.change([1, 2, 3], { blocks });
    });
    await until(() => console.plant.keeper.next === 5, { deadlineMs, what: "four blocks" });
    await until(() => lies(0).length > 0, { deadlineMs, what: "the lie" });
    assert.deepEqual(lies(0).map(({ code, about }) => [code, about]), [["LIE_BLOCK", "block 1"]]);
    for (const agent of [1, 2, 3]) assert.deepEqual(lies(agent), []);
    const [first, second, third] = console.plant.commands.recent();
    assert.deepEqual([first?.outcome, second?.outcome, third?.outcome], [
      ...["confirmed", "refused", "skipped"],
    ]);
    assert.deepEqual(third?.approvals.map(({ operator }) => operator), ["ann", "bo"]);
    assert.deepEqual(first?.ballots, { have: 3, of: 4 });
    assert.equal(console.plant.keeper.view(4).fault, "");
    const found = await console.plant.keeper.search(0, 10, "skipped");
    assert.equal(found.lines.length, 1);
    assert.equal((await console.plant.keeper.search(4, 10, "")).lines.length, 3);
    assert.equal((await console.plant.keeper.blocks(2, 10)).length, 3);
  });

  it("names an agent that tells another end of a command than the log", async () => {
    await started();
    const given = signCommand(chain, signerOf("ann"), {
      ...{ device: "tank", writes: [{ point: "level", value: 3 }], nonce: new Uint8Array(16) },
      notAfterMs: Date.now() + 60_000,
    });
    const { plant, agents } = console;
    const { id } = plant.commands.own(given, Date.now());
    plant.links.client.submit(given, (following) => plant.commands.followed(following));
    const request = agents.frames.find(({ frame }) => frame.submit?.command)?.frame.request ?? 0;
    const progress = (outcome: string) => ({
      ...{ id: Uint8Array.from(Buffer.from(id, "hex")), stage: "ended", outcome, code: "" },
      ...{ detail: "", timeMs: 1, sequence: 0, block: 0, ballots: 0 },
    });
    plant.links.client.onProgress(3, progress("failed"));
    plant.links.client.onProgress(2, progress("confirmed"));
    assert.ok(request > 0);
    assert.equal(command(id)?.outcome, null, "one agent's word ends nothing");
    const { blocks } = new ChainWriter().add([permitOf(given)]).add([reportOf(given)]);
    agents.change(all, { blocks });
    await until(() => command(id)?.outcome === "confirmed", { deadlineMs, what: "the end" });
    await until(() => lies(3).length > 0, { deadlineMs, what: "the lie" });
    assert.deepEqual(lies(3).map(({ code, about }) => [code, about]), [["LIE_COMMAND", id]]);
    assert.deepEqual(lies(2), []);
    const marked = () => plant.history.marks([0], 0, Number.MAX_SAFE_INTEGER);
    await until(async () => (await marked()).length > 0, { deadlineMs, what: "the mark" });
    const marks = await marked();
    assert.deepEqual(marks.map((mark) => [mark.id, mark.value, mark.operator]), [[id, 20, "ann"]]);
  });

  it("a command that no agent took and the log has all the same is open again", async () => {
    await started();
    const given = signCommand(chain, signerOf("ann"), {
      ...{ device: "tank", writes: [{ point: "level", value: 4 }], nonce: new Uint8Array(16) },
      notAfterMs: Date.now() + 60_000,
    });
    const { commands } = console.plant;
    const { id } = commands.own(given, Date.now());
    commands.followed({
      ...{ id, stage: "ended", outcome: "refused", code: "COMMAND_POOL_FULL", detail: "" },
      ...{ sequence: 0, block: 0, ballots: 0, at: { ended: 5 }, report: null },
      ...{ later: "", early: "" },
    });
    assert.equal(command(id)?.outcome, "refused");
    console.agents.change(all, { blocks: new ChainWriter().add([permitOf(given)]).blocks });
    await until(() => command(id)?.proof === "log", { deadlineMs, what: "the block" });
    const { stage, outcome, code, at } = command(id) as CommandView;
    assert.deepEqual([stage, outcome, code, at.ended], ["certified", null, "", undefined]);
  });

  it("shows an alarm that f+1 agents tell, and names who goes on denying it", async () => {
    const raisedMs = Date.now();
    await started((agents) => agents.change([0, 1, 2], { alarms: [line({ raisedMs })] }));
    await until(() => high()?.state === "UNACK", { deadlineMs, what: "the alarm" });
    await until(() => lies(3).length > 0, { deadlineMs, what: "the lie" });
    const [lie] = lies(3);
    assert.deepEqual([lie?.code, lie?.about], ["LIE_ALARM", "tank/level/high"]);
    assert.equal(console.plant.alarms.figures(raisedMs).perTenMinutes, 1);
    const acknowledged = { by: "ann", ms: 9 };
    const marked = line({ raisedMs, state: "ACK", below: "ACK", acknowledged });
    console.agents.change(all, { alarms: [marked] });
    await until(() => high()?.state === "ACK", { deadlineMs, what: "the acknowledge" });
    const events = console.changes.flatMap(({ alarmEvents }) => alarmEvents ?? []);
    assert.deepEqual(events.map(({ to, by }) => [to, by]), [["UNACK", ""], ["ACK", "ann"]]);
    console.agents.change([0], { alarms: [line({ raisedMs: 7 })] });
    console.agents.change([1], { alarms: [line({ raisedMs: 8 })] });
    console.agents.change([2], { alarms: [line({ raisedMs: 9 })] });
    await until(() => high()?.agreed === false, { deadlineMs, what: "the contradiction" });
    assert.equal(high()?.state, "ACK", "the last agreed state stays, marked");
  });

  it("keeps an alarm while agents that started anew have not heard its guard", async () => {
    const raisedMs = Date.now();
    await started((agents) => agents.change(all, { alarms: [line({ raisedMs })] }));
    await until(() => high()?.state === "UNACK", { deadlineMs, what: "the alarm" });
    const { agents } = console;
    agents.change(all, { alarms: [line({ raisedMs, held: true })], unheard: ["tank"] });
    agents.change([0, 1, 2], { alarms: [] });
    await until(() => high()?.agreed === false, { deadlineMs, what: "three agents' start" });
    agents.change([3], { alarms: [] });
    await until(() => high()?.unheard === true, { deadlineMs, what: "the last one's start" });
    assert.deepEqual([high()?.state, high()?.raisedMs], ["UNACK", raisedMs]);
    agents.change([0, 1], { unheard: [] });
    await until(() => high()?.state === "NORMAL", { deadlineMs, what: "the guard's word" });
    assert.deepEqual([high()?.agreed, high()?.unheard], [true, undefined]);
    assert.deepEqual(all.flatMap((agent) => lies(agent)), []);
  });

  it("lives on whatever one agent says of the site, and passes on no more than fits", async () => {
    await started();
    const long = "x".repeat(1_000_000);
    const part = { name: long, up: 5, lagMs: {}, lastEventMs: 9e15, lastCode: long, round: "1" };
    const told = { observer: long, why: [], whyCode: 5, devices: [null, 7], guards: {} };
    const refusedProposals = { count: "many", lastCode: {}, lastDevice: long, lastAtMs: 1e300 };
    for (const status of [
      ...[null, 5, [], "text", { clockMs: Date.now(), agents: [null, 5, "x", []] }],
      { clockMs: Date.now(), agents: [part, part, part, part], ...told, refusedProposals },
      { clockMs: "now", agents: [part] },
    ]) {
      console.agents.change([3], { json: JSON.stringify(status) });
      const seen = console.ticks.length;
      await until(() => console.ticks.length >= seen + 2, { deadlineMs, what: "two seconds" });
      const view = console.plant.status;
      assert.deepEqual([view.ordering, view.agents.length], [true, 4]);
      assert.ok(JSON.stringify(view).length < 100_000);
      for (const { lastEventMs, refusedProposals: refused } of view.agents) {
        if (lastEventMs !== null) new Date(lastEventMs).toISOString();
        if (refused !== undefined) new Date(refused.lastAtMs).toISOString();
      }
    }
  });

  it("lives on when its history cannot be read for a while, and then writes on", async () => {
    await started();
    const { plant, database, log } = console;
    Object.assign(database, { getMany: async () => damage() });
    for (let at = 0; at < limits.chunkSamples; at += 1)
      plant.history.add(0, { ms: 1000 + at, value: at, quality: 2, reason: "" });
    await until(() => log.has("HISTORY_WRITE"), { deadlineMs, what: "the failure to be told" });
    Reflect.deleteProperty(database, "getMany");
    await until(async () => (await plant.history.flushedMs()) > 0, {
      ...{ deadlineMs, what: "what had waited" },
    });
  });

  it("fills an outage to its end though contact is lost in the middle of it", async () => {
    const count = limits.backfillSamples + 90;
    const beginMs = Date.now() - 3_600_000;
    const buffered = Array.from({ length: count }, (_, at) => {
      const timeMs = beginMs + at * 1000;
      const sample = { point: "level", value: at, sourceMs: timeMs };
      return { timeMs, envelope: readingOf([sample], timeMs) };
    });
    let questions = 0;
    await started((agents) => {
      agents.change(all, { buffered });
      const askAll = agents.askAll.bind(agents);
      agents.askAll = (query) => {
        if (query?.samples != null) questions += 1;
        if (query?.samples != null && questions === 2) agents.change(all, { up: false });
        return askAll(query);
      };
    });
    const { plant, agents, log } = console;
    const isLost = (): boolean => plant.link.state === "lost";
    await until(() => questions >= 2 && isLost(), { deadlineMs, what: "the loss" });
    agents.change(all, { up: true });
    const kept = () => plant.history.samples(0, beginMs, beginMs + count * 1000);
    await until(async () => (await kept()).length === count, { deadlineMs, what: "all of it" });
    const froms = (): number[] =>
      log.lines.flatMap(({ code, facts }) =>
        code === "HISTORY_FILLED" ? [(facts as { readonly fromMs: number }).fromMs] : [],
      );
    await until(() => froms().length >= 2, { deadlineMs, what: "the end of it" });
    const lostMs = plant.clock.siteMs;
    agents.change(all, { up: false });
    await until(isLost, { deadlineMs, what: "another loss" });
    const filled = froms().length;
    agents.change(all, { up: true });
    const isFilled = (): boolean => froms().length > filled;
    await until(isFilled, { deadlineMs, what: "another outage to be filled" });
    assert.ok((froms()[filled] ?? 0) < lostMs, "it begins before silence was noticed");
  });

  it("knows from its history what was raised when it started anew as well", async () => {
    const [ms, id] = [Date.now() - 48 * 3_600_000, "tank/level/high"];
    const change = { from: "NORMAL", to: "UNACK", raisedMs: ms, value: 95, by: "" };
    const told = { ms, id, priority: 2, ...change };
    console = await startPlant(
      site(),
      (agents) => agents.change(all, { unheard: ["tank"] }),
      (database) => database.put(`alarm/${orderKey(ms)}/${id}`, JSON.stringify(told)),
    );
    await until(() => console.plant.link.state === "live", { deadlineMs, what: "contact" });
    const seen = console.ticks.length;
    await until(() => console.ticks.length >= seen + 2, { deadlineMs, what: "two seconds" });
    assert.deepEqual([high()?.state, high()?.raisedMs, high()?.unheard], ["UNACK", ms, true]);
  });
});
