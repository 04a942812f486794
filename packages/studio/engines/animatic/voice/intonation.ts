import type { PhraseEnd } from './reading.ts';

/** How the pitch of a phrase is bent. */
export interface Intonation {
  readonly semitones: number;
  /** 1 keeps the rise and fall of the voice, 0 flattens it. */
  readonly range: number;
  /** Depth of a tremble, in semitones. */
  readonly tremor: number;
  readonly end: PhraseEnd;
  /** Asks for yes or no: the voice rises at the end. */
  readonly open: boolean;
}

/** Semitones by which the end of a phrase goes up, over its last seconds. Flite lets every phrase fall alike. */
const endings: Readonly<Record<PhraseEnd, { readonly rise: number; readonly over: number }>> = {
  statement: { rise: 0, over: 0.3 },
  question: { rise: 1.5, over: 0.35 },
  exclamation: { rise: 0.8, over: 0.5 },
  'cut-off': { rise: 1, over: 0.25 },
  trailing: { rise: -1, over: 0.6 },
};
const openRise = 5;

const questionWords = /^(what|who|whom|whose|where|when|why|how|which)\b/;

/** Whether a question wants yes or no rather than a name, a place, a reason. */
export function asksYesOrNo(spoken: string, end: PhraseEnd): boolean {
  return end === 'question' && !questionWords.test(spoken.replace(/^(and|but|so|then|well|now|oh),? /, ''));
}

/**
 * The factor on the pitch at a moment of a phrase.
 *
 * @param own The voice's pitch there, hertz.
 * @param usual The voice's usual pitch, hertz.
 * @param left Seconds until the phrase ends.
 */
export function pitchFactor(intonation: Intonation, own: number, usual: number, seconds: number, left: number): number {
  const { rise, over } = endings[intonation.end];
  const near = Math.max(0, 1 - left / over);
  const ending = (intonation.open ? openRise : rise) * near;
  const tremble = intonation.tremor * Math.sin(2 * Math.PI * 6.3 * seconds);
  const spread = (own / usual) ** (intonation.range - 1);
  return Math.min(3, Math.max(0.4, spread * 2 ** ((intonation.semitones + ending + tremble) / 12)));
}
