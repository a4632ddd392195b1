/**
 * A picture of a unit: `mimics/NAME.json` in the site folder. Coordinates are those of the drawing
 * (`width` by `height`), not pixels. Drawn in the order of the list. Points are `DEVICE/POINT`.
 */
export interface Mimic {
  /** File name without `.json`. */
  readonly name: string;
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly elements: readonly MimicElement[];
}

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly label?: string;
}

/** A vessel with its level. */
export interface MimicTank extends Placed {
  readonly kind: "tank";
  readonly level?: string;
}

/** Equipment that runs or stands still, or has an opening. `point` opens its faceplate. */
export interface MimicEquipment extends Placed {
  readonly kind: "pump" | "valve" | "heater" | "exchanger" | "motor";
  readonly point?: string;
  /** A point that says whether it runs: true or above zero is running. */
  readonly running?: string;
}

/** Value with units, quality and alarm mark; its name is `label` or the point's own. */
export interface MimicValue extends Placed {
  readonly kind: "value";
  readonly point: string;
}

/** A moving analog indicator: bar with limits, alarm ticks and set point. */
export interface MimicBar extends Placed {
  readonly kind: "bar";
  readonly point: string;
  readonly setpoint?: string;
}

export interface MimicPipe {
  readonly kind: "pipe";
  /** Corners. */
  readonly path: readonly (readonly [x: number, y: number])[];
  /** An arrow at its end. */
  readonly arrow?: boolean;
}

export interface MimicText {
  readonly kind: "text";
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

export type MimicElement =
  | MimicTank
  | MimicEquipment
  | MimicValue
  | MimicBar
  | MimicPipe
  | MimicText;
