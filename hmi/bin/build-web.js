#!/usr/bin/env node
import { register } from "tsx/esm/api";

register();
const { buildWeb } = await import("../web/build.ts");
await buildWeb();
