import { createHash, generateKeyPair, X509Certificate } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { OPCUAClientOptions } from "node-opcua-client";
import { limits } from "./limits.ts";
import type { OpcuaLibrary } from "./opcua-library.ts";

type Managers = NonNullable<OPCUAClientOptions["clientCertificateManager"]>;
type Store = Exclude<Managers, { rootDir: string }>;
type KeyPair = NonNullable<OPCUAClientOptions["certificateKeyPairProvider"]>;

export interface OwnCertificate {
  readonly keyPair: KeyPair;
  readonly applicationUri: string;
}

const certificateFile = "quorate.pem";
const keyFile = "quorate.key";

/** Of each folder that is being looked at: several devices of one process share one certificate. */
const asked = new Map<string, Promise<OwnCertificate>>();

/** The application instance certificate of this box: made once, without any tool, and then kept. */
export const ownCertificate = (
  library: OpcuaLibrary,
  folder: string | undefined,
): Promise<OwnCertificate> => {
  if (folder === undefined) return loadOrMake(library, undefined);
  const waiting = asked.get(folder);
  if (waiting !== undefined) return waiting;
  const loading = loadOrMake(library, folder).finally(() => asked.delete(folder));
  asked.set(folder, loading);
  return loading;
};

const loadOrMake = async (
  library: OpcuaLibrary,
  folder: string | undefined,
): Promise<OwnCertificate> => {
  const own = folder === undefined ? undefined : join(folder, "own");
  if (own !== undefined && existsSync(join(own, keyFile)) && existsSync(join(own, certificateFile)))
    return load(library, {
      key: readFileSync(join(own, keyFile), "utf8"),
      certificate: readFileSync(join(own, certificateFile), "utf8"),
    });
  const pair = await make(library);
  if (own !== undefined) {
    mkdirSync(own, { recursive: true, mode: 0o700 });
    put(join(own, keyFile), pair.key, 0o600);
    put(join(own, certificateFile), pair.certificate, 0o644);
  }
  return load(library, pair);
};

/** Whole or not at all. */
const put = (path: string, text: string, mode: number): void => {
  writeFileSync(`${path}.new`, text, { mode });
  renameSync(`${path}.new`, path);
};

interface PemPair {
  readonly key: string;
  readonly certificate: string;
}

const make = async ({ crypto_utils: crypto }: OpcuaLibrary): Promise<PemPair> => {
  const { privateKey, publicKey } = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
  });
  const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const id = createHash("sha256").update(publicKey.export({ type: "spki", format: "der" }));
  const { cert } = await crypto.createSelfSignedCertificate({
    privateKey: await crypto.pemToPrivateKey(key),
    // Many boxes start with a clock that stands still or is wrong.
    notBefore: new Date("2020-01-01T00:00:00Z"),
    validity: 36_500,
    subject: "/CN=Quorate",
    dns: [hostname()],
    applicationUri: `urn:${hostname()}:quorate:${id.digest("hex").slice(0, 16)}`,
    purpose: crypto.CertificatePurpose.ForApplication,
  });
  return { key, certificate: cert };
};

const load = ({ crypto_utils: crypto }: OpcuaLibrary, pair: PemPair): OwnCertificate => {
  const { raw, subjectAltName } = new X509Certificate(pair.certificate);
  const applicationUri = /URI:([^,\s]+)/.exec(subjectAltName ?? "")?.[1] ?? "";
  const privateKey = crypto.makePrivateKeyFromPem(pair.key);
  const keyPair = {
    certificateFile: "<in-memory>",
    privateKeyFile: "<in-memory>",
    getCertificate: () => raw,
    getCertificateChain: () => [raw],
    getPrivateKey: () => privateKey,
    invalidate: () => undefined,
  };
  return { keyPair, applicationUri };
};

/** `AB:CD:...` of the whole certificate, as other tools show it. */
export const fingerprintOf = (der: Uint8Array): string => new X509Certificate(der).fingerprint256;

export interface TrustTerms {
  readonly folder: string;
  readonly device: string;
  readonly trustOnFirstUse: boolean;
  readonly tell: (code: string, detail: string) => void;
}

/**
 * Whether a device's server may show a certificate: exactly the files in `trusted/DEVICE/`, so
 * that no server can stand in for another. What is not there is kept in `rejected/DEVICE/`, and
 * trusted by being moved over.
 */
export class DeviceTrust {
  readonly #terms: TrustTerms;
  /** Why the last certificate was not trusted. */
  refusal: string | undefined;

  constructor(terms: TrustTerms) {
    this.#terms = terms;
  }

  isTrusted(der: Buffer): boolean {
    const { folder, device, trustOnFirstUse, tell } = this.#terms;
    this.refusal = undefined;
    const trusted = join(folder, "trusted", device);
    const known = certificatesIn(trusted);
    const fingerprint = fingerprintOf(der);
    if (known.some((one) => one.equals(der))) {
      const { validTo } = new X509Certificate(der);
      if (Date.parse(validTo) < Date.now())
        tell("OPCUA_CERTIFICATE_EXPIRED", `${fingerprint} since ${validTo}; it is trusted still`);
      return true;
    }
    const name = `${fingerprint.replaceAll(":", "").slice(0, 16).toLowerCase()}.pem`;
    if (trustOnFirstUse && known.length === 0) {
      mkdirSync(trusted, { recursive: true });
      put(join(trusted, name), new X509Certificate(der).toString(), 0o644);
      tell("OPCUA_CERTIFICATE_FIRST_USE", `${fingerprint} is trusted from now on, and no other`);
      return true;
    }
    const rejected = join(folder, "rejected", device);
    mkdirSync(rejected, { recursive: true });
    const kept = readdirSync(rejected);
    if (!kept.includes(name) && kept.length < limits.rejectedCertificates)
      put(join(rejected, name), new X509Certificate(der).toString(), 0o644);
    this.refusal =
      `the server shows the certificate ${fingerprint}; if that is the device's, move ` +
      `${join(rejected, name)} to ${trusted}/`;
    return false;
  }
}

/** PEM and DER alike; what is neither is passed over. */
const certificatesIn = (folder: string): Buffer[] => {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    try {
      return [new X509Certificate(readFileSync(join(folder, name))).raw];
    } catch {
      return [];
    }
  });
};

/** In the shape that the library asks of a certificate store. */
export const certificateStore = (
  library: OpcuaLibrary,
  trust: DeviceTrust | undefined,
): Store => {
  const { StatusCodes, crypto_utils: crypto } = library;
  const check = async (certificate: Buffer | Buffer[]) => {
    const [leaf] = Array.isArray(certificate) ? certificate : crypto.split_der(certificate);
    const isTrusted = leaf !== undefined && (trust?.isTrusted(leaf) ?? true);
    return isTrusted ? StatusCodes.Good : StatusCodes.BadCertificateUntrusted;
  };
  return {
    referenceCounter: 0,
    initialize: async () => undefined,
    dispose: async () => undefined,
    checkCertificate: check,
    // Asked about our own certificate alone.
    verifyCertificate: async () => StatusCodes.Good.name,
    trustCertificate: async () => undefined,
    rejectCertificate: async () => undefined,
    getTrustStatus: check,
    addIssuer: async () => undefined,
    addRevocationList: async () => undefined,
  };
};
