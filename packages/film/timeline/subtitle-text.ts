/** A row of a subtitle file cannot be told from the file's own rows in these ways; the words are kept, the rows are mended. */

/**
 * Text as a subtitle file can hold it: rows ended by line feeds, none of them blank (a blank row ends a cue). A text of nothing but white
 * space becomes a no-break space.
 */
export function cueText(text: string): string {
  const rows = text
    // These end a row for some readers and not for others.
    .replace(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, '\n')
    .replaceAll('\0', '\uFFFD')
    .split('\n')
    .map((row) => row.trim())
    .filter((row) => row !== '');
  return rows.length === 0 ? '\u00A0' : rows.join('\n');
}

/** Blocks of rows between blank rows, each with the number of its first row (1-based). */
export function blocksOf(text: string): { readonly rows: readonly string[]; readonly line: number }[] {
  const blocks: { rows: string[]; line: number }[] = [];
  let open: string[] | null = null;
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .forEach((row, index) => {
      // A no-break space is text, though white.
      if (/^[ \t]*$/.test(row)) open = null;
      else if (open !== null) open.push(row);
      else {
        open = [row];
        blocks.push({ rows: open, line: index + 1 });
      }
    });
  return blocks;
}

/** The text is not a subtitle file that can be read. The message is one line and names the line. */
export class SubtitleError extends Error {
  override readonly name = 'SubtitleError';
  /** 1-based. */
  readonly line: number;

  constructor(problem: string, line: number) {
    super(`line ${line}: ${problem}`);
    this.line = line;
  }
}
