import type { PropPainter } from './prop-kit.ts';

/** A cigarette, alight at its right end, with smoke. */
export const cigarette: PropPainter = ({ solid, flat, mark, shine }) => {
  solid('M-.48 -.06L-.2 -.06L-.2 .06L-.48 .06Q-.5 .06 -.5 .04L-.5 -.04Q-.5 -.06 -.48 -.06Z', '#d69a55', {
    left: -0.5,
    right: -0.2,
  });
  solid('M-.2 -.06L.4 -.06L.4 .06L-.2 .06Z', '#f6f2ea', { left: -0.2, right: 0.4, base: 0.56, rim: 0 });
  flat('M.4 -.06L.46 -.05Q.49 0 .46 .05L.4 .06Z', '#8c8884', 0.5);
  flat('M.38 -.06L.42 -.06L.42 .06L.38 .06Z', '#ff6a2a', 1);
  shine(0.42, 0, 0.2, 0.55);
  mark('M.46 -.08C.54 -.2 .38 -.28 .46 -.42C.5 -.5 .44 -.56 .48 -.66', '#ffffff', 0.8, 0.03, 0.3);
};
