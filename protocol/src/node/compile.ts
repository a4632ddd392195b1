import { setFlagsFromString } from "node:v8";

/** A start has other uses for the cores, and what it runs once need not be quick. */
const afterMs = 20_000;

/**
 * For a process that runs for months. What it does now and then V8 would compile for speed one
 * function after the other, for an hour: memory that creeps up by megabytes. At a quarter of the
 * usual budget (67,584 bytes of bytecode) all of it is there after some minutes.
 */
export const compileSooner = (): void => {
  setTimeout(() => setFlagsFromString("--interrupt-budget=16896"), afterMs).unref();
};
