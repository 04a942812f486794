import { emotions, type Staging } from '@ai-film-studio/film';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Phone } from '../voice/speech.ts';
import { blinkTimes } from './acting/blinks.ts';
import { actingAt, type Part } from './acting.ts';
import type { FigureState } from './figure.ts';
import { gestures } from './vocabulary.fixture.ts';

const staging: Staging = {
  who: 'ada',
  slot: 0,
  pose: 'stand',
  facing: 'three-quarter-right',
  eyeline: 'right',
  emotion: 'neutral',
  gesture: 'none',
  holding: null,
  foreground: false,
  walkTo: null,
};

/** Words of four sounds with a stressed vowel each, and a breath after every fifth. */
function speechOf(words: number): Phone[] {
  let time = 0;
  const say = (phone: string, seconds: number): Phone => {
    time += seconds;
    return { phone, start: time - seconds, end: time };
  };
  return Array.from({ length: words }, (_, index) => [
    say('m', 0.07),
    say(index % 2 === 0 ? 'ey' : 'ih', index % 2 === 0 ? 0.17 : 0.08),
    say('k', 0.06),
    say('s', 0.08),
    ...(index % 5 === 4 ? [say('pau', 0.3)] : []),
  ]).flat();
}

const part = (changes: Partial<Part> = {}): Part => ({
  staging,
  seconds: 0,
  length: 9,
  seed: 11,
  spoken: [{ start: 1.2, phones: speechOf(14) }],
  listening: [{ from: 6.4, to: 8.5 }],
  holding: null,
  ...changes,
});

const frames = (length: number) => Array.from({ length: Math.floor(length * 24) }, (_, frame) => frame / 24);
const play = (changes: Partial<Part> = {}): FigureState[] =>
  frames(9).map((seconds) => actingAt(part({ ...changes, seconds })));

/** What may change in a twenty-fourth of a second. */
const limits: Readonly<Record<string, number>> = {
  tilt: 0.05,
  nod: 0.36,
  intensity: 0.14,
  reach: 0.2,
  breath: 0.3,
  hand: 0.5,
  sway: 0.12,
  lean: 0.16,
};

function measures({ face, reach, breath, motion }: FigureState): Record<string, number> {
  return {
    tilt: face.tilt,
    nod: face.nod,
    intensity: face.intensity,
    reach,
    breath,
    hand: motion.leftHand.lift + motion.rightHand.out,
    sway: motion.sway,
    lean: motion.lean,
  };
}

describe('acting', () => {
  it('is the same for the same part and seed, and another for another seed', () => {
    expect(play()).toEqual(play());
    expect(play({ seed: 12 })).not.toEqual(play());
  });

  it('never jumps between two frames, but for eyes and lids', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.constantFrom(...emotions),
        fc.constantFrom(...gestures.filter((gesture) => gesture !== 'type')),
        (seed, emotion, gesture) => {
          const states = play({ seed, staging: { ...staging, emotion, gesture } }).map(measures);
          states.slice(1).forEach((state, index) => {
            for (const [name, limit] of Object.entries(limits)) {
              expect(Math.abs((state[name] ?? 0) - (states[index]?.[name] ?? 0)), `${name} ${gesture}`).toBeLessThan(
                limit,
              );
            }
          });
        },
      ),
      { seed: 7, numRuns: 60 },
    );
  });

  it('keeps every measure within its range', () => {
    for (const emotion of emotions) {
      for (const { face, reach, breath, motion } of play({ staging: { ...staging, emotion } })) {
        for (const value of [face.blink, face.intensity, reach]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
        for (const value of [face.gaze.x, face.gaze.y, face.nod, breath, motion.sway, motion.lean]) {
          expect(Math.abs(value)).toBeLessThanOrEqual(1);
        }
      }
    }
  });

  it('blinks every two to six seconds, seldom twice at once', () => {
    const gaps = Array.from({ length: 40 }, (_, seed) => blinkTimes(seed, 120, [])).flatMap((times) =>
      times.slice(1).map((time, index) => time - (times[index] ?? 0)),
    );
    const single = gaps.filter((gap) => gap > 0.5);
    expect(Math.min(...single)).toBeGreaterThan(1.5);
    expect(Math.max(...single)).toBeLessThanOrEqual(6.2);
    expect(single.length / gaps.length).toBeGreaterThan(0.75);
    expect(single.length).toBeLessThan(gaps.length);
  });

  it('blinks as a line ends', () => {
    const end = 1.2 + (speechOf(14).at(-1)?.end ?? 0);
    const lids = frames(0.5).map((after) => actingAt(part({ seconds: end + after })).face.blink);
    expect(Math.max(...lids)).toBeGreaterThan(0.5);
  });

  it('opens the mouth only for its own lines', () => {
    const [talking, silent] = [play(), play({ spoken: [] })];
    expect(Math.max(...talking.map(({ face }) => face.mouth.open))).toBeGreaterThan(0.3);
    expect(Math.max(...silent.map(({ face }) => face.mouth.open))).toBe(0);
  });

  it('feels more as the line goes on', () => {
    const at = (seconds: number) => actingAt(part({ seconds })).face.intensity;
    expect(at(4.5)).toBeGreaterThan(at(0.2) + 0.2);
  });

  it('moves all the time: no second passes in which a silent figure is a statue', () => {
    const states = play({ spoken: [], listening: [] });
    for (let frame = 0; frame + 24 < states.length; frame += 12) {
      const second = states.slice(frame, frame + 24).map(({ motion }) => motion.sway);
      expect(Math.max(...second) - Math.min(...second)).toBeGreaterThan(0.002);
    }
  });

  it('looks where the eyeline leads, most of the time', () => {
    const gazes = play({ staging: { ...staging, facing: 'front', eyeline: 'left' } }).map(({ face }) => face.gaze.x);
    expect(gazes.reduce((sum, x) => sum + x, 0) / gazes.length).toBeLessThan(-0.45);
  });

  it('holds what it has in its hand while it speaks', () => {
    for (const state of play({ holding: 'cup' })) expect(state.holding).toBe('cup');
  });
});
