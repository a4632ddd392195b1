import type { DeviceSpec, Sample } from "@quorate/protocol";
import type { AdapterOptions, ScanListener, UpListener } from "./adapter.ts";
import { openAdapter } from "./registry.ts";

/** A device to be looked at and nothing else (S1): there is no write in it, at run time neither. */
export interface DeviceReader {
  readonly device: DeviceSpec;
  start(): void;
  stop(): Promise<void>;
  readonly up: boolean;
  read(points: readonly string[], withinMs?: number): Promise<readonly Sample[]>;
  onScan(listener: ScanListener): void;
  onUp(listener: UpListener): void;
}

/**
 * The reader of a device, not yet started.
 * @throws AdapterError as `openAdapter` does.
 */
export const openReader = (device: DeviceSpec, options: AdapterOptions = {}): DeviceReader => {
  const adapter = openAdapter(device, options);
  return Object.freeze({
    device,
    start: () => adapter.start(),
    stop: () => adapter.stop(),
    get up() {
      return adapter.up;
    },
    read: (points: readonly string[], withinMs?: number) => adapter.read(points, withinMs),
    onScan: (listener: ScanListener) => adapter.onScan(listener),
    onUp: (listener: UpListener) => adapter.onUp(listener),
  });
};
