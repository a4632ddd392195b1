import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { AskHistory, CommandView, PointState } from "../../hmi/src/shared/messages.ts";
import { until } from "../until.ts";
import { patienceMs } from "./browser.ts";
import { passphrase, ScriptedPage, slowKeys } from "./scripted-page.ts";
import { scriptedSite } from "./scripted-site.ts";

/* Who signs has seen what he signs; what is old does not look as if it were so now. */

const site = scriptedSite(`      - { name: mode, access: setpoint, table: holding, register: 120,
          type: int16, labels: { 0: "off", 1: auto, 2: manual } }
      - { name: note, access: setpoint, table: holding, register: 130, type: string, length: 40 }
`);
const valveIndex = 0;
const modeIndex = 6;

const waiting = (writes: CommandView["writes"]): CommandView => ({
  ...{ id: "3c".repeat(32), device: "intake", writes, expect: {}, operator: "ann" },
  ...{ reason: "as \u202eagreed", notAfterMs: Date.now() + 600_000, approvalsNeeded: 2 },
  ...{ approvals: [{ operator: "ann", ms: Date.now() }], stage: "waiting" as const },
  ...{ outcome: null, code: "", detail: "", proof: "agents" as const, sequence: 0, block: 0 },
  ...{ deviceSequence: 0, own: false, at: { submitted: Date.now(), waiting: Date.now() } },
  ...{ ballots: { have: 0, of: 4 }, readBack: {} },
});

describe("console: what is shown", function () {
  this.timeout(120_000);
  const scripted = new ScriptedPage(site);
  const sign = ".approve button[type=submit]";

  const approving = async (writes: CommandView["writes"], script = ""): Promise<Page> => {
    const { snapshot } = scripted.server;
    scripted.server.snapshot = { ...snapshot, commands: [waiting(writes)] };
    const page = await scripted.sitDown("bo", script);
    await page.click('.rail a[href="#/commands"]');
    await page.waitForSelector(sign);
    return page;
  };

  const sayValve = (quality: 0 | 2, reason: string): void => {
    const value: PointState = [valveIndex, 42, quality, reason, Date.now() - 7000, 4, 1];
    scripted.server.say({ kind: "changes", values: [value] });
  };

  it("a named number is signed by its name and number, a text as nothing but a text", async () => {
    const page = await approving({ mode: 2, note: "std, dosing 0.1\u202e" });
    const button = await page.locator(sign).innerText();
    assert.ok(button.includes('mode manual (2), note "std, dosing 0.1\\u202e"'), button);
    const detail = await page.locator(".command-detail").innerText();
    assert.ok(detail.includes("as \\u202eagreed"), detail);
  });

  it("a named number is reviewed by its name, without a difference", async () => {
    const auto: PointState = [modeIndex, 1, 2, "", Date.now(), 4, 1];
    const { snapshot } = scripted.server;
    const values = snapshot.values.map((value) => (value[0] === modeIndex ? auto : value));
    scripted.server.snapshot = { ...snapshot, values };
    const page = await scripted.sitDown("ann");
    await page.goto(`${scripted.address}/#/unit/intake`);
    await page.click('.point-line[data-open="intake/mode"]');
    await page.click("[data-begin]:not(:disabled)");
    await page.check('.choice input[value="2"]');
    await page.click(".enter button[type=submit]");
    const change = await page.locator(".review .change").innerText();
    assert.match(change, /auto \(1\)\s*manual \(2\)$/);
  });

  it("whoever approves gives the passphrase where any of the writes is of class C", async () => {
    const page = await approving({ valve: 45, dosing: 4.5 }, slowKeys);
    const field = ".approve input[name=passphrase]";
    await page.fill(field, passphrase);
    const before = await page.evaluate<number>("window.opened");
    await page.waitForSelector(`${sign}:not(:disabled)`);
    await page.press(field, "Enter");
    await page.click(`${sign}:not(:disabled)`);
    const opened = (): Promise<number> => page.evaluate<number>("window.opened");
    await until(() => scripted.server.received.some(({ kind }) => kind === "submit"), {
      ...{ what: "a signature", deadlineMs: patienceMs },
    });
    assert.equal((await opened()) - before, 1, "Enter in the field signs nothing");
  });

  it("without live data no value beside the page is good, and nobody is sure", async () => {
    const page = await scripted.open();
    await page.goto(`${scripted.address}/#/unit/intake`);
    await page.click('.point-line[data-open="intake/valve"]');
    await page.waitForSelector(".face-main .value-key.is-good");
    await page.waitForSelector('.banner:has-text("No alarm needs attention.")');
    scripted.server.hang();
    await page.waitForSelector(".face-main .value-key.is-stale");
    await page.waitForSelector(".face-main [data-not-live]");
    await page.waitForSelector('.banner:has-text("not known since")');
    assert.equal(await page.locator('.banner:has-text("No alarm needs")').count(), 0);
    assert.equal(await page.locator(".side .is-good").count(), 0);
    const folderOfPictures = process.env["QUORATE_PICTURES"];
    if (folderOfPictures !== undefined)
      await page.screenshot({ path: `${folderOfPictures}/not-live.png` });
    scripted.server.tickOn();
    await page.waitForSelector(".face-main .value-key.is-good");
    await page.waitForSelector('.banner:has-text("No alarm needs attention.")');
  });

  it("what goes stale while it is changed is neither reviewed nor signed", async () => {
    const page = await scripted.sitDown("ann");
    await page.goto(`${scripted.address}/#/unit/intake`);
    await page.click('.point-line[data-open="intake/valve"]');
    await page.click("[data-begin]:not(:disabled)");
    await page.fill("input[name=value]", "45");
    sayValve(0, "STALE");
    await page.waitForSelector(".enter .value.is-stale");
    await page.click(".enter button[type=submit]");
    await page.waitForSelector('.enter .fault:has-text("fresh value")');
    assert.equal(await page.inputValue("input[name=value]"), "45");
    sayValve(2, "");
    await page.waitForSelector('.enter .facts:has-text("42 %")');
    await page.click(".enter button[type=submit]");
    await page.waitForSelector(".review .main:not(:disabled)");
    sayValve(0, "STALE");
    await page.waitForSelector(".review .main:disabled");
    await page.waitForSelector('.review .fault:has-text("fresh value")');
  });

  it("a span that is dragged over in a trend is asked for in whole milliseconds", async () => {
    const asked = (): AskHistory[] =>
      scripted.server.received.filter((one) => one.kind === "askHistory");
    scripted.server.answer = (message) =>
      message.kind !== "askHistory"
        ? null
        : {
            ...{ kind: "history", request: message.request, marks: [] },
            series: message.points.map((point) => ({
              ...{ point, times: [message.fromMs, message.toMs], min: [1, 2], max: [1, 2] },
              quality: [2, 2],
            })),
          };
    const page = await scripted.open();
    await page.goto(`${scripted.address}/#/trends?points=intake%2Fvalve`);
    const over = page.locator(".page.trends .u-over").first();
    await over.waitFor();
    const box = (await over.boundingBox()) ?? assert.fail("no picture");
    const wide = asked().at(-1) ?? assert.fail("nothing was asked");
    const spanOf = ({ fromMs, toMs }: AskHistory): number => toMs - fromMs;
    const isAsked = (): boolean => asked().some((one) => spanOf(one) < spanOf(wide) / 2);
    const drag = async (): Promise<boolean> => {
      await page.mouse.move(box.x + box.width / 3, box.y + 40);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 2, box.y + 40, { steps: 5 });
      await page.mouse.up();
      // A picture that is drawn anew in the meantime, as it is now and then, lets go of it.
      return until(isAsked, { what: "", deadlineMs: 3000 }).catch(() => false);
    };
    await until(drag, { what: "the narrow span", deadlineMs: patienceMs });
    for (const { fromMs, toMs } of asked())
      assert.ok(Number.isSafeInteger(fromMs) && Number.isSafeInteger(toMs), `${fromMs} ${toMs}`);
  });
});
