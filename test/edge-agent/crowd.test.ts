import assert from "node:assert/strict";
import { isCoded, limits, signCommand } from "@quorate/protocol";
import fc from "fast-check";
import { Pool } from "../../edge-agent/src/command.ts";
import { Crowd } from "../../edge-agent/src/crowd.ts";
import type { OpenCommand } from "../../edge-agent/src/open-commands.ts";
import { Shares } from "../../edge-agent/src/shares.ts";
import { Unordered } from "../../edge-agent/src/unordered.ts";
import { Lone } from "./lone.ts";
import { beginMs, chain, keyOf, signerOf } from "./site.ts";

/** The crowd of one agent, and what waits in it. */
class Site {
  readonly pool = new Pool();
  readonly unordered = new Unordered();
  readonly open = new Shares();
  readonly crowd = new Crowd(this.pool, this.unordered, this.open);
  private ids = 0;

  /** So many commands of an operator wait in events. */
  wait(count: number, operator: string): string[] {
    const ids = Array.from({ length: count }, () => `${(this.ids += 1)}`);
    for (const id of ids) this.unordered.add(id, operator);
    return ids;
  }

  takes(operator: string, nowMs = 0): boolean {
    try {
      this.crowd.mayJoin(operator, nowMs);
      return true;
    } catch (error) {
      if (!isCoded(error)) throw error;
      assert.equal(error.code, "COMMAND_POOL_FULL");
      return false;
    }
  }
}

const { crowd: most, crowdMs } = limits;

const openCommand: OpenCommand = {
  ...{ id: "", device: "tank", deviceSequence: 0, notAfterMs: beginMs, orderedUs: 0 },
  ...{ orderedRound: 0, block: 0, sequence: 0, previous: "", ballots: 0, vetoes: 0, reasons: [] },
  ...{ closing: "", closingBlock: 0, closingSequence: 0, approvals: ["ann"] },
  command: { body: new Uint8Array(), signature: new Uint8Array() },
};

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
    site.open.add("bob", 1);
    assert.ok(!site.takes("ann"));
    for (let number = 1; number < most; number += 1) site.open.add("bob", 1);
    assert.ok(site.takes("cid"));
    assert.ok(!site.takes("bob"), "whose commands devices are late with");
  });

  it("leaves out what waits for approvals, or for a guard that is away to close it", () => {
    const { state } = new Lone().agent.machine;
    const put = (id: string, deviceSequence: number, closing: string): void =>
      state.commands.put({ ...openCommand, id, deviceSequence, closing });
    put("waits", 0, "");
    assert.equal(state.commands.going.total, 0);
    put("waits", 1, "");
    put("goes", 2, "");
    assert.deepEqual([state.commands.going.total, state.commands.going.of("ann")], [2, 2]);
    put("goes", 2, "");
    put("waits", 1, "POLICY_EXPIRED");
    put("waits", 1, "POLICY_EXPIRED");
    assert.equal(state.commands.going.total, 1);
    for (const id of ["waits", "goes", "goes"]) state.commands.delete(id);
    assert.deepEqual([state.commands.going.total, [...state.commands.going.operators()]], [0, []]);
  });

  it("leaves out commands that the order permits no more, whoever brings them (S9)", () => {
    const { agent } = new Lone();
    const of = (notAfterMs: number): unknown =>
      agent["commander"]({
        command: signCommand(chain, signerOf("ann"), {
          ...{ device: "tank", writes: [{ point: "set", value: 1 }], notAfterMs },
          nonce: new Uint8Array(16),
        }),
      } as never);
    agent.machine.state.clock.timeUs = beginMs * 1000;
    assert.equal(of(beginMs), keyOf("ann"));
    assert.equal(of(beginMs - 1), undefined);
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
