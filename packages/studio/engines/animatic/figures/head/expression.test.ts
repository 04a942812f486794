import { emotions } from '@ai-film-studio/film';
import { expect, test } from 'vitest';
import { closedMouth, type FaceState } from '../figure.ts';
import { mouthOf, musclesOf } from './expression.ts';

const face: FaceState = {
  facing: 'front',
  gaze: { x: 0, y: 0 },
  blink: 0,
  mouth: closedMouth,
  emotion: 'surprised',
  intensity: 1,
  tilt: 0,
  nod: 0,
};

test('half an emotion moves every muscle half the way', () => {
  for (const emotion of emotions) {
    const [none, half, full] = [0, 0.5, 1].map((intensity) => musclesOf({ emotion, intensity }));
    for (const [name, value] of Object.entries(half!)) {
      const key = name as keyof typeof half;
      expect(value).toBeCloseTo((none![key] + full![key]) / 2);
    }
  }
});

test('a surprised mouth hangs open, but the lips of an M are closed', () => {
  expect(mouthOf(face, musclesOf(face)).open).toBeGreaterThan(0.3);
  const humming = { ...face, mouth: { ...closedMouth, press: 1 } };
  expect(mouthOf(humming, musclesOf(humming)).open).toBe(0);
});

test('pressed lips part to speak', () => {
  const resolved = { ...face, emotion: 'determined' as const };
  expect(mouthOf(resolved, musclesOf(resolved)).press).toBeGreaterThan(0.3);
  const speaking = { ...resolved, mouth: { ...closedMouth, open: 1 } };
  expect(mouthOf(speaking, musclesOf(speaking)).press).toBe(0);
});
