import { closedMouth, type Mouth } from '../figures/figure.ts';

function shape(parts: Partial<Mouth>): Mouth {
  return { ...closedMouth, ...parts };
}

const ee = shape({ open: 0.24, wide: 0.85 });
const oo = shape({ open: 0.2, round: 0.9 });
const ah = shape({ open: 0.85, wide: 0.1 });
const or = shape({ open: 0.62, round: 0.5 });
const eh = shape({ open: 0.52, wide: 0.45 });
const tongue = shape({ open: 0.2, wide: 0.15 });
const hiss = shape({ open: 0.08, wide: 0.35, teeth: 0.6 });
const hush = shape({ open: 0.16, round: 0.5, teeth: 0.4 });
const bite = shape({ open: 0.1, teeth: 1 });
const lisp = shape({ open: 0.2, wide: 0.1, teeth: 0.3 });
const back = shape({ open: 0.28, wide: 0.1 });
const lips = shape({ press: 1 });

/** What the mouth does for a phoneme: one shape, or two for a diphthong, the second from three fifths on. */
export const visemes: ReadonlyMap<string, readonly [Mouth] | readonly [Mouth, Mouth]> = new Map<
  string,
  readonly [Mouth] | readonly [Mouth, Mouth]
>([
  ['aa', [ah]],
  ['ae', [shape({ open: 0.72, wide: 0.5 })]],
  ['ah', [shape({ open: 0.55 })]],
  ['ao', [or]],
  ['aw', [ah, oo]],
  ['ax', [shape({ open: 0.32 })]],
  ['axr', [shape({ open: 0.28, round: 0.3 })]],
  ['ay', [ah, ee]],
  ['eh', [eh]],
  ['er', [shape({ open: 0.3, round: 0.4 })]],
  ['ey', [eh, ee]],
  ['ih', [shape({ open: 0.32, wide: 0.5 })]],
  ['iy', [ee]],
  ['ow', [or, oo]],
  ['oy', [or, ee]],
  ['uh', [shape({ open: 0.32, round: 0.5 })]],
  ['uw', [oo]],
  ['b', [lips]],
  ['p', [lips]],
  ['m', [lips]],
  ['f', [bite]],
  ['v', [bite]],
  ['s', [hiss]],
  ['z', [hiss]],
  ['sh', [hush]],
  ['zh', [hush]],
  ['ch', [hush]],
  ['jh', [hush]],
  ['th', [lisp]],
  ['dh', [lisp]],
  ['t', [tongue]],
  ['d', [tongue]],
  ['n', [tongue]],
  ['l', [shape({ open: 0.28, wide: 0.15 })]],
  ['k', [back]],
  ['g', [back]],
  ['ng', [back]],
  ['hh', [shape({ open: 0.32 })]],
  ['r', [shape({ open: 0.22, round: 0.45 })]],
  ['w', [shape({ open: 0.12, round: 1 })]],
  ['y', [shape({ open: 0.18, wide: 0.6 })]],
  ['pau', [closedMouth]],
]);
