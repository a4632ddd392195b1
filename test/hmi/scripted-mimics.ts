import type { Mimic } from "../../hmi/src/shared/messages.ts";

export const mimics: readonly Mimic[] = [
  {
    name: "intake",
    title: "Intake tank",
    width: 1000,
    height: 560,
    elements: [
      { kind: "pipe", path: [[40, 120], [200, 120], [200, 180]], arrow: true },
      { kind: "valve", x: 90, y: 100, width: 60, height: 40, point: "intake/valve" },
      { kind: "tank", x: 160, y: 180, width: 260, height: 280, level: "intake/level" },
      { kind: "pipe", path: [[420, 420], [620, 420]], arrow: true },
      {
        ...{ kind: "pump", x: 620, y: 390, width: 70, height: 60, label: "pump" },
        ...{ point: "intake/pump", running: "intake/pump" },
      },
      { kind: "pipe", path: [[690, 420], [940, 420]], arrow: true },
      { kind: "value", x: 460, y: 200, width: 120, height: 48, point: "intake/level" },
      { kind: "bar", x: 600, y: 180, width: 60, height: 150, point: "intake/level" },
      { kind: "value", x: 60, y: 20, width: 120, height: 48, point: "intake/valve-position" },
      { kind: "value", x: 760, y: 340, width: 120, height: 48, point: "intake/outflow" },
      { kind: "text", x: 820, y: 470, text: "to the works" },
    ],
  },
];
