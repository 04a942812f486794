import { type Random, randomFrom, seedOf } from '../../../random.ts';
import { samplesIn, silence } from '../../dsp/buffer.ts';
import { bandpass } from '../../dsp/filter.ts';
import { white } from '../../dsp/noise.ts';
import { harmonicsBelow, oscillate, type Wavetable, wavetable } from '../../dsp/wavetable.ts';
import { hertzOf } from '../chord.ts';
import type { Instrument } from './instrument.ts';

/** Instruments that hold a tone: how they sound and how they are played. */
export interface SustainedSettings {
  /** The level of a harmonic by its number and frequency. */
  readonly levelOf: (harmonic: number, hertz: number) => number;
  /** Nothing above this, in hertz. */
  readonly limit: number;
  /** Players on each side. */
  readonly players: number;
  /** How far they are apart in tune, in cents. */
  readonly detune: number;
  readonly vibrato: { readonly hertz: number; readonly cents: number; readonly after: number };
  readonly attack: number;
  readonly release: number;
  /** Breath or bow along with the tone. */
  readonly breath: number;
}

/** A section of players that hold tones; no two start, waver or are tuned quite alike. */
export function sustained(settings: SustainedSettings, seat: Pick<Instrument, 'pan' | 'gain' | 'wet'>): Instrument {
  const tables = new Map<string, Wavetable>();
  const tableOf = (pitch: number, bright: number): Wavetable => {
    const key = `${pitch} ${bright}`;
    const known = tables.get(key);
    if (known) return known;
    const hertz = hertzOf(pitch);
    // Played softly a tone has fewer highs.
    const tilt = (harmonic: number) => (1 + (harmonic * hertz) / 900) ** (bright - 1);
    const table = wavetable(
      harmonicsBelow(hertz, settings.limit),
      (harmonic) => settings.levelOf(harmonic, harmonic * hertz) * tilt(harmonic),
    );
    tables.set(key, table);
    return table;
  };
  return {
    ...seat,
    sound(pitch, seconds, velocity, random) {
      const bright = Math.round(velocity * 4) / 4;
      const table = tableOf(pitch, bright);
      return {
        left: section(table, pitch, seconds, settings, random),
        right: section(table, pitch, seconds, settings, random),
      };
    },
  };
}

function section(
  table: Wavetable,
  pitch: number,
  seconds: number,
  settings: SustainedSettings,
  random: Random,
): Float32Array {
  const attack = Math.min(settings.attack, seconds * 0.5);
  const sound = silence(seconds + settings.release);
  const hertz = hertzOf(pitch);
  for (let player = 0; player < settings.players; player++) {
    const spread = settings.players > 1 ? (player / (settings.players - 1)) * 2 - 1 : 0;
    const tuned = hertz * 2 ** ((settings.detune * (spread + (random() - 0.5) * 0.5)) / 1200);
    const pace = settings.vibrato.hertz * (0.9 + 0.2 * random());
    const turn = random() * 2 * Math.PI;
    const depth = (settings.vibrato.cents / 1200) * Math.LN2;
    const drift = 0.0006 * (random() - 0.5);
    oscillate(
      sound,
      table,
      (t) => {
        const grown = Math.min(1, Math.max(0, (t - settings.vibrato.after) / 0.7));
        return tuned * (1 + depth * grown * Math.sin(2 * Math.PI * pace * t + turn) + drift * Math.sin(0.9 * t + turn));
      },
      1 / Math.sqrt(settings.players),
      random(),
    );
  }
  if (settings.breath > 0) addBreath(sound, settings.breath, random);
  return swelled(sound, attack, seconds, settings.release);
}

/** Four seconds of air through which every player blows: made once, read from anywhere. */
const air = bandpass(white(4, randomFrom(seedOf('air'))), 900, 0.6);

function addBreath(sound: Float32Array, gain: number, random: Random): void {
  let at = Math.floor(random() * air.length);
  for (let index = 0; index < sound.length; index++) {
    sound[index] = (sound[index] ?? 0) + gain * (air[at] ?? 0);
    if (++at === air.length) at = 0;
  }
}

/** Rises and falls with a bend at both ends, so that notes that follow each other join. */
function swelled(sound: Float32Array, attack: number, seconds: number, release: number): Float32Array {
  const rise = samplesIn(attack);
  const fallFrom = samplesIn(seconds);
  const fall = Math.max(1, samplesIn(release));
  for (let index = 0; index < rise && index < sound.length; index++) {
    const share = index / rise;
    sound[index] = (sound[index] ?? 0) * share * share * (3 - 2 * share);
  }
  for (let index = fallFrom; index < sound.length; index++) {
    const share = Math.max(0, 1 - (index - fallFrom) / fall);
    sound[index] = (sound[index] ?? 0) * share * share * (3 - 2 * share);
  }
  return sound;
}
