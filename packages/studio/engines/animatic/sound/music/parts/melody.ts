import type { Random } from '../../../random.ts';
import { pick } from '../../dsp/chance.ts';
import { nearest } from '../chord.ts';
import type { Bar, Song } from '../form.ts';
import type { InstrumentName } from '../instruments/orchestra.ts';
import { type Motif, tonePitch, type Variation, varied } from '../motif.ts';
import type { Note } from '../note.ts';
import type { Part } from './part.ts';

interface MelodySettings {
  readonly instrument: InstrumentName;
  readonly velocity: number;
  /** The pitch it circles. */
  readonly around: number;
  /** The share of half phrases that it plays in; the others are room for words. */
  readonly density: number;
  /** How much of its value a tone is held. */
  readonly hold: number;
}

/** Semitones that a tune may rise above what it circles. */
const highestAbove = 9;

const answers: readonly Variation[] = ['answer', 'higher', 'turned', 'fragment', 'lower'];

/**
 * The motif: said plainly, answered, left alone, and said again in another way. Its last word is the tonic or the third, over the last chord.
 */
export function melody(settings: MelodySettings): Part {
  return (song, random) => {
    const notes: Note[] = [];
    for (let first = 0; first + 1 < song.bars.length; first += 2) {
      const pair = song.bars.slice(first, first + 2);
      const how = role(song, first, settings.density, random);
      if (how) notes.push(...said(varied(song.motif, how), pair, song, settings, random));
    }
    return [...notes, lastWord(song, settings)];
  };
}

/** What is said in two bars: nothing in the first ones of a longer piece, then the motif, then answers and pauses. */
function role(song: Song, first: number, density: number, random: Random): Variation | null {
  const long = song.bars.length >= 8;
  const start = long ? 2 : 0;
  if (first < start || first + 2 >= song.bars.length + (long ? 0 : 1)) return null;
  if (first === start) return 'plain';
  if (random() > density) return null;
  return first % 8 === start ? pick(random, ['plain', 'higher'] as const) : pick(random, answers);
}

function said(
  motif: Motif,
  bars: readonly Bar[],
  song: Song,
  settings: MelodySettings,
  random: Random,
): readonly Note[] {
  const notes = motif.tones.flatMap((tone) => {
    const bar = bars[Math.floor(tone.beat / (motif.beats / 2))];
    if (!bar) return [];
    const beatSeconds = bar.seconds / bar.beats;
    const beat = tone.beat % bar.beats;
    const anchor = nearest(bar.chord.tones[1] ?? bar.chord.root, settings.around);
    const strong = beat === 0 || tone.beats >= 2;
    return [
      {
        instrument: settings.instrument,
        at: Math.max(0, bar.at + beat * beatSeconds + (random() + random() - 1) * 0.014),
        seconds: tone.beats * beatSeconds * settings.hold,
        pitch: tonePitch(tone.step, strong, anchor, song.scale, bar.chord),
        velocity: settings.velocity * (strong ? 1 : 0.85) * (0.94 + 0.12 * random()),
      },
    ];
  });
  // What goes too high is said an octave lower, all of it: the tune stays the tune.
  const top = Math.max(...notes.map((note) => note.pitch));
  return top > settings.around + highestAbove ? notes.map((note) => ({ ...note, pitch: note.pitch - 12 })) : notes;
}

function lastWord(song: Song, settings: MelodySettings): Note {
  const { at, seconds, chord } = song.ending;
  return {
    instrument: settings.instrument,
    at: at + 0.02,
    seconds: seconds - 0.02,
    pitch: nearest(chord.root, settings.around),
    velocity: settings.velocity * 0.8,
  };
}

/** A high tone now and then, like light on water. */
export function sparkle(settings: {
  instrument: InstrumentName;
  velocity: number;
  from: number;
  chance: number;
  octave: number;
}): Part {
  const { instrument, velocity, from, chance, octave } = settings;
  return (song, random) =>
    song.bars.flatMap((bar) => {
      if (bar.intensity < from || random() > chance) return [];
      const beatSeconds = bar.seconds / bar.beats;
      const at = bar.at + beatSeconds * pick(random, [1, 1.5, 2, 2.5]);
      const voices = pick(random, [[3], [2, 3], [3, 1]]);
      return voices.map((voice, index) => ({
        instrument,
        at: at + index * beatSeconds * 0.5,
        seconds: 2,
        pitch: (bar.voicing[voice] ?? 67) + 12 * octave,
        velocity: velocity * (0.8 + 0.2 * random()),
      }));
    });
}
