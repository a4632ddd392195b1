/**
 * Flags of Node that a program cannot set for itself, as edge-agent/bin/quorate.js does with the
 * others: the young generation at its usual 16 MB a half costs an agent 35 MB, and saves it no time
 * that can be measured (docs/performance.md, "Memory").
 */
export const nodeFlags: readonly string[] = ["--max-semi-space-size=4"];
