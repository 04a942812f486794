import type { PropPainter } from './prop-kit.ts';

/** A ball of red and white panels. */
export const ball: PropPainter = ({ solid, mark, within }) => {
  solid('M-.46 0a.46 .46 0 1 0 .92 0a.46 .46 0 1 0 -.92 0Z', '#e9e2d6', { left: -0.46, right: 0.46, swing: 0.36 });
  within('M-.46 0a.46 .46 0 1 0 .92 0a.46 .46 0 1 0 -.92 0Z', () => {
    solid('M0 -.5C.2 -.2 .2 .2 0 .5C-.2 .2 -.2 -.2 0 -.5Z', '#d0463c', { left: -0.46, right: 0.46, rim: 0 });
    solid('M-.5 -.34C-.3 -.2 -.3 .2 -.5 .34Z', '#d0463c', { base: 0.4, left: -0.5, right: 0.4, rim: 0 });
    solid('M.5 -.34C.3 -.2 .3 .2 .5 .34Z', '#d0463c', { base: 0.58, left: -0.4, right: 0.5, rim: 0 });
  });
  mark('M-.3 -.26C-.22 -.36 -.1 -.41 0 -.41', '#ffffff', 1, 0.04, 0.35);
};
