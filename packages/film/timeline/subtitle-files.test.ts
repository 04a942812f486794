import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSrt, writeSrt } from './srt.ts';
import { cueText, SubtitleError } from './subtitle-text.ts';
import type { SubtitleCue } from './timeline.ts';
import { anyRate } from './timelines.fixture.ts';
import { readWebVtt, writeWebVtt } from './webvtt.ts';

const film = { num: 24, den: 1 };
const cues: SubtitleCue[] = [
  { lineId: 'k1-1', who: 'Helen', text: 'Tom & Jerry < "us" -->', range: { start: 24, frames: 36 } },
  { lineId: 'k1-1', who: 'Helen', text: 'Two\n\nrows.', range: { start: 60, frames: 24 } },
];

const oddText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '1',
    '-->',
    '00:00:01,000 --> 00:00:02,000',
    'a\n\nb',
    '\r\n',
    '<i>no</i>',
    '&lt;',
    'NOTE x',
    '\u2028',
  ),
  fc
    .array(fc.constantFrom('<', '>', '&', 'amp;', '\n', ' ', '\t', 'x', '-->', '\r'), { maxLength: 12 })
    .map((list) => list.join('')),
);

const oddCues = fc.array(
  fc.record({
    lineId: fc.stringMatching(/^[a-z0-9-]{1,12}$/),
    who: fc.constantFrom('Helen', 'O’Brien & <Sons>', 'Ольга'),
    text: oddText.filter((text) => text.isWellFormed()),
    range: fc.record({ start: fc.nat(200_000), frames: fc.nat(500) }),
  }),
  { maxLength: 6 },
);

describe('SubRip', () => {
  test('is written as players read it', () => {
    expect(writeSrt(cues, film)).toBe(`1
00:00:01,000 --> 00:00:02,500
Tom & Jerry < "us" -->

2
00:00:02,500 --> 00:00:03,500
Two
rows.
`);
  });

  test('gives every text and frame back, however odd', () => {
    fc.assert(
      fc.property(oddCues, anyRate, (list, rate) => {
        const expected = list.map(({ text, range }) => ({ text: cueText(text), range }));
        expect(readSrt(writeSrt(list, rate), rate)).toEqual(expected);
      }),
      { seed: 71, numRuns: 300 },
    );
  });

  test('of other tools may lack numbers and have points, CRLF and a byte order mark', () => {
    expect(readSrt('\uFEFF00:00:01.000 --> 00:00:02.000 X1:0\r\nHi\r\n\r\n', film)).toEqual([
      { text: 'Hi', range: { start: 24, frames: 24 } },
    ]);
  });

  test.each(['hello', '1\nhello', '1\n00:00:02,000 --> 00:00:01,000\nx', '1\n0 --> 1\nx'])('%j is refused', (text) => {
    expect(() => readSrt(text, film)).toThrow(SubtitleError);
  });
});

describe('WebVTT', () => {
  test('names its voices and escapes its marks', () => {
    expect(writeWebVtt(cues, film)).toBe(`WEBVTT

k1-1
00:00:01.000 --> 00:00:02.500
<v Helen>Tom &amp; Jerry &lt; "us" --&gt;

k1-1#2
00:00:02.500 --> 00:00:03.500
<v Helen>Two
rows.
`);
  });

  test('gives every text, speaker, id and frame back, however odd', () => {
    fc.assert(
      fc.property(oddCues, anyRate, (list, rate) => {
        const expected = list.map((cue) => ({ ...cue, text: cueText(cue.text) }));
        expect(readWebVtt(writeWebVtt(list, rate), rate)).toEqual(expected);
      }),
      { seed: 72, numRuns: 300 },
    );
  });

  test('of other tools may have notes, styles, settings, short clocks and markup', () => {
    const file =
      'WEBVTT - Title\n\nNOTE hello\n\nSTYLE\n::cue {}\n\n00:01.000 --> 00:02.000 align:start\n<v.loud Helen><i>Hi</i>&nbsp;there</v>';
    expect(readWebVtt(file, film)).toEqual([
      { lineId: '', who: 'Helen', text: 'Hi\u00A0there', range: { start: 24, frames: 24 } },
    ]);
  });

  test.each(['', 'WEBVTTX', 'WEBVTT\n\nhello'])('%j is refused', (text) => {
    expect(() => readWebVtt(text, film)).toThrow(SubtitleError);
  });
});
