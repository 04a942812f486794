import { styledRuns } from './emphasis.ts';
import { findMarks, markText } from './marks.ts';
import type { Character, Element, Screenplay, TitleEntry } from './screenplay.ts';
import { printXml, type XmlElement } from './xml.ts';

/**
 * Writes a screenplay as Final Draft XML. Sections become outline elements, notes and boneyards script notes. The keys
 * of the title page, which Final Draft has not, stand in an attribute that it ignores.
 *
 * @example writeFdx(parseFountain('INT. KITCHEN - NIGHT\n\nA cup falls.\n'))
 */
export function writeFdx(screenplay: Screenplay): string {
  const body = screenplay.elements.filter((element) => element.kind !== 'title-entry');
  const title = screenplay.elements.filter((element) => element.kind === 'title-entry');
  const content = withDualDialogue(body);
  const root = element('FinalDraft', { DocumentType: 'Script', Template: 'No', Version: '4' }, [
    element('Content', {}, spaced(content)),
    element('TitlePage', {}, [element('Content', {}, spaced(title.flatMap(titleParagraphs)))]),
  ]);
  return printXml(root);
}

/** A cue with `^` is wrapped together with the speech before it. */
function withDualDialogue(body: readonly Element[]): XmlElement[] {
  const content: XmlElement[] = [];
  for (const block of dualBlocks(speechBlocks(body))) {
    const paragraphs = block.elements.flatMap(paragraphsOf);
    if (block.dual) content.push(element('Paragraph', {}, [element('DualDialogue', {}, spaced(paragraphs))]));
    else content.push(...paragraphs);
  }
  return content;
}

interface Block {
  /** `null` for what is no speech. */
  readonly cue: Character | null;
  readonly elements: readonly Element[];
  readonly dual: boolean;
}

function speechBlocks(body: readonly Element[]): Block[] {
  const blocks: { cue: Character | null; elements: Element[]; dual: boolean }[] = [];
  for (const item of body) {
    const last = blocks.at(-1);
    if (item.kind === 'character') blocks.push({ cue: item, elements: [item], dual: item.dual });
    else if (last?.cue && isInSpeech(item, last.elements)) last.elements.push(item);
    else blocks.push({ cue: null, elements: [item], dual: false });
  }
  return blocks;
}

const spoken: ReadonlySet<Element['kind']> = new Set(['parenthetical', 'dialogue', 'lyrics']);

function isInSpeech(item: Element, before: readonly Element[]): boolean {
  if (item.kind === 'action') return before.every(({ kind }) => !spoken.has(kind)) && isTight(before);
  return spoken.has(item.kind) || item.kind === 'note' || item.kind === 'boneyard';
}

/** No blank line follows: an annotation right under its cue. */
function isTight(before: readonly Element[]): boolean {
  return !/(?:\r\n|\r(?!\n)|\n)[^\S\r\n]*(?:\r|\n)/.test(before.at(-1)?.raw ?? '');
}

function dualBlocks(blocks: readonly Block[]): Block[] {
  const merged: Block[] = [];
  for (const block of blocks) {
    const before = block.dual ? merged.at(-1) : undefined;
    if (before?.cue)
      merged[merged.length - 1] = { ...before, elements: [...before.elements, ...block.elements], dual: true };
    else merged.push(block);
  }
  return merged;
}

function paragraphsOf(item: Element): XmlElement[] {
  switch (item.kind) {
    case 'scene-heading':
      return [paragraph('Scene Heading', item, item.text, item.number === null ? {} : { Number: item.number })];
    case 'action':
      return [paragraph('Action', item, item.text, item.centred ? { Alignment: 'Center' } : {})];
    case 'character':
      return [
        paragraph('Character', item, [item.name, ...item.extensions.map((extension) => `(${extension})`)].join(' ')),
      ];
    case 'parenthetical':
      return [paragraph('Parenthetical', item, `(${item.text})`)];
    case 'dialogue':
      return [paragraph('Dialogue', item, item.text)];
    case 'lyrics':
      return [paragraph('Lyrics', item, item.text)];
    case 'transition':
      return [paragraph('Transition', item, item.text)];
    case 'section':
      return [paragraph(`Outline ${item.level}`, item, item.text)];
    case 'synopsis':
      return [paragraph('Outline Body', item, item.text)];
    case 'page-break':
      return [paragraph('General', item, '', { StartsNewPage: 'Yes' })];
    case 'note':
    case 'boneyard':
      return [element('Paragraph', { Type: 'General' }, [scriptNote(item.kind, item.text)])];
    default:
      return [];
  }
}

function paragraph(type: string, item: Element, text: string, attributes: Record<string, string> = {}): XmlElement {
  const notes = findMarks(item.raw).map((mark) => scriptNote(mark.kind, markText(item.raw, mark)));
  return element('Paragraph', { Type: type, ...attributes }, [...textRuns(text), ...notes]);
}

function textRuns(text: string): XmlElement[] {
  const runs = styledRuns(text).map((run) => {
    const styles = [run.bold && 'Bold', run.italic && 'Italic', run.underline && 'Underline'].filter(Boolean);
    return element('Text', styles.length > 0 ? { Style: styles.join('+') } : {}, [run.text]);
  });
  return runs.length > 0 ? runs : [element('Text', {}, [])];
}

function scriptNote(kind: 'note' | 'boneyard', text: string): XmlElement {
  const name = kind === 'boneyard' ? { Name: 'Boneyard' } : {};
  return element('ScriptNote', name, [element('Paragraph', {}, [element('Text', {}, [text])])]);
}

function titleParagraphs(entry: TitleEntry): XmlElement[] {
  const values = entry.values.length > 0 ? entry.values : [''];
  return values.map((value, index) =>
    element('Paragraph', { Alignment: 'Center', ...(index === 0 ? { FountainKey: entry.key } : {}) }, textRuns(value)),
  );
}

function spaced(children: readonly XmlElement[]): (XmlElement | string)[] {
  return children.flatMap((child) => ['\n', child]).concat('\n');
}

function element(
  tag: string,
  attributes: Record<string, string>,
  children: readonly (XmlElement | string)[],
): XmlElement {
  return { tag, attributes, children };
}
