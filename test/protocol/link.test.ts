import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { connect as connectTcp, createServer, type Socket } from "node:net";
import { connect as connectTls, TLSSocket } from "node:tls";
import { utf8 } from "@quorate/protocol";
import {
  type CloseReason,
  type KeepOptions,
  keepLink,
  type Link,
  linkContext,
  listenLink,
  privateKeyObject,
  provenKey,
  selfSigned,
} from "@quorate/protocol/node";
import { until } from "../until.ts";
import {
  client,
  closeOf,
  dial,
  endAll,
  framed,
  framesOf,
  hello,
  listen,
  opened,
  pair,
  rawTls,
  refusals,
  refusedWith,
  server,
  serverLinks,
  stranger,
} from "./link-fixture.ts";

describe("link: identity", () => {
  it("is a certificate that verifies itself and never expires", () => {
    const key = privateKeyObject(client.seed);
    const certificate = new X509Certificate(selfSigned(key));
    assert.equal(certificate.publicKey.asymmetricKeyType, "ed25519");
    assert.ok(certificate.verify(certificate.publicKey));
    assert.equal(certificate.subject, "CN=quorate");
    assert.equal(new Date(certificate.validTo).getUTCFullYear(), 9999);
    assert.equal(new Date(certificate.validFrom).getTime(), 0);
  });
});

describe("link: frames", () => {
  afterEach(endAll);

  it("both sides know each other's key, and frames arrive whole and in order", async () => {
    const { near, far } = await pair();
    assert.equal(near.peerKey, server.key);
    assert.equal(far.peerKey, client.key);
    const there = framesOf(far);
    const back = framesOf(near);
    const sizes = [1, 2, 3, 4, 5, 1000, 16_383, 16_384, 16_385, 70_000, 1_000_000, 1];
    const sent = sizes.map((size, index) => new Uint8Array(size).fill(index + 1));
    for (const frame of sent) assert.ok(near.send(frame));
    for (const frame of sent) assert.ok(far.send(frame));
    await until(() => there.length === sent.length && back.length === sent.length, {
      what: "all frames on both sides",
    });
    assert.deepEqual(there, sent);
    assert.deepEqual(back, sent);
  });

  it("frames of one turn leave in one TLS record", async () => {
    const { port } = await listen();
    const raw = rawTls(port, client);
    raw.socket.write(hello);
    const link = await until(() => serverLinks[0], { what: "the link" });
    await until(() => raw.text().includes("quorate-link/1"), { what: "its hello" });
    const records: number[] = [];
    raw.socket.on("data", (record: Buffer) => records.push(record.length));
    for (let index = 0; index < 1000; index += 1) link.send(new Uint8Array([index & 0xff, 7]));
    await until(() => records.length > 0, { what: "a record" });
    assert.deepEqual(records, [6000]);
  });

  it("frames that come before there is a listener are kept", async () => {
    const { near, far } = await pair();
    for (let index = 0; index < 1000; index += 1) near.send(new Uint8Array([index & 0xff, 7]));
    await new Promise((resolve) => setImmediate(resolve));
    const there = framesOf(far);
    await until(() => there.length === 1000, { what: "1000 frames" });
    assert.deepEqual(there[300], new Uint8Array([300 & 0xff, 7]));
  });

  it("what the server sends at once reaches a client that listens later", async () => {
    const { address } = await listen({}, (link) => {
      for (let index = 0; index < 10; index += 1) link.send(new Uint8Array([index]));
    });
    const link = await dial(address);
    await new Promise((resolve) => setTimeout(resolve, 1));
    const frames = framesOf(link);
    await until(() => frames.length === 10, { what: "10 frames" });
    assert.deepEqual(frames.map(([byte]) => byte), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it("the last frames before a close arrive", async () => {
    const { near, far } = await pair();
    const there = framesOf(far);
    const closed = closeOf(far);
    near.send(new Uint8Array([1]));
    near.send(new Uint8Array(200_000));
    near.close("DONE");
    assert.equal(near.send(new Uint8Array([2])), false);
    assert.equal((await closeOf(near)).code, "DONE");
    assert.equal((await closed).code, "LINK_CLOSED");
    assert.deepEqual(there.map((frame) => frame.length), [1, 200_000]);
  });

  it("no frame is empty or longer than the bound", async () => {
    const { near } = await pair({ frameBytes: 100 });
    for (const size of [0, 101])
      assert.throws(() => near.send(new Uint8Array(size)), { code: "LINK_FRAME_SIZE" });
    assert.ok(near.send(new Uint8Array(100)));
  });

  it("hold: nothing is read for so long, nothing is lost, and nobody calls it silent", async () => {
    const { near, far } = await pair({ silenceMs: 100, idleMs: 20 });
    const there = framesOf(far);
    near.send(new Uint8Array([1]));
    await until(() => there.length === 1, { what: "the first frame" });
    const begun = performance.now();
    far.hold(300);
    for (let index = 2; index < 10; index += 1) near.send(new Uint8Array([index]));
    await until(() => there.length === 9, { what: "the frames after the hold" });
    assert.ok(performance.now() - begun >= 295);
    assert.deepEqual(there.map(([first]) => first), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert.equal(far.closed, false);
  });

  it("hold: frames of the same chunk wait too, and come in order", async () => {
    const { near, far } = await pair({ silenceMs: 100, idleMs: 20 });
    const there: number[] = [];
    const holds: number[] = [];
    far.onFrame(([first]) => {
      there.push(first as number);
      // Once in the middle of a chunk, and again in the middle of what waited.
      if (first !== 3 && first !== 6) return;
      holds.push(performance.now());
      far.hold(150);
    });
    for (let index = 1; index < 10; index += 1) near.send(new Uint8Array([index]));
    await until(() => holds.length === 1, { what: "the first hold" });
    assert.deepEqual(there, [1, 2, 3]);
    near.send(new Uint8Array([10]));
    await until(() => holds.length === 2, { what: "the second hold" });
    assert.deepEqual(there, [1, 2, 3, 4, 5, 6]);
    await until(() => there.length === 10, { what: "the frames after the holds" });
    assert.ok(performance.now() - (holds[0] as number) >= 295);
    assert.deepEqual(there, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    assert.equal(far.closed, false);
  });

  it("hold: a link that ends meanwhile delivers nothing more", async () => {
    const { near, far } = await pair();
    const there: number[] = [];
    far.onFrame(([first]) => {
      there.push(first as number);
      far.hold(30);
    });
    for (let index = 1; index < 5; index += 1) near.send(new Uint8Array([index]));
    await until(() => there.length === 1, { what: "the first frame" });
    far.close();
    await new Promise((resolve) => setTimeout(resolve, 80));
    assert.deepEqual(there, [1]);
  });

  it("a listener that throws closes the link with the code of what it threw", async () => {
    const { near, far } = await pair();
    far.onFrame(() => {
      throw Object.assign(new Error("cannot decode"), { code: "FRAME_DECODE" });
    });
    near.send(new Uint8Array([1]));
    assert.equal((await closeOf(far)).code, "FRAME_DECODE");
    assert.equal((await closeOf(near)).code, "LINK_CLOSED");
  });
});

describe("link: who is let in", () => {
  afterEach(endAll);

  it("an unlisted key is told so, and none of its frames is read", async () => {
    const { address, port } = await listen();
    await assert.rejects(dial(address, { as: stranger }), {
      code: "LINK_REFUSED",
      message: /LINK_KEY_UNLISTED/,
    });
    const info = await refusedWith("LINK_KEY_UNLISTED");
    assert.equal(info.key, stranger.key);
    const raw = rawTls(port, stranger);
    raw.socket.write(Buffer.concat([hello, framed(utf8("command"))]));
    await until(() => raw.text().includes("LINK_KEY_UNLISTED"), { what: "the refusal" });
    await until(() => raw.socket.closed, { what: "the end" });
    assert.equal(serverLinks.length, 0);
  });

  it("a client without a certificate is refused", async () => {
    const { port } = await listen();
    rawTls(port, null);
    await refusedWith("LINK_KEY_MISSING");
    assert.equal(serverLinks.length, 0);
  });

  it("TLS 1.2 is refused", async () => {
    const { port } = await listen();
    const socket = connectTls({
      ...{ host: "127.0.0.1", port, rejectUnauthorized: false },
      ...{ maxVersion: "TLSv1.2" as const, minVersion: "TLSv1.2" as const },
    });
    await new Promise((resolve) => socket.on("error", resolve));
    await refusedWith("LINK_HANDSHAKE");
  });

  it("a server with another key than the site file's gets no frame", async () => {
    let heard = 0;
    const listener = await listenLink({
      ...{ host: "127.0.0.1", port: 0, seed: stranger.seed },
      allow: () => true,
      onLink: () => (heard += 1),
    });
    opened.push(() => listener.close());
    await assert.rejects(dial(listener.address), { code: "LINK_KEY_WRONG" });
    assert.equal(heard, 0);
  });

  it("nobody there, nothing that speaks TLS, no address", async () => {
    const plain = createServer((socket) => socket.resume().end("220 mail.example\r\n"));
    await new Promise<void>((resolve) => plain.listen(0, "127.0.0.1", resolve));
    const { port } = plain.address() as { port: number };
    await assert.rejects(dial(`127.0.0.1:${port}`), { code: "LINK_CONNECT" });
    await new Promise((resolve) => plain.close(resolve));
    await assert.rejects(dial(`127.0.0.1:${port}`), {
      code: "LINK_CONNECT",
      message: /ECONNREFUSED/,
    });
    await assert.rejects(dial("nonsense"), { code: "LINK_ADDRESS" });
  });

  it("another version is named on both sides", async () => {
    const { port } = await listen();
    const raw = rawTls(port, client);
    raw.socket.write(framed(utf8("quorate-link/2")));
    const info = await refusedWith("LINK_VERSION");
    assert.match(info.detail ?? "", /version 2/);
    const newer = createServer((socket) => serveVersion(socket, "2"));
    await new Promise<void>((resolve) => newer.listen(0, "127.0.0.1", resolve));
    opened.push(() => newer.close());
    const { port: newerPort } = newer.address() as { port: number };
    await assert.rejects(dial(`127.0.0.1:${newerPort}`), { code: "LINK_VERSION" });
  });

  it("sides whose versions overlap speak the highest that both know", async () => {
    const versions = { lowest: 2, highest: 4 };
    const { address, port } = await listen({}, () => undefined, versions);
    for (const [lowest, highest, spoken] of [
      ...[[1, 2, 2], [1, 3, 3], [4, 9, 4], [2, 4, 4], [3, 3, 3]],
    ] as const) {
      const before = serverLinks.length;
      const link = await dial(address, { versions: { lowest, highest } });
      assert.equal(link.version, spoken);
      await until(() => serverLinks.length > before, { what: "the server's side" });
      assert.equal(serverLinks.at(-1)?.version, spoken);
    }
    for (const [lowest, highest] of [[1, 1], [5, 9]] as const) {
      const refused = dial(address, { versions: { lowest, highest } });
      await assert.rejects(refused, { code: "LINK_VERSION", message: /version 2-4/ });
      const info = await refusedWith("LINK_VERSION");
      assert.equal(info.key, client.key);
    }
    for (const text of ["quorate-link/1-", "quorate-link/-2", "quorate-link/a"]) {
      const raw = rawTls(port, client);
      raw.socket.write(framed(utf8(text)));
      await refusedWith("LINK_HELLO");
    }
  });

  it("a taken port is a coded error", async () => {
    const { port } = await listen();
    await assert.rejects(
      listenLink({
        ...{ host: "127.0.0.1", port, seed: server.seed },
        allow: () => true,
        onLink: () => undefined,
      }),
      { code: "LINK_LISTEN" },
    );
  });
});

const serveVersion = (socket: Socket, version: string): void => {
  const secure = new TLSSocket(socket, {
    isServer: true,
    secureContext: linkContext(server.seed),
    requestCert: true,
    rejectUnauthorized: false,
  });
  secure.on("error", () => undefined);
  secure.once("secure", () => {
    assert.equal(provenKey(secure), client.key);
    secure.write(framed(utf8(`quorate-link/${version}`)));
  });
};

describe("link: bounds", () => {
  afterEach(endAll);

  it("a length beyond the bound ends the link before its bytes come", async () => {
    const { port } = await listen({ frameBytes: 1000 });
    const raw = rawTls(port, client);
    raw.socket.write(Buffer.concat([hello, Buffer.from([0, 0, 3, 0xe9])]));
    const link = await until(() => serverLinks[0], { what: "the link" });
    link.onFrame(() => undefined);
    assert.equal((await closeOf(link)).code, "LINK_FRAME_SIZE");
    await until(() => raw.socket.closed, { what: "the end" });
  });

  it("a peer that does not read closes the link at the bound", async () => {
    const { near, far } = await pair({ queueBytes: 100_000 });
    let sent = 0;
    // `far` has no listener, so it reads nothing and the buffers on the way fill.
    while (near.send(new Uint8Array(10_000))) {
      sent += 1;
      assert.ok(sent < 10_000, "the bound never held");
      if (sent % 5 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    assert.equal((await closeOf(near)).code, "LINK_BACKPRESSURE");
    assert.equal(near.send(new Uint8Array(1)), false);
    framesOf(far);
    await closeOf(far);
  });

  it("a connection that says nothing is ended, and does not keep others out", async () => {
    // Time enough for a handshake on a busy machine, which is waited for once.
    const { address, port } = await listen({ handshakes: 4, handshakeMs: 3000 });
    const silent = Array.from({ length: 12 }, () => connectTcp(port, "127.0.0.1"));
    for (const socket of silent) {
      socket.on("error", () => undefined).resume();
      opened.push(() => socket.destroy());
    }
    await refusedWith("LINK_HANDSHAKES");
    await dial(address);
    await refusedWith("LINK_HANDSHAKE_TIME");
    await until(() => silent.every((socket) => socket.closed), { what: "the end of all" });
    assert.equal(refusals.length, 12);
  });

  it("a handshake without a hello is ended", async () => {
    const { port, refused } = await listen({ handshakeMs: 200 });
    rawTls(port, client);
    await refusedWith("LINK_HANDSHAKE_TIME");
    assert.equal(refused["LINK_HANDSHAKE_TIME"], 1);
  });

  it("one key has so many links", async () => {
    const { address } = await listen({ linksPerKey: 2 });
    const first = await dial(address);
    await dial(address);
    await assert.rejects(dial(address), { code: "LINK_REFUSED", message: /LINK_FULL/ });
    first.close();
    await until(() => serverLinks[0]?.closed, { what: "the server's side to see it" });
    await dial(address);
  });
});

describe("link: a dead peer", () => {
  afterEach(endAll);

  const quick = { idleMs: 40, silenceMs: 200 };

  it("an idle link stays up by its keep-alives", async () => {
    const { near, far } = await pair(quick);
    framesOf(near);
    framesOf(far);
    const startMs = performance.now();
    await until(() => performance.now() - startMs > 5 * quick.silenceMs, { what: "some time" });
    assert.equal(near.closed || far.closed, false);
  });

  it("a peer that falls silent without closing is given up", async () => {
    const { port } = await listen(quick);
    const raw = rawTls(port, client);
    raw.socket.write(hello);
    const link = await until(() => serverLinks[0], { what: "the link" });
    link.onFrame(() => undefined);
    assert.equal((await closeOf(link)).code, "LINK_SILENT");
  });

  it("a process that was stopped itself does not give its peers up", async () => {
    const { near, far } = await pair({ idleMs: 40, silenceMs: 400 });
    const frames = framesOf(near);
    framesOf(far);
    const endMs = performance.now() + 1000;
    while (performance.now() < endMs);
    far.send(new Uint8Array([5]));
    await until(() => frames.length === 1, { what: "a frame after the stop" });
    assert.equal(near.closed || far.closed, false);
  });
});

describe("link: kept links", () => {
  afterEach(endAll);

  const keep = (address: string, more: Partial<KeepOptions> = {}) => {
    const ups: Link[] = [];
    const downs: CloseReason[] = [];
    const failed: CloseReason[] = [];
    const kept = keepLink({
      ...{ address, seed: client.seed, expectKey: server.key },
      limits: { backOffMs: 5, backOffMaxMs: 40 },
      onUp: (link) => ups.push(link),
      onDown: (reason) => downs.push(reason),
      onFailed: (reason) => failed.push(reason),
      ...more,
    });
    opened.push(() => kept.close());
    return { kept, ups, downs, failed };
  };

  it("comes back after the listener does, and says why it was down", async () => {
    const first = await listen();
    const { kept, ups, downs, failed } = keep(first.address);
    await until(() => ups.length === 1, { what: "the first link" });
    assert.equal(kept.link, ups[0]);
    ups[0]?.onFrame(() => undefined);
    await first.close();
    await until(() => failed.length >= 3, { what: "three attempts" });
    assert.equal(downs.length, 1);
    assert.equal(kept.link, null);
    assert.equal(failed.at(-1)?.code, "LINK_CONNECT");
    const second = await listenLink({
      ...{ host: "127.0.0.1", port: first.port, seed: server.seed },
      allow: () => true,
      onLink: () => undefined,
    });
    opened.push(() => second.close());
    await until(() => ups.length === 2, { what: "the second link" });
  });

  it("ends for good when it is closed: up, between attempts, during one", async () => {
    const { address, links } = await listen();
    const up = keep(address);
    await until(() => up.ups.length === 1, { what: "a link" });
    up.kept.close();
    await until(() => links.size === 0, { what: "the server to see the end" });
    const between = keep("127.0.0.1:1");
    await until(() => between.failed.length === 2, { what: "two attempts" });
    between.kept.close();
    const during = keep(address);
    during.kept.close();
    const probe = await dial(address);
    await until(() => probe.closed === false && links.size === 1, { what: "only the probe" });
    assert.deepEqual([up.ups.length, between.failed.length, during.ups.length], [1, 2, 0]);
  });

  it("waits longer each time, up to the cap, with some of it random", async () => {
    const waits: number[] = [];
    keep("127.0.0.1:1", { onFailed: (_reason, retryMs) => waits.push(retryMs) });
    await until(() => waits.length === 7, { what: "seven attempts" });
    waits.forEach((wait, attempt) => {
      const full = Math.min(40, 5 * 2 ** attempt);
      assert.ok(wait >= full / 2 && wait <= full, `attempt ${attempt}: ${wait} ms`);
    });
    assert.notEqual(waits[5], waits[6]);
  });
});
