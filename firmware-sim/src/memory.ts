import { type ByteOrder, type DataType, fromWords, toWords, widthOf } from "./codec.ts";

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
  /** The order of this point alone; else that of the memory. */
  readonly order?: ByteOrder;
  /** Engineering units, where it has any. */
  readonly units?: string;
  /** The range in which the value makes sense, in its units. */
  readonly range?: { readonly low: number; readonly high: number };
}

/** What a scaled register shows for a value that is none: overflow, or a broken wire. */
const brokenRaw = 0x7fff;

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

  /** `order` is that of every point which names none of its own. */
  constructor(areas: readonly Area[], map: readonly MapPoint[], order: ByteOrder = "ABCD") {
    this.#areas = areas;
    this.map = map.map((point) => ({ order, ...point }));
    this.#byName = new Map(this.map.map((point) => [point.name, point]));
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

  /** All zero, as at power-on without a battery. */
  erase(): void {
    for (const words of Object.values(this.#words)) words.clear();
  }

  get(name: string): number {
    const point = this.point(name);
    const raw = this.read(point.table, point.register, widthOf(point.type));
    return valueOf(point, raw);
  }

  set(name: string, value: number): void {
    const point = this.point(name);
    this.write(point.table, point.register, wordsOf(point, value));
  }

  /** The point that exactly these registers hold, if any. */
  pointAt(table: Table, register: number, count: number): MapPoint | undefined {
    return this.map.find(
      (point) =>
        point.table === table && point.register === register && widthOf(point.type) === count,
    );
  }

  /** The points that share a register with these. */
  pointsIn(table: Table, register: number, count: number): readonly MapPoint[] {
    return this.map.filter(
      (point) =>
        point.table === table &&
        point.register < register + count &&
        register < point.register + widthOf(point.type),
    );
  }

  has(name: string): boolean {
    return this.#byName.has(name);
  }

  point(name: string): MapPoint {
    const point = this.#byName.get(name);
    if (point === undefined) throw new RangeError(`no point '${name}' in the map`);
    return point;
  }
}

export const valueOf = (point: MapPoint, words: readonly number[]): number => {
  const raw = fromWords(point.type, words, point.order);
  return point.scale === undefined ? raw : (raw / point.scale.raw) * point.scale.value;
};

/** A value in its units as the registers of the point. */
export const wordsOf = (point: MapPoint, value: number): readonly number[] => {
  const { scale, type, order } = point;
  if (scale === undefined) return toWords(type, value, order);
  const raw = Number.isNaN(value) ? brokenRaw : Math.round((value / scale.value) * scale.raw);
  return toWords(type, raw, order);
};
