import { expect, test } from 'vitest';
import { printFountain } from './fountain.ts';
import { readScreenplay } from './read-screenplay.ts';

const script = 'INT. CAFÉ - DAY\n\nÅSA\nHello 🎬 – “you”.\n';
const utf8 = (text: string) => new TextEncoder().encode(text);

test('UTF-8 with and without a byte order mark, and UTF-16 with one, are read to the character', () => {
  expect(printFountain(readScreenplay(utf8(script)))).toBe(script);
  expect(printFountain(readScreenplay(utf8(`\uFEFF${script}`)))).toBe(`\uFEFF${script}`);
  for (const littleEndian of [true, false]) {
    const marked = `\uFEFF${script}`;
    const view = new DataView(new ArrayBuffer(marked.length * 2));
    for (let index = 0; index < marked.length; index++)
      view.setUint16(index * 2, marked.charCodeAt(index), littleEndian);
    expect(printFountain(readScreenplay(new Uint8Array(view.buffer)))).toBe(marked);
  }
});

test('a replacement character that stands in the script itself is no fault', () => {
  expect(printFountain(readScreenplay(utf8('A broken \uFFFD sign.')))).toBe('A broken \uFFFD sign.');
});

const faults: readonly [name: string, bytes: Uint8Array, message: RegExp][] = [
  ['an empty file', new Uint8Array(), /^line 1, column 1: the file is empty/],
  ['only blank lines', utf8('\uFEFF \r\n\t\n'), /^line 1, column 1: the screenplay is empty/],
  ['a PNG', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), /^line 1, column 1: .*PNG/],
  ['a PDF', utf8('%PDF-1.7\n'), /PDF: export/],
  ['a zip archive', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0]), /zip archive/],
  ['a NUL byte', utf8('Rain.\r\nSn\0ow.'), /^line 2, column 3: a NUL byte/],
  ['control characters', utf8(`Rain.\n${'\u0001\u0002'.repeat(20)}`), /^line 2, column 1: this is binary/],
  [
    'Latin-1',
    new Uint8Array([0x43, 0x41, 0x46, 0xc3, 0x89, 0x0a, 0x41, 0xe9, 0x42]),
    /^line 2, column 2: byte 0xE9 is not/,
  ],
  ['a cut-off character', new Uint8Array([0x41, 0xef, 0xbf, 0xbd, 0x0a, 0xe2, 0x82]), /^line 2, column 1: byte 0xE2/],
  ['half of UTF-16', new Uint8Array([0xff, 0xfe, 0x41, 0, 0, 0xd8, 0x41, 0]), /^line 1, column 3: this is not UTF-16/],
  ['too long a line', utf8(`Rain.\n${'a'.repeat(100_001)}`), /^line 2, column 100001: the line is longer/],
  ['too large a file', utf8(`Rain.\n${'a\n'.repeat(4_200_000)}`), /larger than 8 MB/],
  ['only a title page', utf8('Title: Rain\nAuthor: A\n'), /^line 2, column 1: nothing to film/],
  ['only storyboard links', utf8('# One\n\n[i]https://example.org/1.png\n'), /nothing to film/],
  ['other XML', utf8('<?xml version="1.0"?>\n<html/>'), /no <FinalDraft> element/],
  ['malformed FDX', utf8('<FinalDraft>\n<Content>\n</Kontent></FinalDraft>'), /^line 3, column 1: malformed XML/],
  [
    'an FDX with a DOCTYPE',
    utf8('<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "c">]><FinalDraft/>'),
    /^line 2, column 1/,
  ],
];

test.each(faults)('%s is refused with one line that says where and why', (_, bytes, message) => {
  expect(() => readScreenplay(bytes)).toThrow(expect.objectContaining({ name: 'ScreenplayError' }));
  expect(() => readScreenplay(bytes)).toThrow(message);
  expect(() => readScreenplay(bytes)).not.toThrow(/[\r\n]/);
});

test('a file called .fdx that is none is refused', () => {
  expect(() => readScreenplay(utf8(script), 'Draft.FDX')).toThrow(/no <FinalDraft> element/);
});

test('lines of a hundred thousand characters and CRLF are allowed', () => {
  expect(readScreenplay(utf8(`${'a'.repeat(100_000)}\r\nRain.`)).elements.length).toBe(1);
});
