#!/usr/bin/env node
import { register } from "tsx/esm/api";

register();
const { flood } = await import("../src/flood.ts");
flood(process.argv[2] ?? ".");
