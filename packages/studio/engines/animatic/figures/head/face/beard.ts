import type { Look } from '@ai-film-studio/film';
import { Path2D } from '@napi-rs/canvas';
import { type Brush, detail, line, sideLight } from '../brush.ts';
import { type Point, type Points, smooth, symmetric } from '../curve.ts';
import { blend, hairColour, skinTones } from '../pigment.ts';
import type { HeadShape, Sitter } from '../shape.ts';
import type { View } from '../view.ts';
import { jawDrop } from './outline.ts';

/** The pieces that a beard is made of. Points below the mouth move with the jaw. */
type Piece = (shape: HeadShape) => Points;

const frontFull: Piece = ({ cheek, jaw, chin }) =>
  symmetric([
    [0, 0.385],
    [0.06, 0.386],
    [0.125, 0.33],
    [0.17, 0.27],
    [0.24, 0.21],
    [cheek - 0.02, 0.06],
    [cheek + 0.004, 0.05],
    [cheek + 0.012, 0.17],
    [jaw + 0.03, 0.34],
    [chin + 0.1, 0.49],
    [chin * 0.8, 0.56],
    [0, 0.575],
  ]);
const frontGoatee: Piece = ({ chin }) =>
  symmetric([
    [0, 0.4],
    [0.05, 0.405],
    [0.1, 0.36],
    [0.118, 0.385],
    [chin + 0.035, 0.46],
    [chin * 0.6, 0.535],
    [0, 0.552],
  ]);
const frontMoustache: Piece = ({ noseY, mouth }) =>
  symmetric([
    [0, noseY + 0.058],
    [0.045, noseY + 0.046],
    [mouth * 1.05, 0.308],
    [mouth * 1.38, 0.352],
    [mouth * 1.52, 0.392],
    [mouth * 1.2, 0.372],
    [mouth * 0.75, 0.331],
    [0.03, 0.316],
    [0, 0.309],
  ]);

/** The front's piece seen in three-quarter: the near half keeps its width, the far half is foreshortened. */
const turned =
  (piece: Piece): Piece =>
  (shape) =>
    piece(shape).map(([x, y, corner]): Point => {
      const at = x < 0 ? 0.172 + x * 1.22 : 0.172 + x * 0.56;
      return corner ? [at, y, corner] : [at, y];
    });

const quarterFull: Piece = ({ cheek, jaw, chin }) => [
  [0.172, 0.385],
  [0.11, 0.386],
  [0.05, 0.33],
  [-0.02, 0.27],
  [-0.12, 0.2],
  [-0.2, 0.03],
  [-0.245, 0.03],
  [-0.26 - (cheek - 0.332), 0.16],
  [-0.23 - (jaw - 0.255), 0.29],
  [-0.12, 0.42],
  [0.05, 0.535],
  [0.17, 0.575],
  [0.25, 0.52],
  [0.3 + (chin - 0.06) * 0.5, 0.4],
  [0.318, 0.3],
  [0.29, 0.3],
  [0.25, 0.335],
  [0.225, 0.386],
];
const profileFull: Piece = () => [
  [0.37, 0.395],
  [0.32, 0.395],
  [0.27, 0.32],
  [0.22, 0.26],
  [0.06, 0.2],
  [-0.02, 0.02],
  [-0.075, 0.03],
  [-0.09, 0.2],
  [-0.08, 0.32],
  [0.02, 0.44],
  [0.2, 0.56],
  [0.33, 0.575],
  [0.39, 0.5],
  [0.385, 0.43],
];
const profileGoatee: Piece = () => [
  [0.37, 0.4],
  [0.31, 0.4],
  [0.275, 0.36],
  [0.255, 0.39],
  [0.26, 0.47],
  [0.32, 0.55],
  [0.37, 0.54],
  [0.39, 0.47],
];
const profileMoustache: Piece = ({ noseY }) => [
  [0.378, noseY + 0.042],
  [0.335, 0.282],
  [0.28, 0.335],
  [0.258, 0.388],
  [0.29, 0.372],
  [0.34, 0.33],
  [0.396, 0.318],
  [0.396, 0.285],
];

const pieces: Record<Exclude<View, 'back'>, Record<'full' | 'goatee' | 'moustache', Piece>> = {
  front: { full: frontFull, goatee: frontGoatee, moustache: frontMoustache },
  'three-quarter': { full: quarterFull, goatee: turned(frontGoatee), moustache: turned(frontMoustache) },
  profile: { full: profileFull, goatee: profileGoatee, moustache: profileMoustache },
};

const worn: Record<Look['beard'], readonly ('full' | 'goatee' | 'moustache')[]> = {
  none: [],
  stubble: ['full'],
  moustache: ['moustache'],
  goatee: ['goatee', 'moustache'],
  full: ['full', 'moustache'],
};

/** The beard, under the lips. @param open how far the jaw hangs. */
export function paintBeard(
  brush: Brush,
  view: Exclude<View, 'back'>,
  sitter: Sitter,
  shape: HeadShape,
  open: number,
  outline: Path2D,
): void {
  const { ctx, tone } = brush;
  const { beard, skin } = sitter.look;
  const colour = blend(hairColour(sitter.look, sitter.age), '#2a1a1a', 0.12);
  const drop = jawDrop(open);
  for (const name of worn[beard]) {
    const points = pieces[view][name](shape).map(([x, y]): Point => [x, y > 0.37 ? y + drop : y]);
    const path = smooth(points);
    if (beard === 'stubble') {
      ctx.save();
      ctx.clip(outline);
      ctx.fillStyle = tone(blend(colour, skinTones[skin].shade, 0.55), 0.4, 0.26);
      ctx.fill(path);
      ctx.restore();
      continue;
    }
    ctx.fillStyle = sideLight(brush, colour, -0.36, 0.38, 0.46, 0.3);
    ctx.fill(path);
    if (brush.pixels >= detail.fine) bristles(brush, path, view, colour, drop);
  }
}

/** Short lines of hair that fall towards the chin. */
function bristles(brush: Brush, path: Path2D, view: View, colour: string, drop: number): void {
  const { ctx, tone } = brush;
  const chin = { front: 0, 'three-quarter': 0.16, profile: 0.3, back: 0 }[view];
  const hairs = new Path2D();
  for (let i = -8; i <= 8; i++) {
    for (let row = 0; row < 4; row++) {
      const x = chin + i * 0.042 + (row % 2) * 0.02;
      const y = 0.28 + row * 0.075 - Math.abs(i) * 0.012;
      hairs.moveTo(x, y + drop);
      hairs.quadraticCurveTo(x + (chin - x) * 0.04, y + 0.03 + drop, x + (chin - x) * 0.12, y + 0.055 + drop);
    }
  }
  ctx.save();
  ctx.clip(path);
  line(brush, hairs, tone(blend(colour, '#f5d9b0', 0.3), 0.62, 0.4), 0.006);
  ctx.restore();
}
