import assert from "node:assert/strict";
import { connect as connectTcp } from "node:net";
import { FrameReader, joinFrames } from "../../protocol/src/node/link-frames.ts";
import { until } from "../until.ts";
import {
  client,
  dial,
  endAll,
  hello,
  listen,
  rawTls,
  serverLinks,
} from "./link-fixture.ts";

describe("link: garbage", () => {
  afterEach(endAll);

  /** Deterministic noise (xorshift32), so that a failure can be run again. */
  const noise = (seed: number) => {
    let state = seed;
    return (bound: number): number => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (state >>> 0) % bound;
    };
  };
  const noiseBytes = (next: (bound: number) => number, length: number): Uint8Array =>
    Uint8Array.from({ length }, () => next(256));

  it("frames are the same however the stream is cut (10,000 frames)", () => {
    const next = noise(7);
    const frames = Array.from({ length: 10_000 }, () => noiseBytes(next, next(200)));
    const stream = joinFrames(frames);
    const reader = new FrameReader(200);
    const read: Uint8Array[] = [];
    for (let offset = 0; offset < stream.length; ) {
      const end = offset + 1 + next(next(10) === 0 ? 5000 : 20);
      read.push(...reader.read(stream.subarray(offset, end)));
      offset = end;
    }
    assert.deepEqual(read, frames);
  });

  it("a length costs the reader no memory before its bytes come", () => {
    const readers = Array.from({ length: 1000 }, () => new FrameReader(0xffff_ffff));
    const before = process.memoryUsage().arrayBuffers;
    for (const reader of readers) [...reader.read(new Uint8Array([0xff, 0xff, 0xff, 0xff, 1]))];
    assert.ok(process.memoryUsage().arrayBuffers - before < 64 * 1024 * 1024);
    assert.equal(readers.length, 1000);
  });

  it("2,000 connections of noise are refused and counted, and the listener serves on", async () => {
    const { address, port, refused } = await listen({ handshakeMs: 20_000 });
    const next = noise(11);
    const send = (bytes: Uint8Array): Promise<void> =>
      new Promise((resolve) => {
        const socket = connectTcp(port, "127.0.0.1", () => socket.end(bytes));
        socket.on("error", () => undefined).on("close", () => resolve()).resume();
      });
    for (let round = 0; round < 40; round += 1)
      await Promise.all(Array.from({ length: 50 }, () => send(noiseBytes(next, next(600)))));
    const link = await dial(address);
    await until(() => refused["LINK_HANDSHAKE"] === 2000, { what: "2,000 refusals" });
    assert.equal(link.closed, false);
    assert.equal(serverLinks.length, 1);
  });

  it("noise behind a good handshake ends that link alone", async () => {
    const { address, port } = await listen({ frameBytes: 4096 });
    const next = noise(13);
    const good = await dial(address);
    for (let round = 0; round < 60; round += 1) {
      const raw = rawTls(port, client);
      const bytes = noiseBytes(next, 1 + next(3000));
      raw.socket.end(round % 2 === 0 ? Buffer.concat([hello, bytes]) : bytes);
      await until(() => raw.socket.closed, { what: "the end of the noise" });
      serverLinks.at(-1)?.onFrame(() => undefined);
    }
    await until(() => serverLinks.filter((link) => !link.closed).length === 1, {
      what: "only the good link",
    });
    assert.equal(good.closed, false);
  });
});
