import assert from "node:assert/strict";
import { edgeSite } from "../edge-agent/site.ts";
import { openBroker } from "../../protocol/src/site-broker.ts";
import { parseLocal, parseLocalOrThrow } from "../../protocol/src/site-local.ts";
import { nameForm } from "../../protocol/src/site-schema.ts";

const codes = (mqtt: string): string[] =>
  parseLocal(`mqtt: ${mqtt}`).problems.map(({ code, path }) => `${code} ${path}`);

describe("mqtt: settings", () => {
  it("all of them, and their defaults", () => {
    const { mqtt } = parseLocalOrThrow("mqtt: { url: mqtt://broker }");
    assert.deepEqual(mqtt, {
      ...{ urls: ["mqtt://broker"], tls: {}, plainTopics: false },
      store: { values: 1_000_000, bytes: 256 * 1024 * 1024 },
    });
    const text = [
      "mqtt:",
      "  url: [mqtts://one:8883, 'mqtts://[fd00::1]:8883']",
      "  group: plant",
      "  node: box 1",
      "  user: u",
      "  passwordEnv: SECRET",
      "  tls: { ca: ca.pem, cert: own.pem, key: own.key }",
      "  primaryHost: scada",
      "  plainTopics: true",
      "  store: { values: 5000 }",
    ].join("\n");
    const all = parseLocalOrThrow(text).mqtt;
    assert.equal(all?.urls.length, 2);
    assert.deepEqual(all?.store, { values: 5000, bytes: 256 * 1024 * 1024 });
    assert.equal(all?.primaryHost, "scada");
  });

  it("what does not go together is told with its place", () => {
    assert.deepEqual(codes("{ url: http://x }"), ["LOCAL_VALUE mqtt.url"]);
    assert.deepEqual(codes("{ url: [] }"), ["LOCAL_VALUE mqtt.url"]);
    assert.deepEqual(codes("{ group: g }"), ["LOCAL_MISSING mqtt.url"]);
    assert.deepEqual(codes("{ url: mqtt://x, password: y }"), ["LOCAL_UNKNOWN_KEY mqtt.password"]);
    assert.deepEqual(codes("{ url: mqtt://x, passwordEnv: Y }"), ["LOCAL_BROKER_PASSWORD mqtt"]);
    const two = "{ url: mqtts://x, user: u, passwordEnv: Y, passwordFile: z }";
    assert.deepEqual(codes(two), ["LOCAL_BROKER_PASSWORD mqtt.passwordEnv"]);
    assert.deepEqual(codes("{ url: mqtts://x, tls: { cert: c } }"), ["LOCAL_BROKER_TLS mqtt.tls"]);
    assert.deepEqual(codes("{ url: mqtt://x, tls: { ca: c } }"), ["LOCAL_BROKER_TLS mqtt.url"]);
    assert.deepEqual(codes("{ url: mqtt://x, store: { values: 1 } }"), [
      "LOCAL_RANGE mqtt.store.values",
    ]);
  });

  it("ids are UTF-8 and fit into a topic", () => {
    for (const id of ["a/b", "a+b", "a#b", "", "x".repeat(129)]) {
      const text = JSON.stringify(id);
      assert.deepEqual(codes(`{ url: mqtt://x, group: ${text} }`), [
        "LOCAL_SPARKPLUG_ID mqtt.group",
      ]);
      assert.deepEqual(codes(`{ url: mqtt://x, node: ${text} }`), ["LOCAL_SPARKPLUG_ID mqtt.node"]);
    }
    assert.deepEqual(codes("{ url: mqtt://x, group: 'Wasserwerk Süd' }"), []);
  });

  it("names of a site's devices fit into a topic", () => {
    for (const name of ["a/b", "a+b", "a#b", "", "ü"]) assert.ok(!nameForm.test(name), name);
    const names = edgeSite().devices.map(({ name }) => name);
    assert.ok(names.every((name) => nameForm.test(name)));
    assert.equal(new Set(names).size, names.length);
  });

  it("a password that would cross a network readable is noticed", () => {
    const open = (mqtt: string): string | undefined => {
      const settings = parseLocalOrThrow(`mqtt: ${mqtt}`).mqtt;
      return settings === undefined ? undefined : openBroker(settings);
    };
    assert.equal(open("{ url: mqtt://broker, user: u }"), "mqtt://broker");
    assert.equal(open("{ url: mqtts://broker, user: u }"), undefined);
    assert.equal(open("{ url: 'mqtt://127.0.0.1:1883', user: u }"), undefined);
    assert.equal(open("{ url: mqtt://broker }"), undefined);
  });
});
