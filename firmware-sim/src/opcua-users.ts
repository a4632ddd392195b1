import type { NodeId } from "node-opcua";
import { PlcError } from "./errors.ts";
import type { Stack } from "./opcua.ts";

export interface OpcuaUser {
  readonly name: string;
  readonly password: string;
  /** Reads only; every write is answered with BadUserAccessDenied. */
  readonly readOnly: boolean;
}

/** `NAME:PASSWORD`, or `NAME:PASSWORD:ro`. */
export const parseUser = (text: string): OpcuaUser => {
  const readOnly = text.endsWith(":ro");
  const pair = readOnly ? text.slice(0, -3) : text;
  const colon = pair.indexOf(":");
  if (colon < 1 || colon === pair.length - 1) {
    throw new PlcError(
      "USER_INVALID",
      `--opcua-user '${text}' is not NAME:PASSWORD`,
      "write it like --opcua-user quorate:secret, or quorate:secret:ro for a reader",
    );
  }
  return { name: pair.slice(0, colon), password: pair.slice(colon + 1), readOnly };
};

/** Who may come in, and in which well-known role (OPC UA Part 18). */
export const userManagerOf = (
  stack: Stack,
  users: readonly OpcuaUser[],
): {
  isValidUser: (name: string, password: string) => boolean;
  getUserRoles: (name: string) => NodeId[];
} => {
  const { makeRoles, WellKnownRoles } = stack;
  return {
    isValidUser: (name, password) =>
      users.some((user) => user.name === name && user.password === password),
    getUserRoles: (name) => {
      const user = users.find((one) => one.name === name);
      // Without users, the anonymous one writes.
      const writes = user === undefined ? users.length === 0 : !user.readOnly;
      return makeRoles([
        WellKnownRoles.Anonymous,
        writes ? WellKnownRoles.Operator : WellKnownRoles.Observer,
      ]);
    },
  };
};
