import type { PropPainter } from './prop-kit.ts';

/** A bottle of green glass with a label. */
export const bottle: PropPainter = ({ solid, flat, mark, fine }) => {
  solid(
    'M-.06 -.5L.06 -.5L.06 -.26C.07 -.18 .16 -.14 .16 -.02L.16 .46Q.16 .5 .12 .5L-.12 .5Q-.16 .5 -.16 .46L-.16 -.02C-.16 -.14 -.07 -.18 -.06 -.26Z',
    '#2f5a40',
    { left: -0.16, right: 0.16, swing: 0.36 },
  );
  flat('M-.065 -.5h.13v.1h-.13Z', '#8c2f2c', 0.56);
  solid('M-.158 .06L.158 .06L.158 .32L-.158 .32Z', '#efe5cc', { left: -0.16, right: 0.16, rim: 0 });
  if (fine) {
    mark('M-.09 .13h.18M-.11 .18h.22M-.06 .23h.12', '#6b4a30', 0.35, 0.014);
    mark('M-.13 .09h.26M-.13 .29h.26', '#b08a3a', 0.5, 0.008);
  }
  mark('M-.1 -.05C-.12 0 -.12 .02 -.12 .04M-.12 .36L-.12 .44M-.03 -.38L-.03 -.28', '#e8fff0', 0.95, 0.022, 0.75);
};
