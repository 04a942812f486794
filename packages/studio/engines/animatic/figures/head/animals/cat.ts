import { drawn, symmetric } from '../curve.ts';
import type { Animal } from './animal.ts';

export const cat: Animal = {
  coat: '#8f8b92',
  dark: '#45404a',
  head: symmetric(drawn('0,-.42 .2,-.42 .36,-.28 .43,-.04 .47,.14! .43,.22 .46,.3! .34,.38 .18,.48 0,.5')),
  marks: [
    { outline: drawn('.1,-.36! .3,-.72! .43,-.4 .42,-.12!'), colour: '#7b7780', depth: 0, pair: true, behind: true },
    { outline: drawn('.19,-.4 .3,-.6! .37,-.38 .36,-.24'), colour: '#e2a79c', depth: 0.03, pair: true, behind: true },
    { outline: drawn('-.02,-.42 .02,-.42 0,-.2!'), colour: '#56515c', depth: 0.22 },
    { outline: drawn('.09,-.41 .14,-.4 .09,-.22!'), colour: '#56515c', depth: 0.22, pair: true },
    { outline: drawn('.46,.06 .3,.1! .46,.12'), colour: '#56515c', depth: 0.16, pair: true },
    { outline: drawn('.46,.18 .32,.19! .46,.23'), colour: '#56515c', depth: 0.16, pair: true },
  ],
  eye: { x: 0.19, y: 0.0, radius: 0.1, iris: '#8fbf5a', white: '#f4ffe2', slit: true, lid: '#87838b' },
  muzzle: {
    kind: 'muzzle',
    y: 0.25,
    width: 0.15,
    height: 0.11,
    depth: 0.34,
    colour: '#f0ece8',
    nose: '#d8827c',
    noseWidth: 0.042,
    whiskers: true,
    teeth: false,
  },
};
