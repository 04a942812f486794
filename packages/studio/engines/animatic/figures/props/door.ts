import type { PropPainter } from './prop-kit.ts';

/** A door, ajar: light falls through. */
export const door: PropPainter = ({ solid, flat, shine }) => {
  solid('M-.34 -.5L.34 -.5L.34 .5L-.34 .5Z', '#4a3626', { swing: 0.16 });
  flat('M-.27 -.44h.54v.94h-.54Z', '#ffdf9a', 0.95);
  solid('M-.27 -.44L.14 -.4L.14 .47L-.27 .5Z', '#8c5a38', { left: -0.27, right: 0.14 });
  for (const [top, bottom] of [
    [-0.34, -0.04],
    [0.06, 0.4],
  ] as const) {
    flat(`M-.21 ${top}L.08 ${top + 0.025}L.08 ${bottom - 0.015}L-.21 ${bottom}Z`, '#5e3820', 0.32);
    flat(`M-.195 ${top + 0.03}L.07 ${top + 0.05}L.07 ${bottom - 0.03}L-.195 ${bottom - 0.02}Z`, '#9c6842', 0.52);
  }
  solid('M.07 .01a.03 .03 0 1 0 .06 0a.03 .03 0 1 0 -.06 0Z', '#e0b850', { base: 0.68, left: 0.07, right: 0.13 });
  shine(0.22, 0.05, 0.5, 0.35);
};
