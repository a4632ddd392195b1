import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PlcProcess, until } from "@quorate/deploy";
import { Box, cleanRoot, need, needTools, run, Steps } from "./box.ts";
import { Clipboard, type GuideBlock, guideBlocks } from "./guide.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const dist = join(root, "dist");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  version: string;
};
const deb = join(dist, `quorate_${version}_amd64.deb`);

const lan = "quorate-lan";
const plcSpace = "quorate-plc";
const network = "10.77.0";

/** A cable from a namespace to the switch. */
const plug = (space: string, port: string, host: number): void => {
  run("ip", "-n", lan, "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", space);
  run("ip", "-n", lan, "link", "set", port, "master", "switch", "up");
  run("ip", "-n", space, "address", "add", `${network}.${host}/24`, "dev", "eth0");
  run("ip", "-n", space, "link", "set", "eth0", "up");
};

interface SetLine {
  readonly outcome: string;
  readonly code?: string;
  readonly at: Readonly<Record<string, number | null>>;
}

interface StatusLine {
  readonly ordering: boolean;
  readonly why: string;
  readonly agents: readonly { readonly name: string; readonly up: boolean }[];
}

/** Four boxes, a laptop and a PLC on one switch. */
class Site {
  readonly boxes: readonly Box[];
  readonly laptop: Box;
  readonly plc: PlcProcess;
  private readonly clipboard = new Clipboard();

  constructor(folder: string, clean: string) {
    this.boxes = [1, 2, 3, 4].map((number) => new Box(`box${number}`, folder, clean));
    this.laptop = new Box("laptop", folder, clean);
    const args = ["tank", "--modbus", `${network}.20:502`];
    this.plc = new PlcProcess(folder, { name: "plc", args });
  }

  get all(): readonly Box[] {
    return [...this.boxes, this.laptop];
  }

  box(number: number): Box {
    return this.boxes[number - 1] as Box;
  }

  async build(): Promise<void> {
    for (const space of [lan, plcSpace]) run("ip", "netns", "add", space);
    run("ip", "-n", lan, "link", "add", "switch", "type", "bridge");
    run("ip", "-n", lan, "link", "set", "switch", "up");
    for (const box of this.all) box.makeNetwork();
    this.boxes.forEach((box, index) => plug(box.space, `port${index + 1}`, index + 1));
    plug(this.laptop.space, "port10", 10);
    plug(plcSpace, "port20", 20);
    this.plc.start(["ip", "netns", "exec", plcSpace]);
    await this.plc.listening("modbus-tcp");
    for (const box of this.all) {
      await box.boot();
      copyFileSync(deb, join(box.root, "root", "quorate.deb"));
    }
  }

  async close(): Promise<void> {
    await this.plc.kill("SIGTERM");
    for (const box of this.all) await box.stop();
    for (const space of [lan, plcSpace])
      try {
        run("ip", "netns", "del", space);
      } catch {
        // It was not made.
      }
  }

  /** Carries a block of the guide out, where it says, as it stands there. */
  follow({ where, lines }: GuideBlock): void {
    const number = Number(/^box (\d)$/.exec(where)?.[1] ?? 0);
    const several = { "laptop and boxes": this.all, boxes: this.boxes, laptop: [this.laptop] };
    const places = several[where as keyof typeof several] ?? [this.box(number)];
    for (const box of places)
      for (const line of lines) this.clipboard.take(this.carryOut(box, this.clipboard.fill(line)));
  }

  private carryOut(box: Box, line: string): string {
    const copy = /^scp (\S+) root@10\.77\.0\.(\d):(\S+)$/.exec(line);
    if (copy === null) return box.sh(line);
    const [, from = "", to = "", path = ""] = copy;
    copyFileSync(join(box.root, "root", from), join(this.box(Number(to)).root, path));
    return "";
  }

  set(value: number, ttl = "30s"): SetLine {
    const line = `quorate set intake valve=${value} --home plant/operators/ann --ttl ${ttl} --json`;
    return JSON.parse(this.laptop.try(line).output.trim().split("\n")[0] ?? "") as SetLine;
  }

  confirms(value: number): number {
    const startedMs = performance.now();
    const { outcome, code, at } = this.set(value);
    assert.equal(outcome, "confirmed", code);
    assert.ok((at["confirmed"] ?? 0) > 0);
    return performance.now() - startedMs;
  }

  status(): StatusLine {
    return JSON.parse(
      this.laptop.try("quorate status --home plant/operators/ann --json").output,
    ) as StatusLine;
  }

  up(): string[] {
    return this.status().agents.flatMap(({ name, up }) => (up ? [name] : []));
  }

  cable(number: number, state: "up" | "down"): void {
    run("ip", "-n", lan, "link", "set", `port${number}`, state);
  }

  /** Codes that doctor finds at an agent. */
  doctor(number: number, name: string): string[] {
    const home = `/var/lib/quorate/agents/${name}`;
    const line = `runuser -u quorate-agent -- quorate doctor --home ${home} --json`;
    const { findings } = JSON.parse(this.box(number).try(line).output) as {
      findings: { code: string; what: string }[];
    };
    return findings.map(({ code, what }) => `${code} ${what}`);
  }

  /** Values that reached the valve's register. */
  writes(): number {
    return this.plc.journal().length;
  }
}

const everybody = ["north", "east", "south", "west"];
const patience = 90_000;

const waitUp = (site: Site, names: readonly string[]): Promise<unknown> =>
  until(() => site.up().join() === names.join(), {
    ...{ what: `${names.join(", ")} to answer`, deadlineMs: patience },
  });

const cables = async (site: Site, steps: Steps): Promise<void> => {
  await steps.step("one cable pulled: the other three go on, and name who is missing", async () => {
    site.cable(3, "down");
    await waitUp(site, ["north", "east", "west"]);
    site.confirms(22);
    const found = site.doctor(2, "east");
    assert.ok(found.some((one) => /^DOCTOR_PEER_UNREACHABLE agent south/.test(one)), found.join());
  });
  await steps.step("a second one pulled: nothing is ordered, nothing is written", async () => {
    site.cable(4, "down");
    await waitUp(site, ["north", "east"]);
    const before = site.writes();
    const { outcome } = site.set(24, "5s");
    assert.notEqual(outcome, "confirmed");
    const { ordering, why } = site.status();
    assert.equal(ordering, false);
    assert.match(why, /2 of 4 agents answer and 3 are needed/);
    assert.equal(site.writes(), before);
  });
  await steps.step("both back: all four answer, the late command is not written", async () => {
    const before = site.writes();
    site.cable(3, "up");
    site.cable(4, "up");
    await waitUp(site, everybody);
    await until(() => site.status().ordering, { what: "an order", deadlineMs: patience });
    site.confirms(26);
    assert.equal(site.writes(), before + 1);
  });
};

const addresses = async (site: Site, steps: Steps): Promise<void> => {
  const change = (from: string, to: string): void => {
    const { space } = site.box(4);
    run("ip", "-n", space, "address", "del", `${network}.${from}/24`, "dev", "eth0");
    run("ip", "-n", space, "address", "add", `${network}.${to}/24`, "dev", "eth0");
  };
  await steps.step("an address changed: three go on, doctor says whose it is not", async () => {
    change("4", "44");
    await waitUp(site, ["north", "east", "south"]);
    site.confirms(28);
    const found = site.doctor(4, "west");
    assert.ok(found.some((one) => /^DOCTOR_ADDRESS_ABSENT/.test(one)), found.join());
  });
  await steps.step("the address back: all four answer", async () => {
    change("44", "4");
    await waitUp(site, everybody);
    site.confirms(30);
  });
};

/** Delay and loss on each agent's cable; what the kernel has for it, in words. */
const worsen = (site: Site): string => {
  try {
    for (const port of [1, 2, 3, 4]) {
      const device = ["dev", `port${port}`, "root", "netem", "delay", "50ms", "loss", "5%"];
      run("ip", "netns", "exec", lan, "tc", "qdisc", "add", ...device);
    }
    return "50 ms and 5 % by netem";
  } catch {
    for (const { space } of site.boxes) {
      const chain = "type filter hook input priority -300; policy accept;";
      const drop = "iif eth0 numgen random mod 100 < 5 drop";
      const rules = ["table inet loss {", "chain input {", chain, drop, "}", "}", ""].join("\n");
      run("ip", "netns", "exec", space, "nft", rules);
    }
    return "5 % of loss by nftables; no delay: this kernel has no netem";
  }
};

const badLines = async (site: Site, steps: Steps): Promise<void> => {
  let said = "";
  await steps.step("bad lines: ten commands, all confirmed", () => {
    said = worsen(site);
    const times = Array.from({ length: 10 }, (_, index) => site.confirms(31 + index));
    said += `; slowest command ${(Math.max(...times) / 1000).toFixed(1)} s with its client's start`;
  });
  process.stdout.write(`     ${said}\n`);
};

const filters = async (site: Site, steps: Steps): Promise<void> => {
  await steps.step("the guide's packet filter: loads at an agent, and commands pass", async () => {
    const guide = readFileSync(join(root, "docs", "operations.md"), "utf8");
    const rules = /<!-- nft: agent -->\n```\n([\s\S]*?)```/.exec(guide)?.[1] ?? assert.fail();
    const { space } = site.box(2);
    run("ip", "netns", "exec", space, "nft", "--check", rules);
    run("ip", "netns", "exec", space, "nft", rules);
    site.box(2).sh("systemctl restart quorate-agent@east");
    await waitUp(site, everybody);
    site.confirms(42);
  });
};

export const main = async (): Promise<number> => {
  needTools();
  need(deb, "npm run package");
  const steps = new Steps();
  const folder = mkdtempSync(join(tmpdir(), "quorate-boxes-"));
  const site = new Site(folder, cleanRoot(dist));
  try {
    const built = await steps.step("four boxes, a laptop and a PLC on one switch", () =>
      site.build().then(() => true),
    );
    if (built !== true) return steps.end("boxes");
    const startedMs = performance.now();
    let followed: true | null = true;
    for (const block of guideBlocks(join(root, "docs", "operations.md"))) {
      const name = `guide, ${block.where}: ${block.lines[0] ?? ""}`.slice(0, 96);
      followed = await steps.step(name, () => {
        site.follow(block);
        return true as const;
      });
      if (followed === null) return steps.end("boxes");
    }
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
    process.stdout.write(`     from bare boxes to a confirmed command: ${seconds} s\n`);
    await steps.step("the PLC was written once, by the guard's box", () => {
      const writes = site.plc.journal();
      assert.deepEqual(writes.map(({ from }) => from.split(":")[0]), [`${network}.1`]);
    });
    await cables(site, steps);
    await addresses(site, steps);
    await badLines(site, steps);
    await filters(site, steps);
  } finally {
    await site.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return steps.end("boxes");
};
