import { isAnnotationLine } from './annotation.ts';
import { plainText } from './emphasis.ts';
import { parseFountain } from './fountain.ts';
import type { Element } from './screenplay.ts';

/** A paragraph of a script, apart from any format. Texts carry Fountain's emphasis marks. */
export type FdxItem = {
  /** Notes and boneyards that stand in the paragraph, as Fountain writes them. */
  readonly inline?: string;
} & (
  | { readonly kind: 'scene-heading'; readonly text: string; readonly number: string | null }
  | { readonly kind: 'action'; readonly text: string; readonly centred: boolean }
  | { readonly kind: 'character'; readonly text: string; readonly dual: boolean }
  | { readonly kind: 'section'; readonly text: string; readonly level: number }
  | { readonly kind: 'dialogue' | 'parenthetical'; readonly text: string }
  | { readonly kind: 'note' | 'boneyard'; readonly text: string }
  | { readonly kind: 'lyrics' | 'transition' | 'synopsis'; readonly text: string }
  | { readonly kind: 'page-break' }
);

/**
 * Writes paragraphs as Fountain: a blank line between them, none within a speech, and a forcing mark only where the
 * paragraph would be read as something else without it.
 */
export function formatItems(items: readonly FdxItem[]): string {
  const leads = leadsToWords(items);
  let text = '';
  let speech: 'none' | 'opened' | 'spoken' = 'none';
  items.forEach((item, index) => {
    const passes = leads[index] === true && (item.kind !== 'action' || speech === 'opened');
    const inSpeech = speech !== 'none' && (isSpoken(item) || passes);
    const orphan = !inSpeech && (item.kind === 'dialogue' || item.kind === 'parenthetical');
    if (!inSpeech && index > 0) text += '\n';
    text += `${orphan ? formatOrphan(item) : formatItem(item, leads[index + 1] === true)}\n`;
    if (item.kind === 'character') speech = 'opened';
    else if (!inSpeech) speech = 'none';
    else if (isSpoken(item)) speech = 'spoken';
  });
  return text;
}

/** For each item, whether it is spoken, or only notes and annotations stand between it and what is. */
function leadsToWords(items: readonly FdxItem[]): boolean[] {
  const leads: boolean[] = [];
  for (let index = items.length - 1; index >= 0; index--) {
    const item = items[index];
    if (!item) continue;
    const aside = item.kind === 'note' || item.kind === 'boneyard';
    const annotation = item.kind === 'action' && isAnnotationLine(item.text);
    leads[index] = isSpoken(item) || ((aside || annotation) && leads[index + 1] === true);
  }
  return leads;
}

function isSpoken(item: FdxItem): boolean {
  return item.kind === 'parenthetical' || item.kind === 'dialogue' || item.kind === 'lyrics';
}

/** Words that nobody is said to speak: they are kept, as action. */
function formatOrphan(item: Extract<FdxItem, { kind: 'dialogue' | 'parenthetical' }>): string {
  return formatItem({ ...item, kind: 'action', centred: false }, false);
}

function formatItem(item: FdxItem, spoken: boolean): string {
  const inline = item.inline ?? '';
  switch (item.kind) {
    case 'scene-heading':
      return formatHeading(item) + inline;
    case 'action':
      return (item.centred ? centred(item.text) : asKind('action', [item.text, `!${item.text}`], item.text)) + inline;
    case 'character':
      return formatCue(item, spoken) + inline;
    case 'parenthetical':
      return (
        (/^\s*\([\s\S]*\)\s*$/.test(item.text) ? item.text.trim().replace(/\s*\n\s*/g, ' ') : `(${item.text})`) + inline
      );
    case 'dialogue':
      return item.text.replace(/\n[^\S\n]*(?=\n)/g, '\n  ') + inline;
    case 'lyrics':
      return (
        item.text
          .split('\n')
          .map((line) => `~${line}`)
          .join('\n') + inline
      );
    case 'transition':
      return asKind('transition', [item.text, `> ${item.text}`], item.text) + inline;
    case 'section':
      return `${'#'.repeat(item.level)} ${item.text}${inline}`;
    case 'synopsis':
      return `= ${item.text}${inline}`;
    case 'note':
      return `[[${item.text}]]`;
    case 'boneyard':
      return `/*${item.text}*/`;
    case 'page-break':
      return '===';
  }
}

function formatHeading(item: Extract<FdxItem, { kind: 'scene-heading' }>): string {
  const natural = asKind('scene-heading', [item.text, `.${item.text}`], item.text);
  const numbered = item.number === null ? natural : `${natural} #${item.number}#`;
  return readOne(numbered)?.kind === 'scene-heading' ? numbered : natural;
}

function formatCue(item: Extract<FdxItem, { kind: 'character' }>, spoken: boolean): string {
  const natural = spoken && parseFountain(`\n\n${item.text}\nWords.\n`).elements.at(-2)?.kind === 'character';
  return `${natural ? '' : '@'}${item.text.trim()}${item.dual ? ' ^' : ''}`;
}

function centred(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line.trim()} <`)
    .join('\n');
}

/** The first way of writing that is read back as it was meant, else the last. */
function asKind(kind: Element['kind'], candidates: readonly string[], text: string): string {
  const meant = candidates.find((candidate) => {
    const read = readOne(candidate);
    return read?.kind === kind && 'text' in read && plainText(read.text).trim() === plainText(text).trim();
  });
  return meant ?? candidates.at(-1) ?? text;
}

function readOne(written: string): Element | undefined {
  const [, only, more] = parseFountain(`\n${written}\n\n`).elements;
  return more === undefined ? only : undefined;
}
