#!/usr/bin/env node
import { register } from "tsx/esm/api";

register();
const [, , home = "."] = process.argv;
const { lieFor } = await import("../src/liar.ts");
lieFor(home);
const { runCli } = await import("../../edge-agent/src/cli/main.ts");
process.exit(await runCli(["agent", "--home", home], {}));
