import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createSecureContext, rootCertificates, type SecureContext } from "node:tls";
import {
  type BrokerSettings,
  CodedError,
  codeOf,
  hexBytes,
  type KeyHex,
  openBroker,
  type Signer,
} from "@quorate/protocol";
import {
  type Counters,
  nodeSigner,
  readKey,
  replaceFile,
  systemClock,
} from "@quorate/protocol/node";
import type { Agent } from "../../agent.ts";
import { EdgeNode } from "../../sparkplug/edge-node.ts";
import { Gateway } from "../../sparkplug/gateway.ts";
import { isSequence } from "../../sparkplug/sequence.ts";
import type { Home } from "../home.ts";
import type { ProcessLog } from "../log.ts";
import { dialer } from "./dial.ts";
import { OutageFile } from "./outage-file.ts";

export interface OpenEdgeNodeOptions {
  readonly agent: Agent;
  readonly home: Home;
  readonly settings: BrokerSettings;
  readonly log: ProcessLog;
  readonly counters: Counters;
}

const read = (home: Home, path: string, what: string): Buffer => {
  const file = resolve(home.home, path);
  try {
    return readFileSync(file);
  } catch (error) {
    throw new CodedError("FILE_READ", `cannot read ${file}: ${codeOf(error)}`, {
      remedy: `put ${what} there, or correct mqtt in local.yaml`,
    });
  }
};

/** Throws FILE_READ, MQTT_PASSWORD. */
const passwordOf = (home: Home, settings: BrokerSettings): string | undefined => {
  const { passwordFile, passwordEnv } = settings;
  if (passwordFile !== undefined)
    return read(home, passwordFile, "the broker's password").toString().replace(/\r?\n$/, "");
  if (passwordEnv === undefined) return undefined;
  const password = process.env[passwordEnv];
  if (password !== undefined) return password;
  throw new CodedError("MQTT_PASSWORD", `the variable ${passwordEnv} is not set`, {
    remedy: "set it for this process, or name a passwordFile",
  });
};

/** Throws FILE_READ, MQTT_TLS. */
const secureContextOf = (home: Home, { tls }: BrokerSettings): SecureContext => {
  const { ca, cert, key } = tls;
  const files = {
    ca: ca === undefined ? [...rootCertificates] : read(home, ca, "the broker's CA"),
    ...(cert === undefined ? {} : { cert: read(home, cert, "this agent's certificate") }),
    ...(key === undefined ? {} : { key: read(home, key, "this agent's key") }),
  };
  try {
    return createSecureContext({ ...files, minVersion: "TLSv1.2" });
  } catch (error) {
    throw new CodedError("MQTT_TLS", `CA, certificate or key cannot be used: ${String(error)}`, {
      remedy: "they are PEM files, and the key is that of the certificate",
    });
  }
};

/**
 * The gateway's key, as far as the site file knows it: `gateway.pem` in the agent's home. Without
 * one, commands from the broker are refused. Throws KEY_MODE, KEY_FORMAT, GATEWAY_KEY.
 */
const gatewayOf = ({ home, site }: Home, name: string): readonly [Signer, KeyHex] | null => {
  const listed = site.gateways.filter(({ agent }) => agent === name);
  const path = join(home, "gateway.pem");
  if (!existsSync(path)) return null;
  const { seed, publicKey } = readKey(path);
  if (listed.some(({ key }) => key === publicKey)) return [nodeSigner(seed), publicKey];
  throw new CodedError("GATEWAY_KEY", `the site file lists no gateway of ${name} with ${path}`, {
    remedy: "list it under gateways, or take the file away",
  });
};

/**
 * What would keep the agent from starting: passwords, certificates and keys for its broker.
 * Throws FILE_READ, MQTT_PASSWORD, MQTT_TLS, KEY_MODE, KEY_FORMAT, GATEWAY_KEY.
 */
export const checkBroker = (home: Home, settings: BrokerSettings, name: string): void => {
  passwordOf(home, settings);
  secureContextOf(home, settings);
  gatewayOf(home, name);
};

/** The birth-death sequence of the last session; a lost file begins again at 0. */
const readBdSeq = (path: string): number | null => {
  try {
    const { bdSeq } = JSON.parse(readFileSync(path, "utf8")) as { bdSeq?: unknown };
    return isSequence(bdSeq) ? bdSeq : null;
  } catch {
    return null;
  }
};

export interface OpenEdgeNode {
  readonly node: EdgeNode;
  close(): Promise<void>;
}

/** Starts to publish. Throws a CodedError where the settings cannot be used. */
export const openEdgeNode = (options: OpenEdgeNodeOptions): OpenEdgeNode => {
  const { agent, home, settings, log, counters } = options;
  const { site } = home;
  const name = agent.nameOf(agent.self);
  const ids = { group: settings.group ?? site.name, node: settings.node ?? name };
  const password = passwordOf(home, settings);
  const connections = dialer({
    clientId: `quorate-${site.chain.slice(0, 8)}-${ids.node}`,
    ...(settings.user === undefined ? {} : { user: settings.user }),
    ...(password === undefined ? {} : { password }),
    secureContext: secureContextOf(home, settings),
  });
  const open = openBroker(settings);
  if (open !== undefined) log.warn("mqtt", "MQTT_OPEN", { broker: open });
  const [signer, key] = gatewayOf(home, name) ?? [null, ""];
  const bdSeqFile = join(home.folder, "mqtt-session.json");
  const store = new OutageFile(home.folder, settings.store, log);
  const { endings } = agent.lives;
  const refusedBefore = endings.get("refused") ?? 0;
  const gateway = new Gateway(agent, key, (...progress) => node.progress(...progress));
  const node = new EdgeNode({
    ...{ site, chain: hexBytes(site.chain), ids, settings, clock: systemClock, log, signer },
    dial: connections.dial,
    ...{ bdSeq: readBdSeq(bdSeqFile), outage: store.outage },
    random: () => randomBytes(4).readUInt32LE(0) / 2 ** 32,
    nonce: () => new Uint8Array(randomBytes(16)),
    count: (code) => counters.add(code),
    refused: (...refused) => agent.refusedProposals.note(...refused),
    saveBdSeq: (bdSeq) => replaceFile(bdSeqFile, Buffer.from(JSON.stringify({ bdSeq }))),
    status: () => agent.clients.status(),
    rejected: () => (endings.get("refused") ?? 0) - refusedBefore,
    submit: (command) => gateway.submit(command),
  });
  const deaf = agent.readings.listen((device, up, samples) => node.reading(device, up, samples));
  node.start();
  log.info("mqtt", "MQTT_STARTED", { ...ids, brokers: settings.urls, gateway: signer !== null });
  return {
    node,
    close: async () => {
      deaf();
      node.stop();
      gateway.close();
      await connections.idle();
      await store.close();
    },
  };
};
