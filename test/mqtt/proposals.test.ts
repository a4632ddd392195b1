import assert from "node:assert/strict";
import fc from "fast-check";
import { type Envelope, readCommand } from "@quorate/protocol";
import { encodeSparkplug, type SparkplugMetric } from "@quorate/protocol/sparkplug";
import { Catalogue, type DeviceMetrics } from "../../edge-agent/src/sparkplug/catalogue.ts";
import { sparkplugLimits } from "../../edge-agent/src/sparkplug/limits.ts";
import { type ProposalNews, Proposals } from "../../edge-agent/src/sparkplug/proposals.ts";
import { beginMs, chain, edgeSite, signerOf } from "../edge-agent/site.ts";

const site = edgeSite();
const tank = new Catalogue(site).devices.get("tank") as DeviceMetrics;

class World {
  nowMs = 0;
  readonly submitted: Envelope[] = [];
  readonly news: ProposalNews[] = [];
  readonly refused: string[] = [];
  readonly proposals: Proposals;

  constructor(withGateway = true) {
    this.proposals = new Proposals({
      ...{ site, chain, signer: withGateway ? signerOf("gateway") : null },
      nowMs: () => beginMs + this.nowMs,
      monotonicMs: () => this.nowMs,
      nonce: () => new Uint8Array(16).fill(this.submitted.length),
      submit: (command) => this.submitted.push(command),
      news: (news) => this.news.push(news),
      refused: (_device, code) => this.refused.push(code),
    });
  }

  take(metrics: readonly SparkplugMetric[], more: { at?: number; retained?: boolean } = {}): void {
    const timestamp = beginMs + (more.at ?? this.nowMs);
    const payload = encodeSparkplug({ timestamp, metrics: [...metrics] });
    this.proposals.take(tank, { payload, retained: more.retained ?? false, repeated: false });
  }
}

const valve: SparkplugMetric = { name: "set", floatValue: 12.5 };

describe("mqtt: proposals", () => {
  it("a DCMD becomes a command of the gateway, by name or by alias", () => {
    const world = new World();
    world.take([valve, { alias: tank.byName.get("pump")?.alias as number, booleanValue: true }]);
    const [command] = world.submitted.map((envelope) => readCommand(chain, envelope));
    assert.equal(command?.device, "tank");
    assert.deepEqual(command?.writes, [
      { point: "set", value: 12.5 },
      { point: "pump", value: true },
    ]);
    assert.equal(command?.operator, site.gateways[0]?.key);
    assert.equal(command?.notAfterMs, beginMs + sparkplugLimits.proposalTtlMs);
    world.proposals.progress(world.news[0]?.id ?? "", "ended", "confirmed", "");
    assert.deepEqual(world.news.map(({ state }) => state), ["submitted", "confirmed"]);
  });

  it("without a gateway nothing is signed", () => {
    const world = new World(false);
    world.take([valve]);
    assert.deepEqual(world.refused, ["COMMAND_GATEWAY_NONE"]);
    assert.equal(world.submitted.length, 0);
    assert.equal(world.news[0]?.state, "refused");
  });

  const defects: readonly (readonly [string, SparkplugMetric[], object, string])[] = [
    ["kept by the broker", [valve], { retained: true }, "COMMAND_GATEWAY_RETAINED"],
    ["of another hour", [valve], { at: -3_600_000 }, "COMMAND_GATEWAY_STALE"],
    ["of the future", [valve], { at: 3_600_000 }, "COMMAND_GATEWAY_STALE"],
    ["for no point", [{ name: "nozzle", floatValue: 1 }], {}, "COMMAND_GATEWAY_METRIC"],
    ["for its answer", [{ name: "Command/Id", stringValue: "x" }], {}, "COMMAND_GATEWAY_METRIC"],
    ["of another type", [{ name: "set", stringValue: "1" }], {}, "COMMAND_GATEWAY_METRIC"],
    ["of no number", [{ name: "set", floatValue: Number.NaN }], {}, "COMMAND_GATEWAY_METRIC"],
    ["of nothing", [{ name: "set", isNull: true }], {}, "COMMAND_GATEWAY_METRIC"],
    ["empty", [], {}, "COMMAND_GATEWAY_METRIC"],
    ["of very many", Array.from({ length: 65 }, () => valve), {}, "COMMAND_GATEWAY_METRIC"],
  ];
  for (const [title, metrics, more, code] of defects)
    it(`one ${title}: ${code}`, () => {
      const world = new World();
      world.take(metrics, more);
      assert.deepEqual(world.refused, [code]);
      assert.equal(world.submitted.length, 0);
    });

  it("any bytes are refused with a code, and nothing is signed (S10)", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (payload) => {
        const world = new World();
        world.proposals.take(tank, { payload, retained: false, repeated: false });
        assert.equal(world.refused.length, 1);
        assert.equal(world.submitted.length, 0);
      }),
    );
  });

  it("a flood: what is signed is bounded by rate and by what is open", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 400 }), (waits) => {
        const world = new World();
        const open: string[] = [];
        for (const waitMs of waits) {
          world.nowMs += waitMs;
          const before = world.submitted.length;
          world.take([valve]);
          if (world.submitted.length > before) open.push(world.news.at(-1)?.id ?? "");
          assert.ok(open.length <= sparkplugLimits.openProposals);
          if (open.length === sparkplugLimits.openProposals)
            world.proposals.progress(open.shift() ?? "", "ended", "confirmed", "");
        }
        const { proposalsAtOnce, proposalsPerSecond } = sparkplugLimits;
        const most = proposalsAtOnce + (world.nowMs / 1000) * proposalsPerSecond;
        assert.ok(world.submitted.length <= most, `${world.submitted.length} of ${most}`);
      }),
    );
    const world = new World();
    for (let count = 0; count < 10_000; count += 1) world.take([valve]);
    assert.equal(world.submitted.length, sparkplugLimits.openProposals);
    assert.ok(world.refused.every((code) => code === "COMMAND_GATEWAY_BUSY"));
    // Whoever floods is told once, not ten thousand times.
    assert.equal(world.news.filter(({ state }) => state === "refused").length, 1);
  });
});
