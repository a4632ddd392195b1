import type { Clock } from "@quorate/protocol";

/**
 * What a promise gives, or `late` when it has not by then. An adapter that never answers must not
 * hold a device's queue for ever (S8, S9). A rejection passes through; what comes late is dropped.
 */
export const bounded = <T>(clock: Clock, work: Promise<T>, ms: number, late: T): Promise<T> =>
  new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => resolve(late));
    work.then(
      (value) => {
        cancel();
        resolve(value);
      },
      (error: unknown) => {
        cancel();
        reject(error);
      },
    );
  });
