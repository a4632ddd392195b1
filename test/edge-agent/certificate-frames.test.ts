import assert from "node:assert/strict";
import {
  certificatesOf,
  decodeFrame,
  encodeFrame,
  type Envelope,
  limits,
  type WireCertificate,
} from "@quorate/protocol";
import { certificateFrames } from "../../edge-agent/src/certificate-frames.ts";

const envelope = (fill: number): Envelope => ({
  body: new Uint8Array(300).fill(fill),
  signature: new Uint8Array(64).fill(fill),
});

const certificate = (
  index: number,
  ballots: readonly Envelope[],
  bytes = 200,
): WireCertificate => ({
  ...{ entry: new Uint8Array(bytes).fill(index), index, ballots },
  path: [new Uint8Array(32), new Uint8Array(32)],
});

/** Without the class of what was decoded. */
const plain = ({ entry, index, path, ballots }: WireCertificate): WireCertificate => ({
  ...{ entry, index, path: [...path] },
  ballots: ballots.map(({ body, signature }) => ({ body, signature })),
});

const arrives = (certificates: readonly WireCertificate[]): WireCertificate[][] =>
  certificateFrames(certificates).map((frame) => {
    const sent = decodeFrame(encodeFrame(frame)).certificates;
    return certificatesOf(sent ?? { certificates: [], ballots: [] }).map(plain);
  });

describe("certificates in frames", () => {
  const [one, other] = [[1, 2, 3].map(envelope), [4, 5].map(envelope)];

  it("those with the same ballots share them, and arrive with them all the same", () => {
    const all = [0, 1, 2].map((index) => certificate(index, one));
    assert.deepEqual(arrives(all), [all]);
    const bytes = certificateFrames(all).map((frame) => encodeFrame(frame).length);
    assert.ok((bytes[0] ?? 0) < 3 * 300 + 3 * 450, `${bytes.join(" ")}`);
  });

  it("others come in frames of their own, in their order", () => {
    const all = [certificate(0, one), certificate(1, other), certificate(2, one)];
    assert.deepEqual(arrives(all), all.map((each) => [each]));
    assert.deepEqual(arrives([]), []);
  });

  it("no frame passes its bound, and none is left out", () => {
    const large = limits.certificateBytes / 2;
    const all = Array.from({ length: 200 }, (_, index) => certificate(index % 250, one, large));
    const frames = arrives(all);
    assert.ok(frames.length > 2 && frames.every(({ length }) => length > 10));
    assert.deepEqual(frames.flat(), all);
  });
});
