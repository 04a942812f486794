import type { Look } from '@ai-film-studio/film';
import type { Figure } from './figure.ts';
import { clamp, lerp } from './geometry.ts';
import { shapeOf } from './head/shape.ts';

/** The measures of a figure's body, in its own head heights. Half widths and half depths. */
export interface Body {
  /** Head heights from the floor to the crown. */
  readonly heads: number;
  /** From the pit of the neck down, as a part of a grown-up's. */
  readonly scale: number;
  readonly neckY: number;
  readonly shoulderY: number;
  readonly hipY: number;
  readonly ankleY: number;
  readonly shoulderX: number;
  readonly hipX: number;
  readonly upperArm: number;
  readonly forearm: number;
  readonly hand: number;
  readonly thigh: number;
  readonly shin: number;
  readonly foot: number;
  /** Half the neck's width, as heads are drawn. */
  readonly neck: number;
  /** Thickness of the limbs, 1 for an average grown-up. */
  readonly limb: number;
  readonly chest: Girth;
  readonly waist: Girth;
  readonly hips: Girth;
  /** How far an old back stoops, in radians. */
  readonly stoop: number;
}

export interface Girth {
  readonly width: number;
  readonly depth: number;
  /** How far the middle lies before the spine. */
  readonly forward: number;
}

interface BuildShape {
  readonly shoulder: number;
  readonly chest: number;
  readonly waist: number;
  readonly hips: number;
  readonly limb: number;
  readonly belly: number;
}

const buildShapes: Readonly<Record<Look['build'], BuildShape>> = {
  slight: { shoulder: 0.92, chest: 0.9, waist: 0.88, hips: 0.92, limb: 0.87, belly: 0 },
  average: { shoulder: 1, chest: 1, waist: 1, hips: 1, limb: 1, belly: 0.02 },
  broad: { shoulder: 1.13, chest: 1.15, waist: 1.1, hips: 1.04, limb: 1.14, belly: 0.03 },
  heavy: { shoulder: 1.07, chest: 1.2, waist: 1.5, hips: 1.25, limb: 1.2, belly: 0.2 },
};

/** Animals that walk upright are drawn with large heads, as in picture books. */
const animalHeads: Readonly<Partial<Record<Look['species'], number>>> = {
  squirrel: 4.4,
  mouse: 4.1,
  rabbit: 4.5,
  owl: 4.1,
  bird: 4.2,
  cat: 4.8,
  dog: 5,
  fox: 5,
  bear: 5.2,
  robot: 5.8,
};

const childHeads = (age: number) => (age < 6 ? lerp(4, 5.1, age / 6) : lerp(5.1, 6.75, clamp((age - 6) / 11, 0, 1)));

/** How many of its own heads a standing figure is tall. */
function headsOf({ age, look }: Pick<Figure, 'age' | 'look'>): number {
  return animalHeads[look.species] ?? childHeads(age);
}

/** The measures of a figure. @example bodyOf(figure).thigh // 1.57 heads for a grown-up */
export function bodyOf(figure: Figure): Body {
  const { look, gender, age } = figure;
  const heads = headsOf(figure);
  const scale = (heads - 1.12) / 5.63;
  const wide = scale ** 0.62;
  const shape = buildShapes[look.build];
  const grown = ageOfShape(age);
  const female = gender === 'female' ? grown : gender === 'male' ? 0 : 0.5 * grown;
  const girth = (width: number, depth: number, factor: number, forward = 0): Girth => ({
    width: width * wide * factor,
    depth: depth * wide * factor,
    forward: forward * wide,
  });
  return {
    heads,
    scale,
    neckY: heads - 1.16,
    shoulderY: heads - 1.16 - 0.45 * scale,
    hipY: 3.46 * scale,
    ankleY: 0.28 * scale,
    shoulderX: lerp(0.8, 0.69, female) * wide * shape.shoulder,
    hipX: lerp(0.3, 0.32, female) * wide * shape.hips,
    upperArm: 1.17 * scale,
    forearm: 1.0 * scale,
    hand: 0.62 * wide,
    thigh: 1.6 * scale,
    shin: 1.62 * scale,
    foot: 0.86 * wide,
    neck: (look.species === 'human' ? shapeOf(figure).neck : 0.19) + 0.02,
    limb: wide * shape.limb * lerp(1, 0.86, female),
    chest: girth(lerp(0.7, 0.6, female), lerp(0.42, 0.44, female), shape.chest, 0.04 + 0.05 * female),
    waist: girth(lerp(0.58, 0.47, female), lerp(0.37, 0.33, female), shape.waist, shape.belly),
    hips: girth(lerp(0.58, 0.62, female), lerp(0.4, 0.43, female), shape.hips, -0.03 + shape.belly * 0.5),
    stoop: 0.16 * clamp((age - 62) / 20, 0, 1),
  };
}

/** Children have no waist: shapes of women and men part between ten and sixteen. */
const ageOfShape = (age: number) => clamp((age - 10) / 6, 0, 1);
