import { sampleRate } from '../wav.ts';

/** Samples, from and to. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Pauses shorter than this do not bring the music back up: it would pump. */
const shortPause = 1.1 * sampleRate;
const attack = 0.25 * sampleRate;
const release = 0.7 * sampleRate;

/** Stretches of speech, those with a short pause between them joined. */
export function speechSpans(lines: readonly Span[]): readonly Span[] {
  const spans: { from: number; to: number }[] = [];
  for (const line of [...lines].sort((a, b) => a.from - b.from)) {
    const last = spans.at(-1);
    if (last && line.from - last.to < shortPause) last.to = Math.max(last.to, line.to);
    else spans.push({ ...line });
  }
  return spans;
}

/**
 * How much room is made for speech at a sample: 0 none, 1 all. It is there before the first word, since the words are known beforehand,
 * and goes slowly. `spans` as `speechSpans` gives them; give the index where the search may start, for a walk through the film.
 */
export function roomAt(spans: readonly Span[], sample: number, startIndex = 0): number {
  let room = 0;
  for (let index = startIndex; index < spans.length; index++) {
    const span = spans[index];
    if (!span || span.from - attack > sample) break;
    if (sample >= span.to + release) continue;
    const into = Math.min(1, (sample - (span.from - attack)) / attack);
    const out = sample <= span.to ? 1 : 1 - (sample - span.to) / release;
    room = Math.max(room, Math.min(into, out));
  }
  return room * room * (3 - 2 * room);
}
