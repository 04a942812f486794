import { drawn, symmetric } from '../curve.ts';
import type { Animal } from './animal.ts';

export const bear: Animal = {
  coat: '#7d5236',
  dark: '#3a2214',
  head: symmetric(drawn('0,-.46 .22,-.44 .38,-.3 .46,-.06 .47,.16 .4,.36 .24,.48 0,.51')),
  marks: [
    {
      outline: drawn('.2,-.42 .24,-.58 .38,-.62 .5,-.5 .49,-.34 .4,-.2'),
      colour: '#6d4529',
      depth: -0.02,
      pair: true,
      behind: true,
    },
    {
      outline: drawn('.29,-.42 .32,-.52 .4,-.52 .44,-.42 .4,-.32'),
      colour: '#b98a66',
      depth: 0,
      pair: true,
      behind: true,
    },
  ],
  eye: { x: 0.17, y: -0.05, radius: 0.07, iris: '#3c2414', white: '#fdf3e6', slit: false, lid: '#714930' },
  muzzle: {
    kind: 'muzzle',
    y: 0.22,
    width: 0.2,
    height: 0.18,
    depth: 0.36,
    colour: '#d9b48c',
    nose: '#241619',
    noseWidth: 0.08,
    whiskers: false,
    teeth: false,
  },
};
