/** The list of namespaces of a server (OPC 10000-5, 6.3.1), whose places node ids name. */
export const namespaceArray = "ns=0;i=2255";

export const namespaceOf = (nodeId: string): number => Number(/^ns=(\d+);/.exec(nodeId)?.[1] ?? 0);

/**
 * A server may number its namespaces anew at every start (OPC 10000-3, 8.2.2), and `ns=4;i=7` is
 * another variable then, of the same type perhaps: a write would go there, be read back and be
 * confirmed. So the numbers that a device's node ids use have to mean what the site file says, or
 * where it says nothing, what they meant when this process saw them first.
 */
export class Namespaces {
  readonly #expected: Map<number, string>;
  readonly #used: ReadonlySet<number>;

  constructor(nodeIds: readonly string[], given: Readonly<Record<string, string>> = {}) {
    this.#expected = new Map(Object.entries(given).map(([index, uri]) => [Number(index), uri]));
    const used = nodeIds.map(namespaceOf).filter((index) => index > 0);
    this.#used = new Set([...used, ...this.#expected.keys()]);
  }

  /** What is another one now, in words; null when all are as they should be. */
  fault(uris: readonly string[]): string | null {
    for (const index of this.#used) {
      const [now, expected] = [uris[index], this.#expected.get(index)];
      if (expected !== undefined && now !== expected)
        return `ns=${index} is ${now ?? "nothing"}, and not ${expected}`;
    }
    for (const index of this.#used) {
      const uri = uris[index];
      if (uri !== undefined) this.#expected.set(index, uri);
    }
    return null;
  }
}
