import type { SiteLinks } from "@quorate/edge-agent";
import { control } from "../firmware-sim/launcher.ts";
import { until } from "../until.ts";
import { type FaultCase, faultCases, type FaultDevice } from "./fault-cases.ts";
import { type FaultPlant, faultDevices } from "./fault-plant.ts";
import { type Given, hasEnded, outcomeOf, problemsOf, Stream } from "./fault-stream.ts";

export interface FaultRow {
  readonly device: FaultDevice;
  readonly fault: string;
  readonly commands: number;
  /** Outcomes with codes of the commands that were given while the fault lasted, and how many. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** From the fault's end to the first confirmed command that was given after it, ms. */
  readonly recoveryMs: number | null;
  /** Empty where everything held. */
  readonly problems: readonly string[];
}

export interface FaultRunOptions {
  /** Only cases that are also in `npm test`. */
  readonly quick?: boolean;
  readonly only?: string;
  /** How long each fault lasts, ms. */
  readonly faultMs: number;
  readonly onRow: (row: FaultRow) => void;
}

/** Between two commands, ms. */
const periodMs = 600;
const endMs = 90_000;
/** By then a device has to be back by itself. */
const recoveryMs = 60_000;
/** Confirmed commands in a row before a fault, so that it meets a device that works. */
const before = 2;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The fault table of one device: one fault after the other under one stream of commands. */
class DeviceFaults {
  private readonly plant: FaultPlant;
  private readonly device: FaultDevice;
  private readonly stream: Stream;
  private readonly options: FaultRunOptions;

  constructor(
    plant: FaultPlant,
    links: SiteLinks,
    device: FaultDevice,
    options: FaultRunOptions,
  ) {
    [this.plant, this.device, this.options] = [plant, device, options];
    this.stream = new Stream(plant.plant, links, device);
  }

  async run(cases: readonly FaultCase[]): Promise<FaultRow[]> {
    const rows: FaultRow[] = [];
    for (const one of cases) {
      const row = await this.runCase(one);
      rows.push(row);
      this.options.onRow(row);
    }
    return rows;
  }

  private async runCase(one: FaultCase): Promise<FaultRow> {
    const from = this.stream.given.length;
    const healthy = await this.healthy();
    await this.begin(one);
    const beganMs = performance.now();
    const during: Given[] = [];
    while (performance.now() - beganMs < this.options.faultMs) {
      during.push(this.stream.give());
      await pause(periodMs);
    }
    // One for each way of the valve, and nothing that would end their read-back.
    for (let way = 0; way < 2; way += 1) during.push(await this.alone());
    await this.end();
    const recovered = await this.recover();
    const all = this.stream.given.slice(from);
    const problems = await until(() => all.every(hasEnded), {
      ...{ what: "every command to end", deadlineMs: endMs },
    }).then(
      () => [],
      () => ["not every command has ended"],
    );
    const journal = this.plant.plcOf(this.device).journal();
    return {
      ...{ device: this.device, fault: one.name, commands: during.length },
      outcomes: countOf(during),
      recoveryMs: recovered,
      problems: [
        ...(healthy ? [] : ["the device did not work before the fault"]),
        ...(recovered === null ? ["no recovery"] : []),
        ...problems,
        ...unexpected(one, during),
        ...problemsOf(all, journal, this.device === "mailbox"),
      ],
    };
  }

  private async alone(): Promise<Given> {
    const given = this.stream.give();
    await until(() => hasEnded(given), { what: "an end", deadlineMs: endMs }).catch(() => {});
    return given;
  }

  /** Commands one after the other until some in a row are confirmed. */
  private async healthy(): Promise<boolean> {
    const endsMs = performance.now() + recoveryMs;
    for (let inRow = 0; performance.now() < endsMs; ) {
      inRow = isConfirmed(await this.alone()) ? inRow + 1 : 0;
      if (inRow === before) return true;
    }
    return false;
  }

  /** The stream goes on until a command that was given after the fault is confirmed. */
  private async recover(): Promise<number | null> {
    const endedMs = performance.now();
    const after: Given[] = [];
    while (performance.now() - endedMs < recoveryMs) {
      after.push(this.stream.give());
      const next = pause(periodMs);
      const found = until(() => after.some(isConfirmed), { what: "", deadlineMs: periodMs });
      if (await found.catch(() => false)) return Math.round(performance.now() - endedMs);
      await next;
    }
    return null;
  }

  private async begin({ begin }: FaultCase): Promise<void> {
    if (begin === "pull") await this.plant.setPlug(false);
    else await this.order(...begin);
  }

  private async end(): Promise<void> {
    await this.plant.setPlug(true);
    await this.order({ do: "clear" });
  }

  private async order(...orders: readonly unknown[]): Promise<void> {
    const plc = this.plant.plcOf(this.device);
    const answers = await control(await plc.listening("control"), ...orders);
    const bad = answers.find(({ ok }) => ok !== true);
    if (bad !== undefined) throw new Error(`${this.device}: ${JSON.stringify(bad)}`);
  }
}

const isConfirmed = ({ following }: Given): boolean => following.outcome === "confirmed";

const countOf = (given: readonly Given[]): Readonly<Record<string, number>> => {
  const counts = new Map<string, number>();
  for (const one of given) counts.set(outcomeOf(one), (counts.get(outcomeOf(one)) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([left], [right]) => (left < right ? -1 : 1)));
};

const unexpected = (one: FaultCase, during: readonly Given[]): readonly string[] => {
  const outcomes = Object.keys(countOf(during));
  const right = ["confirmed", "failed SUPERSEDED", ...one.outcomes];
  const wrong = outcomes.filter((name) => !right.includes(name));
  const isSeen = one.seen.length === 0 || one.seen.some((name) => outcomes.includes(name));
  return [
    ...wrong.map((name) => `${name} is not how a command ends here`),
    ...(isSeen ? [] : [`none ended ${one.seen.join(" or ")}`]),
  ];
};

/** Every fault of every device; the devices side by side, the faults of each in turn. */
export const runFaults = async (
  plant: FaultPlant,
  options: FaultRunOptions,
): Promise<readonly FaultRow[]> => {
  const links = plant.plant.connect();
  const { only = "", quick = false } = options;
  const casesOf = (device: FaultDevice): readonly FaultCase[] =>
    faultCases.filter(
      (one) =>
        (quick ? (one.quick ?? []) : one.devices).includes(device) &&
        `${device}: ${one.name}`.includes(only),
    );
  try {
    await links.ready();
    const tables = await Promise.all(
      faultDevices.map((device) =>
        new DeviceFaults(plant, links, device, options).run(casesOf(device)),
      ),
    );
    return tables.flat();
  } finally {
    links.close();
  }
};
