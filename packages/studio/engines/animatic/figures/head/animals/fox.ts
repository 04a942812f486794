import { drawn, symmetric } from '../curve.ts';
import type { Animal } from './animal.ts';

export const fox: Animal = {
  coat: '#d9682a',
  dark: '#5c2513',
  head: symmetric(drawn('0,-.42 .18,-.42 .34,-.26 .42,-.02 .55,.16! .44,.22 .46,.3! .3,.36 .15,.46 0,.5')),
  marks: [
    { outline: drawn('.08,-.36! .28,-.82! .42,-.44 .41,-.12!'), colour: '#b94f1e', depth: 0, pair: true, behind: true },
    { outline: drawn('.22,-.62 .28,-.82! .35,-.62 .3,-.56'), colour: '#3a2020', depth: 0, pair: true, behind: true },
    { outline: drawn('.18,-.38 .27,-.56 .35,-.4 .34,-.22'), colour: '#f3d2b4', depth: 0.03, pair: true, behind: true },
    {
      outline: drawn('0,.26 .06,.08 .16,.1 .32,.12 .52,.16! .42,.28 .28,.37 .12,.47 0,.5'),
      colour: '#fbeedd',
      depth: 0.18,
      pair: true,
    },
  ],
  eye: { x: 0.18, y: -0.02, radius: 0.085, iris: '#d99a2c', white: '#fffbe9', slit: true, lid: '#cc5f26' },
  muzzle: {
    kind: 'muzzle',
    y: 0.28,
    width: 0.125,
    height: 0.14,
    depth: 0.44,
    colour: '#fdf3e4',
    nose: '#2a1a1c',
    noseWidth: 0.055,
    whiskers: true,
    teeth: false,
  },
};
