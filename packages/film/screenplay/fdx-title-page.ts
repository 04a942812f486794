import { plainText } from './emphasis.ts';

interface TitleParagraph {
  /** Written by this studio; other programs give none. */
  readonly key: string | null;
  readonly text: string;
}
interface TitleItem {
  readonly key: string;
  readonly values: string[];
}

/** Finds the entries of a title page: by their keys, else by what title pages look like. */
export function titleItems(paragraphs: readonly TitleParagraph[]): TitleItem[] {
  const items: TitleItem[] = [];
  const keyed = paragraphs.some((paragraph) => paragraph.key !== null);
  for (const { key, text } of paragraphs) {
    const name = key ?? (keyed ? null : guessedKey(text, items));
    if (name !== null) items.push({ key: name, values: [] });
    if (text.trim() !== '') items.at(-1)?.values.push(...text.split('\n').map((line) => line.trim()));
  }
  return items;
}

/** A title page as Fountain has it; empty when there are no entries. */
export function formatTitlePage(items: readonly TitleItem[]): string {
  const entries = items.map(({ key, values }) => `${key}: ${values.join('\n    ')}`.trimEnd());
  return entries.length === 0 ? '' : `${entries.join('\n')}\n\n`;
}

/** The title stands first, then the credit, then the author; all else is where to find them. */
function guessedKey(text: string, items: readonly TitleItem[]): string | null {
  const plain = plainText(text).trim();
  const last = items.at(-1);
  if (plain === '') return null;
  if (!last) return 'Title';
  if (/^(?:written|story|screenplay|teleplay|script|by|based)\b/i.test(plain)) return 'Credit';
  if (last.key === 'Credit') return 'Author';
  return last.key === 'Contact' ? null : 'Contact';
}
