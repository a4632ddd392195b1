/** Pictures of a new site's units, by file name (hmi/src/shared/mimic.ts has their form). */
export const mimicFiles = (withExchanger: boolean): Readonly<Record<string, object>> => ({
  "intake.json": intake,
  ...(withExchanger ? { "exchanger.json": exchanger } : {}),
});

const value = (x: number, y: number, point: string, label: string): object => ({
  ...{ kind: "value", x, y, width: 130, height: 48, point, label },
});

const intake = {
  ...{ title: "Intake tank", width: 1000, height: 560 },
  elements: [
    { kind: "text", x: 40, y: 60, text: "from the river" },
    { kind: "pipe", path: [[40, 130], [100, 130]] },
    { kind: "valve", x: 100, y: 110, width: 60, height: 40, label: "valve", point: "intake/valve" },
    { kind: "pipe", path: [[160, 130], [300, 130], [300, 190]], arrow: true },
    value(70, 170, "intake/valve-position", "position"),
    value(170, 50, "intake/inflow", "inflow"),
    { kind: "tank", x: 220, y: 190, width: 240, height: 270, label: "tank", level: "intake/level" },
    value(480, 200, "intake/level", "level"),
    { kind: "bar", x: 640, y: 190, width: 60, height: 170, point: "intake/level" },
    value(480, 260, "intake/overflow-trip", "overflow trip"),
    { kind: "pipe", path: [[460, 430], [600, 430]] },
    {
      ...{ kind: "pump", x: 600, y: 400, width: 70, height: 60, label: "pump" },
      ...{ point: "intake/pump", running: "intake/pump" },
    },
    value(570, 480, "intake/dry-run-trip", "dry-run trip"),
    { kind: "pipe", path: [[670, 430], [940, 430]], arrow: true },
    value(740, 360, "intake/outflow", "outflow"),
    { kind: "text", x: 820, y: 470, text: "to the works" },
  ],
};

const exchanger = {
  ...{ title: "Heat exchanger", width: 1000, height: 560 },
  elements: [
    { kind: "text", x: 40, y: 250, text: "cold water" },
    { kind: "pipe", path: [[40, 290], [400, 290]], arrow: true },
    value(180, 220, "exchanger/inlet", "inlet"),
    value(180, 310, "exchanger/flow", "flow"),
    { kind: "exchanger", x: 400, y: 200, width: 200, height: 180, label: "exchanger" },
    { kind: "pipe", path: [[600, 290], [940, 290]], arrow: true },
    value(680, 220, "exchanger/outlet", "outlet"),
    value(680, 310, "exchanger/outlet-target", "target"),
    {
      ...{ kind: "bar", x: 860, y: 60, width: 60, height: 170, point: "exchanger/outlet" },
      setpoint: "exchanger/outlet-target",
    },
    { kind: "text", x: 440, y: 50, text: "steam" },
    { kind: "pipe", path: [[500, 60], [500, 90]] },
    {
      ...{ kind: "valve", x: 470, y: 90, width: 60, height: 40, label: "steam valve" },
      point: "exchanger/valve-position",
    },
    { kind: "pipe", path: [[500, 130], [500, 200]], arrow: true },
    value(560, 90, "exchanger/valve-position", "opening"),
    value(400, 420, "exchanger/hot-trip", "hot trip"),
  ],
};
