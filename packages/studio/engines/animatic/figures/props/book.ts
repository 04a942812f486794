import type { PropPainter } from './prop-kit.ts';

/** A bound book, standing a little open. */
export const book: PropPainter = ({ solid, flat, mark, fine }) => {
  solid('M-.32 -.44L.3 -.48L.34 .42L-.3 .48Z', '#efe6d2', { swing: 0.16, rim: 0 });
  if (fine) mark('M.305 -.4L.325 .36M.29 -.42L.31 .39M.275 -.43L.295 .41', '#b9a988', 0.45, 0.006, 0.8);
  solid(
    'M-.4 -.46L.24 -.5Q.27 -.5 .27 -.47L.29 .4Q.29 .44 .26 .44L-.36 .5Q-.42 .5 -.42 .44L-.44 -.42Q-.44 -.46 -.4 -.46Z',
    '#7c2f36',
  );
  flat('M-.44 -.42Q-.44 -.46 -.4 -.46L-.33 -.465L-.31 .495L-.36 .5Q-.42 .5 -.42 .44Z', '#5c1f28', 0.34);
  mark('M-.24 -.39L.2 -.42L.22 .34L-.22 .39Z', '#d9b45a', 0.62, 0.014);
  if (fine) {
    flat('M-.01 -.18L.06 -.08L.0 .04L-.07 -.06Z', '#d9b45a', 0.66);
    mark('M-.14 .16L.12 .14M-.1 .22L.08 .205', '#d9b45a', 0.6, 0.02);
  }
  mark('M.1 .43L.1 .56', '#c9a24a', 0.6, 0.03);
};
