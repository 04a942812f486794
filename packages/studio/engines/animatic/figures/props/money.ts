import type { PropPainter } from './prop-kit.ts';

/** Banknotes, fanned. */
export const money: PropPainter = ({ solid, flat, mark, fine }) => {
  for (const [turn, lit] of [
    [-0.16, 0.42],
    [0, 0.5],
    [0.16, 0.6],
  ] as const) {
    const x = turn * 1.2;
    solid(
      `M${x - 0.3} ${-0.3 + turn * 0.3}L${x + 0.26} ${-0.34 - turn * 0.2}L${x + 0.3} ${0.28 - turn * 0.3}L${x - 0.26} ${0.34 + turn * 0.2}Z`,
      '#86a878',
      { base: lit, swing: 0.14, rim: 0.006 },
    );
    mark(
      `M${x - 0.23} ${-0.24 + turn * 0.3}L${x + 0.2} ${-0.27 - turn * 0.2}L${x + 0.235} ${0.21 - turn * 0.3}L${x - 0.2} ${0.265 + turn * 0.2}Z`,
      '#41643e',
      0.4,
      0.012,
      0.8,
    );
  }
  flat('M.09 0a.11 .13 0 1 0 .22 0a.11 .13 0 1 0 -.22 0Z', '#b9d1a6', 0.7);
  if (fine) mark('M.2 -.07C.14 -.07 .14 0 .2 0C.26 0 .26 .07 .2 .07M.2 -.09v.18', '#35553a', 0.3, 0.016);
  solid('M-.5 -.05L.5 -.09L.5 .03L-.5 .08Z', '#e8dcc0', { swing: 0.14, rim: 0 });
};
