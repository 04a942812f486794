import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paletteOf } from '../palette.ts';
import type { FigureLight, FigureState } from './figure.ts';
import { holderOf } from './hold.ts';
import { poseFigure } from './posed.ts';
import { sampleFigure, sampleState } from './sample-figure.fixture.ts';

const light: FigureLight = { palette: paletteOf('noon', 'lantern'), from: 'left', rim: 0.5, silhouette: 0 };
const placement = { x: 0, floor: 0, height: 500, seat: 130 };

/** Someone who does the same thing faster or slower. */
const acting = (stateAt: (seconds: number) => FigureState) => {
  const posedAt = (seconds: number) => poseFigure(sampleFigure(), { state: stateAt(seconds), placement, light });
  const holdOf = holderOf(posedAt);
  return (part: 'trunk' | 'arms', seconds: number) => ({
    now: posedAt(seconds),
    shown: holdOf(part, posedAt(seconds), seconds, 0.6),
  });
};
const swaying = (speed: number) => (seconds: number) =>
  sampleState({ motion: { ...sampleState().motion, sway: Math.sin(seconds * speed) } });
const waving = (seconds: number) => sampleState({ gesture: 'wave', reach: Math.min(1, seconds) });
const holdsOf = (part: 'trunk' | 'arms', stateAt: (seconds: number) => FigureState) => {
  const at = acting(stateAt);
  return Array.from({ length: 48 }, (_, frame) => at(part, frame / 24).shown.hold);
};

describe('holding a pose', () => {
  it('holds who stands still for half a second at a time', () => {
    expect(new Set(holdsOf('trunk', () => sampleState())).size).toBe(4);
  });

  it('holds no longer than nothing is seen to move', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 20, noNaN: true }),
        fc.double({ min: 0, max: 6, noNaN: true }),
        (speed, s) => {
          const { now, shown } = acting(swaying(speed))('trunk', s);
          const hipsAt = ({ skeleton, headHeight }: typeof now) => skeleton.view(skeleton.pelvis.origin).x * headHeight;
          expect(Math.abs(hipsAt(now) - hipsAt(shown.posed))).toBeLessThan(0.6);
        },
      ),
      { seed: 4, numRuns: 300 },
    );
  });

  it('holds a trunk while the arms move, and shows each of their own moments', () => {
    expect(holdsOf('arms', waving).slice(2, 20)).toContain(null);
    expect(holdsOf('trunk', waving)).not.toContain(null);
  });

  it('holds nothing of who hurries', () => {
    expect(holdsOf('trunk', swaying(60)).filter((hold) => hold === null).length).toBeGreaterThan(12);
  });
});
