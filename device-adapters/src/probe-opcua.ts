import type { DataValue, ReferenceDescription } from "node-opcua-client";
import type { PointType, SecuritySpec } from "@quorate/protocol";
import type { AdapterEvent, Credentials } from "./adapter.ts";
import { defaults, limits } from "./limits.ts";
import { OpcuaConnection } from "./opcua-connection.ts";
import type { OpcuaLibrary } from "./opcua-library.ts";
import { namespaceOf, Namespaces } from "./opcua-namespaces.ts";

/** A variable of an OPC UA server that a point can be. */
export interface BrowsedNode {
  readonly nodeId: string;
  /** Browse names from the start of the walk on. */
  readonly path: readonly string[];
  readonly type: PointType;
  readonly access: "setpoint" | "reading";
  readonly units?: string;
}

export interface BrowseTerms {
  readonly url: string;
  readonly security: SecuritySpec;
  readonly credentials?: Credentials;
  readonly certificates?: string;
  /** For whom the server's certificate is trusted. */
  readonly device: string;
  readonly trustOnFirstUse: boolean;
  /** Where the walk starts; the server's objects where absent. */
  readonly nodeId?: string;
  readonly log: (event: AdapterEvent) => void;
}

export type Browsed =
  | {
      readonly ok: true;
      readonly nodes: readonly BrowsedNode[];
      /** What the numbers in their node ids mean. */
      readonly namespaces: Readonly<Record<string, string>>;
      /** Variables that no point can be: arrays, structures, times. */
      readonly others: number;
      /** True when the walk was ended by its bounds. */
      readonly cut: boolean;
    }
  | { readonly ok: false; readonly code: string; readonly detail: string };

interface Walked {
  readonly nodeId: string;
  readonly path: readonly string[];
}

const typeOf = ({ DataType, VariantArrayType }: OpcuaLibrary, answer: DataValue | undefined) => {
  const variant = answer?.value;
  if (variant === undefined || variant === null) return null;
  if (variant.arrayType !== VariantArrayType.Scalar) return null;
  const types: Partial<Record<number, PointType>> = {
    [DataType.Boolean]: "bool",
    [DataType.SByte]: "int16",
    [DataType.Byte]: "uint16",
    [DataType.Int16]: "int16",
    [DataType.UInt16]: "uint16",
    [DataType.Int32]: "int32",
    [DataType.UInt32]: "uint32",
    [DataType.Int64]: "int64",
    [DataType.UInt64]: "uint64",
    [DataType.Float]: "float32",
    [DataType.Double]: "float64",
    [DataType.String]: "string",
  };
  return types[variant.dataType] ?? null;
};

/** Everything below a node, breadth first and each node once. */
const walk = async (
  connection: OpcuaConnection,
  start: string,
): Promise<{ variables: Walked[]; cut: boolean } | { code: string; detail: string }> => {
  const { BrowseDirection, makeNodeClassMask, makeResultMask, NodeClass } = connection.library;
  const seen = new Set<string>([start]);
  const variables: Walked[] = [];
  let level: Walked[] = [{ nodeId: start, path: [] }];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth === limits.browseDepth) return { variables, cut: true };
    const below: Walked[] = [];
    for (const { nodeId, path } of level) {
      const answer = await connection.ask(async (session) => {
        const found: ReferenceDescription[] = [];
        let part = await session.browse({
          ...{ nodeId, referenceTypeId: "HierarchicalReferences", includeSubtypes: true },
          browseDirection: BrowseDirection.Forward,
          nodeClassMask: makeNodeClassMask("Object | Variable"),
          resultMask: makeResultMask("NodeClass | BrowseName"),
        });
        if (part.statusCode.isBad()) throw new Error(part.statusCode.name);
        found.push(...(part.references ?? []));
        while (part.continuationPoint !== undefined && part.continuationPoint?.length > 0) {
          part = await session.browseNext(part.continuationPoint, false);
          found.push(...(part.references ?? []));
        }
        return found;
      });
      if (!answer.ok) return answer;
      for (const { nodeId: id, browseName, nodeClass } of answer.value) {
        const text = id.toString();
        // The server's own description of itself is no plant.
        if (seen.has(text) || text === "ns=0;i=2253") continue;
        if (seen.size >= limits.browsedNodes) return { variables, cut: true };
        seen.add(text);
        const next = { nodeId: text, path: [...path, browseName.name ?? text] };
        below.push(next);
        if (nodeClass === NodeClass.Variable) variables.push(next);
      }
    }
    level = below;
  }
  return { variables, cut: false };
};

const describe = async (
  connection: OpcuaConnection,
  part: readonly Walked[],
): Promise<readonly (BrowsedNode | null)[] | { code: string; detail: string }> => {
  const { AttributeIds, AccessLevelFlag } = connection.library;
  const asked = part.flatMap(({ nodeId }) =>
    [AttributeIds.Value, AttributeIds.UserAccessLevel].map((attributeId) => ({
      ...{ nodeId, attributeId },
    })),
  );
  const answer = await connection.ask((session) => session.read(asked));
  if (!answer.ok) return answer;
  return part.map(({ nodeId, path }, index): BrowsedNode | null => {
    const type = typeOf(connection.library, answer.value[2 * index]);
    if (type === null) return null;
    const level = Number(answer.value[2 * index + 1]?.value?.value ?? 0);
    const access = (level & AccessLevelFlag.CurrentWrite) !== 0 ? "setpoint" : "reading";
    return { nodeId, path, type, access };
  });
};

/** Connects, walks through the server's nodes, and tells those that a point can be. */
export const browseOpcua = async (terms: BrowseTerms): Promise<Browsed> => {
  const { url, security, credentials, certificates, device, trustOnFirstUse, nodeId, log } = terms;
  let lost = { code: "NOT_CONNECTED", detail: url };
  const tell = (code: string, detail: string): void => log({ code, device, detail });
  const connection = await OpcuaConnection.make({
    ...{ url, security, credentials, nodes: [], namespaces: new Namespaces([]) },
    trust:
      certificates === undefined || security.mode === "None"
        ? undefined
        : { folder: certificates, device, trustOnFirstUse, tell },
    requestTimeoutMs: 5 * defaults.opcuaTimeoutMs,
    connectTimeoutMs: defaults.opcuaConnectMs,
    onValue: () => undefined,
    onAlive: () => undefined,
    onSlow: () => undefined,
    onLost: (code, detail) => (lost = { code, detail }),
  });
  if (!(await connection.connect())) return { ok: false, ...lost };
  try {
    const walked = await walk(connection, nodeId ?? "ns=0;i=85");
    if ("code" in walked) return { ok: false, ...walked };
    const nodes: BrowsedNode[] = [];
    for (let start = 0; start < walked.variables.length; start += limits.nodesPerRequest / 2) {
      const part = walked.variables.slice(start, start + limits.nodesPerRequest / 2);
      const described = await describe(connection, part);
      if ("code" in described) return { ok: false, ...described };
      nodes.push(...described.filter((node) => node !== null));
    }
    const others = walked.variables.length - nodes.length;
    const used = new Set(nodes.map((node) => namespaceOf(node.nodeId)).filter((one) => one > 0));
    const namespaces = Object.fromEntries(
      [...used].map((index) => [String(index), connection.namespaces[index] ?? ""]),
    );
    return { ok: true, nodes, namespaces, others, cut: walked.cut };
  } finally {
    await connection.close();
  }
};
