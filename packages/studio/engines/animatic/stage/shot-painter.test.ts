import { describe, expect, it } from 'vitest';
import type { PictureRequest } from '../../engine.ts';
import { SceneryStore } from './scenery.ts';
import { shotPainter } from './shot-painter.ts';

function credits(heading: string, said: string, burnSubtitles: boolean): PictureRequest {
  return {
    shot: {
      kind: 'credits',
      size: 'wide',
      place: 'kitchen',
      set: 'kitchen',
      interior: true,
      timeOfDay: 'noon',
      weather: 'clear',
      mood: 'calm',
      staging: [],
      subject: null,
      camera: { move: 'static', amount: 0, angle: 'front', reason: '' },
      prop: null,
      card: { heading, lines: ['Łódź', 'Čapek', 'Война', 'Ελλάδα'] },
      transitionIn: { kind: 'cut', seconds: 0 },
      transitionOut: { kind: 'cut', seconds: 0 },
    },
    take: 'credits',
    cast: [],
    frames: 24,
    lines: [{ who: 'tom', text: said, start: 0, frames: 24, phones: [] }],
    settings: { width: 160, height: 90, rate: { num: 24, den: 1 }, style: 'lantern', seed: 1, burnSubtitles },
    outgoing: null,
  };
}

const told = (request: PictureRequest) => shotPainter(request, new SceneryStore()).downgrades;

describe('a shot with words', () => {
  it('tells of letters on its card that no typeface has, and of no others', () => {
    expect(told(credits('Anna 你好', '', false))).toEqual([
      { where: 'Anna 你好', what: '"你好" cannot be written: no typeface here has these letters' },
    ]);
    expect(told(credits('Война и мир', '', false))).toEqual([]);
  });

  it('tells of letters in its subtitles where they are drawn into the picture', () => {
    expect(told(credits('', 'مرحبا', true)).map(({ where }) => where)).toEqual(['مرحبا']);
    expect(told(credits('', 'مرحبا', false))).toEqual([]);
  });
});
