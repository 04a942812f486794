import type { PropPainter } from './prop-kit.ts';

/** A microphone with a mesh head. */
export const microphone: PropPainter = ({ solid, flat, mark, fine }) => {
  solid('M-.1 -.08L.1 -.08L.07 .46Q.06 .5 0 .5Q-.06 .5 -.07 .46Z', '#2c2f38', { left: -0.1, right: 0.1 });
  solid('M-.17 -.3a.17 .19 0 1 0 .34 0a.17 .19 0 1 0 -.34 0Z', '#9aa3b0', { left: -0.17, right: 0.17, swing: 0.36 });
  if (fine)
    mark(
      'M-.15 -.38C-.05 -.34 .05 -.34 .15 -.38M-.17 -.31C-.05 -.27 .05 -.27 .17 -.31M-.16 -.23C-.05 -.19 .05 -.19 .16 -.23M-.09 -.46C-.07 -.36 -.07 -.24 -.09 -.14M0 -.49L0 -.12M.09 -.46C.07 -.36 .07 -.24 .09 -.14',
      '#4a505c',
      0.35,
      0.01,
      0.8,
    );
  solid('M-.15 -.16L.15 -.16L.13 -.06L-.13 -.06Z', '#c9a24a', { left: -0.15, right: 0.15 });
  flat('M-.025 .04h.05v.09h-.05Z', '#c23b34', 0.7);
};
