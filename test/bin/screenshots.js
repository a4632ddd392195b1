#!/usr/bin/env node
import { register } from "tsx/esm/api";

register();
const { main } = await import("../hmi/screenshots.ts");
await main();
