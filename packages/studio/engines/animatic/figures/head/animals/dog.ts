import { drawn, symmetric } from '../curve.ts';
import type { Animal } from './animal.ts';

export const dog: Animal = {
  coat: '#c99a66',
  dark: '#6b4526',
  head: symmetric(drawn('0,-.48 .2,-.46 .35,-.34 .4,-.1 .39,.14 .32,.34 .18,.47 0,.5')),
  marks: [
    { outline: drawn('.06,-.2 .15,-.3 .3,-.2 .34,0 .26,.14 .1,.1'), colour: '#8a5a34', depth: 0.2 },
    { outline: drawn('-.05,-.5 .05,-.5 .045,-.1 .09,.12 -.09,.12 -.045,-.1'), colour: '#f6e6cc', depth: 0.26 },
    {
      outline: drawn('.22,-.46 .4,-.44 .52,-.24 .53,.06 .46,.24 .38,.2 .36,-.06 .28,-.26'),
      colour: '#7d4f2d',
      depth: -0.02,
      pair: true,
      behind: true,
    },
  ],
  eye: { x: 0.175, y: -0.04, radius: 0.085, iris: '#5e3a1c', white: '#fff9f0', slit: false, lid: '#b98a58' },
  muzzle: {
    kind: 'muzzle',
    y: 0.24,
    width: 0.2,
    height: 0.18,
    depth: 0.38,
    colour: '#f8ead3',
    nose: '#2c2023',
    noseWidth: 0.075,
    whiskers: false,
    teeth: false,
  },
};
