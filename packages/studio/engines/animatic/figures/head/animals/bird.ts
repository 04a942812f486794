import { drawn, symmetric } from '../curve.ts';
import type { Animal } from './animal.ts';

export const bird: Animal = {
  coat: '#4f8fb8',
  dark: '#1f3f5e',
  head: symmetric(drawn('0,-.48 .19,-.45 .35,-.32 .42,-.08 .41,.16 .34,.36 .2,.47 0,.5')),
  marks: [
    {
      outline: drawn('-.06,-.44 -.14,-.66! -.03,-.58 .0,-.76! .06,-.58 .15,-.68! .07,-.44'),
      colour: '#3b759e',
      depth: 0,
      behind: true,
    },
    {
      outline: drawn('.02,.1 .1,-.14 .26,-.16 .36,0 .32,.24 .14,.36 0,.34'),
      colour: '#f5efe2',
      depth: 0.18,
      pair: true,
    },
    { outline: drawn('-.26,.5 -.2,.36 0,.31 .2,.36 .26,.5'), colour: '#e98a4a', depth: 0.14 },
  ],
  eye: { x: 0.19, y: -0.02, radius: 0.09, iris: '#2a2026', white: '#fffdf6', slit: false, lid: '#4684ac' },
  muzzle: {
    kind: 'beak',
    y: 0.18,
    width: 0.1,
    height: 0.12,
    depth: 0.36,
    colour: '#efa63a',
    nose: '#f0a437',
    noseWidth: 0.05,
    whiskers: false,
    teeth: false,
  },
};
