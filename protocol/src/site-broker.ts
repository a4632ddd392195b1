import { z } from "zod";
import type { Problems } from "./site-problem.ts";

/**
 * `mqtt` of `local.yaml`: the broker that this box publishes telemetry to (docs/mqtt.md). Nothing
 * in it lets anybody write: what a broker's messages may do is in the site file's `gateways`.
 */
export interface BrokerSettings {
  /** mqtt:// or mqtts://, tried one after the other. */
  readonly urls: readonly string[];
  /** Sparkplug's group and edge node; the site's and the agent's name where absent. */
  readonly group?: string;
  readonly node?: string;
  readonly user?: string;
  readonly passwordFile?: string;
  /** Name of the environment's variable that holds the password. */
  readonly passwordEnv?: string;
  /** PEM files: who signs the broker's certificate, and the own certificate with its key. */
  readonly tls: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  /** Sparkplug's host id: nothing is published, and all is kept, while it is offline. */
  readonly primaryHost?: string;
  /** Also as JSON under quorate/SITE/DEVICE/POINT. */
  readonly plainTopics: boolean;
  /** What is kept while nobody takes it, at most; the oldest goes first. */
  readonly store: { readonly values: number; readonly bytes: number };
}

export const brokerDefaults = { values: 1_000_000, bytes: 256 * 1024 * 1024 } as const;

const text = z.string().min(1).max(1024);
const urlForm = /^mqtts?:\/\/(\[[0-9a-fA-F:]+\]|[^\s/:@[\]]+)(:\d{1,5})?\/?$/;

/** One address, or a list of them. */
const urls = z.unknown().transform((given, context): string[] => {
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  const isGood = (one: unknown): one is string => typeof one === "string" && urlForm.test(one);
  if (list.length > 0 && list.length <= 8 && list.every(isGood)) return [...list];
  const message = "takes mqtt://host:port or mqtts://host:port, or a list of up to 8 of them";
  context.addIssue({ code: "custom", message, params: { code: "VALUE" } });
  return z.NEVER;
});

/** What may stand in a topic between two slashes (Sparkplug 3.0, section 4.1). */
const id = z.string().refine((name) => /^[^+/#\u0000-\u001f]{1,128}$/.test(name), {
  message: "no Sparkplug id: up to 128 characters, none of them + / #",
  params: { code: "SPARKPLUG_ID" },
});

const store = z.strictObject({
  values: z.int().min(1000).max(1_000_000_000).default(brokerDefaults.values),
  bytes: z.int().min(1024 * 1024).max(64 * 1024 ** 3).default(brokerDefaults.bytes),
});

export const brokerSchema = z
  .strictObject({
    url: urls,
    group: z.exactOptional(id),
    node: z.exactOptional(id),
    user: z.exactOptional(text),
    passwordFile: z.exactOptional(text),
    passwordEnv: z.exactOptional(text),
    tls: z
      .strictObject({
        ca: z.exactOptional(text),
        cert: z.exactOptional(text),
        key: z.exactOptional(text),
      })
      .default({}),
    primaryHost: z.exactOptional(id),
    plainTopics: z.boolean().default(false),
    store: store.default({ ...brokerDefaults }),
  })
  .transform(({ url, ...rest }) => ({ ...rest, urls: url }));

/** What goes with what. */
export const checkBroker = (problems: Problems, broker: BrokerSettings): void => {
  const at = (key: string): readonly string[] => ["mqtt", key];
  const { urls, user, passwordFile, passwordEnv, tls } = broker;
  const password = passwordFile ?? passwordEnv;
  if (passwordFile !== undefined && passwordEnv !== undefined)
    problems.error("BROKER_PASSWORD", at("passwordEnv"), "one password is enough, not two");
  if (password !== undefined && user === undefined)
    problems.error("BROKER_PASSWORD", ["mqtt"], "a password belongs to a user", "name the user");
  if ((tls.cert === undefined) !== (tls.key === undefined))
    problems.error("BROKER_TLS", at("tls"), "a certificate and its key go together");
  const plain = urls.filter((one) => one.startsWith("mqtt:"));
  if (plain.length > 0 && Object.keys(tls).length > 0)
    problems.error("BROKER_TLS", at("url"), `${plain[0]} has no TLS`, "write mqtts://");
};

const isLoopback = (address: string): boolean =>
  /^mqtts?:\/\/(127\.|localhost(:|\/|$)|\[::1\])/.test(address);

/** The first address to which user and password would go readable over a network. */
export const openBroker = ({ urls, user }: BrokerSettings): string | undefined =>
  user === undefined
    ? undefined
    : urls.find((one) => one.startsWith("mqtt:") && !isLoopback(one));
