export { type CliResult, Plant, type PlantOptions, type PlcWrite } from "./plant/plant.ts";
export { quorate, runQuorate, startPlant } from "./plant/plant.ts";
export { freeBase } from "./plant/ports.ts";
export { type Ended, type LoggedLine, PlantProcess } from "./plant/process.ts";
export { type Deadline, until } from "./plant/until.ts";
