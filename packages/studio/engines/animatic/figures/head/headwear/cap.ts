import { drawn, symmetric } from '../curve.ts';
import { blend } from '../pigment.ts';
import type { Headwear } from './headwear.ts';

export const cap: Headwear = {
  covers: -0.2,
  colour: (clothes) => blend(clothes, '#2a3350', 0.4),
  views: {
    front: {
      over: [
        {
          outline: symmetric(drawn('0,-.62 .18,-.595 .33,-.48 .39,-.3 .388,-.2 .2,-.25 0,-.265')),
          folds: [
            drawn('0,-.62 .0,-.26'),
            drawn('-.03,-.615 -.19,-.48 -.22,-.25'),
            drawn('.03,-.615 .19,-.48 .22,-.25'),
          ],
        },
        { outline: symmetric(drawn('0,-.275 .2,-.26 .345,-.21 .37,-.14! .2,-.165 0,-.175')), shade: -0.25 },
      ],
    },
    'three-quarter': {
      over: [
        {
          outline: drawn(
            '.36,-.24 .37,-.34 .3,-.5 .12,-.61 -.1,-.615 -.3,-.53 -.42,-.36 -.455,-.16 -.43,-.1 -.2,-.17 .1,-.25',
          ),
          folds: [drawn('.06,-.615 .2,-.45 .22,-.27'), drawn('.02,-.615 -.12,-.45 -.16,-.19')],
        },
        {
          outline: drawn('-.06,-.235 .12,-.275 .3,-.265 .44,-.2 .52,-.12! .36,-.145 .16,-.165 -.0,-.17'),
          shade: -0.25,
        },
      ],
    },
    profile: {
      over: [
        {
          outline: drawn(
            '.385,-.26 .375,-.4 .27,-.55 .06,-.625 -.18,-.6 -.38,-.48 -.49,-.28 -.5,-.12 -.44,-.09 -.1,-.18 .2,-.24',
          ),
          folds: [drawn('-.02,-.62 .1,-.45 .14,-.23')],
        },
        { outline: drawn('.1,-.235 .3,-.28 .46,-.25 .62,-.16! .45,-.18 .25,-.19'), shade: -0.25 },
      ],
    },
    back: {
      over: [
        {
          outline: symmetric(drawn('0,-.62 .18,-.595 .33,-.48 .39,-.3 .392,-.12 .2,-.06 0,-.05')),
          folds: [drawn('0,-.62 0,-.06'), drawn('-.03,-.615 -.2,-.45 -.22,-.07'), drawn('.03,-.615 .2,-.45 .22,-.07')],
        },
        { outline: symmetric(drawn('0,-.16 .09,-.13 .11,-.06 0,-.05')), shade: -0.5 },
      ],
    },
  },
};
