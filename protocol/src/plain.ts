/** What moves a terminal's cursor, hides text or turns its direction; the break of a line too. */
const unseen = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

const escaped = (character: string): string =>
  `\\u${(character.codePointAt(0) as number).toString(16).padStart(4, "0")}`;

/** Another's words in one line, such as a reason: whoever signs has to see what is there. */
export const plain = (text: string): string => text.replace(unseen, escaped);

/** A text that is commanded, in quotes where it could be taken for anything else. */
export const quoted = (text: string): string =>
  /^[\w.:+-]+$/.test(text) ? text : plain(JSON.stringify(text));
