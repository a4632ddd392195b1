import { closeSide } from "./side.ts";
import { go, type PageName } from "./router.ts";
import { searchFieldId } from "./search.tsx";
import { dismiss, flow, goBack } from "../command/actions.ts";

/** After `g`, for so long, ms. */
const chordMs = 1500;
const targets: Readonly<Record<string, PageName>> = {
  o: "overview",
  u: "unit",
  t: "trends",
  a: "alarms",
  c: "commands",
  l: "log",
  n: "agents",
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);

/** Esc gives up the nearest thing: a review, an entry, then the column. */
const escape = (): void => {
  const { step } = flow.get();
  if (step === "review") goBack();
  else if (step === "enter") dismiss();
  else closeSide();
};

/** Keys for the whole page. None of them commands anything: that takes at least two steps. */
export const listenToKeys = (): void => {
  let chordUntilMs = 0;
  window.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") return escape();
    if (isTyping(event.target)) return;
    if (event.key === "/") {
      event.preventDefault();
      document.getElementById(searchFieldId)?.focus();
      return;
    }
    const page = targets[event.key];
    if (Date.now() < chordUntilMs && page !== undefined) {
      event.preventDefault();
      go(page);
      document.getElementById("main")?.focus();
    }
    chordUntilMs = event.key === "g" ? Date.now() + chordMs : 0;
  });
};

/** Arrows move the focus among what `selector` finds inside, by where it stands on the screen. */
export const roveByArrows = (event: KeyboardEvent, selector: string): void => {
  const ways: Readonly<Record<string, readonly [number, number]>> = {
    ...{ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] },
  };
  const way = ways[event.key];
  if (way === undefined || !(event.currentTarget instanceof Element)) return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement | SVGElement>(selector)];
  const current = document.activeElement;
  if (current === null || !items.includes(current as HTMLElement)) return;
  const middle = (item: Element): readonly [number, number] => {
    const { x, y, width, height } = item.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  };
  const [x, y] = middle(current);
  const costs = items.flatMap((item) => {
    const [itemX, itemY] = middle(item);
    const [along, across] =
      way[0] === 0 ? [(itemY - y) * way[1], itemX - x] : [(itemX - x) * way[0], itemY - y];
    return along > 1 ? [{ item, cost: along + 2 * Math.abs(across) }] : [];
  });
  const nearest = costs.sort((left, right) => left.cost - right.cost)[0];
  event.preventDefault();
  nearest?.item.focus();
};
