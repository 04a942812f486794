import { decodeText } from './decode-text.ts';
import { isFinalDraft, readFdx } from './fdx-reader.ts';
import { parseFountain } from './fountain.ts';
import { isFilmed } from './scenes.ts';
import { type Screenplay, ScreenplayError } from './screenplay.ts';
import { lineAndColumn } from './text-place.ts';

const longestLine = 100_000;

/**
 * Reads the bytes of a Fountain or Final Draft file. Which of the two it is, is seen from the content.
 *
 * @param name the file's name, if it has one: a `.fdx` that holds something else is refused rather than filmed as text
 * @throws ScreenplayError when the bytes are no screenplay: empty, binary, not UTF-8 or UTF-16, too large, nothing to film
 * @example readScreenplay(new TextEncoder().encode('INT. KITCHEN - NIGHT\n\nA cup falls.\n'))
 */
export function readScreenplay(bytes: Uint8Array, name = ''): Screenplay {
  const text = decodeText(bytes);
  if (text.trim() === '') throw new ScreenplayError('the screenplay is empty: write a scene into it', 1, 1);
  const finalDraft = isFinalDraft(text);
  if (!finalDraft) refuseForeign(text, name);
  const screenplay = finalDraft ? readFdx(text) : parseFountain(text);
  refuseUnfilmable(screenplay);
  return screenplay;
}

function refuseForeign(text: string, name: string): void {
  if (/^\uFEFF?\s*<\?xml\s/.test(text) || name.toLowerCase().endsWith('.fdx')) {
    throw new ScreenplayError(
      'no <FinalDraft> element in it: export the script as Final Draft 8 or later, or as Fountain',
      1,
      1,
    );
  }
  const controls = /[^\P{Cc}\t\n\v\f\r]/gu;
  const first = controls.exec(text);
  if (first && (text.match(controls)?.length ?? 0) > text.length / 50) {
    const { line, column } = lineAndColumn(text, first.index);
    throw new ScreenplayError('this is binary data, not text: export the script as Fountain or FDX', line, column);
  }
  refuseLongLine(text);
}

function refuseLongLine(text: string): void {
  let start = 0;
  for (let line = 1; start <= text.length; line++) {
    const end = text.slice(start, start + longestLine + 1).search(/[\r\n]/);
    if (end === -1 && text.length - start > longestLine) {
      throw new ScreenplayError(
        'the line is longer than 100,000 characters: break it into paragraphs',
        line,
        longestLine + 1,
      );
    }
    if (end === -1) return;
    const crlf = text.startsWith('\r\n', start + end);
    start += end + (crlf ? 2 : 1);
  }
}

function refuseUnfilmable(screenplay: Screenplay): void {
  const found = screenplay.elements.some((element) => isFilmed(element) || element.kind === 'scene-heading');
  if (found) return;
  const line = screenplay.elements.at(-1)?.lines.last ?? 1;
  throw new ScreenplayError('nothing to film up to here: add a scene heading, action or dialogue', line, 1);
}
