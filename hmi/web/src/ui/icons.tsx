import type { ComponentChildren } from "preact";

/** Drawn here: no font of symbols, no picture to load. 16 units square. */
const shapes = {
  overview: <path d="M2 13V6M6 13V3M10 13V8M14 13V5" />,
  unit: <path d="M3 2h6v9H3zM9 8h5v6M3 14h11" />,
  trends: <path d="M2 2v12h12M4 10l3-4 3 2 4-5" />,
  alarms: <path d="M8 2l6 11H2zM8 6v4M8 11.5v.6" />,
  commands: <path d="M2 8h9M8 4l4 4-4 4M14 3v10" />,
  log: <path d="M3 2h10v12H3zM5.5 5h5M5.5 8h5M5.5 11h3" />,
  agents: <path d="M4 4h8v8H4zM4 4l8 8M12 4l-8 8" />,
  close: <path d="M3 3l10 10M13 3L3 13" />,
  clock: <path d="M8 1.8a6.2 6.2 0 1 0 .01 0M8 4.5V8l2.5 2" />,
  tilde: <path d="M2 9c2-4 4-4 6-1s4 3 6-1" />,
  bad: <path d="M2 8h12" />,
  notEqual: <path d="M3 6h10M3 10h10M11 3L5 13" />,
  arrow: <path d="M2 8h11M9 4l4 4-4 4" />,
  lock: <path d="M4 7h8v7H4zM5.5 7V5a2.5 2.5 0 0 1 5 0v2" />,
  key: <path d="M5.5 7.5a3 3 0 1 0 .01 0M8 8.5h6M11 8.5v3M13.5 8.5v2" />,
  menu: <path d="M2 4h12M2 8h12M2 12h12" />,
  search: <path d="M6.5 2a4.5 4.5 0 1 0 .01 0M10 10l4 4" />,
  check: <path d="M2 8.5l4 4 8-9" />,
  warning: <path d="M8 1.5l6.2 4.6-2.4 7.4H4.2L1.8 6.1zM8 5v4M8 10.8v.7" />,
  wait: <path d="M4 2h8M4 14h8M5 2c0 4 6 8 6 12M11 2c0 4-6 8-6 12" />,
} as const;

export type IconName = keyof typeof shapes;

export const Icon = ({ name, size = 16 }: { name: IconName; size?: number }) => (
  <svg class="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
    {shapes[name]}
  </svg>
);

/** An icon with the word for it, for those who cannot see it. */
export const Labelled = ({ name, children }: { name: IconName; children: ComponentChildren }) => (
  <span class="labelled">
    <Icon name={name} size={14} />
    <span>{children}</span>
  </span>
);
