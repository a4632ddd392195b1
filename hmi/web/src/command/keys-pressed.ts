/**
 * For a form of class B or C, which is signed at its button: a passphrase that ends with Enter only
 * opens a key.
 */
export const atButtonOnly = (event: KeyboardEvent): void => {
  if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
};

/** A key that is held down is no second decision. */
export const onceOnly = (event: KeyboardEvent): void => {
  if (event.repeat) event.preventDefault();
};
