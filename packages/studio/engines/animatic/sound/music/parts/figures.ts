import type { Random } from '../../../random.ts';
import type { Bar, Song } from '../form.ts';
import type { InstrumentName } from '../instruments/orchestra.ts';
import type { Note } from '../note.ts';
import type { Part } from './part.ts';

/** A little early, a little late: nobody plays like a clock. */
const loose = (random: Random, seconds: number): number => (random() + random() - 1) * seconds;

/** The tones that a figure counts through: the bass, then the voices, then the voices an octave higher. */
function ladder(bar: Pick<Bar, 'voicing'>): readonly number[] {
  return [...bar.voicing, ...bar.voicing.map((pitch) => pitch + 12)];
}

interface FigureSettings {
  readonly instrument: InstrumentName;
  readonly velocity: number;
  readonly from: number;
  /** Rungs of the ladder, one for each division; `null` is a rest. */
  readonly steps: readonly (number | null)[];
  /** Every other bar goes this way instead. */
  readonly turned?: readonly (number | null)[];
  /** How long a tone is held, in divisions. */
  readonly hold: number;
  readonly octave?: number;
  /** The share of tones that are left out, so that no two bars are the same. */
  readonly rests?: number;
}

/** A broken chord that goes on through the bar. */
export function figure(settings: FigureSettings): Part {
  const { instrument, velocity, from, hold, octave = 0, rests = 0 } = settings;
  return (song, random) => {
    const notes: Note[] = [];
    for (const bar of song.bars) {
      if (bar.intensity < from) continue;
      const steps = (bar.index % 2 === 1 && settings.turned) || settings.steps;
      const division = bar.seconds / steps.length;
      steps.forEach((step, index) => {
        if (step === null || (index > 0 && random() < rests)) return;
        const accent = index === 0 ? 1 : index % 2 === 0 ? 0.84 : 0.72;
        const swell = 0.92 + 0.08 * Math.sin((Math.PI * index) / steps.length);
        notes.push({
          instrument,
          at: Math.max(0, bar.at + index * division + loose(random, 0.011)),
          seconds: division * hold,
          pitch: (ladder(bar)[step] ?? 60) + 12 * octave,
          velocity: velocity * accent * swell * (0.6 + 0.4 * bar.intensity) * (1 + loose(random, 0.1)),
        });
      });
    }
    return [...notes, ...rolled(song, instrument, velocity, octave)];
  };
}

/** The last chord, rolled from below. */
function rolled(song: Song, instrument: InstrumentName, velocity: number, octave: number): readonly Note[] {
  const { at, seconds, voicing } = song.ending;
  return voicing.map((pitch, index) => ({
    instrument,
    at: at + index * 0.055,
    seconds: seconds - index * 0.055,
    pitch: pitch + 12 * octave,
    velocity: velocity * 0.8,
  }));
}

interface BassSettings {
  readonly instrument: InstrumentName;
  readonly velocity: number;
  readonly from: number;
  /** Beats on which it plays, and what: the bass tone or the fifth above or below it. */
  readonly beats: readonly (readonly [beat: number, beats: number, tone: 'root' | 'fifth' | 'octave'])[];
  /** The lowest pitch it may play. */
  readonly lowest: number;
}

/** The ground under the harmony. */
export function bass(settings: BassSettings): Part {
  const { instrument, velocity, from, beats, lowest } = settings;
  const low = (pitchClass: number) => lowest + ((((pitchClass - lowest) % 12) + 12) % 12);
  return (song, random) => {
    const notes: Note[] = song.bars
      .filter((bar) => bar.intensity >= from)
      .flatMap((bar) =>
        beats.map(([beat, length, tone]) => {
          const root = low(bar.chord.bass);
          const beatSeconds = bar.seconds / bar.beats;
          return {
            instrument,
            at: Math.max(0, bar.at + beat * beatSeconds + loose(random, 0.008)),
            seconds: length * beatSeconds,
            pitch: tone === 'root' ? root : tone === 'octave' ? root + 12 : low(bar.chord.root + 7),
            velocity: velocity * (beat === 0 ? 1 : 0.82) * (0.7 + 0.3 * bar.intensity),
          };
        }),
      );
    return [
      ...notes,
      { instrument, at: song.ending.at, seconds: song.ending.seconds, pitch: low(song.ending.chord.bass), velocity },
    ];
  };
}

interface StabSettings {
  readonly instrument: InstrumentName;
  readonly velocity: number;
  readonly from: number;
  /** Beats on which the chord is struck. */
  readonly beats: readonly number[];
  readonly voices: readonly number[];
  readonly hold: number;
}

/** Short chords, such as the after-beats of a dance. */
export function stabs(settings: StabSettings): Part {
  const { instrument, velocity, from, beats, voices, hold } = settings;
  return (song, random) =>
    song.bars
      .filter((bar) => bar.intensity >= from)
      .flatMap((bar) =>
        beats.flatMap((beat) =>
          voices.map((voice) => ({
            instrument,
            at: Math.max(0, bar.at + (beat * bar.seconds) / bar.beats + loose(random, 0.009)),
            seconds: (hold * bar.seconds) / bar.beats,
            pitch: bar.voicing[voice] ?? 60,
            velocity: velocity * (0.7 + 0.3 * bar.intensity) * (1 + loose(random, 0.12)),
          })),
        ),
      );
}

/** Strokes without a pitch of the harmony. A pattern of `x` strong, `o` soft and `.` rest, over one bar. */
export function strokes(settings: {
  instrument: InstrumentName;
  velocity: number;
  from: number;
  pattern: string;
  pitch?: number;
  last?: boolean;
}): Part {
  const { instrument, velocity, from, pattern, pitch = 48, last = false } = settings;
  return (song, random) => {
    const notes: Note[] = [];
    const strike = (at: number, level: number) =>
      notes.push({
        instrument,
        at: Math.max(0, at + loose(random, 0.006)),
        seconds: 0.5,
        pitch,
        velocity: velocity * level * (1 + loose(random, 0.12)),
      });
    for (const bar of song.bars) {
      if (bar.intensity < from) continue;
      [...pattern].forEach((sign, index) => {
        if (sign !== '.') strike(bar.at + (index * bar.seconds) / pattern.length, sign === 'x' ? 1 : 0.55);
      });
    }
    if (last) strike(song.ending.at, 1);
    return notes;
  };
}
