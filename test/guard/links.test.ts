import assert from "node:assert/strict";
import { toHex } from "@quorate/protocol";
import { type Link, type LinkListener, listenLink } from "@quorate/protocol/node";
import type { Guard } from "../../guard/src/guard.ts";
import { dialAgents } from "../../guard/src/links.ts";
import { until } from "../until.ts";
import { seedOf, signerOf, testSite } from "./site.ts";

const silent = { info: () => {}, warn: () => {} };

describe("guard: links", () => {
  it("an agent that floods gets its share of the guard's time, and no more (S9)", async () => {
    const site = testSite(4);
    const guardKey = toHex(signerOf("g").publicKey);
    const listening: LinkListener[] = [];
    for (const [agent, { name }] of site.agents.entries())
      listening.push(
        await listenLink({
          ...{ host: "127.0.0.1", port: 0, seed: seedOf(name) },
          allow: (key) => key === guardKey,
          onLink: (link: Link) => {
            link.onFrame(() => {});
            if (agent === 0) for (let at = 0; at < 30; at += 1) link.send(Uint8Array.of(1));
            else setTimeout(() => link.send(Uint8Array.of(2)), 1500);
          },
          onRefused: () => {},
        }),
      );
    const taken = [0, 0, 0, 0];
    const held: number[][] = [];
    const guard = {
      agentUp: () => {},
      agentDown: () => {},
      agentHeld: (agent: number) => held.push([agent, ...taken]),
      agentFrame: (agent: number, [kind]: Uint8Array) => {
        taken[agent] = (taken[agent] ?? 0) + 1;
        for (const begun = performance.now(); kind === 1 && performance.now() - begun < 100; );
      },
    };
    const dialled = {
      ...site,
      agents: site.agents.map((one, at) => ({ ...one, api: listening[at]?.address ?? "" })),
    };
    const links = dialAgents(dialled, seedOf("g"), guard as unknown as Guard, silent);
    try {
      await until(() => taken.slice(1).every((count) => count === 1), { what: "the others" });
      assert.ok(held.length > 0 && held.every(([agent]) => agent === 0), JSON.stringify(held));
      // Thirty frames came in one chunk; a burst later the first hold is due within it.
      assert.ok((held[0]?.[1] ?? 30) < 30);
      assert.ok((taken[0] ?? 30) < 30);
    } finally {
      for (const link of links) link.close();
      for (const listener of listening) await listener.close();
    }
  });
});
