import type { PropPainter } from './prop-kit.ts';

/** A table lamp, lit. */
export const lamp: PropPainter = ({ solid, flat, mark, shine }) => {
  shine(0, -0.16, 0.8, 0.5);
  solid('M-.03 .04L.03 .04L.04 .3L-.04 .3Z', '#b08a4a', { left: -0.04, right: 0.04 });
  solid('M-.1 .3C-.02 .24 .02 .24 .1 .3C.16 .36 .2 .4 .2 .47L-.2 .47C-.2 .4 -.16 .36 -.1 .3Z', '#3f6a72', {
    left: -0.2,
    right: 0.2,
  });
  solid('M-.18 -.46L.18 -.46L.36 .05L-.36 .05Z', '#f6d79a', { base: 0.86, swing: 0.1, left: -0.36, right: 0.36 });
  flat('M-.36 .05C-.3 .1 .3 .1 .36 .05C.3 .02 -.3 .02 -.36 .05Z', '#fff3cf', 1);
  mark('M-.18 -.46L.18 -.46M-.36 .05C-.3 .095 .3 .095 .36 .05', '#b07a3a', 0.5, 0.014);
  shine(0, -0.1, 0.42, 0.45);
};
