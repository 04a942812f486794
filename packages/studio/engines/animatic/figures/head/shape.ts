import type { CastMember, Look } from '@ai-film-studio/film';

/** Who a head belongs to. */
export interface Sitter {
  readonly look: Look;
  readonly age: number;
  readonly gender: CastMember['gender'];
}

/** Proportions of a head, in head units; widths are half widths. */
export interface HeadShape {
  readonly cranium: number;
  readonly cheek: number;
  readonly jaw: number;
  readonly chin: number;
  readonly neck: number;
  readonly eyeY: number;
  /** From the middle of the face to the middle of an eye. */
  readonly eyeGap: number;
  readonly eyeWidth: number;
  readonly eyeHeight: number;
  readonly browY: number;
  /** Thickness of the brows. */
  readonly brow: number;
  readonly noseY: number;
  readonly nose: number;
  readonly mouthY: number;
  readonly mouth: number;
  /** How full and red the lips are, 0–1. */
  readonly lips: number;
  /** How long the lashes are, 0–1. */
  readonly lashes: number;
  /** 1 in a small child, 0 from sixteen on. */
  readonly child: number;
  /** 0 until forty-five, 1 at eighty. */
  readonly old: number;
}

const clamp = (value: number) => Math.min(1, Math.max(0, value));
const breadths = { slight: -0.012, average: 0, broad: 0.012, heavy: 0.034 } as const;

/** How a head is built by gender, age and build. */
export function shapeOf({ look, age, gender }: Sitter): HeadShape {
  const child = clamp((15 - age) / 9);
  const old = clamp((age - 45) / 35);
  const soft = gender === 'male' ? 0 : gender === 'female' ? 1 : 0.6;
  const broad = breadths[look.build];
  const grown = (adult: number, young: number) => adult + (young - adult) * child;
  return {
    cranium: grown(0.345, 0.385),
    cheek: grown(0.332 - 0.006 * soft, 0.372) + broad * 0.8,
    jaw: grown(0.272 - 0.034 * soft, 0.29) + broad * 1.5,
    chin: grown(0.088 - 0.03 * soft, 0.075) + broad * 0.7,
    neck: grown(0.2 - 0.045 * soft, 0.13) + broad * 1.3,
    eyeY: grown(0.035, 0.1),
    eyeGap: grown(0.158, 0.172),
    eyeWidth: grown(0.08 + 0.006 * soft, 0.09),
    eyeHeight: grown(0.047 + 0.009 * soft, 0.07) - 0.005 * old,
    browY: grown(-0.083 - 0.012 * soft, -0.045),
    brow: grown(0.03 - 0.011 * soft, 0.017) + 0.004 * old,
    noseY: grown(0.215, 0.235) + 0.008 * old,
    nose: grown(0.074 - 0.014 * soft, 0.046) + broad * 0.2 + 0.006 * old,
    mouthY: grown(0.335, 0.345),
    mouth: grown(0.105 - 0.006 * soft, 0.078),
    lips: grown(0.35 + 0.65 * soft, 0.35) * (1 - 0.3 * old),
    lashes: grown(0.15 + 0.85 * soft, 0.25 + 0.45 * soft) * (1 - 0.4 * old),
    child,
    old,
  };
}
