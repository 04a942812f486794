import type { StyledRun } from './emphasis.ts';
import { emphasised } from './emphasis-writer.ts';
import { type FdxItem, formatItems } from './fdx-items.ts';
import { formatTitlePage, titleItems } from './fdx-title-page.ts';
import { parseFountain } from './fountain.ts';
import { type Screenplay, ScreenplayError } from './screenplay.ts';
import { parseXml, type XmlElement, type XmlNode } from './xml.ts';

/** Whether a text is a Final Draft document, whatever its file is called. */
export function isFinalDraft(text: string): boolean {
  return /^\uFEFF?\s*<(?:\?xml|!|FinalDraft)/.test(text) && /<FinalDraft[\s/>]/.test(text.slice(0, 4096));
}

/**
 * Reads Final Draft XML into a screenplay as if it had been written in Fountain: `printFountain` gives that text.
 *
 * @throws ScreenplayError for malformed XML, with its line and column, and for XML that is no Final Draft script
 */
export function readFdx(text: string): Screenplay {
  const root = parseXml(text);
  const content = child(root, 'Content');
  if (root.tag !== 'FinalDraft' || !content) {
    throw new ScreenplayError('no script in the <FinalDraft> element: export the script again', 1, 1);
  }
  const titlePage = child(root, 'TitlePage');
  const titleContent = titlePage && child(titlePage, 'Content');
  const titleParagraphs = titleContent ? children(titleContent, 'Paragraph') : [];
  const entries = titleItems(
    titleParagraphs.map((paragraph) => ({
      key: paragraph.attributes.FountainKey ?? null,
      text: emphasised(runsOf(paragraph)),
    })),
  );
  return parseFountain(formatTitlePage(entries) + formatItems(children(content, 'Paragraph').flatMap(itemsOf)));
}

function itemsOf(paragraph: XmlElement): FdxItem[] {
  const dual = child(paragraph, 'DualDialogue');
  if (dual) return dualItems(dual);
  const notes = children(paragraph, 'ScriptNote').map(noteItem);
  const runs = runsOf(paragraph);
  const text = emphasised(runs);
  const breaks = paragraph.attributes.StartsNewPage === 'Yes' ? [{ kind: 'page-break' } as const] : [];
  if (text.trim() === '') return [...breaks, ...notes];
  const inline = notes.map((note) => (note.kind === 'note' ? `[[${note.text}]]` : `/*${note.text}*/`)).join('');
  return [...breaks, { ...paragraphItem(paragraph, text), inline }];
}

/** The first speech is an ordinary one, those beside it are dual; a lone speech was dual with something else between. */
function dualItems(dual: XmlElement): FdxItem[] {
  const items = children(dual, 'Paragraph').flatMap(itemsOf);
  const cues = items.filter((item) => item.kind === 'character');
  return items.map((item) =>
    item.kind === 'character' ? { ...item, dual: cues.length === 1 || item !== cues[0] } : item,
  );
}

function paragraphItem(paragraph: XmlElement, text: string): FdxItem {
  const type = paragraph.attributes.Type ?? 'Action';
  const outline = /^Outline (\d+)$/.exec(type);
  if (outline) return { kind: 'section', text, level: Number(outline[1]) };
  switch (type) {
    case 'Scene Heading':
      return { kind: 'scene-heading', text, number: paragraph.attributes.Number ?? null };
    case 'Character':
      return { kind: 'character', text, dual: false };
    case 'Parenthetical':
      return { kind: 'parenthetical', text };
    case 'Dialogue':
      return { kind: 'dialogue', text };
    case 'Lyrics':
    case 'Singing':
      return { kind: 'lyrics', text };
    case 'Transition':
      return { kind: 'transition', text };
    case 'Outline Body':
      return { kind: 'synopsis', text };
    case 'New Act':
    case 'End of Act':
      return { kind: 'section', text, level: 1 };
    default:
      return { kind: 'action', text, centred: paragraph.attributes.Alignment === 'Center' };
  }
}

function noteItem(note: XmlElement): Extract<FdxItem, { kind: 'note' | 'boneyard' }> {
  const text = children(note, 'Paragraph').map(textOf).join('\n');
  return note.attributes.Name === 'Boneyard'
    ? { kind: 'boneyard', text: text.replaceAll('*/', '* /') }
    : // A note may hold an empty line only if two spaces stand on it.
      { kind: 'note', text: text.replaceAll(']]', '] ]').replace(/\n[^\S\n]*(?=\n)/g, '\n  ') };
}

function runsOf(paragraph: XmlElement): StyledRun[] {
  return children(paragraph, 'Text').map((run) => {
    const styles = (run.attributes.Style ?? '').split('+');
    const text = textOf(run).replace(/\r\n?/g, '\n');
    return {
      text: styles.includes('AllCaps') ? text.toUpperCase() : text,
      bold: styles.includes('Bold'),
      italic: styles.includes('Italic'),
      underline: styles.includes('Underline'),
    };
  });
}

function textOf(node: XmlNode): string {
  if (typeof node === 'string') return node;
  return (node.tag === 'Paragraph' ? children(node, 'Text') : node.children).map(textOf).join('');
}

function child(parent: XmlElement, tag: string): XmlElement | undefined {
  return children(parent, tag)[0];
}

function children(parent: XmlElement, tag: string): XmlElement[] {
  return parent.children.filter((node) => typeof node !== 'string').filter((node) => node.tag === tag);
}
