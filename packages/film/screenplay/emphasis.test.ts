import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainText, styledRuns } from './emphasis.ts';
import { emphasised } from './emphasis-writer.ts';

test.each([
  ['I am *not* **done** with _you_.', 'I am not done with you.'],
  ['_**THE LAMP**_', 'THE LAMP'],
  ['***both*** and **bold *and italic* again**', 'both and bold and italic again'],
  ['***both** then italic*', 'both then italic'],
  ['a \\*star\\* and \\_line\\_', 'a *star* and _line_'],
  ['2 * 3 * 4, f***, s**t and f**k', '2 * 3 * 4, f***, s**t and f**k'],
  ['file_name_here at https://example.org/a_b_c', 'file_name_here at https://example.org/a_b_c'],
  ['*not closed\nnor here*', '*not closed\nnor here*'],
  ['He sits. [[check]] He stands.', 'He sits. He stands.'],
  ['He ran /*far */away', 'He ran away'],
  ['two  spaces — and “quotes” stay', 'two  spaces — and “quotes” stay'],
])('%s is read as %s', (text, plain) => {
  expect(plainText(text)).toBe(plain);
});

test('styles may overlap and nest', () => {
  const styles = styledRuns('_a **b_ c**').map((run) => [run.text, run.underline, run.bold]);
  expect(styles).toEqual([
    ['a ', true, false],
    ['b', true, true],
    [' c', false, true],
  ]);
});

test('what is written from styled words is read back word for word, style for style', () => {
  const word = fc.record({
    text: fc.constantFrom('rain', 'ÅSA', '*', 'f***', 'file_name', '\\', '(no)', '“yes”', '他', '1*2'),
    bold: fc.boolean(),
    italic: fc.boolean(),
    underline: fc.boolean(),
  });
  const plain = { bold: false, italic: false, underline: false };
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), (words) => {
      const runs = words.flatMap((run, index) => (index === 0 ? [run] : [{ text: ' ', ...plain }, run]));
      expect(plainText(emphasised(runs))).toBe(runs.map((run) => run.text).join(''));
    }),
    { seed: 7, numRuns: 1_000 },
  );
});

test('styled words without marks of their own keep their styles', () => {
  const word = fc.record({
    text: fc.constantFrom('rain', 'ÅSA', 'no.', '(yes)'),
    bold: fc.boolean(),
    italic: fc.boolean(),
    underline: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), (words) => {
      const runs = words.flatMap((run) => [run, { text: ' ', bold: false, italic: false, underline: false }]);
      expect(wordStyles(styledRuns(emphasised(runs)))).toEqual(wordStyles(runs));
    }),
    { seed: 7, numRuns: 1_000 },
  );
});

function wordStyles(runs: ReturnType<typeof styledRuns>): string[] {
  return runs.flatMap(({ text, bold, italic, underline }) =>
    text
      .split(' ')
      .filter(Boolean)
      .map((word) => `${word} ${bold} ${italic} ${underline}`),
  );
}
