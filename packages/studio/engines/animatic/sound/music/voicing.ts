import { type Chord, pitchClass } from './chord.ts';

/** Where the voices of the harmony lie, as MIDI pitches: below what speech needs. */
const lowest = 48;
const highest = 72;
const middle = 59.5;

/** Pitches from low to high. */
export type Voicing = readonly number[];

/**
 * Lays a chord out in four voices so that each moves as little as can be from where it was, none crosses another, and none goes along with
 * another in octaves or fifths.
 */
export function voiced(chord: Chord, previous: Voicing | null): Voicing {
  let best: Voicing = [];
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates(chord)) {
    const cost = spread(candidate, chord) + (previous ? motion(previous, candidate) : 0);
    if (cost < least) {
      least = cost;
      best = candidate;
    }
  }
  return best;
}

function candidates(chord: Chord): Voicing[] {
  const pitches: number[] = [];
  for (let pitch = lowest; pitch <= highest; pitch++) if (chord.tones.includes(pitchClass(pitch))) pitches.push(pitch);
  const found: Voicing[] = [];
  const choose = (from: number, chosen: Voicing): void => {
    if (chosen.length === 4) found.push(chosen);
    else for (let index = from; index < pitches.length; index++) choose(index + 1, [...chosen, pitches[index] ?? 0]);
  };
  choose(0, []);
  return found;
}

/** What is wrong with a layout by itself: tones left out, muddy or empty gaps, too high or low. */
function spread(voicing: Voicing, chord: Chord): number {
  const heard = new Set(voicing.map(pitchClass));
  let cost = 0;
  chord.tones.forEach((tone, index) => {
    // The fifth may be left to the overtones, if there is something better to play.
    if (!heard.has(tone)) cost += index === 2 && chord.tones.length > 3 ? 2 : 14;
  });
  for (let voice = 1; voice < voicing.length; voice++) {
    const gap = (voicing[voice] ?? 0) - (voicing[voice - 1] ?? 0);
    if (gap === 1) cost += 4;
    if (gap > 8) cost += gap - 8;
    if (voice === 1 && gap < 3) cost += 3;
  }
  // A ninth that is a semitone too small is the one interval that hurts.
  cost += 6 * voicing.filter((pitch) => voicing.includes(pitch + 13)).length;
  const mean = voicing.reduce((sum, pitch) => sum + pitch, 0) / voicing.length;
  return cost + Math.abs(mean - middle) * 0.5;
}

function motion(before: Voicing, after: Voicing): number {
  let cost = 0;
  for (let voice = 0; voice < after.length; voice++) {
    const moved = (after[voice] ?? 0) - (before[voice] ?? 0);
    cost += Math.abs(moved) + (Math.abs(moved) > 4 ? 2 : 0);
    for (let below = 0; below < voice; below++) {
      const was = pitchClass((before[voice] ?? 0) - (before[below] ?? 0));
      const is = pitchClass((after[voice] ?? 0) - (after[below] ?? 0));
      if (was === is && (is === 0 || is === 7) && moved !== 0) cost += 2;
    }
  }
  return cost;
}
