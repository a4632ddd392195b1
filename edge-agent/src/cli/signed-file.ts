import { readFileSync, writeFileSync } from "node:fs";
import {
  CodedError,
  codeOf,
  type Command,
  type Envelope,
  fromHex,
  hexBytes,
  readCommand,
  type Site,
  toHex,
} from "@quorate/protocol";
import type { Signed } from "./follow.ts";

const format = "quorate-command/1";

/** Writes a signed command; what is readable in it is for people, the body is what counts. */
export const saveSigned = (path: string, site: Site, { envelope, command }: Signed): void => {
  const { id, device, writes, notAfterMs } = command;
  const file = {
    ...{ format, site: site.name, chain: site.chain, id, device },
    writes: Object.fromEntries(writes.map(({ point, value }) => [point, value])),
    notAfter: notAfterMs,
    body: toHex(envelope.body),
    signature: toHex(envelope.signature),
  };
  try {
    writeFileSync(path, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    throw new CodedError("COMMAND_FILE", `cannot write ${path}: ${codeOf(error)}`, {
      remedy: "name a file that does not exist yet, in a folder that does",
    });
  }
};

const parse = (path: string): Record<string, unknown> => {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof parsed === "object" && parsed !== null) return parsed as Record<string, unknown>;
  } catch (error) {
    const cause = error instanceof SyntaxError ? error.message : codeOf(error);
    throw new CodedError("COMMAND_FILE", `cannot read ${path}: ${cause}`);
  }
  throw new CodedError("COMMAND_FILE", `${path} holds no signed command`);
};

/** Reads what `saveSigned` wrote. Throws COMMAND_FILE, COMMAND_CHAIN, COMMAND_DECODE. */
export const loadSigned = (
  path: string,
  site: Site,
): { readonly envelope: Envelope; readonly command: Command } => {
  const file = parse(path);
  const [body, signature] = [file["body"], file["signature"]].map((text) =>
    typeof text === "string" ? fromHex(text) : null,
  );
  if (file["format"] !== format || body == null || signature == null)
    throw new CodedError("COMMAND_FILE", `${path} holds no signed command`, {
      remedy: "make one with: quorate set … --save FILE",
    });
  if (file["chain"] !== site.chain)
    throw new CodedError("COMMAND_CHAIN", `${path} was signed for another site file`, {
      remedy: "sign it again with this site's file",
    });
  const envelope = { body, signature };
  return { envelope, command: readCommand(hexBytes(site.chain), envelope) };
};
