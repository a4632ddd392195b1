import assert from "node:assert/strict";
import { decodeEntry, encodeFrame, type WireCertificate } from "@quorate/protocol";
import { chainOf, type PermitOptions, type Ruling, veto } from "./council.ts";
import { signerOf } from "./site.ts";
import { GuardWorld } from "./world.ts";

const valve = [{ point: "valve", value: 20 }];

const permit = (world: GuardWorld, options: PermitOptions = {}): Ruling =>
  world.council.permit("intake", valve, options);

/** Brings one certificate that has one defect, and asserts that it is counted and nothing else. */
const refused = async (
  code: string,
  make: (world: GuardWorld) => WireCertificate,
): Promise<void> => {
  const world = await GuardWorld.started();
  const certificate = make(world);
  const before = world.snapshot(code);
  world.bring(certificate);
  await world.clock.pass(400);
  world.unchanged(code, before);
  assert.equal(world.reports().length, 0);
};

describe("guard: certificate", () => {
  it("writes what 3 of 4 agents certified, reads it back and reports", async () => {
    const world = await GuardWorld.started();
    const ruling = permit(world);
    world.bring(world.council.certificate(ruling, [0, 1, 2]));
    await world.clock.pass(100);
    assert.deepEqual(world.written(), [20]);
    assert.equal(world.outcome(ruling), "confirmed");
    assert.deepEqual(world.reports().map(({ outcome }) => outcome), ["written", "confirmed"]);
    const [point] = world.reports().at(-1)?.points ?? [];
    assert.deepEqual(point, { point: "valve", asked: 20, before: 0, after: 20, code: "" });
  });

  it("refuses three ballots of which one is repeated", () =>
    refused("CERTIFICATE_REPEATED", (world) =>
      world.council.certificate(permit(world), [0, 1, 1]),
    ));

  it("refuses ballots over another root than the entry's", () =>
    refused("CERTIFICATE_PATH", (world) => {
      const [ruling, other] = [permit(world), permit(world)];
      return world.council.certificate({ ...ruling, header: other.header }, [0, 1, 2]);
    }));

  it("refuses ballots over different headers", () =>
    refused("CERTIFICATE_ROOT", (world) => {
      const [ruling, other] = [permit(world), permit(world)];
      const { council } = world;
      const odd = council.ballot(ruling, 2, { header: other.header });
      return council.with(ruling, [council.ballot(ruling, 0), council.ballot(ruling, 1), odd]);
    }));

  it("refuses another site's chain", () =>
    refused("CERTIFICATE_CHAIN", (world) =>
      world.council.certificate(permit(world, { chain: chainOf("other") }), [0, 1, 2]),
    ));

  it("refuses a signature made for another chain", () =>
    refused("CERTIFICATE_SIGNATURE", (world) => {
      const ruling = permit(world);
      const odd = world.council.ballot(ruling, 2, { chain: chainOf("other") });
      return world.council.with(ruling, [world.council.ballot(ruling, 0), odd]);
    }));

  it("refuses a ballot signed by the wrong agent", () =>
    refused("CERTIFICATE_SIGNATURE", (world) => {
      const ruling = permit(world);
      const { council } = world;
      const odd = council.ballot(ruling, 2, { signer: signerOf("agent3") });
      return council.with(ruling, [council.ballot(ruling, 0), council.ballot(ruling, 1), odd]);
    }));

  it("refuses an agent outside the roster", () =>
    refused("CERTIFICATE_ROSTER", (world) => {
      const ruling = permit(world);
      const { council } = world;
      const odd = council.ballot(ruling, 4, { signer: signerOf("agent4") });
      return council.with(ruling, [council.ballot(ruling, 0), council.ballot(ruling, 1), odd]);
    }));

  it("refuses a wrong Merkle path", () =>
    refused("CERTIFICATE_PATH", (world) => {
      const certificate = world.council.certificate(permit(world), [0, 1, 2]);
      const path = certificate.path.map((hash) => hash.map((byte) => byte ^ 1));
      return { ...certificate, path };
    }));

  it("refuses a wrong index", () =>
    refused("CERTIFICATE_PATH", (world) => ({
      ...world.council.certificate(permit(world), [0, 1, 2]),
      index: 1,
    })));

  it("refuses a ballot that vetoes, where no quorum is left", () =>
    refused("CERTIFICATE_VETOED", (world) => {
      const ruling = permit(world);
      const { council } = world;
      const vetoing = council.ballot(ruling, 2, { vetoes: [veto(ruling)] });
      return council.with(ruling, [council.ballot(ruling, 0), council.ballot(ruling, 1), vetoing]);
    }));

  it("refuses an oversize certificate", () =>
    refused("CERTIFICATE_SIZE", (world) => {
      const certificate = world.council.certificate(permit(world), [0, 1, 2]);
      const path = Array.from({ length: 5000 }, () => new Uint8Array(32));
      return { ...certificate, path };
    }));

  it("refuses an entry that is not one", () =>
    refused("CERTIFICATE_DECODE", (world) => ({
      ...world.council.certificate(permit(world), [0, 1, 2]),
      entry: Uint8Array.of(1, 2, 3),
    })));

  it("refuses a ballot that is not one", () =>
    refused("CERTIFICATE_DECODE", (world) => {
      const garbage = { body: Uint8Array.of(9, 9), signature: new Uint8Array(64) };
      return world.council.with(permit(world), [garbage]);
    }));

  it("refuses a certificate without ballots", () =>
    refused("CERTIFICATE_QUORUM", (world) => world.council.with(permit(world), [])));

  it("refuses a deny verdict", () =>
    refused("ACTUATION_NOT_PERMITTED", (world) =>
      world.council.certificate(permit(world, { decision: "deny" }), [0, 1, 2]),
    ));

  it("refuses a verdict that still waits for approvals", () =>
    refused("ACTUATION_NOT_PERMITTED", (world) =>
      world.council.certificate(permit(world, { decision: "wait" }), [0, 1, 2]),
    ));

  it("refuses an entry that is no verdict", () =>
    refused("ACTUATION_KIND", ({ council }) => {
      const approval = { body: Uint8Array.of(1), signature: new Uint8Array(64) };
      return council.certificate(council.rule({ kind: "approval", approval }, "", 0), [0, 1, 2]);
    }));

  it("refuses a verdict on another command than the one it carries", () =>
    refused("ACTUATION_COMMAND", ({ council }) => {
      const command = { body: Uint8Array.of(), signature: new Uint8Array(64) };
      const fields = { code: "", detail: "", deviceSequence: 1, previous: "", command };
      const id = "00".repeat(32);
      const item = { kind: "verdict", id, decision: "permit", ...fields } as const;
      return council.certificate(council.rule(item, id, 1), [0, 1, 2]);
    }));

  it("refuses a command for a device of another guard", () =>
    refused("ACTUATION_DEVICE", ({ council }) =>
      council.certificate(council.permit("far", [{ point: "speed", value: 1 }]), [0, 1, 2]),
    ));

  it("refuses a command for a device that nobody knows", () =>
    refused("ACTUATION_DEVICE", ({ council }) =>
      council.certificate(council.permit("none", [{ point: "speed", value: 1 }]), [0, 1, 2]),
    ));

  it("refuses a first command that names a previous one", () =>
    refused("ACTUATION_PLACE", (world) =>
      world.council.certificate(permit(world, { place: 1, previous: "ab".repeat(32) }), [0, 1, 2]),
    ));

  it("refuses a wrong previous command (S3)", async () => {
    const world = await GuardWorld.started();
    world.vote(permit(world));
    await world.clock.pass(400);
    const before = world.snapshot("ACTUATION_PREVIOUS");
    world.vote(permit(world, { place: 2, previous: "ab".repeat(32) }));
    await world.clock.pass(400);
    assert.equal(world.count("ACTUATION_PREVIOUS"), before.count + 1);
    assert.equal(world.disk.durable.length, before.durable);
    assert.deepEqual(world.written(), [20]);
  });

  it("counts an older sequence and changes nothing", async () => {
    const world = await GuardWorld.started();
    const first = permit(world);
    world.vote(first);
    world.vote(permit(world));
    await world.clock.pass(400);
    const before = world.snapshot("ACTUATION_SEQUENCE");
    world.bring(world.council.certificate(first, [3]));
    assert.equal(world.count("ACTUATION_SEQUENCE"), before.count, "a ballot that comes late");
    const elsewhere = world.council.rule(decodeEntry(first.entry).item, first.id, 1);
    world.bring(world.council.certificate(elsewhere, [0, 1, 2]));
    await world.clock.pass(400);
    assert.equal(world.count("ACTUATION_SEQUENCE"), before.count + 1);
    assert.equal(world.disk.durable.length, before.durable);
    assert.deepEqual(world.written(), [20, 20]);
  });

  for (const bytes of [Uint8Array.of(), Uint8Array.of(255), new Uint8Array(64).fill(7)])
    it(`refuses garbage bytes [${bytes.slice(0, 2)}]`, async () => {
      const world = await GuardWorld.started();
      const before = world.disk.durable.length;
      world.guard.agentFrame(0, bytes);
      await world.clock.pass(400);
      assert.equal(world.count("FRAME_DECODE") + world.count("FRAME_KIND"), 1);
      assert.equal(world.disk.durable.length, before);
    });

  it("refuses frames that agents do not send to guards", async () => {
    const world = await GuardWorld.started();
    world.guard.agentFrame(0, encodeFrame({ query: { status: true } as never }));
    assert.equal(world.count("FRAME_KIND"), 1);
  });
});
