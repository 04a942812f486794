import type { Look } from '@ai-film-studio/film';
import { type BodyBrush, paintForm, strokeLine } from './body-brush.ts';
import type { Point } from './geometry.ts';
import { blend } from './head/pigment.ts';
import { type Slice, skinOf } from './outline.ts';
import { peltOf } from './pelt.ts';
import type { Skeleton } from './skeleton.ts';
import type { Trunk } from './trunk.ts';

/** A tail as slices from its root: how far behind, how far up, how thick. */
type Bones = readonly (readonly [behind: number, up: number, r: number])[];

const tails: Readonly<Partial<Record<Look['species'], { readonly bones: Bones; readonly tip: string | null }>>> = {
  squirrel: {
    bones: [
      [0.1, 0, 0.16],
      [0.5, 0.15, 0.3],
      [0.85, 0.7, 0.4],
      [0.85, 1.35, 0.44],
      [0.7, 1.85, 0.36],
      [0.95, 2.15, 0.22],
    ],
    tip: null,
  },
  fox: {
    bones: [
      [0.1, -0.05, 0.14],
      [0.5, -0.35, 0.24],
      [0.95, -0.55, 0.32],
      [1.35, -0.4, 0.26],
      [1.65, -0.12, 0.08],
    ],
    tip: '#f6efe4',
  },
  cat: {
    bones: [
      [0.1, 0, 0.1],
      [0.5, -0.35, 0.1],
      [0.9, -0.2, 0.095],
      [1.05, 0.3, 0.09],
      [0.9, 0.75, 0.08],
    ],
    tip: null,
  },
  dog: {
    bones: [
      [0.1, 0.05, 0.12],
      [0.4, 0.2, 0.12],
      [0.65, 0.55, 0.1],
      [0.68, 0.85, 0.06],
    ],
    tip: null,
  },
  mouse: {
    bones: [
      [0.1, 0, 0.07],
      [0.5, -0.45, 0.06],
      [1.0, -0.6, 0.045],
      [1.4, -0.3, 0.035],
      [1.6, 0.1, 0.02],
    ],
    tip: null,
  },
  rabbit: {
    bones: [
      [0.12, 0.05, 0.2],
      [0.25, 0.1, 0.22],
    ],
    tip: '#f7f2ea',
  },
  bear: {
    bones: [
      [0.12, 0.05, 0.14],
      [0.2, 0.08, 0.14],
    ],
    tip: null,
  },
  owl: {
    bones: [
      [0.1, 0, 0.2],
      [0.3, -0.35, 0.18],
      [0.4, -0.6, 0.1],
    ],
    tip: null,
  },
  bird: {
    bones: [
      [0.1, 0, 0.18],
      [0.45, -0.3, 0.16],
      [0.8, -0.6, 0.12],
    ],
    tip: null,
  },
};

/** Whether a figure has a tail. */
export const hasTail = ({ species }: Look): boolean => tails[species] !== undefined;

/** The tail of an animal, hanging out behind its clothes. */
export function paintTail(
  brush: BodyBrush,
  look: Look,
  { body, facing, pelvis, view, lying }: Skeleton,
  trunk: Trunk,
): void {
  const tail = tails[look.species];
  if (tail === undefined || lying !== 0) return;
  const root = trunk.at(180, 0.98);
  // A tail straight behind a frontal body would be hidden: it leans out to one side.
  const side = facing === 'front' || facing === 'back' ? 0.62 : Math.sign(root.x - view(pelvis.origin).x) * 0.9;
  const s = body.scale ** 0.5;
  const slices = tail.bones.map(
    ([behind, up, r]): Slice => ({ x: root.x + side * behind * s, y: root.y - up * s, r: r * s }),
  );
  const pelt = peltOf(look);
  const joints = slices.slice(1).map((slice, index) => skinOf([slices[index] ?? slice, slice]));
  paintForm(brush, joints, pelt, { base: 0.48, core: 0.05 });
  const end = slices.slice(-2);
  if (tail.tip !== null) paintForm(brush, [skinOf(end)], tail.tip, { base: 0.52, core: 0.04 });
  if (!brush.fine || slices.length < 3) return;
  const line = (shift: number): Point[] => slices.map(({ x, y, r }) => ({ x: x + shift * r, y }));
  for (const shift of [-0.45, 0.05, 0.5])
    strokeLine(brush, line(shift), brush.tone(blend(pelt, '#2a1710', 0.45), 0.4, 0.35), 0.03);
}
