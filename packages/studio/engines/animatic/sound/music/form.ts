import type { Random } from '../../random.ts';
import { pick } from '../dsp/chance.ts';
import { type Chord, chordOf, pitchClass } from './chord.ts';
import { type Motif, motifOf } from './motif.ts';
import type { Style } from './style.ts';
import { type Voicing, voiced } from './voicing.ts';

/** One bar, its harmony and how much is going on in it. */
export interface Bar {
  readonly index: number;
  readonly at: number;
  readonly seconds: number;
  readonly beats: number;
  readonly chord: Chord;
  readonly voicing: Voicing;
  /** 0 hardly anything … 1 everybody. */
  readonly intensity: number;
  readonly phrase: number;
  /** 0 … 3 within its phrase. */
  readonly place: number;
}

/** The plan of a piece: what every part plays from. */
export interface Song {
  readonly seconds: number;
  readonly bars: readonly Bar[];
  /** The last chord, which rings out. */
  readonly ending: Pick<Bar, 'at' | 'seconds' | 'chord' | 'voicing'>;
  /** Pitch classes of the key. */
  readonly scale: readonly number[];
  readonly tonic: number;
  readonly motif: Motif;
}

const barsInPhrase = 4;

/** Lays a piece of exactly `seconds` out in bars, phrases and a last chord. */
export function songOf(style: Style, seconds: number, random: Random): Song {
  const tonic = pick(random, style.tonics);
  const tempo = style.tempo[0] + (style.tempo[1] - style.tempo[0]) * random();
  const { count, barSeconds } = measured(seconds, (style.beats * 60) / tempo);
  const symbols = progression(style, count, random);
  const starts = barStarts(count, barSeconds);
  const bars: Bar[] = [];
  let previous: Voicing | null = null;
  for (const [index, symbol] of symbols.entries()) {
    const chord = chordOf(symbol, tonic);
    const voicing: Voicing = voiced(chord, previous);
    previous = voicing;
    const at = starts[index] ?? 0;
    bars.push({
      index,
      at,
      seconds: (starts[index + 1] ?? at) - at,
      beats: style.beats,
      chord,
      voicing,
      intensity: intensityAt(index, count),
      phrase: Math.floor(index / barsInPhrase),
      place: index % barsInPhrase,
    });
  }
  const at = starts[count] ?? 0;
  const last = chordOf(style.last, tonic);
  const ending = { at, seconds: seconds - at, chord: last, voicing: voiced(last, previous) };
  const scale = style.scale.map((step) => pitchClass(tonic + step));
  return { seconds, bars, ending, scale, tonic, motif: motifOf(random, style.beats) };
}

/** How many bars fit, and how long each is, so that neither the tempo is bent much nor the last chord is too short or long. */
function measured(seconds: number, wanted: number): { count: number; barSeconds: number } {
  const ideal = Math.min(4.5, 0.4 * seconds);
  let best = { count: 0, barSeconds: wanted };
  let least = Math.abs(Math.log(seconds / ideal));
  for (let count = 1; count * wanted * 0.85 < seconds; count++) {
    for (const bend of [0.88, 0.92, 0.96, 0.98, 1, 1.02, 1.04, 1.08, 1.12]) {
      const ring = seconds - count * wanted * bend;
      if (ring < 0.25 * ideal) continue;
      const cost = 5 * Math.abs(Math.log(bend)) + Math.abs(Math.log(ring / ideal));
      if (cost < least) {
        least = cost;
        best = { count, barSeconds: wanted * bend };
      }
    }
  }
  return best;
}

/** When each bar begins, and the last chord: the last two bars hold back a little, as players do. */
function barStarts(count: number, barSeconds: number): readonly number[] {
  const weights = Array.from({ length: count }, (_, index) =>
    count < 4 || index < count - 2 ? 1 : index === count - 2 ? 1.03 : 1.09,
  );
  const unit =
    (count * barSeconds) /
    Math.max(
      1,
      weights.reduce((sum, weight) => sum + weight, 0),
    );
  const starts = [0];
  for (const weight of weights) starts.push((starts.at(-1) ?? 0) + weight * unit);
  return starts;
}

/** Chords bar by bar: A, A, B, A and so on, and before the end the cadence of the mood. */
function progression(style: Style, count: number, random: Random): readonly string[] {
  const a = pick(random, style.phrases);
  const others = style.phrases.filter((phrase) => phrase !== a);
  const b = others.length > 0 ? pick(random, others) : a;
  const symbols = Array.from({ length: count }, (_, index) => {
    const phrase = Math.floor(index / barsInPhrase) % 4 === 2 ? b : a;
    return phrase[index % barsInPhrase] ?? style.last;
  });
  const cadence = pick(random, style.cadences).slice(-Math.max(1, count - 1));
  if (count >= 2) symbols.splice(count - cadence.length, cadence.length, ...cadence);
  return symbols;
}

/** It begins with little, opens, and thins out before the end; long pieces go in waves. */
function intensityAt(index: number, count: number): number {
  if (count <= 3) return 0.6;
  const share = index / (count - 1);
  const arch = Math.sin(Math.PI * Math.min(1, share * 1.05) ** 0.8);
  const wave = count > 16 ? 0.5 + 0.5 * Math.cos((2 * Math.PI * index) / 16 + Math.PI) : arch;
  const cadence = index >= count - 2 ? 0.5 : 0;
  return Math.max(cadence, 0.3 + 0.7 * (0.5 * arch + 0.5 * wave));
}
