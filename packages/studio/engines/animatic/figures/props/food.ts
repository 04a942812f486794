import type { PropPainter } from './prop-kit.ts';

/** A plate of food. */
export const food: PropPainter = ({ solid, flat, mark, fine }) => {
  solid('M-.5 .2C-.5 .06 .5 .06 .5 .2C.5 .36 .26 .42 0 .42C-.26 .42 -.5 .36 -.5 .2Z', '#eee8dc', {
    left: -0.5,
    right: 0.5,
  });
  flat('M-.4 .2C-.4 .1 .4 .1 .4 .2C.4 .3 -.4 .3 -.4 .2Z', '#f8f4ea', 0.68);
  solid('M-.3 .2C-.36 0 -.1 -.1 .04 -.02C.2 -.12 .38 .06 .28 .2C.14 .26 -.16 .26 -.3 .2Z', '#b5722f', {
    left: -0.3,
    right: 0.3,
  });
  mark('M-.2 .06C-.1 -.02 0 .02 .02 .08M.1 .02C.18 0 .24 .06 .24 .12', '#f0c27a', 0.7, 0.024, 0.7);
  solid('M-.32 .2C-.3 .1 -.18 .1 -.14 .2Z', '#4d8a44', { left: -0.32, right: -0.14, rim: 0 });
  solid('M.14 .21a.07 .07 0 1 0 .14 0a.07 .07 0 1 0 -.14 0Z', '#c63a30', { left: 0.14, right: 0.28 });
  if (fine) mark('M-.1 -.16C-.16 -.24 0 -.28 -.06 -.38M.08 -.16C.02 -.24 .16 -.28 .1 -.36', '#ffffff', 0.9, 0.02, 0.35);
};
