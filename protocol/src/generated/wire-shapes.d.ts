/** Of each message its fields: number, type, if a list, and which oneof. */
export const shapes: Readonly<
  Record<string, readonly (readonly [number, string, boolean, number])[]>
>;
