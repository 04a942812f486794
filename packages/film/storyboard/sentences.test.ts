import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestLine, sentencesOf, stretchesOf } from './sentences.ts';

describe('sentences', () => {
  test.each([
    ['One. Two!', ['One.', 'Two!']],
    ['Mr. Hill is here. Really?', ['Mr. Hill is here.', 'Really?']],
    ['Well... it is late. Go.', ['Well... it is late.', 'Go.']],
    ['“Stop!” he said.', ['“Stop!” he said.']],
    ['It is 3.5 miles.', ['It is 3.5 miles.']],
    ['line one\nline two', ['line one', 'line two']],
    ['', []],
  ])('%j is cut where its sentences end', (text, sentences) => {
    expect(sentencesOf(text)).toEqual(sentences);
  });

  test('short sentences share a line, and a long one is cut at a comma near its middle', () => {
    expect(stretchesOf('One. Two. Three.')).toEqual(['One. Two. Three.']);
    const long = `${'word '.repeat(18).trim()}, ${'more '.repeat(18).trim()}.`;
    expect(stretchesOf(long)).toHaveLength(2);
    expect(stretchesOf(long)[0]).toMatch(/,$/);
  });

  test('no character but white space is lost, and no line is twice too long', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('word', 'Mr.', 'end.', 'what?', 'so,', 'No!', '…', 'a', '\n'), { maxLength: 150 }),
        (words) => {
          const text = words.join(' ');
          const lines = stretchesOf(text);
          expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
          for (const line of lines) expect(line.length).toBeLessThanOrEqual(2 * longestLine);
        },
      ),
      { seed: 8 },
    );
  });
});
