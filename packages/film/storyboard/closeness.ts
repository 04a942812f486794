import type { Mood } from '../breakdown/story-bible.ts';
import type { Blocked } from './blocking.ts';
import { hashOf } from './hash.ts';
import type { SpeechMoment } from './moments.ts';
import { isGrave } from './setup.ts';
import type { ShotSize } from './shot.ts';
import { strengthOf } from './strength.ts';

/** Sizes of a face from afar to near. */
export const faceSizes = ['medium', 'medium-close', 'close', 'extreme-close'] as const satisfies readonly ShotSize[];

/** Where a speech stands in the arc of its scene. */
export interface ArcPlace {
  /** How many speeches came before, and come after, as far as that matters. */
  readonly turn: number;
  readonly left: number;
}

/**
 * How near the camera comes for a speech, as an index of `faceSizes`: nearer in grave scenes, toward their strong lines and their end.
 * It depends on the speech and the one before and after it alone, so that another wording moves no frame farther off.
 */
export function closenessOf(steps: readonly Blocked[], index: number, mood: Mood, { turn, left }: ArcPlace): number {
  const moment = speechAt(steps, index);
  if (moment === null) return 1;
  const around = Math.max(strengthAt(steps, index - 1), strengthAt(steps, index + 1));
  const chance = ((hashOf(moment.key, 'near') % 1000) / 1000 - 0.5) * 1.5;
  const arc =
    (isGrave(mood) ? 1.15 : 0.7) +
    (turn < 4 ? -0.35 : 0) +
    (left < 3 ? 0.45 : 0) +
    (around >= 2 ? 0.5 : 0) +
    0.45 * Math.min(2, strengthOf(moment.lines));
  return Math.max(0, Math.min(2, Math.round(arc + chance)));
}

/** A face that comes again comes in another size, or the talk would tick like a clock. */
export function unlike(size: number, before: number | null, key: string): ShotSize {
  const other = size === 0 ? 1 : size === 2 ? 1 : hashOf(key, 'other') % 2 === 0 ? 0 : 2;
  return faceSizes[size === before ? other : size] ?? 'medium-close';
}

function strengthAt(steps: readonly Blocked[], index: number): number {
  const moment = speechAt(steps, index);
  return moment === null ? 0 : strengthOf(moment.lines);
}

function speechAt(steps: readonly Blocked[], index: number): SpeechMoment | null {
  const moment = steps[index]?.moment;
  return moment?.kind === 'speech' ? moment : null;
}
