/** A PLC that cannot start, or an order to it that makes no sense; says what to do about it. */
export class PlcError extends Error {
  readonly code: string;
  readonly remedy: string;

  constructor(code: string, message: string, remedy: string) {
    super(message);
    this.name = "PlcError";
    this.code = code;
    this.remedy = remedy;
  }
}

/** `host:port` or `[address]:port`; port 0 lets the system choose. */
export const parseAddress = (option: string, text: string): { host: string; port: number } => {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (host === undefined || port > 65_535) {
    throw new PlcError(
      "ADDRESS_INVALID",
      `${option} '${text}' is not HOST:PORT`,
      `write it like ${option} 127.0.0.1:1502, or port 0 for any free port`,
    );
  }
  return { host, port };
};
