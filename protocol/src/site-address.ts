/** A network address as the site file writes it: `host:port`, with `[...]` around IPv6. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

const pattern = /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9_](?:[A-Za-z0-9._-]{0,253})?)):(\d{1,5})$/;

/** Null when the text is no address; port 0 only where `allowAnyPort` (a listener may choose). */
export const parseAddress = (text: string, allowAnyPort = false): Address | null => {
  const match = pattern.exec(text);
  if (match === null) return null;
  const host = match[1] ?? match[2] ?? "";
  const port = Number(match[3]);
  if (match[1] !== undefined && !match[1].includes(":")) return null;
  if (port > 65535 || (port === 0 && !allowAnyPort)) return null;
  return { host, port };
};

export const formatAddress = ({ host, port }: Address): string =>
  host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
