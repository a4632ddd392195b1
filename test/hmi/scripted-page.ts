import assert from "node:assert/strict";
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

  async leave(): Promise<void> {
    await this.tab?.context.close();
    this.tab = null;
  }
}
