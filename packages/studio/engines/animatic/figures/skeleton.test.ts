import { builds, genders } from '@ai-film-studio/film';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FigureState } from './figure.ts';
import { length, subtract } from './geometry.ts';
import { sides } from './poses.ts';
import { sampleFigure, sampleState } from './sample-figure.fixture.ts';
import { type Skeleton, skeletonOf } from './skeleton.ts';
import { facings, gestures, poses } from './vocabulary.fixture.ts';
import { stepAt } from './walk.ts';

const placement = { x: 0, floor: 0, height: 400, seat: 108 };

const unitRange = fc.double({ min: -1, max: 1, noNaN: true });
const states = fc
  .record({
    pose: fc.constantFrom(...poses),
    gesture: fc.constantFrom(...gestures),
    facing: fc.constantFrom(...facings),
    reach: fc.double({ min: 0, max: 1, noNaN: true }),
    stride: fc.double({ min: 0, max: 0.999, noNaN: true }),
    breath: unitRange,
    sway: unitRange,
    lean: unitRange,
    holding: fc.constantFrom(null, 'cup', 'bag', 'box'),
  })
  .map(({ facing, sway, lean, ...rest }): FigureState => {
    const hand = { lift: sway, out: lean };
    return sampleState({ ...rest, motion: { sway, lean, leftHand: hand, rightHand: hand } }, { facing });
  });
const figures = fc
  .record({
    age: fc.integer({ min: 2, max: 95 }),
    gender: fc.constantFrom(...genders),
    build: fc.constantFrom(...builds),
    height: fc.double({ min: 0.5, max: 1.25, noNaN: true }),
  })
  .map(({ age, gender, build, height }) =>
    sampleFigure({ age, gender, look: { ...sampleFigure().look, build, height } }),
  );

const bonesOf = ({ arms, legs }: Skeleton) =>
  sides.flatMap((side) => [
    length(subtract(arms[side].elbow, arms[side].shoulder)),
    length(subtract(arms[side].wrist, arms[side].elbow)),
    length(subtract(legs[side].knee, legs[side].hip)),
    length(subtract(legs[side].ankle, legs[side].knee)),
  ]);

describe('the skeleton', () => {
  it('keeps the length of every bone, whatever a figure does', () => {
    fc.assert(
      fc.property(figures, states, (figure, state) => {
        const skeleton = skeletonOf(figure, state, placement);
        const { upperArm, forearm, thigh, shin } = skeleton.body;
        const expected = sides.flatMap(() => [upperArm, forearm, thigh, shin]);
        bonesOf(skeleton).forEach((bone, index) => {
          expect(bone).toBeCloseTo(expected[index] ?? Number.NaN, 5);
        });
      }),
      { seed: 41, numRuns: 300 },
    );
  });

  it('reaches with its feet where the walk puts them', () => {
    fc.assert(
      fc.property(figures, fc.double({ min: 0, max: 0.999, noNaN: true }), (figure, stride) => {
        const { body, legs } = skeletonOf(figure, sampleState({ pose: 'walk', stride }), placement);
        for (const side of sides) {
          const step = stepAt(body, stride + (side === 'left' ? 0.5 : 0));
          expect(Math.abs(legs[side].ankle.z - step.ahead)).toBeLessThan(0.03);
          expect(Math.abs(legs[side].ankle.y - step.up)).toBeLessThan(0.03);
        }
      }),
      { seed: 42, numRuns: 200 },
    );
  });

  it('bends knees forward and elbows back in the walk', () => {
    for (let stride = 0; stride < 1; stride += 0.05) {
      const { arms, legs } = skeletonOf(sampleFigure(), sampleState({ pose: 'walk', stride }), placement);
      for (const side of sides) {
        const { hip, knee, ankle } = legs[side];
        const straight = hip.z + ((knee.y - hip.y) / (ankle.y - hip.y)) * (ankle.z - hip.z);
        expect(knee.z).toBeGreaterThan(straight - 1e-6);
        const { shoulder, elbow, wrist } = arms[side];
        const hanging = shoulder.z + ((elbow.y - shoulder.y) / (wrist.y - shoulder.y)) * (wrist.z - shoulder.z);
        expect(elbow.z).toBeLessThan(hanging + 1e-6);
      }
    }
  });

  it('sits on the seat that it is given', () => {
    const low = skeletonOf(sampleFigure(), sampleState({ pose: 'sit' }), { ...placement, seat: 70 });
    const high = skeletonOf(sampleFigure(), sampleState({ pose: 'sit' }), { ...placement, seat: 140 });
    const headHeight = 400 / low.body.heads;
    expect((high.pelvis.origin.y - low.pelvis.origin.y) * headHeight).toBeCloseTo(70, 0);
  });
});
