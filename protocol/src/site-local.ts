import { z } from "zod";
import { type BrokerSettings, brokerSchema, checkBroker } from "./site-broker.ts";
import { check } from "./site-check.ts";
import { Problems, problemsError, type SiteProblem } from "./site-problem.ts";
import { parseAddress } from "./site-address.ts";

export const logLevels = ["error", "warn", "info", "debug"] as const;
export type LogLevel = (typeof logLevels)[number];

/** What an agent reads itself: the points that interlocks name, or all that devices let it. */
export const readsOfAgents = ["interlocks", "all"] as const;
export type ReadsOfAgent = (typeof readsOfAgents)[number];

/**
 * `local.yaml`: what one box may decide for itself. Nothing in it can weaken a rule: who may do
 * what, and within which limits, is in the site file alone.
 */
export interface LocalSettings {
  /** Folder of the journal or fence; the home where absent. */
  readonly data?: string;
  /** host:port to listen on in place of the site file's addresses (behind a NAT, or 0.0.0.0). */
  readonly listen: {
    readonly address?: string;
    readonly api?: string;
    readonly modbusReadOnly?: string;
    readonly http?: string;
    readonly metrics?: string;
  };
  readonly logLevel: LogLevel;
  /** Certificate and key of a console that others than its own machine can reach. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** Where to publish telemetry; nothing is published where absent. */
  readonly mqtt?: BrokerSettings;
  /** Agents only. Each one that reads all is a further client of every device. */
  readonly reads: ReadsOfAgent;
  /** User and password file for reading a device, by device name. */
  readonly credentials: Readonly<
    Record<string, { readonly user: string; readonly passwordFile: string }>
  >;
}

const text = z.string().min(1).max(1024);
const listen = z.string().refine((address) => parseAddress(address, true) !== null, {
  message: "no address host:port or [ipv6]:port",
  params: { code: "ADDRESS" },
});

const schema = z
  .strictObject({
    data: z.exactOptional(text),
    listen: z
      .strictObject({
        address: z.exactOptional(listen),
        api: z.exactOptional(listen),
        modbusReadOnly: z.exactOptional(listen),
        http: z.exactOptional(listen),
        metrics: z.exactOptional(listen),
      })
      .default({}),
    log: z.strictObject({ level: z.enum(logLevels).default("info") }).default({ level: "info" }),
    tls: z.exactOptional(z.strictObject({ certificate: text, key: text })),
    mqtt: z.exactOptional(brokerSchema),
    reads: z.enum(readsOfAgents).default("interlocks"),
    credentials: z
      .record(z.string(), z.strictObject({ user: text, passwordFile: text }))
      .default({}),
  })
  .transform(({ log, ...rest }) => ({ ...rest, logLevel: log.level }));

export interface ParsedLocal {
  /** Null when there is an error among the problems. */
  readonly settings: LocalSettings | null;
  readonly problems: readonly SiteProblem[];
}

/** An empty file is a good one: everything has a default. */
export const parseLocal = (source: string | Uint8Array): ParsedLocal => {
  const problems = new Problems("LOCAL");
  const raw = problems.read(source, true);
  const settings: LocalSettings | null = raw === null ? null : check(problems, schema, raw, []);
  if (settings?.mqtt !== undefined) checkBroker(problems, settings.mqtt);
  return { settings: problems.hasErrors ? null : settings, problems: problems.sorted() };
};

/** Throws LOCAL_INVALID, whose message has one line for each problem. */
export const parseLocalOrThrow = (
  source: string | Uint8Array,
  what = "local.yaml",
): LocalSettings => {
  const { settings, problems } = parseLocal(source);
  if (settings === null) throw problemsError("LOCAL_INVALID", what, problems);
  return settings;
};
