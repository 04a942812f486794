import type { PropPainter } from './prop-kit.ts';

/** A kitchen knife, pointing right. */
export const knife: PropPainter = ({ solid, flat, mark }) => {
  solid('M-.1 -.09L.3 -.085C.42 -.07 .49 -.01 .5 .04C.36 .1 .1 .1 -.1 .09Z', '#c9d2da', {
    left: -0.1,
    right: 0.5,
    swing: 0.36,
  });
  flat('M-.1 .04L.49 .045C.36 .1 .1 .1 -.1 .09Z', '#f2f7fa', 0.86, 0.8);
  mark('M-.06 -.06L.3 -.055', '#ffffff', 1, 0.014, 0.8);
  solid(
    'M-.48 -.075Q-.5 -.08 -.5 -.04L-.5 .06Q-.5 .1 -.46 .095L-.12 .085Q-.1 .08 -.1 .06L-.1 -.07Q-.1 -.09 -.12 -.09Z',
    '#4a2c1e',
    { left: -0.5, right: -0.1 },
  );
  for (const x of [-0.42, -0.3, -0.18])
    flat(`M${x - 0.02} 0a.02 .02 0 1 0 .04 0a.02 .02 0 1 0 -.04 0Z`, '#d9c9a0', 0.66);
};
