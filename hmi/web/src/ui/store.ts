import { useEffect, useReducer } from "preact/hooks";

/** A small piece of state outside the tree of components. */
export interface Store<T> {
  get(): T;
  set(next: T): void;
  on(listener: () => void): () => void;
}

export const makeStore = <T>(initial: T): Store<T> => {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    on: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
};

export const useStore = <T>(store: Store<T>): T => {
  const [, again] = useReducer<number, null>((count) => count + 1, 0);
  const drawn = store.get();
  useEffect(() => {
    const end = store.on(() => again(null));
    // The effect runs after the paint: what was set in between was not heard.
    if (!Object.is(store.get(), drawn)) again(null);
    return end;
  }, [store]);
  return drawn;
};
