import type {
  DeviceAdapter,
  PointWritten,
  ScanListener,
  UpListener,
  WriteOrder,
} from "@quorate/device-adapters";
import type { Certified, DeviceSpec, PointValue, Sample } from "@quorate/protocol";
import type { World } from "./world.ts";

/** One write that reached the device. */
export interface PlantWrite {
  readonly atMs: number;
  readonly point: string;
  readonly value: PointValue;
  /** Records in each agent's journal at that moment: what had been signed by then (S1). */
  readonly journals: readonly number[];
}

/** A device that does what it is told, and the journal of its writes, to check (S1, S3, S4). */
export class Plant {
  readonly device: DeviceSpec;
  readonly writes: PlantWrite[] = [];
  readonly values = new Map<string, PointValue>();
  private readonly journals: () => readonly number[];

  constructor(device: DeviceSpec, journals: () => readonly number[]) {
    this.device = device;
    this.journals = journals;
    for (const { name } of device.points) this.values.set(name, 0);
  }

  write(atMs: number, point: string, value: PointValue): void {
    this.writes.push({ atMs, point, value, journals: this.journals() });
    this.values.set(point, value);
  }
}

/** The way of one guard process to the device; it dies with the process, the device does not. */
export class SimAdapter implements DeviceAdapter {
  readonly device: DeviceSpec;
  readonly up = true;
  private readonly world: World;
  private readonly plant: Plant;
  private readonly alive: () => boolean;
  private scans: ScanListener = () => {};

  constructor(world: World, plant: Plant, alive: () => boolean) {
    this.world = world;
    this.plant = plant;
    this.device = plant.device;
    this.alive = alive;
  }

  start(): void {
    this.world.after(this.device.scanMs, () => {
      if (!this.alive()) return;
      this.scans(this.samples(this.device.points.map(({ name }) => name)));
      this.start();
    });
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  read(points: readonly string[]): Promise<readonly Sample[]> {
    return this.later(() => this.samples(points));
  }

  /** The write happens half-way: a guard that dies in between does not know. */
  write(order: Certified<WriteOrder>): Promise<readonly PointWritten[]> {
    return this.later(() => {
      for (const { point, value } of order.writes)
        this.plant.write(this.world.nowMs, point, value);
      return order.writes.map(({ point }) => ({ point, ok: true, outcome: "written" as const }));
    });
  }

  onScan(listener: ScanListener): void {
    this.scans = listener;
  }

  onUp(listener: UpListener): void {
    this.world.after(0, () => {
      if (this.alive()) listener(true);
    });
  }

  private later<T>(act: () => T): Promise<T> {
    return new Promise((resolve) => {
      const legMs = (): number => this.world.chance.between(0.5, 5);
      this.world.after(legMs(), () => {
        const answer = act();
        this.world.after(legMs(), () => {
          if (!this.alive()) return;
          this.world.settle();
          resolve(answer);
        });
      });
    });
  }

  private samples(points: readonly string[]): Sample[] {
    const timeMs = Math.floor(1_767_225_600_000 + this.world.nowMs);
    return points.map((point) => ({
      ...{ point, value: this.plant.values.get(point) ?? null, quality: "good" as const },
      ...{ sourceTimeMs: timeMs, receivedTimeMs: timeMs },
    }));
  }
}
