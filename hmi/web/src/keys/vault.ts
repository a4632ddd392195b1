import type { SealedKey } from "./sealed.ts";

const name = "quorate-keys";
const store = "sealed";

const open = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(store, { keyPath: "publicKey" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
  });

const run = async <T>(
  mode: IDBTransactionMode,
  action: (keys: IDBObjectStore) => IDBRequest<T>,
): Promise<T> => {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(store, mode);
      const request = action(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error ?? new Error("IndexedDB"));
    });
  } finally {
    database.close();
  }
};

/** The sealed keys of this browser, on this machine alone. */
export const vault = {
  list: (): Promise<readonly SealedKey[]> => run("readonly", (keys) => keys.getAll()),
  put: async (sealed: SealedKey): Promise<void> => {
    await run("readwrite", (keys) => keys.put(sealed));
  },
  remove: async (publicKey: string): Promise<void> => {
    await run("readwrite", (keys) => keys.delete(publicKey));
  },
};
