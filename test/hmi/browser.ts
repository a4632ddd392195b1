import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { buildWeb } from "../../hmi/web/build.ts";

const executablePath = "/usr/bin/chromium";

/** Nothing in it reaches out by itself. */
const args = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
];

const { resolve } = createRequire(import.meta.url);
const axeSource = readFileSync(resolve("axe-core/axe.min.js"), "utf8");

/** The machine is shared: what takes a blink alone may take long. */
export const patienceMs = 30_000;

export interface Tab {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the browser complained of: scripts that failed, and everything the policy blocked. */
  readonly complaints: string[];
}

export interface TabOptions {
  readonly theme?: "light" | "dark";
  readonly size?: readonly [number, number];
  readonly calm?: boolean;
  readonly language?: string;
  /** Runs in the page before its own scripts. */
  readonly script?: string;
}

export const openBrowser = (): Promise<Browser> => {
  assert.ok(
    existsSync(executablePath),
    "Chromium is missing; as root: bash deploy/install-test-tools.sh",
  );
  return chromium.launch({ executablePath, args });
};

/** A folder with the page as it stands in the sources; the caller removes it. */
export const builtPage = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), "quorate-page-"));
  await buildWeb(folder);
  return folder;
};

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true });

export const openTab = async (
  browser: Browser,
  address: string,
  { theme = "light", size = [1280, 720], calm = false, language = "en", script }: TabOptions = {},
): Promise<Tab> => {
  const [width, height] = size;
  const context = await browser.newContext({
    ...{ viewport: { width, height }, colorScheme: theme, locale: language },
    ...(calm ? { reducedMotion: "reduce" } : {}),
  });
  context.setDefaultTimeout(patienceMs);
  if (script !== undefined) await context.addInitScript(script);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (message) => {
    const text = message.text();
    // A server that goes away on purpose is no complaint of the page.
    if (message.type() === "error" && !/WebSocket connection|ERR_CONNECTION/.test(text))
      complaints.push(text);
  });
  await page.goto(address);
  await page.waitForSelector(".shell");
  return { page, context, complaints };
};

export const goTo = async (page: Page, name: string): Promise<void> => {
  await page.click(`.rail a[href="#/${name}"]`);
  await page.waitForSelector(`.page.${name}`);
};

export const pageNames = [
  ...["overview", "unit", "trends", "alarms", "commands", "log", "agents"],
] as const;

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
  }[];
}

/** What axe-core has against the page as it stands, WCAG 2.2 A and AA, one line each. */
export const axeViolations = async (page: Page): Promise<string[]> => {
  await page.evaluate(axeSource);
  const rules = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];
  const run = `axe.run({ runOnly: ${JSON.stringify(rules)} })`;
  const { violations } = await page.evaluate<AxeResults>(run);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html}\n  ${failureSummary}`),
  );
};
