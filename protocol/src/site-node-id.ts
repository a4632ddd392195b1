/** Each form of an OPC UA node id (OPC 10000-6, 5.3.1.10), and how two texts of one are alike. */
const identifiers: Readonly<Record<string, (text: string) => string | null>> = {
  i: (text) =>
    /^\d{1,10}$/.test(text) && Number(text) <= 0xffff_ffff ? String(Number(text)) : null,
  // Within a text the library would take such a part for the whole node id.
  s: (text) => (/ns=\d+;i=\d/.test(text) ? null : text),
  g: (text) => (/^[\dA-F]{8}(-[\dA-F]{4}){3}-[\dA-F]{12}$/i.test(text) ? text.toUpperCase() : null),
  b: (text) =>
    /^([\w+/]{4})*([\w+/]{2}==|[\w+/]{3}=)?$/.test(text) && !text.includes("_") ? text : null,
};

/** The one way in which this node id is written; null when it is none. */
export const canonicalNodeId = (text: string): string | null => {
  const match = /^(?:ns=(\d{1,5});)?([isgb])=(.+)$/.exec(text);
  if (match === null || text.length > 512) return null;
  const [, namespace = "0", kind = "", rest = ""] = match;
  const identifier = identifiers[kind]?.(rest) ?? null;
  if (identifier === null || Number(namespace) > 0xffff) return null;
  return `ns=${Number(namespace)};${kind}=${identifier}`;
};
