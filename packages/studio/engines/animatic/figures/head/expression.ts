import type { Emotion } from '@ai-film-studio/film';
import { closedMouth, type FaceState, type Mouth } from '../figure.ts';

/** A face as muscles: every emotion is a row of these. −1…1 or 0…1; 0 is at rest. */
export interface Muscles {
  /** Inner ends of the brows: up (grief) or down (anger). */
  readonly browInner: number;
  /** Outer ends of the brows. */
  readonly browOuter: number;
  /** One brow above the other. */
  readonly browSkew: number;
  /** Brows drawn together. */
  readonly furrow: number;
  /** Upper lids: drooping (−1) to staring (1). */
  readonly lid: number;
  /** Lower lids pushed up by the cheeks. */
  readonly squint: number;
  /** Corners of the mouth: down to up. */
  readonly smile: number;
  /** One corner of the mouth above the other. */
  readonly smirk: number;
  /** Nose wrinkled, upper lip raised. */
  readonly sneer: number;
  /** Mouth fallen open. */
  readonly gape: number;
  readonly press: number;
  readonly blush: number;
}

const rest: Muscles = {
  browInner: 0,
  browOuter: 0,
  browSkew: 0,
  furrow: 0,
  lid: 0,
  squint: 0,
  smile: 0.08,
  smirk: 0,
  sneer: 0,
  gape: 0,
  press: 0,
  blush: 0.35,
};

/** The table of emotions at full strength. What a row leaves out is at rest. */
export const expressions: Record<Emotion, Partial<Muscles>> = {
  neutral: {},
  happy: { browInner: 0.2, browOuter: 0.3, lid: -0.05, squint: 0.55, smile: 1, gape: 0.16, blush: 0.9 },
  tender: { browInner: 0.4, lid: -0.24, squint: 0.25, smile: 0.5, blush: 0.85 },
  sad: { browInner: 0.95, browOuter: -0.55, furrow: 0.4, lid: -0.26, smile: -0.75, blush: 0.3 },
  angry: { browInner: -1, browOuter: 0.4, furrow: 1, lid: -0.08, squint: 0.4, smile: -0.6, sneer: 0.4, press: 0.25 },
  afraid: { browInner: 1, browOuter: 0.25, furrow: 0.6, lid: 0.7, smile: -0.55, gape: 0.28, blush: 0 },
  surprised: { browInner: 1, browOuter: 1, lid: 0.85, smile: 0, gape: 0.5, blush: 0.4 },
  confused: { browInner: -0.1, browOuter: 0.3, browSkew: 0.8, furrow: 0.5, squint: 0.2, smile: -0.2, smirk: -0.6 },
  determined: { browInner: -0.65, browOuter: 0.2, furrow: 0.7, lid: -0.12, squint: 0.35, smile: -0.12, press: 0.5 },
  sly: { browInner: -0.3, browOuter: 0.5, browSkew: 0.55, lid: -0.34, squint: 0.4, smile: 0.45, smirk: 0.9 },
  tired: { browInner: 0.25, browOuter: -0.35, lid: -0.55, squint: 0.12, smile: -0.25, blush: 0.15 },
  disgusted: {
    browInner: -0.55,
    browOuter: -0.1,
    browSkew: 0.3,
    furrow: 0.7,
    lid: -0.2,
    squint: 0.6,
    smile: -0.7,
    sneer: 1,
  },
};

/** The muscles of a face at this moment: from rest to the emotion, by its intensity. */
export function musclesOf({ emotion, intensity }: Pick<FaceState, 'emotion' | 'intensity'>): Muscles {
  const full = { ...rest, ...expressions[emotion] };
  const names = Object.keys(rest) as (keyof Muscles)[]; // the keys of a literal
  return Object.fromEntries(
    names.map((name) => [name, rest[name] + (full[name] - rest[name]) * intensity]),
  ) as unknown as Muscles; // one entry for each name
}

/** The mouth with what the emotion does to it: it hangs open in surprise, but the lips of an M stay closed. */
export function mouthOf(face: FaceState, muscles: Muscles): Mouth {
  const { mouth } = face;
  const speaking = Math.max(mouth.open, mouth.wide, mouth.round, mouth.teeth, mouth.press);
  const gape = muscles.gape * (1 - Math.max(mouth.press, mouth.teeth)) * (1 - 0.6 * speaking);
  return {
    ...closedMouth,
    open: Math.min(1, mouth.open + gape),
    wide: mouth.wide,
    round: Math.min(1, mouth.round + (face.emotion === 'surprised' ? 0.45 * gape : 0)),
    teeth: mouth.teeth,
    press: Math.max(mouth.press, muscles.press * (1 - speaking)),
  };
}
