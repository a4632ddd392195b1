/**
 * Flags of Node that a program cannot set for itself, as edge-agent/bin/quorate.js does with the
 * others (docs/performance.md, "Memory"). The young generation at its usual 16 MB a half costs an
 * agent 35 MB, and saves it no time that can be measured; left to shrink, it takes its pages back
 * from the kernel one fault after the other. V8 has four helpers beside each process, which find
 * no core of their own on such a machine: what they do together one does with a tenth less of it.
 */
export const nodeFlags: readonly string[] = [
  "--max-semi-space-size=4",
  "--min-semi-space-size=4",
  "--v8-pool-size=1",
];

/**
 * What the C library is told. Left to itself, after the first large buffer it takes all further
 * ones from the heap that it never gives back: some 10 MB of an agent that come and go with its
 * snapshots, and holes that grow slowly (mallopt(3), M_MMAP_THRESHOLD).
 */
export const nodeEnvironment = { MALLOC_MMAP_THRESHOLD_: "131072" } as const;
