import { drawn, mirrored, type Point, type Points } from '../curve.ts';
import { drawnBack } from './drawn-back.ts';
import { both, type HairStyle, type Lock } from './hair.ts';

/** One link of a plait after the other, down a line, with a tassel at its end. */
function plait(way: Points, width: number): readonly Lock[] {
  return way.slice(0, -1).flatMap(([x, y], index): Lock[] => {
    const [nextX, nextY] = way[index + 1] ?? [x, y];
    const size = width * (1 - index * 0.035);
    const step = nextY - y;
    const lean = (nextX - x) / 2;
    const link = (side: 1 | -1): Lock => {
      const outline: readonly Point[] = [
        [x - side * size * 0.16, y + step * 0.95],
        [x + side * size * 0.55, y - step * 0.12],
        [x + side * size, y + step * 0.25],
        [x + side * size * 0.9 + lean, y + step * 0.72],
        [x + side * size * 0.1 + lean, y + step * 1.3],
      ];
      return { outline, shade: side * 0.05 };
    };
    const last = index === way.length - 2;
    const tassel: Lock = {
      outline: [
        [nextX - size * 0.5, nextY],
        [nextX + size * 0.5, nextY],
        [nextX + size * 0.8, nextY + 0.1],
        [nextX, nextY + 0.17, 1],
        [nextX - size * 0.8, nextY + 0.1],
      ],
    };
    return last ? [link(-1), link(1), tassel] : [link(-1), link(1)];
  });
}

const down = drawn('.34,.16 .36,.26 .365,.36 .36,.46 .35,.56 .34,.66 .335,.76');
const near = drawn('-.3,.18 -.33,.28 -.33,.38 -.32,.48 -.31,.58 -.3,.68 -.3,.78');

/** Two plaits from behind the ears. */
export const braids: HairStyle = {
  front: {
    under: [...plait(down, 0.062), ...plait(mirrored(down).toReversed(), 0.062)],
    over: both({
      outline: drawn(
        '0,-.558! .22,-.51 .34,-.37 .375,-.2 .365,-.02 .36,.14 .325,.2 .318,.04 .312,-.12 .265,-.25 .15,-.34 0,-.42!',
      ),
      strands: {
        from: drawn('.03,-.43 .19,-.31 .3,-.12 .335,.12'),
        to: drawn('.03,-.53 .25,-.45 .355,-.22 .35,.12'),
        count: 8,
      },
    }),
  },
  'three-quarter': {
    under: plait(drawn('.345,.16 .35,.26 .35,.36 .345,.46 .335,.56 .33,.66'), 0.05),
    over: [
      {
        outline: drawn(
          `.16,-.55! -.03,-.575 -.23,-.52 -.38,-.39 -.445,-.2 -.44,-.02 -.4,.12 -.34,.24 -.27,.2 -.235,.06 -.2,-.03 -.13,-.16 -.02,-.28 .16,-.4!`,
        ),
        strands: {
          from: drawn('.14,-.42 -.04,-.29 -.2,-.08 -.29,.18'),
          to: drawn('.13,-.54 -.2,-.51 -.42,-.2 -.35,.18'),
          count: 11,
        },
      },
      {
        outline: drawn('.16,-.55! .27,-.5 .35,-.36 .375,-.2 .36,-.08 .335,-.16 .29,-.27 .16,-.4!'),
        strands: { from: drawn('.17,-.42 .28,-.31 .345,-.15'), to: drawn('.18,-.53 .32,-.39 .365,-.17'), count: 4 },
        shade: 0.04,
      },
      ...plait(near, 0.068),
    ],
  },
  profile: {
    over: [
      {
        ...drawnBack.profile,
        outline:
          drawn(`.34,-.3 .345,-.35 .24,-.5 .02,-.56 -.22,-.525 -.4,-.4 -.485,-.21 -.475,-.03 -.42,.12 -.3,.24 -.2,.24 -.16,.1 -.1,-.01
          0,-.02 .08,-.1 .15,-.18 .24,-.25`),
        strands: {
          from: drawn('.32,-.32 .12,-.16 -.06,-.02 -.2,.2'),
          to: drawn('.2,-.5 -.2,-.49 -.45,-.16 -.26,.2'),
          count: 12,
        },
      },
      ...plait(drawn('-.24,.18 -.26,.28 -.26,.38 -.25,.48 -.24,.58 -.23,.68 -.23,.78'), 0.068),
    ],
  },
  back: {
    over: [
      ...both({
        outline: drawn('0,-.558! .22,-.51 .34,-.37 .375,-.2 .365,-.02 .345,.14 .3,.24 .14,.27 0,.26!'),
        strands: {
          from: drawn('.03,-.3 .1,-.1 .16,.08 .26,.18'),
          to: drawn('.04,-.52 .25,-.43 .345,-.18 .31,.18'),
          count: 9,
        },
      }),
      ...plait(drawn('.29,.18 .31,.28 .32,.38 .32,.48 .31,.58 .3,.68 .29,.78'), 0.066),
      ...plait(drawn('-.29,.18 -.31,.28 -.32,.38 -.32,.48 -.31,.58 -.3,.68 -.29,.78'), 0.066),
    ],
  },
};
