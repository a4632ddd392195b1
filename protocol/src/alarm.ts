import { type Hex, toHex } from "./bytes.ts";
import type { Verified } from "./certified.ts";
import type { Signer } from "./ed25519.ts";
import { digest, openEnvelope, type SealContext, seal } from "./envelope.ts";
import { CodedError } from "./errors.ts";
import { limits } from "./limits.ts";
import { findDevice, findPoint, type KeyHex, type Site } from "./site.ts";
import { checkIntegers, decodeStrict, type Envelope, encode, wire } from "./wire.ts";

/** The limits of a point that can each raise an alarm, by their names in the site file. */
export const alarmKinds = ["highHigh", "high", "low", "lowLow"] as const;
export type AlarmKind = (typeof alarmKinds)[number];

export const isAlarmKind = (text: string): text is AlarmKind =>
  (alarmKinds as readonly string[]).includes(text);

/** One limit of one point, as the site file has it. */
export interface AlarmPlace {
  /** DEVICE/POINT/KIND: names the alarm everywhere. */
  readonly id: string;
  readonly device: string;
  readonly point: string;
  readonly kind: AlarmKind;
  readonly limit: number;
  readonly priority: number;
  readonly deadband: number;
  readonly delayMs: number;
  readonly units: string;
}

export const alarmId = (device: string, point: string, kind: AlarmKind): string =>
  `${device}/${point}/${kind}`;

/** Every alarm that a site can raise, in the order of its file. */
export const alarmsOf = (site: Site): AlarmPlace[] =>
  site.devices.flatMap((device) =>
    device.points.flatMap(({ name: point, alarms, units = "" }) => {
      if (alarms === undefined) return [];
      const { priority, deadband, delayMs } = alarms;
      return alarmKinds.flatMap((kind) => {
        const limit = alarms[kind];
        if (limit === undefined) return [];
        const id = alarmId(device.name, point, kind);
        const place = { id, device: device.name, point, kind };
        return [{ ...place, limit, priority, deadband, delayMs, units }];
      });
    }),
  );

/** Whether the site file has an alarm with this id. */
export const isAlarm = (site: Site, id: string): boolean => {
  const [deviceName = "", pointName = "", kind = "", ...more] = id.split("/");
  const device = findDevice(site, deviceName);
  if (device === undefined || more.length > 0 || !isAlarmKind(kind)) return false;
  return findPoint(device, pointName)?.alarms?.[kind] !== undefined;
};

export const alarmVerbs = [
  ...(["acknowledge", "shelve", "unshelve", "out-of-service", "in-service"] as const),
] as const;
export type AlarmVerb = (typeof alarmVerbs)[number];

const isVerb = (text: string): text is AlarmVerb =>
  (alarmVerbs as readonly string[]).includes(text);

/** What an operator signs about one alarm (docs/wire.md, "AlarmAction"). */
export interface AlarmAction {
  /** Digest of the body under the alarm domain. */
  readonly id: Hex;
  readonly operator: KeyHex;
  /** DEVICE/POINT/KIND. */
  readonly alarm: string;
  readonly action: AlarmVerb;
  /** Acknowledge: when the newest occurrence was raised that the operator saw; else 0. */
  readonly raisedMs: number;
  /** Shelve: when the alarm comes back by itself; else 0. */
  readonly untilMs: number;
  readonly reason: string;
  readonly notAfterMs: number;
  readonly nonce: Hex;
}

export interface AlarmActionFields {
  readonly alarm: string;
  readonly action: AlarmVerb;
  readonly raisedMs?: number;
  readonly untilMs?: number;
  readonly reason?: string;
  readonly notAfterMs: number;
  /** 16 bytes that make two equal actions two actions. */
  readonly nonce: Uint8Array;
}

const domain = "quorate/alarm/v1";

export const signAlarmAction = (
  chain: Uint8Array,
  signer: Signer,
  fields: AlarmActionFields,
): Envelope =>
  seal(domain, chain, encode(wire.AlarmAction, { ...fields, operator: signer.publicKey }), signer);

export const alarmActionId = (chain: Uint8Array, envelope: Envelope): Hex =>
  digest(domain, chain, envelope.body);

const broken = (message: string): CodedError => new CodedError("ALARM_DECODE", message);

/** An action's contents, its signature not yet checked. Throws ALARM_SIZE, ALARM_DECODE. */
export const readAlarmAction = (chain: Uint8Array, envelope: Envelope): AlarmAction => {
  const { body } = envelope;
  if (body.length > limits.alarmActionBytes)
    throw new CodedError("ALARM_SIZE", `${body.length} bytes, at most ${limits.alarmActionBytes}`);
  const message = decodeStrict(wire.AlarmAction, body, "ALARM");
  const { alarm, action, raisedMs, untilMs, reason, notAfterMs } = message;
  checkIntegers("ALARM_DECODE", { raisedMs, untilMs, notAfterMs });
  if (message.operator.length !== 32 || message.nonce.length !== 16)
    throw broken("the operator's key has 32 bytes and the nonce 16");
  if (alarm.length > limits.textChars || reason.length > limits.textChars)
    throw new CodedError("ALARM_SIZE", `a text over ${limits.textChars} characters`);
  if (!isVerb(action)) throw broken(`unknown action ${action.slice(0, 40)}`);
  if ((action === "acknowledge") !== raisedMs > 0)
    throw broken("an acknowledge, and nothing else, says when the alarm was raised");
  if ((action === "shelve") !== untilMs > 0)
    throw broken("a shelving, and nothing else, says when the alarm comes back");
  return {
    ...{ id: alarmActionId(chain, envelope), operator: toHex(message.operator) },
    ...{ alarm, action, raisedMs, untilMs, reason, notAfterMs },
    nonce: toHex(message.nonce),
  };
};

/** Checks the signature of an action that was read. Throws ALARM_SIGNATURE. */
export const verifyAlarmAction = (
  context: SealContext,
  envelope: Envelope,
  action: AlarmAction,
): Verified<AlarmAction> => openEnvelope(domain, context, envelope, action.operator, action);
