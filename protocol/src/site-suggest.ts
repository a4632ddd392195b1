/** Edits (insert, delete, replace, swap neighbours) between two words (Damerau-Levenshtein). */
const distance = (left: string, right: string): number => {
  const rows: number[][] = [Array.from({ length: right.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= left.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1] ? 0 : 1;
      const above = rows[row - 1]?.[column] ?? 0;
      const diagonal = rows[row - 1]?.[column - 1] ?? 0;
      let best = Math.min(above + 1, (line[column - 1] ?? 0) + 1, diagonal + same);
      const swapped =
        left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1] && row > 1;
      if (swapped) best = Math.min(best, (rows[row - 2]?.[column - 2] ?? 0) + 1);
      line.push(best);
    }
    rows.push(line);
  }
  return rows[left.length]?.[right.length] ?? 0;
};

/** `did you mean "…"?` for the nearest known word, when one is near. */
export const suggest = (word: string, known: Iterable<string>): string | undefined => {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= least) continue;
    const edits = distance(word.toLowerCase(), candidate.toLowerCase());
    if (edits < least) [best, least] = [candidate, edits];
  }
  if (best === undefined && word.length >= 3)
    best = [...known].find((candidate) => candidate.startsWith(word));
  return best === undefined ? undefined : `did you mean "${best}"?`;
};
