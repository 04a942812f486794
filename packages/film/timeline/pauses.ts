import type { Emotion } from '../breakdown/story-bible.ts';
import type { Beat, Line, Shot } from '../storyboard/shot.ts';

/** Silences of the edit, in seconds. What a shot is silent for follows from that shot alone. */

/**
 * From the first frame (or the end of the fade) to the first word, so that a face is seen before it speaks. Action begins at once.
 */
export function leadIn(shot: Shot, first: Beat): number {
  const lines = linesOf(first);
  if (lines.length === 0) return 0;
  return Math.max(parentheticalPause(lines), plainLeadIn(shot));
}

function plainLeadIn(shot: Shot): number {
  // A smash cut is felt because the sound is already there.
  if (shot.transitionIn.kind === 'smash') return 0.08;
  const wide = shot.kind === 'establishing' || shot.kind === 'master';
  return wide ? 0.35 : 0.25;
}

/** Between two beats of a shot. A pause that the storyboard wrote stands by itself. */
export function pauseBefore(before: Beat, beat: Beat): number {
  if (before.kind === 'pause' || beat.kind === 'pause') return 0;
  const earlier = linesOf(before);
  const later = linesOf(beat);
  if (earlier.length === 0 && later.length === 0) return 0;
  // Between something done and something said: a breath.
  if (earlier.length === 0 || later.length === 0) return Math.max(0.2, parentheticalPause(later));
  return Math.max(parentheticalPause(later), betweenSpeeches(earlier, later));
}

function betweenSpeeches(earlier: readonly Line[], later: readonly Line[]): number {
  const last = earlier.at(-1);
  const next = later[0];
  if (last === undefined || next === undefined) return 0;
  const sameVoice = earlier.length === 1 && later.length === 1 && last.who === next.who;
  if (sameVoice) return /[.!?…]["'”’)]*\s*$/.test(last.text) ? 0.3 : 0.12;
  if (/(--|[–—])\s*$/.test(last.text)) return interrupted;
  return paceOf[next.emotion];
}

/** Someone breaks in: the shortest pause between two voices. */
const interrupted = 0.25;

/** How quickly one answers another, by what the answer is felt with. */
const paceOf: Readonly<Record<Emotion, number>> = {
  neutral: 0.35,
  happy: 0.3,
  tender: 0.5,
  sad: 0.5,
  angry: 0.25,
  afraid: 0.3,
  surprised: 0.3,
  confused: 0.45,
  determined: 0.35,
  sly: 0.4,
  tired: 0.5,
  disgusted: 0.35,
};

/** `(beat)`, `(a long pause)`: silence that the writer asked for. */
function parentheticalPause(lines: readonly Line[]): number {
  return Math.max(0, ...lines.map((line) => writtenPause(line.parenthetical ?? '')));
}

function writtenPause(parenthetical: string): number {
  if (!/\b(beat|beats|pause|pauses|pausing|silence|moment|hesitates|hesitating|hesitant)\b/i.test(parenthetical)) {
    return 0;
  }
  return /\b(long|longer)\b/i.test(parenthetical) ? 1.4 : 0.8;
}

function linesOf(beat: Beat): readonly Line[] {
  if (beat.kind === 'line') return [beat.line];
  return beat.kind === 'dual' ? beat.lines : [];
}
