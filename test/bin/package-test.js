#!/usr/bin/env node
import { register } from "tsx/esm/api";

register();
const { main } = await import("../package/run.ts");
process.exitCode = await main();
