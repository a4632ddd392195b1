import assert from "node:assert/strict";
import { type Health, Service } from "@quorate/protocol/node";
import { until } from "../until.ts";

const managed = { NOTIFY_SOCKET: "/run/systemd/notify", WATCHDOG_USEC: "30000" };

describe("service: what the service manager hears", () => {
  let sent: string[] = [];
  let health: Health = { works: true, text: "orders" };
  let service: Service | null = null;
  const start = (env: Record<string, string>): Service => {
    service = new Service({ env, send: (lines) => sent.push(...lines) });
    service.ready(() => health);
    return service;
  };
  const count = (line: string): number => sent.filter((one) => one === line).length;

  beforeEach(() => {
    sent = [];
    health = { works: true, text: "orders" };
  });
  afterEach(() => service?.stopping());

  it("ready, then beats while it works, a new status when there is one, and the end", async () => {
    start(managed);
    assert.deepEqual(sent, ["READY=1", "STATUS=orders"]);
    await until(() => count("WATCHDOG=1") >= 3, { what: "WATCHDOG=1" });
    assert.equal(count("STATUS=orders"), 1);
    health = { works: true, text: "two are missing" };
    await until(() => count("STATUS=two are missing") === 1, { what: "STATUS=two are missing" });
    service?.stopping();
    const before = sent.length;
    service?.stopping();
    assert.deepEqual([sent.at(-1), sent.length], ["STOPPING=1", before]);
  });

  it("no beat while it does not work, and a word about why", async () => {
    start(managed);
    await until(() => count("WATCHDOG=1") >= 1, { what: "WATCHDOG=1" });
    health = { works: false, text: "nothing is ordered" };
    await until(() => count("STATUS=nothing is ordered") === 1, { what: "the reason" });
    const beats = count("WATCHDOG=1");
    health = { works: false, text: "nothing is ordered for longer" };
    const later = "STATUS=nothing is ordered for longer";
    await until(() => count(later) === 1, { what: "a later reason" });
    assert.equal(count("WATCHDOG=1"), beats);
  });

  it("nobody is told anything where no manager listens, or another process is meant", async () => {
    start({ WATCHDOG_USEC: "30000" });
    assert.deepEqual(sent, []);
    start({ ...managed, WATCHDOG_PID: "1" });
    assert.deepEqual(sent, ["READY=1", "STATUS=orders"]);
  });
});
