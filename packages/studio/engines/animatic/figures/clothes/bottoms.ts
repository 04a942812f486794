import type { Bottom } from './garment.ts';

export const trousers: Bottom = {
  fit: { root: 0.035, joint: 0.045, end: 0.085 },
  legs: 1.95,
  drape: null,
  shoe: 'shoe',
  seam: 'crease',
};

export const jeans: Bottom = {
  fit: { root: 0.025, joint: 0.03, end: 0.065 },
  legs: 1.93,
  drape: null,
  shoe: 'trainer',
  seam: 'denim',
};

export const shorts: Bottom = {
  fit: { root: 0.05, joint: 0.05, end: 0.09 },
  legs: 0.86,
  drape: null,
  shoe: 'trainer',
  seam: 'denim',
};

export const skirt: Bottom = {
  fit: { root: 0, joint: 0, end: 0 },
  legs: null,
  drape: { length: 1.02, flare: 0.1 },
  shoe: 'pump',
  seam: 'none',
};

export const longSkirt: Bottom = { ...skirt, drape: { length: 1.3, flare: 0.2 } };

export const gown: Bottom = { ...skirt, drape: { length: 1.86, flare: 0.16 }, shoe: 'shoe' };
