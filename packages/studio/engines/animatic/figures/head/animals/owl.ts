import { drawn, symmetric } from '../curve.ts';
import type { Animal } from './animal.ts';

export const owl: Animal = {
  coat: '#8a6a4c',
  dark: '#48301f',
  head: symmetric(drawn('0,-.4 .16,-.42 .38,-.58! .42,-.36 .48,-.1 .48,.14 .42,.34 .28,.47 0,.52')),
  marks: [
    {
      outline: drawn('.03,.02 .06,-.22 .2,-.3 .37,-.22 .43,-.02 .38,.2 .22,.32 .06,.22'),
      colour: '#ead7b8',
      depth: 0.2,
      pair: true,
    },
    { outline: drawn('0,-.1 .06,-.3 .2,-.4 .38,-.5! .28,-.32 .12,-.22'), colour: '#5f4530', depth: 0.16, pair: true },
    { outline: drawn('-.14,.42 0,.3 .14,.42 .1,.52 -.1,.52'), colour: '#c9ac84', depth: 0.12 },
  ],
  eye: { x: 0.2, y: -0.02, radius: 0.145, iris: '#f0a32a', white: '#fff6dc', slit: false, lid: '#b59469' },
  muzzle: {
    kind: 'beak',
    y: 0.19,
    width: 0.075,
    height: 0.13,
    depth: 0.34,
    colour: '#e8b04a',
    nose: '#e0a23c',
    noseWidth: 0.05,
    whiskers: false,
    teeth: false,
  },
};
