import type { PropPainter } from './prop-kit.ts';

/** The back of a phone that is held to an ear. */
export const handset: PropPainter = ({ solid, flat }) => {
  solid(
    'M-.14 -.5L.14 -.5Q.19 -.5 .19 -.45L.19 .45Q.19 .5 .14 .5L-.14 .5Q-.19 .5 -.19 .45L-.19 -.45Q-.19 -.5 -.14 -.5Z',
    '#2b303a',
    { left: -0.19, right: 0.19 },
  );
  flat('M-.13 -.43L-.02 -.43L-.02 -.26L-.13 -.26Z', '#11141a', 0.3);
  flat('M-.1 -.39a.03 .03 0 1 0 .06 0a.03 .03 0 1 0 -.06 0Z', '#6f8ab0', 0.6);
};
