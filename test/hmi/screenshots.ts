import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { freeBase, PlantProcess } from "@quorate/deploy";
import { root } from "../sources.ts";
import { until } from "../until.ts";
import { goTo, openBrowser, openTab, pageNames } from "./browser.ts";

/*
 * `npm run screenshots`: the pictures of docs/console, of the demo plant as `npm start` runs it.
 * Every page in both themes at both sizes, without alarms and with one, and a command's steps.
 */

const demo = fileURLToPath(new URL("../../deploy/bin/demo.js", import.meta.url));
const folder = join(root, "docs/console");
const sizes = [
  [1920, 1080],
  [1280, 720],
] as const;
const startMs = 180_000;
/** The water takes its time to become hot. */
const alarmMs = 240_000;
/** So that trends have something to show, and commands have come to their end, ms. */
const fillMs = 60_000;
const drawMs = 1500;

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const shoot = async (page: Page, name: string): Promise<void> => {
  await rest(drawMs);
  await page.screenshot({ path: join(folder, `${name}.png`) });
};

const sitDown = async (page: Page): Promise<void> => {
  await page.click(".operator-button");
  await page.selectOption("select[name=demo-operator]", { label: "ann" });
  await page.fill("input[name=demo-passphrase]", "demo-ann");
  await page.click('form:has(select[name=demo-operator]) button[type="submit"]');
  await page.waitForSelector('.operator-button[data-locked="false"]', { timeout: 60_000 });
};

const command = async (
  page: Page,
  value: string,
  steps: boolean,
  [device, point] = ["intake", "valve"],
): Promise<void> => {
  await goTo(page, "unit");
  await page.click(`.tabs a[href="#/unit/${device}"]`);
  await page.click(`.point-line[data-open="${device}/${point}"]`);
  await page.click("[data-begin]:not(:disabled)");
  await page.fill("input[name=value]", value);
  if (steps) await shoot(page, "command-1-enter");
  await page.click(".enter button[type=submit]");
  await page.waitForSelector(".review");
  if (steps) await shoot(page, "command-2-review");
  await page.click(".review button[type=submit]");
  await page.waitForSelector(".follow [data-outcome]", { timeout: 60_000 });
  if (steps) await shoot(page, "command-3-follow");
  await page.click(".follow .verb");
};

const pictures = async (address: string): Promise<void> => {
  const browser = await openBrowser();
  try {
    for (const theme of ["light", "dark"] as const)
      for (const size of sizes) {
        const { page, context } = await openTab(browser, address, { theme, size, calm: true });
        await page.waitForSelector("[data-veil]", { state: "detached" });
        const isFirst = theme === "light" && size[0] === sizes[0][0];
        await sitDown(page);
        if (isFirst) for (const value of ["45", "60", "52.5"]) await command(page, value, false);
        if (isFirst) await command(page, "90", false, ["exchanger", "outlet-target"]);
        if (isFirst) await rest(fillMs);
        if (isFirst) await command(page, "48", true);
        await page.keyboard.press("Escape");
        await page.click(".side-head button").catch(() => {});
        for (const name of pageNames) {
          await goTo(page, name);
          if (name === "trends") await page.selectOption(".page-head select >> nth=1", "300000");
          if (name === "log") await page.waitForSelector('[data-audit="whole"]');
          await shoot(page, `${name}-${theme}-${size[0]}`);
        }
        // All pictures but the first ones are of a plant with an alarm.
        if (isFirst) await page.waitForSelector(".banner-row", { timeout: alarmMs });
        await context.close();
      }
  } finally {
    await browser.close();
  }
};

export const main = async (): Promise<void> => {
  const data = join(mkdtempSync(join(tmpdir(), "quorate-pictures-")), "demo");
  const base = await freeBase([0, 1, 2, 3, 100, 101, 102, 103, 200, 201, 297, 298, 299]);
  const plant = new PlantProcess("demo", [demo, "--data", data, "--base-port", String(base)]);
  mkdirSync(folder, { recursive: true });
  plant.start();
  try {
    const line = await plant.line("in a browser", startMs);
    const address = /http:\/\/[\d.:]+/.exec(line)?.[0] ?? "";
    const answers = (): Promise<boolean> => fetch(address).then(({ ok }) => ok, () => false);
    await until(answers, { what: `${address} to answer`, deadlineMs: startMs });
    await pictures(address);
  } finally {
    await plant.kill("SIGINT");
    rmSync(join(data, ".."), { recursive: true, force: true });
  }
};
