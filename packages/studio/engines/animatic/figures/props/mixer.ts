import type { PropPainter } from './prop-kit.ts';

/** A mixing desk with faders and lights. */
export const mixer: PropPainter = ({ solid, flat, mark, shine }) => {
  solid('M-.44 -.2L.44 -.2L.5 .36Q.5 .4 .46 .4L-.46 .4Q-.5 .4 -.5 .36Z', '#30343e', { left: -0.5, right: 0.5 });
  flat('M-.41 -.16L.41 -.16L.45 .33L-.45 .33Z', '#454b58', 0.44);
  for (let index = 0; index < 6; index++) {
    const x = -0.34 + index * 0.115;
    mark(`M${x} .06L${x - 0.008 + index * 0.003} .28`, '#14161b', 0.2, 0.018);
    const y = 0.11 + ((index * 37) % 11) * 0.012;
    flat(`M${x - 0.032} ${y}h.064v.045h-.064Z`, '#e8e4dc', 0.7);
    flat(`M${x - 0.022} -.04a.022 .022 0 1 0 .044 0a.022 .022 0 1 0 -.044 0Z`, index % 2 ? '#d8a23c' : '#5aa0c8', 0.66);
    flat(`M${x - 0.02} -.1a.02 .02 0 1 0 .04 0a.02 .02 0 1 0 -.04 0Z`, '#c8ccd4', 0.6);
  }
  for (let index = 0; index < 5; index++)
    flat(`M.37 ${0.26 - index * 0.05}h.03v.035h-.03Z`, index < 3 ? '#5fd06a' : index < 4 ? '#f0c23e' : '#e24a3a', 0.85);
  shine(0.385, 0.18, 0.16, 0.35);
};
