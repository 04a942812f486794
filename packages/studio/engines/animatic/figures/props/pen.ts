import type { PropPainter } from './prop-kit.ts';

/** A fountain pen, its nib down. */
export const pen: PropPainter = ({ solid, flat }) => {
  solid('M-.05 -.5L.05 -.5L.055 .26L-.055 .26Z', '#27324e', { left: -0.06, right: 0.06 });
  flat('M-.058 -.12L.058 -.12L.058 -.06L-.058 -.06Z', '#d9b45a', 0.66);
  flat('M-.045 .26L.045 .26L0 .5Z', '#d9b45a', 0.6);
};
