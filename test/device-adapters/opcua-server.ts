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
  type StatusCode,
  StatusCodes,
  type UAVariable,
  Variant,
  VariantArrayType,
  setErrorLogger,
  setWarningLogger,
} from "node-opcua";
import { freePort } from "../free-port.ts";

const arrayType = VariantArrayType.Scalar;

export interface ServedNode {
  readonly name: string;
  readonly dataType: DataType;
  readonly value: unknown;
  readonly readOnly?: boolean;
  /** The server looks at it no more often. */
  readonly samplingMs?: number;
}

export interface ServedWrite {
  readonly node: string;
  readonly value: unknown;
}

export interface OpcuaTestServer {
  readonly port: number;
  readonly writes: readonly ServedWrite[];
  /** Those that it keeps, whether or not their client is there. */
  readonly sessions: number;
  /** It refuses to read more nodes at once. */
  nodesPerRead(most: number): void;
  /** What the program behind a node answers to a write; it may take its time. */
  onWrite: (node: string, value: unknown) => Promise<StatusCode> | StatusCode;
  set(node: string, value: unknown, status?: StatusCode): void;
  /** As a server that forgets its clients, or what it was to tell them. */
  forgetSessions(): void;
  forgetSubscriptions(): void;
  stop(): Promise<void>;
}

export interface ServerTerms {
  readonly nodes: readonly ServedNode[];
  readonly port?: number;
  readonly folder: string;
  /** Namespaces of its own behind that of the application, from number 2 on. */
  readonly namespaces?: readonly string[];
  /** Number of the one that its nodes are in; that of the application where absent. */
  readonly namespace?: number;
  readonly user?: { readonly name: string; readonly password: string };
}

/** A folder for the server's keys: making them is what takes the time. */
export const serverFolder = (): { readonly path: string; remove(): void } => {
  const path = mkdtempSync(join(tmpdir(), "quorate-opcua-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};

const makeServer = (terms: ServerTerms, port: number): OPCUAServer => {
  const store = (name: string): OPCUACertificateManager =>
    new OPCUACertificateManager({
      rootFolder: join(terms.folder, name),
      automaticallyAcceptUnknownCertificate: true,
      disableFileWatchers: true,
    });
  return new OPCUAServer({
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
  });
};

type Write = (node: string, data: DataValue) => Promise<StatusCode>;

const addNode = (
  server: OPCUAServer,
  served: ServedNode,
  namespace: number,
  write: Write,
): UAVariable => {
  const { name, dataType, value, readOnly = false, samplingMs = 0 } = served;
  const space = server.engine.addressSpace;
  if (space === null) throw new Error("the server has no address space");
  const accessLevel = readOnly ? "CurrentRead" : "CurrentRead | CurrentWrite";
  const variable = space.getNamespace(namespace).addVariable({
    ...{ organizedBy: space.rootFolder.objects, browseName: name, dataType },
    ...{ nodeId: `ns=${namespace};s=${name}`, accessLevel, userAccessLevel: accessLevel },
    minimumSamplingInterval: samplingMs,
  });
  variable.setValueFromSource(new Variant({ dataType, arrayType, value }));
  if (readOnly) return variable;
  const source = {
    timestamped_get: () => (variable as unknown as { $dataValue: DataValue }).$dataValue,
    timestamped_set: async (data: DataValue): Promise<StatusCode> => {
      const status = await write(name, data);
      if (status.isGood()) variable.setValueFromSource(data.value);
      return status;
    },
  };
  variable.bindVariable(source, true);
  return variable;
};

/** An OPC UA server that behaves as told. */
export const startOpcuaServer = async (terms: ServerTerms): Promise<OpcuaTestServer> => {
  setWarningLogger(() => undefined);
  setErrorLogger(() => undefined);
  const port = terms.port ?? (await freePort());
  const server = makeServer(terms, port);
  await server.initialize();
  const writes: ServedWrite[] = [];
  const write: Write = async (node, { value: { value } }) => {
    const status = await test.onWrite(node, value);
    if (status.isGood()) writes.push({ node, value });
    return status;
  };
  const { namespace = 1, namespaces = [] } = terms;
  for (const uri of namespaces) server.engine.addressSpace?.registerNamespace(uri);
  const variables = new Map(
    terms.nodes.map((one) => [one.name, addNode(server, one, namespace, write)]),
  );
  await server.start();
  const test: OpcuaTestServer = {
    ...{ port, writes },
    get sessions() {
      return server.engine.currentSessionCount;
    },
    nodesPerRead: (most) => {
      server.engine.serverCapabilities.operationLimits.maxNodesPerRead = most;
    },
    onWrite: () => StatusCodes.Good,
    set: (node, value, status = StatusCodes.Good) => {
      const variable = variables.get(node);
      const { dataType } = terms.nodes.find(({ name }) => name === node) ?? {};
      if (variable === undefined || dataType === undefined) throw new Error(`no node ${node}`);
      variable.setValueFromSource(new Variant({ dataType, arrayType, value }), status);
    },
    forgetSessions: () => {
      for (const { authenticationToken } of sessionsOf(server))
        server.engine.closeSession(authenticationToken, true, "Forcing");
    },
    forgetSubscriptions: () => {
      for (const { publishEngine } of sessionsOf(server))
        for (const subscription of publishEngine.subscriptions) subscription.terminate();
    },
    stop: () => server.shutdown(0),
  };
  return test;
};

type Session = Parameters<OPCUAServer["engine"]["closeSession"]>[0] extends infer Token
  ? {
      readonly authenticationToken: Token;
      readonly publishEngine: { readonly subscriptions: readonly { terminate(): void }[] };
    }
  : never;

const sessionsOf = ({ engine }: OPCUAServer): readonly Session[] =>
  Object.values((engine as unknown as { _sessions: Record<string, Session> })._sessions);

export interface CutProxy {
  readonly port: number;
  /** Connections that the client ended by a reset. */
  readonly resets: number;
  /** Called with what passes towards the server; true lets it through. */
  towardsServer: (bytes: Buffer) => boolean;
  towardsClient: (bytes: Buffer) => boolean;
  /** Sends bytes to the server, past the above. */
  sendPart(bytes: Buffer): void;
  /** Cuts every connection, as a broken cable does: with a reset, at once. */
  cut(): void;
  /** Holds bytes back, as a network does that will deliver them later. */
  hold(on: boolean): void;
  stop(): Promise<void>;
}

/** A TCP proxy that cuts connections when told. */
export const startCutProxy = async (target: number): Promise<CutProxy> => {
  const pairs = new Set<readonly [Socket, Socket]>();
  let resets = 0;
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
    near.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNRESET") resets += 1;
    });
    pass(near, far, (bytes) => proxy.towardsServer(bytes));
    pass(far, near, (bytes) => proxy.towardsClient(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const proxy: CutProxy = {
    port: (server.address() as AddressInfo).port,
    get resets() {
      return resets;
    },
    towardsServer: () => true,
    towardsClient: () => true,
    sendPart: (bytes) => {
      for (const [, far] of pairs) far.write(bytes);
    },
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
