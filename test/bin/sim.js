#!/usr/bin/env node
import { register as registerHooks } from "node:module";
import { register } from "tsx/esm/api";

register();
const { mutationsOf } = await import("../sim/switches.ts");
const mutations = mutationsOf(process.argv);
if (mutations.length > 0)
  registerHooks("./mutation-hooks.js", import.meta.url, { data: mutations });
const { main } = await import("../sim/main.ts");
await main(process.argv.slice(2));
