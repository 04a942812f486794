import type { PropPainter } from './prop-kit.ts';

/** A folder of papers. */
export const folder: PropPainter = ({ solid, flat, mark, fine }) => {
  flat('M-.36 -.42L.38 -.44L.4 .34L-.34 .36Z', '#d9cfba', 0.5);
  solid('M-.34 -.4L.34 -.46L.38 .36L-.32 .4Z', '#f4efe2', { swing: 0.12, rim: 0 });
  if (fine) mark('M-.24 -.32L.2 -.355M-.24 -.27L.26 -.31', '#4c4a55', 0.3, 0.012, 0.6);
  solid('M-.42 -.3L-.12 -.32L-.06 -.24L.42 -.27L.4 .46L-.4 .48Z', '#d9a94e', { swing: 0.2 });
  mark('M-.4 .42L.39 .4', '#8c6420', 0.34, 0.01, 0.6);
  flat('M-.2 -.08L.22 -.1L.225 .08L-.195 .1Z', '#f5efdd', 0.62);
  if (fine) mark('M-.14 -.02L.15 -.035M-.14 .04L.08 .03', '#7a2b2b', 0.36, 0.018, 0.8);
};
