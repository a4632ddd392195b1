import type { DeviceSpec, PointSpec } from "@quorate/protocol";

/** A point of the site. */
export interface Place {
  readonly device: DeviceSpec;
  readonly point: PointSpec;
  /** After so long without a newer one a value is stale, ms. */
  readonly staleMs: number;
}
