import assert from "node:assert/strict";
import { isCoded, limits, signCommand } from "@quorate/protocol";
import fc from "fast-check";
import { Pool } from "../../edge-agent/src/command.ts";
import { Crowd } from "../../edge-agent/src/crowd.ts";
import { Unordered } from "../../edge-agent/src/unordered.ts";
import { Lone } from "./lone.ts";
import { beginMs, chain, keyOf, signerOf } from "./site.ts";

/** The crowd of one agent, and what waits in it. */
class Site {
  readonly pool = new Pool();
  readonly unordered = new Unordered();
  readonly crowd = new Crowd(this.pool, this.unordered);
  private ids = 0;

  /** So many commands of an operator wait in events. */
  wait(count: number, operator: string): string[] {
    const ids = Array.from({ length: count }, () => `${(this.ids += 1)}`);
    for (const id of ids) this.unordered.add(id, operator);
    return ids;
  }

  takes(operator: string, nowMs = 0, open: readonly string[] = []): boolean {
    try {
      const of = (one: string): number => open.filter((other) => other === one).length;
      this.crowd.mayJoin(operator, { size: open.length, of }, nowMs);
      return true;
    } catch (error) {
      if (!isCoded(error)) throw error;
      assert.equal(error.code, "COMMAND_POOL_FULL");
      return false;
    }
  }
}

const { crowd: most, crowdMs } = limits;

describe("command: crowd", () => {
  it("an operator alone has all of it", () => {
    const site = new Site();
    const waiting = site.wait(most - 1, "ann");
    assert.ok(site.takes("ann"));
    waiting.push(...site.wait(1, "ann"));
    assert.ok(!site.takes("ann"));
    site.unordered.delete(waiting[0] as string);
    assert.ok(site.takes("ann"));
  });

  it("counts what waits in the pool, in events, and for its end", () => {
    const site = new Site();
    site.wait(most / 2, "ann");
    const transaction = {} as never;
    for (let number = 0; number < most / 2; number += 1)
      site.pool.add({ id: `p${number}`, transaction, weighty: true, operator: "ann" });
    assert.ok(!site.takes("ann"));
    site.pool.drop("p0");
    assert.ok(site.takes("ann"));
    assert.ok(!site.takes("ann", 0, ["bob"]));
    const open = Array.from({ length: most }, () => "bob");
    assert.ok(site.takes("cid", 0, open));
    assert.ok(!site.takes("bob", 0, open), "whose commands devices are late with");
  });

  it("reports, ballots and others without a commander are none", () => {
    const site = new Site();
    for (let number = 0; number < 2 * most; number += 1) site.unordered.add(`r${number}`);
    assert.ok(site.takes("ann"));
    site.unordered.delete("r0");
    assert.equal(site.unordered.commands.total, 0);
  });

  it("one command is one, however often an event brings it", () => {
    const site = new Site();
    for (let times = 0; times < 2 * most; times += 1) site.unordered.add("same", "ann");
    assert.ok(site.takes("ann"));
    site.unordered.delete("same");
    site.unordered.delete("same");
    assert.equal(site.unordered.commands.total, 0);
  });

  it("a site that is quicker may have more under way, as long as it is", () => {
    const site = new Site();
    site.wait(most + 50, "ann");
    site.crowd.ended(most, 1000);
    site.crowd.ended(0, 1100);
    assert.ok(!site.takes("ann", 1500));
    site.crowd.ended(100, 1500);
    assert.ok(site.takes("ann", 1500));
    assert.ok(site.takes("ann", 999 + crowdMs));
    assert.ok(!site.takes("ann", 1000 + crowdMs));
  });

  it("an agent that nobody asks forgets ends all the same (S9)", () => {
    const { crowd } = new Site();
    for (let atMs = 0; atMs <= 10 * crowdMs; atMs += 100) crowd.ended(1, atMs);
    assert.equal(crowd.remembered, crowdMs / 100);
  });

  it("nobody's crowd keeps another operator out", () => {
    const site = new Site();
    site.wait(10 * most, "ann");
    assert.ok(!site.takes("ann"));
    const share = Math.ceil(most / 3);
    for (let given = 0; given < share; given += 1) {
      assert.ok(site.takes("bob"), `${given}`);
      site.wait(1, "bob");
    }
    assert.ok(!site.takes("bob"));
  });

  it("however many operators give all that is taken, it is less than twice as much", () => {
    const many = fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 3000, maxLength: 4000 });
    fc.assert(
      fc.property(many, (operators) => {
        const site = new Site();
        for (const one of operators) if (site.takes(`${one}`)) site.wait(1, `${one}`);
        assert.ok(site.unordered.commands.total < 2 * most);
      }),
      { numRuns: 20 },
    );
  });

  it("COMMAND_POOL_FULL: an agent does not look at more; who has few of it is taken", () => {
    const lone = new Lone();
    for (let number = 0; number < most; number += 1)
      lone.agent.unordered.add(`${number}`, keyOf("ann"));
    const said = ["ann", "bob"].map((name) => {
      const client = lone.client(name);
      const command = signCommand(chain, signerOf(name), {
        ...{ device: "tank", writes: [{ point: "set", value: 1 }] },
        ...{ notAfterMs: beginMs + 10_000, nonce: new Uint8Array(16) },
      });
      client.says({ request: 1, submit: { command } });
      return client.heard.of("progress")[0];
    });
    assert.deepEqual(said.map((one) => one?.stage), ["refused", "received"]);
    assert.equal(said[0]?.code, "COMMAND_POOL_FULL");
    assert.match(said[0]?.detail ?? "", /^512 commands are on their way, 512 of them of this /);
  });
});
