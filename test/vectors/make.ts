import { writeFileSync } from "node:fs";
import { makeLog } from "./log.ts";
import { makeVectors } from "./messages.ts";
import { pathOf } from "./read.ts";
import { makeWire } from "./wire.ts";

// Writes the frozen vectors anew: npx tsx test/vectors/make.ts
// A change of any of them is a change of the protocol: old agents and old logs will not agree.

const write = (name: string, vectors: unknown): void =>
  writeFileSync(pathOf(name), `${JSON.stringify(vectors, null, 2)}\n`);

write("messages.json", makeVectors());
write("log.json", makeLog());
write("wire.json", makeWire());
