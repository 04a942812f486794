import { drawn, symmetric } from '../curve.ts';
import { drawnBack } from './drawn-back.ts';
import type { HairStyle } from './hair.ts';

/** Drawn back into a bun. */
export const bun: HairStyle = {
  front: {
    behind: [
      {
        outline: symmetric(drawn('0,-.74 .12,-.71 .175,-.61 .15,-.5 0,-.45')),
        strands: { from: drawn('-.13,-.6 0,-.69 .12,-.62'), to: drawn('-.1,-.53 0,-.57 .1,-.54'), count: 5 },
        shade: 0.14,
      },
    ],
    over: [drawnBack.front],
  },
  'three-quarter': {
    behind: [
      {
        outline: drawn('-.24,-.48 -.28,-.62 -.4,-.66 -.52,-.58 -.54,-.45 -.46,-.34 -.36,-.36'),
        strands: { from: drawn('-.3,-.55 -.42,-.61 -.5,-.5'), to: drawn('-.32,-.46 -.4,-.48 -.44,-.42'), count: 5 },
        shade: 0.14,
      },
    ],
    over: [drawnBack['three-quarter']],
  },
  profile: {
    behind: [
      {
        outline: drawn('-.34,-.4 -.4,-.54 -.53,-.56 -.65,-.47 -.67,-.33 -.59,-.22 -.46,-.22'),
        strands: { from: drawn('-.42,-.46 -.54,-.52 -.63,-.38'), to: drawn('-.44,-.34 -.52,-.37 -.56,-.3'), count: 5 },
        shade: 0.14,
      },
    ],
    over: [drawnBack.profile],
  },
  back: {
    over: [
      {
        ...drawnBack.back,
        strands: { from: drawn('-.28,.14 -.28,-.1 -.1,-.36'), to: drawn('.28,.14 .28,-.1 .1,-.36'), count: 14 },
      },
      {
        outline: symmetric(drawn('0,-.66 .13,-.63 .19,-.52 .17,-.4 .08,-.33 0,-.32')),
        strands: { from: drawn('-.15,-.46 0,-.62 .15,-.5'), to: drawn('-.08,-.4 0,-.47 .08,-.42'), count: 5 },
        shade: 0.08,
      },
    ],
  },
};
