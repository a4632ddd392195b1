import { type DataType, fromWords, toWords, widthOf } from "./codec.ts";

export type Table = "coil" | "discrete" | "input" | "holding";

/** A run of registers (or bits) that exists; everything outside is an illegal data address. */
export interface Area {
  readonly table: Table;
  readonly first: number;
  readonly count: number;
}

/** A named value in the memory image. `raw` and `value` scale linearly where given. */
export interface MapPoint {
  readonly name: string;
  readonly table: Table;
  readonly register: number;
  readonly type: DataType;
  readonly scale?: { readonly raw: number; readonly value: number };
}

/** The PLC's memory image, as Modbus shows it. */
export class Memory {
  readonly map: readonly MapPoint[];
  readonly #areas: readonly Area[];
  readonly #words: Readonly<Record<Table, Map<number, number>>> = {
    coil: new Map(),
    discrete: new Map(),
    input: new Map(),
    holding: new Map(),
  };
  readonly #byName: ReadonlyMap<string, MapPoint>;

  constructor(areas: readonly Area[], map: readonly MapPoint[]) {
    this.#areas = areas;
    this.map = map;
    this.#byName = new Map(map.map((point) => [point.name, point]));
    for (const point of map) {
      if (!this.exists(point.table, point.register, widthOf(point.type))) {
        throw new RangeError(`${point.name} lies outside every area`);
      }
    }
  }

  exists(table: Table, register: number, count: number): boolean {
    return this.#areas.some(
      (area) =>
        area.table === table &&
        register >= area.first &&
        register + count <= area.first + area.count,
    );
  }

  read(table: Table, register: number, count: number): number[] {
    const words = this.#words[table];
    return Array.from({ length: count }, (_, index) => words.get(register + index) ?? 0);
  }

  write(table: Table, register: number, words: readonly number[]): void {
    words.forEach((word, index) => this.#words[table].set(register + index, word));
  }

  get(name: string): number {
    const point = this.#point(name);
    const raw = this.read(point.table, point.register, widthOf(point.type));
    return valueOf(point, raw);
  }

  set(name: string, value: number): void {
    const point = this.#point(name);
    const { scale } = point;
    const raw = scale === undefined ? value : Math.round((value / scale.value) * scale.raw);
    this.write(point.table, point.register, toWords(point.type, raw));
  }

  /** The point that exactly these registers hold, if any. */
  pointAt(table: Table, register: number, count: number): MapPoint | undefined {
    return this.map.find(
      (point) =>
        point.table === table && point.register === register && widthOf(point.type) === count,
    );
  }

  #point(name: string): MapPoint {
    const point = this.#byName.get(name);
    if (point === undefined) throw new RangeError(`no point '${name}' in the map`);
    return point;
  }
}

export const valueOf = (point: MapPoint, words: readonly number[]): number => {
  const raw = fromWords(point.type, words);
  return point.scale === undefined ? raw : (raw / point.scale.raw) * point.scale.value;
};
