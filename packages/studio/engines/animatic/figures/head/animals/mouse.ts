import { drawn, symmetric } from '../curve.ts';
import type { Animal } from './animal.ts';

export const mouse: Animal = {
  coat: '#a89a98',
  dark: '#5d5052',
  head: symmetric(drawn('0,-.42 .18,-.41 .33,-.28 .39,-.06 .38,.14 .28,.34 .14,.47 0,.5')),
  marks: [
    {
      outline: drawn('.18,-.3 .2,-.54 .36,-.7 .55,-.66 .63,-.46 .56,-.26 .38,-.16'),
      colour: '#998a89',
      depth: -0.02,
      pair: true,
      behind: true,
    },
    {
      outline: drawn('.28,-.34 .31,-.5 .42,-.6 .53,-.56 .55,-.42 .48,-.3'),
      colour: '#ecb3ab',
      depth: 0,
      pair: true,
      behind: true,
    },
    { outline: drawn('0,.12 .14,.1 .28,.2 .2,.4 0,.5'), colour: '#efe4de', depth: 0.22, pair: true },
  ],
  eye: { x: 0.175, y: -0.01, radius: 0.09, iris: '#2e1c1c', white: '#fff8f4', slit: false, lid: '#9d8f8d' },
  muzzle: {
    kind: 'muzzle',
    y: 0.27,
    width: 0.125,
    height: 0.115,
    depth: 0.42,
    colour: '#f6ece6',
    nose: '#e0868a',
    noseWidth: 0.045,
    whiskers: true,
    teeth: true,
  },
};
