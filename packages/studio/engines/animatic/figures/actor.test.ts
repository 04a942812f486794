import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { paletteOf } from '../palette.ts';
import { actingAt, type Part } from './acting.ts';
import { actorPainter } from './actor.ts';
import type { FigureLight } from './figure.ts';
import { sampleFigure } from './sample-figure.fixture.ts';

const light: FigureLight = { palette: paletteOf('dusk', 'lantern'), from: 'left', rim: 0.7, silhouette: 0.1 };

const part = (seconds: number, talks: boolean): Part => ({
  staging: {
    who: 'ada',
    slot: 0,
    pose: 'stand',
    facing: 'three-quarter-right',
    eyeline: 'right',
    emotion: 'happy',
    gesture: talks ? 'talk' : 'none',
    holding: null,
    foreground: false,
    walkTo: null,
  },
  seconds,
  length: 4,
  seed: 11,
  spoken: talks ? [{ start: 0.2, phones: Array.from({ length: 20 }, (_, at) => phone(at)) }] : [],
  listening: [],
  holding: null,
});
const phone = (at: number) => ({ phone: 'aa' as const, start: at * 0.12, end: at * 0.12 + 0.12 });

/** Paints frames of a shot one after the other; gives the pixels of the last. */
function filmed(frames: readonly number[], talks: boolean, zoomAt: ((frame: number) => number) | null): Buffer {
  const canvas = createCanvas(320, 240);
  const ctx = canvas.getContext('2d');
  const placement = { x: 160, floor: 300, height: 280, seat: 0 };
  const momentAt = (seconds: number) => ({ state: actingAt(part(seconds, talks)), placement, light });
  const paint = actorPainter(sampleFigure(), momentAt, zoomAt === null);
  for (const frame of frames) {
    const zoom = zoomAt?.(frame) ?? 1.1;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, 320, 240);
    ctx.setTransform(zoom, 0, 0, zoom, 160.3 * (1 - zoom), 120.6 * (1 - zoom));
    paint(ctx, frame / 24);
  }
  return canvas.data();
}

const upTo = (last: number) => Array.from({ length: last + 1 }, (_, frame) => frame);
const push = (frame: number) => 1 + 0.004 * frame;

describe('actorPainter', () => {
  it.each([
    ['who listens, before a camera that stands', false, null],
    ['who talks with the hands, before a camera that stands', true, null],
    ['who listens, before a camera that comes nearer', false, push],
    ['who talks with the hands, before a camera that comes nearer', true, push],
  ])('paints a frame alone as it paints it after all those before it: %s', (_, talks, zoomAt) => {
    for (const last of [5, 23, 47]) {
      const alone = filmed([last], talks, zoomAt);
      expect(filmed(upTo(last), talks, zoomAt).equals(alone)).toBe(true);
      expect(filmed([last + 30, last + 1, 0, last], talks, zoomAt).equals(alone)).toBe(true);
    }
  });

  it('moves who talks in every quarter of a second', () => {
    for (const frame of [12, 18, 24, 30]) {
      expect(filmed([frame], true, null).equals(filmed([frame + 6], true, null))).toBe(false);
    }
  });
});
