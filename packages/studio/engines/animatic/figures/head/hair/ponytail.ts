import { drawn } from '../curve.ts';
import { drawnBack } from './drawn-back.ts';
import type { HairStyle } from './hair.ts';

const tie = 0.16;

/** Drawn back and tied high; the tail swings behind. */
export const ponytail: HairStyle = {
  front: {
    behind: [
      {
        outline: drawn('.12,-.5 .26,-.58 .42,-.5 .48,-.28 .46,.02 .47,.28 .42,.48 .35,.3 .35,0 .3,-.3'),
        strands: {
          from: drawn('.2,-.48 .36,-.3 .39,.05 .4,.38'),
          to: drawn('.28,-.54 .44,-.36 .44,.02 .44,.38'),
          count: 5,
        },
        shade: 0.14,
      },
    ],
    over: [drawnBack.front],
  },
  'three-quarter': {
    behind: [
      {
        outline: drawn('-.3,-.38 -.4,-.44 -.55,-.36 -.62,-.14 -.6,.16 -.63,.4 -.57,.62 -.48,.4 -.46,.14 -.42,-.1'),
        strands: {
          from: drawn('-.38,-.34 -.48,-.16 -.5,.14 -.55,.5'),
          to: drawn('-.42,-.4 -.58,-.2 -.58,.14 -.58,.5'),
          count: 5,
        },
        shade: 0.14,
      },
    ],
    over: [drawnBack['three-quarter'], { outline: drawn('-.42,-.38 -.36,-.42 -.33,-.3 -.4,-.25'), shade: -tie }],
  },
  profile: {
    behind: [
      {
        outline: drawn(
          '-.38,-.34 -.5,-.42 -.66,-.34 -.74,-.1 -.71,.2 -.75,.44 -.67,.66 -.58,.44 -.57,.16 -.52,-.06 -.44,-.16',
        ),
        strands: {
          from: drawn('-.46,-.26 -.58,-.08 -.6,.2 -.65,.54'),
          to: drawn('-.5,-.38 -.69,-.16 -.68,.2 -.69,.54'),
          count: 6,
        },
        shade: 0.14,
      },
    ],
    over: [drawnBack.profile, { outline: drawn('-.5,-.36 -.44,-.4 -.4,-.26 -.46,-.2'), shade: -tie }],
  },
  back: {
    over: [
      {
        ...drawnBack.back,
        strands: { from: drawn('-.28,.12 -.26,-.06 -.04,-.25'), to: drawn('.28,.12 .26,-.06 .04,-.25'), count: 14 },
      },
      {
        outline: drawn('0,-.36 .1,-.3 .15,-.1 .13,.2 .16,.45 .08,.7 0,.78 -.09,.7 -.13,.45 -.1,.2 -.14,-.1 -.09,-.3'),
        strands: {
          from: drawn('-.05,-.28 -.1,-.05 -.08,.25 -.06,.66'),
          to: drawn('.05,-.28 .11,-.05 .1,.25 .07,.66'),
          count: 6,
        },
        shade: 0.08,
      },
      { outline: drawn('-.075,-.31 0,-.35 .075,-.31 .07,-.25 0,-.23 -.07,-.25'), shade: -tie },
    ],
  },
};
