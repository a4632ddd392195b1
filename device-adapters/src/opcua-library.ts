import type * as Opcua from "node-opcua-client";

export type OpcuaLibrary = typeof Opcua;

let loading: Promise<OpcuaLibrary> | undefined;

/** Loaded when the first OPC UA device starts: it takes a second and some tens of megabytes. */
export const loadOpcua = (): Promise<OpcuaLibrary> => {
  loading ??= import("node-opcua-client").then((module) => {
    const library = ("default" in module ? module.default : module) as OpcuaLibrary;
    // It prints to the console; what matters is told by the adapter, with a code.
    library.setErrorLogger(() => undefined);
    library.setWarningLogger(() => undefined);
    return library;
  });
  return loading;
};

/** BadUserAccessDenied becomes BAD_USER_ACCESS_DENIED: codes are written alike everywhere. */
export const statusCode = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/[^A-Za-z0-9]+/g, "_")
    .toUpperCase();
