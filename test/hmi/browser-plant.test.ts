import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Envelope, hexBytes, type PointWrite, signCommand } from "@quorate/protocol";
import { nodeSigner, readKey } from "@quorate/protocol/node";
import type { Browser, Page } from "playwright-core";
import { type Plant, PlantProcess, startPlant } from "../plant/harness.ts";
import { quorate } from "../../deploy/src/plant/plant.ts";
import { until } from "../until.ts";
import { Liar } from "./liar.ts";
import { goTo, openBrowser, openTab, patienceMs, type Tab } from "./browser.ts";
import {
  changedSite,
  dosingRegister,
  earlier,
  movableClock,
  orderPlc,
  pumpCoil,
  tampered,
  valveRegister,
  writtenTo,
} from "./changed-plant.ts";

const passphrase = "a long one for tests";

describe("console: a plant through the page (n=4)", function () {
  this.timeout(240_000);
  let plant: Plant;
  let browser: Browser;
  let server: PlantProcess;
  let address = "";
  const tabs: Tab[] = [];

  before(async () => {
    browser = await openBrowser();
    plant = await startPlant({ site: changedSite, plc: ["--control", "127.0.0.1:0"] });
    const home = join(plant.dir, "console");
    appendFileSync(join(home, "local.yaml"), "\nlisten:\n  http: 127.0.0.1:0\n");
    server = new PlantProcess("console", [quorate, "console", "--home", home]);
    server.start();
    const line = await server.line("http://", 90_000);
    address = /http:\/\/[\d.:]+/.exec(line)?.[0] ?? "";
  });
  after(async () => {
    await browser?.close();
    await server?.kill("SIGTERM");
    await plant?.stop();
  });
  afterEach(async () => {
    const complaints = tabs.flatMap((tab) => tab.complaints);
    for (const { context } of tabs.splice(0)) await context.close();
    assert.deepEqual(complaints, [], "the browser complained");
  });

  const keyFile = (operator: string): string => join(plant.home(operator), "key.pem");

  /** A browser of its own in which this operator has taken the key file in. */
  const sitDown = async (operator: string, script = ""): Promise<Page> => {
    const tab = await openTab(browser, address, { script });
    tabs.push(tab);
    const { page } = tab;
    await page.waitForSelector("[data-veil]", { state: "detached" });
    await page.click(".operator-button");
    await page.setInputFiles("input[name=file]", keyFile(operator));
    await page.fill("input[name=import-passphrase]", passphrase);
    await page.click('form:has(input[name=file]) button[type="submit"]');
    const open = `.operator-button[data-operator="${operator}"][data-locked="false"]`;
    await page.waitForSelector(open);
    return page;
  };

  const signedByAnn = (write: PointWrite): Envelope =>
    signCommand(hexBytes(plant.site.chain), nodeSigner(readKey(keyFile("ann")).seed), {
      ...{ device: "intake", writes: [write], nonce: randomBytes(16) },
      notAfterMs: Date.now() + 50_000,
    });

  const openPoint = async (page: Page, point: string): Promise<void> => {
    await goTo(page, "unit");
    await page.click(`.point-line[data-open="intake/${point}"]`);
    await page.waitForSelector(`[data-faceplate="intake/${point}"]`);
  };

  /** Up to the review, by mouse. */
  const enter = async (page: Page, value: string): Promise<void> => {
    await page.click("[data-begin]:not(:disabled)");
    await page.fill("input[name=value]", value);
    await page.click(".enter button[type=submit]");
    await page.waitForSelector(".review");
  };

  const sign = (page: Page): Promise<void> => page.click(".review button[type=submit]");

  /** Its end; while contact is lost for a moment it is unknown, and that is none. */
  const outcome = async (page: Page): Promise<string> => {
    const end = page.locator('.follow [data-outcome]:not([data-outcome="unknown"])');
    await end.waitFor({ timeout: 60_000 });
    return (await end.getAttribute("data-outcome")) ?? "";
  };

  /** The command that this page follows. */
  const idOf = async (page: Page): Promise<string> =>
    (await page.locator("[data-follow]").getAttribute("data-follow")) ?? "";

  /** The page opens at what is the first then, which may be an older command. */
  const goToCommand = async (page: Page, id: string): Promise<void> => {
    await goTo(page, "commands");
    await page.click(`tr[data-command="${id}"] button`);
    await page.waitForSelector(`[data-detail="${id}"]`);
  };

  it("a set point is changed with the mouse alone, and the PLC's register follows", async () => {
    const page = await sitDown("ann");
    await openPoint(page, "valve");
    await enter(page, "15.5");
    assert.match(await page.locator(".change").innerText(), /15\.5 %/);
    await sign(page);
    assert.equal(await outcome(page), "confirmed", plant.tails());
    assert.equal(writtenTo(plant, valveRegister).at(-1), 15.5);
    await page.waitForSelector('.life:not(:has(.station:not([data-state="done"])))');
    await page.waitForSelector('.faceplate .value-key:has-text("15.5")');
  });

  it("the same with the keyboard alone, and no single key commands", async () => {
    const page = await sitDown("ann");
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    await page.keyboard.type("intake/valve");
    await page.keyboard.press("Enter");
    await page.waitForSelector('[data-faceplate="intake/valve"]');
    await page.waitForSelector("[data-begin]:not(:disabled)");
    const isOn = (selector: string): Promise<boolean> =>
      page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`);
    for (let step = 0; step < 20 && !(await isOn("[data-begin]")); step += 1)
      await page.keyboard.press("Tab");
    const before = writtenTo(plant, valveRegister).length;
    await page.keyboard.press("Enter");
    await page.waitForSelector("input[name=value]:focus");
    await page.keyboard.type("20");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".review .main:focus");
    assert.equal(writtenTo(plant, valveRegister).length, before);
    await page.keyboard.press("Enter");
    assert.equal(await outcome(page), "confirmed", plant.tails());
    assert.equal(writtenTo(plant, valveRegister).at(-1), 20);
  });

  it("live values never touch what is typed; limits and doubtful numbers are refused", async () => {
    const page = await sitDown("ann");
    await openPoint(page, "valve");
    await page.click("[data-begin]:not(:disabled)");
    const field = page.locator("input[name=value]");
    for (const [typed, fault] of [
      ["1,234", /two ways/],
      ["abc", /no number/],
      ["101", /Above the limit of 100/],
      ["90", /More than 25/],
    ] as const) {
      await field.fill(typed);
      await page.keyboard.press("Enter");
      await until(async () => fault.test(await page.locator("#entry-fault").innerText()), {
        ...{ what: `${typed} to be refused`, deadlineMs: patienceMs },
      });
    }
    await field.fill("2");
    await plant.json("set", "intake", "valve=22", "--ttl", "50s");
    await page.waitForSelector('.enter .facts:has-text("22 %")');
    assert.equal(await field.inputValue(), "2");
    assert.equal(await page.evaluate("document.activeElement.name"), "value");
    await page.keyboard.press("Escape");
    await page.waitForSelector("[data-begin]");
  });

  it("refused: the point no longer holds what the operator saw", async () => {
    const page = await sitDown("ann");
    await openPoint(page, "valve");
    await enter(page, "24");
    await plant.json("set", "intake", "valve=21", "--ttl", "50s");
    await sign(page);
    assert.equal(await outcome(page), "refused", plant.tails());
    assert.match(await page.locator(".follow .end").innerText(), /ACTUATION_EXPECT/);
    assert.equal(writtenTo(plant, valveRegister).at(-1), 21);
  });

  it("failed: a later command wrote the same point before it was read back", async () => {
    const page = await sitDown("ann");
    await openPoint(page, "valve");
    await page.waitForSelector('.faceplate .value-key:has-text("21")');
    await enter(page, "45");
    const links = plant.connect();
    await links.ready();
    // It is not read back before the later one comes, however late that is.
    await orderPlc(plant, { fault: "stuck", actuator: "valve" });
    await sign(page);
    await page.waitForSelector('.station[data-station="ordered"]:not([data-state="open"])');
    links.client.submit(signedByAnn({ point: "valve", value: 40 }), () => {});
    assert.equal(await outcome(page), "failed", plant.tails());
    await orderPlc(plant, { do: "clear", kind: "stuck" });
    links.close();
    assert.match(await page.locator(".follow .end").innerText(), /SUPERSEDED/);
    await until(() => writtenTo(plant, valveRegister).at(-1) === 40, { what: "the later one" });
  });

  it("refused: an interlock is not fulfilled, and its words are shown", async () => {
    const page = await sitDown("ann");
    await openPoint(page, "valve");
    await page.waitForSelector('.interlock [data-interlock="fulfilled"]');
    await page.waitForSelector('.faceplate .value-key:has-text("40")');
    await enter(page, "33");
    await sign(page);
    assert.equal(await outcome(page), "refused", plant.tails());
    assert.match(await page.locator(".follow .end").innerText(), /never 33 %.*level=/s);
    assert.ok(!writtenTo(plant, valveRegister).includes(33));
  });

  it("expired: nobody else signed in time, and nothing is written", async () => {
    const page = await sitDown("ann");
    await page.routeWebSocket(/\/live$/, (socket) => {
      const toServer = socket.connectToServer();
      toServer.onMessage((message) => socket.send(earlier(String(message), 50_000)));
    });
    await page.reload();
    await openPoint(page, "pump");
    const writes = (): number => plant.plc.journal().filter(({ table }) => table === "coil").length;
    const before = writes();
    await page.click("[data-begin]:not(:disabled)");
    await page.check('input[name=choice][value="true"]');
    await page.click(".enter button[type=submit]");
    await page.fill(".review input[name=passphrase]", passphrase);
    await sign(page);
    assert.equal(await outcome(page), "expired", plant.tails());
    assert.equal(writes(), before);
  });

  it("outcome unknown: the link goes with the command; sent again it is the same one", async () => {
    const page = await sitDown("ann");
    let isCut = true;
    await page.routeWebSocket(/\/live$/, (socket) => {
      const toServer = socket.connectToServer();
      socket.onMessage((message) => {
        const { kind } = JSON.parse(String(message)) as { kind: string };
        if (kind !== "submit" || !isCut) return toServer.send(message);
        isCut = false;
        void socket.close();
        void toServer.close();
      });
    });
    await page.reload();
    await openPoint(page, "valve");
    await page.waitForSelector('.faceplate .value-key:has-text("40")');
    const before = writtenTo(plant, valveRegister).length;
    await enter(page, "44");
    await page.fill(".review input[name=passphrase]", passphrase);
    await sign(page);
    await page.waitForSelector('.follow [data-outcome="unknown"]');
    const id = await idOf(page);
    await page.click(".follow .end-unknown button:not(:disabled)");
    await page.waitForSelector(".follow [data-outcome=confirmed]", { timeout: 60_000 });
    assert.equal(await idOf(page), id);
    assert.deepEqual(writtenTo(plant, valveRegister).slice(before), [44]);
  });

  it("class C: the passphrase again, a second operator's too, and Enter cancels", async () => {
    const [ann, bo] = [await sitDown("ann"), await sitDown("bo")];
    await openPoint(ann, "dosing");
    await enter(ann, "4.5");
    assert.equal(await ann.locator(".review").getAttribute("data-class"), "C");
    await ann.waitForSelector(".review .cancel:focus");
    await ann.fill(".review input[name=passphrase]", "another one");
    await sign(ann);
    await ann.waitForSelector('.review .fault:has-text("passphrase")');
    await ann.fill(".review input[name=passphrase]", passphrase);
    await ann.press(".review input[name=passphrase]", "Enter");
    assert.equal(await ann.locator(".follow").count(), 0, "Enter in a field signs nothing");
    await sign(ann);
    await ann.waitForSelector('.station[data-station="waiting"]');
    await goToCommand(bo, await idOf(ann));
    await bo.fill(".approve input[name=passphrase]", passphrase);
    assert.deepEqual(writtenTo(plant, dosingRegister), []);
    await bo.click(".approve button[type=submit]:not(:disabled)");
    assert.equal(await outcome(ann), "confirmed", plant.tails());
    assert.deepEqual(writtenTo(plant, dosingRegister), [[0x4090, 0]], "4.5 as two registers");
  });

  it("a key that nobody uses is locked after five minutes; looking goes on", async () => {
    const page = await sitDown("ann", movableClock);
    await openPoint(page, "valve");
    await page.evaluate("window.aheadMs = 299_000");
    await page.keyboard.press("Shift");
    await page.evaluate("window.aheadMs = 590_000");
    assert.equal(await page.locator('.operator-button[data-locked="false"]').count(), 1);
    await page.evaluate("window.aheadMs = 601_000");
    await page.waitForSelector('.operator-button[data-operator="ann"][data-locked="true"]');
    await page.waitForSelector("[data-veil]", { state: "detached" });
    await page.waitForSelector(".faceplate .value-key.is-good");
    await enter(page, "41");
    await page.waitForSelector(".review input[name=passphrase]:focus");
  });

  it("CSV: what would run as a formula in a spreadsheet is a text", async () => {
    const page = await sitDown("carl");
    const tags = ["inflow", "outflow", "level"].map((point) => `intake/${point}`).join(",");
    await page.goto(`${address}/#/trends?points=${encodeURIComponent(tags)}`);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.click('a[href^="/export/history.csv"]'),
    ]);
    const text = readFileSync(await download.path(), "utf8");
    for (const units of ["=1+1", "@SUM(1)", "-2+3"]) assert.ok(text.includes(`,'${units},`), units);
    const cells = text.split(/[,\r\n]+/).filter((cell) => Number.isNaN(Number(cell)));
    assert.deepEqual(cells.filter((cell) => /^"?[=+\-@\t]/.test(cell)), []);
  });

  it("whose role does not allow it is told so and has no button", async () => {
    const page = await sitDown("carl");
    await openPoint(page, "valve");
    await page.waitForSelector('[data-denial="role"]');
    assert.equal(await page.locator("[data-begin]").count(), 0);
    assert.match(await page.locator("[data-denial]").innerText(), /carl \(viewer\)/);
  });

  it("two operators: it waits, visible to both, until the second one signs", async () => {
    const ann = await sitDown("ann");
    const bo = await sitDown("bo");
    await openPoint(ann, "pump");
    await ann.click("[data-begin]:not(:disabled)");
    await ann.check('input[name=choice][value="true"]');
    await ann.click(".enter button[type=submit]");
    await ann.waitForSelector(".review");
    assert.equal(await ann.locator(".review").getAttribute("data-class"), "B");
    assert.ok(!(await ann.locator(".review .main:focus").count()));
    const writes = (): number =>
      plant.plc.journal().filter(({ register, table }) => table === "coil" && register === pumpCoil)
        .length;
    const before = writes();
    await sign(ann);
    await ann.waitForSelector('.station[data-station="waiting"]');
    const id = await idOf(ann);
    await goToCommand(ann, id);
    assert.match(await ann.locator(".command-detail .denial").innerText(), /ann has signed/);
    await goToCommand(bo, id);
    await bo.waitForSelector(".approve button[type=submit]:not(:disabled)");
    assert.equal(writes(), before);
    await bo.click(".approve button[type=submit]");
    await bo.waitForSelector(`[data-detail="${id}"] [data-outcome=confirmed]`);
    assert.equal(writes(), before + 1);
    assert.match(await bo.locator(".command-detail .facts").innerText(), /ann .*bo .*\(2\/2\)/s);
  });

  it("the log is verified by this browser, and a tampered one is found out", async () => {
    const page = await sitDown("ann");
    await goTo(page, "log");
    await page.waitForSelector('[data-audit="whole"]', { timeout: 90_000 });
    assert.match(await page.locator(".verified-title").innerText(), /Verified 1\.\.\d+/);
    await page.routeWebSocket(/\/live$/, (socket) => {
      const toServer = socket.connectToServer();
      toServer.onMessage((message) => socket.send(tampered(String(message))));
    });
    await page.reload();
    await page.waitForSelector('[data-audit="broken"]', { timeout: 90_000 });
    assert.match(await page.locator(".verified").innerText(), /Block 2 .*AUDIT_/s);
  });

  it("a stopped server is veiled; what was typed is gone and nothing is replayed", async () => {
    const page = await sitDown("ann");
    await openPoint(page, "valve");
    await page.click("[data-begin]:not(:disabled)");
    await page.fill("input[name=value]", "33");
    const before = writtenTo(plant, valveRegister).length;
    process.kill(server.pid, "SIGSTOP");
    const startedMs = Date.now();
    try {
      await page.waitForSelector("[data-veil]");
      assert.ok(Date.now() - startedMs < 15_000, `${Date.now() - startedMs} ms`);
      // The flow is given up after the veil has been drawn.
      await page.waitForSelector("input[name=value]", { state: "detached" });
      assert.equal(await page.locator("[data-begin]:not(:disabled)").count(), 0);
    } finally {
      process.kill(server.pid, "SIGCONT");
    }
    await page.waitForSelector("[data-veil]", { state: "detached" });
    await page.waitForSelector("[data-begin]:not(:disabled)");
    assert.equal(writtenTo(plant, valveRegister).length, before);
  });

  it("an alarm is seen, acknowledged, shelved and taken back, signed and ordered", async () => {
    const id = "intake/valve-position/high";
    const page = await sitDown("ann");
    await plant.json("set", "intake", "valve=62", "--ttl", "50s");
    await page.click(`.banner-row[data-alarm="${id}"][data-state="UNACK"]`);
    const said = "Alarm, priority 1: intake/valve-position";
    await page.waitForSelector(`[role="alert"]:has-text("${said}")`, { state: "attached" });
    await page.click('[data-verb="acknowledge"]');
    await page.waitForSelector('[data-alarm-state="ACK"]');
    assert.match(await page.locator(".alarm-panel .facts").innerText(), /Acknowledged\s+ann, /);
    await page.click('[data-verb="shelve"]');
    await page.fill("form[data-verb=shelve] input[name=reason]", "valve is being tested");
    await page.click('form[data-verb="shelve"] button[type="submit"]');
    await page.waitForSelector('[data-alarm-state="SHELVED"]');
    assert.equal(await page.locator(".banner-row").count(), 0);
    await plant.json("set", "intake", "valve=50", "--ttl", "50s");
    await page.waitForSelector('.alarm-panel .facts:has-text("Underneath")');
    await page.waitForSelector('.alarm-panel dd:text-is("Normal")');
    await page.click('[data-verb="unshelve"]');
    await page.waitForSelector('[data-alarm-state="NORMAL"]');
    await goTo(page, "alarms");
    await page.waitForSelector('.events tr:has-text("valve-position")');
  });

  it("an agent that lies about values, alarms, commands changes nothing and is named", async () => {
    const liar = await Liar.inPlaceOf(plant, "west");
    try {
      const page = await sitDown("ann");
      await goTo(page, "agents");
      for (const code of ["LIE_UNSIGNED", "LIE_ALARM"])
        await page.waitForSelector(`tr[data-lie="${code}"][data-agent="west"]`, {
          timeout: 60_000,
        });
      assert.equal(await page.locator('[data-lie]:not([data-agent="west"])').count(), 0);
      assert.equal(await page.locator(".banner-row").count(), 0);
      await openPoint(page, "valve");
      await page.waitForSelector('.faceplate .value-key.is-good:has-text("50")');
      await enter(page, "52");
      await sign(page);
      assert.equal(await outcome(page), "confirmed", plant.tails());
      assert.equal(writtenTo(plant, valveRegister).at(-1), 52);
      await goTo(page, "agents");
      await page.waitForSelector('tr[data-lie="LIE_COMMAND"][data-agent="west"]', {
        timeout: 60_000,
      });
      assert.equal(await page.locator('[data-lie]:not([data-agent="west"])').count(), 0);
      await goTo(page, "commands");
      await page.waitForSelector('tr[data-command][data-outcome="confirmed"]');
    } finally {
      await liar.stop();
      plant.agent("west").start();
    }
  });

  it("f agents gone: commands still go; f+1 gone: nothing is ordered, and why", async () => {
    const page = await sitDown("ann");
    await page.waitForSelector('[data-quorum="4/4"]', { timeout: 60_000 });
    // The last one was just started and may be catching up: the command does not need it.
    const [second, first] = plant.agents.slice(-2) as [PlantProcess, PlantProcess];
    await first.kill();
    await page.waitForSelector('[data-quorum="3/4"]');
    await openPoint(page, "valve");
    await page.waitForSelector('.faceplate .value-key:has-text("52")');
    await enter(page, "51");
    await sign(page);
    assert.equal(await outcome(page), "confirmed", plant.tails());
    assert.equal(writtenTo(plant, valveRegister).at(-1), 51);
    await second.kill();
    await page.waitForSelector('[data-quorum="2/4"]');
    await goTo(page, "agents");
    await page.waitForSelector('.ordering[data-ordering="false"]', { timeout: 60_000 });
    first.start();
    second.start();
    await page.waitForSelector('.ordering[data-ordering="true"]', { timeout: 90_000 });
    await page.waitForSelector('[data-quorum="4/4"]');
  });
});
