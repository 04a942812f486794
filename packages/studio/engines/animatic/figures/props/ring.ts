import type { PropPainter } from './prop-kit.ts';

/** A ring with a stone, in its box. */
export const ring: PropPainter = ({ solid, flat, mark, shine }) => {
  solid('M-.42 -.02L.42 -.02L.42 .42Q.42 .48 .36 .48L-.36 .48Q-.42 .48 -.42 .42Z', '#5b2138');
  solid('M-.4 -.46Q-.4 -.5 -.36 -.5L.36 -.5Q.4 -.5 .4 -.46L.42 -.02L-.42 -.02Z', '#3c1426', { base: 0.42 });
  flat('M-.34 -.42L.34 -.42L.36 -.06L-.36 -.06Z', '#d9c4cc', 0.62);
  flat('M-.36 .02L.36 .02L.33 .2L-.33 .2Z', '#f1e3e8', 0.62);
  mark('M-.13 .1C-.2 -.2 .2 -.2 .13 .1', '#8c6a1e', 0.4, 0.06);
  mark('M-.13 .1C-.2 -.2 .2 -.2 .13 .1', '#e5bd52', 0.68, 0.036);
  solid('M-.1 -.22L-.05 -.28L.05 -.28L.1 -.22L0 -.09Z', '#cfeaf6', { base: 0.74, left: -0.1, right: 0.1 });
  mark('M-.1 -.22L.1 -.22M-.05 -.28L0 -.22L.05 -.28M0 -.22L0 -.09', '#ffffff', 1, 0.01, 0.9);
  shine(0, -0.22, 0.3, 0.6);
};
