export { packedProgram } from "./package/program.ts";
export { type CliResult, Plant, type PlantDevices, type PlantOptions } from "./plant/plant.ts";
export { PlcProcess, type PlcSpec, type PlcWrite } from "./plant/plc.ts";
export { quorate, runQuorate, startPlant } from "./plant/plant.ts";
export { freeBase } from "./plant/ports.ts";
export { type Ended, type LoggedLine, PlantProcess } from "./plant/process.ts";
export { trustServer } from "./plant/trust.ts";
export { type Deadline, until } from "./plant/until.ts";
