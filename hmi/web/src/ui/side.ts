import { makeStore } from "./store.ts";

/** What stands in the column at the right; never over the page. */
export type Side =
  | { readonly kind: "none" }
  | { readonly kind: "faceplate"; readonly index: number }
  | { readonly kind: "operator" }
  | { readonly kind: "alarm"; readonly id: string };

export const side = makeStore<Side>({ kind: "none" });

/** Where the focus goes back to when the column closes. */
let opener: Element | null = null;

export const openSide = (next: Side): void => {
  if (side.get().kind === "none") opener = document.activeElement;
  side.set(next);
};

export const openFaceplate = (index: number): void => openSide({ kind: "faceplate", index });

export const closeSide = (): void => {
  side.set({ kind: "none" });
  const target = opener;
  opener = null;
  requestAnimationFrame(() => {
    if (target instanceof HTMLElement && target.isConnected) target.focus();
  });
};
