import { readFileSync } from "node:fs";

/** Where a block of the guide is carried out: `laptop and boxes`, `boxes`, `laptop`, `box 1`. */
export interface GuideBlock {
  readonly where: string;
  readonly lines: readonly string[];
}

const fence = /<!-- boxes: ([^>]+?) -->\n```\w*\n([\s\S]*?)```/g;

/** The commands of operations.md as they stand there; a block counts with its mark before it. */
export const guideBlocks = (file: string): readonly GuideBlock[] =>
  [...readFileSync(file, "utf8").matchAll(fence)].map(([, where = "", text = ""]) => ({
    where,
    lines: text.trim().split("\n"),
  }));

/** What people carry from one screen to another: codes and answers, by whom they are for. */
export class Clipboard {
  private readonly texts = new Map<string, string>();

  /** Keeps what a command printed. */
  take(output: string): void {
    const printed = /quorate-(join|key):1:(\S+)/g;
    for (const [text, kind, rest = ""] of output.matchAll(printed)) {
      if (text.includes("…")) continue;
      const fields = rest.split(":");
      const name = (kind === "join" ? fields[2] : fields[1]) ?? "";
      this.texts.set(`${kind === "join" ? "CODE" : "ANSWER"}-OF-${name.toUpperCase()}`, text);
    }
  }

  /** A line with the texts in the places of their names. Throws for what nothing printed. */
  fill(line: string): string {
    return line.replaceAll(/\b(?:CODE|ANSWER)-OF-[A-Z][A-Z-]*/g, (name) => {
      const text = this.texts.get(name);
      if (text === undefined) throw new Error(`nothing has printed ${name}`);
      return `'${text}'`;
    });
  }
}
