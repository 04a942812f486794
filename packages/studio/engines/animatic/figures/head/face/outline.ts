import { type Points, symmetric } from '../curve.ts';
import type { HeadShape } from '../shape.ts';
import type { View } from '../view.ts';

/** How far the jaw hangs when the mouth is open, in head units. */
export const jawDrop = (open: number): number => 0.05 * open;

function front({ cranium, cheek, jaw, chin, child, old }: HeadShape, drop: number): Points {
  const jowl = 0.012 * old;
  return symmetric([
    [0, -0.5],
    [0.19, -0.455],
    [cranium * 0.875, -0.325],
    [cranium, -0.15],
    [cheek * 0.99, 0.04],
    [cheek * (0.975 + 0.03 * child), 0.15],
    [jaw + jowl, 0.31 + drop * 0.4],
    [chin + 0.075 + jowl, 0.435 + drop * 0.8],
    [chin * 0.75, 0.49 + drop],
    [0, 0.5 + drop],
  ]);
}

function threeQuarter({ cranium, cheek, jaw, chin, child, old }: HeadShape, drop: number): Points {
  const [wide, square, point] = [cheek - 0.332, jaw - 0.255, chin - 0.06];
  const skull = cranium - 0.345;
  const jowl = 0.012 * old;
  return [
    [0, -0.5],
    [0.19, -0.455],
    [0.302 + skull * 0.5, -0.32],
    [0.338 + skull * 0.6, -0.17],
    [0.338 + skull * 0.4, -0.06],
    [0.326 + wide * 0.6 + 0.012 * child, 0.03],
    [0.336 + wide, 0.125],
    [0.322 + wide + 0.014 * child, 0.225],
    [0.282 + wide * 0.8 + square * 0.4 + jowl, 0.345 + drop * 0.5],
    [0.232 + point * 0.8 + square * 0.3, 0.452 + drop],
    [0.17 + point * 0.4, 0.497 + drop],
    [0.1 - point, 0.487 + drop],
    [-0.02 - square * 0.5 - jowl, 0.435 + drop * 0.7],
    [-0.155 - square, 0.345 + drop * 0.25],
    [-0.23 - square * 0.7, 0.24],
    [-0.29 - wide * 0.5, 0.2],
    [-0.345 - skull, 0.11],
    [-0.385 - skull, 0],
    [-0.412 - skull, -0.14],
    [-0.375 - skull, -0.32],
    [-0.23, -0.455],
  ];
}

function profile({ jaw, chin, nose, noseY, eyeY, lips, child, old, cheek }: HeadShape, drop: number): Points {
  const [square, point, broad] = [jaw - 0.255, chin - 0.06, cheek - 0.332];
  const tip = 0.392 + nose * 0.85;
  const full = 0.012 * lips;
  const brow = 0.012 * (1 - lips) * (1 - child);
  return [
    [0, -0.5],
    [0.2, -0.445],
    [0.325, -0.315],
    [0.368 + 0.012 * child, -0.19],
    [0.37 + brow, -0.09],
    [0.35 + 0.004 * child, eyeY - 0.04],
    [0.385, (eyeY + noseY) / 2 - 0.01],
    [tip - 0.008, noseY - 0.052 + 0.012 * child],
    [tip, noseY - 0.026],
    [tip - 0.022, noseY + 0.003],
    [0.388, noseY + 0.016],
    [0.368, noseY + 0.03, 1],
    [0.37, 0.284],
    [0.38 + full * 0.7, 0.31],
    [0.368, 0.334, 1],
    [0.374 + full * 0.5, 0.358 + drop * 0.7],
    [0.352, 0.394 + drop * 0.85],
    [0.362 + point * 0.3, 0.442 + drop],
    [0.335 + point * 0.3, 0.488 + drop],
    [0.27, 0.502 + drop],
    [0.14, 0.472 + drop * 0.9 + broad * 0.4],
    [0.0 - square * 0.4, 0.4 + drop * 0.5 + 0.015 * old + broad * 0.5],
    [-0.085 - square * 0.6, 0.31 + square * 0.5],
    [-0.13, 0.26],
    [-0.23, 0.225],
    [-0.34, 0.14],
    [-0.432, 0],
    [-0.455, -0.15],
    [-0.405, -0.33],
    [-0.24, -0.46],
  ];
}

function back({ cranium, cheek, neck }: HeadShape): Points {
  return symmetric([
    [0, -0.5],
    [0.19, -0.455],
    [cranium * 0.875, -0.325],
    [cranium, -0.15],
    [cheek * 0.97, 0.04],
    [cheek * 0.88, 0.18],
    [neck + 0.04, 0.31],
    [neck * 0.6, 0.37],
    [0, 0.385],
  ]);
}

/** The head without hair. */
export function outlineOf(view: View, shape: HeadShape, open: number): Points {
  const drop = jawDrop(open);
  if (view === 'three-quarter') return threeQuarter(shape, drop);
  if (view === 'profile') return profile(shape, drop);
  return view === 'back' ? back(shape) : front(shape, drop);
}
