import type { InstrumentName } from '../instruments/orchestra.ts';
import type { Note } from '../note.ts';
import type { Part } from './part.ts';

/** In seconds; longer tones are bowed anew. */
const longestBow = 7;

/**
 * The voices of the harmony, held; a voice that stays where it is plays on without a new bow.
 * @param from the intensity from which it plays; the last chord is always played
 */
export function held(settings: {
  instrument: InstrumentName;
  velocity: number;
  from: number;
  voices?: readonly number[];
  octave?: number;
}): Part {
  const { instrument, velocity, from, voices = [0, 1, 2, 3], octave = 0 } = settings;
  return (song) => {
    const chords = [
      ...song.bars.map((bar) => ({ ...bar, plays: bar.intensity >= from })),
      { ...song.ending, intensity: 0.6, plays: true },
    ];
    return voices.flatMap((voice) => {
      const notes: Note[] = [];
      let tied = false;
      for (const { at, seconds, voicing, intensity, plays } of chords) {
        const pitch = (voicing[voice] ?? 60) + octave * 12;
        const last = notes.at(-1);
        if (plays && tied && last?.pitch === pitch && last.seconds < longestBow) {
          notes[notes.length - 1] = { ...last, seconds: last.seconds + seconds };
        } else if (plays) {
          notes.push({ instrument, at, seconds, pitch, velocity: velocity * (0.65 + 0.35 * intensity) });
        }
        tied = plays;
      }
      return notes;
    });
  };
}

/** One low tone through everything. */
export function drone(settings: { instrument: InstrumentName; velocity: number; pitch: number }): Part {
  const { instrument, velocity, pitch } = settings;
  return (song) => {
    const notes: Note[] = [];
    const low = pitch + song.tonic;
    const span = 8;
    for (let at = 0; at < song.seconds - 1; at += span) {
      notes.push({ instrument, at, seconds: Math.min(span + 0.8, song.seconds - at), pitch: low, velocity });
    }
    return notes;
  };
}

/** A chord now and then that grows out of nothing: tones that rub against each other. */
export function cluster(settings: {
  instrument: InstrumentName;
  velocity: number;
  from: number;
  intervals: readonly number[];
}): Part {
  const { instrument, velocity, from, intervals } = settings;
  return (song, random) =>
    song.bars
      .filter((bar) => bar.place === 2 && bar.intensity >= from && bar.index < song.bars.length - 1)
      .flatMap((bar) => {
        const top = (bar.voicing[3] ?? 67) + (random() < 0.5 ? 0 : 12);
        return intervals.map((interval) => ({
          instrument,
          at: bar.at,
          seconds: bar.seconds * 1.8,
          pitch: top - interval,
          velocity: velocity * (0.5 + 0.5 * bar.intensity),
        }));
      });
}
