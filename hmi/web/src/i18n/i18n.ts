import { english } from "./english.ts";
import { german } from "./german.ts";

export type TextKey = keyof typeof english;
export type Language = "en" | "de";

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

/** What a text wants to be filled in with; nothing for most. */
export type Fill<Key extends TextKey> = [Names<(typeof english)[Key]>] extends [never]
  ? []
  : [Readonly<Record<Names<(typeof english)[Key]>, string | number>>];

export const languages: readonly Language[] = ["en", "de"];

const catalogues: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = {
  en: english,
  de: german,
};

const fillIn = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));

export const textIn = <Key extends TextKey>(
  language: Language,
  key: Key,
  ...[values]: Fill<Key>
): string => {
  const text: string = catalogues[language][key];
  return values === undefined ? text : fillIn(text, values);
};

/** A text that may not be there: codes of agents and guards that the page does not know. */
export const textFor = (language: Language, key: string): string | undefined =>
  Object.hasOwn(catalogues[language], key) ? catalogues[language][key as TextKey] : undefined;
