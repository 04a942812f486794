import type { PropPainter } from './prop-kit.ts';

/** An open box of cardboard. */
export const box: PropPainter = ({ solid, flat, mark, fine }) => {
  solid('M-.44 -.12L.04 -.02L.04 .46L-.44 .34Z', '#b0834f', { base: 0.42, left: -0.44, right: 0.04 });
  solid('M.04 -.02L.44 -.14L.44 .32L.04 .46Z', '#c89a62', { left: 0.04, right: 0.44 });
  flat('M-.44 -.12L0 -.24L.44 -.14L.04 -.02Z', '#4e3720', 0.24);
  solid('M-.44 -.12L0 -.24L-.08 -.42L-.5 -.28Z', '#d6aa72', { base: 0.6, left: -0.5, right: 0 });
  solid('M.44 -.14L0 -.24L.1 -.42L.5 -.28Z', '#c2945c', { base: 0.5, left: 0, right: 0.5 });
  solid('M-.44 -.12L.04 -.02L-.04 .12L-.5 .02Z', '#d0a268', { base: 0.56, left: -0.5, right: 0 });
  mark('M.24 -.08L.24 .39', '#e8d2a4', 0.6, 0.05, 0.7);
  if (fine) mark('M-.34 .18L-.2 .215M-.34 .23L-.22 .26', '#5e4020', 0.3, 0.014, 0.6);
};
