import { drawn, symmetric } from '../curve.ts';
import type { Animal } from './animal.ts';

export const squirrel: Animal = {
  coat: '#c0673a',
  dark: '#6d3019',
  head: symmetric(drawn('0,-.48 .2,-.44 .35,-.28 .4,-.05 .45,.14 .5,.26! .4,.31 .36,.38! .22,.44 .1,.49 0,.5')),
  marks: [
    {
      outline: drawn('.14,-.38 .2,-.62 .3,-.8! .38,-.6 .37,-.36 .3,-.22'),
      colour: '#a85530',
      depth: 0,
      pair: true,
      behind: true,
    },
    {
      outline: drawn('.23,-.42 .26,-.58 .31,-.7! .34,-.56 .33,-.38'),
      colour: '#e9b08c',
      depth: 0.02,
      pair: true,
      behind: true,
    },
    {
      outline: drawn('.05,.1 .2,.06 .36,.12 .46,.26! .34,.36 .2,.44 0,.5 0,.3'),
      colour: '#f4dcbd',
      depth: 0.22,
      pair: true,
    },
    { outline: drawn('-.05,-.5 0,-.3 .05,-.5'), colour: '#8d4424', depth: 0.2 },
  ],
  eye: { x: 0.2, y: 0.0, radius: 0.105, iris: '#5a3418', white: '#fffaf2', slit: false, lid: '#b8603a' },
  muzzle: {
    kind: 'muzzle',
    y: 0.28,
    width: 0.165,
    height: 0.13,
    depth: 0.33,
    colour: '#fbead2',
    nose: '#5b2a22',
    noseWidth: 0.05,
    whiskers: true,
    teeth: true,
  },
};
