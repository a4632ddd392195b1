import assert from "node:assert/strict";
import type {
  CommandView,
  PageMessage,
  PointState,
  SubmitRequest,
} from "../../hmi/src/shared/messages.ts";
import { until } from "../until.ts";
import { patienceMs } from "./browser.ts";
import { importKey, passphrase, ScriptedPage, slowKeys } from "./scripted-page.ts";
import { scriptedSite } from "./scripted-site.ts";

/* What an operator decides on is what was shown, and what is shown is how the plant is now. */

const site = scriptedSite();
const pumpIndex = 4;
const levelIndex = 2;
const valveIndex = 0;

const waiting = (id: string, value: number): CommandView => ({
  ...{ id, device: "intake", writes: { valve: value }, expect: {}, operator: "ann", reason: "" },
  ...{ notAfterMs: Date.now() + 600_000, approvals: [{ operator: "ann", ms: Date.now() }] },
  ...{ approvalsNeeded: 2, stage: "waiting" as const, outcome: null, code: "", detail: "" },
  ...{ proof: "agents" as const, sequence: 0, block: 0, deviceSequence: 0, own: false },
  ...{ at: { submitted: Date.now(), waiting: Date.now() }, ballots: { have: 0, of: 4 } },
  readBack: {},
});

describe("console: decisions and pictures", function () {
  this.timeout(120_000);
  const scripted = new ScriptedPage(site);

  const sitDown: ScriptedPage["sitDown"] = (operator, script) =>
    scripted.sitDown(operator, script);

  const submits = (): SubmitRequest[] =>
    scripted.server.received.filter((one: PageMessage) => one.kind === "submit");

  const submitted = async (): Promise<SubmitRequest> => {
    await until(() => submits().length > 0, { what: "a signature", deadlineMs: patienceMs });
    return submits()[0] as SubmitRequest;
  };

  it("a command that comes later changes nothing of what is shown and approved", async () => {
    const [first, second] = [waiting("1a".repeat(32), 45), waiting("2b".repeat(32), 90)];
    scripted.server.snapshot = { ...scripted.server.snapshot, commands: [first] };
    const page = await sitDown(
      "bo",
      `new MutationObserver(() => {
        const button = document.querySelector(".approve button");
        if (button !== null) window.wasDisabled ??= button.disabled;
      }).observe(document, { childList: true, subtree: true });`,
    );
    await page.click('.rail a[href="#/commands"]');
    const sign = ".approve button[type=submit]";
    await page.waitForSelector(`[data-detail="${first.id}"] ${sign}`);
    scripted.server.say({ kind: "changes", commands: [second] });
    await page.waitForSelector(`tr[data-command="${second.id}"]`);
    assert.equal(await page.locator(`[data-detail="${first.id}"]`).count(), 1);
    assert.ok(page.url().endsWith(`#/commands/${first.id}`), page.url());
    await page.click(sign);
    const { what, body } = await submitted();
    assert.equal(what, "approval");
    assert.ok(Buffer.from(body, "base64").includes(Buffer.from(first.id, "hex")));
    assert.equal(await page.evaluate("window.wasDisabled"), true, "no click on its way signs");
    scripted.server.say({ ...scripted.server.snapshot, commands: [second] });
    await page.waitForSelector('[data-detail="gone"]');
    assert.equal(await page.locator(sign).count(), 0, "nothing takes its place by itself");
  });

  it("Back and another review while the key is opened: the old click signs nothing", async () => {
    const page = await sitDown("ann", slowKeys);
    await page.goto(`${scripted.address}/#/unit/intake`);
    await page.click('.point-line[data-open="intake/dosing"]');
    await page.click("[data-begin]:not(:disabled)");
    const review = async (value: string): Promise<void> => {
      await page.fill("input[name=value]", value);
      await page.click(".enter button[type=submit]");
      await page.waitForSelector(".review");
    };
    const rises = async (counter: string, before: number): Promise<void> => {
      const now = (): Promise<number> => page.evaluate<number>(`window.${counter}`);
      await until(async () => (await now()) > before, {
        ...{ what: `another one ${counter}`, deadlineMs: patienceMs },
      });
    };
    const decide = async (): Promise<void> => {
      const before = await page.evaluate<number>("(window.hold(), window.tried)");
      await page.fill(".review input[name=passphrase]", passphrase);
      await page.click(".review button[type=submit]");
      await rises("tried", before);
    };
    await review("5");
    await decide();
    await page.click(".review .cancel");
    await review("6");
    const opened = await page.evaluate<number>("(window.releases[0](), window.opened)");
    await rises("opened", opened);
    await decide();
    assert.deepEqual(submits(), [], "nobody has decided on the second one yet");
    await page.evaluate("window.releases[1]()");
    const { body } = await submitted();
    const six = Buffer.alloc(8);
    six.writeDoubleLE(6);
    assert.ok(Buffer.from(body, "base64").includes(six));
    await page.waitForSelector(".follow");
    assert.equal(submits().length, 1);
  });

  it("another operator's choice while a key is opened: nobody signs by the first one", async () => {
    const page = await sitDown("ann", slowKeys);
    await importKey(page, "bo");
    const choose = async (operator: string): Promise<void> => {
      await page.click(`.key-row button:has-text("${operator}") >> nth=0`);
      const locked = `.operator-button[data-operator="${operator}"][data-locked="true"]`;
      await page.waitForSelector(locked);
    };
    await choose("ann");
    await page.evaluate("window.hold()");
    await page.fill("input[name=unlock]", passphrase);
    await page.click('form:has(input[name=unlock]) button[type="submit"]');
    await choose("bo");
    const opened = await page.evaluate<number>("(window.releases[0](), window.opened)");
    await until(async () => (await page.evaluate<number>("window.opened")) > opened, {
      ...{ what: "the key to be opened", deadlineMs: patienceMs },
    });
    await page.waitForSelector("text=Another key was chosen meanwhile.");
    await page.waitForSelector('.operator-button[data-operator="bo"][data-locked="true"]');
  });

  it("stale equipment, levels and set points are not drawn as if they were live", async () => {
    const page = await scripted.open({ calm: true });
    const say = (isStale: boolean): void => {
      const quality = isStale ? ([0, "STALE", Date.now() - 23_000] as const) : null;
      const [number, reason, sourceMs] = quality ?? ([2, "", Date.now()] as const);
      const held = new Map<number, number | boolean>([
        ...([[pumpIndex, true], [levelIndex, 2.31], [valveIndex, 42]] as const),
      ]);
      const values = [...held].map(
        ([index, value]): PointState => [index, value, number, reason, sourceMs, 4, 1],
      );
      scripted.server.say({ kind: "changes", values });
    };
    const unit = `${scripted.address}/#/unit/intake`;
    await page.goto(unit);
    await page.waitForSelector(".kind-pump.run-on");
    assert.equal(await page.locator(".equipment .level").count(), 1);
    say(true);
    await page.waitForSelector(".kind-pump.run-unknown");
    assert.match(await page.locator(".kind-pump .run-word").innerHTML(), /stale, 2\d s/);
    assert.equal(await page.locator(".kind-pump .icon").count(), 1);
    assert.equal(await page.locator(".equipment .level").count(), 0);
    assert.equal(await page.locator(".equipment .unknown").count(), 1);
    const folderOfPictures = process.env["QUORATE_PICTURES"];
    if (folderOfPictures !== undefined)
      await page.screenshot({ path: `${folderOfPictures}/stale-mimic.png` });
    const diamonds = page.locator(".analog .set-point");
    await page.goto(`${scripted.address}/#/overview`);
    await page.waitForSelector(".page.overview .analog");
    const others = await diamonds.count();
    say(false);
    await until(async () => (await diamonds.count()) === others + 1, {
      ...{ what: "the set point's diamond", deadlineMs: patienceMs },
    });
    say(true);
    await until(async () => (await diamonds.count()) === others, {
      ...{ what: "no diamond of a stale set point", deadlineMs: patienceMs },
    });
  });
});
