import { limits } from "./limits.ts";
import type { LieView } from "./shared/messages.ts";

/** What each agent said that was proven wrong, newest last; the oldest is forgotten (S9). */
export class Lies {
  private readonly agents: LieView[][];
  private changed = false;

  constructor(agents: number) {
    this.agents = Array.from({ length: agents }, () => []);
  }

  add(agent: number, lie: Pick<LieView, "code" | "about" | "detail">, nowMs: number): void {
    const list = this.agents[agent];
    if (list === undefined) return;
    const index = list.findIndex(({ code, about }) => code === lie.code && about === lie.about);
    const [known] = index < 0 ? [] : list.splice(index, 1);
    const firstMs = known?.firstMs ?? nowMs;
    // An agent's own words may be in it.
    const detail = lie.detail.slice(0, limits.lieChars);
    list.push({ ...lie, detail, firstMs, lastMs: nowMs, count: (known?.count ?? 0) + 1 });
    if (list.length > limits.liesPerAgent) list.shift();
    this.changed = true;
  }

  of(agent: number): readonly LieView[] {
    return this.agents[agent] ?? [];
  }

  /** The newest code about something, else empty. */
  codeAbout(agent: number, about: string): string {
    return this.of(agent).findLast((lie) => lie.about === about)?.code ?? "";
  }

  takeChanged(): boolean {
    const { changed } = this;
    this.changed = false;
    return changed;
  }
}
