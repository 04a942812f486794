import { between, drawn, symmetric } from '../curve.ts';
import { blend } from '../pigment.ts';
import type { Headwear, Piece } from './headwear.ts';

const dome: Piece = {
  outline: symmetric(drawn('0,-.655 .16,-.63 .31,-.52 .385,-.34 .385,-.2 0,-.22')),
  folds: between(drawn('-.05,-.64 -.27,-.48 -.33,-.24'), drawn('.05,-.64 .27,-.48 .33,-.24'), 8),
};
const cuff: Piece = {
  outline: symmetric(drawn('0,-.33 .2,-.325 .385,-.3! .405,-.23 .39,-.15! .2,-.175 0,-.185')),
  shade: 0.12,
  folds: between(drawn('-.36,-.3 -.365,-.16'), drawn('.36,-.3 .365,-.16'), 15),
};

/** A knitted cap. */
export const beanie: Headwear = {
  covers: -0.17,
  colour: (clothes) => blend(clothes, '#b8483c', 0.55),
  views: {
    front: { over: [dome, cuff] },
    'three-quarter': {
      over: [
        {
          outline: drawn('.37,-.26 .36,-.4 .26,-.56 .06,-.65 -.16,-.65 -.35,-.53 -.45,-.33 -.46,-.12 -.2,-.18'),
          folds: between(drawn('-.08,-.65 -.36,-.46 -.42,-.16'), drawn('.02,-.65 .25,-.5 .32,-.28'), 8),
        },
        {
          outline: drawn(
            '-.465,-.22! -.2,-.28 .1,-.33 .37,-.34! .385,-.25 .37,-.17! .1,-.175 -.2,-.13 -.46,-.05! -.485,-.13',
          ),
          shade: 0.12,
          folds: between(drawn('-.44,-.21 -.44,-.07'), drawn('.35,-.33 .355,-.18'), 14),
        },
      ],
    },
    profile: {
      over: [
        {
          outline: drawn('.385,-.27 .37,-.42 .25,-.58 .03,-.66 -.2,-.645 -.39,-.52 -.495,-.31 -.5,-.1 -.2,-.18'),
          folds: between(drawn('-.08,-.65 -.4,-.45 -.46,-.14'), drawn('.0,-.65 .26,-.5 .34,-.29'), 8),
        },
        {
          outline: drawn(
            '-.505,-.2! -.2,-.27 .1,-.33 .385,-.35! .405,-.26 .39,-.18! .1,-.18 -.2,-.12 -.49,-.03! -.525,-.11',
          ),
          shade: 0.12,
          folds: between(drawn('-.47,-.19 -.47,-.05'), drawn('.365,-.34 .37,-.19'), 14),
        },
      ],
    },
    back: {
      over: [
        { ...dome, outline: symmetric(drawn('0,-.655 .16,-.63 .31,-.52 .385,-.34 .39,-.12 0,-.1')) },
        {
          ...cuff,
          outline: symmetric(drawn('0,-.2 .2,-.2 .385,-.22! .405,-.14 .385,-.06! .2,-.03 0,-.025')),
          folds: between(drawn('-.36,-.21 -.36,-.06'), drawn('.36,-.21 .36,-.06'), 15),
        },
      ],
    },
  },
};
