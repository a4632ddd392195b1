import { fromHex, toHex } from "./bytes.ts";
import type { KeyHex } from "./site.ts";

const prefix = "ed25519:";

/** How a public key is written in files and on screens: `ed25519:` and 64 hex digits. */
export const formatKey = (key: KeyHex): string => `${prefix}${key}`;

/** Null when the text does not have that form; the key itself is not judged. */
export const parseKey = (text: string): KeyHex | null => {
  if (!text.startsWith(prefix)) return null;
  const bytes = fromHex(text.slice(prefix.length));
  return bytes?.length === 32 ? toHex(bytes) : null;
};
