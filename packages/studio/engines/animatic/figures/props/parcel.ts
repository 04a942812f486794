import type { PropPainter } from './prop-kit.ts';

/** A parcel in brown paper, tied with string. */
export const parcel: PropPainter = ({ solid, flat, mark, fine }) => {
  solid('M-.42 -.22L.06 -.34L.44 -.2L.44 .32L-.04 .46L-.42 .3Z', '#b98d5f');
  flat('M-.42 -.22L.06 -.34L.44 -.2L-.04 -.07Z', '#d9b283', 0.68);
  flat('M-.04 -.07L.44 -.2L.44 .32L-.04 .46Z', '#a0754a', 0.42);
  mark('M-.2 -.28L.24 -.13L.24 .39M.2 -.27L-.25 -.14L-.25 .37M-.42 .06L-.04 .2L.44 .07', '#f0e2c4', 0.62, 0.018);
  mark(
    'M-.01 -.2C-.2 -.38 -.26 -.24 -.01 -.2C.16 -.4 .26 -.26 -.01 -.2L-.12 -.1M-.01 -.2L.1 -.12',
    '#f0e2c4',
    0.74,
    0.02,
  );
  if (fine) mark('M-.36 .1L-.24 .15M-.35 .15L-.2 .2', '#5a4028', 0.3, 0.012, 0.6);
};
