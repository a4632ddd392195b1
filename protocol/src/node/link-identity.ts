import { type KeyObject, sign } from "node:crypto";
import { createSecureContext, type SecureContext, type TLSSocket } from "node:tls";
import { toHex } from "../bytes.ts";
import { checkPublicKey } from "../ed25519.ts";
import type { KeyHex } from "../site.ts";
import { der, hex, sequence } from "./der.ts";
import { privateKeyObject, rawPublicKey } from "./crypto.ts";

const ed25519Algorithm = sequence(der(0x06, hex("2b6570")));
const commonName = der(0x06, hex("550403"));
const subject = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from("quorate")))));
/**
 * The certificate only carries the key, which is compared with the site file: it never expires,
 * because a box whose clock is wrong must still be able to say so (RFC 5280, 4.1.2.5).
 */
const validity = sequence(
  der(0x17, Buffer.from("700101000000Z")),
  der(0x18, Buffer.from("99991231235959Z")),
);

/** A self-signed X.509 v1 certificate for an Ed25519 key (RFC 5280, RFC 8410), as DER. */
export const selfSigned = (key: KeyObject): Buffer => {
  const body = sequence(
    der(0x02, hex("01")),
    ed25519Algorithm,
    subject,
    validity,
    subject,
    sequence(ed25519Algorithm, der(0x03, hex("00"), rawPublicKey(key))),
  );
  return sequence(body, ed25519Algorithm, der(0x03, hex("00"), sign(null, body, key)));
};

const pem = (bytes: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${bytes.toString("base64")}\n-----END CERTIFICATE-----\n`;

/** TLS 1.3 alone, Ed25519 alone, with the key of this seed. */
export const linkContext = (seed: Uint8Array): SecureContext => {
  const key = privateKeyObject(seed);
  return createSecureContext({
    key: key.export({ format: "pem", type: "pkcs8" }),
    cert: pem(selfSigned(key)),
    minVersion: "TLSv1.3",
    maxVersion: "TLSv1.3",
    sigalgs: "ed25519",
  });
};

/** The Ed25519 key that the peer of a finished handshake proved to hold; null for any other. */
export const provenKey = (socket: TLSSocket): KeyHex | null => {
  const key = socket.getPeerX509Certificate()?.publicKey;
  if (key?.asymmetricKeyType !== "ed25519") return null;
  const raw = rawPublicKey(key);
  return checkPublicKey(raw) === null ? toHex(raw) : null;
};
