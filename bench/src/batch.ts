import { machine, percentileRow, percentileTable } from "./figures.ts";
import { floorLine, floorRows, type Floors, measureFloors } from "./floors.ts";
import { Load } from "./load.ts";
import { startLoadPlant } from "./load-plant.ts";
import { type LoadPhase, loadPhase } from "./throughput.ts";

export interface BatchOptions {
  readonly agents: number;
  /** Set points in one signed command; the protocol takes 256. */
  readonly writes: number;
  readonly devices: number;
  /** Commands a second; 0: as many as hold. */
  readonly rate: number;
  readonly seconds: number;
}

export interface BatchFigures {
  readonly bench: "batch";
  readonly machine: ReturnType<typeof machine>;
  readonly options: BatchOptions;
  readonly floors: Floors;
  readonly phases: readonly BatchPhase[];
  /** The best of the phases. */
  readonly setPointsPerSecond: number;
}

export interface BatchPhase extends LoadPhase {
  readonly setPointsPerSecond: number;
}

const operators = 4;
/** Commands a second of the first phase when none are given, and how the next ones grow. */
const firstRate = 10;
const growth = 1.6;
const phasesMax = 8;
const holds = 0.95;

/** Set points a second in signed batches, certified; all of them are written, too. */
export const batch = async (options: BatchOptions): Promise<BatchFigures> => {
  const { agents, writes, devices, rate, seconds } = options;
  const target = await startLoadPlant({ agents, devices, points: writes, operators });
  const load = new Load(target);
  try {
    await load.ready();
    const floors = await measureFloors(target.bank.port);
    const phases: BatchPhase[] = [];
    for (let offered = rate || firstRate; phases.length < phasesMax; offered *= growth) {
      const phase = await loadPhase(target, load, Math.round(offered), seconds, writes);
      phases.push({ ...phase, setPointsPerSecond: phase.goodputPerSecond * writes });
      if (rate > 0 || phase.goodputPerSecond < holds * offered) break;
    }
    const setPointsPerSecond = Math.max(...phases.map((phase) => phase.setPointsPerSecond));
    const figures = { bench: "batch", machine: machine(), options, floors } as const;
    return { ...figures, phases, setPointsPerSecond };
  } finally {
    load.close();
    await target.stop();
  }
};

export const batchTable = ({ options, phases, floors, setPointsPerSecond }: BatchFigures): string =>
  [
    percentileTable(`n=${options.agents}, ms`, [
      ...phases.map(({ offeredPerSecond, msToCertified }) =>
        percentileRow(
          `${offeredPerSecond} x ${options.writes}/s: due to certified`,
          msToCertified,
        ),
      ),
      ...floorRows(floors),
    ]),
    ...phases.map(
      (phase) =>
        `${phase.offeredPerSecond} commands/s: ${phase.setPointsPerSecond} set points/s; ` +
        `${phase.lost} lost; outcomes ${JSON.stringify(phase.outcomes)}`,
    ),
    `best: ${setPointsPerSecond} set points a second`,
    floorLine(floors),
  ].join("\n");
