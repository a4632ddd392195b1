#!/usr/bin/env node
import { register } from "tsx/esm/api";

register();
const { main } = await import("../boxes/run.ts");
process.exitCode = await main();
