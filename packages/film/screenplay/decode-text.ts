import { ScreenplayError } from './screenplay.ts';
import { lineAndColumn } from './text-place.ts';

const largest = 8 * 1024 * 1024;

/** First bytes of files that are often taken for scripts, and how to get text out of them. */
const foreign: readonly { readonly bytes: readonly number[]; readonly problem: string }[] = [
  { bytes: [0x25, 0x50, 0x44, 0x46], problem: 'this is a PDF: export the script as Fountain or FDX' },
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    problem: 'this is a zip archive (Word, Highland, Fade In): export the script as Fountain or FDX',
  },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], problem: 'this is an old Word document: save it as plain text or Fountain' },
  { bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66], problem: 'this is rich text (RTF): save it as plain text or Fountain' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], problem: 'this is a PNG picture, not a screenplay' },
  { bytes: [0xff, 0xd8, 0xff], problem: 'this is a JPEG picture, not a screenplay' },
  { bytes: [0x47, 0x49, 0x46, 0x38], problem: 'this is a GIF picture, not a screenplay' },
  { bytes: [0x1f, 0x8b], problem: 'this is a gzip archive: unpack it first' },
];

/**
 * Decodes UTF-8, or UTF-16 with a byte order mark, which stays in the text. Other encodings are refused, never guessed:
 * a wrong guess would put wrong letters into every subtitle.
 *
 * @throws ScreenplayError for foreign formats, NUL bytes, invalid UTF-8 and more than 8 MB
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes.length === 0) throw new ScreenplayError('the file is empty: write a scene into it', 1, 1);
  const known = foreign.find((format) => format.bytes.every((byte, index) => bytes[index] === byte));
  if (known) throw new ScreenplayError(known.problem, 1, 1);
  if (bytes.length > largest) {
    const { line, column } = placeOf(bytes, largest);
    throw new ScreenplayError('the file is larger than 8 MB: cut it into several scripts', line, column);
  }
  return decodeUtf16(bytes) ?? decodeUtf8(bytes);
}

function decodeUtf16(bytes: Uint8Array): string | null {
  const little = bytes[0] === 0xff && bytes[1] === 0xfe;
  if (!little && !(bytes[0] === 0xfe && bytes[1] === 0xff)) return null;
  const text = new TextDecoder(little ? 'utf-16le' : 'utf-16be', { ignoreBOM: true }).decode(bytes);
  const fault = text.search(/[\0\uFFFD]/);
  if (fault === -1) return text;
  const { line, column } = lineAndColumn(text, fault);
  throw new ScreenplayError('this is not UTF-16, though it begins as such: save the script as UTF-8', line, column);
}

function decodeUtf8(bytes: Uint8Array): string {
  const nul = bytes.indexOf(0);
  if (nul !== -1) {
    const { line, column } = placeOf(bytes, nul);
    throw new ScreenplayError(
      'a NUL byte: this is binary or UTF-16 without its mark; save the script as UTF-8',
      line,
      column,
    );
  }
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const fault = invalidByte(text, bytes);
  if (fault === -1) return text;
  const { line, column } = placeOf(bytes, fault);
  const byte = (bytes[fault] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  throw new ScreenplayError(
    `byte 0x${byte} is not UTF-8, perhaps Windows-1252 or Latin-1: save the script as UTF-8`,
    line,
    column,
  );
}

/** The decoder puts U+FFFD for what it cannot read; a script may also hold that character itself, as EF BF BD. */
function invalidByte(text: string, bytes: Uint8Array): number {
  let from = 0;
  let offset = 0;
  for (let at = text.indexOf('\uFFFD'); at !== -1; at = text.indexOf('\uFFFD', from)) {
    offset += new TextEncoder().encode(text.slice(from, at)).length;
    const genuine = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
    if (!genuine) return offset;
    offset += 3;
    from = at + 1;
  }
  return -1;
}

function placeOf(bytes: Uint8Array, offset: number): { line: number; column: number } {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, offset));
  return lineAndColumn(text, text.length);
}
