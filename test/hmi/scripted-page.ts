import assert from "node:assert/strict";
import { createPrivateKey } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import type { Site } from "@quorate/protocol";
import {
  builtPage,
  openBrowser,
  openTab,
  removeFolder,
  type Tab,
  type TabOptions,
} from "./browser.ts";
import { ScriptedServer, snapshotOf } from "./scripted-server.ts";
import { operatorSeeds } from "./scripted-site.ts";

export const passphrase = "a long one for tests";

/** A seed's key file, as OpenSSL writes it (RFC 8410). */
const pemOf = (seed: Uint8Array): Buffer => {
  const head = Buffer.from("302e020100300506032b657004220420", "hex");
  const key = Buffer.concat([head, seed]);
  const pem = createPrivateKey({ key, format: "der", type: "pkcs8" });
  return Buffer.from(pem.export({ format: "pem", type: "pkcs8" }));
};

/** Opening a key waits for the test, as it does for a slow machine. */
export const slowKeys = `
  window.gate = Promise.resolve();
  window.tried = 0;
  window.opened = 0;
  window.releases = [];
  const { deriveKey, decrypt } = SubtleCrypto.prototype;
  SubtleCrypto.prototype.deriveKey = async function (...rest) {
    const key = await deriveKey.apply(this, rest);
    window.tried += 1;
    await window.gate;
    return key;
  };
  SubtleCrypto.prototype.decrypt = async function (...rest) {
    const seed = await decrypt.apply(this, rest);
    window.opened += 1;
    return seed;
  };
  window.hold = () => {
    window.gate = new Promise((release) => window.releases.push(release));
  };`;

export const importKey = async (page: Page, operator: "ann" | "bo"): Promise<void> => {
  const buffer = pemOf(operatorSeeds[operator]);
  const file = { name: "key.pem", mimeType: "application/x-pem-file", buffer };
  await page.setInputFiles("input[name=file]", file);
  await page.fill("input[name=import-passphrase]", passphrase);
  await page.click('form:has(input[name=file]) button[type="submit"]');
  await page.waitForSelector(`.operator-button[data-operator="${operator}"][data-locked="false"]`);
};

/** A scripted server of its own for each test, and the page in one browser for all of them. */
export class ScriptedPage {
  server!: ScriptedServer;
  address = "";
  private browser!: Browser;
  private folder = "";
  private tab: Tab | null = null;

  /** Call within `describe`: it begins and ends with its tests. */
  constructor(site: Site) {
    before(async () => {
      [this.browser, this.folder] = await Promise.all([openBrowser(), builtPage()]);
    });
    after(async () => {
      await this.browser.close();
      removeFolder(this.folder);
    });
    beforeEach(async () => {
      this.server = new ScriptedServer(this.folder, snapshotOf(site));
      this.address = await this.server.listen();
    });
    afterEach(async () => {
      const complaints = this.tab?.complaints ?? [];
      await this.leave();
      await this.server.close();
      assert.deepEqual(complaints, [], "the browser complained");
    });
  }

  async open(options: TabOptions = {}): Promise<Page> {
    this.tab = await openTab(this.browser, this.address, options);
    return this.tab.page;
  }

  /** With this operator's key, open; `script` runs in the page before its own. */
  async sitDown(operator: "ann" | "bo", script = ""): Promise<Page> {
    const page = await this.open({ script });
    await page.click(".operator-button");
    await importKey(page, operator);
    return page;
  }

  async leave(): Promise<void> {
    await this.tab?.context.close();
    this.tab = null;
  }
}
