import assert from "node:assert/strict";
import { sha256, toHex, utf8 } from "@quorate/protocol";
import { Counters, dialLink, type Link, nodeSigner } from "@quorate/protocol/node";
import { AgentLinks } from "../../edge-agent/src/io/agent-links.ts";
import { until } from "../until.ts";
import { edgeSite } from "./site.ts";

const seedOf = (name: string): Uint8Array => sha256(utf8(`agent links test ${name}`));
const keyOf = (name: string): string => toHex(nodeSigner(seedOf(name)).publicKey);

interface Line {
  readonly code: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** The sockets of an agent whose clients' frames take as many ms as their first byte says. */
class Door {
  readonly lines: Line[] = [];
  readonly counts = new Map<string, number>();
  readonly taken: string[] = [];
  readonly links: AgentLinks;
  private readonly opened: Link[] = [];
  private address = "";

  constructor() {
    const line = (_: string, code: string, facts = {}): void => {
      this.lines.push({ code, facts });
    };
    const log = { debug: line, info: line, warn: line, error: line };
    const counters = new Counters("agent", "COUNTERS");
    counters.add = (code) => void this.counts.set(code, (this.counts.get(code) ?? 0) + 1);
    const site = edgeSite();
    const agent = {
      ...{ site, self: site.agents.length - 1, clients: { roleOf: () => ({}) } },
      clientUp: (key: string) => ({
        role: { kind: "guard", spec: { name: key } },
        frame: ([ms]: Uint8Array) => {
          this.taken.push(key);
          for (const begun = performance.now(); performance.now() - begun < (ms ?? 0); );
        },
        down: () => {},
      }),
    };
    const listen = { address: "127.0.0.1:0", api: "127.0.0.1:0" };
    const home = { seed: seedOf("agent"), local: { listen } };
    const fatal = (error: unknown): void => assert.fail(String(error));
    this.links = new AgentLinks({ ...{ agent, home, log, counters, fatal } } as never);
  }

  async open(): Promise<void> {
    this.address = (await this.links.open()).api;
  }

  async dial(name: string): Promise<Link> {
    const { address } = this;
    const link = await dialLink({ address, seed: seedOf(name), expectKey: keyOf("agent") });
    this.opened.push(link);
    link.onFrame(() => {});
    return link;
  }

  async close(): Promise<void> {
    for (const link of this.opened) link.close();
    await this.links.close();
  }
}

describe("agent: links of clients (S9)", () => {
  let door: Door;

  beforeEach(async () => {
    door = new Door();
    await door.open();
  });
  afterEach(() => door.close());

  it("no client's key gets more than its share of the time, whatever links it has", async () => {
    const flood = [await door.dial("console"), await door.dial("console")];
    const other = await door.dial("operator");
    for (let at = 0; at < 30; at += 1) for (const link of flood) link.send(Uint8Array.of(100));
    await until(() => (door.counts.get("API_CLIENT_HELD") ?? 0) > 1, { what: "two holds" });
    const before = door.taken.filter((key) => key === keyOf("console")).length;
    assert.ok(before < 30, "a burst of one key");
    other.send(Uint8Array.of(0));
    await until(() => door.taken.includes(keyOf("operator")), { what: "the other's frame" });
    const after = door.taken.filter((key) => key === keyOf("console")).length;
    assert.ok(after < 60, "nothing is worked off at a stretch");
  });

  it("one that comes and goes without end does not fill the log", async () => {
    for (let turn = 0; turn < 30; turn += 1) (await door.dial("console")).close();
    (await door.dial("operator")).close();
    const about = (name: string): Line[] =>
      door.lines.filter(({ facts }) => facts["client"] === `guard ${keyOf(name)}`);
    await until(() => about("operator").length === 2, { what: "the other's lines" });
    assert.equal(about("console").length, 10);
  });

  it("a client at work is never held", async () => {
    const link = await door.dial("operator");
    for (let at = 0; at < 100; at += 1) link.send(Uint8Array.of(1));
    await until(() => door.taken.length === 100, { what: "its frames" });
    assert.equal(door.counts.get("API_CLIENT_HELD"), undefined);
  });
});
