import {
  ballotBytesAtMost,
  certificateBytesAtMost,
  type Envelope,
  type Frame,
  limits,
  type WireCertificate,
} from "@quorate/protocol";

/** Bytes around one part of a frame, at the most. */
const framing = 64;

const none: readonly Envelope[] = [];

/** Frames with these certificates in their order. Neighbours with the same ballots share them. */
export const certificateFrames = (certificates: readonly WireCertificate[]): Frame[] => {
  const frames: Frame[] = [];
  let [shared, bytes, open] = [none, 0, [] as WireCertificate[]];
  for (const certificate of certificates) {
    const { ballots } = certificate;
    const alone = { ...certificate, ballots: none };
    const ownBytes = certificateBytesAtMost(alone) + framing;
    if (ballots !== shared || bytes + ownBytes > limits.frameBytes) {
      open = [];
      shared = ballots;
      bytes = ballots.reduce((sum, ballot) => sum + ballotBytesAtMost(ballot), framing);
      frames.push({ certificates: { certificates: open, ballots } });
    }
    open.push(alone);
    bytes += ownBytes;
  }
  return frames;
};
