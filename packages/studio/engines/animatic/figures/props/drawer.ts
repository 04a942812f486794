import type { PropPainter } from './prop-kit.ts';

/** A drawer, pulled out, with papers in it. */
export const drawer: PropPainter = ({ solid, flat, mark, fine }) => {
  solid('M-.48 -.3L.48 -.3L.48 .1L-.48 .1Z', '#3c2a1e', { base: 0.3 });
  flat('M-.42 -.18L.42 -.18L.48 .08L-.48 .08Z', '#22160f', 0.2);
  solid('M-.3 -.22L.08 -.26L.14 .06L-.26 .06Z', '#f0e8d6', { swing: 0.14, rim: 0, base: 0.48 });
  if (fine) mark('M-.22 -.17L.02 -.195M-.21 -.12L.04 -.145M-.2 -.07L.02 -.09', '#4a4858', 0.3, 0.01, 0.6);
  solid('M.16 -.16L.38 -.14L.4 .06L.18 .06Z', '#8a3036', { left: 0.16, right: 0.4 });
  solid('M-.5 .06L.5 .06L.5 .42Q.5 .45 .47 .45L-.47 .45Q-.5 .45 -.5 .42Z', '#8c5f3c', { left: -0.5, right: 0.5 });
  mark('M-.43 .12L.43 .12L.43 .39L-.43 .39Z', '#5a3820', 0.32, 0.014);
  if (fine) mark('M-.4 .18C-.2 .16 .1 .21 .4 .17M-.4 .33C-.1 .36 .1 .31 .4 .34', '#5a3820', 0.36, 0.008, 0.5);
  mark('M-.11 .24C-.1 .32 .1 .32 .11 .24', '#7a5c20', 0.36, 0.05);
  mark('M-.11 .235C-.1 .31 .1 .31 .11 .235', '#e2bd5c', 0.68, 0.026);
};
