import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fountainText } from './fountain.arbitraries.ts';
import { parseFountain, printFountain } from './fountain.ts';
import type { Element } from './screenplay.ts';

const runs = { seed: 20_250_101, numRuns: 2_000 };

test('any text is printed back to the character', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: 'grapheme' }),
    fountainText,
  );
  fc.assert(
    fc.property(anyText, (text) => {
      expect(printFountain(parseFountain(text))).toBe(text);
    }),
    runs,
  );
});

test('the lines of the elements cover the source, each once', () => {
  fc.assert(
    fc.property(fountainText, (text) => {
      let next = 1;
      for (const { lines, raw } of parseFountain(text).elements) {
        expect(lines.first).toBe(next);
        expect(raw).not.toBe('');
        expect(lines.last - lines.first + 1).toBe(lineCount(raw));
        next = lines.last + 1;
      }
      expect(next - 1).toBe(lineCount(text));
    }),
    runs,
  );
});

test('line ends and a byte order mark make no difference to what is read', () => {
  const script = 'Title: Dusk\n\nINT. HALL - DAY\n\nANNA\n(low)\nStay.\nPlease.\n\nShe goes.\n\nCUT TO:\n';
  const plain = said(script);
  for (const end of ['\r\n', '\r']) expect(said(`\uFEFF${script.replaceAll('\n', end)}`)).toEqual(plain);
});

test('a script of a megabyte, and one of unclosed marks, are read whole', () => {
  const scene = 'INT. HALL - DAY\n\nRain on the window.\n\nANNA\n(low)\nStay *here*.\n\n';
  const long = scene.repeat(Math.ceil(1_000_000 / scene.length));
  expect(parseFountain(long).elements.length).toBe(5 * (long.length / scene.length));
  for (const text of ['[[ '.repeat(300_000), '/* '.repeat(300_000), '*_'.repeat(300_000), '(\n'.repeat(300_000)]) {
    expect(printFountain(parseFountain(text))).toBe(text);
  }
});

test('every kind of element is read from a script by the book', () => {
  const script = `Title:
    _**The Lamp**_
Credit: written by
Author: A. Writer

# ACT ONE

= Two people wait.

INT./EXT. CAR – NIGHT #1A#

Rain. _Always_ rain.
It drums.

ÅSA (V.O.)
(to herself)
I knew.
~Blow, wind, blow

JOSÉ ^
So did I.

> CLOSER <

[[ Is this too long? ]]

/* An older ending. */

!SCANNING THE SHELVES...

> FADE TO GREY.

===

FADE OUT.
`;
  expect(said(script)).toEqual([
    ['title-entry', 'Title'],
    ['title-entry', 'Credit'],
    ['title-entry', 'Author'],
    ['section', 'ACT ONE'],
    ['synopsis', 'Two people wait.'],
    ['scene-heading', 'INT./EXT. CAR – NIGHT'],
    ['action', 'Rain. _Always_ rain.\nIt drums.'],
    ['character', 'ÅSA'],
    ['parenthetical', 'to herself'],
    ['dialogue', 'I knew.'],
    ['lyrics', 'Blow, wind, blow'],
    ['character', 'JOSÉ'],
    ['dialogue', 'So did I.'],
    ['action', 'CLOSER'],
    ['note', 'Is this too long?'],
    ['boneyard', 'An older ending.'],
    ['action', 'SCANNING THE SHELVES...'],
    ['transition', 'FADE TO GREY.'],
    ['page-break', ''],
    ['transition', 'FADE OUT.'],
  ]);
});

function said(text: string): [string, string][] {
  return parseFountain(text).elements.map((element) => [element.kind, wordsOf(element)]);
}

function wordsOf(element: Element): string {
  if (element.kind === 'title-entry') return element.key;
  if (element.kind === 'character') return element.name;
  return 'text' in element ? element.text : '';
}

function lineCount(text: string): number {
  const ends = text.match(/\r\n|\r|\n/g)?.length ?? 0;
  return ends + (text === '' || /[\r\n]$/.test(text) ? 0 : 1);
}
