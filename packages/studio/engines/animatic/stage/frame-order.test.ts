import type { CameraMove, Staging, Weather } from '@ai-film-studio/film';
import { describe, expect, it } from 'vitest';
import type { PictureRequest } from '../../engine.ts';
import { sampleFigure } from '../figures/sample-figure.fixture.ts';
import { pictureOf } from './picture.ts';
import { pictureCanvas, SceneryStore } from './scenery.ts';
import { shotPainter } from './shot-painter.ts';

const size = { width: 320, height: 180 };

const staging = (who: string, changes: Partial<Staging> = {}): Staging => ({
  who,
  slot: who === 'ada' ? -0.5 : 0.5,
  pose: 'stand',
  facing: who === 'ada' ? 'three-quarter-right' : 'three-quarter-left',
  eyeline: 'camera',
  emotion: 'happy',
  gesture: 'none',
  holding: null,
  foreground: false,
  walkTo: null,
  ...changes,
});

function request(
  shot: Pick<PictureRequest['shot'], 'kind' | 'size' | 'staging'>,
  move: CameraMove,
  weather: Weather = 'clear',
): PictureRequest {
  const camera = { move, amount: 0.08, angle: 'front', reason: '' } as const;
  const cut = { kind: 'cut', seconds: 0 } as const;
  return {
    shot: {
      ...shot,
      place: 'park',
      set: 'park',
      interior: false,
      timeOfDay: 'golden',
      weather,
      mood: 'calm',
      subject: null,
      camera,
      prop: 'letter',
      card: null,
      transitionIn: cut,
      transitionOut: cut,
    },
    take: 'take',
    cast: ['ada', 'ben'].map((id) => ({ ...sampleFigure({ id }), name: id })),
    frames: 48,
    lines: [
      {
        who: 'ada',
        text: '',
        start: 6,
        frames: 30,
        phones: Array.from({ length: 12 }, (_, at) => ({ phone: 'aa', start: at * 0.1, end: at * 0.1 + 0.1 })),
      },
    ],
    settings: { ...size, rate: { num: 24, den: 1 }, style: 'lantern', seed: 3, burnSubtitles: false },
    outgoing: null,
  };
}

const both = [staging('ada'), staging('ben')];
const shots: readonly (readonly [name: string, PictureRequest])[] = [
  ['of a place before a camera that stands', request({ kind: 'master', size: 'wide', staging: both }, 'static')],
  ['of a place before a camera that drifts', request({ kind: 'master', size: 'wide', staging: both }, 'drift')],
  [
    'of somebody who walks',
    request({ kind: 'master', size: 'wide', staging: [staging('ada', { pose: 'walk', walkTo: 0.2 })] }, 'pan-right'),
  ],
  [
    'over a shoulder',
    request(
      {
        kind: 'over-the-shoulder',
        size: 'medium',
        staging: [both[0], staging('ben', { foreground: true })].flatMap((each) => each ?? []),
      },
      'static',
    ),
  ],
  ['of a face that comes nearer', request({ kind: 'single', size: 'close', staging: both.slice(0, 1) }, 'push-in')],
  ['in fog', request({ kind: 'single', size: 'medium', staging: both.slice(0, 1) }, 'handheld', 'fog')],
  ['of a thing', request({ kind: 'insert', size: 'insert', staging: [] }, 'push-in')],
];

describe('a frame', () => {
  it.each(shots)('has the same pixels alone and after all those before it, in a shot %s', (_, shot) => {
    const sceneries = new SceneryStore();
    const canvas = pictureCanvas(pictureOf(size.width, size.height));
    const ctx = canvas.getContext('2d');
    const filmed = (frames: readonly number[]) => {
      const { paint } = shotPainter(shot, sceneries);
      for (const frame of frames) paint(ctx, frame);
      return Buffer.from(canvas.data());
    };
    for (const last of [7, 31]) {
      const alone = filmed([last]);
      expect(filmed(Array.from({ length: last + 1 }, (_, frame) => frame)).equals(alone)).toBe(true);
      expect(filmed([47, last + 1, last]).equals(alone)).toBe(true);
    }
  });
});
