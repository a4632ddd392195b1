import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freeBase } from "@quorate/deploy";
import { decodeFrame, encodeFrame, formatKey, release } from "@quorate/protocol";
import { type LinkListener, listenLink, newKey, readKey } from "@quorate/protocol/node";
import { examine } from "../../edge-agent/src/cli/doctor.ts";
import { type Box, thisBox } from "../../edge-agent/src/io/doctor-box.ts";
import type { Examination, Finding } from "../../edge-agent/src/io/doctor-finding.ts";
import { newSiteFile, type SitePlan } from "../../edge-agent/src/cli/site-template.ts";

/** What one agent of the test answers about itself. */
interface Said {
  aheadMs: number;
  release: string;
  ordering: boolean;
}

const empty = {
  ...{ json: "", readings: [], blocks: [], lastBlock: 0, code: "", detail: "" },
  ...{ equivocations: [], more: false, nextPlace: 0, unheard: [] },
};

const well: Box = {
  ...thisBox,
  freeBytes: () => 50e9,
  syncTimes: () => [1],
  clockIsSynchronized: () => true,
  hasClockChip: () => true,
};

const portsFrom = async (count: number): Promise<number[]> => {
  const offsets = Array.from({ length: count }, (_, index) => index);
  const base = await freeBase(offsets);
  return offsets.map((offset) => base + offset);
};

describe("doctor: faults that were planted, each by its name", () => {
  let folder = "";
  let plan: SitePlan;
  /** Where nobody listens. */
  let ports: number[] = [];
  let listeners: LinkListener[] = [];
  let device: Server;
  let said: Said[] = [];
  /** Keys that the agents let in. */
  let known = new Set<string>();
  const at = (...parts: readonly string[]): string => join(folder, ...parts);
  const home = (kind: string): string => at(kind);
  const writeSite = (change: (text: string) => string = (text) => text): void =>
    writeFileSync(at("site.yaml"), change(newSiteFile(plan)));

  const look = (kind: string, box: Box = well): Promise<Examination> =>
    examine({ home: home(kind) }, box);
  const faults = ({ findings }: Examination): readonly Finding[] =>
    findings.filter(({ severity }) => severity === "fault");
  const finds = async (kind: string, code: string, what: RegExp, box = well): Promise<void> => {
    let found = await look(kind, box);
    // Of an agent whose link comes a little later than the others' nothing is asked.
    if (found.findings.length === 0) found = await look(kind, box);
    const names = found.findings.map((one) => `${one.code} ${one.what}`);
    const [first] = found.findings;
    assert.deepEqual(found.findings.map((one) => one.code), [code], names.join("\n"));
    assert.match(`${first?.what}: ${first?.message}`, what);
    assert.ok((first?.remedy.length ?? 0) > 10);
  };

  const listenAgent = async (name: string, index: number): Promise<LinkListener> =>
    listenLink({
      ...{ host: "127.0.0.1", port: 0, seed: readKey(at("agents", name, "key.pem")).seed },
      allow: (key) => known.has(key),
      onLink: (link) =>
        link.onFrame((bytes) => {
          const { request = 0 } = decodeFrame(bytes);
          const one = said[index] as Said;
          const status = {
            ...{ agent: name, release: one.release, ordering: one.ordering, whyCode: "NO_QUORUM" },
            ...{ why: "two are missing", clockMs: Date.now() + one.aheadMs },
          };
          link.send(encodeFrame({ request, answer: { ...empty, json: JSON.stringify(status) } }));
        }),
    });

  before(async () => {
    ports = await portsFrom(6);
  });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "quorate-doctor-"));
    const key = (...path: string[]): string => formatKey(newKey(at(...path, "key.pem")).publicKey);
    const names = ["north", "east", "south", "west"];
    said = names.map(() => ({ aheadMs: 0, release, ordering: true }));
    const keys = names.map((name) => key("agents", name));
    listeners = await Promise.all(names.map(listenAgent));
    device = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => device.listen(0, "127.0.0.1", resolve));
    const { port } = device.address() as { port: number };
    plan = {
      ...{ name: "works", modbus: `127.0.0.1:${port}` },
      agents: names.map((name, index) => ({
        ...{ name, key: keys[index] ?? "", address: `127.0.0.1:${ports[index]}` },
        api: listeners[index]?.address ?? "",
      })),
      guards: [
        { name: "intake-guard", key: key("guard"), modbusReadOnly: `127.0.0.1:${ports[4]}` },
      ],
      consoles: [{ name: "control-room", key: key("console") }],
      operators: ["ann", "bo"].map((name) => ({ name, key: key(name), roles: ["operator"] })),
    };
    known = new Set([readKey(at("ann", "key.pem")).publicKey]);
    writeSite();
  });
  afterEach(async () => {
    await Promise.all(listeners.map((one) => one.close()));
    await new Promise((resolve) => device.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  it("none where all is well", async () => {
    for (const kind of ["ann", "guard"]) {
      const found = await look(kind);
      assert.deepEqual(found.findings, []);
      assert.ok(found.passed.some(({ check }) => check === "agent"));
    }
    // Its own trial files are gone again.
    await examine({ home: home("guard") }, { ...well, syncTimes: thisBox.syncTimes });
    assert.deepEqual(readdirSync(home("guard")).sort(), ["key.pem"]);
  });

  it("a key that others may read, and a home in which they may write", async () => {
    chmodSync(join(home("ann"), "key.pem"), 0o644);
    await finds("ann", "KEY_MODE", /ann/);
    chmodSync(join(home("ann"), "key.pem"), 0o600);
    chmodSync(home("ann"), 0o777);
    await finds("ann", "DOCTOR_HOME_MODE", /mode 777/);
  });

  it("a site file with a mistake, and one that does not list the key", async () => {
    writeSite((text) => text.replace("certifyWithin: 2s", "certifyWithin: soon"));
    await finds("ann", "SITE_INVALID", /site\.yaml/);
    writeSite();
    newKey(at("stranger", "key.pem"));
    const found = await look("stranger");
    assert.ok(faults(found).some(({ code }) => code === "DOCTOR_KEY_UNKNOWN"));
  });

  it("what an agent with a broker would not start with", async () => {
    const settings = (text: string): void =>
      writeFileSync(join(home("agents/north"), "local.yaml"), `mqtt: { ${text} }\n`);
    const told = async (text: string): Promise<string | undefined> => {
      settings(text);
      const { findings, passed } = await look("agents/north");
      const found = findings.find(({ what }) => what === "mqtt in local.yaml");
      assert.equal(passed.some(({ check }) => check === "broker"), found === undefined);
      return found?.code;
    };
    const plain = 'url: "mqtt://127.0.0.1:1"';
    assert.equal(await told(plain), undefined);
    assert.equal(await told(`${plain}, user: a, passwordFile: p`), "FILE_READ");
    assert.equal(await told(`${plain}, user: a, passwordEnv: QUORATE_NOBODY`), "MQTT_PASSWORD");
    const secret = "tls: { cert: key.pem, key: key.pem }";
    assert.equal(await told(`url: "mqtts://127.0.0.1:1", ${secret}`), "MQTT_TLS");
  });

  it("an OPC UA user whose password a guard has not", async () => {
    const user = "security: { policy: None, mode: None, user: quorate }";
    const { port } = device.address() as { port: number };
    plan = { ...plan, opcua: `opc.tcp://127.0.0.1:${port}` };
    plan = { ...plan, guards: [...plan.guards, ...plan.guards] };
    const once = (text: string): string =>
      text.replace(/(\n {2}- \{ name: intake-guard.*)\1/, "$1").replace(/security: .*/, user);
    writeSite(once);
    await finds("guard", "OPCUA_CREDENTIALS", /device exchanger: .* the user quorate/);
    const local = "credentials: { exchanger: { user: quorate, passwordFile: secret } }\n";
    writeFileSync(join(home("guard"), "local.yaml"), local);
    writeFileSync(join(home("guard"), "secret"), "x\n");
    assert.deepEqual((await look("guard")).findings, []);
  });

  it("a disk that is full, slow, or not to be written", async () => {
    await finds("guard", "DOCTOR_DISK_FULL", /20 MiB are free/, {
      ...{ ...well, freeBytes: () => 20 * 1024 ** 2 },
    });
    await finds("guard", "DOCTOR_DISK_SLOW", /a sync takes 450\.0 ms, at worst 460/, {
      ...{ ...well, syncTimes: () => [440, 450, 460] },
    });
    writeFileSync(join(home("guard"), "local.yaml"), "data: key.pem/data\n");
    await finds("guard", "DOCTOR_DISK_WRITE", /ENOTDIR/);
  });

  it("a lock that cannot be read", async () => {
    mkdirSync(join(home("guard"), "lock"));
    await finds("guard", "LOCK_FILE", /EISDIR/);
  });

  it("a port that another program has, and an address that the box has not", async () => {
    const local = join(home("guard"), "local.yaml");
    const { port } = device.address() as { port: number };
    writeFileSync(local, `listen: { modbusReadOnly: "127.0.0.1:${port}" }\n`);
    await finds("guard", "DOCTOR_PORT_TAKEN", new RegExp(`127.0.0.1:${port}`));
    writeFileSync(local, 'listen: { modbusReadOnly: "192.0.2.7:5020" }\n');
    await finds("guard", "DOCTOR_ADDRESS_ABSENT", /192\.0\.2\.7/);
  });

  it("a name that is this box on it, as Debian writes it, while agents are elsewhere", async () => {
    const local = join(home("agents/north"), "local.yaml");
    const code = "DOCTOR_NAME_LOOPBACK";
    // In place of /etc/hosts: the name is this box, and the others' address is another one.
    const lookup = async (host: string): Promise<string | null> =>
      host === "localhost" ? "127.0.1.1" : "10.77.0.2";
    const told = async (box: Partial<Box>): Promise<Finding | undefined> =>
      (await look("agents/north", { ...well, ...box })).findings.find((one) => one.code === code);
    assert.equal(await told({ lookup }), undefined, "addresses in place of names");
    const named = (text: string): string => text.replace("127.0.0.1", "localhost");
    const [north, ...others] = plan.agents as [SitePlan["agents"][number]];
    const { address, api } = { address: named(north.address), api: named(north.api) };
    plan = { ...plan, agents: [{ ...north, address, api }, ...others] };
    writeSite();
    const found = await told({ lookup });
    assert.equal(found?.severity, "fault");
    assert.equal(found.what, `${address}, ${api}`);
    assert.match(found.message, /127\.0\.1\.1 on this box/);
    assert.ok(await told({ lookup: async (host) => (host === "localhost" ? "::1" : null) }));
    assert.equal(await told({ lookup: async () => "127.0.1.1" }), undefined, "all on one box");
    const [listen = ""] = /listen: \{.*?\}/.exec(found.remedy) ?? [];
    const at = (text: string): string => `"${text.replace("localhost", "0.0.0.0")}"`;
    assert.equal(listen, `listen: { address: ${at(address)}, api: ${at(api)} }`);
    writeFileSync(local, `${listen}\n`);
    assert.equal(await told({ lookup }), undefined, "what the remedy says");
    const [guard] = plan.guards as [SitePlan["guards"][number]];
    const modbusReadOnly = named(guard.modbusReadOnly ?? "");
    plan = { ...plan, agents: [north, ...others], guards: [{ ...guard, modbusReadOnly }] };
    writeSite();
    await finds("guard", code, new RegExp(modbusReadOnly), { ...well, lookup });
    assert.match((await thisBox.lookup("localhost")) ?? "", /^(127\.|::1$)/);
    assert.equal(await thisBox.lookup("192.0.2.7"), "192.0.2.7");
  });

  it("an agent that is away, one whose address another has, a device that is off", async () => {
    await listeners[1]?.close();
    await finds("guard", "DOCTOR_PEER_UNREACHABLE", /agent east .*ECONNREFUSED/);
    const stranger = newKey(at("stranger", "key.pem"));
    const { port = 0 } = listeners[1] ?? {};
    listeners[1] = await listenLink({
      ...{ host: "127.0.0.1", port, seed: stranger.seed, allow: () => true, onLink: () => {} },
    });
    await finds("guard", "DOCTOR_PEER_KEY", /agent east/);
    await listeners[1].close();
    listeners[1] = await listenAgent("east", 1);
    plan = {
      ...plan,
      agents: plan.agents.map((one, index) =>
        index === 1 ? { ...one, api: listeners[1]?.address ?? "" } : one,
      ),
    };
    plan = { ...plan, modbus: `127.0.0.1:${ports[5]}` };
    writeSite();
    await finds("guard", "DOCTOR_DEVICE_UNREACHABLE", /device intake .*ECONNREFUSED/);
  });

  it("a clock, a release, an order that stands, and another site file", async () => {
    (said[2] as Said).aheadMs = 9000;
    // A pause on one way alone is taken for half of one on both.
    await finds("ann", "DOCTOR_CLOCK", /agent south: its clock is (8\.[3-9]|9\.\d) s/);
    for (const one of said) one.aheadMs = -9000;
    await finds("ann", "DOCTOR_CLOCK", /this box/);
    for (const one of said) one.aheadMs = 0;
    (said[3] as Said).release = "0.0.9";
    await finds("ann", "DOCTOR_RELEASES", /agent west: it runs 0\.0\.9/);
    Object.assign(said[3] as Said, { release, ordering: false });
    await finds("ann", "DOCTOR_ORDER", /agent west: it orders nothing: two are missing/);
    Object.assign(said[3] as Said, { ordering: true });
    known = new Set();
    const found = await look("ann");
    const names = faults(found).map(({ code, what }) => `${code} ${what}`);
    const all = ["north", "east", "south", "west"].map((one) => `DOCTOR_SITE_DIFFERS agent ${one}`);
    assert.deepEqual(names, all);
  });

  it("a clock that nobody holds is a warning", async () => {
    await finds("ann", "DOCTOR_CLOCK_CHIP", /this box/, { ...well, hasClockChip: () => false });
    await finds("ann", "DOCTOR_CLOCK_FREE", /this box/, {
      ...{ ...well, clockIsSynchronized: () => false },
    });
    mkdirSync(at("nobody"));
    await finds("nobody", "KEY_MISSING", /nobody/);
  });
});
