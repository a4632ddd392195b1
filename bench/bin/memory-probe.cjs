// Loaded into the processes of a soak: at SIGUSR2 one collects its garbage and tells its memory.
const { setFlagsFromString } = require("node:v8");
const { runInNewContext } = require("node:vm");

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

process.on("SIGUSR2", () => {
  collect();
  process.stderr.write(`${JSON.stringify({ probe: process.memoryUsage() })}\n`);
});
