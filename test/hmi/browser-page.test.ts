import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { AlarmState, AlarmView, SnapshotMessage } from "../../hmi/src/shared/messages.ts";
import { until } from "../until.ts";
import {
  axeViolations,
  goTo,
  patienceMs,
  pageNames,
} from "./browser.ts";
import { ScriptedPage } from "./scripted-page.ts";
import { snapshotOf } from "./scripted-server.ts";
import { scriptedSite } from "./scripted-site.ts";

const site = scriptedSite();

const withAlarm = (snapshot: SnapshotMessage, id: string, change: Partial<AlarmView>) => ({
  ...snapshot,
  alarms: snapshot.alarms.map((alarm) => (alarm.id === id ? { ...alarm, ...change } : alarm)),
});

/** Alarms in every state, values in every quality, commands open and ended. */
const busy = (): SnapshotMessage => {
  const nowMs = Date.now();
  const states: readonly (readonly [string, AlarmState])[] = [
    ["intake/level/high", "UNACK"],
    ["intake/level/highHigh", "RTN_UNACK"],
    ["intake/outflow/high", "ACK"],
    ["exchanger/outlet/high", "SHELVED"],
    ["exchanger/outlet/low", "OUT_OF_SERVICE"],
  ];
  let snapshot = snapshotOf(site);
  for (const [id, state] of states)
    snapshot = withAlarm(snapshot, id, {
      ...{ state, raisedMs: nowMs - 60_000, value: 4.31, condition: "active" },
      ...(state === "SHELVED"
        ? { shelved: { by: "bo", untilMs: nowMs + 3_600_000, reason: "sensor is changed" } }
        : {}),
    });
  const values = snapshot.values.map((value) => value);
  values[3] = [3, null, 0, "NOT_AGREED", nowMs, 3, 1];
  values[5] = [5, null, 0, "NOT_CONNECTED", nowMs, 4, 1];
  values[6] = [6, 64.2, 1, "LOW_ACCURACY", nowMs, 4, 1];
  values[7] = [7, 81.7, 1, "STALE", nowMs - 23_000, 4, 1];
  return { ...snapshot, values };
};

describe("console: the page", function () {
  this.timeout(120_000);
  const scripted = new ScriptedPage(site);

  const open: ScriptedPage["open"] = (options) => scripted.open(options);

  const shown = (page: Page, tag: string): Promise<string | null> =>
    page.locator(`.point-line[data-open="${tag}"] .value`).textContent();

  for (const theme of ["light", "dark"] as const)
    it(`axe finds nothing on any page (${theme})`, async () => {
      scripted.server.snapshot = busy();
      const page = await open({ theme, calm: true });
      for (const name of pageNames) {
        await goTo(page, name);
        assert.deepEqual(await axeViolations(page), [], name);
      }
      await goTo(page, "unit");
      await page.click('.point-line[data-open="intake/level"]');
      await page.waitForSelector("[data-faceplate]");
      assert.deepEqual(await axeViolations(page), [], "faceplate");
      await page.click(".operator-button");
      await page.waitForSelector(".operator-panel");
      assert.deepEqual(await axeViolations(page), [], "operator");
    });

  it("each quality of a value has a look, an icon and a text of its own", async () => {
    const page = await open();
    await page.goto(`${scripted.address}/#/unit/exchanger`);
    const value = page.locator('.point-line[data-open="exchanger/outlet"] .value');
    const say = async (...state: readonly [number | null, 0 | 1 | 2, string]): Promise<string> => {
      const [held, quality, reason] = state;
      scripted.server.say({
        kind: "changes",
        values: [[6, held, quality, reason, Date.now() - 70_000, 3, 1]],
      });
      const kind = { NOT_AGREED: "notAgreed", STALE: "stale" }[reason];
      const look = kind ?? (["bad", "uncertain", "good"][quality] as string);
      await page.waitForSelector(`.point-line[data-open="exchanger/outlet"] .is-${look}`);
      assert.equal(await value.locator("svg").count(), look === "good" ? 0 : 1);
      return (await value.textContent()) ?? "";
    };
    assert.match(await say(64.2, 2, ""), /^64\.20°C$/);
    assert.match(await say(64.2, 1, "LOW_ACCURACY"), /64\.20.*uncertain/);
    assert.match(await say(64.2, 1, "STALE"), /64\.20.*(?:69|7\d) s/);
    assert.match(await say(null, 0, "NOT_CONNECTED"), /^\u2014bad: device not connected/);
    assert.match(await say(null, 0, "NOT_AGREED"), /^3\/4not agreed, 3\/4/);
    assert.match(await say(50, 2, ""), /^50\.00°C$/);
  });

  it("sources, ballots, what blocks an interlock and what was refused are shown", async () => {
    const nowMs = Date.now();
    const { status, values } = scripted.server.snapshot;
    const refusedProposals = {
      ...{ count: 3, lastCode: "COMMAND_GATEWAY_NONE", lastDevice: "intake", lastAtMs: nowMs },
    };
    const because = "the pump must not run dry";
    const agents = status.agents.map((agent, index) => ({
      ...{ ...agent, voted: 30 + index },
      ...(index === 1 ? { refusedProposals } : {}),
    }));
    scripted.server.snapshot = {
      ...{ ...scripted.server.snapshot, status: { ...status, agents } },
      values: values.map((value) => (value[0] === 4 ? [4, true, 2, "", nowMs, 4, 3, 4] : value)),
    };
    scripted.server.answer = (message) =>
      message.kind !== "askInterlocks"
        ? null
        : {
            ...{ kind: "interlocks", request: message.request },
            rows: [0, 1, 2].map((agent) => ({
              ...{ agent, because, state: "contradicted" as const },
              reads: ["intake/level=0.8 (guard, 40 ms old)"],
            })),
          };
    const page = await open();
    await page.goto(`${scripted.address}/#/unit/intake`);
    await page.click('.point-line[data-open="intake/pump"]');
    const blocks = page.locator('.interlock [data-interlock="contradicted"]');
    await blocks.waitFor();
    assert.match(await blocks.innerText(), /blocks 3\/4.*north: intake\/level=0\.8/s);
    assert.match(await page.locator('[data-sources="3/4"]').innerText(), /3 of 4/);
    await goTo(page, "agents");
    assert.equal(await page.locator('tr[data-agent="south"] [data-voted="32"]').count(), 1);
    const refused = /east\s+3 refused\s+intake.*COMMAND_GATEWAY_NONE/s;
    assert.match(await page.locator('tr[data-refused="east"]').innerText(), refused);
    await goTo(page, "commands");
    assert.match(await page.locator('tr[data-refused="east"]').innerText(), refused);
  });

  it("each end of a command has its word, and skipped is one of them", async () => {
    const nowMs = Date.now();
    const outcomes = ["confirmed", "refused", "failed", "expired", "skipped", "unknown"] as const;
    const commands = outcomes.map((outcome, index) => ({
      ...{ id: `${index}a`.repeat(32), device: "intake", writes: { valve: 40 + index } },
      ...{ expect: {}, operator: "ann", reason: "", notAfterMs: nowMs, approvals: [], own: true },
      ...{ approvalsNeeded: 1, stage: "ended" as const, outcome, code: "", detail: "" },
      ...{ proof: "log" as const, sequence: index + 1, block: 1, deviceSequence: index + 1 },
      ...{ at: { ended: nowMs }, ballots: { have: 3, of: 4 }, readBack: {} },
    }));
    scripted.server.snapshot = { ...scripted.server.snapshot, commands };
    const page = await open();
    const words = ["Confirmed", "Refused", "Failed", "Expired", "Skipped", "Outcome unknown"];
    for (const [index, { id, outcome }] of commands.entries()) {
      await page.goto(`${scripted.address}/#/commands/${id}`);
      const end = page.locator(`[data-detail="${id}"] [data-outcome="${outcome}"]`);
      assert.ok((await end.innerText()).startsWith(words[index] ?? "?"), outcome);
    }
  });

  it("each state of an alarm has its mark, and only what waits for somebody blinks", async () => {
    scripted.server.snapshot = busy();
    const page = await open();
    await goTo(page, "alarms");
    await page.click("text=All 8");
    await page.waitForSelector('tr[data-alarm="intake/level/low"]');
    const mark = (id: string) => page.locator(`tr[data-alarm="${id}"] .alarm-mark`);
    const marks: readonly (readonly [string, number, number, number, string])[] = [
      ["intake/level/high", 1, 0, 1, "Unacknowledged"],
      ["intake/level/highHigh", 0, 1, 1, "Returned, unacknowledged"],
      ["intake/outflow/high", 1, 0, 0, "Acknowledged"],
      ["exchanger/outlet/high", 0, 0, 0, "SH"],
      ["exchanger/outlet/low", 0, 0, 0, "OS"],
      ["intake/level/low", 0, 0, 0, ""],
    ];
    for (const [id, filled, hollow, blinking, text] of marks) {
      assert.equal(await mark(id).locator(".mark-fill").count(), filled, id);
      assert.equal(await mark(id).locator(".mark-hollow").count(), hollow, id);
      assert.equal(await mark(id).locator(".mark-blink").count(), blinking, id);
      assert.ok((await mark(id).textContent())?.includes(text), id);
    }
    const banner = page.locator(".banner-row");
    assert.equal(await banner.first().getAttribute("data-alarm"), "intake/level/high");
    assert.equal(await banner.count(), 3);
  });

  it("of a guard that is not heard the last known state stays, and none is normal", async () => {
    const quiet = snapshotOf(site);
    const doubt = { agreed: false, unheard: true } as const;
    const unheard = quiet.alarms.map((alarm) => ({ ...alarm, ...doubt }));
    const raised = { state: "UNACK", below: "UNACK", condition: "active", raisedMs: 5 } as const;
    const high = "intake/level/high";
    scripted.server.snapshot = withAlarm({ ...quiet, alarms: unheard }, high, raised);
    const page = await open();
    await goTo(page, "alarms");
    const row = page.locator(`tr[data-alarm="${high}"]`);
    assert.equal(await row.locator(".mark-fill").count(), 1);
    assert.match((await row.textContent()) ?? "", /Unacknowledged, guard not heard: last known/);
    assert.equal(await page.locator("tr[data-alarm]").count(), 1, "the others are told once");
    assert.equal(await page.locator(".banner-row").count(), 1);
    const told = `Not known of ${unheard.length - 1} alarms`;
    for (const place of [".banner [data-unheard]", ".page .unheard"])
      assert.ok((await page.locator(place).innerText()).startsWith(told), place);
  });

  it("with reduced motion nothing blinks and the word says so", async () => {
    scripted.server.snapshot = busy();
    const animation = (page: Page): Promise<string> =>
      page.evaluate(
        "getComputedStyle(document.querySelector('.banner .mark-blink')).animationName",
      );
    let page = await open({ calm: true });
    assert.equal(await animation(page), "none");
    assert.ok(await page.locator(".banner .mark-word").first().isVisible());
    await scripted.leave();
    page = await open();
    assert.equal(await animation(page), "blink");
    assert.ok(!(await page.locator(".banner .mark-word").first().isVisible()));
  });

  it("a flood of 100 alarms a second leaves the banner in place and the keys quick", async () => {
    const page = await open();
    const height = (await page.locator(".banner").boundingBox())?.height;
    const { alarms } = scripted.server.snapshot;
    for (let turn = 0; turn < 100; turn += 1) {
      const alarm = alarms[turn % alarms.length] as AlarmView;
      const state = turn % 3 === 0 ? "UNACK" : turn % 3 === 1 ? "RTN_UNACK" : "NORMAL";
      const raisedMs = Date.now();
      const changed: AlarmView = { ...alarm, state, raisedMs, value: turn };
      scripted.server.say({ kind: "changes", alarms: [changed] });
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await page.keyboard.press("g");
    await page.keyboard.press("a");
    await page.waitForSelector(".page.alarms");
    assert.equal((await page.locator(".banner").boundingBox())?.height, height);
  });

  it("texts from the plant are texts: nothing in them is run or drawn", async () => {
    const evil = "<img src=x onerror=alert(1)>\"'><script>alert(1)</script>{{1}}${1}";
    const first = scripted.server.snapshot.commands;
    assert.equal(first.length, 0);
    const nowMs = Date.now();
    scripted.server.snapshot = withAlarm(
      {
        ...scripted.server.snapshot,
        site: { ...site, name: evil },
        link: { ...scripted.server.snapshot.link, missing: evil },
        commands: [
          {
            ...{ id: "ab".repeat(32), device: evil, writes: { [evil]: evil }, expect: {} },
            ...{ operator: evil, reason: evil, notAfterMs: nowMs, approvals: [], own: false },
            ...{ approvalsNeeded: 1, stage: "ended", outcome: "refused", code: evil, detail: evil },
            ...{ proof: "log", sequence: 1, block: 1, deviceSequence: 0, at: { ended: nowMs } },
            ...{ ballots: { have: 3, of: 4 }, readBack: { [evil]: evil } },
          },
        ],
        values: scripted.server.snapshot.values.map((value) =>
          value[0] === 9 ? [9, evil, 2, "", nowMs, 4, 1] : value,
        ),
      },
      "intake/level/high",
      {
        ...{ state: "SHELVED", raisedMs: nowMs, value: 5 },
        shelved: { by: evil, untilMs: nowMs + 60_000, reason: evil },
      },
    );
    const page = await open();
    for (const name of pageNames) await goTo(page, name);
    await goTo(page, "commands");
    assert.ok((await page.locator(".command-detail").innerText()).includes(evil));
    await page.goto(`${scripted.address}/#/unit/exchanger`);
    assert.equal(await shown(page, "exchanger/recipe"), evil);
    assert.equal(await page.locator("img, script:not([src])").count(), 0);
  });

  it("a server that falls silent is veiled within 2 s, and live again when it speaks", async () => {
    const page = await open();
    scripted.server.hang();
    const startedMs = Date.now();
    await page.waitForSelector("[data-veil]");
    // The page's own clock says 1.8 s; a shared machine may be late to show it.
    assert.ok(Date.now() - startedMs < 15_000, `${Date.now() - startedMs} ms`);
    const title = await page.locator(".veil-title").innerText();
    assert.match(title, /NO LIVE DATA since \d\d:\d\d:\d\d/);
    assert.ok(await page.locator(".banner").isVisible());
    scripted.server.tickOn();
    await page.waitForSelector("[data-veil]", { state: "detached" });
  });

  it("agents that do not answer the server are veiled as well", async () => {
    const page = await open();
    scripted.server.say({
      kind: "changes",
      link: { state: "lost", answering: 1, needed: 2, sinceMs: Date.now(), missing: "east, west" },
    });
    await page.waitForSelector("[data-veil]");
    assert.match(await page.locator(".veil").innerText(), /east, west/);
  });

  it("a change that comes between the first drawing and the next frame is drawn", async () => {
    const { snapshot } = scripted.server;
    const { link } = snapshot;
    scripted.server.snapshot = { ...snapshot, link: { ...link, state: "starting" } };
    // An observer is told of the veil before the page's own effects have run.
    const page = await open({
      script: `
        let socket;
        window.WebSocket = class extends WebSocket {
          constructor(url) { super(url); socket = this; }
        };
        new MutationObserver((_, observer) => {
          if (document.querySelector("[data-veil]") === null) return;
          observer.disconnect();
          window.sawVeil = true;
          const data = ${JSON.stringify(JSON.stringify({ kind: "changes", link }))};
          socket.onmessage({ data });
        }).observe(document, { childList: true, subtree: true });`,
    });
    await page.waitForFunction("window.sawVeil");
    await page.waitForSelector("[data-veil]", { state: "detached" });
  });

  it("is there in both languages, and remembers which", async () => {
    const page = await open({ language: "de-DE" });
    assert.match(await page.locator(".rail").innerText(), /Übersicht/);
    await page.click(".menu button");
    await page.selectOption(".menu-body select >> nth=1", "en");
    await page.waitForSelector('.rail:has-text("Overview")');
    await page.reload();
    await page.waitForSelector('.rail:has-text("Overview")');
  });

  it("every page is reached by keys, and arrows go from value to value", async () => {
    const page = await open();
    const keys = { u: "unit", t: "trends", a: "alarms", c: "commands", l: "log", n: "agents" };
    for (const [key, name] of Object.entries({ ...keys, o: "overview" })) {
      await page.keyboard.press("g");
      await page.keyboard.press(key);
      await page.waitForSelector(`.page.${name}`);
    }
    await page.locator("[data-rove]").first().focus();
    await page.keyboard.press("ArrowRight");
    const open2 = "document.activeElement.getAttribute('data-open')";
    assert.equal(await page.evaluate(open2), "intake/level");
    await page.keyboard.press("/");
    await page.keyboard.type("targ");
    await page.keyboard.press("Enter");
    await page.waitForSelector('[data-faceplate="exchanger/outlet-target"]');
    await page.keyboard.press("Escape");
    await page.waitForSelector("[data-faceplate]", { state: "detached" });
    assert.deepEqual(scripted.server.received.filter(({ kind }) => kind === "submit"), []);
  });

  it("5,000 tags that change every second leave the heap flat and the page quick", async () => {
    const points = Array.from(
      { length: 5000 },
      (_, index) =>
        `      - { name: t${index}, access: reading, table: input, register: ${100 + index}, ` +
        `type: uint16 }\n`,
    );
    const large = scriptedSite(points.join(""));
    scripted.server.snapshot = snapshotOf(large);
    const page = await open();
    await page.goto(`${scripted.address}/#/unit/intake`);
    const heap = async (): Promise<number> => {
      const session = await page.context().newCDPSession(page);
      await session.send("HeapProfiler.collectGarbage");
      const { usedSize } = await session.send("Runtime.getHeapUsage");
      await session.detach();
      return usedSize;
    };
    const change = async (turn: number): Promise<void> => {
      const nowMs = Date.now();
      scripted.server.say({
        kind: "changes",
        values: scripted.server.snapshot.values.map(([index]) => [
          ...([index, (index + turn) % 1000, 2, "", nowMs, 4, 1] as const),
        ]),
      });
      await until(async () => (await shown(page, "intake/t0")) === String((6 + turn) % 1000), {
        ...{ what: `turn ${turn}`, deadlineMs: patienceMs },
      });
    };
    for (let turn = 1; turn <= 3; turn += 1) await change(turn);
    const before = await heap();
    for (let turn = 4; turn <= 9; turn += 1) await change(turn);
    const grown = (await heap()) - before;
    assert.ok(grown < 4 * 1024 * 1024, `${(grown / 1024 / 1024).toFixed(1)} MiB more`);
  });
});
