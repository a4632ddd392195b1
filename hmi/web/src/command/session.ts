import type { OperatorSpec } from "@quorate/protocol";
import { CodedError } from "@quorate/protocol";
import { readPem } from "../keys/pem.ts";
import { newSeedInBrowser, openSealed, type SealedKey, sealKey } from "../keys/sealed.ts";
import { openKey, type OperatorKey } from "../keys/signer.ts";
import { vault } from "../keys/vault.ts";
import { snapshotNow } from "../live/live.ts";
import { idleFor, type Moment } from "../pure/idle.ts";
import { makeStore } from "../ui/store.ts";

/** An open key is closed when nobody touched the page for so long, ms. */
export const idleMs = 5 * 60_000;
const lookEveryMs = 1000;
const chosenKey = "quorate-operator";

export interface Session {
  /** The keys of this browser. */
  readonly sealed: readonly SealedKey[];
  /** Public key of the operator who sits here; null: somebody who only looks. */
  readonly chosen: string | null;
  /** Open: it can sign. */
  readonly key: OperatorKey | null;
}

export const session = makeStore<Session>({ sealed: [], chosen: null, key: null });

const change = (part: Partial<Session>): void => session.set({ ...session.get(), ...part });

export const loadKeys = async (): Promise<void> => {
  const sealed = await vault.list();
  const remembered = localStorage.getItem(chosenKey);
  const chosen = sealed.find(({ publicKey }) => publicKey === remembered) ?? sealed[0];
  change({ sealed, chosen: chosen?.publicKey ?? null });
};

/** The site's operator with this key, if the site file lists it. */
export const operatorOf = (publicKey: string | null): OperatorSpec | undefined =>
  snapshotNow().site.operators.find(({ key }) => key === publicKey);

/** A whole key is too long for a bar: its first eight digits name it to a person. */
export const fingerprint = (publicKey: string): string =>
  `${publicKey.slice(0, 4)} ${publicKey.slice(4, 8)}`;

export const choose = (publicKey: string): void => {
  localStorage.setItem(chosenKey, publicKey);
  change({ chosen: publicKey, key: null });
};

export const lock = (): void => change({ key: null });

const chosenSealed = (): SealedKey => {
  const { sealed, chosen } = session.get();
  const found = sealed.find(({ publicKey }) => publicKey === chosen);
  if (found === undefined) throw new CodedError("KEY_MISSING", "no key was chosen");
  return found;
};

/** Throws KEY_PASSPHRASE, KEY_CHANGED. */
export const unlock = async (passphrase: string): Promise<OperatorKey> => {
  const sealed = chosenSealed();
  const seed = await openSealed(sealed, passphrase);
  const key = await openKey(seed);
  seed.fill(0);
  // Opening takes a while: nobody signs by a key that is not the one the page shows.
  if (session.get().chosen !== sealed.publicKey)
    throw new CodedError("KEY_CHANGED", "another key was chosen meanwhile");
  touch();
  change({ key });
  return key;
};

/** Asked again where a command weighs more: the open key does not do. Throws KEY_PASSPHRASE. */
export const checkPassphrase = async (passphrase: string): Promise<void> => {
  (await openSealed(chosenSealed(), passphrase)).fill(0);
};

const keep = async (seed: Uint8Array, passphrase: string): Promise<string> => {
  const sealed = await sealKey(seed, passphrase);
  await vault.put(sealed);
  const key = await openKey(seed);
  seed.fill(0);
  const others = session.get().sealed.filter((one) => one.publicKey !== sealed.publicKey);
  choose(sealed.publicKey);
  touch();
  change({ sealed: [...others, sealed], key });
  return sealed.publicKey;
};

/** From a key file; what protects the file protects it here too. Throws KEY_FORMAT, … */
export const importKey = async (pem: string, passphrase: string): Promise<string> => {
  if (passphrase === "") throw new CodedError("KEY_PASSPHRASE", "a passphrase is needed");
  return keep(await readPem(pem, passphrase), passphrase);
};

export const makeKey = (passphrase: string): Promise<string> =>
  keep(newSeedInBrowser(), passphrase);

export const removeKey = async (publicKey: string): Promise<void> => {
  await vault.remove(publicKey);
  const sealed = session.get().sealed.filter((one) => one.publicKey !== publicKey);
  change({ sealed, chosen: sealed[0]?.publicKey ?? null, key: null });
};

const moment = (): Moment => ({ wallMs: Date.now(), steadyMs: performance.now() });

let touched = moment();

const touch = (): void => {
  touched = moment();
};

/** Looking never locks; only the key does. */
export const watchIdle = (): void => {
  for (const kind of ["pointerdown", "keydown", "wheel"])
    window.addEventListener(kind, touch, { passive: true, capture: true });
  window.setInterval(() => {
    if (session.get().key !== null && idleFor(touched, moment()) > idleMs) lock();
  }, lookEveryMs);
};
