import { X509Certificate, createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import {
  CodedError,
  codeOf,
  formatAddress,
  formatProblem,
  type LocalSettings,
  parseAddress,
  parseLocalOrThrow,
  parseSite,
  parseSiteOrThrow,
  type Site,
} from "@quorate/protocol";
import { readKey } from "@quorate/protocol/node";

/** Certificate and key, for an address that others than this machine can reach. */
export interface ConsoleTls {
  readonly cert: string;
  readonly key: string;
  /** Names that the certificate is for. */
  readonly names: readonly string[];
}

/** What a console needs from its folder. */
export interface ConsoleHome {
  readonly folder: string;
  /** Where site.yaml lies: mimics are beside it. */
  readonly siteFolder: string;
  readonly site: Site;
  readonly name: string;
  readonly warnings: readonly string[];
  readonly seed: Uint8Array;
  readonly logLevel: string;
  readonly host: string;
  readonly port: number;
  readonly tls: ConsoleTls | null;
  /** host:port of metrics and health; they are not served where absent. */
  readonly metrics?: string;
}

const usualAddress = "127.0.0.1:8080";

/** Null when there is no such file. Throws FILE_READ. */
const readIfThere = (path: string): Uint8Array | null => {
  try {
    return readFileSync(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return null;
    throw new CodedError("FILE_READ", `cannot read ${path}: ${codeOf(error)}`, { cause: error });
  }
};

const findSite = (home: string, given: string | undefined): { path: string; bytes: Uint8Array } => {
  const folders = [home, dirname(home), dirname(dirname(home))];
  const paths = given === undefined ? folders.map((at) => join(at, "site.yaml")) : [resolve(given)];
  for (const path of paths) {
    const bytes = readIfThere(path);
    if (bytes !== null) return { path, bytes };
  }
  throw new CodedError("SITE_MISSING", `no site file: looked for ${paths.join(", ")}`, {
    remedy: "put site.yaml into the home, or name it with --site",
  });
};

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);

const tlsFault = (message: string, cause?: unknown): CodedError =>
  new CodedError("CONSOLE_TLS", message, {
    ...(cause === undefined ? {} : { cause }),
    remedy: "give a certificate with a P-256 key as tls: { certificate: FILE, key: FILE }",
  });

/** Throws FILE_READ, CONSOLE_TLS. */
const readTls = (home: string, { tls }: LocalSettings): ConsoleTls | null => {
  if (tls === undefined) return null;
  const text = (file: string): string => {
    const bytes = readIfThere(resolve(home, file));
    if (bytes === null) throw tlsFault(`there is no ${resolve(home, file)}`);
    return new TextDecoder().decode(bytes);
  };
  const [cert, key] = [text(tls.certificate), text(tls.key)];
  try {
    const certificate = new X509Certificate(cert);
    const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
    // What every browser and every Node speaks TLS 1.3 with.
    if (asymmetricKeyType !== "ec" || asymmetricKeyDetails?.namedCurve !== "prime256v1")
      throw tlsFault(`the certificate's key is ${asymmetricKeyType}, not P-256`);
    if (!certificate.checkPrivateKey(createPrivateKey(key)))
      throw tlsFault("the key does not belong to the certificate");
    const names = [...(certificate.subjectAltName ?? "").matchAll(/(?:DNS|IP Address):([^,\s]+)/g)];
    return { cert, key, names: names.map(([, name]) => (name ?? "").toLowerCase()) };
  } catch (error) {
    if (error instanceof CodedError) throw error;
    throw tlsFault(`certificate or key cannot be read: ${codeOf(error)}`, error);
  }
};

/**
 * Reads site file, key and local settings of a console. An address that other machines can reach
 * needs TLS: there is no log-in, and whoever can read on the way could change the page.
 * Throws SITE_MISSING, SITE_INVALID, LOCAL_INVALID, FILE_READ, CONSOLE_KEY_UNKNOWN,
 * CONSOLE_ADDRESS, CONSOLE_TLS, and as `readKey` does.
 */
export const readHome = (folder: string, givenSite?: string): ConsoleHome => {
  const home = resolve(folder);
  const { path, bytes } = findSite(home, givenSite);
  const site = parseSiteOrThrow(bytes, path);
  const localFile = join(home, "local.yaml");
  const local = parseLocalOrThrow(readIfThere(localFile) ?? "", localFile);
  const { seed, publicKey } = readKey(join(home, "key.pem"));
  const spec = site.consoles.find(({ key }) => key === publicKey);
  if (spec === undefined)
    throw new CodedError("CONSOLE_KEY_UNKNOWN", `${path} lists no console with key ${publicKey}`, {
      remedy: "use the home of a console of this site, or the site file that lists this key",
    });
  const address = local.listen.http ?? usualAddress;
  const parsed = parseAddress(address, true);
  if (parsed === null) throw new CodedError("CONSOLE_ADDRESS", `${address} is no host:port`);
  const tls = readTls(home, local);
  if (!isLoopback(parsed.host) && tls === null)
    throw new CodedError("CONSOLE_ADDRESS", `${address} can be reached by others, without TLS`, {
      remedy: "listen on 127.0.0.1, or name certificate and key under tls in local.yaml",
    });
  return {
    ...{ folder: resolve(home, local.data ?? "."), siteFolder: dirname(path), site, seed, tls },
    ...{ name: spec.name, logLevel: local.logLevel, host: parsed.host, port: parsed.port },
    ...(local.listen.metrics === undefined ? {} : { metrics: local.listen.metrics }),
    warnings: parseSite(bytes).problems.map((problem) => formatProblem(problem)),
  };
};

/** `host:port` as it stands in an address line. */
export const showAddress = (host: string, port: number): string => formatAddress({ host, port });
