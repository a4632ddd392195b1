import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer, type Server, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DataType,
  type DataValue,
  MessageSecurityMode,
  OPCUACertificateManager,
  OPCUAServer,
  SecurityPolicy,
  StatusCode,
  StatusCodes,
  type UAVariable,
  Variant,
  VariantArrayType,
  setErrorLogger,
  setWarningLogger,
} from "node-opcua";

const arrayType = VariantArrayType.Scalar;

export interface ServedNode {
  readonly name: string;
  readonly dataType: DataType;
  readonly value: unknown;
  readonly readOnly?: boolean;
}

export interface ServedWrite {
  readonly node: string;
  readonly value: unknown;
  readonly atMs: number;
}

export interface OpcuaTestServer {
  readonly url: string;
  readonly port: number;
  readonly writes: readonly ServedWrite[];
  readonly certificateDer: Buffer;
  /** What the program behind a node answers to a write; it may take its time. */
  onWrite: (node: string, value: unknown) => Promise<StatusCode> | StatusCode;
  set(node: string, value: unknown, status?: StatusCode): void;
  /** As a server that forgets its clients. */
  forgetSessions(): Promise<void>;
  forgetSubscriptions(): void;
  stop(): Promise<void>;
}

export const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

export interface ServerTerms {
  readonly nodes: readonly ServedNode[];
  readonly port?: number;
  readonly folder: string;
  readonly user?: { readonly name: string; readonly password: string };
}

/** A folder for the server's keys: making them is what takes the time. */
export const serverFolder = (): { readonly path: string; remove(): void } => {
  const path = mkdtempSync(join(tmpdir(), "quorate-opcua-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};

/** An OPC UA server that behaves as told. */
export const startOpcuaServer = async (terms: ServerTerms): Promise<OpcuaTestServer> => {
  setWarningLogger(() => undefined);
  setErrorLogger(() => undefined);
  const port = terms.port ?? (await freePort());
  const store = (name: string): OPCUACertificateManager =>
    new OPCUACertificateManager({
      rootFolder: join(terms.folder, name),
      automaticallyAcceptUnknownCertificate: true,
      disableFileWatchers: true,
    });
  const server = new OPCUAServer({
    ...{ port, hostname: "127.0.0.1", resourcePath: "/test" },
    serverCertificateManager: store("pki"),
    userCertificateManager: store("users"),
    securityModes: [
      ...[MessageSecurityMode.None, MessageSecurityMode.Sign, MessageSecurityMode.SignAndEncrypt],
    ],
    securityPolicies: [SecurityPolicy.None, SecurityPolicy.Basic256Sha256],
    allowAnonymous: terms.user === undefined,
    userManager: {
      isValidUser: (name: string, password: string) =>
        name === terms.user?.name && password === terms.user.password,
    },
    serverInfo: { applicationUri: "urn:quorate:test:server" },
    skipOwnNamespace: false,
  });
  await server.initialize();
  const writes: ServedWrite[] = [];
  const variables = new Map<string, UAVariable>();
  const space = server.engine.addressSpace;
  const namespace = space?.getOwnNamespace();
  if (space === null || space === undefined || namespace === undefined) throw new Error("no space");
  for (const { name, dataType, value, readOnly = false } of terms.nodes) {
    const variable = namespace.addVariable({
      ...{ organizedBy: space.rootFolder.objects, browseName: name, dataType },
      nodeId: `ns=1;s=${name}`,
      accessLevel: readOnly ? "CurrentRead" : "CurrentRead | CurrentWrite",
      userAccessLevel: readOnly ? "CurrentRead" : "CurrentRead | CurrentWrite",
    });
    variable.setValueFromSource(new Variant({ dataType, arrayType, value }));
    variables.set(name, variable);
    if (readOnly) continue;
    variable.bindVariable(
      {
        timestamped_get: () => (variable as unknown as { $dataValue: DataValue }).$dataValue,
        timestamped_set: async (data: DataValue): Promise<StatusCode> => {
          const status = await test.onWrite(name, data.value.value);
          if (!status.isGood()) return status;
          writes.push({ node: name, value: data.value.value, atMs: performance.now() });
          variable.setValueFromSource(data.value);
          return status;
        },
      },
      true,
    );
  }
  await server.start();
  const test: OpcuaTestServer = {
    ...{ port, url: `opc.tcp://127.0.0.1:${port}/test`, writes },
    certificateDer: server.getCertificate(),
    onWrite: () => StatusCodes.Good,
    set: (node, value, status = StatusCodes.Good) => {
      const variable = variables.get(node);
      const { dataType } = terms.nodes.find(({ name }) => name === node) ?? {};
      if (variable === undefined || dataType === undefined) throw new Error(`no node ${node}`);
      variable.setValueFromSource(new Variant({ dataType, arrayType, value }), status);
    },
    forgetSessions: async () => {
      const { engine } = server;
      const all = Object.values(
        (engine as unknown as { _sessions: Record<string, { authenticationToken: never }> })
          ._sessions,
      );
      for (const { authenticationToken } of all)
        engine.closeSession(authenticationToken, true, "Forcing");
    },
    forgetSubscriptions: () => undefined,
    stop: () => server.shutdown(0),
  };
  return test;
};

export interface CutProxy {
  readonly port: number;
  /** Called with what passes towards the server; true lets it through. */
  towardsServer: (bytes: Buffer) => boolean;
  towardsClient: (bytes: Buffer) => boolean;
  /** Cuts every connection, as a broken cable does: with a reset, at once. */
  cut(): void;
  /** Holds bytes back, as a network does that will deliver them later. */
  hold(on: boolean): void;
  stop(): Promise<void>;
}

/** A TCP proxy that cuts connections when told. */
export const startCutProxy = async (target: number): Promise<CutProxy> => {
  const pairs = new Set<readonly [Socket, Socket]>();
  let held: (() => void)[] | undefined;
  const pass = (from: Socket, to: Socket, may: (bytes: Buffer) => boolean): void => {
    from.on("data", (bytes) => {
      if (!may(bytes)) return;
      const send = (): void => void (to.writable && to.write(bytes));
      if (held === undefined) send();
      else held.push(send);
    });
    from.on("error", () => to.destroy());
    from.on("close", () => to.destroy());
  };
  const server: Server = createServer({ noDelay: true }, (near) => {
    const far = new Socket();
    far.setNoDelay(true);
    far.connect(target, "127.0.0.1");
    const pair = [near, far] as const;
    pairs.add(pair);
    near.on("close", () => pairs.delete(pair));
    pass(near, far, (bytes) => proxy.towardsServer(bytes));
    pass(far, near, (bytes) => proxy.towardsClient(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const proxy: CutProxy = {
    port: (server.address() as AddressInfo).port,
    towardsServer: () => true,
    towardsClient: () => true,
    cut: () => {
      for (const pair of pairs) for (const socket of pair) socket.resetAndDestroy();
    },
    hold: (on) => {
      const waiting = held ?? [];
      held = on ? [] : undefined;
      for (const send of waiting) send();
    },
    stop: async () => {
      proxy.cut();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return proxy;
};

export { DataType, StatusCodes };
