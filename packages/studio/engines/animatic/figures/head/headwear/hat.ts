import { drawn, mirrored, symmetric } from '../curve.ts';
import type { Headwear, WearView } from './headwear.ts';

const crown = {
  outline: symmetric(drawn('0,-.72 .1,-.75 .24,-.73 .31,-.62 .35,-.4 .36,-.26 .2,-.22 0,-.21')),
  folds: [drawn('-.12,-.72 0,-.66 .12,-.72')],
};
const band = { outline: symmetric(drawn('0,-.33 .2,-.34 .352,-.37! .365,-.26! .2,-.225 0,-.215')), shade: -0.55 };
const brim = { outline: symmetric(drawn('0,-.27 .25,-.3 .45,-.34 .58,-.3! .45,-.2 .22,-.15 0,-.14')), shade: -0.12 };

const side: WearView = {
  over: [
    {
      outline: drawn(
        '-.36,-.22 -.36,-.45 -.31,-.66 -.18,-.74 .02,-.68 .2,-.75 .29,-.66 .34,-.45 .37,-.26 .1,-.22 -.15,-.19',
      ),
      folds: [drawn('-.1,-.7 .04,-.62 .16,-.7')],
    },
    { outline: drawn('-.37,-.33! -.1,-.3 .2,-.34 .365,-.38! .38,-.25 .1,-.21 -.2,-.17 -.39,-.2'), shade: -0.55 },
    {
      outline: drawn('-.62,-.26! -.46,-.29 -.2,-.25 .1,-.28 .36,-.32 .56,-.3! .44,-.19 .15,-.14 -.2,-.11 -.46,-.15'),
      shade: -0.12,
    },
  ],
};

/** A felt hat with a brim. */
export const hat: Headwear = {
  covers: -0.19,
  colour: () => '#6a5442',
  views: {
    front: { over: [crown, band, brim] },
    'three-quarter': side,
    profile: {
      over: side.over.map((piece) => ({
        ...piece,
        outline: piece.outline.map(([x, y, corner]) =>
          corner ? ([x * 1.06 - 0.03, y, corner] as const) : ([x * 1.06 - 0.03, y] as const),
        ),
      })),
    },
    back: { over: [{ ...crown, outline: mirrored(crown.outline) }, band, { ...brim, shade: -0.25 }] },
  },
};
