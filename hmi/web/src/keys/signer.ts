import {
  type AlarmActionFields,
  type CommandFields,
  type Envelope,
  signAlarmAction,
  signApproval,
  signCommand,
  type Signer,
  toHex,
} from "@quorate/protocol";
import { nobleSigner } from "@quorate/protocol/noble";

/** An open key: it signs, and does not show what it is. */
export interface OperatorKey {
  readonly publicKey: string;
  /** Who computes: the browser, which then keeps the key out of the page's reach, or the page. */
  readonly by: "webcrypto" | "noble";
  sign(message: Uint8Array): Promise<Uint8Array>;
}

const { subtle } = globalThis.crypto;

/** PrivateKeyInfo of an Ed25519 seed without its 32 bytes (RFC 8410). */
const pkcs8Head = [48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];

const importSeed = async (seed: Uint8Array) => {
  const pkcs8 = Uint8Array.from([...pkcs8Head, ...seed]);
  try {
    return await subtle.importKey("pkcs8", pkcs8, { name: "Ed25519" }, false, ["sign"]);
  } catch {
    // This browser has no Ed25519 of its own.
    return null;
  } finally {
    pkcs8.fill(0);
  }
};

export const openKey = async (seed: Uint8Array): Promise<OperatorKey> => {
  const { publicKey, sign } = nobleSigner(seed);
  const native = await importSeed(seed);
  if (native === null)
    return {
      ...{ publicKey: toHex(publicKey), by: "noble" },
      sign: (message) => Promise.resolve(sign(message)),
    };
  return {
    ...{ publicKey: toHex(publicKey), by: "webcrypto" },
    sign: async (message) =>
      new Uint8Array(await subtle.sign({ name: "Ed25519" }, native, Uint8Array.from(message))),
  };
};

/** Lets the protocol build the envelope, and signs its input where the key is. */
const sealWith = async (
  key: OperatorKey,
  build: (signer: Signer) => Envelope,
): Promise<Envelope> => {
  let input: Uint8Array | null = null;
  const publicKey = Uint8Array.from(key.publicKey.match(/../g) ?? [], (pair) =>
    Number.parseInt(pair, 16),
  );
  const { body } = build({
    publicKey,
    sign: (message) => {
      input = message;
      return new Uint8Array(64);
    },
  });
  if (input === null) throw new TypeError("nothing was to be signed");
  return { body, signature: await key.sign(input) };
};

export const signCommandWith = (
  key: OperatorKey,
  chain: Uint8Array,
  fields: CommandFields,
): Promise<Envelope> => sealWith(key, (signer) => signCommand(chain, signer, fields));

export const signApprovalWith = (
  key: OperatorKey,
  chain: Uint8Array,
  id: string,
): Promise<Envelope> => sealWith(key, (signer) => signApproval(chain, signer, id));

export const signAlarmActionWith = (
  key: OperatorKey,
  chain: Uint8Array,
  fields: AlarmActionFields,
): Promise<Envelope> => sealWith(key, (signer) => signAlarmAction(chain, signer, fields));
