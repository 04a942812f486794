import { drawn, symmetric } from '../curve.ts';
import type { Animal } from './animal.ts';

export const rabbit: Animal = {
  coat: '#d8c8b6',
  dark: '#7d6654',
  head: symmetric(drawn('0,-.46 .18,-.44 .33,-.3 .39,-.06 .43,.16 .39,.34 .24,.46 0,.5')),
  marks: [
    {
      outline: drawn('.04,-.38 .05,-.75 .12,-1.02 .22,-1.06 .28,-.9 .27,-.6 .22,-.34'),
      colour: '#cbb9a5',
      depth: -0.02,
      pair: true,
      behind: true,
    },
    {
      outline: drawn('.11,-.45 .11,-.75 .16,-.95 .2,-.95 .225,-.75 .19,-.45'),
      colour: '#eeb4a8',
      depth: 0,
      pair: true,
      behind: true,
    },
    { outline: drawn('.02,.16 .2,.12 .36,.2 .32,.38 .16,.47 0,.5'), colour: '#f8f0e6', depth: 0.2, pair: true },
  ],
  eye: { x: 0.2, y: -0.01, radius: 0.092, iris: '#6a4030', white: '#fffaf4', slit: false, lid: '#cdbba8' },
  muzzle: {
    kind: 'muzzle',
    y: 0.25,
    width: 0.16,
    height: 0.12,
    depth: 0.32,
    colour: '#fffaf2',
    nose: '#d98a86',
    noseWidth: 0.042,
    whiskers: true,
    teeth: true,
  },
};
