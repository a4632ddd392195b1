import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SerialPort } from "serialport";
import { until } from "../until.ts";

const socat = "/usr/bin/socat";

export interface PtyPair {
  readonly near: string;
  readonly far: string;
  /** Ends both, as when the adapter's USB plug is pulled. */
  end(): Promise<void>;
}

/** Two pseudo terminals, each of which is the other end of the other. */
export const startPtyPair = async (folder?: string): Promise<PtyPair> => {
  assert.ok(existsSync(socat), `${socat} is missing; install it: apt-get install -y socat`);
  const own = folder ?? mkdtempSync(join(tmpdir(), "quorate-pty-"));
  const [near, far] = [join(own, "near"), join(own, "far")];
  const pty = (link: string): string => `pty,raw,echo=0,link=${link}`;
  const child = spawn(socat, [pty(near), pty(far)], { stdio: "ignore" });
  const ended = once(child, "exit");
  await until(() => existsSync(near) && existsSync(far), { what: "a pair of terminals" });
  const end = async (): Promise<void> => {
    child.kill();
    await ended;
    if (folder === undefined) rmSync(own, { recursive: true, force: true });
  };
  return { near, far, end };
};

const crcOf = (bytes: Uint8Array): number => {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
};

/** A frame with its check sum. */
export const frameOf = (...bytes: readonly number[]): Buffer => {
  const crc = crcOf(Uint8Array.from(bytes));
  return Buffer.from([...bytes, crc & 0xff, crc >> 8]);
};

export interface BusRequest {
  readonly unit: number;
  readonly pdu: Buffer;
  readonly frame: Buffer;
  readonly atMs: number;
}

export interface SerialBus {
  readonly requests: readonly BusRequest[];
  script: (request: BusRequest, index: number) => void;
  send(frame: Buffer): void;
  stop(): Promise<void>;
}

/** Answers like a unit in order: registers that all hold one word, writes as they came. */
export const answerOf = ({ unit, pdu, frame }: BusRequest, word: number): Buffer => {
  const [code = 0] = pdu;
  const count = pdu.readUInt16BE(3);
  if (code <= 2) {
    const bytes = Math.ceil(count / 8);
    return frameOf(unit, code, bytes, ...Array<number>(bytes).fill(word & 0xff));
  }
  if (code <= 4) {
    const words = Array.from({ length: count }, () => [word >> 8, word & 0xff]).flat();
    return frameOf(unit, code, words.length, ...words);
  }
  return code <= 6 ? frame : frameOf(unit, ...pdu.subarray(0, 5));
};

/** All units of a serial line, which behave as told. */
export const startSerialBus = async (
  path: string,
  script: SerialBus["script"],
): Promise<SerialBus> => {
  const port = new SerialPort({ path, baudRate: 115_200, autoOpen: false });
  await new Promise<void>((resolve, reject) => {
    port.open((error) => (error === null ? resolve() : reject(error)));
  });
  const requests: BusRequest[] = [];
  const bus: SerialBus = {
    requests,
    script,
    send: (frame) => void port.write(frame),
    stop: () =>
      new Promise((resolve) => {
        if (port.isOpen) port.close(() => resolve());
        else resolve();
      }),
  };
  let received = Buffer.alloc(0);
  port.on("error", () => undefined);
  port.on("data", (bytes: Buffer) => {
    received = Buffer.concat([received, bytes]);
    for (;;) {
      const length = (received[1] ?? 0) < 15 ? 8 : 9 + (received[6] ?? 0);
      if (received.length < length) return;
      const frame = Buffer.from(received.subarray(0, length));
      received = received.subarray(length);
      const request = {
        ...{ unit: frame[0] ?? 0, pdu: frame.subarray(1, -2), frame, atMs: performance.now() },
      };
      requests.push(request);
      bus.script(request, requests.length - 1);
    }
  });
  return bus;
};
