import type { TransitionIn, TransitionOut } from './shot.ts';

/** What a transition of the script does to the shot before it and to the shot after it. */
export interface Change {
  readonly out: TransitionOut | null;
  readonly in: TransitionIn | null;
  /** Seconds of black between the two. */
  readonly black: number;
}

export const plainCut = { kind: 'cut', seconds: 0 } as const satisfies TransitionIn & TransitionOut;
export const fadeFromBlack = { kind: 'fade-from-black', seconds: 1 } as const satisfies TransitionIn;
export const fadeToBlack = { kind: 'fade-to-black', seconds: 1.2 } as const satisfies TransitionOut;
export const dissolve = { kind: 'dissolve', seconds: 1 } as const satisfies TransitionIn;
const nothing: Change = { out: null, in: null, black: 0 };

const changes: readonly (readonly [RegExp, Change])[] = [
  [/\bfade (in|up)\b|\bfade from black\b/i, { ...nothing, in: fadeFromBlack }],
  [/\bfade from white\b/i, { ...nothing, in: { kind: 'fade-from-white', seconds: 1 } }],
  [/\bfade to white\b|\bwhite ?out\b/i, { ...nothing, out: { kind: 'fade-to-white', seconds: 1.2 } }],
  [/\bfade (out|to black|to)\b|\bfades? to black\b/i, { ...nothing, out: fadeToBlack }],
  [/\b(cut|smash) to black\b|\bblack ?out\b/i, { ...nothing, black: 1.5 }],
  [/\bsmash\b|\bhard cut\b/i, { ...nothing, in: { kind: 'smash', seconds: 0 } }],
  [/\bdissolve|\bripple|\bmorph/i, { ...nothing, in: dissolve }],
  [/\b(cut|jump|match|wipe|intercut)\b|\bback to\b|\bto:$/i, { ...nothing, in: plainCut }],
];

/**
 * What a transition's words ask for; `null` when they ask for none (`THE END.`).
 *
 * @example changeOf('DISSOLVE TO:')?.in // { kind: 'dissolve', seconds: 1 }
 */
export function changeOf(words: string): Change | null {
  return changes.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}

/** A heading's time that leaps ahead is mixed into; the picture itself says that time went by. */
export function leapsInTime(time: string | null): boolean {
  return (
    time !== null && /\b(later|next (day|morning|night|week)|following|hours|days|weeks|months|years)\b/i.test(time)
  );
}
