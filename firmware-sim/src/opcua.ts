import { mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import type { OPCUAServer, OPCUAServerEndPoint } from "node-opcua";
import type { OpcuaControl } from "./control.ts";
import { PlcError } from "./errors.ts";
import type { OnWrite } from "./journal.ts";
import type { Link } from "./link.ts";
import { addPoints } from "./opcua-points.ts";
import { type OpcuaUser, userManagerOf } from "./opcua-users.ts";
import type { Plc } from "./plc.ts";
import { type HostPort, listen, listenFailed, textOf } from "./tcp.ts";

/** The whole stack; it takes a second to load, so only who serves OPC UA loads it. */
export type Stack = typeof import("node-opcua");

export interface OpcuaSettings {
  readonly at: HostPort;
  /** Without users everybody may write; with some, nobody without a name comes in. */
  readonly users?: readonly OpcuaUser[];
  /** Folder of the server's key and certificate, which are made where they are missing. */
  readonly pki?: string;
}

/** Outside every repository, and not shared with other users of the machine. */
const defaultPki = (): string => join(tmpdir(), `quorate-plc-${userInfo().username}`, "pki");

const makeFolder = (folder: string): void => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PlcError(
      "PKI_UNWRITABLE",
      `cannot make the certificate folder ${folder}: ${reason}`,
      "give --opcua-pki a folder that can be written",
    );
  }
};

/**
 * The port that will be listened on: end points carry it in their address, so it has to be known
 * before the server is made, and the stack ends the process where it is taken.
 */
const reserve = async (at: HostPort): Promise<HostPort> => {
  const probe = createServer();
  const bound = await listen(probe, at);
  await new Promise((resolve) => probe.close(resolve));
  return { host: at.host, port: bound.port };
};

const serverOf = async (
  stack: Stack,
  { host, port }: HostPort,
  { users = [], pki = defaultPki() }: OpcuaSettings,
): Promise<OPCUAServer> => {
  makeFolder(pki);
  const { MessageSecurityMode, OPCUACertificateManager, OPCUAServer, SecurityPolicy } = stack;
  const certificates = new OPCUACertificateManager({
    rootFolder: pki,
    // A simulator meets whatever client is under test.
    automaticallyAcceptUnknownCertificate: true,
  });
  await certificates.initialize();
  return new OPCUAServer({
    host,
    hostname: host,
    port,
    serverCertificateManager: certificates,
    userCertificateManager: certificates,
    serverInfo: {
      applicationUri: "urn:quorate:simulated-plc",
      productUri: "urn:quorate:simulated-plc",
      applicationName: { text: "Quorate simulated PLC" },
    },
    buildInfo: { productName: "quorate-plc", manufacturerName: "Quorate" },
    securityPolicies: [SecurityPolicy.None, SecurityPolicy.Basic256Sha256],
    securityModes: [
      MessageSecurityMode.None,
      MessageSecurityMode.Sign,
      MessageSecurityMode.SignAndEncrypt,
    ],
    allowAnonymous: users.length === 0,
    userManager: userManagerOf(stack, users),
    disableDiscovery: true,
    maxConnectionsPerEndpoint: 32,
  });
};

/** The PLC's OPC UA server. */
export class OpcuaServer implements Link, OpcuaControl {
  readonly protocol = "opcua";
  readonly address: string;
  readonly #stack: Stack;
  readonly #server: OPCUAServer;
  readonly #at: HostPort;

  private constructor(stack: Stack, server: OPCUAServer, at: HostPort) {
    this.#stack = stack;
    this.#server = server;
    this.#at = at;
    this.address = `opc.tcp://${textOf(at)}`;
  }

  static async open(plc: Plc, settings: OpcuaSettings, onWrite: OnWrite): Promise<OpcuaServer> {
    const at = await reserve(settings.at);
    const stack = await import("node-opcua");
    const server = await serverOf(stack, at, settings);
    try {
      await server.initialize();
      const link = new OpcuaServer(stack, server, at);
      const open = (settings.users ?? []).length === 0;
      addPoints({ stack, server, plc, onWrite, open, drop: () => link.drop() });
      await server.start();
      return link;
    } catch (error) {
      await server.shutdown(0);
      throw error instanceof PlcError ? error : listenFailed(textOf(at), error);
    }
  }

  /** Sessions outlive their connections; `dropSessions` ends them too. */
  drop(): void {
    for (const endpoint of this.#endpoints()) endpoint.killClientSockets(() => {});
  }

  dropSessions(): void {
    const { engine } = this.#server;
    for (const session of engine?.getSessions() ?? []) {
      engine?.closeSession(session.authenticationToken, true, "Forcing");
    }
  }

  knowsStatus(name: string): boolean {
    return Object.hasOwn(this.#stack.StatusCodes, name);
  }

  async suspend(): Promise<void> {
    const closed = this.#each((endpoint, done) => endpoint.suspendConnection(done));
    this.dropSessions();
    this.drop();
    await closed;
  }

  async resume(): Promise<void> {
    // Told here where the port is taken; the stack would end the process.
    await reserve(this.#at);
    await this.#each((endpoint, done) => endpoint.restoreConnection(done));
  }

  async close(): Promise<void> {
    await this.#server.shutdown(0);
  }

  #endpoints(): readonly OPCUAServerEndPoint[] {
    return this.#server.endpoints;
  }

  async #each(
    act: (endpoint: OPCUAServerEndPoint, done: (error?: Error) => void) => void,
  ): Promise<void> {
    const one = (endpoint: OPCUAServerEndPoint): Promise<void> =>
      new Promise((resolve, reject) => {
        act(endpoint, (error) => (error == null ? resolve() : reject(error)));
      });
    await Promise.all(this.#endpoints().map(one));
  }
}
