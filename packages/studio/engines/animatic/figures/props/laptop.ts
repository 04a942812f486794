import type { PropPainter } from './prop-kit.ts';

/** A laptop, open, its screen alight. */
export const laptop: PropPainter = ({ solid, flat, mark, shine, fine }) => {
  shine(0, -0.12, 0.7, 0.2);
  solid('M-.4 -.36Q-.4 -.4 -.36 -.4L.36 -.4Q.4 -.4 .4 -.36L.4 .16L-.4 .16Z', '#3a3f4a');
  flat('M-.37 -.36h.74v.48h-.74Z', '#5f8cc4', 0.82);
  flat('M-.37 -.36h.74v.07h-.74Z', '#2f4a78', 0.6);
  if (fine) {
    flat('M-.33 -.24h.3v.3h-.3Z', '#f0f5fc', 0.9, 0.9);
    mark('M-.29 -.19h.2M-.29 -.14h.22M-.29 -.09h.16M-.29 -.04h.21', '#44526e', 0.4, 0.014, 0.8);
    flat('M.02 -.02h.06v.08h-.06ZM.12 -.1h.06v.16h-.06ZM.22 -.18h.06v.24h-.06Z', '#f3c56a', 0.8);
  }
  flat('M-.37 -.36L-.05 -.36L-.3 .12L-.37 .12Z', '#ffffff', 1, 0.1);
  solid('M-.4 .16L.4 .16L.5 .36Q.5 .4 .46 .4L-.46 .4Q-.5 .4 -.5 .36Z', '#b4bcc8', { left: -0.5, right: 0.5 });
  flat('M-.34 .19L.34 .19L.39 .28L-.39 .28Z', '#454b58', 0.4);
  if (fine)
    mark(
      'M-.35 .215h.7M-.365 .245h.73M-.24 .19l-.03 .09M-.12 .19l-.015 .09M0 .19v.09M.12 .19l.015 .09M.24 .19l.03 .09',
      '#8c94a4',
      0.5,
      0.007,
    );
  flat('M-.1 .3L.1 .3L.115 .36L-.115 .36Z', '#98a0ae', 0.5);
};
