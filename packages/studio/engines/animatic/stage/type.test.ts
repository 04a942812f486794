import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { breakLines, type Face, faceFor, fitSize, fontOf, setText, unwritableIn } from './type.ts';

function drawn(text: string, face: Face): string {
  const ctx = createCanvas(60, 60).getContext('2d');
  ctx.font = fontOf(face, 40, text);
  ctx.fillText(setText(text), 10, 45);
  return Buffer.from(ctx.getImageData(0, 0, 60, 60).data).toString('base64');
}

describe('type', () => {
  it.each(['title', 'text'] as const)('draws letters of many scripts in the %s face, each as itself', (face) => {
    const letters = [...'ŁČźВйΕάếѢ'].filter((letter) => unwritableIn(letter, [face]).length === 0);
    expect(letters.length).toBeGreaterThanOrEqual(3);
    expect(new Set([...letters, '\uffff'].map((letter) => drawn(letter, face))).size).toBe(letters.length + 1);
  });

  it('draws a letter with a mark after it as the letter that has the mark', () => {
    expect(drawn('C\u030c', 'title')).toBe(drawn('Č', 'title'));
  });

  it.each([
    'Łódź',
    'Čapek',
    'Война и мир',
    'Ελλάδα',
    'Tiếng Việt',
    'İstanbul',
    'Bō\u00adjutsu non\u2011stop',
    '10\u2009km\u0007\tup\ndown',
  ])('can write “%s”', (text) => {
    expect(unwritableIn(text)).toEqual([]);
  });

  it('draws a thin space of the title face as a space, not as a box', () => {
    expect(drawn('i\u2009i', 'title')).toBe(drawn('i i', 'title'));
  });

  it('tells which letters no face has, each run once', () => {
    expect(unwritableIn('Anna: 你好, 你好! مرحبا 🙂')).toEqual(['你好', 'مرحبا', '🙂']);
  });

  it('sets a title in one face: its own where that has all letters, else the text face', () => {
    expect(['Łódź Čapek', 'Война и мир', 'Tiếng Việt'].map(faceFor)).toEqual(['title', 'text', 'text']);
  });

  it('measures spaced letters of every script', () => {
    const ctx = createCanvas(1, 1).getContext('2d');
    ctx.font = fontOf('text', 40, 'Война');
    const plain = ctx.measureText('Война').width;
    ctx.letterSpacing = '6px';
    expect(ctx.measureText('Война').width).toBeCloseTo(plain + 5 * 6, 3);
  });

  it.each(['źŹńáế', 'ứằộ'])('keeps marks on their letters when “%s” is spaced', (text) => {
    const ctx = createCanvas(1, 1).getContext('2d');
    ctx.font = fontOf('text', 40, text);
    const plain = ctx.measureText(text).width;
    ctx.letterSpacing = '6px';
    expect(ctx.measureText(text).width).toBeCloseTo(plain + text.length * 6, 3);
  });

  it('breaks lines at the width and leaves a long word alone', () => {
    expect(breakLines('ab cd efghij k\nl', 5, (line) => line.length)).toEqual(['ab cd', 'efghij', 'k', 'l']);
  });

  it('shrinks type until it fits, but not below the least', () => {
    const widthAt = (size: number) => size * 10;
    expect([fitSize(20, 8, 300, widthAt), fitSize(20, 8, 150, widthAt), fitSize(20, 8, 10, widthAt)]).toEqual([
      20, 14, 8,
    ]);
  });
});
