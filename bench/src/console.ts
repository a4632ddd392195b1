import { appendFileSync, readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { PlantProcess, startPlant } from "@quorate/deploy";
import { type Browser, type CDPSession, chromium, type Page } from "playwright-core";
import { quorate } from "../../deploy/src/plant/plant.ts";
import { ConsoleAgents } from "./console-agents.ts";
import { machine, table } from "./figures.ts";
import { scanTemplate } from "./scan-plant.ts";

export interface ConsoleOptions {
  readonly devices: number;
  /** Of each device; every one of them changes once a second. */
  readonly points: number;
  readonly seconds: number;
}

interface Memory {
  readonly firstMiB: number;
  readonly lastMiB: number;
  readonly mostMiB: number;
  /** Of the second half, by least squares. */
  readonly slopeMiBPerHour: number;
}

/** Input events of the page; those that were over before 16 ms are counted as 16. */
interface InputDelay {
  readonly events: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export interface ConsoleFigures {
  readonly options: ConsoleOptions;
  readonly machine: ReturnType<typeof machine>;
  /** Of one minute, at the beginning and at the end. */
  readonly load: readonly [number, number];
  readonly firstPaintMs: readonly number[];
  readonly bundleGzipKB: { readonly code: number; readonly fonts: number };
  readonly inputMs: InputDelay;
  readonly pageHeap: Memory;
  readonly serverResident: Memory;
}

const executablePath = "/usr/bin/chromium";
const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
const startMs = 600_000;
/** The page may be slow to come: that is what is measured, not a failure. */
const patienceMs = 120_000;
const paints = 7;
const lookEveryMs = 20_000;
const restMs = 1000;
const pageBytes = 4096;

const round = (value: number): number => Math.round(value * 100) / 100;

interface Look {
  readonly seconds: number;
  readonly bytes: number;
}

const memoryOf = (looks: readonly Look[]): Memory => {
  const half = looks.slice(Math.floor(looks.length / 2));
  const mean = (list: readonly number[]): number =>
    list.reduce((sum, one) => sum + one, 0) / Math.max(1, list.length);
  const [time, size] = [mean(half.map((one) => one.seconds)), mean(half.map((one) => one.bytes))];
  const over = half.reduce((sum, one) => sum + (one.seconds - time) * (one.bytes - size), 0);
  const under = half.reduce((sum, one) => sum + (one.seconds - time) ** 2, 0);
  const mebi = (bytes: number): number => round(bytes / 2 ** 20);
  return {
    firstMiB: mebi(looks[0]?.bytes ?? 0),
    lastMiB: mebi(looks.at(-1)?.bytes ?? 0),
    mostMiB: mebi(Math.max(...looks.map(({ bytes }) => bytes))),
    slopeMiBPerHour: under === 0 ? 0 : mebi((over / under) * 3600),
  };
};

/** What the page loads, as a server that compresses would send it. */
const bundleOf = async (browser: Browser, address: string) => {
  const page = await browser.newPage();
  page.setDefaultTimeout(patienceMs);
  const sizes = { code: 0, fonts: 0 };
  const loading: Promise<void>[] = [];
  page.on("response", (response) => {
    const size = async (): Promise<void> => {
      const bytes = gzipSync(await response.body(), { level: 9 }).length;
      sizes[/\.woff2$/.test(response.url()) ? "fonts" : "code"] += bytes;
    };
    loading.push(size());
  });
  // The log's page has a worker of its own.
  await page.goto(`${address}/#/log`);
  await page.waitForSelector(".page.log");
  await Promise.all(loading);
  await page.close();
  return { code: round(sizes.code / 1000), fonts: round(sizes.fonts / 1000) };
};

const firstPaint = async (browser: Browser, address: string): Promise<number> => {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  await page.goto(address);
  await page.waitForSelector(".page");
  const ms = await page.evaluate<number>(
    "performance.getEntriesByName('first-contentful-paint')[0].startTime",
  );
  await context.close();
  return Math.round(ms);
};

/** Counted in the page by the browser itself: from the input to the next picture. */
const watchInput = `
  window.slowInputs = [];
  new PerformanceObserver((list) => {
    for (const { duration, interactionId } of list.getEntries())
      if (interactionId > 0) window.slowInputs.push(duration);
  }).observe({ type: "event", durationThreshold: 16 });`;

const inputDelay = async (page: Page): Promise<InputDelay> => {
  const slow = await page.evaluate<number[]>("window.slowInputs");
  const events = await page.evaluate<number>("performance.interactionCount ?? 0");
  const quick = Math.max(0, events - slow.length);
  const all = [...Array.from({ length: quick }, () => 16), ...slow].sort((a, b) => a - b);
  const at = (part: number): number =>
    all[Math.min(all.length - 1, Math.floor(all.length * part))] ?? 0;
  return { events: all.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
};

/** An operator who looks round: pages by keys, a unit, a faceplate by mouse, a search. */
const lookRound = async (page: Page, turn: number): Promise<void> => {
  for (const key of ["o", "u", "t", "a", "c", "l", "n", "u"]) {
    await page.keyboard.press("g");
    await page.keyboard.press(key);
    await wait(restMs);
  }
  const lines = page.locator(".point-line");
  await lines.nth(turn % (await lines.count())).click();
  // A handle of the element, which `waitForSelector` hands out, would keep each faceplate for good.
  await page.locator("[data-faceplate]").waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type(`device-${turn % 7}/p${turn}`, { delay: 60 });
  await page.keyboard.press("Escape");
  await wait(restMs);
  await page.keyboard.press("Escape");
};

const heapOf = async (session: CDPSession): Promise<number> => {
  await session.send("HeapProfiler.collectGarbage");
  return (await session.send("Runtime.getHeapUsage")).usedSize;
};

const residentOf = ({ pid }: PlantProcess): number =>
  Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]) * pageBytes;

const run = async (
  browser: Browser,
  address: string,
  server: PlantProcess,
  options: ConsoleOptions,
): Promise<ConsoleFigures> => {
  const before = loadavg()[0] ?? 0;
  const bundleGzipKB = await bundleOf(browser, address);
  const firstPaintMs: number[] = [];
  for (let turn = 0; turn < paints; turn += 1)
    firstPaintMs.push(await firstPaint(browser, address));
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  page.setDefaultTimeout(patienceMs);
  await page.addInitScript(watchInput);
  await page.goto(address);
  await page.waitForSelector("[data-veil]", { state: "detached", timeout: startMs });
  const session = await page.context().newCDPSession(page);
  const [heap, resident]: [Look[], Look[]] = [[], []];
  const startedMs = performance.now();
  let lookedMs = 0;
  for (let turn = 0; performance.now() - startedMs < options.seconds * 1000; turn += 1) {
    await lookRound(page, turn);
    if (performance.now() - lookedMs < lookEveryMs) continue;
    lookedMs = performance.now();
    const seconds = (lookedMs - startedMs) / 1000;
    heap.push({ seconds, bytes: await heapOf(session) });
    resident.push({ seconds, bytes: residentOf(server) });
  }
  return {
    ...{ options, machine: machine(), load: [round(before), round(loadavg()[0] ?? 0)] },
    ...{ firstPaintMs, bundleGzipKB, inputMs: await inputDelay(page) },
    ...{ pageHeap: memoryOf(heap), serverResident: memoryOf(resident) },
  };
};

/**
 * The page of a real console process under points that all change once a second, in Chromium: how
 * quick it is there, how quick it answers, and whether its memory stays what it was.
 */
export const consolePage = async (options: ConsoleOptions): Promise<ConsoleFigures> => {
  const { devices, points } = options;
  const plant = await startPlant({
    start: false,
    devices: () => {
      // Addresses of PLCs that nobody dials: no guard runs.
      const ports = Array.from({ length: devices }, (_, index) => 1502 + index);
      const scan = { devices, points, intervalMs: 1000, seconds: options.seconds };
      return { template: scanTemplate(ports, scan).replace(/^ *readAddress.*\n/gm, ""), plcs: [] };
    },
  });
  const agents = new ConsoleAgents(plant);
  const home = join(plant.dir, "console");
  const server = new PlantProcess("console", [quorate, "console", "--home", home]);
  let browser: Browser | undefined;
  try {
    appendFileSync(join(home, "local.yaml"), "\nlisten:\n  http: 127.0.0.1:0\n");
    await agents.start();
    server.start();
    const line = await server.line("http://", startMs);
    const address = /http:\/\/[\d.:]+/.exec(line)?.[0] ?? "";
    browser = await chromium.launch({ executablePath, args });
    return await run(browser, address, server, options);
  } finally {
    await browser?.close();
    await server.kill("SIGTERM");
    await agents.stop();
    await plant.stop();
  }
};

export const consoleTable = (figures: ConsoleFigures): string => {
  const { firstPaintMs, bundleGzipKB, inputMs, pageHeap, serverResident, load } = figures;
  const memory = (name: string, of: Memory): (string | number)[] => [
    ...[name, of.firstMiB, of.lastMiB, of.mostMiB, of.slopeMiBPerHour],
  ];
  const { events, p50, p95, p99, max } = inputMs;
  return [
    `first paint ${firstPaintMs.join(", ")} ms`,
    `bundle ${bundleGzipKB.code} kB gzip, and ${bundleGzipKB.fonts} kB of fonts`,
    `input: ${events} events, p50 ${p50}, p95 ${p95}, p99 ${p99}, longest ${max} ms`,
    table(
      ["memory", "first MiB", "last MiB", "most MiB", "slope MiB/h"],
      [memory("page's heap", pageHeap), memory("server, resident", serverResident)],
    ),
    `load ${load.join(" to ")} on ${figures.machine.cores} cores`,
  ].join("\n");
};
