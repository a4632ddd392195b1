import { useEffect, useReducer } from "preact/hooks";
import {
  type Fill,
  type Language,
  languages,
  type TextKey,
  textFor,
  textIn,
} from "../i18n/i18n.ts";
import { showExact, showNumber, styleOf } from "../pure/number.ts";
import { ageOf } from "../pure/age.ts";

export type Theme = "system" | "light" | "dark";

interface Prefs {
  readonly theme: Theme;
  readonly language: Language;
}

const storageKey = "quorate-display";

const systemLanguage = (): Language =>
  languages.find((one) => navigator.language.toLowerCase().startsWith(one)) ?? "en";

const stored = (): Prefs => {
  const fallback: Prefs = { theme: "system", language: systemLanguage() };
  try {
    const given = JSON.parse(localStorage.getItem(storageKey) ?? "{}") as Partial<Prefs>;
    const theme = given.theme === "light" || given.theme === "dark" ? given.theme : "system";
    const language = languages.find((one) => one === given.language) ?? fallback.language;
    return { theme, language };
  } catch {
    return fallback;
  }
};

let prefs = stored();
const listeners = new Set<() => void>();
const prefersDark = matchMedia("(prefers-color-scheme: dark)");

export const shownTheme = (): "light" | "dark" => {
  if (prefs.theme !== "system") return prefs.theme;
  return prefersDark.matches ? "dark" : "light";
};

/** Puts theme and language on the document. */
export const applyPrefs = (): void => {
  document.documentElement.dataset["theme"] = shownTheme();
  document.documentElement.lang = prefs.language;
};

prefersDark.addEventListener("change", () => setPrefs({}));

export const prefsNow = (): Prefs => prefs;

export const setPrefs = (change: Partial<Prefs>): void => {
  prefs = { ...prefs, ...change };
  localStorage.setItem(storageKey, JSON.stringify(prefs));
  applyPrefs();
  for (const listener of [...listeners]) listener();
};

/** Draws this component again when theme or language change. */
export const usePrefs = (): Prefs => {
  const [, again] = useReducer<number, null>((count) => count + 1, 0);
  useEffect(() => {
    const listener = (): void => again(null);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return prefs;
};

/** A text in the operator's language. */
export const t = <Key extends TextKey>(key: Key, ...fill: Fill<Key>): string =>
  textIn(prefs.language, key, ...fill);

/** The operator's word for a code, or the code itself. */
export const wordFor = (prefix: string, code: string): string =>
  textFor(prefs.language, `${prefix}.${code}`) ?? code;

export const number = (value: number, digits: number): string =>
  showNumber(value, digits, prefs.language);

export const exact = (value: number): string => showExact(value, prefs.language);

export const numberStyle = () => styleOf(prefs.language);

/** A difference of clocks: its sign, and nothing of what is too small to mean anything. */
export const skew = (ms: number): string => {
  if (Math.abs(ms) < 5) return t("age.ms", { value: 0 });
  return `${ms < 0 ? "\u2212" : "+"}${age(Math.abs(ms))}`;
};

export const age = (ms: number): string => {
  const { value, unit } = ageOf(ms);
  const { decimal } = numberStyle();
  return t(`age.${unit}`, { value: value.replace(".", decimal) });
};
