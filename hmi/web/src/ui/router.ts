import { useEffect, useReducer } from "preact/hooks";

export const pages = ["overview", "unit", "trends", "alarms", "commands", "log", "agents"] as const;
export type PageName = (typeof pages)[number];

export interface Route {
  readonly page: PageName;
  /** What stands behind the page: a unit's name. */
  readonly part: string;
  readonly query: URLSearchParams;
}

/** `#/page/part?query`. */
export const routeOf = (hash: string): Route => {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [page, ...rest] = path.split("/");
  const part = decodeURIComponent(rest.join("/"));
  const known = pages.find((one) => one === page) ?? "overview";
  return { page: known, part, query: new URLSearchParams(query) };
};

export const routeNow = (): Route => routeOf(location.hash);

const hashOf = (page: PageName, part = "", query: Readonly<Record<string, string>> = {}) => {
  const search = new URLSearchParams(query).toString();
  const path = part === "" ? page : `${page}/${encodeURIComponent(part)}`;
  return `#/${path}${search === "" ? "" : `?${search}`}`;
};

export const go = (...to: Parameters<typeof hashOf>): void => {
  location.hash = hashOf(...to);
};

/** The same place under its full name: the way back does not lead over the short one. */
export const pin = (...to: Parameters<typeof hashOf>): void => {
  location.replace(hashOf(...to));
};

export const useRoute = (): Route => {
  const [, again] = useReducer<number, null>((count) => count + 1, 0);
  useEffect(() => {
    const listener = (): void => again(null);
    window.addEventListener("hashchange", listener);
    return () => window.removeEventListener("hashchange", listener);
  }, []);
  return routeNow();
};
