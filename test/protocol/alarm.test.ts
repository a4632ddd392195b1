import assert from "node:assert/strict";
import {
  alarmActionId,
  type AlarmActionFields,
  alarmsOf,
  type AlarmVerb,
  alarmVerbs,
  encode,
  isAlarm,
  limits,
  readAlarmAction,
  seal,
  signAlarmAction,
  type Site,
  verifyAlarmAction,
  wire,
} from "@quorate/protocol";
import fc from "fast-check";
import {
  beginMs,
  chain,
  context,
  keyOf,
  otherChain,
  signerOf,
  testSite,
  throwsCode,
} from "./sealed.ts";

const ann = signerOf("ann");

const fields: AlarmActionFields = {
  ...{ alarm: "tank/level/high", action: "acknowledge", raisedMs: beginMs },
  ...{ notAfterMs: beginMs + 10_000, nonce: new Uint8Array(16).fill(7) },
};

const raw = (changes: Record<string, unknown>) => {
  const body = encode(wire.AlarmAction, { ...fields, operator: ann.publicKey, ...changes });
  return seal("quorate/alarm/v1", chain, body, ann);
};

const timesOf = (action: AlarmVerb, ms: number) => ({
  raisedMs: action === "acknowledge" ? ms : 0,
  untilMs: action === "shelve" ? ms : 0,
});

describe("alarm action", () => {
  it("comes back as it was signed", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 40 });
    const ms = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(fc.constantFrom(...alarmVerbs), text, text, ms, (action, alarm, reason, time) => {
        const given = { ...fields, alarm, action, reason, ...timesOf(action, time) };
        const envelope = signAlarmAction(chain, ann, given);
        const action_ = readAlarmAction(chain, envelope);
        assert.deepEqual(verifyAlarmAction(context, envelope, action_), {
          ...{ alarm, action, reason, ...timesOf(action, time), notAfterMs: fields.notAfterMs },
          ...{ id: alarmActionId(chain, envelope), operator: keyOf("ann"), nonce: "07".repeat(16) },
        });
      }),
      { numRuns: 50 },
    );
  });

  it("ALARM_DECODE: what is no action", () => {
    for (const changes of [
      ...[{ action: "silence" }, { action: "" }, { operator: new Uint8Array(31) }],
      ...[{ nonce: new Uint8Array(15) }, { raisedMs: 0 }, { untilMs: 1 }],
      ...[{ action: "shelve", raisedMs: 0, untilMs: 0 }, { action: "unshelve" }],
      { action: "shelve", untilMs: 5 },
    ])
      throwsCode("ALARM_DECODE", () => readAlarmAction(chain, raw(changes)));
    const { body } = raw({});
    const longer = { body: Uint8Array.of(...body, 0xf8, 0x01, 1), signature: new Uint8Array(64) };
    throwsCode("ALARM_DECODE", () => readAlarmAction(chain, longer));
  });

  it("ALARM_SIZE: too long a text, too many bytes", () => {
    const long = "x".repeat(limits.textChars + 1);
    throwsCode("ALARM_SIZE", () => readAlarmAction(chain, raw({ reason: long })));
    throwsCode("ALARM_SIZE", () => readAlarmAction(chain, raw({ alarm: long })));
    const reason = "x".repeat(limits.alarmActionBytes);
    throwsCode("ALARM_SIZE", () => readAlarmAction(chain, raw({ reason })));
  });

  it("ALARM_SIGNATURE: of another chain, of another domain, of another key", () => {
    const open = (envelope: ReturnType<typeof raw>) =>
      verifyAlarmAction(context, envelope, readAlarmAction(chain, envelope));
    open(raw({}));
    throwsCode("ALARM_SIGNATURE", () => open(signAlarmAction(otherChain, ann, fields)));
    throwsCode("ALARM_SIGNATURE", () => open(raw({ operator: signerOf("bo").publicKey })));
    const { body } = raw({});
    throwsCode("ALARM_SIGNATURE", () => open(seal("quorate/command/v1", chain, body, ann)));
  });
});

describe("alarms of a site", () => {
  const site = (): Site => {
    const made = testSite();
    const [device] = made.devices;
    if (device === undefined) throw new Error("the test's site has no device");
    const [point] = device.points;
    if (point === undefined) throw new Error("the test's device has no point");
    const alarms = { highHigh: 9, low: 1, priority: 2, deadband: 0.1, delayMs: 5 };
    return { ...made, devices: [{ ...device, points: [{ ...point, alarms }] }] };
  };

  it("one for each limit, with what the point says of it", () => {
    const [device] = site().devices;
    const name = `${device?.name}/${device?.points[0]?.name}`;
    assert.deepEqual(
      alarmsOf(site()).map(({ id, limit, delayMs }) => [id, limit, delayMs]),
      [[`${name}/highHigh`, 9, 5], [`${name}/low`, 1, 5]],
    );
  });

  it("an id is one of these and nothing else", () => {
    const one = site();
    for (const { id } of alarmsOf(one)) assert.ok(isAlarm(one, id));
    const [id = ""] = alarmsOf(one).map((alarm) => alarm.id);
    const wrong = [`${id}/x`, id.replace("highHigh", "high"), id.replace("highHigh", "priority")];
    for (const text of [...wrong, "", "/", "a/b/high", id.replace("highHigh", "toString")])
      assert.ok(!isAlarm(one, text), text);
  });
});
