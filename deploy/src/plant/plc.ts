import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PlantProcess } from "./process.ts";

const quoratePlc = fileURLToPath(
  new URL("../../../firmware-sim/bin/quorate-plc.js", import.meta.url),
);

export interface PlcSpec {
  readonly name: string;
  /** What quorate-plc is given; the journal is added. */
  readonly args: readonly string[];
}

/** One write that reached the PLC, as its own journal has it. */
export interface PlcWrite {
  /** Milliseconds since 1970. */
  readonly t: number;
  readonly protocol: string;
  readonly table?: string;
  readonly register?: number;
  readonly nodeId?: string;
  readonly value: number | readonly number[];
  readonly from: string;
}

/** A simulated PLC in a process of its own. */
export class PlcProcess extends PlantProcess {
  private readonly args: readonly string[];
  private readonly file: string;

  constructor(folder: string, { name, args }: PlcSpec) {
    const file = join(folder, `${name}.jsonl`);
    super(name, [quoratePlc, ...args, "--journal", file]);
    [this.args, this.file] = [args, file];
  }

  /** Of its Modbus TCP server, as it was told; 0 where it has none. */
  get port(): number {
    const address = this.args[this.args.indexOf("--modbus") + 1];
    return this.args.includes("--modbus") ? Number(address?.split(":").pop()) : 0;
  }

  /** The address on a line such as `listening control 127.0.0.1:43211`. */
  async listening(what: string, deadlineMs = 60_000): Promise<string> {
    const line = await this.line(`listening ${what} `, deadlineMs);
    return line.split(" ")[2] ?? "";
  }

  /** Every write that reached its memory, oldest first. */
  journal(): PlcWrite[] {
    return (existsSync(this.file) ? readFileSync(this.file, "utf8") : "")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as PlcWrite);
  }
}
