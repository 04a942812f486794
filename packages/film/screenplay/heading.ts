import { plainText } from './emphasis.ts';
import { splitTime } from './heading-time.ts';
import type { Setting } from './screenplay.ts';

/** What a heading says, without its forcing dot. */
export interface HeadingParts {
  readonly text: string;
  readonly setting: Setting | null;
  readonly place: string;
  readonly time: string | null;
  readonly number: string | null;
}

const prefix = /^(int\.? ?\/ ?ext|ext\.? ?\/ ?int|i\.?\/e|e\.?\/i|int|ext|est)(?=[.\s:])[.:]?\s*/i;
const sceneNumber = /^[\p{L}\p{N}][\p{L}\p{N}.\-–_ ]*$/u;

/** Reads a heading's text, natural or forced: `INT. KITCHEN - NIGHT #3-DDXWV#`, `KITCHEN (CONTINUOUSLY)`. */
export function headingParts(written: string): HeadingParts {
  const { text, number } = splitNumber(written);
  const plain = plainText(text);
  const opening = prefix.exec(plain);
  const body = plain.slice(opening?.[0].length ?? 0);
  return { text, number, setting: opening ? settingOf(opening[1] ?? '') : null, ...splitTime(body, opening !== null) };
}

/** Whether a line that stands alone between blank lines is a heading. `EST.` must be in capitals: "Est. 1987" is a sign. */
export function isHeading(line: string): boolean {
  const plain = plainText(line);
  const opening = prefix.exec(plain);
  if (!opening || !/[\p{L}\p{N}]/u.test(plain.slice(opening[0].length))) return false;
  return !/^est/i.test(plain) || plain.startsWith('EST');
}

/** Whether a line is a heading even with text directly before or after it: all in capitals, and with the dot or a time. */
export function isUnmistakableHeading(line: string): boolean {
  if (!isHeading(line)) return false;
  const { text, time } = headingParts(plainText(line));
  if (/\p{Ll}/u.test(text.replace(/\([^()]*\)/g, ''))) return false;
  return /^[^\s]*[./]/.test(text) || time !== null;
}

function splitNumber(written: string): { text: string; number: string | null } {
  const trimmed = written.trim();
  const open = trimmed.endsWith('#') ? trimmed.lastIndexOf('#', trimmed.length - 2) : -1;
  const number = open === -1 ? '' : trimmed.slice(open + 1, -1).trim();
  const text = trimmed.slice(0, open === -1 ? undefined : open).trim();
  return text !== '' && sceneNumber.test(number) ? { text, number } : { text: trimmed, number: null };
}

function settingOf(written: string): Setting {
  const letters = written.toUpperCase().replace(/[^A-Z]/g, '');
  if (letters === 'INT' || letters === 'EXT' || letters === 'EST') return letters;
  return 'INT/EXT';
}
